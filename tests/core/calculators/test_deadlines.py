"""Deadlines gathered: each with its article, sorted, and open, near or past on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import deadlines
from bot.core.calculators.arbitration import Claim
from bot.core.calculators.deadlines import Events
from bot.core.calculators.periods import State, WorkCalendar

days = st.dates(date(1995, 1, 1), date(2090, 12, 31))


def test_injury_thirty_days_and_one_year() -> None:
    injured = date(2028, 2, 29)
    assert deadlines.injury_by_employer(injured).last == date(2028, 3, 30)
    assert deadlines.injury_by_worker(injured).last == date(2029, 2, 28)


def test_days_lost_without_fault_are_not_counted_for_the_worker() -> None:
    item = deadlines.injury_by_worker(date(2026, 1, 10), lost=60)
    assert (item.last, item.suspended) == (date(2027, 3, 11), 60)
    assert "spc_work_injury_admin_rules_2014/7" in map(str, item.cites)
    with pytest.raises(ValueError, match="lost"):
        deadlines.injury_by_worker(date(2026, 1, 10), lost=-1)


def test_resignation_thirty_or_three_days() -> None:
    assert deadlines.resignation(date(2026, 11, 22)).last == date(2026, 12, 22)
    assert deadlines.resignation(date(2026, 11, 22), on_probation=True).last == date(2026, 11, 25)


def test_inspection_and_enforcement_two_years() -> None:
    assert deadlines.inspection(date(2024, 2, 29)).last == date(2026, 2, 28)
    due = deadlines.enforcement(date(2024, 11, 23), calendar=WorkCalendar())
    assert (due.last, due.extended) == (date(2026, 11, 23), None)
    sunday = deadlines.enforcement(date(2024, 11, 22), calendar=WorkCalendar())
    assert (sunday.last, sunday.extended) == (date(2026, 11, 22), date(2026, 11, 23))


def test_all_are_gathered_the_most_urgent_first() -> None:
    events = Events(
        injured=date(2026, 11, 1),
        knew=date(2026, 10, 1),
        award_received=date(2026, 11, 10),
        resigned=date(2026, 11, 22),
        violation_ended=date(2026, 10, 1),
        payment_due=date(2026, 11, 30),
    )
    found = deadlines.gather(events)
    assert [item.name for item in found] == [
        "sue_after_award",
        "injury_report_employer",
        "resignation_notice",
        "arbitration",
        "injury_report_worker",
        "inspection",
        "enforcement",
    ]
    assert all(item.cites for item in found)
    standing = deadlines.standing(found, date(2026, 11, 26))
    assert [item.state for item in standing[:4]] == [State.PAST, State.NEAR, State.NEAR, State.OPEN]
    assert standing[0].days_left == -1


def test_nothing_named_gives_nothing() -> None:
    assert deadlines.gather(Events()) == ()


def test_pay_without_a_word_on_the_employment_is_counted_on_the_safe_side() -> None:
    (unsaid,) = deadlines.gather(Events(knew=date(2026, 1, 5), claim=Claim.PAY))
    assert (unsaid.last, unsaid.assumed) == (date(2027, 1, 5), True)
    (employed,) = deadlines.gather(Events(knew=date(2026, 1, 5), claim=Claim.PAY, still_employed=True))
    assert (employed.last, employed.assumed) == (None, False)
    (left,) = deadlines.gather(Events(employment_ended=date(2026, 3, 31), claim=Claim.PAY))
    assert (left.last, left.assumed) == (date(2027, 3, 31), False)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 10), State.NEAR),
        (date(2026, 11, 25), State.NEAR),
        (date(2026, 11, 26), State.PAST),
    ],
)
def test_fifteen_days_to_sue_are_near_at_once_and_past_the_day_after(today: date, state: State) -> None:
    (item,) = deadlines.gather(Events(award_received=date(2026, 11, 10)))
    assert item.state(today) is state


@given(days, days, days, st.booleans())
def test_gathered_last_days_are_in_order_and_a_later_day_is_never_better(
    first: date, second: date, today: date, employed: bool
) -> None:
    events = Events(injured=first, knew=second, claim=Claim.PAY, still_employed=employed, payment_due=first)
    found = deadlines.gather(events)
    lasts = [item.last for item in found if item.last is not None]
    assert lasts == sorted(lasts)
    order = [State.OPEN, State.NEAR, State.PAST]
    tomorrow = date.fromordinal(today.toordinal() + 1)
    assert all(order.index(item.state(today)) <= order.index(item.state(tomorrow)) for item in found)
