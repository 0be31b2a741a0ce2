"""Medical treatment period and the least sick pay."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import sickness

PAID_DAYS, PERCENT = Decimal("21.75"), Decimal(80)
money = st.decimals(min_value=0, max_value=100_000, places=2)
years = st.decimals(min_value=0, max_value=40, places=2)
sick_days = st.decimals(min_value=0, max_value=200, places=1)


@pytest.mark.parametrize(
    ("total", "here", "months", "window"),
    [("0", "0", 3, 6), ("9.99", "4.99", 3, 6), ("9.99", "5", 6, 12), ("10", "4.99", 6, 12), ("10", "5", 9, 15),
     ("12", "6", 9, 15), ("30", "9.99", 9, 15), ("30", "10", 12, 18), ("30", "14.99", 12, 18), ("30", "15", 18, 24),
     ("30", "19.99", 18, 24), ("30", "20", 24, 30), ("30", "30", 24, 30)],
)  # fmt: skip
def test_period_by_years(total: str, here: str, months: int, window: int) -> None:
    amount = sickness.treatment_period(Decimal(total), Decimal(here))
    assert amount.value == months
    assert amount.values["window"] == Decimal(window)


@pytest.mark.parametrize(
    ("total", "here"), [("-1", "0"), ("5", "-1"), ("5", "5.01"), ("81", "5"), ("NaN", "0")]
)
def test_absurd_years_are_refused(total: str, here: str) -> None:
    with pytest.raises(ValueError, match="years"):
        sickness.treatment_period(Decimal(total), Decimal(here))


@given(years, years, years)
def test_longer_work_never_shortens_the_period(first: Decimal, second: Decimal, here: Decimal) -> None:
    short, long = sorted((first, second))
    here = min(here, short)
    less, more = sickness.treatment_period(short, here), sickness.treatment_period(long, here)
    assert 3 <= less.value <= more.value <= sickness.treatment_period(long, short).value
    window = less.values["window"]
    assert isinstance(window, Decimal)
    assert window > less.value


def for_days(minimum: Decimal, days: Decimal, agreed: Decimal = Decimal(0)) -> Decimal:
    return sickness.sick_pay_for_days(
        minimum, days, floor_percent=PERCENT, paid_days=PAID_DAYS, agreed=agreed
    ).value


def test_worked_example() -> None:
    assert sickness.sick_pay(Decimal(2200), floor_percent=PERCENT).value == Decimal("1760.00")
    amount = sickness.sick_pay_for_days(
        Decimal(2200), Decimal(10), floor_percent=PERCENT, paid_days=PAID_DAYS
    )
    assert amount.value == Decimal("809.20")
    assert [line.formula for line in amount.working] == ["2200 × 80% = 1760.00", "1760 ÷ 21.75 × 10 = 809.20"]


@pytest.mark.parametrize(
    ("agreed", "pay"), [("0", "1760"), ("1759.99", "1760"), ("1760", "1760"), ("2500", "2500")]
)
def test_the_agreed_rate_counts_above_the_floor(agreed: str, pay: str) -> None:
    amount = sickness.sick_pay(Decimal(2200), floor_percent=PERCENT, agreed=Decimal(agreed))
    assert amount.value == Decimal(pay)


def test_no_day_no_pay() -> None:
    assert for_days(Decimal(2200), Decimal(0)) == 0


@pytest.mark.parametrize(
    ("minimum", "days", "agreed"), [("-1", "1", "0"), ("1", "-1", "0"), ("1", "1", "-1"), ("1", "931", "0")]
)
def test_absurd_sick_pay_is_refused(minimum: str, days: str, agreed: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        for_days(Decimal(minimum), Decimal(days), Decimal(agreed))


@given(money, money, sick_days, sick_days)
def test_sick_pay_may_be_split_and_keeps_the_floor(
    minimum: Decimal, agreed: Decimal, first: Decimal, second: Decimal
) -> None:
    both = for_days(minimum, first + second, agreed)
    assert abs(both - for_days(minimum, first, agreed) - for_days(minimum, second, agreed)) <= Decimal("0.01")
    assert both >= for_days(minimum, first, agreed)
    month = sickness.sick_pay(minimum, floor_percent=PERCENT, agreed=agreed).value
    assert month >= minimum * PERCENT / 100 - Decimal("0.005")
    assert month >= agreed
