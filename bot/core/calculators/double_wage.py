"""The second wage for months worked without a written contract: from the second month, eleven at most.

Legal source: labour_contract_law/82/1; labour_contract_law_implementing_regulations/6, 7. In force since 2008-01-01.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.calculators.periods import add_months, plausible
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (
    Citation("labour_contract_law", "82", "1"),
    Citation("labour_contract_law_implementing_regulations", "6"),
    Citation("labour_contract_law_implementing_regulations", "7"),
)


def payable_months(months_worked: Decimal, most: Decimal = Decimal(11)) -> Decimal:
    """Months for which the second wage is due: those after the first, at most ``most``."""
    return min(max(Decimal(0), months_worked - 1), most)


def second_wage(monthly_wage: Decimal, months_worked: Decimal, most: Decimal = Decimal(11)) -> Amount:
    """The second wage in CNY for so many months of work without a contract at a wage in CNY/month."""
    months = payable_months(months_worked, most)
    value = monthly_wage * months
    lines = (
        WorkingLine(
            "double_wage_months",
            f"min({shown(months_worked, 2)} − 1, {shown(most)}) = {shown(months, 2)}",
            months,
            "months",
            CITES[1:],
        ),
        WorkingLine(
            "double_wage",
            f"{shown(monthly_wage, 2)} × {shown(months, 2)} = {fen(value)}",
            fen(value),
            "CNY",
            CITES[:1],
        ),
    )
    return Amount("double_wage", fen(value), "CNY", lines, {"months": months})


@dataclass(frozen=True, slots=True)
class Month:
    """A month for which a second wage runs: its days, whether it is whole, and until when to file for it."""

    first: date
    last: date
    whole: bool
    file_by: date


def months_of(
    start: date, until: date, *, interrupted: date | None = None, most: int = 11, years: int = 1
) -> tuple[Month, ...]:
    """The months from a month after ``start`` to ``until`` (last day without a written contract), eleven at most.

    Each has a year of its own from its last day, as many courts count (labour_dispute_mediation_arbitration_law/27/1);
    ``interrupted``: the day of a demand, complaint or promise, which starts the year anew for months still in time.
    """
    months = []
    for number in range(1, count("most", most, most=11) + 1):
        first, after = add_months(plausible("start", start), number), add_months(start, number + 1)
        if first > until:
            break
        last = min(until, after - timedelta(1))
        file_by = add_months(last, 12 * years)
        if interrupted is not None and last <= interrupted <= file_by:
            file_by = add_months(interrupted, 12 * years)
        months.append(Month(first, last, last == after - timedelta(1), file_by))
    return tuple(months)


def by_months(monthly_wage: Decimal, months: Sequence[Month], *, paid_days: Decimal) -> Amount:
    """The second wage in CNY for the months given; a month begun by its working days, at a wage in CNY/month.

    ``paid_days``: figure ``paid_days_per_month.days``. A part never comes to more than a whole month.
    """
    bounds.cny("monthly_wage", monthly_wage)
    bounds.positive("paid_days", paid_days, Decimal(31))
    whole = sum(month.whole for month in months)
    lines, total = [], monthly_wage * whole
    if whole or not months:
        formula = f"{shown(monthly_wage, 2)} × {whole} = {fen(total)}"
        lines.append(WorkingLine("double_wage", formula, fen(total), "CNY", CITES[:1]))
    for month in months:
        if month.whole:
            continue
        days = _paid_days(month)
        part = min(monthly_wage, monthly_wage * days / paid_days)
        total += part
        formula = f"{shown(monthly_wage, 2)} ÷ {shown(paid_days)} × {days} = {fen(part)}"
        lines.append(WorkingLine("double_wage_part", formula, fen(part), "CNY", CITES[:1]))
    values = {"months": Decimal(len(months)), "whole": Decimal(whole)}
    return Amount("double_wage", fen(total), "CNY", tuple(lines), values)


def _paid_days(month: Month) -> int:
    """Days of a month begun that are paid: from Monday to Friday, as statutory holidays are among the 21.75 too."""
    days = (month.last - month.first).days + 1
    return sum((month.first + timedelta(step)).weekday() < 5 for step in range(days))
