"""The most a training bond may cost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import training_bond

money = st.decimals(min_value=0, max_value=1_000_000, places=2)
months = st.decimals(min_value=0, max_value=120, places=1)


def most(cost: Decimal, served: Decimal, agreed: Decimal = Decimal(36)) -> Decimal:
    return training_bond.most_penalty(cost, agreed_months=agreed, served_months=served).value


def test_worked_example() -> None:
    amount = training_bond.most_penalty(Decimal(20000), agreed_months=Decimal(36), served_months=Decimal(24))
    assert amount.value == Decimal("6666.67")
    assert [line.formula for line in amount.working] == ["max(0, 36 − 24) = 12", "20000 × 12 ÷ 36 = 6666.67"]


@pytest.mark.parametrize(
    ("served", "penalty"), [("0", "20000"), ("35", "555.56"), ("36", "0"), ("37", "0"), ("999", "0")]
)
def test_nothing_once_the_term_is_served(served: str, penalty: str) -> None:
    assert most(Decimal(20000), Decimal(served)) == Decimal(penalty)


@pytest.mark.parametrize(
    ("agreed", "penalty"), [("0", "0"), ("6666.66", "6666.66"), ("6666.67", "6666.67"), ("50000", "6666.67")]
)
def test_the_agreed_sum_counts_only_below(agreed: str, penalty: str) -> None:
    amount = training_bond.most_penalty(
        Decimal(20000), agreed_months=Decimal(36), served_months=Decimal(24), agreed_penalty=Decimal(agreed)
    )
    assert amount.value == Decimal(penalty)


def test_nothing_when_the_employer_is_at_fault() -> None:
    amount = training_bond.most_penalty(
        Decimal(20000), agreed_months=Decimal(36), served_months=Decimal(1), employer_at_fault=True
    )
    assert amount.value == 0
    assert amount.working[0].cites == training_bond.FAULT_CITES


@pytest.mark.parametrize(
    ("cost", "served", "agreed"), [("-1", "1", "36"), ("1", "-1", "36"), ("1", "1", "0"), ("1", "1", "-36")]
)
def test_absurd_bonds_are_refused(cost: str, served: str, agreed: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        most(Decimal(cost), Decimal(served), Decimal(agreed))


@given(money, months, months)
def test_never_above_the_cost_and_less_with_every_month(
    cost: Decimal, first: Decimal, second: Decimal
) -> None:
    short, long = sorted((first, second))
    assert 0 <= most(cost, long) <= most(cost, short) <= cost


@given(money, money, months)
def test_two_trainings_may_be_counted_apart(first: Decimal, second: Decimal, served: Decimal) -> None:
    assert abs(most(first + second, served) - most(first, served) - most(second, served)) <= Decimal("0.01")
