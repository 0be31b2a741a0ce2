"""The geometry of charts: points, ticks and labels in percent of the drawing, so that text keeps its size at any width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.trends.view import Series

STEPS = (1, 2, 2.5, 5, 10)
MOST_LABELS = 13


@dataclass(frozen=True, slots=True)
class Mark:
    """A text or dot at a place; ``edge`` is where its text is anchored."""

    at: float
    value: int
    word: str = ""
    edge: str = "middle"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A line: ``runs`` are unbroken pieces as points of a box of 1000 by 100, ``dots`` pieces of one week."""

    runs: tuple[str, ...]
    areas: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    across: tuple[Mark, ...]
    along: tuple[Mark, ...]
    last: tuple[float, float] | None


def drawing(series: Series, weeks: Sequence[date] = ()) -> Drawing:
    """A line over the weeks, from nought up to a round number above the highest."""
    ticks = _ticks(max((count for count in series if count is not None), default=0))
    top = ticks[-1] or 1
    points = [
        (_across(index, len(series)), 100 - 100 * count / top) if count is not None else None
        for index, count in enumerate(series)
    ]
    pieces = list(_pieces(points))
    long = [piece for piece in pieces if len(piece) > 1]
    return Drawing(
        tuple(_points(piece) for piece in long),
        tuple(_points([(piece[0][0], 100.0), *piece, (piece[-1][0], 100.0)]) for piece in long),
        tuple(piece[0] for piece in pieces if len(piece) == 1),
        tuple(_months(weeks)),
        tuple(Mark(round(100 - 100 * tick / top, 2), tick) for tick in ticks),
        points[-1] if points else None,
    )


def _ticks(high: int, most: int = 4) -> tuple[int, ...]:
    """Round numbers from nought to at least the highest.

    >>> _ticks(1130), _ticks(0)
    ((0, 500, 1000, 1500), (0, 1))
    """
    if high <= 0:
        return (0, 1)
    power = 10 ** max(0, len(str(high)) - 2)
    steps = [
        int(step * scale)
        for scale in (power, 10 * power)
        for step in STEPS
        if step * scale >= 1 and step * scale == int(step * scale)
    ]
    step = next(step for step in steps if step * most >= high)
    return tuple(step * number for number in range(-(-high // step) + 1))


def _across(index: int, count: int) -> float:
    return round(100 * index / (count - 1), 2) if count > 1 else 50.0


def _pieces(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    piece: list[tuple[float, float]] = []
    for point in points:
        if point is not None:
            piece.append(point)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _points(piece: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{10 * x:g},{y:.4g}" for x, y in piece)


def _months(weeks: Sequence[date]) -> Iterator[Mark]:
    """A label at the first week of each month, or of each quarter where there are many."""
    firsts = [
        (index, week)
        for index, week in enumerate(weeks)
        if index == 0 or week.month != weeks[index - 1].month or week.year != weeks[index - 1].year
    ]
    every = 1 if len(firsts) <= MOST_LABELS else 3 if len(firsts) <= 3 * MOST_LABELS else 12
    for number, (index, week) in enumerate(firsts):
        if number == 0 and len(firsts) > 1 and firsts[1][0] - index < len(weeks) / 20:
            continue  # it would run into the next
        if every == 1 or week.month % every == 1:
            at = _across(index, len(weeks))
            word = f"{week:%Y-%m}" if number == 0 or week.month == 1 else f"{week.month}"
            yield Mark(at, week.month, word, "start" if at < 5 else "end" if at > 97 else "middle")
