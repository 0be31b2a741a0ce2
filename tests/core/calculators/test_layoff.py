"""The threshold of mass layoffs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import layoff


def test_worked_example() -> None:
    found = layoff.mass_layoff(12, 110)
    assert found.needs_procedure
    assert [line.formula for line in found.working] == ["12 < 20", "12 ÷ 110 = 10.91% ≥ 10%"]


@pytest.mark.parametrize(
    ("cut", "workforce", "needed"),
    [(0, 100, False), (9, 100, False), (10, 100, True), (10, 101, False), (19, 191, False), (19, 190, True),
     (19, 5000, False), (20, 5000, True), (1, 10, True), (1, 11, False), (1, 1, True)],
)  # fmt: skip
def test_twenty_workers_or_a_tenth(cut: int, workforce: int, needed: bool) -> None:
    assert layoff.mass_layoff(cut, workforce).needs_procedure is needed


@pytest.mark.parametrize(("cut", "workforce"), [(-1, 10), (11, 10), (0, 0), (1, -5)])
def test_absurd_counts_are_refused(cut: int, workforce: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        layoff.mass_layoff(cut, workforce)


@given(st.integers(min_value=1, max_value=10_000), st.data())
def test_cutting_more_never_falls_below(workforce: int, data: st.DataObject) -> None:
    cut = data.draw(st.integers(min_value=0, max_value=workforce - 1))
    before, after = layoff.mass_layoff(cut, workforce), layoff.mass_layoff(cut + 1, workforce)
    assert before.needs_procedure <= after.needs_procedure
    assert layoff.mass_layoff(cut, workforce + 1).needs_procedure <= before.needs_procedure
