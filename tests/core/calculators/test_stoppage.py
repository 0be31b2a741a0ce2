"""Pay while work stops."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import stoppage

MINIMUM = Decimal(2200)
money = st.decimals(min_value=0, max_value=100_000, places=2)
cycles = st.integers(min_value=0, max_value=60)
percents = st.decimals(min_value=0, max_value=100, places=0)


def pay(wage: Decimal, count: int, percent: Decimal = Decimal(70), worked: int = 0) -> Decimal:
    return stoppage.stoppage_pay(wage, count, minimum=MINIMUM, percent=percent, worked=worked).value


def test_worked_example() -> None:
    amount = stoppage.stoppage_pay(Decimal(3500), 2, minimum=MINIMUM, percent=Decimal(70))
    assert [line.result for line in amount.working] == [Decimal("3500.00"), Decimal("1540.00")]
    assert amount.value == Decimal("5040.00")
    assert amount.values["allowance"] == Decimal("1540.00")


@pytest.mark.parametrize(
    ("count", "worked", "total"),
    [(0, 0, "0"), (1, 0, "3500"), (3, 2, "7900"), (3, 1, "7240"), (3, 0, "6580")],
)
def test_cycles_worked_and_idle(count: int, worked: int, total: str) -> None:
    assert pay(Decimal(3500), count, worked=worked) == Decimal(total)


def test_a_wage_under_the_minimum_is_raised_to_it() -> None:
    assert pay(Decimal(1000), 1) == MINIMUM


@pytest.mark.parametrize(
    ("wage", "count", "percent", "worked"),
    [
        ("-1", 1, "70", 0),
        ("1", -1, "70", 0),
        ("1", 601, "70", 0),
        ("1", 2, "201", 0),
        ("1", 2, "70", 2),
        ("1", 2, "70", -1),
    ],
)
def test_absurd_stoppages_are_refused(wage: str, count: int, percent: str, worked: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        pay(Decimal(wage), count, Decimal(percent), worked)


@given(money, cycles, cycles, percents)
def test_later_cycles_may_be_split(wage: Decimal, first: int, second: int, percent: Decimal) -> None:
    start = pay(wage, 1, percent)
    both = pay(wage, 1 + first + second, percent) - start
    apart = pay(wage, 1 + first, percent) + pay(wage, 1 + second, percent) - 2 * start
    assert abs(both - apart) <= Decimal("0.01")


@given(money, cycles, percents)
def test_never_under_the_floor_and_working_never_pays_less(
    wage: Decimal, later: int, percent: Decimal
) -> None:
    idle = pay(wage, 1 + later, percent)
    assert idle >= MINIMUM + MINIMUM * percent / 100 * later - Decimal("0.005")
    assert pay(wage, 1 + later, percent, later) >= max(idle, MINIMUM * (1 + later))
    assert pay(wage, 2 + later, percent) >= idle
