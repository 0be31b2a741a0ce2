"""What of a week is shown: cells of k or more, rounded, but those hidden a second time; and places as they are merged.

Small cities are counted in the rest of their province. A city is named or in the rest, never both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.trends.cells import CITY, Cell, Week

ROUNDING = 5


def rounded(count: int) -> int:
    """To the nearest multiple of five.

    >>> [rounded(count) for count in (10, 12, 13, 17, 18)]
    [10, 10, 15, 15, 20]
    """
    return (count + ROUNDING // 2) // ROUNDING * ROUNDING


@dataclass(frozen=True, slots=True)
class Shown:
    """A week with the cells that are not shown though they have k or more; for a city: merged into the rest."""

    week: Week
    k: int
    hidden: frozenset[Cell] = field(default_factory=frozenset)

    def hide(self, *cells: Cell) -> Shown:
        return replace(self, hidden=self.hidden.union(cells))

    def named(self) -> list[Cell]:
        """Cities that are shown by themselves."""
        return [
            cell
            for cell, count in self.week.counts.items()
            if cell.cut == CITY and self._is_city(cell) and count >= self.k and cell not in self.hidden
        ]

    def counts(self) -> dict[Cell, int]:
        """True counts of every cell that may be shown: cities as they are merged, everything else as it is."""
        made: dict[Cell, int] = {}
        named = set(self.named())
        for cell, count in self.week.counts.items():
            place = cell
            if cell.cut == CITY:
                province, city = cell.values
                place = Cell("place", (province, city if cell in named else province))
            made[place] = made.get(place, 0) + count
        return made

    def published(self) -> dict[Cell, int]:
        """Rounded counts of the cells that are shown."""
        return {
            cell: rounded(count)
            for cell, count in self.counts().items()
            if count >= self.k and cell not in self.hidden
        }

    def _is_city(self, cell: Cell) -> bool:
        """Not the province itself, where only that was said."""
        province, city = cell.values
        return province != city

    def small(self) -> int:
        """How many cells had somebody, and are not shown."""
        shown = self.published()
        return sum(count > 0 and cell not in shown for cell, count in self.counts().items())

    def merged(self) -> int:
        """How many cities that were met are counted in the rest of their province."""
        named = set(self.named())
        return sum(
            count > 0 and cell not in named and self._is_city(cell)
            for cell, count in self.week.counts.items()
            if cell.cut == CITY
        )


def places(published: Mapping[Cell, int], province: str) -> list[Cell]:
    """The cities of a province that are shown by name."""
    return [
        cell
        for cell in published
        if cell.cut == "place" and cell.values[0] == province and cell.values[1] != province
    ]
