"""Illness or injury outside work: the medical treatment period (医疗期) and the least sick pay within it.

Legal source: medical_treatment_period_rules/3, 4, 5; labour_law_implementation_opinions_1995/59. National scale; Shanghai
has its own, and special illnesses may have longer. Rest days and holidays inside sick leave count.
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

LENGTH_CITES = (Citation("medical_treatment_period_rules", "3"),)
WINDOW_CITES = (Citation("medical_treatment_period_rules", "4"),)
PAY_CITES = (
    Citation("labour_law_implementation_opinions_1995", "59"),
    Citation("medical_treatment_period_rules", "5"),
)

_WINDOWS = {3: 6, 6: 12, 9: 15, 12: 18, 18: 24, 24: 30}
_LONGEST_DAYS = Decimal(30 * 31)


def treatment_period(years_total: Decimal, years_here: Decimal) -> Amount:
    """Months of sick rest under protection; ``values["window"]`` are the months from the first sick day to count them in.

    ``years_total`` are the years of work for all employers, ``years_here`` those for this one.
    """
    bounds.within("years_total", years_total, most=bounds.YEARS_OF_WORK, unit="years")
    bounds.within("years_here", years_here, most=years_total, unit="years")
    months = _months(years_total, years_here)
    window = Decimal(_WINDOWS[months])
    length = f"{shown(years_total, 2)}, {shown(years_here, 2)} → {months}"
    lines = (
        WorkingLine("treatment_period", length, Decimal(months), "months", LENGTH_CITES),
        WorkingLine("treatment_window", f"{months} → {window}", window, "months", WINDOW_CITES),
    )
    return Amount("treatment_period", Decimal(months), "months", lines, {"window": window})


def _months(total: Decimal, here: Decimal) -> int:
    if total < 10:
        return 3 if here < 5 else 6
    for years, months in ((5, 6), (10, 9), (15, 12), (20, 18)):
        if here < years:
            return months
    return 24


def sick_pay(minimum: Decimal, *, floor_percent: Decimal, agreed: Decimal = Decimal(0)) -> Amount:
    """The least sick pay in CNY/month: the agreed or local rate, but not under a share of the minimum wage.

    ``minimum``: figure ``minimum_wage.monthly``; ``floor_percent``: figure ``sick_pay.floor_percent``; ``agreed`` is what
    contract, collective contract or local rule give, in CNY/month (zero where they say nothing).
    """
    bounds.cny("minimum", minimum)
    bounds.cny("agreed", agreed)
    floor = minimum * bounds.percentage("floor_percent", floor_percent) / 100
    value = max(floor, agreed)
    share = f"{shown(minimum, 2)} × {shown(floor_percent)}% = {fen(floor)}"
    lines = [WorkingLine("sick_pay_floor", share, fen(floor), "CNY/month", PAY_CITES)]
    if agreed:
        formula = f"max({fen(floor)}, {shown(agreed, 2)}) = {fen(value)}"
        lines.append(WorkingLine("sick_pay", formula, fen(value), "CNY/month", PAY_CITES))
    return Amount("sick_pay", fen(value), "CNY/month", tuple(lines))


def sick_pay_for_days(
    minimum: Decimal,
    days: Decimal,
    *,
    floor_percent: Decimal,
    paid_days: Decimal,
    agreed: Decimal = Decimal(0),
) -> Amount:
    """The least sick pay in CNY for so many working days; ``paid_days``: figure ``paid_days_per_month.days``."""
    bounds.within("days", days, most=_LONGEST_DAYS, unit="days")
    bounds.positive("paid_days", paid_days, Decimal(31))
    month = sick_pay(minimum, floor_percent=floor_percent, agreed=agreed)
    monthly = max(minimum * floor_percent / 100, agreed)
    value = monthly * days / paid_days
    formula = f"{shown(monthly, 2)} ÷ {shown(paid_days)} × {shown(days)} = {fen(value)}"
    line = WorkingLine("sick_pay_days", formula, fen(value), "CNY", PAY_CITES)
    return Amount("sick_pay_days", fen(value), "CNY", (*month.working, line))
