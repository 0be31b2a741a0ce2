"""Buttons and what they stand for: every one offered is understood, nothing else does harm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.claims.slots import SLOTS, choices
from bot.core.claims.slots import given as given_by
from bot.core.conversation import Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond
from tests.conftest import TODAY


@pytest.mark.parametrize("name", SLOTS)
def test_every_button_offered_gives_its_fact(name: str) -> None:
    for choice in choices(name, TODAY, Decimal(2300))[:-1]:
        assert len(choice.send.encode()) <= 64
        _, slot, value = choice.send.split(" ")
        fact = given_by(slot, value)
        assert fact is not None, choice
        assert fact.values.get(name) is not None or fact.traits


@pytest.mark.parametrize(
    "send",
    ["/set", "/set ended", "/set ended 0001-01-01", "/set ended 9999-12", "/set ended 2026-02-30", "/set paid NaN",
     "/set paid -5", "/set paid 1e99", "/set hours 5", "/set reason nonsense", "/set injury_grade 11", "/skip", "/skip x",
     "/paper", "/paper nonsense", "/papers", "/papers nonsense", "/law arbitration 99", "/law arbitration 0",
     "/set monthly_wage ٣٠٠٠", "/original", "/original law 5"],
)  # fmt: skip
def test_old_and_crafted_buttons_do_no_harm(rules: RuleBase, send: str) -> None:
    for topics in ((), ("overtime_pay",), ("dismissal", "no_contract")):
        outcome = respond(Question(send), Session(language="zh_Hans", topics=topics), rules, TODAY)
        assert outcome.reply.parts


@given(st.sampled_from(sorted(SLOTS)), st.text(max_size=20))
def test_any_value_is_a_fact_or_nothing(name: str, value: str) -> None:
    fact = given_by(name, value)
    assert fact is None or set(fact.values) <= {name, f"{name}_until"}


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_day_is_given_back_as_it_is(day: date) -> None:
    fact = given_by("ended", day.isoformat())
    assert fact is not None
    assert fact.values["ended"] == fact.values["ended_until"] == day
