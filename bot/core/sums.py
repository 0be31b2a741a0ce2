"""Which sums an answer can give from the facts stated, and the arithmetic of each, for a region and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.core import law
from bot.core.calculators import double_wage, minimum_wage, overtime
from bot.core.calculators import severance as severances
from bot.core.claims import claims
from bot.core.conversation import Amount, Facts, Part
from bot.core.model import Citation, RuleBase

WAGE_TOPICS = frozenset({"overtime_pay", "minimum_wage"})
_NEAR_WAGE = frozenset({"overtime_pay", "minimum_wage", "working_hours", "wage_arrears", "wage_deductions", "probation", "part_time_student"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sums:
    """What could be worked out: parts to show, amounts, articles used, and the fact that would help most."""

    parts: tuple[Part, ...] = ()
    amounts: tuple[Amount, ...] = ()
    cites: tuple[Citation, ...] = ()
    asks: str | None = None


def wage_of(facts: Facts, topic: str = "") -> Decimal | None:
    """The monthly wage for normal hours as far as stated: base wage first, then contract wage, then monthly wage.

    On probation it is what is paid on probation.
    """
    first = ("probation_wage",) if topic == "probation" else ()
    for name in (*first, "base_wage", "contract_wage", "monthly_wage"):
        value = facts.number(name)
        if value is not None:
            return value
    return None


def overtime_terms(rules: RuleBase, day: date) -> overtime.Terms | None:
    """The divisor and rates in force on a day; None where the rule base does not reach back that far."""
    figures = law.national(rules, day)
    rate, days = figures.get("overtime_rate"), figures.get("paid_days_per_month")
    if not rate or not days:
        return None
    paid, workday, restday, holiday = (
        row.get(name)
        for row, name in ((days, "days"), (rate, "workday"), (rate, "restday"), (rate, "holiday"))
    )
    if not (
        isinstance(paid, Decimal)
        and isinstance(workday, Decimal)
        and isinstance(restday, Decimal)
        and isinstance(holiday, Decimal)
    ):
        return None
    cites: tuple[Citation, ...] = (Citation("labour_law", "48", "2"),)
    notice = Citation("monthly_hours_notice_2025", "2")
    if rules.laws.get(notice.law) and rules.laws[notice.law].period.covers(day):
        cites = (*cites, notice)
    return overtime.Terms(paid, workday, restday, holiday, divisor_cites=cites)


def work_out(rules: RuleBase, topic: str, facts: Facts, region: str | None, day: date) -> Sums:
    """All sums that fit a topic and the facts."""
    floor = law.find(rules, "minimum_wage", region, day)
    parts: list[Part] = []
    amounts: list[Amount] = []
    cites: list[Citation] = []
    asks: str | None = None
    wage, hour = wage_of(facts, topic), facts.number("hourly_wage")
    monthly = floor.number("monthly") if isinstance(floor, law.Found) else None
    hourly_floor = floor.number("hourly") if isinstance(floor, law.Found) else None
    below = monthly is not None and wage is not None and wage < monthly and topic in _NEAR_WAGE
    hourly_below = topic in _NEAR_WAGE and hour is not None
    listed = topic in rules.topics and "minimum_wage" in rules.topics[topic].figures
    if region and (topic in WAGE_TOPICS or listed or below or hourly_below):
        parts.append(_floor_part(floor, region))
        cites.append(Citation("labour_law", "48", "2"))
    if monthly is not None and wage is not None and (below or topic == "minimum_wage"):
        missing = minimum_wage.shortfall(wage, monthly)
        parts.append(
            Part("wage_check", {"amount": missing, "wage": wage, "minimum": monthly, "unit": "month"})
        )
        amounts.append(missing)
        cites.extend(minimum_wage.CITES)
    elif hourly_floor is not None and hour is not None and hourly_below and _is_part_time_floor(floor):
        missing = minimum_wage.shortfall(hour, hourly_floor, "CNY/hour")
        parts.append(
            Part("wage_check", {"amount": missing, "wage": hour, "minimum": hourly_floor, "unit": "hour"})
        )
        amounts.append(missing)
        cites.extend(minimum_wage.CITES)
    if topic == "overtime_pay":
        extra = _overtime(rules, facts, wage, monthly, day)
        parts.extend(extra.parts)
        amounts.extend(extra.amounts)
        cites.extend(extra.cites)
        asks = "city" if region is None else extra.asks
    elif topic == "minimum_wage" and region is None:
        asks = "city"
    elif topic == "no_contract":
        extra = _second_wage(rules, facts, wage, day)
        parts.extend(extra.parts)
        amounts.extend(extra.amounts)
        cites.extend(extra.cites)
        asks = extra.asks
    elif topic in ("dismissal", "severance"):
        extra = _severance(rules, facts, region, monthly, day)
        parts.extend(extra.parts)
        amounts.extend(extra.amounts)
        cites.extend(extra.cites)
    claimed = claims(rules, topic, facts, wage, monthly, day)
    if claimed:
        parts.append(Part("claim", {"amounts": claimed}))
        amounts.extend(claimed)
        cites.extend(cite for amount in claimed for line in amount.working for cite in line.cites)
    return Sums(tuple(parts), tuple(amounts), tuple(dict.fromkeys(cites)), asks)


def service_years(facts: Facts) -> Decimal | None:
    """Years of service as stated in years or months."""
    years, months = facts.number("years_worked"), facts.number("months_worked")
    if years is not None:
        return years
    return months / 12 if months is not None else None


def _severance(rules: RuleBase, facts: Facts, region: str | None, floor: Decimal | None, day: date) -> Sums:
    years = service_years(facts)
    cap = law.national(rules, day).get("severance_cap")
    if years is None or years <= 0 or cap is None:
        return Sums()
    times, most = cap.get("times"), cap.get("years")
    if not isinstance(times, Decimal) or not isinstance(most, Decimal):
        return Sums()
    months = severances.months_due(years)
    average = law.find(rules, "average_wage", region, day)
    mean = average.number("monthly") if isinstance(average, law.Found) else None
    wage = wage_of(facts)
    values: dict[str, object] = {
        "years": years,
        "months": months,
        "times": times,
        "most": most,
        "average": mean,
    }
    cites = (*severances.CITES, *severances.DOUBLE_CITES, *severances.CAP_CITES)
    if wage is None:
        return Sums((Part("severance", {**values, "amount": None, "double": None}),), cites=cites)
    amount = severances.severance(wage, years, average=mean, minimum=floor, times=times, most_years=most)
    double = severances.doubled(amount)
    return Sums((Part("severance", {**values, "amount": amount, "double": double}),), (amount, double), cites)


def _is_part_time_floor(floor: law.Found | law.Unknown) -> bool:
    return isinstance(floor, law.Found) and floor.row.values.get("hourly_kind") != "full_time"


def _floor_part(floor: law.Found | law.Unknown, region: str) -> Part:
    if isinstance(floor, law.Unknown):
        return Part("minimum_wage_unknown", {"region": region, "levels": floor.levels})
    return Part("minimum_wage", {"found": floor, "region": region})


def _overtime(rules: RuleBase, facts: Facts, wage: Decimal | None, floor: Decimal | None, day: date) -> Sums:
    terms = overtime_terms(rules, day)
    base = overtime.lawful_base(wage, floor)
    if terms is None:
        return Sums((Part("no_rule_for_day", {"day": day}),))
    if base is None:
        return Sums(asks="monthly_wage")
    raised = wage is not None and floor is not None and wage < floor
    rates = overtime.hourly_rates(base, terms)
    parts = [
        Part("overtime_rates", {"amounts": rates, "base": base, "raised": raised, "assumed": wage is None})
    ]
    amounts = list(rates)
    hours, estimate = monthly_hours(rules, facts, day)
    a_day = facts.number("hours_per_day")
    if a_day is not None and a_day > 8:
        worth = overtime.pay(base, overtime.Hours(workday=a_day - 8), terms)[0].value
        parts.append(Part("daily_overtime", {"hours": a_day - 8, "value": worth, "limit": a_day - 8 > 3}))
    asks: str | None = None
    if hours:
        sums = overtime.pay(base, hours, terms, facts.number("paid") or Decimal(0))
        parts.append(
            Part(
                "overtime_sum",
                {"amounts": sums, "estimate": estimate, "hours": hours, "paid": facts.number("paid")},
            )
        )
        amounts.extend(sums)
    else:
        asks = "monthly_wage" if wage is None else None
    return Sums(
        tuple(parts), tuple(amounts), (*overtime.RATE_CITES, *terms.divisor_cites, *overtime.ON_TOP), asks
    )


def monthly_hours(rules: RuleBase, facts: Facts, day: date) -> tuple[overtime.Hours, bool]:
    """Overtime hours of a month as stated, or estimated (True) from hours a day and days off on an average month."""
    stated = overtime.Hours(
        facts.number("overtime_hours_weekday") or Decimal(0),
        facts.number("overtime_hours_restday") or Decimal(0),
        facts.number("overtime_hours_holiday") or Decimal(0),
    )
    if stated:
        return stated, False
    a_day, a_week, off = (
        facts.number(name) for name in ("hours_per_day", "days_per_week", "days_off_per_month")
    )
    if a_day is None or (a_week is None and off is None):
        return stated, False
    figures = law.national(rules, day)
    working = figures.get("working_days_per_month", {}).get("days")
    if not isinstance(working, Decimal):
        return stated, False
    rest_days = Decimal(104) / 12
    if off is not None:
        worked_rest = max(Decimal(0), rest_days - off)
    else:
        worked_rest = rest_days / 2 * max(Decimal(0), (a_week or Decimal(5)) - 5)
    return overtime.Hours(max(Decimal(0), a_day - 8) * working, worked_rest * a_day), True


def _second_wage(rules: RuleBase, facts: Facts, wage: Decimal | None, day: date) -> Sums:
    months = facts.number("months_worked")
    years = facts.number("years_worked")
    if months is None and years is not None:
        months = years * 12
    most = law.national(rules, day).get("double_wage", {}).get("max_months")
    if not isinstance(most, Decimal):
        return Sums()
    if months is None:
        return Sums(asks="months_worked")
    if wage is None:
        due = double_wage.payable_months(months, most)
        return Sums((Part("double_wage_months", {"months": due, "worked": months}),), asks="monthly_wage")
    amount = double_wage.second_wage(wage, months, most)
    return Sums((Part("double_wage", {"amount": amount, "worked": months}),), (amount,), double_wage.CITES)
