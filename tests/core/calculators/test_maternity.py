"""Maternity: days at their boundaries, allowance and top-up to the fen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import maternity

money = st.decimals(min_value=0, max_value=200_000, places=2)
days = st.integers(0, 366)


@pytest.mark.parametrize(
    ("babies", "difficult", "extra", "total"),
    [(1, False, 0, 98), (1, True, 0, 113), (2, True, 0, 128), (2, True, 60, 188), (3, False, 80, 208)],
)
def test_days_of_a_birth(babies: int, difficult: bool, extra: int, total: int) -> None:
    amount = maternity.birth_leave(babies=babies, difficult=difficult, extra=extra)
    assert amount.value == total
    assert amount.working[-1].result == total


def test_guangdong_gives_thirty_days_for_a_difficult_birth_and_old_law_ninety() -> None:
    assert maternity.birth_leave(difficult=True, extra=80, difficult_days=30).value == 208
    assert maternity.birth_leave(base=90).value == 90


@pytest.mark.parametrize(("months", "total"), [("0", 15), ("3.99", 15), ("4", 42), ("6.5", 42)])
def test_days_after_a_miscarriage(months: str, total: int) -> None:
    assert maternity.miscarriage_leave(Decimal(months)).value == total


def test_worked_example_of_the_allowance() -> None:
    assert maternity.allowance(Decimal(6000), 98).value == Decimal("19600.00")
    assert maternity.employer_pay(Decimal(7000), 98).value == Decimal("22866.67")
    assert maternity.top_up(Decimal(7000), Decimal(6000), 98).value == Decimal("3266.67")


def test_no_top_up_where_the_allowance_is_enough() -> None:
    assert maternity.top_up(Decimal(6000), Decimal(6000), 98).value == 0
    assert maternity.top_up(Decimal(5000), Decimal(6000), 98).value == 0
    assert maternity.allowance(Decimal(6000), 0).value == 0


@pytest.mark.parametrize(("babies", "extra", "base"), [(0, 0, 98), (11, 0, 98), (1, -1, 98), (1, 0, 0)])
def test_births_that_cannot_be_are_refused(babies: int, extra: int, base: int) -> None:
    with pytest.raises(ValueError, match=r"babies|extra|base"):
        maternity.birth_leave(babies=babies, extra=extra, base=base)


@pytest.mark.parametrize("months", ["-0.1", "10.1", "NaN"])
def test_months_of_pregnancy_that_cannot_be_are_refused(months: str) -> None:
    with pytest.raises(ValueError, match="months_pregnant"):
        maternity.miscarriage_leave(Decimal(months))


def test_negative_wage_or_days_are_refused() -> None:
    with pytest.raises(ValueError, match="maternity_allowance"):
        maternity.allowance(Decimal(-1), 98)
    with pytest.raises(ValueError, match="days"):
        maternity.employer_pay(Decimal(6000), -1)


@given(money, money, days)
def test_allowance_and_top_up_together_reach_the_own_wage(wage: Decimal, average: Decimal, n: int) -> None:
    together = maternity.allowance(average, n).value + maternity.top_up(wage, average, n).value
    assert together >= maternity.employer_pay(wage, n).value - Decimal("0.01")
