"""What a claim is worked out from: the facts stated, the place and day, and the figures in force on any day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from bot.core import law
from bot.core.calculators import overtime
from bot.core.calculators.periods import WorkCalendar, add_months
from bot.core.conversation import Facts
from bot.core.model import Citation, RuleBase, Value

OVER = frozenset({"dismissed", "resigned", "expired", "closure"})
"""Traits that say the employment has ended, unless the worker says she still works there."""


@dataclass(frozen=True)
class Case:
    """One worker's facts in a place on a day. ``declined`` names what she was asked and does not know."""

    rules: RuleBase
    facts: Facts
    region: str | None
    day: date
    topic: str = ""
    declined: frozenset[str] = frozenset()

    # --- what was said ---
    def number(self, name: str) -> Decimal | None:
        return self.facts.number(name)

    def on(self, name: str) -> date | None:
        """A day that was named (the earliest where only a month is known)."""
        return self.facts.day(name)

    def word(self, name: str) -> str | None:
        value = self.facts.values.get(name)
        return value if isinstance(value, str) else None

    def has(self, *traits: str) -> bool:
        return any(trait in self.facts.traits for trait in traits)

    def knows(self, name: str) -> bool:
        """Whether a fact is known, as it was said or in other words: a base wage answers the question for the wage."""
        if name == "city":
            return self.region is not None
        return any(one in self.facts.values for one in (name, *_SAME.get(name, ())))

    def unknown(self, *names: str) -> tuple[str, ...]:
        """Those of the names that were not said and not declined: what may still be asked for."""
        return tuple(name for name in names if not self.knows(name) and name not in self.declined)

    # --- wage ---
    @cached_property
    def wage(self) -> Decimal | None:
        """The monthly wage for normal hours in CNY, as far as stated."""
        return wage_of(self.facts, self.topic)

    @cached_property
    def gross(self) -> Decimal | None:
        """The monthly wage with everything in it in CNY: what severance and leave are counted from."""
        for name in ("monthly_wage", "contract_wage", "base_wage"):
            value = self.number(name)
            if value is not None:
                return value
        return None

    @cached_property
    def floor(self) -> law.Found | law.Unknown:
        """The minimum wage of the place on the day."""
        return self.floor_on(self.day)

    def floor_on(self, day: date) -> law.Found | law.Unknown:
        return law.find(self.rules, "minimum_wage", self.region, day)

    def minimum_on(self, day: date) -> Decimal | None:
        """The monthly minimum wage of the place in CNY on a day."""
        found = self.floor_on(day)
        return found.number("monthly") if isinstance(found, law.Found) else None

    @cached_property
    def minimum(self) -> Decimal | None:
        return self.minimum_on(self.day)

    @cached_property
    def average(self) -> Decimal | None:
        """The local average wage of the year before in CNY/month, where one is known."""
        return self.local("average_wage", "monthly")

    # --- figures ---
    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, Value]]:
        """National figures of the day."""
        return law.national(self.rules, self.day)

    def figure(self, id: str, field: str) -> Decimal | None:
        """A national figure of the day."""
        value = self.figures.get(id, {}).get(field)
        return value if isinstance(value, Decimal) else None

    def local(self, id: str, field: str, day: date | None = None) -> Decimal | None:
        """A figure of the place, or the nation's where the place has none of its own."""
        found = law.find(self.rules, id, self.region, day or self.day)
        return found.number(field) if isinstance(found, law.Found) else None

    def terms_on(self, day: date) -> overtime.Terms | None:
        return overtime_terms(self.rules, day)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Days off of the years that the rule base knows."""
        kinds = {day: kind for day, (kind, _) in self.rules.holidays.items()}
        return WorkCalendar(
            frozenset(day for day, kind in kinds.items() if kind != "workday"),
            frozenset(day for day, kind in kinds.items() if kind == "workday"),
        )

    # --- the employment ---
    @cached_property
    def is_over(self) -> bool | None:
        """Whether the employment has ended; None where nothing was said about it."""
        if self.has("still_employed"):
            return False
        ended = self.on("ended")
        if ended is not None:
            return ended <= self.day
        return True if self.has(*OVER) or self.word("reason") is not None else None

    @cached_property
    def last_day(self) -> date:
        """The last day worked as far as known, else the day asked about."""
        ended = self.on("ended")
        return min(ended, self.day) if ended else self.day

    @cached_property
    def service_months(self) -> Decimal | None:
        """Months of service; days beyond them as a part of 31."""
        started = self.on("started")
        if started is not None and started <= self.last_day:
            return months_between(started, self.last_day + timedelta(1))
        months, years = self.number("months_worked"), self.number("years_worked")
        if months is None and years is not None:
            months = snapped(years * 12)
        if months is None:
            return None
        days = self.number("days_beyond") or (Decimal(1) if self.has("service_and_more") else Decimal(0))
        return months + min(days, Decimal(30)) / 31

    @cached_property
    def service_years(self) -> Decimal | None:
        """Years of service, months as a part of 12."""
        if self.number("years_worked") is not None and self.on("started") is None:
            return self.number("years_worked")
        months = self.service_months
        return months / 12 if months is not None else None

    def months_back(self, count: int) -> Iterator[date]:
        """A day in each of so many months, latest first: the day itself in the month it lies in, else the month's first.

        The latest is the last month worked, or the month before where the worker speaks of last month.
        """
        last = self.last_day.replace(day=1)
        if self.has("last_month") and self.on("ended") is None:
            last = add_months(last, -1)
        for back in range(count):
            month = add_months(last, -back)
            yield self.day if month == self.day.replace(day=1) else month


_SAME: Mapping[str, tuple[str, ...]] = {
    "monthly_wage": ("base_wage", "contract_wage"),
    "probation_wage": ("probation_percent",),
    "fine": ("deduction_percent",),
    "years_worked": ("months_worked", "started"),
    "months_worked": ("years_worked", "started"),
    "started": ("days_beyond",),
    "days_off_per_month": ("days_per_week",),
}
"""Facts that answer the question for another."""


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


def snapped(months: Decimal) -> Decimal:
    """Months that came from a rounded fraction of a year, as whole as they were meant: 4.5833 years are 55 months."""
    whole = months.to_integral_value(rounding=ROUND_HALF_UP)
    return whole if abs(months - whole) < Decimal("0.02") else months


def months_between(start: date, end: date) -> Decimal:
    """Whole months from a day up to another (not included), and the days beyond as a part of 31.

    >>> months_between(date(2026, 1, 15), date(2026, 7, 15)), months_between(date(2026, 1, 15), date(2026, 1, 15))
    (Decimal('6'), Decimal('0'))
    """
    months = max(0, (end.year - start.year) * 12 + end.month - start.month)
    if months and add_months(start, months) > end:
        months -= 1
    days = (end - add_months(start, months)).days
    return months + Decimal(min(max(days, 0), 30)) / 31


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
