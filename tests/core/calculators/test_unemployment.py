"""Unemployment benefit: the steps of one, five and ten years, unused months, and the year before retirement."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import unemployment


@pytest.mark.parametrize(
    ("contributed", "months"),
    [(0, 0), (11, 0), (12, 12), (59, 12), (60, 18), (72, 18), (119, 18), (120, 24), (480, 24)],
)
def test_steps(contributed: int, months: int) -> None:
    assert unemployment.benefit_months(contributed).value == months


@pytest.mark.parametrize(
    ("contributed", "carried", "months"), [(12, 5, 17), (60, 6, 24), (60, 7, 24), (6, 9, 9), (120, 24, 24)]
)
def test_unused_months_are_kept_up_to_twenty_four(contributed: int, carried: int, months: int) -> None:
    assert unemployment.benefit_months(contributed, carried=carried).value == months


@pytest.mark.parametrize(
    ("to_retirement", "months"), [(0, 0), (5, 5), (12, 12), (20, 20), (23, 23), (24, 12), (60, 12)]
)
def test_who_is_less_than_a_year_from_retirement_is_paid_until_it(to_retirement: int, months: int) -> None:
    assert unemployment.benefit_months(12, months_to_retirement=to_retirement).value == months


def test_without_a_claim_retirement_gives_none() -> None:
    assert unemployment.benefit_months(11, months_to_retirement=3).value == 0


def test_monthly_benefit_of_a_province() -> None:
    assert unemployment.monthly_benefit(Decimal(2200), Decimal(90)).value == Decimal("1980.00")


@pytest.mark.parametrize(("contributed", "carried"), [(-1, 0), (1000, 0), (12, -1), (12, 25)])
def test_what_cannot_be_is_refused(contributed: int, carried: int) -> None:
    with pytest.raises(ValueError, match=r"contributed_months|carried"):
        unemployment.benefit_months(contributed, carried=carried)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 24))
def test_longer_contributions_never_give_less(one: int, two: int, carried: int) -> None:
    short, long = sorted((one, two))
    less, more = (unemployment.benefit_months(n, carried=carried).value for n in (short, long))
    assert 0 <= less <= more <= 24
