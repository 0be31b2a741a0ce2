"""The raw counts of closed weeks as cells: what was counted where, before anything is hidden.

Cities are kept apart from the rest only to decide which of them can be named. What a prefecture was asked about is counted
by province, so that no table crosses topics with small places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

Rows = Mapping[str, Iterable[Mapping[str, object]]]
"""Raw rows by the cuts of ``bot.core.tally.CUTS``."""

TOPICAL = ("topic_outcome", "topic_language", "topic_province")
"""Cuts whose lines, one a topic, each add up to the messages about it."""
LONE = ("calculator", "paper", "service")
"""Cuts that share no sum with any other."""
CITY = "city"
"""The cells that ``place`` is made of: (province, prefecture). Never published as they are."""


class Cell(NamedTuple):
    """A cell of a cut in some week."""

    cut: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """True counts of a week; cells that are possible and were not met are there with 0."""

    monday: date
    counts: Mapping[Cell, int]


def closed(monday: date, today: date) -> bool:
    """Whether a week is over on a day of China.

    >>> closed(date(2026, 11, 16), date(2026, 11, 22)), closed(date(2026, 11, 16), date(2026, 11, 23))
    (False, True)
    """
    return today >= monday + timedelta(days=7)


def province_of(region: str) -> str:
    """The province a prefecture's adcode lies in.

    >>> province_of("440300"), province_of("")
    ('440000', '')
    """
    return f"{region[:2]}0000" if region else ""


def weeks_of(rows: Rows, today: date, possible: Iterable[Cell] = ()) -> tuple[Week, ...]:
    """Closed weeks, oldest first.

    A cell is possible once it was met in any of them: who knows the bot knows that other pairs never come up, and an
    empty cell must look like a hidden one only where it could have been one.
    """
    counted: defaultdict[date, Counter[Cell]] = defaultdict(Counter)
    for cut, lines in rows.items():
        for line in lines:
            monday = date.fromisoformat(str(line["week"]))
            if closed(monday, today):
                for cell in _cells(cut, line):
                    counted[monday][cell] += int(str(line["count"]))
    known = sorted({*possible, *(cell for cells in counted.values() for cell in cells)})
    return tuple(Week(monday, {cell: counted[monday][cell] for cell in known}) for monday in sorted(counted))


def _cells(cut: str, line: Mapping[str, object]) -> tuple[Cell, ...]:
    if cut == "topic_region":
        region = str(line["region"])
        province = province_of(region)
        return (
            Cell("topic_province", (str(line["topic"]), province)),
            Cell(CITY, (province, region)),
        )
    if cut in ("topic_outcome", "topic_language"):
        return (Cell(cut, (str(line["topic"]), str(line[cut.removeprefix("topic_")]))),)
    if cut == "helpful":
        return (Cell(cut, (str(line["topic"]), str(line["helpful"]))),)
    if cut == "channel" or cut in LONE:
        return (Cell(cut, (str(line[cut]),)),)
    return ()
