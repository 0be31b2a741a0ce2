"""Death at work: funeral grant, one-off death grant, monthly support of dependants.

Legal source: work_injury_insurance_regulations/39, 64/2 (text in force since 2011-01-01);
social_insurance_law_implementing_rules/11 (which year's income); who is a dependant: dependants_scope_rules/2, 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.core.calculators.bounds import cny
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.calculators.work_injury import own_wage
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

LAW = "work_injury_insurance_regulations"
FUNERAL = (Citation(LAW, "39", "1", "1"),)
SUPPORT = (
    Citation(LAW, "39", "1", "2"),
    Citation("dependants_scope_rules", "2"),
    Citation("dependants_scope_rules", "3"),
)
DEATH = (Citation(LAW, "39", "1", "3"), Citation("social_insurance_law_implementing_rules", "11"))

FUNERAL_MONTHS, DEATH_TIMES = 6, 20
SPOUSE_PERCENT, OTHER_PERCENT, ALONE_PERCENT = 40, 30, 10


@dataclass(frozen=True, slots=True)
class Dependants:
    """Who lived on the dead worker's wage and cannot work: the spouse, others, and how many are alone (孤寡老人、孤儿)."""

    spouse: bool = False
    others: int = 0
    alone: int = 0

    def percent(self) -> int:
        """Per cent of the wage for all together, before the cap."""
        count("others", self.others, most=50)
        count("alone", self.alone, most=self.others + self.spouse)
        return SPOUSE_PERCENT * self.spouse + OTHER_PERCENT * self.others + ALONE_PERCENT * self.alone


def funeral(average: Decimal) -> Amount:
    """Funeral grant in CNY: six months of last year's local average wage in CNY/month (figure ``average_wage``)."""
    value = fen(cny("average", average) * FUNERAL_MONTHS)
    formula = f"{shown(average, 2)} × {FUNERAL_MONTHS} = {value}"
    return Amount(
        "death_funeral", value, "CNY", (WorkingLine("death_funeral", formula, value, "CNY", FUNERAL),)
    )


def grant(income: Decimal) -> Amount:
    """One-off death grant in CNY: twenty times the national urban disposable income per head of the year before.

    ``income`` in CNY/year (rule-base figure ``urban_disposable_income`` of the year before the injury). The same in all places.
    """
    value = fen(cny("income", income) * DEATH_TIMES)
    formula = f"{shown(income, 2)} × {DEATH_TIMES} = {value}"
    return Amount("death_grant", value, "CNY", (WorkingLine("death_grant", formula, value, "CNY", DEATH),))


def support(wage: Decimal, dependants: Dependants, average: Decimal | None = None) -> Amount:
    """Monthly support of all dependants together in CNY/month, at most the dead worker's own wage in CNY/month."""
    percent = dependants.percent()
    base, lines = own_wage(wage, average)
    paid = min(percent, 100)
    value = fen(base * paid / 100)
    parts = [f"{SPOUSE_PERCENT}%"] if dependants.spouse else []
    parts += [f"{dependants.others} × {OTHER_PERCENT}%"] if dependants.others else []
    parts += [f"{dependants.alone} × {ALONE_PERCENT}%"] if dependants.alone else []
    total = f"{' + '.join(parts) or '0%'} = {percent}%"
    if paid < percent:
        total += f" → {paid}%"
    lines = (
        *lines,
        WorkingLine("death_support_percent", total, Decimal(paid), "%", SUPPORT),
        WorkingLine(
            "death_support", f"{shown(base, 2)} × {paid}% = {value}", value, "CNY/month", SUPPORT[:1]
        ),
    )
    values = {"percent": Decimal(percent), "paid_percent": Decimal(paid), "base": base}
    return Amount("death_support", value, "CNY/month", lines, values)


def benefits(
    *,
    wage: Decimal,
    average: Decimal,
    income: Decimal,
    dependants: Dependants | None = None,
    after_treatment: bool = False,
) -> tuple[Amount, ...]:
    """Funeral grant, death grant and support together (units as in each).

    ``after_treatment``: a worker of grade 1-4 who died after the treatment period; then no one-off death grant (39/3).
    """
    first = (funeral(average),) if after_treatment else (funeral(average), grant(income))
    return (*first, support(wage, dependants or Dependants(), average))
