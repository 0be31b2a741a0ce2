"""Hai Yan, October 2004: the published case to the fen, in both readings."""

from __future__ import annotations

from calendar import MONDAY, SATURDAY, monthrange
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import hai_yan, overtime

RATES = (Decimal(150), Decimal(200), Decimal(300))
IN_2004 = overtime.Terms(Decimal("20.92"), *RATES)
IN_1995 = overtime.Terms(Decimal("21.16"), *RATES)
NOW = overtime.Terms(Decimal("21.75"), *RATES)
CAP = Decimal(36)
hours = st.decimals(min_value=0, max_value=300, places=0)


def values(terms: overtime.Terms, name: str) -> list[str]:
    return [str(amount.values[name]) for amount in hai_yan.per_hour(terms)]


def test_per_hour_by_the_divisor_of_2004() -> None:
    assert values(IN_2004, "required") == ["5.467", "7.290", "10.935"]
    assert values(IN_2004, "settlement") == ["5.4", "7.2", "7.2"]
    assert [str(amount.value) for amount in hai_yan.per_hour(IN_2004)] == ["0.067", "0.090", "3.735"]
    assert values(IN_2004, "missing_percent")[2] == "34.2"
    assert hai_yan.per_hour(IN_2004)[0].working[0].formula == "610 ÷ 20.92 ÷ 8 = 3.6448"


def test_the_settlement_fits_an_older_divisor() -> None:
    assert values(IN_1995, "required") == ["5.405", "7.207", "10.810"]
    assert values(NOW, "required") == ["5.259", "7.011", "10.517"]
    assert [amount.value for amount in hai_yan.per_hour(NOW)][:2] == [0, 0]


@pytest.mark.parametrize(
    ("reading", "counts", "sums"),
    [
        ("make_up_rest", (72, 120, 36), ("2272.05", "2122.00", "696.00", "150.05", "1576.05")),
        ("working_days", (80, 96, 36), ("2140.83", "1992.40", "664.00", "148.43", "1476.83")),
    ],
)
def test_the_month_in_both_readings(reading: str, counts: tuple[int, ...], sums: tuple[str, ...]) -> None:
    count = hai_yan.READINGS[reading]
    assert [int(part) for part in (count.workday, count.restday, count.holiday)] == list(counts)
    month = hai_yan.per_month(count, IN_2004, month_cap=CAP)
    found = (month.required, month.settlement, month.before, month.missing, month.missing_before)
    assert tuple(str(amount.value) for amount in found) == sums
    assert month.overtime_hours == sum(counts)
    assert month.hours_over_cap == sum(counts) - CAP


def test_overtime_alone_in_both_readings() -> None:
    assert overtime.pay(hai_yan.MINIMUM, hai_yan.OCTOBER_REST, IN_2004)[0].value == Decimal("1662.05")
    assert overtime.pay(hai_yan.MINIMUM, hai_yan.OCTOBER_WORK, IN_2004)[0].value == Decimal("1530.83")


def test_the_days_are_those_of_the_calendar() -> None:
    first, length = monthrange(2004, 10)
    weekdays = {day: (first + day - 1 - MONDAY) % 7 for day in range(1, length + 1)}
    rest = [day for day, weekday in weekdays.items() if weekday >= SATURDAY and day > 3]
    working = [day for day, weekday in weekdays.items() if weekday < SATURDAY and day > 3]
    assert (len(working), len(rest)) == (20, 8)
    assert {4, 5} <= set(working)
    for count in hai_yan.READINGS.values():
        normal = 8 * (20 if count is hai_yan.OCTOBER_WORK else 18)
        assert count.workday + count.restday + count.holiday + normal == 12 * length


def test_what_the_settlement_left_out() -> None:
    keys = [gap.key for gap in hai_yan.UNMET]
    assert keys == ["holiday_rate", "divisor", "overtime_caps", "weekly_rest", "past_underpayment"]
    assert all(gap.cites for gap in hai_yan.UNMET)


@given(hours, hours, hours)
def test_the_law_never_asked_for_less_than_the_settlement(
    workday: Decimal, restday: Decimal, holiday: Decimal
) -> None:
    month = hai_yan.per_month(overtime.Hours(workday, restday, holiday), IN_2004, month_cap=CAP)
    assert month.required.value >= month.settlement.value >= month.before.value
    assert abs(month.settlement.value + month.missing.value - month.required.value) <= Decimal("0.01")
    assert month.missing_before.value >= month.missing.value
    assert month.hours_over_cap == max(Decimal(0), workday + restday + holiday - CAP)


@given(hours, hours)
def test_more_hours_leave_more_missing(first: Decimal, second: Decimal) -> None:
    def missing(count: Decimal) -> Decimal:
        return hai_yan.per_month(overtime.Hours(holiday=count), IN_2004, month_cap=CAP).missing.value

    assert missing(first + second) >= missing(first)
    assert abs(missing(first + second) - missing(first) - missing(second)) <= Decimal("0.01")
