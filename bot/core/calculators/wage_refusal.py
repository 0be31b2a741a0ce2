"""Whether unpaid wages are large enough for the crime of refusing to pay them, and what else the crime needs.

Legal source: criminal_law/276-1; spc_wage_refusal_crime_interpretation_2013/2, 3, 4. Each provincial high court fixes its
own amounts within the ranges of Article 3, so between the ends of a range only the place can say. It must not tell anyone
that a crime was committed: that is for police and courts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from bot.core.calculators import bounds
from bot.core.calculators.money import shown
from bot.core.conversation import WorkingLine
from bot.core.model import Citation

_INTERPRETATION = "spc_wage_refusal_crime_interpretation_2013"
CITES = (
    Citation("criminal_law", "276-1", "1"),
    Citation(_INTERPRETATION, "2"),
    Citation(_INTERPRETATION, "4", "1"),
)
ONE_CITES = (Citation(_INTERPRETATION, "3", "1", "1"),)
MANY_CITES = (Citation(_INTERPRETATION, "3", "1", "2"),)

MONTHS_OF_ONE = Decimal(3)
WORKERS_OF_MANY = Decimal(10)


class Size(IntEnum):
    """How a sum stands to the amounts in force: under all of them, it depends on the province, over all of them."""

    BELOW = 0
    LOCAL = 1
    REACHED = 2


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and the highest amount a province may have chosen, in CNY; the same twice where its own is known."""

    least: Decimal
    most: Decimal

    def __post_init__(self) -> None:
        bounds.within("least", self.least, most=bounds.cny("most", self.most), unit="CNY")

    def size(self, value: Decimal) -> Size:
        if value < self.least:
            return Size.BELOW
        return Size.REACHED if value >= self.most else Size.LOCAL

    def written(self, value: Decimal) -> str:
        """How a value stands to the ends, in signs."""
        size, least, most = self.size(value), shown(self.least, 2), shown(self.most, 2)
        if size is Size.BELOW:
            return f"{shown(value, 2)} < {least}"
        if size is Size.REACHED:
            return f"{shown(value, 2)} ≥ {most}"
        return f"{least} ≤ {shown(value, 2)} < {most}"


ONE = Span(Decimal(5_000), Decimal(20_000))
MANY = Span(Decimal(30_000), Decimal(100_000))


@dataclass(frozen=True, slots=True)
class Refusal:
    """The size of the sum, and which other elements are not shown yet ("flight_or_means", "ignored_order")."""

    size: Size
    missing: tuple[str, ...]
    working: tuple[WorkingLine, ...]
    cites: tuple[Citation, ...] = CITES


def threshold(
    own: Decimal,
    own_months: Decimal,
    *,
    workers: int = 1,
    total: Decimal | None = None,
    flight_or_means: bool = False,
    ignored_order: bool = False,
    one: Span = ONE,
    many: Span = MANY,
) -> Refusal:
    """The test for wages owed to one worker (``own`` in CNY for ``own_months``) and to all ``workers`` (``total`` in CNY).

    ``flight_or_means``: the employer fled, moved assets, or can pay; ``ignored_order``: a government order to pay was not
    obeyed in time. ``one`` and ``many`` are the amounts of the province where they are known.
    """
    bounds.cny("own", own)
    bounds.within("own_months", own_months, most=Decimal(1200), unit="months")
    bounds.positive("workers", Decimal(workers), Decimal(10) ** 7)
    owed = own if total is None else bounds.cny("total", total)
    if owed < own:
        raise ValueError(f"total is {owed}; it must be at least what is owed to one worker, {own} CNY")
    alone = one.size(own) if own_months >= MONTHS_OF_ONE else Size.BELOW
    together = many.size(owed) if workers >= WORKERS_OF_MANY else Size.BELOW
    elements = (("flight_or_means", flight_or_means), ("ignored_order", ignored_order))
    return Refusal(
        max(alone, together),
        tuple(name for name, shows in elements if not shows),
        (
            WorkingLine("unpaid_months", _least(own_months, MONTHS_OF_ONE), own_months, "months", ONE_CITES),
            WorkingLine("wages_of_one", one.written(own), own, "CNY", ONE_CITES),
            WorkingLine("unpaid_workers", _least(Decimal(workers), WORKERS_OF_MANY), Decimal(workers), "workers", MANY_CITES),
            WorkingLine("wages_of_many", many.written(owed), owed, "CNY", MANY_CITES),
        ),
    )  # fmt: skip


def _least(value: Decimal, least: Decimal) -> str:
    return f"{shown(value, 2)} {'≥' if value >= least else '<'} {shown(least)}"
