"""Sessions in memory only, dropped after half an hour; the same contract tests run on every store."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.conversation import SESSION_MINUTES, Session
from bot.core.tally import Count, Donation
from bot.storage.columns import checked, checked_donation

Tick = Callable[[], float]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A session, the time of day when it was saved, and the same by a clock that nobody can set."""

    session: Session
    saved: datetime
    tick: float


class MemorySessions:
    """Keeps at most ``most`` chats; the one silent for longest goes first.

    A clock that is set back keeps nothing longer: what runs on beside it counts too.
    """

    def __init__(self, most: int = 50_000, tick: Tick = time.monotonic) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._most = most
        self._tick = tick
        self._lock = threading.Lock()

    def load(self, key: str, now: datetime) -> Session | None:
        with self._lock:
            self._drop_old(now)
            found = self._kept.get(key)
            return found.session if found else None

    def save(self, key: str, session: Session, now: datetime) -> None:
        with self._lock:
            self._kept[key] = _Kept(session, now, self._tick())
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)

    def __len__(self) -> int:
        return len(self._kept)

    def _drop_old(self, now: datetime) -> None:
        span = timedelta(minutes=SESSION_MINUTES)
        limit, tick = now - span, self._tick() - span.total_seconds()
        while self._kept:
            key, first = next(iter(self._kept.items()))
            if first.saved > limit and first.tick > tick:
                break
            del self._kept[key]


class MemoryTrends:
    """Counts that live as long as the process: for the terminal and for tests."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[date, Count]] = Counter()
        self.donations: Counter[tuple[date, Donation]] = Counter()
        self._lock = threading.Lock()

    def count(self, week: date, counts: Iterable[Count]) -> None:
        with self._lock:
            self.counts.update((week, one) for one in checked(week, counts))

    def donate(self, week: date, donation: Donation) -> None:
        with self._lock:
            self.donations[(week, checked_donation(week, donation))] += 1

    def flush(self) -> None:
        """Nothing waits."""
