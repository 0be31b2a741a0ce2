"""Unlicensed employers and child workers: worked examples and the steps by grade."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import illegal_employer

money = st.decimals(min_value=0, max_value=1_000_000, places=2)


def test_worked_examples() -> None:
    assert illegal_employer.lump_sum(7, Decimal(84000)).value == Decimal("336000.00")
    death = illegal_employer.death(Decimal(56502))
    assert death.value == Decimal("1695060.00")
    assert [line.result for line in death.working] == [
        Decimal("1130040.00"),
        Decimal("565020.00"),
        Decimal("1695060.00"),
    ]


def test_every_grade() -> None:
    times = [illegal_employer.lump_sum(grade, Decimal(1)).value for grade in range(1, 11)]
    assert times == [16, 14, 12, 10, 8, 6, 4, 3, 2, 1]


def test_living_cost_while_treated() -> None:
    assert illegal_employer.living_cost(Decimal(7000), Decimal("2.5")).value == Decimal("17500.00")
    assert illegal_employer.living_cost(Decimal(7000), Decimal(0)).value == 0


@pytest.mark.parametrize(("grade", "average"), [(0, "84000"), (11, "84000"), (7, "-1"), (7, "NaN")])
def test_what_cannot_be_is_refused(grade: int, average: str) -> None:
    with pytest.raises(ValueError, match=r"grade|average"):
        illegal_employer.lump_sum(grade, Decimal(average))


def test_negative_months_and_income_are_refused() -> None:
    with pytest.raises(ValueError, match="months"):
        illegal_employer.living_cost(Decimal(7000), Decimal(-1))
    with pytest.raises(ValueError, match="income"):
        illegal_employer.death(Decimal(-1))


@given(st.integers(1, 9), money)
def test_a_worse_grade_never_gets_less(grade: int, average: Decimal) -> None:
    worse = illegal_employer.lump_sum(grade, average).value
    assert worse >= illegal_employer.lump_sum(grade + 1, average).value
