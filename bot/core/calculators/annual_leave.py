"""Paid annual leave: days a year, the share of a year begun or left, and pay for days not taken.

Legal source: paid_annual_leave_regulations/3, 4, 5/3; paid_annual_leave_implementing_measures/3, 4, 5, 10, 11, 12;
annual_leave_reply_2009/1. Years count for all employers together. Fractions of a day are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

_MEASURES = "paid_annual_leave_implementing_measures"
DAYS_CITES = (Citation("paid_annual_leave_regulations", "3", "1"), Citation(_MEASURES, "4"))
FIRST_YEAR_CITES = (Citation(_MEASURES, "3"), Citation("annual_leave_reply_2009", "1"))
LOST_CITES = (Citation("paid_annual_leave_regulations", "4"),)
JOINER_CITES = (Citation(_MEASURES, "5"),)
LEAVER_CITES = (Citation(_MEASURES, "12"),)
DAILY_CITES = (Citation(_MEASURES, "11"),)
PAY_CITES = (Citation("paid_annual_leave_regulations", "5", "3"), Citation(_MEASURES, "10", "1"))
REFUSED_CITES = (Citation(_MEASURES, "10", "2"),)


@dataclass(frozen=True, slots=True)
class Steps:
    """Days a year by total years of work: figure ``annual_leave``."""

    under10: Decimal
    under20: Decimal
    over20: Decimal


def entitlement(years: Decimal, steps: Steps, *, twelve_months: bool = True) -> Amount:
    """Days of leave a year for total ``years`` of work; none before twelve months of work without a break."""
    bounds.within("years", years, most=bounds.YEARS_OF_WORK, unit="years")
    if years < 1 or not twelve_months:
        days, cites = Decimal(0), FIRST_YEAR_CITES
    elif years < 10:
        days, cites = steps.under10, DAYS_CITES
    else:
        days, cites = (steps.under20 if years < 20 else steps.over20), DAYS_CITES
    line = WorkingLine("annual_leave_days", f"{shown(years, 2)} → {shown(days)}", days, "days", cites)
    return Amount("annual_leave_days", days, "days", (line,))


def is_lost(
    years: Decimal,
    *,
    paid_personal_days: Decimal = Decimal(0),
    sick_months: Decimal = Decimal(0),
    longer_school_holidays: bool = False,
) -> bool:
    """Whether the year's leave falls away: school holidays, 20 days of paid personal leave, or 2, 3, 4 months of sick leave."""
    bounds.within("years", years, most=bounds.YEARS_OF_WORK, unit="years")
    bounds.within("paid_personal_days", paid_personal_days, most=bounds.DAYS_PER_YEAR, unit="days")
    bounds.within("sick_months", sick_months, most=Decimal(12), unit="months")
    most_sick = 2 if years < 10 else 3 if years < 20 else 4
    return longer_school_holidays or paid_personal_days >= 20 or sick_months >= most_sick


def joiner_days(days_left: int, days_a_year: Decimal) -> Amount:
    """Whole days for whoever joins in the year; ``days_left`` are calendar days from the first day of work on."""
    exact = _share(days_left, days_a_year)
    days = exact.to_integral_value(rounding=ROUND_FLOOR)
    formula = f"⌊{days_left} ÷ 365 × {shown(days_a_year)}⌋ = ⌊{shown(exact)}⌋ = {shown(days)}"
    line = WorkingLine("annual_leave_share", formula, days, "days", JOINER_CITES)
    return Amount("annual_leave_days", days, "days", (line,))


def leaver_days(days_passed: int, days_a_year: Decimal, *, taken: Decimal = Decimal(0)) -> Amount:
    """Whole days to be paid to whoever leaves; days given beyond the share are not taken back.

    ``days_passed`` are the calendar days of this year with this employer; ``taken`` the leave days arranged this year.
    """
    bounds.within("taken", taken, most=bounds.DAYS_PER_YEAR, unit="days")
    exact = _share(days_passed, days_a_year)
    days = max(Decimal(0), (exact - taken).to_integral_value(rounding=ROUND_FLOOR))
    formula = f"⌊{days_passed} ÷ 365 × {shown(days_a_year)} − {shown(taken)}⌋ = ⌊{shown(exact - taken)}⌋ → {shown(days)}"
    line = WorkingLine("annual_leave_share", formula, days, "days", LEAVER_CITES)
    return Amount("annual_leave_days", days, "days", (line,))


def _share(calendar_days: int, days_a_year: Decimal) -> Decimal:
    """Days of leave for a part of a year; the 366th day of a leap year adds nothing to a whole year's leave."""
    bounds.within("calendar_days", Decimal(calendar_days), most=bounds.DAYS_PER_YEAR, unit="days")
    bounds.within("days_a_year", days_a_year, most=bounds.DAYS_PER_YEAR, unit="days")
    return min(days_a_year * calendar_days / 365, days_a_year)


def untaken_pay(
    monthly: Decimal,
    days: Decimal,
    *,
    paid_days: Decimal,
    minimum: Decimal = Decimal(0),
    percent: Decimal = Decimal(300),
    normal_paid: bool = True,
    refused_in_writing: bool = False,
) -> tuple[Amount, Amount]:
    """Pay in CNY for leave not taken: all of it, and what is still owed once the normal wage was paid.

    ``monthly`` is the mean wage of the last twelve months without overtime, in CNY/month, counted as at least ``minimum``
    (figure ``minimum_wage.monthly``); ``paid_days``: figure ``paid_days_per_month.days``. Whoever refused leave in
    writing for own reasons has the normal wage only.
    """
    wage = max(bounds.cny("monthly", monthly), bounds.cny("minimum", minimum))
    bounds.within("days", days, most=bounds.DAYS_PER_YEAR, unit="days")
    bounds.positive("paid_days", paid_days, Decimal(31))
    full_percent = Decimal(100) if refused_in_writing else percent
    bounds.within("percent", full_percent, least=Decimal(100), most=Decimal(1000), unit="%")
    owed_percent = full_percent - 100 if normal_paid else full_percent
    daily = wage / paid_days
    first = WorkingLine(
        "daily_wage", f"{shown(wage, 2)} ÷ {shown(paid_days)} = {shown(daily)}", daily, "CNY/day", DAILY_CITES
    )
    amounts = []
    for name, share in (("annual_leave_pay", full_percent), ("annual_leave_owed", owed_percent)):
        value = wage * days * share / 100 / paid_days
        formula = f"{shown(daily)} × {shown(days)} × {shown(share)}% = {fen(value)}"
        cites = REFUSED_CITES if refused_in_writing else PAY_CITES
        amounts.append(
            Amount(name, fen(value), "CNY", (first, WorkingLine(name, formula, fen(value), "CNY", cites)))
        )
    return (amounts[0], amounts[1])
