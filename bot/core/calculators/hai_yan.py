"""Hai Yan Electronic Factory, Shenzhen, October 2004: what the law required, what the strike won, what was still missing.

Facts as published (Froissart): base wage 240 CNY a month and 2 CNY an overtime hour, 12 hours a day, 7 days a week; legal
minimum 610 CNY a month; after the strike 5.4 CNY an hour Monday to Friday, 7.2 at weekends and on national holidays. That
the base rose to 610 is inferred from these rates. Rest days are taken to be Saturday and Sunday.

Legal source: labour_law/36, 38, 41, 44, 48, 91; minimum_wage_rules/12, 13; monthly_hours_notice_2000 (20.92 days). The
National Day of 2004 lay on 1-3 October, a Friday to a Sunday: 4 and 5 October are make-up rest days in one reading and
working days in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.core.calculators import overtime
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

MINIMUM = Decimal(610)
BASE_BEFORE, RATE_BEFORE = Decimal(240), Decimal(2)
HOURS_A_DAY = Decimal(12)
SETTLEMENT = {"workday": Decimal("5.4"), "restday": Decimal("7.2"), "holiday": Decimal("7.2")}
"""CNY an overtime hour after the strike."""


def _october(working: int, rest: int, holidays: int, normal: Decimal = Decimal(8)) -> overtime.Hours:
    return overtime.Hours((HOURS_A_DAY - normal) * working, HOURS_A_DAY * rest, HOURS_A_DAY * holidays)


OCTOBER_REST = _october(18, 10, 3)
"""Overtime hours of the month with 4 and 5 October as make-up rest days."""
OCTOBER_WORK = _october(20, 8, 3)
"""The same with 4 and 5 October as working days."""

READINGS = {"make_up_rest": OCTOBER_REST, "working_days": OCTOBER_WORK}


@dataclass(frozen=True, slots=True)
class Gap:
    """A right the settlement left unmet, and the articles it rests on."""

    key: str
    cites: tuple[Citation, ...]


UNMET = (
    Gap("holiday_rate", (Citation("labour_law", "44", "1", "3"),)),
    Gap("divisor", (Citation("monthly_hours_notice_2000"),)),
    Gap("overtime_caps", (Citation("labour_law", "36"), Citation("labour_law", "41"))),
    Gap("weekly_rest", (Citation("labour_law", "38"),)),
    Gap(
        "past_underpayment",
        (
            Citation("labour_law", "91"),
            Citation("minimum_wage_rules", "13"),
            Citation("economic_compensation_measures_1994"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month's pay in CNY by law, by the settlement and before the strike; what was missing; and the overtime hours."""

    required: Amount
    settlement: Amount
    before: Amount
    missing: Amount
    missing_before: Amount
    overtime_hours: Decimal
    hours_over_cap: Decimal


def per_hour(terms: overtime.Terms) -> tuple[Amount, ...]:
    """What an overtime hour still lacked after the strike, in CNY to three places.

    ``terms``: figures ``paid_days_per_month`` and ``overtime_rate`` of October 2004 (or of another day, to compare).
    """
    rate = overtime.hourly(MINIMUM, terms)
    first = WorkingLine(
        "hourly_wage",
        f"{shown(MINIMUM)} ÷ {shown(terms.paid_days)} ÷ {shown(terms.hours_per_day)} = {shown(rate)}",
        rate,
        "CNY/hour",
        terms.divisor_cites,
    )
    percents = {"workday": terms.workday, "restday": terms.restday, "holiday": terms.holiday}
    return tuple(_hour(name, percents[name], rate, first) for name in SETTLEMENT)


def _hour(name: str, percent: Decimal, rate: Decimal, first: WorkingLine) -> Amount:
    required, settled = rate * percent / 100, SETTLEMENT[name]
    missing = max(Decimal(0), required - settled)
    owed = f"{shown(rate)} × {shown(percent)}% = {shown(required, 3)}"
    formula = f"max(0, {shown(required, 3)} − {shown(settled)}) = {shown(missing, 3)}"
    lines = (
        first,
        WorkingLine(f"rate_{name}", owed, _milli(required), "CNY/hour", overtime.RATE_CITES),
        WorkingLine("hai_yan_hour_missing", formula, _milli(missing), "CNY/hour"),
    )
    share = (missing / required * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    values = {"required": _milli(required), "settlement": settled, "missing_percent": share}
    return Amount(f"hai_yan_hour_{name}", _milli(missing), "CNY/hour", lines, values)


def _milli(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


def per_month(hours: overtime.Hours, terms: overtime.Terms, *, month_cap: Decimal) -> Month:
    """October 2004 for one of the readings; ``month_cap``: figure ``overtime_limit.month``, in hours."""
    due = overtime.pay(MINIMUM, hours, terms)[0]
    rate = overtime.hourly(MINIMUM, terms)
    weighted = hours.workday * terms.workday + hours.restday * terms.restday + hours.holiday * terms.holiday
    total = hours.workday + hours.restday + hours.holiday
    required = MINIMUM + rate * weighted / 100
    extra = (
        SETTLEMENT["workday"] * hours.workday
        + SETTLEMENT["restday"] * hours.restday
        + SETTLEMENT["holiday"] * hours.holiday
    )
    settled, before = MINIMUM + extra, BASE_BEFORE + RATE_BEFORE * total
    base = WorkingLine("with_base", f"{shown(MINIMUM)} + {due.value} = {fen(required)}", fen(required))
    old = f"{shown(BASE_BEFORE)} + {shown(RATE_BEFORE)} × {shown(total)} = {fen(before)}"
    return Month(
        Amount("hai_yan_required", fen(required), "CNY", (*due.working, base)),
        _amount("hai_yan_settlement", f"{shown(MINIMUM)} + {fen(extra)} = {fen(settled)}", settled),
        _amount("hai_yan_before", old, before),
        _missing("hai_yan_missing", required, settled),
        _missing("hai_yan_missing_before", required, before),
        total,
        max(Decimal(0), total - month_cap),
    )


def _amount(name: str, formula: str, value: Decimal) -> Amount:
    return Amount(name, fen(value), "CNY", (WorkingLine(name, formula, fen(value)),))


def _missing(name: str, required: Decimal, paid: Decimal) -> Amount:
    value = max(Decimal(0), required - paid)
    return _amount(name, f"max(0, {fen(required)} − {fen(paid)}) = {fen(value)}", value)
