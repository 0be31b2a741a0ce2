"""Overtime pay under standard hours: 150 / 200 / 300 % of the hourly wage, on a base not below the minimum wage.

Legal source: labour_law/44; base and divisor: monthly_hours_notice_2025/2 (21.75 paid days; 20.92 until 2008-01-02);
floor: labour_law/48/2. The sums are on top of the monthly wage (wage_payment_supplementary_rules/2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

BASE_CITES = (Citation("labour_law", "48", "2"), Citation("monthly_hours_notice_2025", "2"))
RATE_CITES = (Citation("labour_law", "44"),)
ON_TOP = (Citation("wage_payment_supplementary_rules", "2"),)


@dataclass(frozen=True, slots=True)
class Terms:
    """The dated figures a calculation stands on: paid days a month and the three rates in per cent."""

    paid_days: Decimal
    workday: Decimal
    restday: Decimal
    holiday: Decimal
    hours_per_day: Decimal = Decimal(8)
    divisor_cites: tuple[Citation, ...] = BASE_CITES


@dataclass(frozen=True, slots=True)
class Hours:
    """Overtime hours of a month: on working days, on rest days without time off instead, on statutory holidays."""

    workday: Decimal = Decimal(0)
    restday: Decimal = Decimal(0)
    holiday: Decimal = Decimal(0)

    def __bool__(self) -> bool:
        return bool(self.workday or self.restday or self.holiday)


def lawful_base(wage: Decimal | None, floor: Decimal | None) -> Decimal | None:
    """The base of overtime in CNY/month: the agreed wage, but at least the minimum wage; None where neither is known."""
    known = [value for value in (wage, floor) if value is not None]
    return max(known) if known else None


def hourly(base: Decimal, terms: Terms) -> Decimal:
    """The hourly wage in CNY, unrounded."""
    return base / terms.paid_days / terms.hours_per_day


def hourly_rates(base: Decimal, terms: Terms) -> tuple[Amount, ...]:
    """What one overtime hour is worth on working days, rest days and holidays."""
    rate = hourly(base, terms)
    first = WorkingLine(
        "hourly_wage",
        f"{shown(base)} ÷ {shown(terms.paid_days)} ÷ {shown(terms.hours_per_day)} = {shown(rate)}",
        rate,
        "CNY/hour",
        terms.divisor_cites,
    )
    amounts = []
    for name, percent in (("workday", terms.workday), ("restday", terms.restday), ("holiday", terms.holiday)):
        value = rate * percent / 100
        line = WorkingLine(
            f"rate_{name}",
            f"{shown(rate)} × {shown(percent)}% = {fen(value)}",
            fen(value),
            "CNY/hour",
            RATE_CITES,
        )
        amounts.append(
            Amount(f"overtime_rate_{name}", fen(value), "CNY/hour", (first, line), {"percent": percent})
        )
    return tuple(amounts)


def pay(base: Decimal, hours: Hours, terms: Terms, paid: Decimal = Decimal(0)) -> tuple[Amount, ...]:
    """Overtime pay of a month and what is still owed of it; never below zero."""
    rate = hourly(base, terms)
    lines = [
        WorkingLine(
            "hourly_wage",
            f"{shown(base)} ÷ {shown(terms.paid_days)} ÷ {shown(terms.hours_per_day)} = {shown(rate)}",
            rate,
            "CNY/hour",
            terms.divisor_cites,
        )
    ]
    total = Decimal(0)
    for name, count, percent in (
        ("workday", hours.workday, terms.workday),
        ("restday", hours.restday, terms.restday),
        ("holiday", hours.holiday, terms.holiday),
    ):
        if count:
            value = rate * percent / 100 * count
            total += value
            formula = f"{shown(rate)} × {shown(percent)}% × {shown(count)} = {fen(value)}"
            lines.append(WorkingLine(f"pay_{name}", formula, fen(value), "CNY", RATE_CITES))
    return due_and_owed(total, lines, paid)


def due_and_owed(total: Decimal, lines: Sequence[WorkingLine], paid: Decimal) -> tuple[Amount, Amount]:
    """What was due in CNY and what is left of it after ``paid``, never below zero; ``lines`` work out the total."""
    due = Amount("overtime_due", fen(total), "CNY", tuple(lines))
    if not paid:
        return (due, Amount("overtime_owed", fen(total), "CNY", due.working))
    owed = max(Decimal(0), total - paid)
    formula = f"max(0, {fen(total)} − {fen(paid)}) = {fen(owed)}"
    minus = WorkingLine("minus_paid", formula, fen(owed), "CNY")
    return (due, Amount("overtime_owed", fen(owed), "CNY", (*lines, minus)))
