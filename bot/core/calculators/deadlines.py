"""The deadlines a worker must not miss, gathered from the days he has named; each with its article.

Legal source: work_injury_insurance_regulations/17; spc_work_injury_admin_rules_2014/7 (lost days not counted);
labour_dispute_mediation_arbitration_law/27, 48-50; labour_contract_law/37; labour_inspection_regulations/20;
civil_procedure_law/250. ``Deadline.state`` says open, near or past for a day; nothing here knows which day it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.calculators import arbitration
from bot.core.calculators.counts import count
from bot.core.calculators.periods import (
    Deadline,
    State,
    Unit,
    WorkCalendar,
    deadline,
    end_of,
    moved_on,
    plausible,
)
from bot.core.model import Citation

INJURY = "work_injury_insurance_regulations"
EMPLOYER_REPORT = (Citation(INJURY, "17", "1"), Citation(INJURY, "17", "4"))
WORKER_REPORT = (Citation(INJURY, "17", "2"),)
REPORT_LOST = (Citation("spc_work_injury_admin_rules_2014", "7"),)
NOTICE = (Citation("labour_contract_law", "37"),)
INSPECTION = (Citation("labour_inspection_regulations", "20"),)
ENFORCEMENT = (Citation("civil_procedure_law", "250"),)


@dataclass(frozen=True, slots=True)
class Events:
    """Days as named by the worker; what is not known is None and gives no deadline.

    ``injured``: accident, or diagnosis of an occupational disease. ``violation_ended``: the last day of what inspection is
    to look at. ``still_employed``: said so; else unpaid pay is counted from ``knew``. ``payment_due``: last day for payment in a binding award, mediation document or judgment.
    """

    injured: date | None = None
    knew: date | None = None
    claim: arbitration.Claim = arbitration.Claim.OTHER
    employment_ended: date | None = None
    still_employed: bool = False
    interruptions: tuple[date, ...] = ()
    suspensions: tuple[arbitration.Suspension, ...] = ()
    award_received: date | None = None
    resigned: date | None = None
    on_probation: bool = False
    violation_ended: date | None = None
    payment_due: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A deadline as it stands on a day: open, near or past, and the days left to the safe last day."""

    deadline: Deadline
    state: State
    days_left: int | None


def injury_by_employer(injured: date, days: int = 30, calendar: WorkCalendar | None = None) -> Deadline:
    """The last day for the employer to report an injury (figure ``injury_report``); after it he bears the costs until then."""
    return deadline(
        "injury_report_employer", injured, days, Unit.DAYS, EMPLOYER_REPORT, calendar=calendar, moves=True
    )


def injury_by_worker(
    injured: date, years: int = 1, *, lost: int = 0, calendar: WorkCalendar | None = None
) -> Deadline:
    """The last day for worker, family or union to report an injury themselves (figure ``injury_report``).

    ``lost``: days lost without the worker's fault, such as a dispute over the employment relationship; they do not count.
    """
    plausible("injured", injured)
    last = end_of(injured, years, Unit.YEARS) + timedelta(count("lost", lost))
    cites = (*WORKER_REPORT, *REPORT_LOST) if lost else WORKER_REPORT
    found = Deadline("injury_report_worker", injured, years, Unit.YEARS, last, cites, suspended=lost)
    return moved_on(found, calendar)


def resignation(
    given: date, *, on_probation: bool = False, days: int = 30, probation_days: int = 3
) -> Deadline:
    """The last day of notice after a resignation was handed in; no consent is needed to leave after it.

    No notice at all for the employer's violence, threats or dangerous orders (labour_contract_law/38/2).
    """
    length = probation_days if on_probation else days
    name = "resignation_notice_probation" if on_probation else "resignation_notice"
    return deadline(name, given, length, Unit.DAYS, NOTICE)


def inspection(violation_ended: date, years: int = 2) -> Deadline:
    """The last day to complain to labour inspection (figure ``inspection_limit``); a lasting breach counts from its end."""
    return deadline("inspection", violation_ended, years, Unit.YEARS, INSPECTION)


def enforcement(payment_due: date, years: int = 2, calendar: WorkCalendar | None = None) -> Deadline:
    """The last day to ask the court to enforce; by instalments, from the last of them. Interruption is not counted here."""
    return deadline("enforcement", payment_due, years, Unit.YEARS, ENFORCEMENT, calendar=calendar, moves=True)


def gather(events: Events, *, calendar: WorkCalendar | None = None) -> tuple[Deadline, ...]:
    """Every deadline the named days give, the earliest last day first, those without a limit at the end."""
    found: list[Deadline] = []
    if events.injured is not None:
        found.append(injury_by_employer(events.injured, calendar=calendar))
        found.append(injury_by_worker(events.injured, calendar=calendar))
    if events.knew is not None or events.employment_ended is not None:
        found.append(_arbitration(events, calendar))
    if events.award_received is not None:
        found.append(arbitration.sue(events.award_received, calendar=calendar))
    if events.resigned is not None:
        found.append(resignation(events.resigned, on_probation=events.on_probation))
    if events.violation_ended is not None:
        found.append(inspection(events.violation_ended))
    if events.payment_due is not None:
        found.append(enforcement(events.payment_due, calendar=calendar))
    return tuple(sorted(found, key=lambda item: (item.last is None, item.last or item.start)))


def _arbitration(events: Events, calendar: WorkCalendar | None) -> Deadline:
    """The limit for filing; where the worker has not said when he knew, the end of the employment stands for it.

    Pay without a word on whether the employment lasts is counted from the day he knew, marked as assumed: the safe side.
    """
    knew = events.knew or events.employment_ended
    if knew is None:
        raise ValueError("neither the day of the wrong nor the end of the employment is known")
    pay = events.claim is arbitration.Claim.PAY
    unsaid = pay and events.employment_ended is None and not events.still_employed
    found = arbitration.time_limit(
        events.claim,
        knew,
        ended=knew if unsaid else events.employment_ended,
        interruptions=events.interruptions,
        suspensions=events.suspensions,
        calendar=calendar,
    )
    return replace(found, assumed=unsaid)


def standing(deadlines: Sequence[Deadline], today: date) -> tuple[Standing, ...]:
    """Each deadline as it stands on a day, in the order given."""
    return tuple(Standing(item, item.state(today), item.days_left(today)) for item in deadlines)
