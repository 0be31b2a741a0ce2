"""Maternity: days of leave for a birth or a miscarriage, and the allowance or wage paid for them.

Legal source: female_employee_protection_rules/7, 8 (in force since 2012-04-28); social_insurance_law/56/2. Provinces add
days (population_family_planning_law/25/1) and most make the employer pay what the allowance lacks of the wage.
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators.bounds import cny, within
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

LAW = "female_employee_protection_rules"
BIRTH = (Citation(LAW, "7", "1"),)
MISCARRIAGE = (Citation(LAW, "7", "2"),)
LOCAL = (Citation("population_family_planning_law", "25", "1"),)
FUND = (Citation(LAW, "8", "1"), Citation("social_insurance_law", "56", "2"))
EMPLOYER = (Citation(LAW, "8", "1"),)
NO_CUT = (Citation(LAW, "5"),)

BEFORE_BIRTH = 15
EACH_FURTHER_BABY = 15
EARLY_LOSS, LATE_LOSS, LATE_FROM_MONTHS = 15, 42, Decimal(4)
MONTH_DAYS = Decimal(30)
"""The funds divide a month's wage by 30; the law does not say so."""


def birth_leave(
    *, babies: int = 1, difficult: bool = False, extra: int = 0, base: int = 98, difficult_days: int = 15
) -> Amount:
    """Calendar days of leave for a birth; 15 of them may be taken before it.

    ``base``: rule-base figure ``maternity_leave``; ``extra``: days the province adds (figure ``maternity_leave_days`` less
    the base). ``difficult_days``: 15, more in some provinces (Guangdong 30), which also say if a caesarean counts.
    """
    count("babies", babies, least=1, most=10)
    count("extra", extra, most=366)
    more = EACH_FURTHER_BABY * (babies - 1)
    days = (
        count("base", base, least=1, most=366)
        + count("difficult_days", difficult_days, most=366) * difficult
        + more
    )
    parts = [str(base)] + ([str(difficult_days)] if difficult else []) + ([str(more)] if more else [])
    lines = [
        WorkingLine("maternity_leave", f"{' + '.join(parts)} = {days}", Decimal(days), "days", BIRTH),
    ]
    if extra:
        total = days + extra
        lines.append(
            WorkingLine("maternity_leave_local", f"{days} + {extra} = {total}", Decimal(total), "days", LOCAL)
        )
        days = total
    values = {"before_birth": Decimal(BEFORE_BIRTH), "babies": Decimal(babies)}
    return Amount("maternity_leave", Decimal(days), "days", tuple(lines), values)


def miscarriage_leave(months_pregnant: Decimal) -> Amount:
    """Calendar days of leave after a miscarriage: 15 below four months of pregnancy, 42 from four months on."""
    within("months_pregnant", months_pregnant, most=Decimal(10))
    late = months_pregnant >= LATE_FROM_MONTHS
    days = Decimal(LATE_LOSS if late else EARLY_LOSS)
    formula = f"{shown(months_pregnant)} {'≥' if late else '<'} {LATE_FROM_MONTHS} → {days}"
    return Amount(
        "miscarriage_leave",
        days,
        "days",
        (WorkingLine("miscarriage_leave", formula, days, "days", MISCARRIAGE),),
    )


def _for_days(name: str, wage: Decimal, days: int, cites: tuple[Citation, ...]) -> Amount:
    value = fen(cny(name, wage) / MONTH_DAYS * count("days", days, most=732))
    formula = f"{shown(wage, 2)} ÷ {shown(MONTH_DAYS)} × {days} = {value}"
    return Amount(
        name, value, "CNY", (WorkingLine(name, formula, value, "CNY", cites),), {"days": Decimal(days)}
    )


def allowance(average: Decimal, days: int) -> Amount:
    """Allowance from the fund in CNY for an insured worker; ``average`` is the EMPLOYER's mean monthly wage of last year."""
    return _for_days("maternity_allowance", average, days, FUND)


def employer_pay(wage: Decimal, days: int) -> Amount:
    """What an employer who did not insure owes in CNY: the worker's own wage before the leave, in CNY/month."""
    return _for_days("maternity_employer_pay", wage, days, EMPLOYER)


def top_up(wage: Decimal, average: Decimal, days: int) -> Amount:
    """What the employer adds in CNY where the allowance is less than the worker's own wage; never below zero.

    Both in CNY/month. A local rule in most places; nationally it rests on the ban of a lower wage (5).
    """
    own, paid = employer_pay(wage, days), allowance(average, days)
    missing = (wage - average) / MONTH_DAYS * days
    formula = f"({shown(wage, 2)} − {shown(average, 2)}) ÷ {shown(MONTH_DAYS)} × {days} = {fen(missing)}"
    missing = fen(max(Decimal(0), missing))
    line = WorkingLine("maternity_top_up", formula, missing, "CNY", NO_CUT)
    return Amount("maternity_top_up", missing, "CNY", (*own.working, *paid.working, line), own.values)
