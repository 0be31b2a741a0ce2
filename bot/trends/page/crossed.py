"""Two things at once: which months a topic is asked in, and what is asked in each place more than elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.trends.naming import Naming
from bot.trends.view import View, greatest, total

MONTHS = 13
MOST_ASKED, SEASONAL = 8, 4
DEPTHS = (0.8, 1.15, 1.3, 1.5)
"""From which part of its usual share on a topic's month is shaded a step darker."""
PLACES = 15
MORE = 1.25
"""How much more of a place's questions than of all places' a topic must be, to be said to stand out there."""

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
    weeks = [week for one in shown.values() for week in one]
    groups = view.by(view.cut("topic"), "topic")
    counts = {
        topic: {month: total(cells, of) for month, of in shown.items()} for topic, cells in groups.items()
    }
    sums = {topic: total(cells, weeks) for topic, cells in groups.items()}
    wholes = {month: sum(of[month] for of in counts.values()) for month in shown}
    depths = {
        topic: _parts(counts[topic], wholes, sums[topic] / (sum(sums.values()) or 1))
        for topic in greatest(sums)
    }
    lines = tuple(
        (
            naming.of("topic", topic),
            tuple(
                Month(count, _depth(depths[topic][month])) if count else None
                for month, count in counts[topic].items()
            ),
        )
        for topic in _chosen(sums, depths, counts)
    )
    return tuple(shown), lines


def _parts(counts: Mapping[str, int], wholes: Mapping[str, int], usual: float) -> Mapping[str, float]:
    """The part a topic has in each month against its usual part."""
    return {month: count / wholes[month] / usual if count else 0.0 for month, count in counts.items()}


def _depth(part: float) -> int:
    return sum(part >= step for step in DEPTHS)


def _chosen(
    sums: Mapping[str, int], parts: Mapping[str, Mapping[str, float]], counts: Mapping[str, Mapping[str, int]]
) -> list[str]:
    """The most asked, then others by their strongest month, if that is past chance."""
    ranked = greatest(sums)
    first, rest = ranked[:MOST_ASKED], ranked[MOST_ASKED:]
    strongest = {topic: _strongest(parts[topic]) for topic in rest}
    seasonal = [
        topic
        for topic in sorted(rest, key=lambda topic: -parts[topic][strongest[topic]])
        if _past_chance(counts[topic][strongest[topic]], parts[topic][strongest[topic]])
    ]
    return first + seasonal[:SEASONAL]


def _strongest(parts: Mapping[str, float]) -> str:
    return max(parts, key=lambda month: parts[month])


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
    by_place: dict[str, dict[str, int]] = {}
    for place, cells in view.by(cut, column, lambda cell: cell[column] != "").items():
        topics = by_place.setdefault(place, {})
        for values, by_week in cells.items():
            topics[values[at]] = topics.get(values[at], 0) + sum(by_week.values())
    sums = {place: sum(topics.values()) for place, topics in by_place.items()}
    everywhere: dict[str, int] = {}
    for topics in by_place.values():
        for topic, count in topics.items():
            everywhere[topic] = everywhere.get(topic, 0) + count
    return tuple(
        _place(naming, naming.of(column, place), by_place[place], everywhere)
        for place in greatest(sums)[:PLACES]
    )


def _place(naming: Naming, name: str, topics: Mapping[str, int], everywhere: Mapping[str, int]) -> Place:
    here, whole = sum(topics.values()), sum(everywhere.values())
    times = {topic: count / here * whole / everywhere[topic] for topic, count in topics.items()}
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
