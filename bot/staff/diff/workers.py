"""Model workers: facts that make every calculator of a topic work something out, so that a change of sums shows.

One earns less than any minimum wage, one more than any cap; all else is alike. Days are told from the day asked about.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bot.core.calculators.periods import add_months
from bot.core.conversation import Facts
from bot.core.model import Value

WAGES = {"low": Decimal(1500), "high": Decimal(60000)}
"""Monthly wage for normal hours in CNY, by name of the worker."""

_ALIKE: dict[str, Value] = {
    "hours_per_day": Decimal(12), "days_per_week": Decimal(6), "overtime_months": Decimal(3), "months_underpaid": Decimal(3),
    "months_owed": Decimal(2), "months_idle": Decimal(3), "fine": Decimal(500), "deposit": Decimal(300),
    "leave_taken": Decimal(0), "sick_days": Decimal(10), "pregnancy_months": Decimal(4), "injury_grade": Decimal(8),
    "treatment_months": Decimal(3), "dependants": Decimal(2), "fund_percent": Decimal(5), "days_late": Decimal(40),
    "contract_years": Decimal(3), "probation_months": Decimal(6), "training_cost": Decimal(10000),
    "bond_years": Decimal(3), "months_served": Decimal(12), "months_kept": Decimal(6), "temperature": Decimal(38),
    "years_paid": Decimal(3), "reason": "none",
}  # fmt: skip
_TRAITS = frozenset({"dismissed", "no_contract", "woman", "inspection_ordered"})


def facts_of(worker: str, day: date) -> Facts:
    """Everything a model worker states on a day: dismissed that day after three years without a contract."""
    wage = WAGES[worker]
    days: dict[str, Value] = {
        "started": add_months(day, -36),
        "ended": day,
        "injured_on": day - timedelta(days=60),
        "birth": add_months(day, -12 * 50),
    }
    return Facts({**_ALIKE, "base_wage": wage, "probation_wage": wage / 2, **days}, _TRAITS)
