"""Work injury with a grade: one-off benefit, monthly benefit, wage during treatment, nursing.

Legal source: work_injury_insurance_regulations/33-37, 64/2 (text in force since 2011-01-01). The fund pays; an employer
who did not insure pays the same sums (62/2). Not here: the medical and employment subsidies on leaving, set by provinces.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from bot.core.calculators.bounds import cny, within
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation, Value

LAW = "work_injury_insurance_regulations"
OWN_WAGE = (Citation(LAW, "64", "2"),)
TREATMENT = (Citation(LAW, "33", "1"),)
TREATMENT_TERM = (Citation(LAW, "33", "2"),)
NURSING = (Citation(LAW, "34", "2"),)

LUMP_MONTHS = {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
MONTHLY_PERCENT = {1: 90, 2: 85, 3: 80, 4: 75, 5: 70, 6: 60}
TERM_MONTHS = Decimal(12)


class Care(StrEnum):
    """How far an injured worker depends on others, as the capacity committee confirmed it."""

    FULL = "full"
    MOSTLY = "mostly"
    PARTLY = "partly"


NURSING_PERCENT = {Care.FULL: 50, Care.MOSTLY: 40, Care.PARTLY: 30}


def grade_cites(grade: int, item: str) -> tuple[Citation, ...]:
    """The article of a grade: 1-4 article 35, 5-6 article 36, 7-10 article 37."""
    article = "35" if grade <= 4 else "36" if grade <= 6 else "37"
    return (Citation(LAW, article, "1", item),)


def own_wage(wage: Decimal, average: Decimal | None) -> tuple[Decimal, tuple[WorkingLine, ...]]:
    """本人工资 in CNY/month: the mean contribution wage of the 12 months before, kept within 60 and 300 % of the average.

    ``average`` is the local average wage in CNY/month (rule-base figure ``average_wage``); without it nothing is clamped.
    """
    cny("wage", wage)
    if average is None:
        return wage, ()
    low, high = cny("average", average) * 60 / 100, average * 3
    base = min(max(wage, low), high)
    if base == wage:
        return wage, ()
    bound, sign = ("60%", "<") if base > wage else ("300%", ">")
    formula = f"{shown(wage, 2)} {sign} {bound} × {shown(average, 2)} = {shown(base, 2)}"
    return base, (WorkingLine("injury_own_wage", formula, base, "CNY/month", OWN_WAGE),)


def lump_sum(grade: int, wage: Decimal, average: Decimal | None = None) -> Amount:
    """One-off disability benefit in CNY for a grade from 1 (worst) to 10; wage and average in CNY/month."""
    months = LUMP_MONTHS[count("grade", grade, least=1, most=10)]
    base, lines = own_wage(wage, average)
    value = fen(base * months)
    line = WorkingLine(
        "injury_lump_sum", f"{shown(base, 2)} × {months} = {value}", value, "CNY", grade_cites(grade, "1")
    )
    values = {"grade": Decimal(grade), "months": Decimal(months), "base": base}
    return Amount("injury_lump_sum", value, "CNY", (*lines, line), values)


def monthly(
    grade: int, wage: Decimal, *, average: Decimal | None = None, minimum: Decimal | None = None
) -> Amount:
    """Monthly disability benefit in CNY/month, topped up to the minimum wage; none for grades 7 to 10.

    Grades 1-4 from the fund; 5-6 from the employer and only where suitable work cannot be found. ``minimum`` is the local
    minimum wage in CNY/month (rule-base figure ``minimum_wage``).
    """
    percent = MONTHLY_PERCENT.get(count("grade", grade, least=1, most=10), 0)
    base, lines = own_wage(wage, average)
    payer = "fund" if grade <= 4 else "employer" if percent else "nobody"
    value = fen(base * percent / 100)
    values: dict[str, Value] = {
        "grade": Decimal(grade),
        "percent": Decimal(percent),
        "base": base,
        "payer": payer,
    }
    if not percent:
        return Amount("injury_monthly", value, "CNY/month", (), values)
    cites = grade_cites(grade, "2")
    formula = f"{shown(base, 2)} × {percent}% = {value}"
    lines = (*lines, WorkingLine("injury_monthly", formula, value, "CNY/month", cites))
    if minimum is not None and value < cny("minimum", minimum):
        formula = f"{value} < {shown(minimum, 2)} → {fen(minimum)}"
        value = fen(minimum)
        lines = (*lines, WorkingLine("injury_monthly_top_up", formula, value, "CNY/month", cites))
    return Amount("injury_monthly", value, "CNY/month", lines, values)


def treatment_wage(wage: Decimal, months: Decimal, *, extended: bool = False) -> Amount:
    """Full wage in CNY while work is stopped for treatment; ``wage`` in CNY/month as before the injury, with benefits.

    Twelve months at most; with an extension confirmed by the capacity committee twenty-four. It ends when the grade is fixed.
    """
    most = TERM_MONTHS * 2 if extended else TERM_MONTHS
    paid = min(within("months", months, most=Decimal(1200)), most)
    value = fen(cny("wage", wage) * paid)
    lines = [
        WorkingLine(
            "injury_treatment_wage", f"{shown(wage, 2)} × {shown(paid)} = {value}", value, "CNY", TREATMENT
        )
    ]
    if paid < months:
        formula = f"min({shown(months)}, {shown(most)}) = {shown(paid)}"
        lines.insert(0, WorkingLine("injury_treatment_months", formula, paid, "months", TREATMENT_TERM))
    return Amount("injury_treatment_wage", value, "CNY", tuple(lines), {"months": paid, "most": most})


def nursing(care: Care, average: Decimal) -> Amount:
    """Nursing benefit in CNY/month from the fund; ``average`` is last year's local average wage in CNY/month (figure
    ``average_wage``). Only after the grade is fixed and the committee has confirmed the need.
    """
    percent = NURSING_PERCENT[care]
    value = fen(cny("average", average) * percent / 100)
    formula = f"{shown(average, 2)} × {percent}% = {value}"
    line = WorkingLine("injury_nursing", formula, value, "CNY/month", NURSING)
    return Amount("injury_nursing", value, "CNY/month", (line,), {"care": care, "percent": Decimal(percent)})
