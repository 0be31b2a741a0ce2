"""Compensation for a kept non-compete clause."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import non_compete

MINIMUM = Decimal(2200)
money = st.decimals(min_value=0, max_value=100_000, places=2)
half_term = st.decimals(min_value=0, max_value=12, places=1)


def total(wage: Decimal, months: Decimal, minimum: Decimal = MINIMUM, ended_early: bool = False) -> Decimal:
    return non_compete.compensation(wage, months, minimum=minimum, ended_early=ended_early).value


def test_worked_example() -> None:
    amount = non_compete.compensation(Decimal(9000), Decimal(12), minimum=MINIMUM)
    assert amount.value == Decimal("32400.00")
    assert amount.values["monthly"] == Decimal("2700.00")
    early = non_compete.compensation(Decimal(9000), Decimal(12), minimum=MINIMUM, ended_early=True)
    assert early.values["early_end"] == Decimal("8100.00")
    assert early.value == Decimal("40500.00")


@pytest.mark.parametrize(
    ("wage", "monthly"), [("0", "2200"), ("7333.33", "2200"), ("7333.34", "2200"), ("7334", "2200.20")]
)
def test_never_under_the_minimum_wage(wage: str, monthly: str) -> None:
    assert total(Decimal(wage), Decimal(1)) == Decimal(monthly)


@pytest.mark.parametrize(
    ("months", "value"), [("0", "0"), ("23", "62100"), ("24", "64800"), ("25", "64800"), ("60", "64800")]
)
def test_two_years_at_most(months: str, value: str) -> None:
    assert total(Decimal(9000), Decimal(months)) == Decimal(value)


@pytest.mark.parametrize(("wage", "months"), [("-1", "1"), ("1", "-1"), ("NaN", "1"), ("1", "1201")])
def test_absurd_clauses_are_refused(wage: str, months: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        total(Decimal(wage), Decimal(months))


@given(money, money, half_term, half_term)
def test_months_may_be_split_and_keep_the_floor(
    wage: Decimal, minimum: Decimal, first: Decimal, second: Decimal
) -> None:
    both = total(wage, first + second, minimum)
    assert abs(both - total(wage, first, minimum) - total(wage, second, minimum)) <= Decimal("0.01")
    assert both >= minimum * (first + second) - Decimal("0.005")
    assert both >= total(wage, first, minimum)
    assert total(wage + 1, first, minimum) >= total(wage, first, minimum)
    assert total(wage, first, minimum, ended_early=True) >= total(wage, first, minimum)
