"""Whether an answer helped: offered last and seldom, counted once, and met with help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import App
from bot.core.conversation import Kind, Outcome, Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.core.tally import Rating
from tests.conftest import TODAY

YES, NO = "/helpful yes deposit", "/helpful no deposit"


def told(rules: RuleBase, *says: str, session: Session | None = None) -> list[Outcome]:
    session, outcomes = session or Session(), []
    for text in says:
        outcomes.append(respond(Question(text), session, rules, TODAY))
        session = outcomes[-1].session
    return outcomes


def offers(outcome: Outcome) -> list[str]:
    return [choice.send for choice in outcome.reply.choices if choice.key.startswith("helpful")]


def test_it_is_offered_last_so_that_other_numbers_stay(rules: RuleBase) -> None:
    first, again = told(rules, "押金不退怎么办", "押金不退怎么办")
    sends = [choice.send for choice in first.reply.choices]
    assert sends[-2:] == [YES, NO]
    assert sends[:-2] == [choice.send for choice in again.reply.choices], "not offered twice for a topic"


def test_it_is_offered_twice_in_a_chat_at_most(rules: RuleBase) -> None:
    topics = ("deposit", "id_retention", "dismissal", "no_contract", "retirement")
    asked = [one for one in told(rules, *(f"/topic {topic}" for topic in topics)) if offers(one)]
    assert len(asked) == 2


@pytest.mark.parametrize(
    "text",
    [
        "高温补贴多少",
        "高温补贴多少 拉萨",
        "我不想活了",
        "工资",
        "怎么离婚",
        "你好",
        "/steps deposit",
        "/start",
    ],
)
def test_it_is_not_pushed(rules: RuleBase, text: str) -> None:
    """Not while something is asked, where nothing is known, in danger, for no full answer."""
    assert not offers(told(rules, text)[0])


def test_it_comes_when_the_last_question_is_answered(rules: RuleBase) -> None:
    first, placed = told(rules, "高温补贴多少", "苏州")
    assert not offers(first)
    assert offers(placed) == ["/helpful yes heat_allowance", "/helpful no heat_allowance"]


def test_a_press_is_counted_once(rules: RuleBase) -> None:
    ratings = [one.rating for one in told(rules, "押金不退怎么办", YES, YES, NO, "押金不退怎么办", YES)]
    assert ratings == [None, Rating("deposit", True), None, None, None, None]
    ratings = [one.rating for one in told(rules, "押金不退怎么办", NO, YES)]
    assert ratings == [None, Rating("deposit", False), None]


def test_an_old_button_is_thanked_for_and_not_counted(rules: RuleBase) -> None:
    """After half an hour, or /forget, nobody can tell whether it was pressed before."""
    (old,) = told(rules, YES)
    assert old.rating is None
    assert old.reply.parts[0].kind == "helped"
    *_, after = told(rules, "押金不退怎么办", YES, "/forget", YES)
    assert after.rating is None
    (unasked,) = told(rules, YES, session=Session(topics=("deposit",), offered=("dismissal",)))
    assert unasked.rating is None


@pytest.mark.parametrize(
    "press", ["/helpful", "/helpful yes", "/helpful maybe deposit", "/helpful yes nothing", "/helpful no "]
)
def test_a_press_that_is_none_is_answered(rules: RuleBase, press: str) -> None:
    _, odd = told(rules, "押金不退怎么办", press)
    assert odd.rating is None
    assert odd.reply.parts[0].kind == "stale_button"


def test_no_gets_help_at_once(app: App, rules: RuleBase) -> None:
    _, no = told(rules, "在深圳,押金不退怎么办", NO)
    assert no.reply.kind is Kind.COMMAND
    assert no.reply.referrals
    text = app.rendered(no).text
    assert "12333" in text
    assert "换个说法" in text
    assert no.session.topics == ("deposit",), "the next question goes on from the answer"
    for choice in no.reply.choices:
        (further,) = told(rules, choice.send, session=no.session)
        assert further.reply.kind is Kind.ANSWERED


def test_numbers_pick_it_where_there_are_no_buttons(app: App, rules: RuleBase) -> None:
    (first,) = told(rules, "押金不退怎么办")
    count = len(first.reply.choices)
    picked = app.rendered(first).buttons[-2]
    assert picked.mark == str(count - 1)
    (yes,) = told(rules, picked.mark, session=first.session)
    assert yes.rating == Rating("deposit", True)


def test_every_button_fits_and_every_press_keeps_the_chat(rules: RuleBase) -> None:
    for topic in rules.topics:
        session = replace(Session(), topics=(topic,), offered=(topic,), language="zh_Hans")
        for word in ("yes", "no"):
            press = f"/helpful {word} {topic}"
            assert len(press.encode()) <= 64
            (made,) = told(rules, press, session=session)
            assert made.rating == Rating(topic, word == "yes")
            assert made.session.topics == (topic,)
