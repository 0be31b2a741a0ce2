"""Proof that the rule base is right: sources of numbers, words a worker knows, phones that may be printed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.app import App
from bot.core.answer import LAW_PAGE
from bot.core.conversation import Question, Session
from bot.core.model import Citation, Period, Provision, RuleBase
from bot.core.referrals import publishable
from bot.core.respond import respond
from bot.rulebase.checks import digits
from bot.staff import proof
from tests.conftest import ROOT, TODAY

ARTICLES = ROOT.parent / "shared" / "law" / "articles.jsonl"
TOPICS = 46
SECTIONS = ("topic", "steps", "evidence", "beliefs", "law", "who", "ifs")
LONGEST_SENTENCE = 34
PHONE = re.compile(
    r"(?<![\d.,〔年])(?:0\d{2,3}-?\d{7,8}|1\d{10}|400-?\d{3}-?\d{4}|1[12]\d{1,3}|12[03589]\d\d)(?![\d.,%年月日元条款项小号天个])"
)
NATIONAL = {
    "12333",
    "12348",
    "12351",
    "12345",
    "12356",
    "12338",
    "12355",
    "12350",
    "12368",
    "12309",
    "12329",
    "110",
    "119",
    "120",
}


def test_every_topic_has_what_a_worker_needs(rules: RuleBase) -> None:
    legal = [topic for topic in rules.topics.values() if topic.id not in ("other_legal", "off_topic")]
    assert len(legal) == TOPICS
    for topic in legal:
        assert len(topic.short) >= 2, topic.id
        assert topic.cites, topic.id
        assert len(topic.steps) >= 3, topic.id
        assert topic.evidence, topic.id
        assert topic.misconceptions, topic.id
        assert topic.conditions, topic.id
        assert topic.related, topic.id
        assert topic.checked, topic.id
    assert len({topic.title for topic in rules.topics.values()}) == len(rules.topics)


def test_every_topic_has_provisions_with_sources(rules: RuleBase) -> None:
    for topic in rules.topics:
        if topic not in ("other_legal", "off_topic"):
            found = rules.provisions_by_topic[topic]
            assert sum(provision.region == "100000" for provision in found) >= 7, topic
    for provision in rules.provisions:
        assert provision.checked, provision.id
        assert (
            provision.cites
            or provision.status != "seen"
            or provision.basis
            or provision.doubt
            or _says_no_rule(provision)
        ), provision.id


def _says_no_rule(provision: Provision) -> bool:
    return bool(re.search(r"没有|没找到|没查到|没见到", provision.says))


def test_sentences_are_short(rules: RuleBase) -> None:
    long = []
    for topic in rules.topics.values():
        for text in topic.texts():
            plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "00", text)
            for sentence in re.split(r"[。！？；：\n]", plain):
                if len(sentence) > LONGEST_SENTENCE:
                    long.append((topic.id, sentence))
    assert not long


def test_what_is_not_confirmed_says_so(app: App, rules: RuleBase) -> None:
    for topic in ("sick_pay", "overtime_pay", "union"):
        session = Session(language="zh_Hans", language_fixed=True)
        pages = 1 + len(rules.provisions_by_topic[topic]) // LAW_PAGE
        text = "\n".join(
            app.rendered(respond(Question(f"/law {topic} {page + 1}"), session, rules, TODAY)).text
            for page in range(pages)
        )
        doubtful = [
            p
            for p in rules.provisions_by_topic[topic]
            if p.region == "100000" and p.period.covers(TODAY) and (p.status != "seen" or p.doubt)
        ]
        assert text.count("还没有完全核实") == len(doubtful), topic
        assert doubtful


@pytest.mark.parametrize("section", SECTIONS)
def test_no_phone_is_printed_that_may_not_be(app: App, rules: RuleBase, section: str) -> None:
    allowed = NATIONAL | {
        digits(phone.number) for one in rules.referrals if publishable(one) for phone in one.phones
    }
    places = [code for code, region in rules.regions.items() if region.level in ("province", "prefecture")]
    if section != "who":
        places = places[::40]
    for place in [None, *places]:
        for topic in (
            rules.topics
            if section == "who" and place in (None, "440300", "110000")
            else list(rules.topics)[::4]
        ):
            session = Session(language="zh_Hans", language_fixed=True, region=place)
            text = app.rendered(respond(Question(f"/{section} {topic}"), session, rules, TODAY)).text
            for match in PHONE.finditer(text):
                assert digits(match.group()) in allowed, (topic, place, match.group(), text)
            for item in rules.forbidden:
                assert item.text not in text, (topic, place, item.text)


def test_every_forbidden_number_is_refused_in_a_published_record(rules: RuleBase) -> None:
    numbers = {digits(item.text) for item in rules.forbidden} - {""}
    shown = {digits(phone.number) for one in rules.referrals if publishable(one) for phone in one.phones}
    assert numbers
    assert not numbers & shown


def test_numbers_of_a_statute_are_read() -> None:
    text = (
        "不得低于工资的百分之二十，每月三十六小时，支付二倍的工资，罚款五百元以上二千元以下，一点五倍，一万元"
    )
    found = proof.numbers_in(text)
    assert {Decimal(20), Decimal(36), Decimal(2), Decimal(500), Decimal(2000), Decimal(10000)} <= found
    assert proof.said_numbers("打12333，2008年1月1日起，第44条，最多36小时，罚2万元") == {
        Decimal(36),
        Decimal(20000),
    }


@pytest.mark.skipif(not ARTICLES.exists(), reason="the texts of the articles are not part of the project")
def test_every_number_stands_in_an_article_cited(rules: RuleBase) -> None:
    articles = proof.read_articles(ARTICLES)
    allowed = proof.read_allowed(ROOT / "knowledge")
    assert list(proof.unsourced(rules, articles, allowed)) == []
    assert list(proof.unknown_citations(rules, articles)) == []
    compared = [
        p
        for p in rules.provisions
        if p.status == "seen" and p.cites and all((c.law, c.article) in articles for c in p.cites)
    ]
    assert len(compared) > 600


def test_a_wrong_number_would_be_found(rules: RuleBase) -> None:
    wrong = Provision("x", ("deposit",), "x", "罚款777元", (Citation("a_law", "1"),), Period())
    broken = replace(rules, provisions=(wrong,))
    found = list(proof.unsourced(broken, {("a_law", "1"): "处五百元以上二千元以下罚款"}, {}))
    assert [one.number for one in found] == [Decimal(777)]


def test_allowed_numbers_give_reasons(tmp_path: Path) -> None:
    (tmp_path / "allowed_numbers.yaml").write_text(
        "a-1:\n  numbers: [1.5]\nb-1:\n  numbers: [2]\n  why: x\n", encoding="utf-8"
    )
    assert proof.read_allowed(tmp_path) == {"b-1": {Decimal(2)}}
