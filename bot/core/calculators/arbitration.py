"""Labour arbitration in days: until when to file, and the steps from filing to the time to sue.

Legal source: labour_dispute_mediation_arbitration_law/27, 29, 30, 35, 43, 48-50 (in force since 2008-05-01);
arbitration_case_handling_rules/26-28, 30, 33, 38, 45, 46, 80 (3, 5 and 10 days are working days; 15 and 45 are not).
The limit counts only if the employer raises it in arbitration (spc_labour_dispute_interpretation_2/20).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.core.calculators.counts import count
from bot.core.calculators.periods import Deadline, Unit, WorkCalendar, deadline, end_of, moved_on, plausible
from bot.core.model import Citation

LAW, RULES = "labour_dispute_mediation_arbitration_law", "arbitration_case_handling_rules"
GENERAL = (Citation(LAW, "27", "1"),)
PAY = (Citation(LAW, "27", "4"),)
INTERRUPTED = (Citation(LAW, "27", "2"), Citation(RULES, "27"))
SUSPENDED = (Citation(LAW, "27", "3"), Citation(RULES, "28"))
WORKING = Citation(RULES, "80")
ACCEPT = (Citation(LAW, "29"), Citation(RULES, "30"), WORKING)
SERVE = (Citation(LAW, "30", "1"), Citation(RULES, "33", "1"), WORKING)
ANSWER = (Citation(LAW, "30", "2"), Citation(RULES, "33", "2"), WORKING)
HEARING = (Citation(LAW, "35"), Citation(RULES, "38"), WORKING)
AWARD = (Citation(LAW, "43", "1"), Citation(RULES, "45"), Citation(RULES, "46"))
SUE = (Citation(LAW, "48"), Citation(LAW, "50"))
ANNUL = (Citation(LAW, "49", "1"),)


class Claim(StrEnum):
    """Pay for work (wages, overtime), or any other: second wage, severance, damages, annual-leave pay, relationship."""

    PAY = "pay"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which filing was impossible (force majeure, no guardian): first day, and the day the cause was gone."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Terms:
    """The dated figures of a procedure: figures ``arbitration_limit``, ``arbitration_award``, ``court_filing``."""

    limit_years: int = 1
    award_days: int = 45
    extra_days: int = 15
    sue_days: int = 15
    annul_days: int = 30


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a case: days of filing, acceptance, service, answer, award received.

    ``restarted``: claims added or changed, a party joined (rules 46): the time for the award counts from it. ``paused``:
    days of suspension or service by notice, which do not count.
    """

    filed: date
    accepted: date | None = None
    served: date | None = None
    answered: date | None = None
    received: date | None = None
    restarted: date | None = None
    paused: int = 0


def time_limit(
    claim: Claim,
    knew: date,
    *,
    ended: date | None = None,
    interruptions: Sequence[date] = (),
    suspensions: Sequence[Suspension] = (),
    terms: Terms | None = None,
    calendar: WorkCalendar | None = None,
) -> Deadline:
    """The last day to file; ``last`` is None for pay while employment lasts (``ended`` None).

    ``knew``: the day the worker knew or should have known; pay counts from ``ended`` instead. ``interruptions``: days of
    a demand, complaint, suit or the employer's promise (or the end of that procedure); one after the limit revives nothing.
    """
    years = (terms or Terms()).limit_years
    pay = claim is Claim.PAY
    cites: tuple[Citation, ...] = PAY if pay else GENERAL
    if pay and ended is None:
        return Deadline("arbitration", plausible("knew", knew), years, Unit.YEARS, None, cites)
    start = plausible("start", ended if pay and ended else knew)
    pauses = _merged(suspensions)
    for day in sorted(interruptions):
        if start < plausible("interruption", day) <= _moved(_last(start, years, pauses)[0], calendar):
            start, cites = day, (*cites, *(cite for cite in INTERRUPTED if cite not in cites))
    last, paused = _last(start, years, pauses)
    cites = (*cites, *SUSPENDED) if paused else cites
    found = Deadline("arbitration", start, years, Unit.YEARS, last, cites, suspended=paused)
    return moved_on(found, calendar)


def _moved(last: date, calendar: WorkCalendar | None) -> date:
    return calendar.moved(last) if calendar else last


def _merged(suspensions: Sequence[Suspension]) -> tuple[Suspension, ...]:
    """The same suspensions in order, overlapping ones as one."""
    merged: list[Suspension] = []
    for pause in sorted(suspensions, key=lambda item: (item.start, item.end)):
        if plausible("suspension", pause.end) < plausible("suspension", pause.start):
            raise ValueError(f"a suspension ends before it starts: {pause.start}, {pause.end}")
        if merged and pause.start <= merged[-1].end:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, pause.end))
        else:
            merged.append(pause)
    return tuple(merged)


def _last(start: date, years: int, pauses: tuple[Suspension, ...]) -> tuple[date, int]:
    """The last day of a period that stands still during pauses, and for how many days it stood still."""
    plain = last = end_of(start, years, Unit.YEARS)
    for pause in pauses:
        begin = max(pause.start, start + timedelta(1))
        if begin <= last and pause.end > begin:
            last += pause.end - begin
    return last, (last - plain).days


def timetable(
    course: Course, *, terms: Terms | None = None, calendar: WorkCalendar | None = None
) -> tuple[Deadline, ...]:
    """Every step with its last day, in order; a step not yet taken stands at its last lawful day (``assumed``).

    The steps after the award appear only once it is received. Working days need the days off of the year in ``calendar``.
    """
    _in_order(course)
    figures, days = terms or Terms(), Unit.WORKING_DAYS
    accept = deadline("arbitration_accept", course.filed, 5, days, ACCEPT, calendar=calendar)
    accepted, assumed = _known(course.accepted, accept)
    serve = deadline("arbitration_serve", accepted, 5, days, SERVE, calendar=calendar, assumed=assumed)
    served, unserved = _known(course.served, serve)
    answer = deadline("arbitration_answer", served, 10, days, ANSWER, calendar=calendar, assumed=unserved)
    answered, unanswered = _known(course.answered, answer)
    copy = deadline(
        "arbitration_answer_copy", answered, 5, days, ANSWER, calendar=calendar, assumed=unanswered
    )
    awards = _awards(course, accepted, figures, assumed and course.restarted is None)
    return (accept, serve, answer, copy, *awards, *_after_award(course.received, figures, calendar))


def _in_order(course: Course) -> None:
    steps = (course.filed, course.accepted, course.served, course.answered, course.received)
    known = [plausible("a step", day) for day in steps if day is not None]
    if known != sorted(known):
        raise ValueError("a step of the case lies before the step it follows")
    if course.restarted is not None and course.restarted < (course.accepted or course.filed):
        raise ValueError("the claims were changed before the case was accepted")


def _known(day: date | None, before: Deadline) -> tuple[date, bool]:
    """The day a step was taken, else its last lawful day; and whether that is assumed."""
    return (day, False) if day is not None else (before.last or before.start, True)


def _awards(course: Course, accepted: date, terms: Terms, assumed: bool) -> tuple[Deadline, Deadline]:
    start = course.restarted or accepted
    paused = count("paused", course.paused)
    regular, longest = (
        replace(
            deadline(name, start, length + paused, Unit.DAYS, AWARD, assumed=assumed),
            length=length,
            suspended=paused,
        )
        for name, length in (
            ("arbitration_award", terms.award_days),
            ("arbitration_award_extended", terms.award_days + terms.extra_days),
        )
    )
    return regular, longest


def _after_award(received: date | None, terms: Terms, calendar: WorkCalendar | None) -> tuple[Deadline, ...]:
    if received is None:
        return ()
    return (sue(received, terms.sue_days, calendar), annul(received, terms.annul_days, calendar))


def sue(received: date, days: int = 15, calendar: WorkCalendar | None = None) -> Deadline:
    """The last day to sue after the award was received; else it becomes binding (figure ``court_filing``)."""
    return deadline("sue_after_award", received, days, Unit.DAYS, SUE, calendar=calendar, moves=True)


def annul(received: date, days: int = 30, calendar: WorkCalendar | None = None) -> Deadline:
    """The last day on which the employer may ask the intermediate court to annul a final award."""
    return deadline("employer_annulment", received, days, Unit.DAYS, ANNUL, calendar=calendar, moves=True)


def hearing(day: date, calendar: WorkCalendar | None = None) -> tuple[Deadline, Deadline]:
    """Counted back from a hearing: until when its notice must come (5), and a request to postpone it be made (3)."""
    plausible("hearing", day)
    days = calendar or WorkCalendar()
    notice, postpone = (
        Deadline(name, day, -length, Unit.WORKING_DAYS, days.add(day, -length), HEARING)
        for name, length in (("hearing_notice", 5), ("hearing_postponement", 3))
    )
    return notice, postpone
