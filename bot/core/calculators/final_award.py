"""Which items of an arbitration award are final: the employer cannot sue over them, only ask for annulment.

Legal source: labour_dispute_mediation_arbitration_law/47-49; item by item: spc_labour_dispute_interpretation_1/19; mixed
awards: 20; which items: arbitration_litigation_opinions_2022/10, 11. The worker may always sue within 15 days (48).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.core.calculators.bounds import cny
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

LAW = "labour_dispute_mediation_arbitration_law"
THRESHOLD = (Citation(LAW, "47", "1", "1"),)
STANDARD = (Citation(LAW, "47", "1", "2"),)
PER_ITEM = (
    Citation("spc_labour_dispute_interpretation_1", "19"),
    Citation("arbitration_litigation_opinions_2022", "10"),
)
MIXED = (Citation("spc_labour_dispute_interpretation_1", "20"),)
RELATIONSHIP = (Citation("arbitration_litigation_opinions_2022", "11"),)

MONTHS = 12


class Claim(StrEnum):
    """What an item is about: money for work, medical cost, compensation or damages; labour standards; anything else."""

    MONEY = "money"
    STANDARD = "standard"
    OTHER = "other"


class Effect(StrEnum):
    """An award as a whole: all final, part final (over which a suit counts as not final), or not final."""

    FINAL = "final"
    MIXED = "mixed"
    NOT_FINAL = "not_final"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an award: its name, the sum awarded in CNY, and what it is about."""

    name: str
    value: Decimal = Decimal(0)
    claim: Claim = Claim.MONEY


@dataclass(frozen=True, slots=True)
class Finality:
    """Which items are final, in order, the threshold they were held against, and the effect of the whole award."""

    threshold: Amount
    final: tuple[bool, ...]
    effect: Effect
    cites: tuple[Citation, ...]


def threshold(minimum: Decimal) -> Amount:
    """The sum in CNY up to which an item is final: twelve local minimum wages in CNY/month (figure ``minimum_wage``)."""
    value = fen(cny("minimum", minimum) * MONTHS)
    line = WorkingLine(
        "final_award_threshold", f"{shown(minimum, 2)} × {MONTHS} = {value}", value, "CNY", THRESHOLD
    )
    return Amount("final_award_threshold", value, "CNY", (line,))


def is_final(item: Item, minimum: Decimal) -> bool:
    """Whether one item is final: money up to the threshold (included), or a labour standard at any sum."""
    if item.claim is Claim.STANDARD:
        return True
    return item.claim is Claim.MONEY and cny(item.name, item.value) <= threshold(minimum).value


def finality(items: tuple[Item, ...], minimum: Decimal, *, relationship: bool = False) -> Finality:
    """The award of all items; ``relationship``: it also decides whether employment exists, then nothing is final."""
    if not items:
        raise ValueError("an award has at least one item")
    limit = threshold(minimum)
    if relationship:
        return Finality(limit, (False,) * len(items), Effect.NOT_FINAL, RELATIONSHIP)
    final = tuple(is_final(item, minimum) for item in items)
    if all(final):
        effect = Effect.FINAL
    else:
        effect = Effect.MIXED if any(final) else Effect.NOT_FINAL
    cites = (*THRESHOLD, *STANDARD, *PER_ITEM, *(MIXED if effect is Effect.MIXED else ()))
    return Finality(limit, final, effect, cites)
