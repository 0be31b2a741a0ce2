"""Sums of single topics that need one or two facts: probation, annual leave, sick leave, injury, unemployment.

Each takes what the worker stated and the figures of the day, and gives nothing where a fact is missing or absurd.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.core import law
from bot.core.calculators import annual_leave, probation, retirement, sickness, unemployment, work_injury
from bot.core.conversation import Amount, Facts
from bot.core.model import RuleBase, Value

Figures = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Known:
    """What a claim can be worked out from: facts, the wage for normal hours, the minimum wage, national figures."""

    facts: Facts
    wage: Decimal | None
    minimum: Decimal | None
    figures: Figures

    def figure(self, id: str, field: str) -> Decimal | None:
        value = self.figures.get(id, {}).get(field)
        return value if isinstance(value, Decimal) else None


def claims(
    rules: RuleBase, topic: str, facts: Facts, wage: Decimal | None, minimum: Decimal | None, day: date
) -> tuple[Amount, ...]:
    """The amounts of a topic that the facts allow; empty where they do not."""
    work_out = _CLAIMS.get(topic)
    if work_out is None:
        return ()
    try:
        return work_out(Known(facts, wage, minimum, law.national(rules, day)))
    except ValueError:
        # A calculator refuses absurd input (a wage of a billion, grade 12): then nothing is worked out.
        return ()


def _probation(known: Known) -> tuple[Amount, ...]:
    years = known.facts.number("contract_years")
    limits = [known.figure("probation_limit", name) for name in ("under_one_year_months", "under_three_years_months", "three_years_months")]  # fmt: skip
    if years is None or None in limits:
        return ()
    under_one, under_three, three = (limit or Decimal(0) for limit in limits)
    longest = probation.longest(years * 12, probation.Limits(under_one, under_three, three))
    served = known.facts.number("probation_months")
    full_wage = known.facts.number("monthly_wage") or known.facts.number("contract_wage")
    if served is None or full_wage is None or served <= longest.value:
        return (longest,)
    over = probation.overrun(
        full_wage, served=served, allowed=longest.value, minimum=known.minimum or Decimal(0)
    )
    return (longest, over)


def _annual_leave(known: Known) -> tuple[Amount, ...]:
    years = known.facts.number("years_worked")
    steps = [known.figure("annual_leave", name) for name in ("under10", "under20", "over20")]
    if years is None or None in steps:
        return ()
    under10, under20, over20 = (step or Decimal(0) for step in steps)
    days = annual_leave.entitlement(years, annual_leave.Steps(under10, under20, over20))
    paid_days = known.figure("paid_days_per_month", "days")
    if known.wage is None or paid_days is None or not days.value:
        return (days,)
    _, owed = annual_leave.untaken_pay(
        known.wage, days.value, paid_days=paid_days, minimum=known.minimum or Decimal(0)
    )
    return (days, owed)


def _sick_leave(known: Known) -> tuple[Amount, ...]:
    years = known.facts.number("years_worked")
    return () if years is None else (sickness.treatment_period(years, years),)


def _injury(known: Known) -> tuple[Amount, ...]:
    grade = known.facts.number("injury_grade")
    if grade is None or known.wage is None:
        return ()
    return (work_injury.lump_sum(int(grade), known.wage),)


def _unemployment(known: Known) -> tuple[Amount, ...]:
    years = known.facts.number("years_paid")
    return () if years is None else (unemployment.benefit_months(int(years * 12)),)


def _retirement(known: Known) -> tuple[Amount, ...]:
    birth = known.facts.values.get("birth")
    if not isinstance(birth, date):
        return ()
    woman, man = ("woman" in known.facts.traits), ("man" in known.facts.traits)
    groups = [] if woman and not man else [retirement.Group.MAN]
    if not man:
        groups += [retirement.Group.WOMAN_50, retirement.Group.WOMAN_55]
    # A birth date tells the age only as far as the group is known; where it is not, all three are said.
    return tuple(replace(retirement.retirement(group, birth), name=f"retirement_{group}") for group in groups)


_CLAIMS: dict[str, Callable[[Known], tuple[Amount, ...]]] = {
    "probation": _probation,
    "annual_leave": _annual_leave,
    "retirement": _retirement,
    "sick_pay": _sick_leave,
    "work_injury": _injury,
    "unemployment": _unemployment,
}
