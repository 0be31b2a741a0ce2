"""Annual leave: days, parts of a year, and pay for days not taken."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import annual_leave

STEPS = annual_leave.Steps(Decimal(5), Decimal(10), Decimal(15))
PAID_DAYS = Decimal("21.75")
money = st.decimals(min_value=0, max_value=100_000, places=2)
leave = st.decimals(min_value=0, max_value=30, places=1)
calendar = st.integers(min_value=0, max_value=366)
yearly = st.sampled_from([Decimal(5), Decimal(10), Decimal(15)])


@pytest.mark.parametrize(
    ("years", "days"),
    [("0", 0), ("0.99", 0), ("1", 5), ("9.99", 5), ("10", 10), ("19.99", 10), ("20", 15), ("80", 15)],
)
def test_days_by_years_of_work(years: str, days: int) -> None:
    assert annual_leave.entitlement(Decimal(years), STEPS).value == days


def test_twelve_months_without_a_break_come_first() -> None:
    amount = annual_leave.entitlement(Decimal(12), STEPS, twelve_months=False)
    assert amount.value == 0
    assert amount.working[0].cites == annual_leave.FIRST_YEAR_CITES


@pytest.mark.parametrize("years", ["-1", "81", "NaN"])
def test_absurd_years_are_refused(years: str) -> None:
    with pytest.raises(ValueError, match="years"):
        annual_leave.entitlement(Decimal(years), STEPS)
    with pytest.raises(ValueError, match="years"):
        annual_leave.is_lost(Decimal(years))


@pytest.mark.parametrize(
    ("years", "personal", "sick", "lost"),
    [("5", "19", "1.9", False), ("5", "20", "0", True), ("5", "0", "2", True), ("10", "0", "2.9", False),
     ("10", "0", "3", True), ("20", "0", "3.9", False), ("20", "0", "4", True)],
)  # fmt: skip
def test_when_the_leave_of_a_year_is_lost(years: str, personal: str, sick: str, lost: bool) -> None:
    found = annual_leave.is_lost(
        Decimal(years), paid_personal_days=Decimal(personal), sick_months=Decimal(sick)
    )
    assert found is lost


def test_school_holidays_take_the_place_of_leave() -> None:
    assert annual_leave.is_lost(Decimal(5), longer_school_holidays=True)


def test_worked_examples_of_parts_of_a_year() -> None:
    leaver = annual_leave.leaver_days(181, Decimal(5), taken=Decimal(1))
    assert leaver.value == 1
    assert leaver.working[0].formula == "⌊181 ÷ 365 × 5 − 1⌋ = ⌊1.4795⌋ → 1"
    joiner = annual_leave.joiner_days(122, Decimal(10))
    assert joiner.value == 3
    assert joiner.working[0].formula == "⌊122 ÷ 365 × 10⌋ = ⌊3.3425⌋ = 3"


@pytest.mark.parametrize(
    ("days", "whole"), [(0, 0), (72, 0), (73, 1), (145, 1), (146, 2), (364, 4), (365, 5), (366, 5)]
)
def test_fractions_of_a_day_are_dropped(days: int, whole: int) -> None:
    assert annual_leave.joiner_days(days, Decimal(5)).value == whole
    assert annual_leave.leaver_days(days, Decimal(5)).value == whole


def test_days_already_given_are_not_taken_back() -> None:
    assert annual_leave.leaver_days(73, Decimal(5), taken=Decimal(5)).value == 0


@pytest.mark.parametrize(("days", "taken"), [(-1, "0"), (367, "0"), (100, "-1"), (100, "400")])
def test_absurd_days_are_refused(days: int, taken: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        annual_leave.leaver_days(days, Decimal(5), taken=Decimal(taken))


@given(calendar, yearly)
def test_a_year_cut_in_two_gives_no_more_than_the_whole_and_loses_less_than_a_day(
    days: int, of_year: Decimal
) -> None:
    days = min(days, 365)
    joined = annual_leave.joiner_days(365 - days, of_year).value
    left = annual_leave.leaver_days(days, of_year).value
    assert of_year - 1 <= joined + left <= of_year


@given(calendar, calendar, yearly, leave)
def test_more_days_never_give_less_leave(first: int, second: int, of_year: Decimal, taken: Decimal) -> None:
    short, long = sorted((first, second))
    fewer = annual_leave.leaver_days(short, of_year, taken=taken).value
    assert 0 <= fewer <= annual_leave.leaver_days(long, of_year, taken=taken).value <= of_year


def owed(monthly: Decimal, days: Decimal, minimum: Decimal = Decimal(0)) -> Decimal:
    return annual_leave.untaken_pay(monthly, days, paid_days=PAID_DAYS, minimum=minimum)[1].value


def test_worked_example_of_pay() -> None:
    full, extra = annual_leave.untaken_pay(Decimal(4350), Decimal(3), paid_days=PAID_DAYS)
    assert (full.value, extra.value) == (Decimal("1800.00"), Decimal("1200.00"))
    assert [line.formula for line in extra.working] == ["4350 ÷ 21.75 = 200", "200 × 3 × 200% = 1200.00"]


@pytest.mark.parametrize(
    ("refused", "normal_paid", "full", "due"),
    [
        (False, True, "600", "400"),
        (False, False, "600", "600"),
        (True, True, "200", "0"),
        (True, False, "200", "200"),
    ],
)
def test_what_is_owed_when(refused: bool, normal_paid: bool, full: str, due: str) -> None:
    amounts = annual_leave.untaken_pay(
        Decimal(4350), Decimal(1), paid_days=PAID_DAYS, normal_paid=normal_paid, refused_in_writing=refused
    )
    assert [amount.value for amount in amounts] == [Decimal(full), Decimal(due)]


@pytest.mark.parametrize(("monthly", "days"), [("-1", "1"), ("1", "-1"), ("1", "367"), ("NaN", "1")])
def test_absurd_pay_is_refused(monthly: str, days: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        owed(Decimal(monthly), Decimal(days))


def test_a_month_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="paid_days"):
        annual_leave.untaken_pay(Decimal(4350), Decimal(1), paid_days=Decimal(0))


@given(money, money, leave, leave)
def test_pay_may_be_split_and_keeps_the_floor(
    monthly: Decimal, minimum: Decimal, first: Decimal, second: Decimal
) -> None:
    both = owed(monthly, first + second, minimum)
    assert abs(both - owed(monthly, first, minimum) - owed(monthly, second, minimum)) <= Decimal("0.01")
    assert both >= owed(monthly, first, minimum)
    assert both >= owed(minimum, first + second)
    assert owed(monthly + 1, first, minimum) >= owed(monthly, first, minimum)
