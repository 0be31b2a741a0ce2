"""Overtime pay outside standard hours: comprehensive hours, piece work, and the test of an all-in wage.

Legal source: wage_payment_provisional_rules/13/2, 13/3; special_working_hours_approval_measures/5;
working_hours_reply_1997/5; labour_law_implementation_opinions_1995/62; monthly_hours_notice_2025/1 (hours of a period);
labour_law/37, 48; minimum_wage_rules/12. Comprehensive hours count only where the labour bureau approved them
(labour_law/39). An all-in wage is not void in itself: typical_cases_overtime_2021.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.core.calculators import bounds, overtime
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

PERIOD_CITES = (Citation("monthly_hours_notice_2025", "1"),)
EXTRA_CITES = (
    Citation("wage_payment_provisional_rules", "13", "3"),
    Citation("working_hours_reply_1997", "5"),
    Citation("labour_law_implementation_opinions_1995", "62"),
)
PIECE_CITES = (Citation("wage_payment_provisional_rules", "13", "2"), Citation("labour_law", "37"))
ALL_IN_CITES = (Citation("labour_law", "48", "2"), Citation("minimum_wage_rules", "12"))

_DAYS_OF_YEAR = Decimal(365 - 104)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces made outside normal hours once the quota is met: working days, rest days, statutory holidays."""

    workday: Decimal = Decimal(0)
    restday: Decimal = Decimal(0)
    holiday: Decimal = Decimal(0)


def working_days(months: int, holidays: Decimal) -> Decimal:
    """Working days in a period of 1, 3 or 12 months; ``holidays`` a year is the figure ``public_holidays.days``.

    >>> [str(working_days(months, Decimal(13))) for months in (1, 3, 12)]
    ['20.67', '62.00', '248.00']
    """
    if months not in (1, 3, 12):
        raise ValueError(f"a period of {months} months; comprehensive hours run over 1, 3 or 12 months")
    bounds.within("holidays", holidays, most=Decimal(60), unit="days")
    return fen((_DAYS_OF_YEAR - holidays) * months / 12)


def comprehensive_pay(
    base: Decimal,
    worked: Decimal,
    *,
    holiday_hours: Decimal = Decimal(0),
    months: int,
    holidays: Decimal,
    terms: overtime.Terms,
    paid: Decimal = Decimal(0),
) -> tuple[Amount, ...]:
    """Overtime pay of a whole period in CNY, and what is still owed of it.

    ``base`` is ``overtime.lawful_base`` in CNY/month; ``worked`` are all hours of the period except those on statutory
    holidays. Rest days of the roster are normal work. ``holidays``: figure ``public_holidays.days``.
    """
    bounds.cny("base", base)
    bounds.cny("paid", paid)
    days = working_days(months, holidays)
    bounds.within("worked", worked, most=bounds.HOURS_PER_MONTH * months, unit="hours")
    bounds.within("holiday_hours", holiday_hours, most=bounds.HOURS_PER_MONTH * months - worked, unit="hours")
    standard = days * terms.hours_per_day
    extra = max(Decimal(0), worked - standard)
    lines = (
        WorkingLine(
            "standard_hours",
            f"{shown(days)} × {shown(terms.hours_per_day)} = {shown(standard)}",
            standard,
            "hours",
            PERIOD_CITES,
        ),
        WorkingLine(
            "extra_hours",
            f"max(0, {shown(worked)} − {shown(standard)}) = {shown(extra)}",
            extra,
            "hours",
            EXTRA_CITES,
        ),
    )
    amounts = overtime.pay(base, overtime.Hours(workday=extra, holiday=holiday_hours), terms, paid)
    values = {"extra_hours": extra, "extra_hours_a_month": extra / months}
    return tuple(replace(amount, working=(*lines, *amount.working), values=values) for amount in amounts)


def piece_rate_pay(
    price: Decimal, pieces: Pieces, *, terms: overtime.Terms, paid: Decimal = Decimal(0)
) -> tuple[Amount, ...]:
    """Pay in CNY for pieces made in overtime, and what is still owed of it.

    ``price`` is the price of a piece in normal hours, in CNY; ``paid`` what was paid for these pieces (at single price
    for all of them: price × pieces). A quota most cannot meet in normal hours is not lawful: then all pieces made after
    normal hours count.
    """
    bounds.cny("price", price)
    bounds.cny("paid", paid)
    total = Decimal(0)
    lines = []
    for name, count, percent in _rows(pieces, terms):
        bounds.within(f"pieces_{name}", count, most=bounds.MOST_CNY, unit="pieces")
        if count:
            value = price * percent / 100 * count
            total += value
            formula = f"{shown(price)} × {shown(percent)}% × {shown(count)} = {fen(value)}"
            lines.append(WorkingLine(f"pay_{name}", formula, fen(value), "CNY", PIECE_CITES))
    return overtime.due_and_owed(total, lines, paid)


def all_in_shortfall(
    wage: Decimal,
    hours: overtime.Hours,
    *,
    minimum: Decimal,
    terms: overtime.Terms,
    base: Decimal | None = None,
    excluded: Decimal = Decimal(0),
) -> Amount:
    """How far an all-in wage lies below the lawful pay for the normal hours and overtime of the month, in CNY.

    ``minimum``: figure ``minimum_wage.monthly``. ``base`` is a separate base wage written in the contract, in CNY/month;
    below the minimum it is raised to it. ``excluded`` are allowances in the wage that do not count towards the minimum
    (night, heat, meals), in CNY.
    """
    bounds.cny("wage", wage)
    bounds.within("excluded", excluded, most=wage, unit="CNY")
    normal = terms.paid_days * terms.hours_per_day
    weighted = normal
    for name, count, percent in _rows(hours, terms):
        weighted += bounds.within(f"hours_{name}", count, most=bounds.HOURS_PER_MONTH) * percent / 100
    lawful = max(bounds.cny("minimum", minimum), bounds.cny("base", base or Decimal(0)))
    counted, rate = wage - excluded, lawful / normal
    floor = lawful * weighted / normal
    missing = max(Decimal(0), floor - counted)
    unit = "CNY/hour"
    implied = counted / weighted
    lines = (
        WorkingLine("weighted_hours", _weighting(normal, hours, terms, weighted), weighted, "hours", overtime.RATE_CITES),
        WorkingLine("implied_hourly", f"{shown(counted, 2)} ÷ {shown(weighted)} = {fen(implied)}", fen(implied), unit),
        WorkingLine("lawful_hourly", f"{shown(lawful, 2)} ÷ {shown(normal)} = {shown(rate)}", rate, unit, ALL_IN_CITES),
        WorkingLine("all_in_floor", f"{shown(rate)} × {shown(weighted)} = {fen(floor)}", fen(floor), "CNY", ALL_IN_CITES),
        WorkingLine("shortfall", f"max(0, {fen(floor)} − {shown(counted, 2)}) = {fen(missing)}", fen(missing), "CNY"),
    )  # fmt: skip
    values = {"floor": fen(floor), "implied_hourly": fen(implied), "lawful_hourly": fen(rate)}
    return Amount("all_in_shortfall", fen(missing), "CNY", lines, values)


def _rows(counts: overtime.Hours | Pieces, terms: overtime.Terms) -> Iterator[tuple[str, Decimal, Decimal]]:
    yield ("workday", counts.workday, terms.workday)
    yield ("restday", counts.restday, terms.restday)
    yield ("holiday", counts.holiday, terms.holiday)


def _weighting(normal: Decimal, hours: overtime.Hours, terms: overtime.Terms, weighted: Decimal) -> str:
    parts = [f"{shown(percent)}% × {shown(count)}" for _, count, percent in _rows(hours, terms) if count]
    return f"{' + '.join((shown(normal), *parts))} = {shown(weighted)}"
