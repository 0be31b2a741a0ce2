"""Social insurance, housing fund, retirement, and what courts charge and add."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.core.calculators import (
    court,
    final_award,
    housing_fund,
    retirement,
    social_insurance,
    unemployment,
)
from bot.core.claims.case import Case
from bot.core.claims.claim import Claim, assumed, told


def unemployment_claim(case: Case) -> Claim:
    """How long unemployment benefit is paid, and how much a month where the province's rate is known."""
    years = case.number("years_paid")
    if years is None:
        return Claim("unemployment", "unemployment", asks=case.unknown("years_paid"))
    amounts = [unemployment.benefit_months(int(years * 12))]
    percent = case.local("unemployment_benefit", "percent_of_minimum")
    if percent is not None and case.minimum is not None:
        amounts.append(unemployment.monthly_benefit(case.minimum, percent))
    return told("unemployment", "unemployment", tuple(amounts), asks=case.unknown("city"))


def retirement_claim(case: Case) -> Claim:
    """The month of retirement by birth and group; where the group is not known, all three."""
    birth = case.facts.values.get("birth")
    if not isinstance(birth, date):
        return Claim("retirement", "retirement", asks=case.unknown("birth"))
    woman, man = case.has("woman"), case.has("man")
    groups = [] if woman and not man else [retirement.Group.MAN]
    if not man:
        groups += [retirement.Group.WOMAN_50, retirement.Group.WOMAN_55]
    amounts = tuple(
        replace(retirement.retirement(group, birth), name=f"retirement_{group}") for group in groups
    )
    return told("retirement", "retirement", amounts)


def housing_fund_claim(case: Case) -> Claim:
    """Both shares of the housing fund a month."""
    wage, percent = case.gross, case.number("fund_percent")
    if wage is None:
        return Claim("housing_fund", "housing_fund", asks=case.unknown("monthly_wage"))
    rate = percent if percent is not None else Decimal(5)
    amount = housing_fund.monthly(wage, employer=rate, worker=rate)
    taken = () if percent is not None else (assumed("least_fund_rate"),)
    return told("housing_fund", "housing_fund", (amount,), assumed=taken, asks=case.unknown("fund_percent"))


def late_fee_claim(case: Case) -> Claim | None:
    """What the employer owes the fund for paying late: nothing of it falls on the worker."""
    owed, days = case.number("owed"), case.number("days_late")
    if case.topic != "social_insurance" or owed is None or days is None:
        return None
    return told("social_insurance", "late_fee", (social_insurance.late_fee(owed, int(days)),))


def court_claim(case: Case) -> Claim | None:
    """What a suit, a payment order and enforcement cost, and the interest for paying after the judgment's day."""
    if case.topic != "court_enforcement":
        return None
    owed, days = case.number("owed"), case.number("days_late")
    if owed is None:
        return Claim("court", "court_enforcement", asks=case.unknown("owed"))
    amounts = [court.case_fee(), court.payment_order_fee(owed), court.enforcement_fee(owed)]
    if days is not None:
        amounts.append(court.delay_interest(owed, int(days)))
    return told("court_enforcement", "court", tuple(amounts), asks=case.unknown("days_late"))


def final_award_claim(case: Case) -> Claim | None:
    """Up to which sum an item of an award is final for the employer."""
    if case.topic != "arbitration":
        return None
    if case.minimum is None:
        return Claim("final_award", "arbitration", asks=case.unknown("city"))
    return told("arbitration", "final_award", (final_award.threshold(case.minimum),))
