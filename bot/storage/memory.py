"""Sessions in memory only, dropped after half an hour; the same contract tests run on every store."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.core.conversation import SESSION_MINUTES, Session
from bot.core.tally import Count, Donation
from bot.storage.columns import checked, checked_donation


class MemorySessions:
    """Keeps at most ``most`` chats; the one silent for longest goes first."""

    def __init__(self, most: int = 50_000) -> None:
        self._kept: OrderedDict[str, tuple[datetime, Session]] = OrderedDict()
        self._most = most

    def load(self, key: str, now: datetime) -> Session | None:
        self._drop_old(now)
        found = self._kept.get(key)
        return found[1] if found else None

    def save(self, key: str, session: Session, now: datetime) -> None:
        self._kept[key] = (now, session)
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget(self, key: str) -> None:
        self._kept.pop(key, None)

    def _drop_old(self, now: datetime) -> None:
        limit = now - timedelta(minutes=SESSION_MINUTES)
        while self._kept:
            key, (touched, _) = next(iter(self._kept.items()))
            if touched > limit:
                break
            del self._kept[key]


class MemoryTrends:
    """Counts that live as long as the process: for the terminal and for tests."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[date, Count]] = Counter()
        self.donations: Counter[tuple[date, Donation]] = Counter()

    def count(self, week: date, counts: Iterable[Count]) -> None:
        self.counts.update((week, one) for one in checked(week, counts))

    def donate(self, week: date, donation: Donation) -> None:
        self.donations[(week, checked_donation(week, donation))] += 1

    def flush(self) -> None:
        """Nothing waits."""
