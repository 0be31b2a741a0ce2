"""Late fee on social insurance not paid in time: owed by the employer to the fund, never by the worker.

Legal source: social_insurance_law/86 (in force since 2011-07-01); social_insurance_law_implementing_rules/20.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.core.calculators.bounds import cny
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.calculators.periods import plausible
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (Citation("social_insurance_law", "86"), Citation("social_insurance_law_implementing_rules", "20"))
DAILY_RATE = Decimal("0.0005")
FINE_LOW, FINE_HIGH = 1, 3


def days_in_arrears(since: date, until: date) -> int:
    """Days from the first day of arrears (included) to the day of payment (not included); 0 if none."""
    return max(0, (plausible("until", until) - plausible("since", since)).days)


def late_fee(arrears: Decimal, days: int, *, rate: Decimal = DAILY_RATE) -> Amount:
    """Late fee in CNY on arrears in CNY for so many days; for several months, one sum for each month and its days.

    Values ``fine_low`` and ``fine_high``: the fine in CNY if the employer still does not pay after the order.
    """
    value = fen(cny("arrears", arrears) * rate * count("days", days))
    formula = f"{shown(arrears, 2)} × {shown(rate * 100)}% × {days} = {value}"
    line = WorkingLine("social_insurance_late_fee", formula, value, "CNY", CITES)
    values = {
        "days": Decimal(days),
        "fine_low": fen(arrears * FINE_LOW),
        "fine_high": fen(arrears * FINE_HIGH),
    }
    return Amount("social_insurance_late_fee", value, "CNY", (line,), values)
