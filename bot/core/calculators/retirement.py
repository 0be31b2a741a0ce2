"""Legal retirement age and month by birth month, the choice of three years either way, and years of contribution needed.

Legal source: retirement_delay_decision/1; retirement_delay_measures/1-3, in force since 2025-01-01; the steps give the
official tables month for month. Special jobs retire earlier (8). Whether a woman belongs to 50 or 55 hangs on her post.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.core.calculators.counts import count
from bot.core.calculators.periods import FIRST_YEAR, add_months
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation, Value

LAW = "retirement_delay_measures"
AGE = (Citation("retirement_delay_decision", "1"), Citation(LAW, "1"))
YEARS_PAID = (Citation(LAW, "2"),)
CHOICE = (Citation(LAW, "3"),)

CHOICE_MONTHS = 36
LAST_BIRTH_YEAR = 2100


class Group(StrEnum):
    """Whose age: men (60), women in posts with 55 (cadres), women in posts with 50 (workers)."""

    MAN = "man"
    WOMAN_55 = "woman_55"
    WOMAN_50 = "woman_50"


@dataclass(frozen=True, slots=True)
class Track:
    """Old age in years, the birth year from whose January it is later, months of birth for each month later, and the most."""

    age: int
    first_year: int
    step: int
    most: int


TRACKS = {
    Group.MAN: Track(60, 1965, 4, 36),
    Group.WOMAN_55: Track(55, 1970, 4, 36),
    Group.WOMAN_50: Track(50, 1975, 2, 60),
}


def delay(group: Group, birth: date) -> int:
    """Months by which the legal age lies above the old one.

    >>> delay(Group.MAN, date(1964, 12, 1)), delay(Group.MAN, date(1965, 1, 1)), delay(Group.MAN, date(1990, 1, 1))
    (0, 1, 36)
    """
    track = TRACKS[group]
    months = (birth.year - track.first_year) * 12 + birth.month - 1
    return 0 if months < 0 else min(months // track.step + 1, track.most)


def retirement(group: Group, birth: date) -> Amount:
    """Legal retirement age in months; of ``birth`` only year and month count.

    Values: age as ``years`` and ``months``, ``delay``, and as first days of a month ``month``, ``earliest`` (by choice, not
    below the old age, with the contributions for a pension) and ``latest`` (by agreement with the employer).
    """
    count("birth year", birth.year, least=FIRST_YEAR, most=LAST_BIRTH_YEAR)
    born, old, later = birth.replace(day=1), TRACKS[group].age * 12, delay(group, birth)
    age = old + later
    month = add_months(born, age)
    values: dict[str, Value] = {
        "years": Decimal(age // 12),
        "months": Decimal(age % 12),
        "delay": Decimal(later),
        "month": month,
        "earliest": add_months(born, max(old, age - CHOICE_MONTHS)),
        "latest": add_months(month, CHOICE_MONTHS),
    }
    choice = f"{values['earliest']:%Y-%m} – {values['latest']:%Y-%m}"
    lines = (
        WorkingLine("retirement_age", f"{old} + {later} = {age}", Decimal(age), "months", AGE),
        WorkingLine("retirement_month", f"{born:%Y-%m} + {age} = {month:%Y-%m}", Decimal(age), "months", AGE),
        WorkingLine("retirement_choice", choice, Decimal(CHOICE_MONTHS), "months", CHOICE),
    )
    return Amount("retirement_age", Decimal(age), "months", lines, values)


def contribution_months(year: int) -> Amount:
    """Months of contributions needed for a monthly pension by who retires in a year: 180, from 2030 six more each year, 240.

    >>> [str(contribution_months(y).value) for y in (2029, 2030, 2038, 2039, 2050)]
    ['180', '186', '234', '240', '240']
    """
    more = min(max(0, count("year", year, least=1950, most=2200) - 2029), 10) * 6
    value = Decimal(180 + more)
    line = WorkingLine("pension_contribution_months", f"180 + {more} = {value}", value, "months", YEARS_PAID)
    return Amount("pension_contribution_months", value, "months", (line,), {"year": Decimal(year)})
