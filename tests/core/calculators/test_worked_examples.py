"""The worked example of every claim, each to the fen; the table is printed at the end of the run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bot.core.calculators import (
    annual_leave,
    arbitration,
    court,
    deductions,
    double_wage,
    final_award,
    hai_yan,
    housing_fund,
    illegal_employer,
    layoff,
    maternity,
    minimum_wage,
    non_compete,
    notice,
    overtime,
    overtime_special,
    probation,
    retirement,
    severance,
    sickness,
    social_insurance,
    stoppage,
    training_bond,
    unemployment,
    wage_refusal,
    work_death,
    work_injury,
    working_time,
)  # fmt: skip
from tests.report import say

D = Decimal
NOW = overtime.Terms(D("21.75"), D(150), D(200), D(300))
IN_2004 = overtime.Terms(D("20.92"), D(150), D(200), D(300))
PAID_DAYS = D("21.75")
LEAVE = annual_leave.Steps(D(5), D(10), D(15))
LIMITS = probation.Limits(D(1), D(2), D(6))
N = severance.severance(D(6000), D(55))
MONTHS = double_wage.months_of(date(2026, 1, 12), date(2027, 3, 1))
SIGNED = double_wage.months_of(date(2026, 1, 12), date(2026, 7, 12))
OCTOBER = hai_yan.per_month(hai_yan.READINGS["make_up_rest"], IN_2004, month_cap=D(36))


def _last(amounts: tuple[object, ...]) -> Decimal:
    value = amounts[-1].value  # type: ignore[attr-defined]
    assert isinstance(value, Decimal)
    return value


EXAMPLES: dict[str, tuple[tuple[str, ...], Callable[[], tuple[object, ...]]]] = {
    "hourly_and_daily_wage": (("17.2414",), lambda: (overtime.hourly(D(3000), NOW).quantize(D("0.0001")),)),
    "overtime_pay_standard_hours": (("1741.38",), lambda: (
        _last(overtime.pay(D(3000), overtime.Hours(D(30), D(16), D(8)), NOW)),)),
    "overtime_pay_comprehensive_hours": (("2896.55",), lambda: (
        _last(overtime_special.comprehensive_pay(
            D(3000), D(560), holiday_hours=D(24), months=3, holidays=D(13), terms=NOW)),)),
    "overtime_pay_piece_rate": (("750.00",), lambda: (
        overtime_special.piece_rate_pay(D("0.5"), overtime_special.Pieces(D(400), D(300), D(100)), terms=NOW)[0].value,)),
    "all_in_wage_check": (("12.20", "4147.13", "147.13"), lambda: _all_in()),
    "minimum_wage_shortfall": (("1750.00", "450.00"), lambda: _shortfall()),
    "extra_compensation_50_100": (("6000.00", "12000.00"), lambda: tuple(
        one.value for one in deductions.extra_compensation(D(12000), least=D(50), most=D(100)))),
    "deduction_cap": (("600.00",), lambda: (
        deductions.most_deduction(D(3000), D(5000), minimum=D(2200), percent=D(20)).value,)),
    "severance_N": (("30000.00", "360000.00", "449500.00"), lambda: (
        N.value, severance.severance(D(40000), D(183), average=D(10000)).value,
        severance.severance(D(29000), D(183), average=D(10000)).value)),
    "unlawful_termination_2N": (("60000.00",), lambda: (severance.doubled(N).value,)),
    "notice_pay_plus_one": (("5200.00", "35200.00"), lambda: (
        notice.notice_pay(D(5200)).value, notice.with_severance(notice.notice_pay(D(5200)), N).value)),
    "double_wage_no_contract": (("44000.00", "20000.00"), lambda: tuple(
        double_wage.by_months(D(4000), months, paid_days=PAID_DAYS).value for months in (MONTHS, SIGNED))),
    "probation_limits": (("2", "3600.00"), lambda: (
        probation.longest(D(12), LIMITS).value, probation.least_pay(D(4500), minimum=D(2200), percent=D(80)).value)),
    "probation_overrun_compensation": (("18000.00",), lambda: (
        probation.overrun(D(4500), served=D(6), allowed=D(2)).value,)),
    "annual_leave_days": (("1", "3"), lambda: (
        annual_leave.leaver_days(181, D(5), taken=D(1)).value, annual_leave.joiner_days(122, D(10)).value)),
    "annual_leave_untaken_pay": (("1800.00", "1200.00"), lambda: tuple(
        one.value for one in annual_leave.untaken_pay(D(4350), D(3), paid_days=PAID_DAYS))),
    "medical_treatment_period": (("9",), lambda: (sickness.treatment_period(D(12), D(6)).value,)),
    "sick_pay_floor": (("1760.00", "809.20"), lambda: (
        sickness.sick_pay(D(2200), floor_percent=D(80)).value,
        sickness.sick_pay_for_days(D(2200), D(10), floor_percent=D(80), paid_days=PAID_DAYS).value)),
    "stoppage_pay": (("5040.00",), lambda: (stoppage.stoppage_pay(D(3500), 2, minimum=D(2200), percent=D(70)).value,)),
    "training_bond_max": (("6666.67",), lambda: (
        training_bond.most_penalty(D(20000), agreed_months=D(36), served_months=D(24)).value,)),
    "non_compete_compensation": (("32400.00", "40500.00"), lambda: tuple(
        non_compete.compensation(D(9000), D(12), minimum=D(2200), ended_early=early).value for early in (False, True))),
    "work_injury_disability_lump_sum": (("55000.00", "46200.00"), lambda: tuple(
        work_injury.lump_sum(8, D(own), D(7000)).value for own in (5000, 3000))),
    "work_injury_monthly_disability": (("4000.00", "3000.00"), lambda: tuple(
        work_injury.monthly(grade, D(5000)).value for grade in (3, 6))),
    "work_injury_wage_during_treatment": (("15000.00",), lambda: (work_injury.treatment_wage(D(5000), D(3)).value,)),
    "work_injury_nursing": (("2800.00",), lambda: (work_injury.nursing(work_injury.Care.MOSTLY, D(7000)).value,)),
    "work_death_benefits": (("42000.00", "1130040.00", "5000.00"), lambda: tuple(one.value for one in work_death.benefits(
        wage=D(5000), average=D(7000), income=D(56502), dependants=work_death.Dependants(spouse=True, others=2)))),
    "illegal_employer_injury_lump_sum": (("336000.00", "1695060.00"), lambda: (
        illegal_employer.lump_sum(7, D(84000)).value, illegal_employer.death(D(56502)).value)),
    "maternity_leave_days": (("128", "188"), lambda: tuple(
        maternity.birth_leave(babies=2, difficult=True, extra=extra).value for extra in (0, 60))),
    "maternity_allowance": (("19600.00", "22866.67", "3266.67"), lambda: (
        maternity.allowance(D(6000), 98).value, maternity.employer_pay(D(7000), 98).value,
        maternity.top_up(D(7000), D(6000), 98).value)),
    "unemployment_benefit_months": (("18",), lambda: (unemployment.benefit_months(72).value,)),
    "retirement_age": (("2027-03", "2027-02"), lambda: tuple(
        f"{retirement.retirement(group, born).values['month']:%Y-%m}" for group, born in (
            (retirement.Group.MAN, date(1966, 9, 1)), (retirement.Group.WOMAN_50, date(1976, 5, 1))))),
    "arbitration_time_limit": (("2027-03-31", "2027-12-01"), lambda: (
        arbitration.time_limit(arbitration.Claim.PAY, date(2024, 6, 1), ended=date(2026, 3, 31)).last,
        arbitration.time_limit(
            arbitration.Claim.OTHER, date(2026, 3, 31), interruptions=(date(2026, 12, 1),)).last)),
    "arbitration_timetable": (("2027-01-15", "2027-01-30"), lambda: tuple(
        one.last for one in arbitration.timetable(
            arbitration.Course(filed=date(2026, 11, 30), accepted=date(2026, 12, 1)))
        if one.name.startswith("arbitration_award"))),
    "final_award_threshold": (("26400.00",), lambda: (final_award.threshold(D(2200)).value,)),
    "court_and_payment_order_fees": (("10.00", "183.33"), lambda: (
        court.case_fee().value, court.payment_order_fee(D(30000)).value)),
    "delay_interest_after_judgment": (("630.00",), lambda: (court.delay_interest(D(30000), 120).value,)),
    "social_insurance_late_fee": (("4380.00",), lambda: (social_insurance.late_fee(D(24000), 365).value,)),
    "housing_fund_monthly": (("600.00", "1440.00"), lambda: tuple(
        housing_fund.monthly(D(6000), employer=D(rate), worker=D(rate)).value for rate in (5, 12))),
    "wage_refusal_crime_threshold": (("LOCAL",), lambda: (
        wage_refusal.threshold(D(8000), D(2), workers=12, total=D(96000), ignored_order=True).size.name,)),
    "mass_layoff_threshold": (("True", "10.9"), lambda: (
        layoff.mass_layoff(12, 110).needs_procedure, layoff.mass_layoff(12, 110).percent.quantize(D("0.1")))),
    "part_time_test": (("False",), lambda: (working_time.part_time(D(5), D(25)).is_part_time,)),
    "heat_work_limits": (("6", "3"), lambda: (
        working_time.heat_limits(D(38)).outdoor_hours, working_time.heat_limits(D(38)).hottest_hours_off)),
    "froissart_case_hai_yan_2004": (("0.067", "0.090", "3.735", "2272.05", "2122.00", "150.05", "696.00", "1576.05"), lambda: (
        *(one.value for one in hai_yan.per_hour(IN_2004)), OCTOBER.required.value, OCTOBER.settlement.value,
        OCTOBER.missing.value, OCTOBER.before.value, OCTOBER.missing_before.value)),
}  # fmt: skip


def _all_in() -> tuple[object, ...]:
    hours = overtime.Hours(D(44), D(32), D(8))
    amount = overtime_special.all_in_shortfall(D(4000), hours, minimum=D(2200), terms=NOW)
    return (amount.values["implied_hourly"], amount.values["floor"], amount.value)


def _shortfall() -> tuple[object, ...]:
    counted = minimum_wage.counted(D(2600), overtime=D(500), allowances=D(350))
    return (counted.value, minimum_wage.shortfall(counted.value, D(2200)).value)


def test_there_is_one_for_each_of_the_forty_three() -> None:
    assert len(EXAMPLES) == 43


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_example(name: str) -> None:
    expected, work_out = EXAMPLES[name]
    found = tuple(str(value) for value in work_out())
    say(f"{name:36} {' '.join(found):60} {'=' if found == expected else '≠ ' + ' '.join(expected)}")
    assert found == expected
