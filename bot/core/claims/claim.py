"""One claim: what can be asked for, how it was worked out, what was taken for granted, until when to file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.core.calculators.periods import Deadline
from bot.core.conversation import Amount, Part
from bot.core.model import Citation


@dataclass(frozen=True, slots=True)
class Claim:
    """What the facts give for one kind of claim.

    ``due`` is what can be asked for in CNY (None: nothing in money, or a fact is missing), ``most`` the upper end where
    it depends on what is not known. ``asks`` names the facts that would help, the most helpful first. ``instead_of`` names
    claims that this one takes the place of: only one of them is counted.
    """

    id: str
    topic: str
    parts: tuple[Part, ...] = ()
    amounts: tuple[Amount, ...] = ()
    due: Decimal | None = None
    most: Decimal | None = None
    cites: tuple[Citation, ...] = ()
    assumed: tuple[Part, ...] = ()
    asks: tuple[str, ...] = ()
    deadline: Deadline | None = None
    instead_of: tuple[str, ...] = ()

    @property
    def articles(self) -> tuple[Citation, ...]:
        """Every article the claim rests on, its own and those of its working."""
        lines = (cite for amount in self.amounts for line in amount.working for cite in line.cites)
        return tuple(dict.fromkeys((*self.cites, *lines)))


def assumed(what: str, **values: object) -> Part:
    """Something taken for granted: rendering says it in words, so that the worker can correct it."""
    return Part("assumed", {"what": what, **values})


def told(topic: str, id: str, amounts: tuple[Amount, ...], **more: Any) -> Claim:
    """A claim told by its amounts and their working; ``more`` are other fields of the claim."""
    return Claim(id, topic, (Part("claim", {"amounts": amounts}),), amounts, **more)
