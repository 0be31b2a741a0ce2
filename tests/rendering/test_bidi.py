"""Uyghur with names and numbers of other scripts in it: read in the right order, and still copied as it stands."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.core.conversation import Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.rendering.bidi import FSI, PDI, RLM, isolated
from tests.conftest import TODAY


def shown(text: str) -> str:
    return isolated(text).replace(FSI, "<").replace(PDI, ">").replace(RLM, "|")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("تېلېفون 0755-25110022", "تېلېفون <0755-25110022>"),
        ("+86 755 2511 گە", "|<+86 755 2511> گە"),
        ("1. ئاۋۋال", "|<1>. ئاۋۋال"),
        ("Dongguan (东莞市) نىڭ", "|<Dongguan (东莞市)> نىڭ"),
        ("ئاساسى: Labour Law 《劳动法》第50条 (2026-11-22 تەكشۈرۈلگەن)", "ئاساسى: <Labour Law 《劳动法》第50条> (<2026-11-22> تەكشۈرۈلگەن)"),
        ("مائاشنىڭ 150%", "مائاشنىڭ <150%>"),
        ("☎ 12333 گە", "|☎ <12333> گە"),
        ("12333 人力资源和社会保障服务热线", "12333 人力资源和社会保障服务热线"),
        ("\x02【زاكالەت】\x03", "|\x02【زاكالەت】\x03"),
        ("زاكالەت (押金): 500 يۈەن", "زاكالەت (<押金>): <500> يۈەن"),
        ("ئا) x (ب", "ئا) <x> (ب"),
        ("", ""),
    ],
)  # fmt: skip
def test_runs_are_isolated(text: str, wanted: str) -> None:
    assert shown(text) == wanted


def test_no_mark_stands_inside_a_number_and_every_isolate_is_closed(app: App, rules: RuleBase) -> None:
    marks = str.maketrans("", "", FSI + PDI + RLM)
    for topic in list(rules.topics)[:12]:
        for section in ("topic", "who", "steps"):
            session = Session(language="ug", language_fixed=True, region="440300")
            outcome = respond(Question(f"/{section} {topic}"), session, rules, TODAY)
            text = app.rendered(outcome).text
            for line in text.split("\n"):
                assert line.count(FSI) == line.count(PDI)
            for help in outcome.reply.referrals:
                phones = next(one.phones for one in rules.referrals if one.id == help)
                for phone in phones:
                    if phone.number in text.translate(marks):
                        assert phone.number in text


def test_other_languages_have_no_marks(app: App, rules: RuleBase) -> None:
    for language in ("zh_Hans", "en", "my"):
        session = Session(language=language, language_fixed=True)
        text = app.rendered(respond(Question("/topic deposit"), session, rules, TODAY)).text
        assert not set(text) & {FSI, PDI, RLM}
