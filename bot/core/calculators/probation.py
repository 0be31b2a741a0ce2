"""Probation: how long at most, how much pay at least, and what is owed for probation served beyond the limit.

Legal source: labour_contract_law/19, 20, 70, 83; labour_contract_law_implementing_regulations/15. One probation only for
an employer and worker; a contract of nothing but a probation has none (labour_contract_law/19/4).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

LENGTH_CITES = (Citation("labour_contract_law", "19", "1"), Citation("labour_contract_law", "19", "3"))
PART_TIME_CITES = (Citation("labour_contract_law", "70"),)
PAY_CITES = (
    Citation("labour_contract_law", "20"),
    Citation("labour_contract_law_implementing_regulations", "15"),
)
OVERRUN_CITES = (Citation("labour_contract_law", "83"),)

_MONTHS = Decimal(1200)


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest probation in months: figure ``probation_limit``, by length of contract."""

    under_one_year: Decimal
    under_three_years: Decimal
    three_years: Decimal


def longest(
    contract_months: Decimal | None, limits: Limits, *, task_based: bool = False, part_time: bool = False
) -> Amount:
    """The longest lawful probation in months; ``contract_months`` is None for an open-ended contract."""
    if contract_months is not None:
        bounds.within("contract_months", contract_months, most=_MONTHS, unit="months")
    months = _limit(contract_months, limits, none_allowed=task_based or part_time)
    length = "∞" if contract_months is None else shown(contract_months, 2)
    line = WorkingLine(
        "probation_limit",
        f"{length} → {shown(months, 2)}",
        months,
        "months",
        PART_TIME_CITES if part_time else LENGTH_CITES,
    )
    return Amount("probation_limit", months, "months", (line,))


def _limit(contract_months: Decimal | None, limits: Limits, *, none_allowed: bool) -> Decimal:
    if none_allowed:
        return Decimal(0)
    if contract_months is None or contract_months >= 36:
        return limits.three_years
    if contract_months >= 12:
        return limits.under_three_years
    return limits.under_one_year if contract_months >= 3 else Decimal(0)


def least_pay(
    contract_wage: Decimal, *, minimum: Decimal, percent: Decimal, lowest: Decimal | None = None
) -> Amount:
    """The least wage on probation in CNY/month.

    ``contract_wage`` is the wage after probation, ``lowest`` the lowest wage for the same post, in CNY/month.
    ``minimum``: figure ``minimum_wage.monthly``; ``percent``: figure ``probation_pay.percent``. Article 20 can also be
    read as the whole of the lowest wage for the post: ``values["article_20_reading"]``.
    """
    bounds.cny("contract_wage", contract_wage)
    bounds.cny("minimum", minimum)
    post = contract_wage if lowest is None else bounds.cny("lowest", lowest)
    share = contract_wage * bounds.percentage("percent", percent) / 100
    of_post = post * percent / 100
    least = max(minimum, min(share, of_post))
    lines = [_share("probation_share", contract_wage, percent, share)]
    if lowest is not None:
        lines.append(_share("probation_share_of_post", post, percent, of_post))
    formula = f"max({shown(minimum, 2)}, {fen(min(share, of_post))}) = {fen(least)}"
    lines.append(WorkingLine("probation_pay", formula, fen(least), "CNY/month", PAY_CITES))
    values = {"article_20_reading": fen(max(minimum, share if lowest is None else min(share, post)))}
    return Amount("probation_pay", fen(least), "CNY/month", tuple(lines), values)


def _share(key: str, wage: Decimal, percent: Decimal, share: Decimal) -> WorkingLine:
    return WorkingLine(
        key, f"{shown(wage, 2)} × {shown(percent)}% = {fen(share)}", fen(share), "CNY/month", PAY_CITES
    )


def overrun(
    full_wage: Decimal, *, served: Decimal, allowed: Decimal, minimum: Decimal = Decimal(0)
) -> Amount:
    """Compensation in CNY, on top of the wages paid, for months of probation served beyond the limit.

    ``full_wage`` is the wage after probation in CNY/month, counted as at least ``minimum`` (figure
    ``minimum_wage.monthly``); ``served`` and ``allowed`` in months. The part not yet served is void and earns nothing.
    """
    bounds.within("served", served, most=_MONTHS, unit="months")
    bounds.within("allowed", allowed, most=_MONTHS, unit="months")
    wage = max(bounds.cny("full_wage", full_wage), bounds.cny("minimum", minimum))
    months = max(Decimal(0), served - allowed)
    value = wage * months
    beyond = f"max(0, {shown(served, 2)} − {shown(allowed, 2)}) = {shown(months, 2)}"
    formula = f"{shown(wage, 2)} × {shown(months, 2)} = {fen(value)}"
    lines = (
        WorkingLine("probation_overrun_months", beyond, months, "months", LENGTH_CITES),
        WorkingLine("probation_overrun", formula, fen(value), "CNY", OVERRUN_CITES),
    )
    return Amount("probation_overrun", fen(value), "CNY", lines, {"months": months})
