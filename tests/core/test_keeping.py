"""Asking to keep a question: when, how often, and that only a yes to the very words shown keeps anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation import Kind, Outcome, Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond
from tests.conftest import TODAY

UNCLEAR = "我叫王小翠,电话13812345678,在喵汪电子厂,今天红烧肉怎么做才好吃啊"
KEEP = ["/keep yes", "/keep no"]


def says(rules: RuleBase, text: str, session: Session | None = None, *, may_keep: bool = True) -> Outcome:
    return respond(Question(text, may_keep=may_keep), session or Session(), rules, TODAY)


def offered(outcome: Outcome) -> list[str]:
    """The buttons that ask to keep a question."""
    return [choice.send for choice in outcome.reply.choices if choice.send.startswith("/keep")]


def test_the_words_shown_are_the_words_kept(rules: RuleBase) -> None:
    asked = says(rules, UNCLEAR)
    part = asked.reply.parts[-1]
    assert asked.reply.kind is Kind.OUT_OF_SCOPE
    assert part.kind == "may_keep"
    assert offered(asked) == KEEP
    assert asked.donation is None
    yes = says(rules, "/keep yes", asked.session)
    assert yes.donation is not None
    assert yes.donation.text == part.values["text"]
    assert yes.donation.language == "zh_Hans"
    assert yes.reply.parts[0].kind == "kept"
    assert yes.session.to_keep is None
    for canary in ("王小翠", "13812345678", "喵汪"):
        assert canary not in yes.donation.text
    assert "红烧肉" in yes.donation.text or "好吃" in yes.donation.text


def test_no_keeps_nothing_and_is_not_asked_again(rules: RuleBase) -> None:
    no = says(rules, "/keep no", says(rules, UNCLEAR).session)
    assert no.donation is None
    assert no.reply.parts[0].kind == "not_kept"
    assert says(rules, "/keep yes", no.session).donation is None
    assert not offered(says(rules, UNCLEAR, no.session))


def test_a_typed_question_beats_the_one_that_waits(rules: RuleBase) -> None:
    asked = says(rules, UNCLEAR)
    typed = says(rules, "押金不退怎么办", asked.session)
    assert typed.reply.kind is Kind.ANSWERED
    assert typed.session.to_keep is None
    late = says(rules, "/keep yes", typed.session)
    assert late.donation is None
    assert late.reply.parts[0].kind == "stale_button"


def test_yes_gives_one_donation_and_no_second(rules: RuleBase) -> None:
    yes = says(rules, "/keep yes", says(rules, UNCLEAR).session)
    again = says(rules, "/keep yes", yes.session)
    assert yes.donation and again.donation is None
    assert not offered(says(rules, UNCLEAR, yes.session))


@pytest.mark.parametrize(
    "text", ["好", "yes", "可以", "1", "7", "8", "9", "/keep", "/keep maybe", "/keep yes please"]
)
def test_only_the_button_gives_leave(rules: RuleBase, text: str) -> None:
    assert says(rules, text, says(rules, UNCLEAR).session).donation is None


@pytest.mark.parametrize("command", ["/hide", "/forget", "有人来了"])
def test_hiding_drops_what_waits(rules: RuleBase, command: str) -> None:
    hidden = says(rules, command, says(rules, UNCLEAR).session)
    assert not offered(hidden)
    assert hidden.session.to_keep is None
    assert says(rules, "/keep yes", hidden.session).donation is None


@pytest.mark.parametrize(
    "text",
    [
        "押金不退怎么办",
        "我不想活了,电话13812345678",
        "你好",
        "13812345678",
        "嗯",
        "😀",
        "/city 北京",
        "jintian hongshaorou zenme zuo",
        "我叫王小翠",
    ],
)
def test_it_is_not_asked(rules: RuleBase, text: str) -> None:
    outcome = says(rules, text)
    assert not offered(outcome)
    assert outcome.session.to_keep is None


def test_a_channel_that_others_may_read_is_never_asked(rules: RuleBase) -> None:
    assert not offered(says(rules, UNCLEAR, may_keep=False))
    assert says(rules, "/keep yes", Session(), may_keep=False).donation is None


def test_the_reply_is_otherwise_the_same(rules: RuleBase) -> None:
    with_it, without = says(rules, UNCLEAR), says(rules, UNCLEAR, may_keep=False)
    assert with_it.reply.parts[:-1] == without.reply.parts
    assert with_it.reply.choices[:-2] == without.reply.choices
    assert with_it.tally == without.tally
    assert with_it.session == replace(without.session, to_keep=with_it.session.to_keep, asked_to_keep=True)
