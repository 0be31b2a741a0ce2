"""What can be asked for, one thing at a time: what kind of answer is meant, and the answers offered as buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from bot.core.calculators.periods import add_months
from bot.core.claims.ending import REASONS
from bot.core.conversation import Choice, Facts
from bot.core.fact_words import FACTS
from bot.core.facts import possible
from bot.core.model import Value

FIRST_YEAR, LAST_YEAR = 1930, 2100
"""Days that a button may name: from the birth of the oldest worker on."""

WORKING = "working"
"""The answer that she still works there, to the question when she left."""


class Kind(StrEnum):
    """What an answer is: a number with the fact's unit, a day, or one of a few words."""

    NUMBER = "number"
    DAY = "day"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact that can be asked for; ``offers`` are numbers in its unit, months back for a day, or words."""

    kind: Kind
    offers: tuple[str, ...] = ()


def _numbers(text: str = "") -> Slot:
    return Slot(Kind.NUMBER, tuple(text.split()))


def _days(text: str) -> Slot:
    return Slot(Kind.DAY, tuple(text.split()))


SLOTS: Mapping[str, Slot] = {
    "monthly_wage": _numbers("minimum 3000 4000 5000"),
    "months_worked": _numbers("3 6 12 24"),
    "years_worked": _numbers("1 3 5 10"),
    "years_paid": _numbers("1 3 5 10"),
    "overtime_hours_weekday": _numbers("0 20 36 60"),
    "overtime_hours_restday": _numbers("0 16 32 64"),
    "overtime_hours_holiday": _numbers("0 8 24"),
    "days_off_per_month": _numbers("0 1 2 4"),
    "paid": _numbers("0"),
    "overtime_months": _numbers("1 3 6 12"),
    "months_underpaid": _numbers("1 3 6 12"),
    "months_owed": _numbers("1 2 3 6"),
    "months_idle": _numbers("1 2 3 6"),
    "owed": _numbers(),
    "fine": _numbers("50 100 500"),
    "contract_years": _numbers("1 2 3"),
    "probation_months": _numbers("1 2 3 6"),
    "probation_wage": _numbers("minimum 3000 4000"),
    "training_cost": _numbers("5000 10000 20000"),
    "bond_years": _numbers("1 2 3 5"),
    "months_served": _numbers("6 12 24"),
    "months_kept": _numbers("3 6 12"),
    "leave_taken": _numbers("0 2 5"),
    "sick_days": _numbers("5 10 30"),
    "pregnancy_months": _numbers("2 3 4 6"),
    "injury_grade": _numbers("7 8 9 10"),
    "treatment_months": _numbers("1 3 6 12"),
    "dependants": _numbers("0 1 2 3"),
    "fund_percent": _numbers("5 8 12"),
    "days_late": _numbers("30 90 180"),
    "total_hours": _numbers("520 560 600"),
    "pieces_workday": _numbers("0"),
    "pieces_restday": _numbers("0"),
    "pieces_holiday": _numbers("0"),
    "started": _days("6 12 24 60"),
    "ended": _days("working 0 1 3 6 13"),
    "injured_on": _days("0 1 3 6 13"),
    "birth": Slot(Kind.DAY),
    "reason": Slot(Kind.WORD, REASONS),
}


def choices(name: str, day: date, minimum: Decimal | None) -> tuple[Choice, ...]:
    """Buttons for the likeliest answers to a question, the last of them "not sure"."""
    slot = SLOTS.get(name)
    if slot is None:
        return ()
    made = [
        choice for offer in slot.offers if (choice := _offer(name, slot, offer, day, minimum)) is not None
    ]
    return (*made, Choice(f"/skip {name}", "unsure", {"slot": name}))


def _offer(name: str, slot: Slot, offer: str, day: date, minimum: Decimal | None) -> Choice | None:
    if slot.kind is Kind.WORD:
        return Choice(f"/set {name} {offer}", "reason", {"reason": offer})
    if offer == WORKING:
        return Choice(f"/set {name} {WORKING}", "still_here")
    if slot.kind is Kind.DAY:
        back = int(offer)
        text = day.isoformat() if back == 0 else add_months(day, -back).isoformat()[:7]
        return Choice(f"/set {name} {text}", "ago", {"months": back})
    if offer == "minimum":
        if minimum is None:
            return None
        return Choice(f"/set {name} {minimum.normalize():f}", "minimum", {"value": minimum})
    return Choice(f"/set {name} {offer}", "value", {"value": Decimal(offer), "unit": FACTS[name]})


def given(name: str, text: str) -> Facts | None:
    """The fact behind a pressed button; None for a button that is not ours or no longer means anything."""
    slot = SLOTS.get(name)
    if slot is None:
        return None
    if slot.kind is Kind.WORD:
        return Facts({name: text}) if text in slot.offers else None
    if text == WORKING:
        return Facts({}, frozenset({"still_employed"})) if name == "ended" else None
    if slot.kind is Kind.DAY:
        return _day(name, text)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return Facts({name: value}) if value.is_finite() and possible(name, value) else None


def _day(name: str, text: str) -> Facts | None:
    try:
        first = date.fromisoformat(text if len(text) > 7 else f"{text}-01")
        last = first if len(text) > 7 else add_months(first, 1) - timedelta(1)
        return Facts(of_day(name, first, last)) if FIRST_YEAR <= first.year <= LAST_YEAR else None
    except ValueError:
        return None


def of_day(name: str, first: date, last: date) -> Mapping[str, Value]:
    """A day or the span of days it lies in, as facts: the earliest counts, the latest is kept beside it."""
    return {name: first, f"{name}_until": last}
