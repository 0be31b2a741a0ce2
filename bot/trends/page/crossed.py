"""Two things at once: which months a topic is asked in, and what is asked in each place more than elsewhere.

Hidden cells make what is usual look rarer than it is. So they are taken as full as they can be (one under k), and what
then still stands out is said to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.trends.naming import Naming
from bot.trends.view import Cells, View, greatest, total

MONTHS = 13
MOST_ASKED, SEASONAL = 8, 4
DEPTHS = (0.8, 1.15, 1.3, 1.5)
"""From which part of its usual share on a topic's month is shaded a step darker."""
PLACES = 15
MORE = 1.25
"""How much more of the questions of a place or time than of all a topic must be, to be said to stand out there."""

Lines = tuple[tuple[str, tuple["Month | None", ...]], ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a topic; ``depth`` from 0 to 4 is how its part of that month compares with its part of the whole."""

    count: int
    depth: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place, what is asked most there, and what is asked there more than elsewhere, "" where nothing stands out."""

    name: str
    topic: str
    count: int
    more: str
    more_count: int


def by_month(view: View, naming: Naming) -> tuple[tuple[str, ...], Lines]:
    """The topics asked most and those with the strongest season, by month; a week belongs to the month of its Monday."""
    months: dict[str, list[date]] = {}
    for week in view.weeks:
        months.setdefault(f"{week:%Y-%m}", []).append(week)
    shown = dict(list(months.items())[-MONTHS:])
    if len(shown) < 2:
        return (), ()
    groups = view.by(view.cut("topic"), "topic")
    weeks = [week for one in shown.values() for week in one]
    ranked = greatest({topic: total(cells, weeks) for topic, cells in groups.items()})
    seasons = {topic: times for one in shown.values() for topic, times in standing_out(view, one).items()}
    rest = sorted(
        (topic for topic in ranked[MOST_ASKED:] if topic in seasons), key=lambda topic: -seasons[topic]
    )
    chosen = [*ranked[:MOST_ASKED], *rest[:SEASONAL]]
    parts = [times_usual(view, one) for one in shown.values()]
    lines = (
        (
            naming.of("topic", topic),
            tuple(
                Month(count, _depth(part[topic])) if (count := total(groups[topic], one)) else None
                for one, part in zip(shown.values(), parts, strict=True)
            ),
        )
        for topic in chosen
    )
    return tuple(shown), tuple(lines)


def _depth(part: float) -> int:
    return sum(part >= step for step in DEPTHS)


def times_usual(view: View, weeks: Iterable[date]) -> Mapping[str, float]:
    """How many times its usual part of all questions each topic was in some weeks, at least."""
    groups = view.by(view.cut("topic"), "topic")
    wanted = list(weeks)
    then = {topic: total(cells, wanted) for topic, cells in groups.items()}
    all_then, ever = sum(then.values()) or 1, sum(total(cells) for cells in groups.values()) or 1
    return {
        topic: then[topic] / all_then * ever / (total(cells) + _hidden(view, cells))
        for topic, cells in groups.items()
    }


def standing_out(view: View, weeks: Iterable[date]) -> Mapping[str, float]:
    """Topics that were clearly more of the questions of some weeks than of all, and how many times so."""
    wanted = list(weeks)
    groups = view.by(view.cut("topic"), "topic")
    return {
        topic: times
        for topic, times in times_usual(view, wanted).items()
        if _past_chance(total(groups[topic], wanted), times)
    }


def _hidden(view: View, cells: Cells) -> int:
    """What cells that are published in some weeks may at most hold in the others."""
    return sum(len(view.weeks) - len(by_week) for by_week in cells.values()) * (view.released.k - 1)


def _past_chance(count: int, times: float) -> bool:
    """Whether a count so many times what was to be expected is more than chance makes of it."""
    return times >= MORE and count - count / times > 3 * math.sqrt(count)


def places(view: View, naming: Naming) -> tuple[Place, ...]:
    """What is asked in the greatest places, where topics are published by place."""
    column = view.place("topic")
    if column is None:
        return ()
    cut = view.cut("topic", column)
    at = view.released.columns[cut or ""].index("topic")
    found: dict[str, dict[str, Cells]] = {}
    for place, cells in view.by(cut, column, lambda cell: cell[column] != "").items():
        for values, by_week in cells.items():
            found.setdefault(place, {})[values[at]] = {values: by_week}
    counts = {place: {topic: total(one) for topic, one in topics.items()} for place, topics in found.items()}
    everywhere: dict[str, int] = {}
    for topics in counts.values():
        for topic, count in topics.items():
            everywhere[topic] = everywhere.get(topic, 0) + count
    whole = sum(everywhere.values())
    usual = {topic: (count + _unseen(view, topic, found)) / whole for topic, count in everywhere.items()}
    ranked = greatest({place: sum(topics.values()) for place, topics in counts.items()})
    return tuple(
        _place(
            naming, naming.of(column, place), counts[place], usual, _unseen_here(view, found[place], usual)
        )
        for place in ranked[:PLACES]
    )


def _unseen(view: View, topic: str, found: Mapping[str, Mapping[str, Cells]]) -> int:
    """What the hidden cells of a topic may at most hold, in all places."""
    known = sum(len(by_week) for topics in found.values() for by_week in topics.get(topic, {}).values())
    return (len(found) * len(view.weeks) - known) * (view.released.k - 1)


def _unseen_here(view: View, topics: Mapping[str, Cells], usual: Mapping[str, float]) -> int:
    """What the hidden cells of a place may at most hold, of all topics."""
    known = sum(len(by_week) for cells in topics.values() for by_week in cells.values())
    return (len(usual) * len(view.weeks) - known) * (view.released.k - 1)


def _place(
    naming: Naming, name: str, topics: Mapping[str, int], usual: Mapping[str, float], unseen: int
) -> Place:
    here = sum(topics.values()) + unseen
    times = {topic: count / here / usual[topic] for topic, count in topics.items()}
    standing = [topic for topic in topics if _past_chance(topics[topic], times[topic])]
    more = max(standing, key=lambda topic: times[topic], default=None)
    most = greatest(topics)[0]
    return Place(
        name,
        naming.of("topic", most),
        topics[most],
        naming.of("topic", more) if more is not None else "",
        topics[more] if more is not None else 0,
    )
