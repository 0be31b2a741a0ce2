"""Injury or death with an unlicensed employer, or of a child at work: one-off compensation paid by the employer.

Legal source: work_injury_insurance_regulations/66; illegal_employer_compensation_measures/3-6 (in force since 2011-01-01).
Besides these sums the employer pays medical, nursing, meal and travel costs as spent (4). It may not be less than the
benefits of the regulations (66/1); a dispute about the sum goes to arbitration (8).
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators.bounds import cny, within
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

LAW = "illegal_employer_compensation_measures"
LIVING = (Citation(LAW, "4"),)
GRADE = (Citation(LAW, "5"),)
DEATH = (Citation(LAW, "6"),)

TIMES = {1: 16, 2: 14, 3: 12, 4: 10, 5: 8, 6: 6, 7: 4, 8: 3, 9: 2, 10: 1}
DEATH_TIMES, OTHER_TIMES = 20, 10


def lump_sum(grade: int, annual_average: Decimal) -> Amount:
    """One-off compensation in CNY for a grade from 1 to 10.

    ``annual_average`` is last year's local average wage in CNY a YEAR (twelve times the rule-base figure ``average_wage``).
    """
    times = TIMES[count("grade", grade, least=1, most=10)]
    value = fen(cny("annual_average", annual_average) * times)
    formula = f"{shown(annual_average, 2)} × {times} = {value}"
    line = WorkingLine("illegal_employer_lump_sum", formula, value, "CNY", GRADE)
    values = {"grade": Decimal(grade), "times": Decimal(times)}
    return Amount("illegal_employer_lump_sum", value, "CNY", (line,), values)


def death(income: Decimal) -> Amount:
    """Compensation in CNY for a death: 20 + 10 times the national urban disposable income per head of the year before.

    ``income`` in CNY/year (rule-base figure ``urban_disposable_income``).
    """
    first, other = cny("income", income) * DEATH_TIMES, income * OTHER_TIMES
    value = fen(first + other)
    lines = (
        WorkingLine(
            "illegal_employer_death",
            f"{shown(income, 2)} × {DEATH_TIMES} = {fen(first)}",
            fen(first),
            "CNY",
            DEATH,
        ),
        WorkingLine(
            "illegal_employer_death_other",
            f"{shown(income, 2)} × {OTHER_TIMES} = {fen(other)}",
            fen(other),
            "CNY",
            DEATH,
        ),
        WorkingLine(
            "illegal_employer_death_total", f"{fen(first)} + {fen(other)} = {value}", value, "CNY", DEATH
        ),
    )
    return Amount("illegal_employer_death", value, "CNY", lines)


def living_cost(average: Decimal, months: Decimal) -> Amount:
    """Living cost in CNY while treated, before the grade is fixed, at the local average wage in CNY/month."""
    value = fen(cny("average", average) * within("months", months, most=Decimal(1200)))
    formula = f"{shown(average, 2)} × {shown(months)} = {value}"
    line = WorkingLine("illegal_employer_living_cost", formula, value, "CNY", LIVING)
    return Amount("illegal_employer_living_cost", value, "CNY", (line,), {"months": months})
