"""Severance (经济补偿, N) and damages for unlawful dismissal (赔偿金, 2N).

Legal source: labour_contract_law/46, 47, 87. One month's wage for each year of service; six months and more count as a
year, less as half; above three times the local average wage the base is cut to that and the years to twelve.
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (Citation("labour_contract_law", "47", "1"),)
CAP_CITES = (Citation("labour_contract_law", "47", "2"),)
FLOOR_CITES = (Citation("labour_contract_law_implementing_regulations", "27"),)
DOUBLE_CITES = (Citation("labour_contract_law", "87"),)


def months_due(service: Decimal) -> Decimal:
    """Months of wage for months of service: six months and more of a year begun count as a year, less as half.

    >>> [str(months_due(Decimal(m))) for m in ("0.1", "5.94", "6", "6.03", "12", "30", "55", "144")]
    ['0.5', '0.5', '1', '1', '1', '3', '5', '12']
    """
    years, rest = divmod(service, 12)
    if rest <= 0:
        return years
    return years + (Decimal(1) if rest >= 6 else Decimal("0.5"))


def severance(
    wage: Decimal,
    service: Decimal,
    *,
    average: Decimal | None = None,
    minimum: Decimal | None = None,
    times: Decimal = Decimal(3),
    most_years: Decimal = Decimal(12),
) -> Amount:
    """N in CNY for a wage in CNY/month, the mean of the last twelve months before anything is deducted.

    ``service`` in months, days as a part of a month. ``average`` is the local average wage of the year before, in
    CNY/month; without it the cap is not applied. A wage below ``minimum`` (CNY/month) counts as that.
    """
    bounds.cny("wage", wage)
    bounds.within("service", service, most=bounds.YEARS_OF_WORK * 12, unit="months")
    months = months_due(service)
    base, lines = (
        wage,
        [
            WorkingLine(
                "severance_months", f"{shown(service / 12, 2)} → {shown(months, 1)}", months, "months", CITES
            )
        ],
    )
    if minimum is not None and base < minimum:
        base = minimum
        formula = f"{shown(wage, 2)} < {shown(minimum, 2)} → {shown(base, 2)}"
        lines.append(WorkingLine("severance_floor", formula, base, "CNY/month", FLOOR_CITES))
    if average is not None and wage > average * times:
        base, months = average * times, min(months, most_years)
        formula = f"{shown(wage, 2)} > {shown(times)} × {shown(average, 2)} = {shown(base, 2)}"
        lines.append(WorkingLine("severance_cap", formula, base, "CNY/month", CAP_CITES))
    value = base * months
    formula = f"{shown(base, 2)} × {shown(months, 1)} = {fen(value)}"
    lines.append(WorkingLine("severance", formula, fen(value), "CNY", CITES))
    return Amount("severance", fen(value), "CNY", tuple(lines), {"months": months, "base": base})


def doubled(amount: Amount) -> Amount:
    """2N: twice the severance, instead of it."""
    value = amount.value * 2
    line = WorkingLine(
        "severance_double", f"{amount.value} × 2 = {fen(value)}", fen(value), "CNY", DOUBLE_CITES
    )
    return Amount("unlawful_dismissal", fen(value), "CNY", (*amount.working, line), amount.values)
