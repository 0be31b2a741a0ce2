"""Sums for those who run the service: how many messages, how fast, what went wrong. Never who, what about or where.

Channel and outcome are the only things told of a message. Topics and regions belong into the weekly trends, which are
published with care: a page read every few seconds would show single messages come and go, and with a place beside them
it would point at the one worker who writes from there. So that no label can hold anything else by mistake, only the
values listed here pass; whatever else comes is counted as ``other``.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from bot.core.tally import Met

OTHER = "other"
CHANNELS = frozenset({"telegram", "wechat", "web"})
SUMS: Mapping[str, tuple[tuple[str, frozenset[str]], ...]] = MappingProxyType(
    {
        "messages": (("channel", CHANNELS), ("outcome", frozenset(Met))),
        "updates": (
            ("channel", CHANNELS),
            (
                "fate",
                frozenset(
                    {"answered", "twice", "again", "forged", "unreadable", "too_big", "too_slow", "crowded"}
                ),
            ),
        ),
        "held_back": (("channel", CHANNELS),),
        "sent_again": (("channel", CHANNELS),),
        "unsent": (("channel", CHANNELS),),
        "refused_edits": (),
    }
)
"""What is summed up, with its labels and the values they may have."""

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds that the times of answers are sorted by."""


class Meters:
    """Counts since the start of the process; may be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sums: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._slots: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def more(self, name: str, *values: str) -> None:
        """One more of something in ``SUMS``."""
        allowed = SUMS[name]
        clean = tuple(
            str(value) if value in known else OTHER for value, (_, known) in zip(values, allowed, strict=True)
        )
        with self._lock:
            self._sums[name, clean] += 1

    def took(self, channel: str, seconds: float) -> None:
        """How long an answer took from the request to the reply."""
        channel = channel if channel in CHANNELS else OTHER
        with self._lock:
            slots = self._slots.setdefault(channel, [0] * (len(BOUNDS) + 1))
            slots[bisect_left(BOUNDS, seconds)] += 1
            self._seconds[channel] = self._seconds.get(channel, 0.0) + seconds

    def sums(self) -> dict[tuple[str, tuple[str, ...]], int]:
        """All sums by name and labels."""
        with self._lock:
            return dict(self._sums)

    def times(self) -> dict[str, tuple[tuple[int, ...], float]]:
        """For each channel how many answers fell between the bounds, and the seconds of all."""
        with self._lock:
            return {name: (tuple(slots), self._seconds[name]) for name, slots in self._slots.items()}
