"""What the orchestration needs from the outside, as small protocols; adapters live in the edge packages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from bot.core.conversation import Session, Tally
from bot.core.model import RuleBase


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

    def count(self, week: date, tally: Tally) -> None: ...

    def flush(self) -> None: ...
