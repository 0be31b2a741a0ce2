"""Leave, sickness, birth, injury and death at work."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.core import law
from bot.core.calculators import annual_leave, illegal_employer, maternity, sickness, work_death, work_injury
from bot.core.claims.case import Case
from bot.core.claims.claim import Claim, assumed, told
from bot.core.conversation import Amount, Part


def annual_leave_claim(case: Case) -> Claim:
    """Days of leave a year, and pay for those not taken; for a leaver the share of the year."""
    years = case.service_years
    steps = [case.figure("annual_leave", name) for name in ("under10", "under20", "over20")]
    if years is None or None in steps:
        return Claim("annual_leave", "annual_leave", asks=case.unknown("years_worked"))
    under10, under20, over20 = (step or Decimal(0) for step in steps)
    days = annual_leave.entitlement(years, annual_leave.Steps(under10, under20, over20))
    paid_days, wage = case.figure("paid_days_per_month", "days"), case.wage
    if wage is None or paid_days is None or not days.value:
        asks = case.unknown("monthly_wage") if days.value else ()
        return told("annual_leave", "annual_leave", (days,), asks=asks)
    taken = case.number("leave_taken") or Decimal(0)
    left, ended = max(Decimal(0), days.value - taken), case.on("ended")
    amounts: tuple[Amount, ...] = (days,)
    if ended is not None and ended <= case.day:
        share = annual_leave.leaver_days(
            _days_of_year(case, ended), days.value, taken=min(taken, Decimal(366))
        )
        amounts, left = (days, Amount("annual_leave_left", share.value, "days", share.working)), share.value
    _, owed = annual_leave.untaken_pay(wage, left, paid_days=paid_days, minimum=case.minimum or Decimal(0))
    said = [assumed("wage_without_overtime"), assumed("this_years_leave")]
    if case.number("leave_taken") is None:
        said.insert(0, assumed("no_leave_taken"))
    return told(
        "annual_leave", "annual_leave", (*amounts, owed), due=owed.value, most=owed.value, assumed=tuple(said),
        asks=case.unknown("leave_taken", *(("ended",) if case.is_over else ())),
    )  # fmt: skip


def _days_of_year(case: Case, ended: date) -> int:
    """Calendar days of the last year with this employer."""
    first = date(ended.year, 1, 1)
    started = case.on("started")
    if started is not None and first < started <= ended:
        first = started
    return (ended - first).days + 1


def sickness_claim(case: Case) -> Claim:
    """The protected time of sick rest, and the least that is paid in it."""
    years = case.service_years
    if years is None:
        return Claim("sickness", "sick_pay", asks=case.unknown("years_worked"))
    amounts = [sickness.treatment_period(years, years)]
    taken = [assumed("all_years_here")]
    percent, days = case.local("sick_pay", "floor_percent"), case.number("sick_days")
    share, paid_days = case.local("sick_pay", "own_percent"), case.figure("paid_days_per_month", "days")
    by_service = case.local("sick_pay", "first_min") is not None
    asks: tuple[str, ...] = case.unknown("city")
    if case.minimum is not None and percent is not None and not by_service:
        agreed = (case.wage or Decimal(0)) * (share or Decimal(0)) / 100
        amounts.append(sickness.sick_pay(case.minimum, floor_percent=percent, agreed=agreed))
        asks = case.unknown(*(("monthly_wage",) if share is not None else ()), "sick_days")
        if days is not None and paid_days is not None:
            amounts.append(
                sickness.sick_pay_for_days(
                    case.minimum, days, floor_percent=percent, paid_days=paid_days, agreed=agreed
                )
            )
    return told("sick_pay", "sickness", tuple(amounts), assumed=tuple(taken), asks=asks)


def maternity_claim(case: Case) -> Claim:
    """Days of leave for a birth or a miscarriage, and the wage for them where no insurance pays."""
    if case.has("miscarriage"):
        months = case.number("pregnancy_months")
        if months is None:
            return Claim("maternity", "maternity", asks=case.unknown("pregnancy_months"))
        leave = maternity.miscarriage_leave(months)
    else:
        base = case.figure("maternity_leave", "days")
        whole = case.local("maternity_leave_days", "total")
        if base is None or (case.region is None and not case.has("twins", "difficult_birth")):
            return Claim("maternity", "maternity", asks=case.unknown("city"))
        extra = max(Decimal(0), (whole or base) - base)
        babies = case.number("babies") or Decimal(2 if case.has("twins") else 1)
        leave = maternity.birth_leave(
            babies=int(babies), difficult=case.has("difficult_birth"), extra=int(extra), base=int(base)
        )
    wage = case.gross
    if wage is None:
        return told("maternity", "maternity", (leave,), asks=case.unknown("monthly_wage"))
    pay = maternity.employer_pay(wage, int(leave.value))
    taken = (assumed("birth_without_insurance"),)
    return told("maternity", "maternity", (leave, pay), assumed=taken)


def injury_claim(case: Case) -> Claim:
    """What an injury at work gives: by grade, for the time of treatment, or for a death."""
    if case.has("dead"):
        return _death(case)
    grade, wage = case.number("injury_grade"), case.gross
    if grade is not None and case.has("unlicensed", "minor"):
        return _unlicensed(case, grade)
    amounts: list[Amount] = []
    average, months = case.average, case.number("treatment_months")
    taken: list[Part] = []
    due = Decimal(0)
    if wage is not None and months is not None:
        rest = work_injury.treatment_wage(wage, months)
        amounts.append(rest)
        due += rest.value
        taken.append(assumed("treatment_unpaid"))
    if wage is not None and grade is not None:
        lump = work_injury.lump_sum(int(grade), wage, average)
        amounts.append(lump)
        due += lump.value
        if grade <= 6:
            amounts.append(work_injury.monthly(int(grade), wage, average=average, minimum=case.minimum))
        taken.append(assumed("contribution_wage" if average is not None else "wage_not_clamped"))
    asks = case.unknown("injured_on", "injury_grade", "monthly_wage", "treatment_months")
    known = due if due else None
    if not amounts:
        return Claim("injury", "work_injury", asks=asks)
    return told(
        "work_injury", "injury", tuple(amounts), due=known, most=known, assumed=tuple(taken), asks=asks
    )


def _income(case: Case) -> tuple[Decimal | None, tuple[Part, ...]]:
    """The national urban income of the year before in CNY/year, and a warning where it was not seen at its source."""
    found = law.find(case.rules, "urban_disposable_income", case.region, case.day)
    if not isinstance(found, law.Found):
        return None, ()
    return found.number("yearly"), () if found.confirmed else (assumed("income_unconfirmed"),)


def _death(case: Case) -> Claim:
    """The grants for a death at work; the funeral grant and the support where the average wage is known."""
    income, warning = _income(case)
    if income is None:
        return Claim("death", "work_injury")
    if case.has("unlicensed", "minor"):
        amount = illegal_employer.death(income)
        return told("work_injury", "death", (amount,), due=amount.value, most=amount.value, assumed=warning)
    amounts = [work_death.grant(income)]
    average, wage = case.average, case.gross
    if average is not None:
        amounts.append(work_death.funeral(average))
    others = case.number("dependants")
    if wage is not None and others is not None:
        dependants = work_death.Dependants(others=int(others))
        amounts.append(work_death.support(wage, dependants, average))
    due = sum((one.value for one in amounts if one.unit == "CNY"), Decimal(0))
    asks = case.unknown("city", "monthly_wage", "dependants")
    return told("work_injury", "death", tuple(amounts), due=due, most=due, assumed=warning, asks=asks)


def _unlicensed(case: Case, grade: Decimal) -> Claim:
    """An employer without a licence, or a child at work: the lump sum by grade from the local average wage."""
    average = case.average
    if average is None:
        return Claim(
            "unlicensed",
            "work_injury",
            (Part("average_unknown", {"region": case.region}),),
            asks=case.unknown("city"),
        )
    amount = illegal_employer.lump_sum(int(grade), average * 12)
    taken = (assumed("average_unconfirmed"),)
    return told("work_injury", "unlicensed", (amount,), due=amount.value, most=amount.value, assumed=taken)
