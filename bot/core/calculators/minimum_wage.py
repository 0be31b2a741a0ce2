"""How far a wage for normal hours lies below the minimum wage of the place and day.

Legal source: labour_law/48; minimum_wage_rules/12 (overtime pay, shift and heat allowances, meals and housing do not count).
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
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


def counted(
    received: Decimal,
    *,
    overtime: Decimal = Decimal(0),
    allowances: Decimal = Decimal(0),
    welfare: Decimal = Decimal(0),
) -> Amount:
    """What of a month's pay in CNY counts towards the minimum wage: not overtime, shift or heat allowances, welfare.

    Money for meals and housing is welfare (labour_law_implementation_opinions_1995/54).
    """
    for name, value in (("received", received), ("overtime", overtime), ("allowances", allowances), ("welfare", welfare)):  # fmt: skip
        bounds.cny(name, value)
    value = max(Decimal(0), received - overtime - allowances - welfare)
    taken = "".join(f" − {shown(one, 2)}" for one in (overtime, allowances, welfare) if one)
    line = WorkingLine(
        "counted_wage", f"{shown(received, 2)}{taken} = {fen(value)}", fen(value), "CNY/month", CITES
    )
    return Amount("counted_wage", fen(value), "CNY/month", (line,))


def of_part_month(minimum: Decimal, days: Decimal, *, paid_days: Decimal) -> Amount:
    """The minimum wage in CNY for so many days of normal work in a month; never more than the whole month's.

    ``minimum`` in CNY/month; ``paid_days``: figure ``paid_days_per_month.days``.
    """
    bounds.cny("minimum", minimum)
    bounds.within("days", days, most=Decimal(31), unit="days")
    value = min(minimum, minimum * days / bounds.positive("paid_days", paid_days, Decimal(31)))
    formula = f"{shown(minimum, 2)} × {shown(days)} ÷ {shown(paid_days)} = {fen(value)}"
    line = WorkingLine("minimum_part_month", formula, fen(value), "CNY", CITES)
    return Amount("minimum_part_month", fen(value), "CNY", (line,))
