"""Until when: the deadlines that the days named give, for one claim and for the whole story.

Legal source: see calculators/arbitration.py and calculators/deadlines.py. A day of which only the month is known is
taken at its earliest, so that no deadline is said later than it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.core.calculators import arbitration, deadlines
from bot.core.calculators.arbitration import Claim as Kind
from bot.core.calculators.deadlines import Standing
from bot.core.calculators.periods import Deadline, Unit, deadline
from bot.core.claims.case import Case
from bot.core.claims.claim import Claim
from bot.core.model import Citation

PAY = frozenset(
    {"overtime", "all_in", "piece_rate", "comprehensive", "minimum_wage", "arrears", "deduction", "stoppage"}
)
"""Claims for pay: while the employment lasts no limit runs for them (labour_dispute_mediation_arbitration_law/27/4)."""
OTHER = frozenset({"severance", "annual_leave", "deposit", "probation", "non_compete"})
"""Claims with the general limit of a year; the second wage has one a month, injuries and courts have their own."""
SUE_TOPICS = frozenset({"arbitration", "court_enforcement"})
NAMED = ("ended", "injured_on", "award_on", "noticed_on", "demanded_on")
"""Days that start a deadline."""
FINAL_PAY = (Citation("wage_payment_provisional_rules", "9"),)
CERTIFICATE = (Citation("labour_contract_law", "50", "1"),)


@dataclass(frozen=True, slots=True)
class Limits:
    """The deadlines as they stand on the day, the nearest first, and the fact that would give another.

    ``rough`` are days that were only named by month or year and are counted from their earliest day.
    """

    standings: tuple[Standing, ...]
    asks: tuple[str, ...] = ()
    rough: tuple[date, ...] = ()


def limit_of(case: Case, claim: Claim) -> Deadline | None:
    """Until when one claim can be filed; None where the days are not known, ``last`` None while no limit runs."""
    if claim.id not in PAY | OTHER or not claim.due:
        return None
    kind = Kind.PAY if claim.id in PAY else Kind.OTHER
    ended, demanded = case.on("ended"), case.on("demanded_on")
    if ended is None:
        if case.is_over:
            return Deadline("arbitration_from_leaving", case.day, 1, Unit.YEARS, None, arbitration.GENERAL)
        working = kind is Kind.PAY
        return (
            Deadline("arbitration_working", case.day, 1, Unit.YEARS, None, arbitration.PAY)
            if working
            else None
        )
    return arbitration.time_limit(
        kind, ended, ended=ended, interruptions=(demanded,) if demanded else (), calendar=case.calendar
    )


def limits(case: Case, claims: tuple[Claim, ...], topics: tuple[str, ...]) -> Limits:
    """Every deadline the story gives, each name once."""
    found = [claim.deadline for claim in claims if claim.deadline is not None]
    if not found and case.on("ended") is not None and "arbitration" in topics:
        found.append(arbitration.time_limit(Kind.OTHER, case.last_day, calendar=case.calendar))
    found.extend(_injury(case))
    found.extend(_award(case))
    found.extend(_leaving(case))
    unique = {(one.name, one.last): one for one in found}
    ordered = sorted(unique.values(), key=lambda one: (one.last is None, one.last or one.start))
    merged = _merged(ordered)
    started = {one.start for one in merged if one.last is not None}
    rough = tuple(
        day
        for name in NAMED
        if (day := case.on(name)) in started and case.on(f"{name}_until") not in (None, day)
    )
    return Limits(deadlines.standing(merged, case.day), _asks(case, claims, topics), rough)


def _merged(found: list[Deadline]) -> list[Deadline]:
    """Without "no limit while working" where another deadline for arbitration is known."""
    known = any(one.name in ("arbitration", "arbitration_from_leaving") for one in found)
    return [one for one in found if one.name != "arbitration_working" or not known]


def _injury(case: Case) -> list[Deadline]:
    injured = case.on("injured_on")
    if injured is None:
        return []
    return [
        deadlines.injury_by_employer(injured, calendar=case.calendar),
        deadlines.injury_by_worker(injured, calendar=case.calendar),
    ]


def _award(case: Case) -> list[Deadline]:
    received = case.on("award_on")
    return [] if received is None else [arbitration.sue(received, calendar=case.calendar)]


def _leaving(case: Case) -> list[Deadline]:
    """Notice that runs, and until when the last wages must be paid where the place fixes it in working days."""
    found: list[Deadline] = []
    noticed, ended = case.on("noticed_on"), case.on("ended")
    if noticed is not None and case.has("resigned", "wants_to_leave"):
        found.append(deadlines.resignation(noticed, on_probation=case.has("probation")))
    if ended is not None and case.topic in ("wage_arrears", "resignation", "leaving_papers"):
        days = case.local("final_pay", "working_days", ended)
        if days is not None:
            found.append(
                deadline("final_pay", ended, int(days), Unit.WORKING_DAYS, FINAL_PAY, calendar=case.calendar)
            )
        if case.topic == "leaving_papers":
            found.append(deadline("leaving_certificate", ended, 15, Unit.DAYS, CERTIFICATE))
    return found


def _asks(case: Case, claims: tuple[Claim, ...], topics: tuple[str, ...]) -> tuple[str, ...]:
    """The day that a deadline still needs."""
    if "work_injury" in topics:
        return case.unknown("injured_on")
    timed = any(claim.due and claim.id in PAY | OTHER for claim in claims)
    if "arbitration" in topics or (timed and case.is_over is not False):
        return case.unknown("ended")
    return ()


def with_limit(case: Case, claim: Claim) -> Claim:
    """The claim with its deadline."""
    found = limit_of(case, claim)
    return replace(claim, deadline=found) if found is not None else claim
