"""What the orchestration needs from the outside, as small protocols; adapters live in the edge packages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.core.conversation import Session
from bot.core.model import RuleBase
from bot.core.tally import Count, Donation


class Clock(Protocol):
    """The only source of the current time."""

    def now(self) -> datetime:
        """An aware moment, in China Standard Time."""
        ...


class Rules(Protocol):
    """Holds the rule base that answers now; a bad edit never replaces the last good one."""

    def current(self) -> RuleBase: ...


class SessionStore(Protocol):
    """Short-lived memory of chats, by an opaque key that cannot be turned back into a person."""

    def load(self, key: str, now: datetime) -> Session | None: ...

    def save(self, key: str, session: Session, now: datetime) -> None: ...

    def forget(self, key: str) -> None: ...


class TrendStore(Protocol):
    """Counts of what was asked, a week at a time; there is no row about a message or a person."""

    def count(self, week: date, counts: Iterable[Count]) -> None: ...

    def donate(self, week: date, donation: Donation) -> None: ...

    def flush(self) -> None: ...


class Stage(StrEnum):
    """How far an update of a messaging app has got."""

    NEW = "new"
    BUSY = "busy"
    DONE = "done"


class Deliveries(Protocol):
    """Which updates have been answered, so that one delivered twice is answered once.

    Keys name the app and its number of the update, never a chat. Marks last a day at most.
    """

    def begin(self, key: str) -> Stage:
        """NEW: the caller answers it; BUSY: somebody alive is answering it; DONE: it is answered."""
        ...

    def done(self, key: str) -> None: ...

    def abandon(self, key: str) -> None:
        """Not answered after all: the next delivery is new."""
        ...


class Turns(Protocol):
    """Whose turn it is in a chat: messages of one chat are answered one at a time, whichever process has them."""

    def take(self, key: str) -> bool:
        """Whether the chat is the caller's now; who dies with it loses it after some seconds."""
        ...

    def give_back(self, key: str) -> None: ...


class Limits(Protocol):
    """How many messages of a chat are answered in a minute."""

    def admit(self, key: str, *, urgent: bool = False) -> bool:
        """Whether to answer; messages that are not answered do not count, urgent ones are let through longer."""
        ...

    def tell(self, key: str) -> bool:
        """Whether to say that it is too fast: once in each span, then silence."""
        ...
