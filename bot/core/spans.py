"""Days and spans of days that are known only in part: a month, "two years ago", "before the spring festival".

A span is honest: it holds every day that the words may mean. Patterns that find the words are in times.py.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.core.calculators.periods import add_months

FIRST_YEAR = 1990
"""No claim a worker can still make began before it; an earlier year is a birth, a law or a number."""

FEW = Decimal(-1)
"""The number of "a few": two to nine."""

_MONTH_PARTS = {"start": (1, 10), "middle": (10, 20), "end": (21, 31)}
_YEAR_PARTS = {
    "start": (1, 3), "middle": (6, 7), "end": (11, 12), "first half": (1, 6), "second half": (7, 12),
    "spring": (2, 5), "summer": (5, 9), "autumn": (8, 11),
}  # fmt: skip
_LUNAR = {"春节": ((1, 15), (2, 20), 9), "中秋": ((9, 8), (10, 8), 3), "端午": ((5, 28), (6, 25), 3)}
_SOLAR = {
    "国庆": ((10, 1), (10, 1), 8),
    "五一": ((5, 1), (5, 1), 5),
    "元旦": ((1, 1), (1, 1), 3),
    "清明": ((4, 4), (4, 6), 3),
}
_FESTIVALS = _LUNAR | _SOLAR
"""Earliest first day, latest first day, days off: the lunar feasts move within these bounds."""

_AROUND_FEAST = timedelta(21)


@dataclass(frozen=True, slots=True)
class When:
    """A day, or the span of days within which it lies where only a month, a year or a rough time is known."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the very day is known."""
        return self.first == self.last

    def until(self, day: date) -> When:
        """The part up to a day, for what has already happened; unchanged where it lies wholly after the day."""
        return When(self.first, day) if self.first <= day < self.last else self


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a time stands in a text and what it says: parts of a date, or ``when`` where the words settle it.

    ``loose`` marks words that are a time only right beside what happened ("国庆").
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    when: When | None = None
    loose: bool = False


def exact(day: date) -> When:
    """One day."""
    return When(day, day)


def in_bounds(when: When, today: date) -> bool:
    """Whether a time may be one of working life: from 1990 to the end of next year."""
    return when.first.year >= FIRST_YEAR and when.last.year <= today.year + 1


def of_day(year: int, month: int, day: int) -> When | None:
    """The day of a calendar date; None for one that does not exist."""
    try:
        return exact(date(year, month, day))
    except ValueError:
        return None


def of_month(year: int, month: int, part: str = "") -> When | None:
    """A month or its start, middle or end."""
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= 9998):
        return None
    length = monthrange(year, month)[1]
    first, last = _MONTH_PARTS.get(part, (1, length))
    return When(date(year, month, first), date(year, month, min(last, length)))


def of_year(year: int, part: str = "") -> When | None:
    """A year or a part of it."""
    if not FIRST_YEAR <= year <= 9998:
        return None
    first, last = _YEAR_PARTS.get(part, (1, 12))
    return When(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month_before(today: date, months: int, part: str = "") -> When | None:
    """The calendar month so many months before today's (after it, for a negative number)."""
    day = add_months(today.replace(day=1), -months)
    return of_month(day.year, day.month, part)


def week_before(today: date, weeks: int, weekday: int | None = None) -> When:
    """The week, Monday to Sunday, so many weeks before today's, or one day of it (0 is Monday)."""
    monday = today - timedelta(today.weekday() + 7 * weeks)
    return When(monday, monday + timedelta(6)) if weekday is None else exact(monday + timedelta(weekday))


def festival(name: str, side: str, year: int | None, today: date) -> When:
    """Around a feast: its days off, or the three weeks ``before`` or ``after``; without a year the latest past one."""
    earliest, latest, length = _FESTIVALS[name]
    chosen = year or today.year
    when = _around(date(chosen, *earliest), date(chosen, *latest), length, side)
    if year is None and when.first > today:
        chosen -= 1
        when = _around(date(chosen, *earliest), date(chosen, *latest), length, side)
    return when


def _around(earliest: date, latest: date, length: int, side: str) -> When:
    over = latest + timedelta(length - 1)
    if side == "before":
        return When(earliest - _AROUND_FEAST, latest - timedelta(1))
    return When(earliest, over + _AROUND_FEAST) if side == "after" else When(earliest, over)


def ago(today: date, count: Decimal, unit: str, leaning: str = "") -> When | None:
    """So many days, weeks, months or years ago; ``leaning`` is "more" (两年多), "less" (快两年) or empty.

    >>> ago(date(2026, 11, 22), Decimal(3), "day")
    When(first=datetime.date(2026, 11, 19), last=datetime.date(2026, 11, 19))
    >>> ago(date(2026, 11, 22), Decimal(2), "month", "more")
    When(first=datetime.date(2026, 8, 22), last=datetime.date(2026, 9, 22))
    """
    if count == FEW:
        return When(_back(today, Decimal(9), unit), _back(today, Decimal(2), unit))
    if not 0 < count <= {"day": 400, "week": 100, "month": 120, "year": 36}[unit]:
        return None
    day = _back(today, count, unit)
    if leaning == "more":
        return When(_back(today, count + _step(count, unit), unit), day)
    slack = _slack(count, unit)
    return When(day - (timedelta(0) if leaning == "less" else slack), day + slack)


def _back(today: date, count: Decimal, unit: str) -> date:
    if unit in ("day", "week"):
        return today - timedelta(int(count * (7 if unit == "week" else 1)))
    months = count * (12 if unit == "year" else 1)
    day = add_months(today, -int(months))
    return day - timedelta(15) if months % 1 else day


def _step(count: Decimal, unit: str) -> Decimal:
    if count >= 10 and count % 10 == 0:
        return Decimal(9)
    return Decimal("0.5") if count % 1 else Decimal(1)


def _slack(count: Decimal, unit: str) -> timedelta:
    """How far a round number may be from the day: nobody says "two years ago" of the very day."""
    if unit == "day":
        return timedelta(0 if count < 10 else int(count) // 10)
    if unit == "week":
        return timedelta(3)
    if unit == "month":
        return timedelta(5 if count < 1 else 15)
    return timedelta(min(180, int(count * 60)))


def resolve(mark: Mark, today: date, before: When | None = None, *, coming: bool = False) -> When | None:
    """The days a mark means; None where they do not exist or more than one reading is left.

    A day without a year is the latest one not after today, or with ``coming`` the next one. Where a text has
    named an earlier time, the reading must be the only one between the two.
    """
    when = mark.when or _from_parts(mark, today, before, coming)
    return when if when is not None and in_bounds(when, today) else None


def _from_parts(mark: Mark, today: date, before: When | None, coming: bool) -> When | None:
    if mark.month is None:
        if mark.day is not None:
            return _lone_day(mark.day, today, before, coming)
        return None if mark.year is None else of_year(mark.year, mark.part)
    if mark.year is not None:
        return _in_year(mark, mark.year)
    if coming:
        nearest = (_in_year(mark, year) for year in range(today.year, min(today.year + 9, 9998)))
        return next((when for when in nearest if when and when.last >= today), None)
    # Eight years back, since 29 February is missing in up to seven years in a row (around 2100).
    past = [
        when
        for year in range(today.year, today.year - 9, -1)
        if (when := _in_year(mark, year)) and when.first <= today
    ]
    if before is not None:
        since = [when for when in past if when.last >= before.first]
        return since[0] if len(since) == 1 else None
    return past[0] if past else None


def _in_year(mark: Mark, year: int) -> When | None:
    if mark.month is None or not FIRST_YEAR <= year <= 9998:
        return None
    return of_month(year, mark.month, mark.part) if mark.day is None else of_day(year, mark.month, mark.day)


def _lone_day(day: int, today: date, before: When | None, coming: bool) -> When | None:
    """ "The 15th": after a date in the same text, of that date's month; else the latest, or with ``coming`` the next."""
    if before is not None and (before.first.year, before.first.month) == (
        before.last.year,
        before.last.month,
    ):
        same = of_day(before.first.year, before.first.month, day)
        return same if same is not None and same.first >= before.first else None
    for months in range(4):
        start = add_months(today.replace(day=1), months if coming else -months)
        when = of_day(start.year, start.month, day)
        if when and (when.first >= today if coming else when.first <= today):
            return when
    return None
