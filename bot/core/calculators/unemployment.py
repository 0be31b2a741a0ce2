"""Unemployment benefit: for how many months at most, and how much a month where a province sets a share.

Legal source: social_insurance_law/46 (in force since 2011-07-01; the same in unemployment_insurance_regulations/17);
unused months: unemployment_benefit_claim_measures/15; near retirement: retirement_delay_measures/7 (since 2025-01-01).
It is due only after one year of contributions, a loss of work against the own will, and registration (45).
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators.bounds import cny, within
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

TERM = (Citation("social_insurance_law", "46"),)
CARRIED = (*TERM, Citation("unemployment_benefit_claim_measures", "15"))
RETIREMENT = (Citation("retirement_delay_measures", "7"),)
SUM = (Citation("social_insurance_law", "47"), Citation("unemployment_insurance_regulations", "18"))

MOST = 24
STEPS = ((120, 24), (60, 18), (12, 12))
"""Months of contributions from which so many months of benefit are due at most."""


def months_for(contributed_months: int) -> int:
    """Months of benefit for months of contributions not used up before.

    >>> [months_for(m) for m in (11, 12, 59, 60, 119, 120)]
    [0, 12, 12, 18, 18, 24]
    """
    count("contributed_months", contributed_months, most=900)
    return next((months for least, months in STEPS if contributed_months >= least), 0)


def benefit_months(
    contributed_months: int, *, carried: int = 0, months_to_retirement: int | None = None
) -> Amount:
    """The longest time of benefit in months; 0 where none is due.

    ``carried``: months granted before and not used (they are kept, 24 in all at most). ``months_to_retirement``: from the
    first month of benefit to the legal retirement month; who is less than a year from it while paid is paid until it.
    """
    fresh = months_for(contributed_months)
    months = min(fresh + count("carried", carried, most=MOST), MOST)
    lines = [
        WorkingLine("unemployment_months", f"{contributed_months} → {fresh}", Decimal(fresh), "months", TERM)
    ]
    if carried:
        formula = f"min({fresh} + {carried}, {MOST}) = {months}"
        lines.append(WorkingLine("unemployment_carried", formula, Decimal(months), "months", CARRIED))
    if months_to_retirement is not None and months:
        left = count("months_to_retirement", months_to_retirement, most=900)
        if left < months + 12:
            formula = f"{months} → {left}"
            lines.append(
                WorkingLine("unemployment_to_retirement", formula, Decimal(left), "months", RETIREMENT)
            )
            months = left
    values = {"contributed_months": Decimal(contributed_months)}
    return Amount("unemployment_months", Decimal(months), "months", tuple(lines), values)


def monthly_benefit(minimum: Decimal, percent: Decimal) -> Amount:
    """Benefit in CNY/month: per cent (rule-base figure ``unemployment_benefit``) of the minimum wage in CNY/month."""
    within("percent", percent, most=Decimal(100))
    value = fen(cny("minimum", minimum) * percent / 100)
    formula = f"{shown(minimum, 2)} × {shown(percent)}% = {value}"
    line = WorkingLine("unemployment_benefit", formula, value, "CNY/month", SUM)
    return Amount("unemployment_benefit", value, "CNY/month", (line,), {"percent": percent})
