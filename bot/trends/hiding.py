"""Hiding a second time: as long as the audit finds something that can be derived, one cell more is hidden.

Which one is chosen by what is shown and by what the audit says of it, never by a hidden number, so that the choice itself
tells nothing of them: the one that leaves the least to be derived, and of those the smallest.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.trends.audit import Line, drawn_up, unsafe
from bot.trends.cells import CITY, Cell, Week
from bot.trends.shown import Shown

Found = tuple[Cell | Line, ...]
_WAYS = 8
"""So many cells are tried in a round."""


def protected(week: Week, k: int) -> Shown:
    """A week of which nothing hidden can be derived; at worst one of which nothing is shown."""
    shown = Shown(week, k)
    if not shown.published():
        return shown
    found = unsafe(drawn_up(shown))
    while found:
        shown, found = _less(shown, found)
        found = found or unsafe(drawn_up(shown))  # merging cities changes sums that were fine before
    return shown


def _less(shown: Shown, found: Found) -> tuple[Shown, Found]:
    """The week with one cell hidden more, and what can still be derived of what could be."""
    published = shown.published()
    best: tuple[tuple[int, int, Cell], Shown, Found] | None = None
    for cell in _candidates(published, found):
        trial = shown.hide(Cell(CITY, cell.values) if _is_city(cell) else cell)
        left = unsafe(drawn_up(trial), found)
        rank = (len(left), published[cell], cell)
        if best is None or rank < best[0]:
            best = rank, trial, left
    return (best[1], best[2]) if best else (shown.hide(*published), ())


def _candidates(published: dict[Cell, int], found: Found) -> list[Cell]:
    """The smallest shown cell of each line that shares a sum with one that is given away, the nearest lines first."""
    chosen: dict[Cell, None] = {}
    for line in dict.fromkeys(_line(one) for one in found):
        for way in _ways(published, line):
            if way and len(chosen) < _WAYS:
                chosen[min(way, key=lambda cell: (published[cell], cell))] = None
    if not chosen and published:
        chosen[min(published, key=lambda cell: (published[cell], cell))] = None
    return list(chosen)


def _ways(published: dict[Cell, int], line: tuple[str, str]) -> Iterable[list[Cell]]:
    cut, name = line
    if cut in ("place", CITY):
        yield [cell for cell in published if _is_city(cell) and cell.values[0] == name]
        yield _of(published, "place", name)
        yield [cell for cell in published if cell.cut == "topic_province" and cell.values[1] == name]
    elif cut != "channel":
        for one in dict.fromkeys((cut, "helpful", "topic_province", "topic_language", "topic_outcome")):
            yield _of(published, one, name)
    yield _of(published, "channel", None)


def _of(published: dict[Cell, int], cut: str, name: str | None) -> list[Cell]:
    """Shown cells of a line."""
    return [cell for cell in published if cell.cut == cut and (name is None or cell.values[0] == name)]


def _is_city(cell: Cell) -> bool:
    return cell.cut == "place" and cell.values[0] != cell.values[1]


def _line(one: Cell | Line) -> tuple[str, str]:
    if isinstance(one, Line):
        return one.cut, one.name
    return one.cut, "" if one.cut == "channel" else one.values[0]
