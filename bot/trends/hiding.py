"""Hiding a second time: as long as the audit finds something that can be derived, more of the week is hidden.

What is hidden is chosen by rounded numbers alone, never by the true ones, so that the choice itself tells nothing of them.
"""

from __future__ import annotations

from bot.trends.audit import Line, drawn_up, unsafe
from bot.trends.cells import CITY, Cell, Week
from bot.trends.shown import Shown, places

ROUNDS = 400


def protected(week: Week, k: int) -> Shown:
    """A week of which nothing hidden can be derived; at worst one of which nothing is shown."""
    shown = Shown(week, k)
    for _ in range(ROUNDS):
        found = unsafe(drawn_up(shown))
        if not found:
            return shown
        shown = _more(shown, found)
    return shown.hide(*week.counts, *shown.counts())


def _more(shown: Shown, found: tuple[Cell | Line, ...]) -> Shown:
    """One cell more for each line where something can be derived."""
    published = shown.published()
    chosen: set[Cell] = set()
    for line in sorted({_line(one) for one in found}):
        if not chosen & _near(published, line):
            chosen |= _partner(published, line)
    merged = {Cell(CITY, cell.values) if _is_city(cell) else cell for cell in chosen}
    return shown.hide(*merged)


def _is_city(cell: Cell) -> bool:
    return cell.cut == "place" and cell.values[0] != cell.values[1]


def _line(one: Cell | Line) -> tuple[str, str]:
    if isinstance(one, Line):
        return one.cut, one.name
    return one.cut, "" if one.cut == "channel" else one.values[0]


def _near(published: dict[Cell, int], line: tuple[str, str]) -> set[Cell]:
    """Shown cells of the same line."""
    cut, name = line
    if cut == CITY:
        cut = "place"
    return {cell for cell in published if cell.cut == cut and (cut == "channel" or cell.values[0] == name)}


def _partner(published: dict[Cell, int], line: tuple[str, str]) -> set[Cell]:
    """The smallest shown cell of the line; else of another that shares its sum; else of all."""
    cut, name = line
    if cut in ("place", CITY):
        ways = [set(places(published, name)), _near(published, line), _column(published, name)]
    elif cut == "channel":
        ways = [_near(published, line)]
    else:
        others = ("helpful", "topic_province", "topic_language", "topic_outcome")
        ways = [_near(published, (one, name)) for one in (cut, *others)]
    for way in [*ways, _near(published, ("channel", "")), set(published)]:
        if way:
            return {min(way, key=lambda cell: (published[cell], cell))}
    return set()


def _column(published: dict[Cell, int], province: str) -> set[Cell]:
    return {cell for cell in published if cell.cut == "topic_province" and cell.values[1] == province}
