"""All claims a story holds, worked out together: what each comes to, what they come to in all, what to ask next.

Must not count anything twice: an all-in wage takes the place of minimum wage and overtime, months not paid at all are
not also paid too little, severance and damages for dismissal are alternatives, overtime stated as owed is overtime.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.core.claims import ending, health, insurance, wages
from bot.core.claims.case import Case
from bot.core.claims.claim import Claim
from bot.core.claims.limits import Limits, limits, with_limit
from bot.core.claims.overtime_claims import monthly_hours, overtime_claim

Worker = Callable[[Case], Claim | None]

BY_TOPIC: dict[str, tuple[Worker, ...]] = {
    "overtime_pay": (wages.minimum_wage_claim, overtime_claim),
    "minimum_wage": (wages.minimum_wage_claim,),
    "working_hours": (wages.minimum_wage_claim,),
    "wage_arrears": (wages.minimum_wage_claim, wages.arrears_claim, wages.stoppage_claim),
    "wage_deductions": (wages.minimum_wage_claim, wages.deduction_claim),
    "deposit": (wages.deposit_claim,),
    "agency_fees": (wages.deposit_claim,),
    "id_retention": (wages.deposit_claim,),
    "part_time_student": (wages.minimum_wage_claim, wages.part_time_claim),
    "heat_allowance": (wages.heat_claim,),
    "no_contract": (ending.second_wage_claim,),
    "dismissal": (ending.severance_claim,),
    "severance": (ending.severance_claim,),
    "probation": (wages.minimum_wage_claim, ending.probation_claim),
    "training_bond": (ending.training_claim,),
    "non_compete": (ending.non_compete_claim,),
    "annual_leave": (health.annual_leave_claim,),
    "sick_pay": (health.sickness_claim,),
    "maternity": (health.maternity_claim,),
    "work_injury": (health.injury_claim,),
    "occupational_disease": (health.injury_claim,),
    "child_labour": (health.injury_claim,),
    "unemployment": (insurance.unemployment_claim,),
    "retirement": (insurance.retirement_claim,),
    "housing_fund": (insurance.housing_fund_claim,),
    "social_insurance": (insurance.late_fee_claim,),
    "court_enforcement": (insurance.court_claim,),
    "arbitration": (insurance.final_award_claim,),
}
"""Which claims are worked out for a topic asked about."""


@dataclass(frozen=True, slots=True)
class Story:
    """The claims of a message and those before it: of the topics asked about, and others that the facts hold (``also``).

    ``least`` and ``most`` are the sums of what can be asked for together in CNY; None with fewer than two sums.
    """

    claims: tuple[Claim, ...]
    shown: Mapping[str, tuple[Claim, ...]]
    also: tuple[Claim, ...]
    counted: tuple[Claim, ...]
    least: Decimal | None
    most: Decimal | None
    limits: Limits
    asks: str | None

    def of(self, topic: str) -> tuple[Claim, ...]:
        """The claims worked out for one of the topics asked about."""
        return self.shown.get(topic, ())


def of_topic(case: Case) -> tuple[Claim, ...]:
    """The claims of the case's topic; a calculator that refuses absurd input works nothing out."""
    return tuple(claim for work_out in BY_TOPIC.get(case.topic, ()) if (claim := _tried(work_out, case)))


def _tried(work_out: Worker, case: Case) -> Claim | None:
    try:
        claim = work_out(case)
        return with_limit(case, claim) if claim is not None else None
    except ValueError:
        return None


def tell(case: Case, topics: tuple[str, ...]) -> Story:
    """Everything the facts give for the topics asked about and beyond them."""
    asked: dict[str, Claim] = {}
    worked_out = {topic: of_topic(replace(case, topic=topic)) for topic in topics}
    for found in worked_out.values():
        for claim in found:
            if claim.id not in asked or not asked[claim.id].amounts:
                asked[claim.id] = claim
    claims = tuple(asked.values())
    # What two topics share is shown under one of them: a deposit told twice looks like two.
    shown = {
        topic: tuple(claim for claim in found if asked[claim.id] is claim)
        for topic, found in worked_out.items()
    }
    also = tuple(claim for claim in _held(case) if claim.id not in asked and claim.due)
    counted = _without_doubles(case, (*claims, *also))
    sums = [claim for claim in counted if claim.due is not None and (claim.due or claim.most)]
    several = len(sums) > 1
    until = limits(replace(case, topic=topics[0] if topics else ""), counted, topics)
    return Story(
        claims,
        shown,
        tuple(claim for claim in also if claim in counted),
        tuple(sums),
        sum((claim.due or Decimal(0) for claim in sums), Decimal(0)) if several else None,
        sum((claim.most or claim.due or Decimal(0) for claim in sums), Decimal(0)) if several else None,
        until,
        next((name for claim in claims for name in claim.asks[:1]), None) or next(iter(until.asks), None),
    )


def _held(case: Case) -> list[Claim]:
    """Claims that the facts hold whatever was asked about."""
    signs: tuple[tuple[bool, str, Worker], ...] = (
        (case.number("injury_grade") is not None, "work_injury", health.injury_claim),
        (case.has("dismissed", "expired", "closure"), "severance", ending.severance_claim),
        (case.has("no_contract"), "no_contract", ending.second_wage_claim),
        (case.number("months_owed") is not None or case.number("owed") is not None, "wage_arrears", wages.arrears_claim),
        (case.number("months_idle") is not None, "wage_arrears", wages.stoppage_claim),
        (bool(monthly_hours(case)[0]), "overtime_pay", overtime_claim),
        (case.number("deposit") is not None, "deposit", wages.deposit_claim),
        (case.number("deduction_percent") is not None, "wage_deductions", wages.deduction_claim),
        (_below_minimum(case), "minimum_wage", wages.minimum_wage_claim),
    )  # fmt: skip
    found = []
    for holds, topic, work_out in signs:
        claim = _tried(work_out, replace(case, topic=topic)) if holds else None
        if claim is not None:
            found.append(claim)
    return found


def _below_minimum(case: Case) -> bool:
    return case.minimum is not None and case.wage is not None and case.wage < case.minimum


def _without_doubles(case: Case, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims that may stand beside each other."""
    ids = {claim.id for claim in claims if claim.due}
    out = {other for claim in claims if claim.due for other in claim.instead_of}
    if "arrears" in ids and "minimum_wage" in ids:
        # Months that were not paid at all are claimed whole, at least at the minimum wage.
        out.add("minimum_wage")
    if "arrears" in ids and case.number("months_owed") is None and ids & {"overtime", "all_in", "piece_rate"}:
        # A sum owed, told together with hours of overtime, is that overtime as the worker counts it.
        out.add("arrears")
    return tuple(claim for claim in claims if claim.id not in out)
