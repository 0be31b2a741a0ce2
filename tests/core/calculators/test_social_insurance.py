"""Late fee of social insurance: the worked example, days at their edge, and sums that add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import social_insurance

money = st.decimals(min_value=0, max_value=10**6, places=2)


def test_worked_example() -> None:
    amount = social_insurance.late_fee(Decimal(24000), 365)
    assert amount.value == Decimal("4380.00")
    assert (amount.values["fine_low"], amount.values["fine_high"]) == (Decimal(24000), Decimal(72000))
    assert social_insurance.late_fee(Decimal(24000), 0).value == 0
    assert social_insurance.late_fee(Decimal(0), 365).value == 0


@pytest.mark.parametrize(
    ("until", "days"), [(date(2028, 2, 28), 0), (date(2028, 2, 29), 1), (date(2028, 3, 1), 2), (date(2027, 1, 1), 0)]
)  # fmt: skip
def test_days_in_arrears(until: date, days: int) -> None:
    assert social_insurance.days_in_arrears(date(2028, 2, 28), until) == days


@pytest.mark.parametrize(("arrears", "days"), [("-1", 1), ("Infinity", 1), ("1", -1), ("1", 10**6)])
def test_what_cannot_be_is_refused(arrears: str, days: int) -> None:
    with pytest.raises(ValueError, match=r"arrears|days"):
        social_insurance.late_fee(Decimal(arrears), days)


@given(money, st.integers(0, 9000), st.integers(0, 9000))
def test_two_times_add_up(arrears: Decimal, one: int, two: int) -> None:
    apart = social_insurance.late_fee(arrears, one).value + social_insurance.late_fee(arrears, two).value
    assert abs(social_insurance.late_fee(arrears, one + two).value - apart) <= Decimal("0.01")
