"""Whether cutting so many workers needs the procedure for mass layoffs.

Legal source: labour_contract_law/41/1: 20 workers, or fewer that are 10 % of all. With it come 30 days' notice to the
union or all staff and a report to the labour bureau; below it each dismissal needs a ground of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import shown
from bot.core.conversation import WorkingLine
from bot.core.model import Citation

CITES = (Citation("labour_contract_law", "41", "1"),)

COUNT = 20
PERCENT = 10

_MOST_WORKERS = Decimal(10) ** 7


@dataclass(frozen=True, slots=True)
class Layoff:
    """Whether the procedure is needed, and the share of the workforce to be cut in per cent, unrounded."""

    needs_procedure: bool
    percent: Decimal
    working: tuple[WorkingLine, ...]


def mass_layoff(cut: int, workforce: int) -> Layoff:
    """The test for ``cut`` workers out of ``workforce``, those to be cut included."""
    bounds.positive("workforce", Decimal(workforce), _MOST_WORKERS)
    bounds.within("cut", Decimal(cut), most=Decimal(workforce), unit="workers")
    percent = Decimal(cut) * 100 / workforce
    by_count = cut >= COUNT
    by_share = cut * 100 >= workforce * PERCENT
    lines = (
        WorkingLine(
            "layoff_count", f"{cut} {'≥' if by_count else '<'} {COUNT}", Decimal(cut), "workers", CITES
        ),
        WorkingLine(
            "layoff_share",
            f"{cut} ÷ {workforce} = {shown(percent, 2)}% {'≥' if by_share else '<'} {PERCENT}%",
            percent,
            "%",
            CITES,
        ),
    )
    return Layoff(by_count or by_share, percent, lines)
