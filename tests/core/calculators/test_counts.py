"""Whole numbers: both bounds included, words outside them."""

from __future__ import annotations

import pytest

from bot.core.calculators.counts import MOST_DAYS, count


def test_bounds_are_included() -> None:
    assert [count("grade", n, least=1, most=10) for n in (1, 10)] == [1, 10]
    assert [count("days", n) for n in (0, MOST_DAYS)] == [0, MOST_DAYS]


@pytest.mark.parametrize("value", [0, 11, -1])
def test_outside_them_it_says_which_and_why(value: int) -> None:
    with pytest.raises(ValueError, match=f"grade is {value}; it must be from 1 to 10"):
        count("grade", value, least=1, most=10)
