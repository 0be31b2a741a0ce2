"""Periods of law as days: years, months, days and working days from a date, and where a last day is moved by a holiday.

Legal source: civil_code/201 (the first day is not counted), 202 (the corresponding day, else the month's last), 203 and
civil_procedure_law/85 (a last day on a day off moves on). Days off are passed in (rule-base figure ``holidays``).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.core.calculators.counts import count
from bot.core.model import Citation

FIRST_YEAR, LAST_YEAR = 1900, 2200
NEAR_DAYS = 30
ROLLING = (Citation("civil_code", "203", "1"), Citation("civil_procedure_law", "85", "3"))


class Unit(StrEnum):
    """What a period is counted in."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class State(StrEnum):
    """Where a deadline stands on a day."""

    OPEN = "open"
    NEAR = "near"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off besides weekends (``rest``: statutory, make-up and swapped days) and weekends worked in exchange."""

    rest: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.rest)

    def add(self, start: date, days: int) -> date:
        """The day so many working days after a day (before it, for a negative number); the start is not counted."""
        step, day = (1 if days >= 0 else -1), start
        for _ in range(abs(days)):
            day += timedelta(step)
            while not self.is_working(day):
                day += timedelta(step)
        return day

    def moved(self, last: date) -> date:
        """A last day that is a day off moves to the first working day after it."""
        return last if self.is_working(last) else self.add(last, 1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day to act: the period it was counted with, its articles, and what stands behind it.

    ``last`` is the safe day (None: no limit runs); ``extended`` the later day where ``last`` is a day off. ``assumed``
    is set where a day that is not known was taken at its latest. ``suspended`` counts days on which the period stood still.
    """

    name: str
    start: date
    length: int
    unit: Unit
    last: date | None
    cites: tuple[Citation, ...]
    extended: date | None = None
    assumed: bool = False
    suspended: int = 0

    def state(self, today: date) -> State:
        """Open, near (within thirty days) or past on a day; on its last day it is not yet past."""
        if self.last is None:
            return State.OPEN
        if today > (self.extended or self.last):
            return State.PAST
        return State.NEAR if (self.last - today).days <= NEAR_DAYS else State.OPEN

    def days_left(self, today: date) -> int | None:
        """Days from a day to the safe last day: 0 on it, negative after it, None where no limit runs."""
        return None if self.last is None else (self.last - today).days


def plausible(name: str, day: date) -> date:
    """A day a living worker can speak of; another is a slip."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{name} lies outside {FIRST_YEAR}-{LAST_YEAR}: {day}")
    return day


def add_months(start: date, months: int) -> date:
    """The corresponding day so many months on, else that month's last day.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2028, 2, 29), 12)
    (datetime.date(2026, 2, 28), datetime.date(2029, 2, 28))
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def end_of(start: date, length: int, unit: Unit, calendar: WorkCalendar | None = None) -> date:
    """The last day of a period; working days without a calendar know only the weekends."""
    count("length", length)
    if unit is Unit.YEARS:
        return add_months(start, 12 * count("years", length, most=100))
    if unit is Unit.MONTHS:
        return add_months(start, count("months", length, most=1200))
    if unit is Unit.DAYS:
        return start + timedelta(length)
    return (calendar or WorkCalendar()).add(start, length)


def deadline(
    name: str,
    start: date,
    length: int,
    unit: Unit,
    cites: tuple[Citation, ...],
    *,
    calendar: WorkCalendar | None = None,
    moves: bool = False,
    assumed: bool = False,
) -> Deadline:
    """A deadline counted from a day; with ``moves`` a last day on a day off of the calendar gets its later day."""
    last = end_of(plausible(name, start), length, unit, calendar)
    item = Deadline(name, start, length, unit, last, cites, assumed=assumed)
    return moved_on(item, calendar) if moves else item


def moved_on(item: Deadline, calendar: WorkCalendar | None) -> Deadline:
    """The deadline with its later day, where its last day is a day off; without a calendar nothing is moved."""
    if calendar is None or item.last is None or calendar.is_working(item.last):
        return item
    return replace(item, extended=calendar.moved(item.last), cites=(*item.cites, *ROLLING))
