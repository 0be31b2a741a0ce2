"""Probation: length, pay, and what an unlawful one costs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import probation

LIMITS = probation.Limits(Decimal(1), Decimal(2), Decimal(6))
MINIMUM, PERCENT = Decimal(2200), Decimal(80)
money = st.decimals(min_value=0, max_value=100_000, places=2)
months = st.decimals(min_value=0, max_value=24, places=1)


@pytest.mark.parametrize(
    ("contract", "most"),
    [("0", 0), ("2.99", 0), ("3", 1), ("11.99", 1), ("12", 2), ("35.99", 2), ("36", 6), ("120", 6)],
)
def test_length_by_contract(contract: str, most: int) -> None:
    assert probation.longest(Decimal(contract), LIMITS).value == most


def test_open_ended_task_and_part_time() -> None:
    assert probation.longest(None, LIMITS).value == 6
    assert probation.longest(None, LIMITS, task_based=True).value == 0
    assert probation.longest(Decimal(36), LIMITS, part_time=True).value == 0


@pytest.mark.parametrize("contract", ["-1", "1201", "NaN"])
def test_absurd_contracts_are_refused(contract: str) -> None:
    with pytest.raises(ValueError, match="contract_months"):
        probation.longest(Decimal(contract), LIMITS)


@given(st.decimals(min_value=0, max_value=600, places=2), st.decimals(min_value=0, max_value=600, places=2))
def test_longer_contracts_never_allow_less(first: Decimal, second: Decimal) -> None:
    short, long = sorted((first, second))
    assert probation.longest(short, LIMITS).value <= probation.longest(long, LIMITS).value


def pay(wage: Decimal, lowest: Decimal | None = None) -> Decimal:
    return probation.least_pay(wage, minimum=MINIMUM, percent=PERCENT, lowest=lowest).value


def test_worked_example_of_pay() -> None:
    assert pay(Decimal(4500)) == Decimal("3600.00")
    assert pay(Decimal(2750)) == Decimal("2200.00")
    assert pay(Decimal("2749.99")) == MINIMUM
    assert pay(Decimal("2750.05")) == Decimal("2200.04")
    assert pay(Decimal(0)) == MINIMUM


def test_the_lowest_wage_of_the_post_in_both_readings() -> None:
    amount = probation.least_pay(Decimal(4500), minimum=MINIMUM, percent=PERCENT, lowest=Decimal(3500))
    assert amount.value == Decimal("2800.00")
    assert amount.values["article_20_reading"] == Decimal("3500.00")
    assert pay(Decimal(4500), Decimal(5000)) == Decimal("3600.00")


@pytest.mark.parametrize(("wage", "percent"), [("-1", "80"), ("4500", "101"), ("4500", "-1")])
def test_absurd_pay_is_refused(wage: str, percent: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        probation.least_pay(Decimal(wage), minimum=MINIMUM, percent=Decimal(percent))


@given(money, money)
def test_pay_is_never_under_the_minimum(wage: Decimal, lowest: Decimal) -> None:
    amount = probation.least_pay(wage, minimum=MINIMUM, percent=PERCENT, lowest=lowest)
    other = amount.values["article_20_reading"]
    assert isinstance(other, Decimal)
    assert MINIMUM <= amount.value <= other
    assert amount.value <= pay(wage)
    assert pay(wage + 1, lowest) >= amount.value


def compensation(wage: Decimal, served: Decimal, allowed: Decimal = Decimal(2)) -> Decimal:
    return probation.overrun(wage, served=served, allowed=allowed).value


def test_worked_example_of_an_overrun() -> None:
    amount = probation.overrun(Decimal(4500), served=Decimal(6), allowed=Decimal(2))
    assert amount.value == Decimal("18000.00")
    assert [line.formula for line in amount.working] == ["max(0, 6 − 2) = 4", "4500 × 4 = 18000.00"]


def test_no_overrun_within_the_limit() -> None:
    assert compensation(Decimal(4500), Decimal(2)) == 0
    assert compensation(Decimal(4500), Decimal("1.9")) == 0
    assert compensation(Decimal(4500), Decimal("2.1")) == Decimal("450.00")
    assert compensation(Decimal(4500), Decimal(1), Decimal(0)) == Decimal("4500.00")


def test_an_overrun_counts_at_least_the_minimum_wage() -> None:
    amount = probation.overrun(Decimal(1000), served=Decimal(3), allowed=Decimal(2), minimum=MINIMUM)
    assert amount.value == Decimal("2200.00")


@pytest.mark.parametrize(
    ("wage", "served", "allowed"), [("-1", "3", "2"), ("1", "-3", "2"), ("1", "3", "-2")]
)
def test_absurd_overruns_are_refused(wage: str, served: str, allowed: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        compensation(Decimal(wage), Decimal(served), Decimal(allowed))


@given(money, months, months)
def test_an_overrun_may_be_split(wage: Decimal, first: Decimal, second: Decimal) -> None:
    both = compensation(wage, 2 + first + second)
    assert abs(both - compensation(wage, 2 + first) - compensation(wage, 2 + second)) <= Decimal("0.01")
    assert both >= compensation(wage, 2 + first)
