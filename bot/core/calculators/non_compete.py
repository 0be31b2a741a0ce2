"""Compensation for keeping a non-compete clause in which no compensation was agreed.

Legal source: spc_labour_dispute_interpretation_1/36, 39; two years at most: labour_contract_law/24/2. Only for managers,
senior technicians and others who hold secrets (labour_contract_law/24/1; spc_labour_dispute_interpretation_2/13).
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (
    Citation("spc_labour_dispute_interpretation_1", "36", "1"),
    Citation("spc_labour_dispute_interpretation_1", "36", "2"),
)
TERM_CITES = (Citation("labour_contract_law", "24", "2"),)
EARLY_CITES = (Citation("spc_labour_dispute_interpretation_1", "39", "2"),)

LONGEST = Decimal(24)


def compensation(
    wage: Decimal,
    months: Decimal,
    *,
    minimum: Decimal,
    percent: Decimal = Decimal(30),
    ended_early: bool = False,
    extra_months: Decimal = Decimal(3),
) -> Amount:
    """Compensation in CNY for so many months the clause was kept, 24 at most.

    ``wage`` is the mean of the last twelve months in CNY/month; ``minimum`` that of the place of work: figure
    ``minimum_wage.monthly``. ``ended_early``: the employer called the clause off, and owes ``extra_months`` more.
    """
    bounds.cny("wage", wage)
    bounds.cny("minimum", minimum)
    bounds.within("months", months, most=Decimal(1200), unit="months")
    bounds.within("extra_months", extra_months, most=LONGEST, unit="months")
    share = wage * bounds.percentage("percent", percent) / 100
    monthly = max(share, minimum)
    kept = min(months, LONGEST)
    value = monthly * kept
    rate = f"max({shown(wage, 2)} × {shown(percent)}%, {shown(minimum, 2)}) = {fen(monthly)}"
    lines = [
        WorkingLine("non_compete_monthly", rate, fen(monthly), "CNY/month", CITES),
        WorkingLine(
            "non_compete_kept",
            f"{shown(monthly)} × min({shown(months, 2)}, {shown(LONGEST)}) = {fen(value)}",
            fen(value),
            "CNY",
            (*CITES[:1], *TERM_CITES),
        ),
    ]
    extra = monthly * extra_months if ended_early else Decimal(0)
    if ended_early:
        formula = f"{shown(monthly)} × {shown(extra_months, 2)} = {fen(extra)}"
        lines.append(WorkingLine("non_compete_early_end", formula, fen(extra), "CNY", EARLY_CITES))
    values = {"monthly": fen(monthly), "months": kept, "early_end": fen(extra)}
    return Amount("non_compete_compensation", fen(value + extra), "CNY", tuple(lines), values)
