"""Periods: corresponding days, month ends, working days over a holiday, and the state on each side of a last day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators.periods import (
    Deadline,
    State,
    Unit,
    WorkCalendar,
    add_months,
    deadline,
    end_of,
)

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NATIONAL_DAY_2026 = WorkCalendar(
    rest=frozenset(date(2026, 10, day) for day in range(1, 8)),
    worked=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_corresponding_day_or_end_of_month(start: date, months: int, last: date) -> None:
    assert add_months(start, months) == last


def test_working_days_skip_weekends_and_holidays_and_count_worked_weekends() -> None:
    assert NATIONAL_DAY_2026.add(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert NATIONAL_DAY_2026.add(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert NATIONAL_DAY_2026.add(date(2026, 9, 30), 4) == date(2026, 10, 12)
    assert NATIONAL_DAY_2026.add(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert end_of(date(2026, 9, 30), 3, Unit.WORKING_DAYS) == date(2026, 10, 5)
    assert end_of(date(2026, 9, 30), 3, Unit.MONTHS) == date(2026, 12, 30)


def test_a_last_day_on_a_holiday_moves_on() -> None:
    item = deadline("x", date(2026, 9, 18), 15, Unit.DAYS, (), calendar=NATIONAL_DAY_2026, moves=True)
    assert (item.last, item.extended) == (date(2026, 10, 3), date(2026, 10, 8))
    assert item.state(date(2026, 10, 8)) is State.NEAR
    assert item.state(date(2026, 10, 9)) is State.PAST
    kept = deadline("x", date(2026, 9, 18), 15, Unit.DAYS, (), calendar=NATIONAL_DAY_2026)
    assert kept.extended is None


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2027, 2, 28), State.OPEN, 31),
        (date(2027, 3, 1), State.NEAR, 30),
        (date(2027, 3, 31), State.NEAR, 0),
        (date(2027, 4, 1), State.PAST, -1),
    ],
)
def test_state_at_thirty_days_on_the_day_and_after(today: date, state: State, left: int) -> None:
    item = deadline("x", date(2026, 3, 31), 1, Unit.YEARS, ())
    assert (item.state(today), item.days_left(today)) == (state, left)


def test_without_a_limit_it_stays_open() -> None:
    item = Deadline("x", date(2026, 1, 1), 1, Unit.YEARS, None, ())
    assert item.state(date(2090, 1, 1)) is State.OPEN
    assert item.days_left(date(2090, 1, 1)) is None


@pytest.mark.parametrize(("start", "length"), [(date(1800, 1, 1), 1), (date.max, 1), (date(2026, 1, 1), -1)])
def test_what_cannot_be_is_refused(start: date, length: int) -> None:
    with pytest.raises(ValueError, match=r"x lies outside|length"):
        deadline("x", start, length, Unit.DAYS, ())


@given(days, st.integers(0, 600))
def test_months_never_leave_the_month_they_reach(start: date, months: int) -> None:
    last = add_months(start, months)
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == months
    assert last.day <= start.day


@given(days, st.integers(1, 60), st.frozensets(days, max_size=10))
def test_working_days_end_on_a_working_day_and_count_back(start: date, n: int, rest: frozenset[date]) -> None:
    calendar = WorkCalendar(rest)
    last = calendar.add(start, n)
    span = (start + timedelta(i) for i in range(1, (last - start).days + 1))
    assert calendar.is_working(last)
    assert sum(calendar.is_working(day) for day in span) == n
    assert calendar.moved(last) == last


@given(days, days)
def test_past_exactly_after_the_last_day(start: date, today: date) -> None:
    item = deadline("x", start, 1, Unit.YEARS, ())
    assert item.last is not None
    assert (item.state(today) is State.PAST) == (today > item.last)
