"""Severance (经济补偿, N) and damages for unlawful dismissal (赔偿金, 2N).

Legal source: labour_contract_law/46, 47, 87. One month's wage for each year of service; six months and more count as a
year, less as half; above three times the local average wage the base is cut to that and the years to twelve.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (Citation("labour_contract_law", "47", "1"),)
CAP_CITES = (Citation("labour_contract_law", "47", "2"),)
DOUBLE_CITES = (Citation("labour_contract_law", "87"),)

_DAYS = Decimal("0.005")
"""Two or three days in a year: what is lost when months are written as a fraction of a year."""


def months_due(years: Decimal) -> Decimal:
    """Months of wage for years of service (a fraction stands for months).

    >>> [str(months_due(Decimal(y))) for y in ("0.2", "0.4999", "0.5", "1", "2.5", "4.5834", "12")]
    ['0.5', '1', '1', '1', '3', '5', '12']
    """
    whole = years.to_integral_value(rounding=ROUND_FLOOR)
    rest = years - whole
    if rest <= 0:
        return whole
    return whole + (Decimal(1) if rest >= Decimal("0.5") - _DAYS else Decimal("0.5"))


def severance(
    wage: Decimal,
    years: Decimal,
    *,
    average: Decimal | None = None,
    minimum: Decimal | None = None,
    times: Decimal = Decimal(3),
    most_years: Decimal = Decimal(12),
) -> Amount:
    """N in CNY for a wage in CNY/month, the mean of the last twelve months before anything is deducted.

    ``average`` is the local average wage of the year before, in CNY/month; without it the cap is not applied.
    """
    months = months_due(years)
    base, lines = (
        wage,
        [WorkingLine("severance_months", f"{shown(years, 2)} → {shown(months, 1)}", months, "months", CITES)],
    )
    if minimum is not None and base < minimum:
        base = minimum
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
