"""Pay while work stops through no fault of the workers: the full wage first, a living allowance later.

Legal source: wage_payment_provisional_rules/12; labour_law_implementation_opinions_1995/58. How much the allowance is, is
local: there is no national percentage.
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (Citation("wage_payment_provisional_rules", "12"),)
IDLE_CITES = (*CITES, Citation("labour_law_implementation_opinions_1995", "58"))

_MOST_CYCLES = 600


def stoppage_pay(
    contract_wage: Decimal, cycles: int, *, minimum: Decimal, percent: Decimal, worked: int = 0
) -> Amount:
    """The least pay in CNY for a stoppage of so many pay cycles of a month, the first included.

    ``contract_wage`` in CNY/month, counted as at least the minimum wage. ``worked`` of the later cycles were worked: for
    them at least the minimum wage is due. ``minimum``: figure ``minimum_wage.monthly``; ``percent`` of it for idle cycles:
    figure ``stoppage_pay.percent``.
    """
    first = max(bounds.cny("contract_wage", contract_wage), bounds.cny("minimum", minimum))
    bounds.percentage("percent", percent, Decimal(200))
    bounds.within("cycles", Decimal(cycles), most=Decimal(_MOST_CYCLES), unit="pay cycles")
    bounds.within("worked", Decimal(worked), most=Decimal(max(0, cycles - 1)), unit="later pay cycles")
    idle = max(0, cycles - 1) - worked
    allowance = minimum * percent / 100
    lines = []
    if cycles:
        lines.append(WorkingLine("stoppage_first", shown(first, 2), fen(first), "CNY", CITES))
    if worked:
        value = minimum * worked
        formula = f"{shown(minimum, 2)} × {worked} = {fen(value)}"
        lines.append(WorkingLine("stoppage_worked", formula, fen(value), "CNY", CITES))
    if idle:
        value = allowance * idle
        formula = f"{shown(minimum, 2)} × {shown(percent)}% × {idle} = {fen(value)}"
        lines.append(WorkingLine("stoppage_idle", formula, fen(value), "CNY", IDLE_CITES))
    total = (first if cycles else Decimal(0)) + minimum * worked + allowance * idle
    return Amount("stoppage_pay", fen(total), "CNY", tuple(lines), {"allowance": fen(allowance)})
