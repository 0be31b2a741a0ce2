"""Overtime of a month or of several: standard hours, all-in wages, piece rates, comprehensive hours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.core import law
from bot.core.calculators import overtime, overtime_special
from bot.core.calculators.money import fen, shown
from bot.core.claims import wages
from bot.core.claims.case import Case
from bot.core.claims.claim import Claim, assumed
from bot.core.conversation import Amount, Part, WorkingLine
from bot.core.model import Citation

TOPIC = "overtime_pay"
HOURS = ("overtime_hours_weekday", "overtime_hours_restday", "overtime_hours_holiday")
REST_DAYS_A_MONTH = Decimal(104) / 12
KEEP_CITES = (Citation("wage_payment_provisional_rules", "6"),)


def overtime_claim(case: Case) -> Claim:
    """What overtime is worth, and what is still owed of it where the hours are known."""
    if case.has("piece_rate") and case.number("piece_price") is not None:
        return _piece_rate(case)
    if case.has("comprehensive_hours"):
        return _comprehensive(case)
    hours, estimate = monthly_hours(case)
    if case.has("all_in_wage") and case.number("base_wage") is None:
        return _all_in(case, hours)
    return _standard(case, hours, estimate)


def _standard(case: Case, hours: overtime.Hours, estimate: bool) -> Claim:
    month = next(case.months_back(1))
    terms, floor = case.terms_on(month) or case.terms_on(case.day), case.minimum_on(month) or case.minimum
    if terms is None:
        return Claim("overtime", TOPIC, (Part("no_rule_for_day", {"day": case.day}),))
    base = overtime.lawful_base(case.wage, floor)
    if base is None:
        return Claim("overtime", TOPIC, asks=case.unknown("city", "monthly_wage"))
    raised = case.wage is not None and floor is not None and case.wage < floor
    rates = overtime.hourly_rates(base, terms)
    values = {"amounts": rates, "base": base, "raised": raised, "assumed": case.wage is None}
    parts = [Part("overtime_rates", values), *_a_day(case, base, terms)]
    cites = (*overtime.RATE_CITES, *terms.divisor_cites, *overtime.ON_TOP)
    if not hours:
        asks = case.unknown("city", "monthly_wage", *_hours_wanted(case))
        return Claim("overtime", TOPIC, tuple(parts), rates, cites=cites, asks=asks)
    paid = case.number("paid")
    sums = overtime.pay(base, hours, terms, paid or Decimal(0))
    parts.append(Part("overtime_sum", {"amounts": sums, "estimate": estimate, "hours": hours, "paid": paid}))
    amounts, due = (*rates, *sums), sums[-1].value
    count = case.number("overtime_months")
    left_out: tuple[Part, ...] = ()
    if count is not None and int(count) > 1:
        total = over_months(case, hours, int(count), paid or Decimal(0))
        known = wages.months_in(total)
        if known:
            parts.append(Part("claim", {"amounts": (total,)}))
            amounts, due = (*amounts, total), total.value
        if known < int(count):
            left_out = (assumed("months_left_out", months=int(count) - known),)
    taken = (*_assumptions(case, hours, estimate), *left_out)
    asks = case.unknown("city", "monthly_wage", *_hours_wanted(case), "paid", "overtime_months")
    return Claim("overtime", TOPIC, tuple(parts), amounts, due, due, cites, taken, asks)  # fmt: skip


def _hours_wanted(case: Case) -> tuple[str, ...]:
    """Which hours to ask for: days off where hours a day are known, else the overtime of each kind."""
    if case.number("hours_per_day") is not None:
        rest = case.number("days_per_week") is None and case.number("days_off_per_month") is None
        return ("days_off_per_month",) if rest else ()
    return HOURS


def _assumptions(case: Case, hours: overtime.Hours, estimate: bool) -> tuple[Part, ...]:
    taken = []
    if case.wage is None:
        taken.append(assumed("wage_is_minimum"))
    if hours.restday and not estimate:
        taken.append(assumed("no_time_off"))
    if case.number("paid") is None:
        taken.append(assumed("nothing_paid"))
    if case.number("overtime_months") is None:
        taken.append(assumed("one_month"))
    return tuple(taken)


def _a_day(case: Case, base: Decimal, terms: overtime.Terms) -> tuple[Part, ...]:
    """What an ordinary day's overtime is worth, where more than eight hours a day were stated."""
    a_day = case.number("hours_per_day")
    if a_day is None or a_day <= 8:
        return ()
    worth = overtime.pay(base, overtime.Hours(workday=a_day - 8), terms)[0].value
    return (Part("daily_overtime", {"hours": a_day - 8, "value": worth, "limit": a_day - 8 > 3}),)


def segments(case: Case, count: int) -> Iterator[tuple[int, Decimal, overtime.Terms]]:
    """Runs of months with the same lawful base and terms, latest first: how many months, base in CNY/month, terms.

    A month takes the figures of its first day; a month the rule base does not reach is left out.
    """
    run = 0
    last: tuple[Decimal, overtime.Terms] | None = None
    for month in case.months_back(count):
        base, terms = overtime.lawful_base(case.wage, case.minimum_on(month)), case.terms_on(month)
        now = (base, terms) if base is not None and terms is not None else None
        if now != last and last is not None:
            yield run, *last
            run = 0
        last, run = now, run + 1 if now else 0
    if last is not None:
        yield run, *last


def over_months(case: Case, hours: overtime.Hours, count: int, paid: Decimal) -> Amount:
    """The same overtime in each of so many months, split where minimum wage or divisor changed; never below zero."""
    lines, total, known = [], Decimal(0), 0
    for months, base, terms in segments(case, count):
        known += months
        rate = overtime.hourly(base, terms)
        weighted = (
            hours.workday * terms.workday + hours.restday * terms.restday + hours.holiday * terms.holiday
        ) / 100
        value = max(Decimal(0), rate * weighted - paid) * months
        total += value
        less = f" − {shown(paid, 2)}" if paid else ""
        formula = f"max(0, {shown(rate)} × {shown(weighted)}{less}) × {months} = {fen(value)}"
        lines.append(WorkingLine("overtime_months", formula, fen(value), "CNY", overtime.RATE_CITES))
    if len(lines) > 1:
        formula = " + ".join(str(line.result) for line in lines)
        lines.append(WorkingLine("overtime_total", f"{formula} = {fen(total)}", fen(total)))
    return Amount("overtime_total", fen(total), "CNY", tuple(lines), {"months": Decimal(known)})


def monthly_hours(case: Case) -> tuple[overtime.Hours, bool]:
    """Overtime hours of a month as stated, or estimated (True) from hours a day and days off on an average month."""
    workday, restday, holiday = (case.number(name) or Decimal(0) for name in HOURS)
    stated = overtime.Hours(workday, restday, holiday)
    if stated:
        return stated, False
    a_day, a_week, off = (
        case.number(name) for name in ("hours_per_day", "days_per_week", "days_off_per_month")
    )
    working = case.figure("working_days_per_month", "days")
    if a_day is None or (a_week is None and off is None) or working is None:
        return stated, False
    if off is not None:
        worked_rest = max(Decimal(0), REST_DAYS_A_MONTH - off)
    else:
        worked_rest = REST_DAYS_A_MONTH / 2 * max(Decimal(0), (a_week or Decimal(5)) - 5)
    return overtime.Hours(max(Decimal(0), a_day - 8) * working, worked_rest * a_day), True


def _all_in(case: Case, hours: overtime.Hours) -> Claim:
    """An all-in wage against the minimum wage with overtime on top: both claims in one, so nothing counts twice."""
    wage, terms = case.gross, case.terms_on(case.day)
    floor = case.floor
    if wage is None or terms is None or case.minimum is None or not hours:
        asks = case.unknown("city", "monthly_wage", *_hours_wanted(case))
        unknown = isinstance(floor, law.Unknown) and case.region is not None
        return Claim("all_in", TOPIC, asks=() if unknown else asks)
    amount = overtime_special.all_in_shortfall(wage, hours, minimum=case.minimum, terms=terms)
    parts = (Part("claim", {"amounts": (amount,)}),)
    taken = (assumed("all_in_tested"), assumed("one_month"))
    return Claim(
        "all_in", TOPIC, parts, (amount,), amount.value, amount.value, assumed=taken, instead_of=("minimum_wage",)
    )  # fmt: skip


def _piece_rate(case: Case) -> Claim:
    """Pieces made in overtime at 150, 200 and 300 % of the price; paid once already, the rest is owed."""
    terms, price = case.terms_on(case.day), case.number("piece_price")
    counts = [case.number(name) for name in ("pieces_workday", "pieces_restday", "pieces_holiday")]
    if terms is None or price is None or not any(counts):
        asks = case.unknown("pieces_workday", "pieces_restday", "pieces_holiday")
        return Claim("piece_rate", TOPIC, asks=asks)
    workday, restday, holiday = (count or Decimal(0) for count in counts)
    pieces = overtime_special.Pieces(workday, restday, holiday)
    single = price * (workday + restday + holiday)
    paid = case.number("paid")
    sums = overtime_special.piece_rate_pay(price, pieces, terms=terms, paid=single if paid is None else paid)
    taken = (assumed("single_price_paid"),) if paid is None else ()
    asks = case.unknown("pieces_workday", "pieces_restday", "pieces_holiday")
    due = sums[-1].value
    return Claim(
        "piece_rate", TOPIC, (Part("claim", {"amounts": sums}),), sums, due, due, assumed=taken, asks=asks
    )


def _comprehensive(case: Case) -> Claim:
    """Comprehensive hours over a month, quarter or year; lawful only where the labour bureau approved it."""
    terms, holidays = case.terms_on(case.day), case.figure("public_holidays", "days")
    base, worked = overtime.lawful_base(case.wage, case.minimum), case.number("total_hours")
    if terms is None or holidays is None or base is None or worked is None:
        return Claim("comprehensive", TOPIC, asks=case.unknown("city", "monthly_wage", "total_hours"))
    sums = overtime_special.comprehensive_pay(
        base,
        worked,
        holiday_hours=case.number("overtime_hours_holiday") or Decimal(0),
        months=3,
        holidays=holidays,
        terms=terms,
        paid=case.number("paid") or Decimal(0),
    )
    due = sums[-1].value
    return Claim(
        "comprehensive", TOPIC, (Part("claim", {"amounts": sums}),), sums, due, due,
        assumed=(assumed("quarter"), assumed("approved")), asks=case.unknown("overtime_hours_holiday", "paid"),
    )  # fmt: skip
