"""One difference between two rule bases, and all of them with where and when each holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

GROUPS = ("figures", "rules", "answers", "referrals", "matches")
"""Kinds of difference, in the order they are told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is said before and after; empty where nothing was or is said.

    ``what`` is the id of a figure, rule, topic or referral, or a question; ``aspect`` which part of it; ``worker`` the
    model worker whose facts show it, empty where every worker's do.
    """

    group: str
    what: str
    aspect: str
    before: str
    after: str
    key: str = ""
    worker: str = ""


@dataclass(slots=True)
class Differences:
    """All differences, each with the (place, day) pairs where it holds, and the days each place was compared on."""

    cells: dict[Difference, set[tuple[str | None, date]]] = field(default_factory=dict)
    compared: dict[tuple[str, str, str | None], set[date]] = field(default_factory=dict)
    looked_at: int = 0

    def look(self, group: str, what: str, places: Iterable[str | None], day: date) -> None:
        """Note that something was compared in places on a day, whether it differs or not."""
        self.looked_at += 1
        for place in places:
            self.compared.setdefault((group, what, place), set()).add(day)

    def add(self, difference: Difference, places: Iterable[str | None], day: date) -> None:
        """Note that a difference holds in places on a day."""
        self.cells.setdefault(difference, set()).update((place, day) for place in places)
