"""One message and what comes of it: Question in, Outcome (Reply, Session, Tally) out. All without language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.core.model import Citation, Value
from bot.core.tally import Donation, Rating, Tally

if TYPE_CHECKING:
    from bot.core.paper import Paper

SESSION_MINUTES = 30


class Kind(StrEnum):
    """How a message was met; the names are a contract of ``gongyou ask --json``."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    OUT_OF_SCOPE = "out_of_scope"
    CRISIS = "crisis"
    COMMAND = "command"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Question:
    """One message as a channel hands it over; ``language`` and ``region`` are set only where the caller insists.

    ``may_keep``: whether the bot may ask to keep it, redacted, where it was not understood; never where others read along.
    """

    text: str
    language: str | None = None
    language_hint: str | None = None
    region: str | None = None
    place: tuple[float, float] | None = None
    channel: str = "terminal"
    may_keep: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What messages have stated: numbers, days and words by name (docs: facts.py), and traits of the situation.

    ``odd`` holds numbers of the last message that cannot be what they are said to be (25 hours a day).
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    traits: frozenset[str] = frozenset()
    odd: Mapping[str, Decimal] = field(default_factory=dict)

    def merged(self, newer: Facts) -> Facts:
        """These facts with newer statements on top."""
        return Facts({**self.values, **newer.values}, self.traits | newer.traits, newer.odd)

    def number(self, name: str) -> Decimal | None:
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class Session:
    """Short-lived memory of one chat; held in memory only and dropped after SESSION_MINUTES.

    ``declined`` names facts that were asked for and are not known, ``answered`` the last one that was given. ``counted``
    holds what has been counted for the last question (``calculator/NAME``), ``offered`` the topics of which it was asked
    whether the answer helped, ``rated`` those where that was told. ``to_keep`` is a redacted question that may be kept if
    the next message says so; ``asked_to_keep``: that was asked once.
    """

    language: str | None = None
    language_fixed: bool = False
    region: str | None = None
    topics: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)
    asks: str | None = None
    sends: tuple[str, ...] = ()
    page: int = 0
    declined: frozenset[str] = frozenset()
    answered: str | None = None
    counted: frozenset[str] = frozenset()
    offered: tuple[str, ...] = ()
    rated: frozenset[str] = frozenset()
    to_keep: str | None = None
    asked_to_keep: bool = False


@dataclass(frozen=True, slots=True)
class Guidance:
    """A sentence of the rule base in its source language, with the figures it needs; rendering translates and fills it."""

    text: str
    values: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """One line of arithmetic: a name for it, the sum as written, its result and the article it rests on."""

    key: str
    formula: str
    result: Decimal
    unit: str = "CNY"
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum worked out, with every step of its working."""

    name: str
    value: Decimal
    unit: str
    working: tuple[WorkingLine, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a reply: a kind that rendering has a template for, and its values."""

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)
    guidance: tuple[Guidance, ...] = ()
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: ``send`` is the message it stands for; the label is rendered from key and values."""

    send: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer without language."""

    kind: Kind
    language: str
    region: str | None
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    topics: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    in_scope: float = 0.0
    amounts: tuple[Amount, ...] = ()
    citations: tuple[Citation, ...] = ()
    referrals: tuple[str, ...] = ()
    asks: str | None = None
    facts: Facts = field(default_factory=Facts)
    reason: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    command: str = ""
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Reply, the session as it is after it, and what to count and keep by consent (None: nothing)."""

    reply: Reply
    session: Session
    tally: Tally | None = None
    rating: Rating | None = None
    donation: Donation | None = None


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())
