"""Which papers fit a matter, and what is put into them from the chat's facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.core import referrals
from bot.core.answer import Setting
from bot.core.claims.claim import Claim
from bot.core.claims.story import tell
from bot.core.directory import Referral
from bot.core.paper import Paper, PaperClaim, PaperKind

OFFICE: dict[PaperKind, str] = {
    PaperKind.APPLICATION: "arbitration",
    PaperKind.INSPECTION: "labour_inspection",
    PaperKind.EVIDENCE: "arbitration",
    PaperKind.AUTHORISATION: "arbitration",
}
"""The kind of help whose office a paper is handed in at."""

_PAY = frozenset({"overtime_pay", "minimum_wage", "wage_arrears", "wage_deductions", "working_hours", "bonus_allowance", "part_time_student", "heat_allowance"})  # fmt: skip
_LEAVING = frozenset(
    {"resignation", "wage_arrears", "social_insurance", "overtime_pay", "severance", "minimum_wage"}
)
_INSPECTED = _PAY | {"deposit", "id_retention", "no_contract", "social_insurance", "child_labour", "harassment_force", "agency_fees"}  # fmt: skip


SHEET_MONTHS = 24


def fitting(topics: tuple[str, ...]) -> tuple[PaperKind, ...]:
    """The papers that make sense for the topics, the most useful first."""
    asked = set(topics)
    kinds = [PaperKind.APPLICATION]
    if asked & _INSPECTED:
        kinds.append(PaperKind.INSPECTION)
    if asked & _PAY:
        kinds.extend([PaperKind.DEMAND, PaperKind.SHEET])
    if asked & _LEAVING:
        kinds.append(PaperKind.RESIGNATION)
    return (*kinds, PaperKind.EVIDENCE, PaperKind.AUTHORISATION)


def make(setting: Setting, kind: PaperKind, topics: tuple[str, ...]) -> Paper:
    """The paper with everything the chat knows; names and numbers of persons are never among it."""
    story = tell(setting.case, topics)
    known = [setting.rules.topics[topic] for topic in topics if topic in setting.rules.topics]
    evidence = dict.fromkeys(item for topic in known for item in topic.evidence if setting.sayable(item))
    case = setting.case
    claims = tuple(_claim(one) for one in story.counted or story.claims)
    sums = [claim.due for claim in claims if claim.due]
    return Paper(
        kind=kind,
        region=setting.region,
        day=setting.day,
        topics=topics,
        claims=claims,
        total=sum(sums, Decimal(0)) if sums else None,
        facts=setting.facts,
        evidence=tuple(setting.said(item) for item in evidence),
        office=office(setting, kind),
        minimum=case.minimum,
        months=tuple(
            (month.replace(day=1), case.minimum_on(month)) for month in case.months_back(SHEET_MONTHS)
        ),
        paid_days=case.figure("paid_days_per_month", "days"),
    )


def _claim(claim: Claim) -> PaperClaim:
    """A claim as a paper asks for it: of the second wage all months, since only the employer can object that it is late."""
    due = claim.most if claim.id == "double_wage" else claim.due
    return PaperClaim(
        _named(claim), claim.topic, due, claim.amounts, claim.articles, claim.assumed, claim.deadline
    )


def _named(claim: Claim) -> str:
    """What is asked for at the end of an employment: N, N+1 or 2N, as the sum due is."""
    ends = ("severance", "severance_plus_one", "unlawful_dismissal")
    if claim.id != "severance":
        return claim.id
    return next((one.name for one in claim.amounts if one.name in ends and one.value == claim.due), claim.id)


def office(setting: Setting, kind: PaperKind) -> Referral | None:
    """The office of the place where a paper is handed in; None where none with an address that still holds is known."""
    service = OFFICE.get(kind)
    if service is None or setting.region is None:
        return None
    found = referrals.nearest(setting.rules, (service,), setting.region, setting.day, setting.now, limit=3)
    for one in found:
        if service in one.referral.services and one.address:
            return replace(one.referral, address=one.address)
    return None
