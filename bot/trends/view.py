"""Looking into what is released: sums and series of published cells, whatever cuts there are. Nothing else is known here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.trends.released import Released

QUESTION = frozenset({"topic", "province", "place", "region", "language", "outcome", "channel"})
"""Columns of cuts that count questions; other cuts count presses, sums, papers or kinds of help."""
UNMET = ("did_you_mean", "out_of_scope", "not_covered")
"""Outcomes that left a question without its answer."""

PLACES = ("place", "region", "province")
"""Columns that hold an adcode, the finest first."""

Cells = Mapping[tuple[str, ...], Mapping[date, int]]
Chosen = Callable[[Mapping[str, str]], bool]
Series = tuple[int | None, ...]


@dataclass(frozen=True)
class View:
    """The last weeks of what is released."""

    released: Released
    weeks: tuple[date, ...]

    @cached_property
    def cells(self) -> Mapping[str, Cells]:
        """Published cells by cut, values and week, of the chosen weeks."""
        wanted = set(self.weeks)
        found: dict[str, dict[tuple[str, ...], dict[date, int]]] = {}
        for cut, rows in self.released.cuts.items():
            cells = found.setdefault(cut, {})
            for row in rows:
                if row.week in wanted:
                    cells.setdefault(row.values, {})[row.week] = row.count
        return found

    def cut(self, *columns: str, within: Iterable[str] = QUESTION) -> str | None:
        """The published cut with these columns that hides least: the one with the greatest sum, then the fewest columns."""
        allowed = {*within, *columns}
        fitting = [
            (-self._sum(cut), len(of), cut)
            for cut, of in self.released.columns.items()
            if set(columns) <= set(of) <= allowed and self.cells.get(cut)
        ]
        return min(fitting)[2] if fitting else None

    def place(self, *columns: str) -> str | None:
        """The finest column of places that is published together with others."""
        return next((place for place in PLACES if self.cut(place, *columns)), None)

    def _sum(self, cut: str) -> int:
        return sum(sum(by_week.values()) for by_week in self.cells[cut].values())

    def where(self, cut: str | None, chosen: Chosen | None = None) -> Cells:
        """Cells of a cut whose values, named by column, are as wanted."""
        if cut is None:
            return {}
        columns = self.released.columns[cut]
        return {
            values: by_week
            for values, by_week in self.cells.get(cut, {}).items()
            if chosen is None or chosen(dict(zip(columns, values, strict=True)))
        }

    def by(self, cut: str | None, column: str, chosen: Chosen | None = None) -> Mapping[str, Cells]:
        """Cells of a cut, grouped by the value of one of its columns."""
        if cut is None:
            return {}
        place = self.released.columns[cut].index(column)
        groups: dict[str, dict[tuple[str, ...], Mapping[date, int]]] = {}
        for values, by_week in self.where(cut, chosen).items():
            groups.setdefault(values[place], {})[values] = by_week
        return groups

    def recent(self) -> tuple[tuple[date, ...], tuple[date, ...]]:
        """The last weeks and as many before them, at most four each; nothing where there is but one week."""
        half = min(4, len(self.weeks) // 2)
        return (self.weeks[-half:], self.weeks[-2 * half : -half]) if half else ((), ())


def view(released: Released, weeks: int | None = None) -> View:
    """The last ``weeks`` weeks that are released; all of them without a number."""
    ordered = tuple(sorted(released.weeks))
    return View(released, ordered[-weeks:] if weeks else ordered)


def total(cells: Cells, weeks: Iterable[date] | None = None) -> int:
    """The sum of published cells, of some weeks only where given."""
    wanted = None if weeks is None else set(weeks)
    return sum(
        count
        for by_week in cells.values()
        for week, count in by_week.items()
        if wanted is None or week in wanted
    )


def series(cells: Cells, weeks: Sequence[date]) -> Series:
    """The sum of each week; None where nothing of that week is published."""
    sums: dict[date, int] = {}
    for by_week in cells.values():
        for week, count in by_week.items():
            sums[week] = sums.get(week, 0) + count
    return tuple(sums.get(week) for week in weeks)


def share(part: int, whole: int) -> int:
    """A part in whole percent, never more than all of it."""
    return min(100, round(100 * part / whole)) if whole > 0 else 0


def greatest(sums: Mapping[str, int]) -> list[str]:
    """Values by their sums, the greatest first; those without any are left out.

    >>> greatest({"a": 5, "b": 20, "c": 0})
    ['b', 'a']
    """
    return sorted((value for value in sums if sums[value] > 0), key=lambda value: (-sums[value], value))
