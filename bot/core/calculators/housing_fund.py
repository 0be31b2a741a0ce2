"""Housing fund: what employer and worker pay in a month.

Legal source: housing_provident_fund_regulations/16-18. A new worker pays from the second month of work, on the current
wage (17/1). Floor and ceiling of the base, and often rounding to whole yuan, are local. Disputes go to the fund centre.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from bot.core.calculators.bounds import cny, within
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

LAW = "housing_provident_fund_regulations"
WORKER = (Citation(LAW, "16", "1"), Citation(LAW, "18"))
EMPLOYER = (Citation(LAW, "16", "2"), Citation(LAW, "18"))
BASE = (Citation(LAW, "16"),)

LEAST_PERCENT = Decimal(5)
MOST_PERCENT = Decimal(12)
"""The national maximum is set by notice, not in the regulations."""


def base_of(wage: Decimal, floor: Decimal | None, ceiling: Decimal | None) -> Decimal:
    """The wage in CNY/month within the local floor and ceiling in CNY/month, where they are known."""
    base = cny("wage", wage)
    if floor is not None and ceiling is not None and floor > ceiling:
        raise ValueError(f"the floor {floor} lies above the ceiling {ceiling}")
    base = base if floor is None else max(base, cny("floor", floor))
    return base if ceiling is None else min(base, cny("ceiling", ceiling))


def _rounded(value: Decimal, whole_yuan: bool) -> Decimal:
    return fen(value.quantize(Decimal(1), rounding=ROUND_HALF_UP)) if whole_yuan else fen(value)


def monthly(
    wage: Decimal,
    *,
    employer: Decimal,
    worker: Decimal,
    floor: Decimal | None = None,
    ceiling: Decimal | None = None,
    most: Decimal = MOST_PERCENT,
    whole_yuan: bool = False,
) -> Amount:
    """Both shares together in CNY/month; ``wage`` is last year's mean monthly wage in CNY, the rates are per cent of it.

    A rate outside 5 to ``most`` per cent is no lawful rate and raises. Values: ``employer`` and ``worker`` share, ``base``.
    """
    base = base_of(wage, floor, ceiling)
    lines = []
    if base != wage:
        formula = f"{shown(wage, 2)} → {shown(base, 2)}"
        lines.append(WorkingLine("housing_fund_base", formula, base, "CNY/month", BASE))
    shares = {}
    for name, percent, cites in (("employer", employer, EMPLOYER), ("worker", worker, WORKER)):
        within(f"{name} rate", percent, least=LEAST_PERCENT, most=most)
        shares[name] = _rounded(base * percent / 100, whole_yuan)
        formula = f"{shown(base, 2)} × {shown(percent)}% = {shares[name]}"
        lines.append(WorkingLine(f"housing_fund_{name}", formula, shares[name], "CNY/month", cites))
    value = shares["employer"] + shares["worker"]
    formula = f"{shares['employer']} + {shares['worker']} = {value}"
    lines.append(WorkingLine("housing_fund_monthly", formula, value, "CNY/month", BASE))
    return Amount("housing_fund_monthly", value, "CNY/month", tuple(lines), {**shares, "base": base})
