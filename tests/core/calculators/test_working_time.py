"""Part-time work and work in the heat."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import working_time

daily = st.decimals(min_value=0, max_value=12, places=1)
weekly = st.decimals(min_value=0, max_value=84, places=1)
degrees = st.decimals(min_value=-40, max_value=55, places=1)


@pytest.mark.parametrize(
    ("day", "week", "is_part_time"),
    [("5", "25", False), ("4", "24", True), ("4.01", "24", False), ("4", "24.01", False), ("0", "0", True)],
)
def test_four_hours_a_day_and_twenty_four_a_week(day: str, week: str, is_part_time: bool) -> None:
    assert working_time.part_time(Decimal(day), Decimal(week)).is_part_time is is_part_time


@pytest.mark.parametrize(
    ("cycle", "wage", "breaches"),
    [("15", "20", ()), ("16", "20", ("pay_cycle",)), ("15", "19.99", ("hourly_minimum",)),
     ("30", "0", ("pay_cycle", "hourly_minimum"))],
)  # fmt: skip
def test_duties_towards_part_time_workers(cycle: str, wage: str, breaches: tuple[str, ...]) -> None:
    found = working_time.part_time(
        Decimal(4),
        Decimal(20),
        pay_cycle_days=Decimal(cycle),
        hourly_wage=Decimal(wage),
        hourly_minimum=Decimal(20),
    )
    assert found.breaches == breaches


def test_facts_not_known_break_nothing_and_ordinary_work_has_other_rules() -> None:
    assert working_time.part_time(Decimal(4), Decimal(20), hourly_wage=Decimal(1)).breaches == ()
    ordinary = working_time.part_time(Decimal(5), Decimal(25), pay_cycle_days=Decimal(30))
    assert (ordinary.is_part_time, ordinary.breaches) == (False, ())
    assert [line.formula for line in ordinary.working] == ["5 > 4", "25 > 24"]


@pytest.mark.parametrize(
    ("day", "week", "cycle"), [("-1", "0", "15"), ("25", "20", "15"), ("4", "169", "15"), ("4", "20", "0")]
)
def test_absurd_hours_are_refused(day: str, week: str, cycle: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        working_time.part_time(Decimal(day), Decimal(week), pay_cycle_days=Decimal(cycle))


@given(daily, weekly, daily)
def test_more_hours_never_make_work_part_time(day: Decimal, week: Decimal, more: Decimal) -> None:
    if not working_time.part_time(day, week).is_part_time:
        assert not working_time.part_time(day + more, week).is_part_time
        assert not working_time.part_time(day, week + more).is_part_time


@pytest.mark.parametrize(
    ("forecast", "hours", "off", "overtime"),
    [("34.9", None, 0, True), ("35", None, 0, False), ("36.9", None, 0, False), ("37", 6, 3, False),
     ("38", 6, 3, False), ("39.9", 6, 3, False), ("40", 0, 0, False), ("45", 0, 0, False)],
)  # fmt: skip
def test_limits_by_temperature(forecast: str, hours: int | None, off: int, overtime: bool) -> None:
    limits = working_time.heat_limits(Decimal(forecast))
    assert limits.outdoor_hours == (None if hours is None else Decimal(hours))
    assert limits.hottest_hours_off == off
    assert limits.overtime_allowed is overtime


def test_pregnant_and_young_workers_stay_out_of_the_heat() -> None:
    assert working_time.heat_limits(Decimal(35), pregnant_or_minor=True).outdoor_hours == 0
    assert working_time.heat_limits(Decimal("34.9"), pregnant_or_minor=True).outdoor_hours is None


@pytest.mark.parametrize(
    ("forecast", "indoor", "allowance"),
    [
        ("35", None, True),
        ("34.9", None, False),
        ("30", "33", True),
        ("36", "32.9", False),
        ("36", "33", True),
    ],
)
def test_heat_allowance(forecast: str, indoor: str | None, allowance: bool) -> None:
    inside = None if indoor is None else Decimal(indoor)
    assert working_time.heat_limits(Decimal(forecast), indoor=inside).allowance is allowance


@pytest.mark.parametrize("forecast", ["-71", "61", "NaN"])
def test_absurd_temperatures_are_refused(forecast: str) -> None:
    with pytest.raises(ValueError, match="forecast"):
        working_time.heat_limits(Decimal(forecast))


@given(degrees, degrees)
def test_hotter_days_never_allow_more(first: Decimal, second: Decimal) -> None:
    cool, hot = (working_time.heat_limits(value) for value in sorted((first, second)))
    most = Decimal(24)
    assert (most if hot.outdoor_hours is None else hot.outdoor_hours) <= (
        most if cool.outdoor_hours is None else cool.outdoor_hours
    )
    assert hot.overtime_allowed <= cool.overtime_allowed
    assert hot.allowance >= cool.allowance
