"""Housing fund: the worked examples, floor and ceiling, lawful rates only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import housing_fund

money = st.decimals(min_value=0, max_value=200_000, places=2)
rates = st.decimals(min_value=5, max_value=12, places=1)


@pytest.mark.parametrize(("rate", "value"), [("5", "600.00"), ("12", "1440.00"), ("7.5", "900.00")])
def test_worked_examples(rate: str, value: str) -> None:
    amount = housing_fund.monthly(Decimal(6000), employer=Decimal(rate), worker=Decimal(rate))
    assert amount.value == Decimal(value)


def test_floor_and_ceiling_of_the_base() -> None:
    def base(wage: int) -> object:
        five = Decimal(5)
        return housing_fund.monthly(
            Decimal(wage), employer=five, worker=five, floor=Decimal(2200), ceiling=Decimal(40000)
        ).values["base"]

    assert [base(wage) for wage in (0, 2199, 2200, 2201, 40000, 40001)] == [2200, 2200, 2200, 2201, 40000, 40000]  # fmt: skip


def test_rounding_to_the_fen_or_to_whole_yuan_for_each_share() -> None:
    share = Decimal("7.5")
    assert housing_fund.monthly(Decimal("6123.45"), employer=share, worker=share).value == Decimal("918.52")
    whole = housing_fund.monthly(Decimal("6123.45"), employer=share, worker=share, whole_yuan=True)
    assert whole.value == Decimal("918.00")


@pytest.mark.parametrize(
    ("wage", "employer", "worker"), [("6000", "4.99", "5"), ("6000", "5", "12.01"), ("-1", "5", "5"), ("NaN", "5", "5")]
)  # fmt: skip
def test_what_is_not_lawful_or_cannot_be_is_refused(wage: str, employer: str, worker: str) -> None:
    with pytest.raises(ValueError, match=r"rate|wage"):
        housing_fund.monthly(Decimal(wage), employer=Decimal(employer), worker=Decimal(worker))


def test_floor_above_ceiling_is_refused() -> None:
    with pytest.raises(ValueError, match="ceiling"):
        housing_fund.base_of(Decimal(1), Decimal(3), Decimal(2))


@given(money, rates, rates)
def test_shares_add_up_and_lie_within_the_law(wage: Decimal, employer: Decimal, worker: Decimal) -> None:
    amount = housing_fund.monthly(wage, employer=employer, worker=worker)
    assert abs(amount.value - wage * (employer + worker) / 100) <= Decimal("0.01")
    assert wage / 10 - 1 <= amount.value <= wage * 24 / 100 + 1
