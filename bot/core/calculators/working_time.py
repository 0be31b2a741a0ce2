"""Two tests of working time: is it part-time work, and what may be done outdoors on a hot day.

Legal source: labour_contract_law/68, 72 (whoever works more is an ordinary worker with all rights);
heat_protection_measures/8, 17, 24 ("above" includes the number, "below" does not).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import shown
from bot.core.conversation import WorkingLine
from bot.core.model import Citation

PART_TIME_CITES = (Citation("labour_contract_law", "68"),)
CYCLE_CITES = (Citation("labour_contract_law", "72", "2"),)
HOURLY_CITES = (Citation("labour_contract_law", "72", "1"),)
HEAT_CITES = (Citation("heat_protection_measures", "8"), Citation("heat_protection_measures", "24"))
ALLOWANCE_CITES = (Citation("heat_protection_measures", "17", "2"),)

MOST_A_DAY, MOST_A_WEEK, LONGEST_CYCLE = Decimal(4), Decimal(24), Decimal(15)


@dataclass(frozen=True, slots=True)
class PartTime:
    """Whether work is part-time; if so, which duties are broken ("pay_cycle", "hourly_minimum")."""

    is_part_time: bool
    breaches: tuple[str, ...]
    working: tuple[WorkingLine, ...]


@dataclass(frozen=True, slots=True)
class HeatLimits:
    """What heat does to work outdoors: hours at most (None: no limit), hottest hours off, overtime, allowance."""

    outdoor_hours: Decimal | None
    hottest_hours_off: Decimal
    overtime_allowed: bool
    allowance: bool
    cites: tuple[Citation, ...]


def part_time(
    hours_per_day: Decimal,
    hours_per_week: Decimal,
    *,
    pay_cycle_days: Decimal | None = None,
    hourly_wage: Decimal | None = None,
    hourly_minimum: Decimal | None = None,
) -> PartTime:
    """Part-time is at most 4 hours a day on average and 24 a week; paid every 15 days, not under the hourly minimum.

    ``hourly_wage`` in CNY/hour; ``hourly_minimum``: figure ``minimum_wage.hourly``. A fact not known breaks nothing.
    """
    bounds.within("hours_per_day", hours_per_day, most=Decimal(24), unit="hours")
    bounds.within("hours_per_week", hours_per_week, most=Decimal(168), unit="hours")
    lines = [
        _line("hours_per_day", hours_per_day, MOST_A_DAY, "hours", PART_TIME_CITES),
        _line("hours_per_week", hours_per_week, MOST_A_WEEK, "hours", PART_TIME_CITES),
    ]
    if hours_per_day > MOST_A_DAY or hours_per_week > MOST_A_WEEK:
        return PartTime(False, (), tuple(lines))
    breaches = []
    if pay_cycle_days is not None:
        bounds.positive("pay_cycle_days", pay_cycle_days, Decimal(3660))
        lines.append(_line("pay_cycle", pay_cycle_days, LONGEST_CYCLE, "days", CYCLE_CITES))
        if pay_cycle_days > LONGEST_CYCLE:
            breaches.append("pay_cycle")
    if hourly_wage is not None and hourly_minimum is not None:
        bounds.cny("hourly_wage", hourly_wage)
        bounds.cny("hourly_minimum", hourly_minimum)
        lines.append(_line("hourly_minimum", hourly_minimum, hourly_wage, "CNY/hour", HOURLY_CITES))
        if hourly_wage < hourly_minimum:
            breaches.append("hourly_minimum")
    return PartTime(True, tuple(breaches), tuple(lines))


def _line(key: str, value: Decimal, most: Decimal, unit: str, cites: tuple[Citation, ...]) -> WorkingLine:
    sign = "≤" if value <= most else ">"
    return WorkingLine(key, f"{shown(value, 2)} {sign} {shown(most, 2)}", value, unit, cites)


def heat_limits(
    forecast: Decimal, *, indoor: Decimal | None = None, pregnant_or_minor: bool = False
) -> HeatLimits:
    """Limits of a day by the forecast highest temperature in °C; no pay may be cut for them.

    ``indoor`` is the temperature of the workplace in °C if work is indoors. Pregnant women and workers under 18 do
    nothing outdoors from 35 °C on. Emergencies that threaten life, property or the public are excepted.
    """
    bounds.within("forecast", forecast, least=Decimal(-70), most=Decimal(60), unit="°C")
    if indoor is not None:
        bounds.within("indoor", indoor, least=Decimal(-70), most=Decimal(100), unit="°C")
    hot = forecast >= 35
    outdoor_hours, off = None, Decimal(0)
    if forecast >= 40 or (hot and pregnant_or_minor):
        outdoor_hours = Decimal(0)
    elif forecast >= 37:
        outdoor_hours, off = Decimal(6), Decimal(3)
    allowance = hot if indoor is None else indoor >= 33
    return HeatLimits(outdoor_hours, off, not hot, allowance, (*HEAT_CITES, *ALLOWANCE_CITES))
