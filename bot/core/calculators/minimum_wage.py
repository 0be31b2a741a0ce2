"""How far a wage for normal hours lies below the minimum wage of the place and day.

Legal source: labour_law/48; minimum_wage_rules/12 (overtime pay, shift and heat allowances, meals and housing do not count).
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (Citation("labour_law", "48", "2"), Citation("minimum_wage_rules", "12"))


def shortfall(wage: Decimal, minimum: Decimal, unit: str = "CNY/month") -> Amount:
    """The missing part, in CNY a month or an hour as both inputs are; zero where the wage is enough."""
    missing = max(Decimal(0), minimum - wage)
    line = WorkingLine(
        "shortfall",
        f"{shown(minimum, 2)} − {shown(wage, 2)} = {shown(minimum - wage, 2)}",
        fen(missing),
        unit,
        CITES,
    )
    return Amount("minimum_wage_shortfall", fen(missing), unit, (line,), {"minimum": minimum, "wage": wage})
