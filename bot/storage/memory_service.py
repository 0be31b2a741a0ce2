"""What one process needs to answer each message once and in order, in its memory; Valkey has the same for several."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from bot.ports import Stage

Tick = Callable[[], float]

DAY = 24 * 60 * 60.0
MOST_MARKS = 100_000


class MemoryDeliveries:
    """Which updates are being answered or have been: a day long, and at most ``most`` of them."""

    def __init__(self, most: int = MOST_MARKS, tick: Tick = time.monotonic) -> None:
        self._busy: set[str] = set()
        self._done: OrderedDict[str, float] = OrderedDict()
        self._most = most
        self._tick = tick
        self._lock = threading.Lock()

    def begin(self, key: str) -> Stage:
        with self._lock:
            self._drop_old()
            if key in self._done:
                return Stage.DONE
            if key in self._busy:
                return Stage.BUSY
            self._busy.add(key)
            return Stage.NEW

    def done(self, key: str) -> None:
        with self._lock:
            self._busy.discard(key)
            self._done[key] = self._tick()
            self._done.move_to_end(key)
            self._drop_old()

    def abandon(self, key: str) -> None:
        with self._lock:
            self._busy.discard(key)

    def _drop_old(self) -> None:
        limit = self._tick() - DAY
        while self._done and (len(self._done) > self._most or next(iter(self._done.values())) <= limit):
            self._done.popitem(last=False)


class MemoryTurns:
    """Whose turn it is in a chat; what dies with the process needs no end of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._lock = threading.Lock()

    def take(self, key: str) -> bool:
        with self._lock:
            if key in self._taken:
                return False
            self._taken.add(key)
            return True

    def give_back(self, key: str) -> None:
        with self._lock:
            self._taken.discard(key)


class MemoryLimits:
    """How many messages of one chat are answered in a minute; danger is let through three times as often."""

    def __init__(self, most: int = 20, seconds: float = 60.0, tick: Tick = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._tick = tick
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()
        self._told: dict[str, float] = {}
        self._lock = threading.Lock()

    def admit(self, key: str, *, urgent: bool = False) -> bool:
        with self._lock:
            now = self._tick()
            self._drop_old(now)
            taken = self._taken.setdefault(key, deque())
            self._taken.move_to_end(key)
            while taken and taken[0] <= now - self._seconds:
                taken.popleft()
            if len(taken) >= self._most * (3 if urgent else 1):
                return False
            taken.append(now)
            return True

    def tell(self, key: str) -> bool:
        with self._lock:
            now = self._tick()
            if now - self._told.get(key, -self._seconds) < self._seconds:
                return False
            self._told[key] = now
            return True

    def _drop_old(self, now: float) -> None:
        while self._taken:
            key, taken = next(iter(self._taken.items()))
            if taken and taken[-1] > now - self._seconds:
                break
            del self._taken[key]
            self._told.pop(key, None)
