"""Inputs out of bounds are refused in words, never repaired."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import bounds


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_value_within_is_given_back(value: Decimal) -> None:
    assert bounds.percentage("percent", value) == value


@pytest.mark.parametrize("value", ["-0.01", "100.01", "NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_value_outside_is_named(value: str) -> None:
    with pytest.raises(ValueError, match=r"percent is .*; it must be from 0 to 100 %"):
        bounds.percentage("percent", Decimal(value))


def test_zero_is_not_positive() -> None:
    with pytest.raises(ValueError, match="months is 0; it must be more than 0"):
        bounds.positive("months", Decimal(0), Decimal(12))
    assert bounds.positive("months", Decimal(12), Decimal(12)) == 12


def test_a_thousand_million_is_the_most_money() -> None:
    assert bounds.cny("wage", bounds.MOST_CNY) == bounds.MOST_CNY
    with pytest.raises(ValueError, match="wage"):
        bounds.cny("wage", bounds.MOST_CNY + 1)
