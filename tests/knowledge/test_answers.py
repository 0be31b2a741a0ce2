"""For every legal topic a real question gets a complete answer: articles, steps, a phone; in big cities, a small one, none."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from bot.app import App
from bot.core import referrals
from bot.core.conversation import Kind, Question, Session
from bot.core.directory import Phone, Referral
from bot.core.matching import OUT_OF_SCOPE
from bot.core.model import RuleBase
from bot.core.respond import respond
from tests.conftest import ROOT, TODAY

QUESTIONS = yaml.safe_load((ROOT / "tests" / "questions" / "zh.yaml").read_text(encoding="utf-8"))
TOPICS = [topic for topic in QUESTIONS if topic not in OUT_OF_SCOPE and "+" not in topic]
PLACES = (None, "440300", "110000", "411600")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_real_question_gets_a_complete_answer_everywhere(app: App, rules: RuleBase, topic: str) -> None:
    for place in PLACES:
        answered = None
        for text in QUESTIONS[topic][:6]:
            outcome = respond(Question(text), Session(region=place), rules, TODAY)
            if outcome.reply.topics[0] == topic and outcome.reply.kind is Kind.ANSWERED:
                answered = outcome
                break
            if topic == "crisis" and outcome.reply.kind is Kind.CRISIS:
                assert outcome.reply.referrals
                return
        assert answered is not None, (topic, place)
        reply = answered.reply
        text = app.rendered(answered).text
        assert reply.citations, (topic, place)
        assert any(part.kind == "steps" and part.guidance for part in reply.parts), (topic, place)
        assert any(number in text for number in ("12333", "12348", "110", "120")), (topic, place)
        assert "核对" in text, (topic, place)
        assert len(text) < 4096, (topic, place, len(text))


def test_the_organisation_that_runs_the_bot_comes_first(rules: RuleBase) -> None:
    own = Referral(
        "own-office", "某某劳动服务中心", "", "ngo", ("labour_inspection", "arbitration"), "441900", "city", "active", "yes",
        phones=(Phone("0000-00000000"),), own=True, checked=TODAY,
    )  # fmt: skip
    with_own = replace(rules, referrals=(own, *rules.referrals))
    found = referrals.nearest(with_own, ("arbitration", "labour_inspection"), "441900", TODAY)
    assert found[0].referral.id == "own-office"
    assert any(help.referral.kind != "ngo" for help in found)


def test_a_special_illness_leads_to_its_group(rules: RuleBase) -> None:
    outcome = respond(Question("我得了尘肺病单位不管怎么办"), Session(), rules, TODAY)
    assert "cn-daaiqingchen" in outcome.reply.referrals
