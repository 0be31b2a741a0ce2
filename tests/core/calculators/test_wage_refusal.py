"""Amounts of the crime of refusing to pay wages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import wage_refusal
from bot.core.calculators.wage_refusal import Size, Span

money = st.decimals(min_value=0, max_value=200_000, places=2)


def test_worked_example() -> None:
    found = wage_refusal.threshold(
        Decimal(8000), Decimal(2), workers=12, total=Decimal(96000), ignored_order=True
    )
    assert found.size is Size.LOCAL
    assert found.missing == ("flight_or_means",)
    assert [line.formula for line in found.working] == [
        "2 < 3",
        "5000 ≤ 8000 < 20000",
        "12 ≥ 10",
        "30000 ≤ 96000 < 100000",
    ]


@pytest.mark.parametrize(
    ("own", "months", "size"),
    [("4999.99", "3", Size.BELOW), ("5000", "3", Size.LOCAL), ("19999.99", "3", Size.LOCAL), ("20000", "3", Size.REACHED),
     ("20000", "2.99", Size.BELOW), ("0", "12", Size.BELOW)],
)  # fmt: skip
def test_one_worker(own: str, months: str, size: Size) -> None:
    assert wage_refusal.threshold(Decimal(own), Decimal(months)).size is size


@pytest.mark.parametrize(
    ("workers", "total", "size"),
    [
        (9, "500000", Size.BELOW),
        (10, "29999.99", Size.BELOW),
        (10, "30000", Size.LOCAL),
        (10, "100000", Size.REACHED),
    ],
)
def test_ten_workers(workers: int, total: str, size: Size) -> None:
    found = wage_refusal.threshold(Decimal(1000), Decimal(1), workers=workers, total=Decimal(total))
    assert found.size is size


def test_the_amount_of_a_province_leaves_no_range() -> None:
    own = Span(Decimal(60_000), Decimal(60_000))
    for total, size in ((Decimal("59999.99"), Size.BELOW), (Decimal(60_000), Size.REACHED)):
        assert wage_refusal.threshold(Decimal(0), Decimal(0), workers=12, total=total, many=own).size is size


def test_all_elements_shown() -> None:
    found = wage_refusal.threshold(Decimal(20000), Decimal(4), flight_or_means=True, ignored_order=True)
    assert (found.size, found.missing) == (Size.REACHED, ())


@pytest.mark.parametrize(
    ("own", "months", "workers", "total"),
    [
        ("-1", "3", 1, "1"),
        ("1", "-3", 1, "1"),
        ("1", "3", 0, "1"),
        ("100", "3", 5, "99"),
        ("NaN", "3", 1, "1"),
    ],
)
def test_absurd_debts_are_refused(own: str, months: str, workers: int, total: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        wage_refusal.threshold(Decimal(own), Decimal(months), workers=workers, total=Decimal(total))


def test_a_range_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="least"):
        Span(Decimal(2), Decimal(1))


@given(money, money, st.integers(min_value=1, max_value=30), st.integers(min_value=0, max_value=12))
def test_more_debt_never_makes_it_smaller(own: Decimal, others: Decimal, workers: int, months: int) -> None:
    def size(mine: Decimal, count: int, length: int) -> Size:
        return wage_refusal.threshold(mine, Decimal(length), workers=count, total=mine + others).size

    now = size(own, workers, months)
    assert now <= size(own + 1000, workers, months)
    assert now <= size(own, workers + 1, months)
    assert now <= size(own, workers, months + 1)
