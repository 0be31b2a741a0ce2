"""An attack on a released file, written apart from the publisher: whole messages are the unknowns, in whole numbers.

Where the publisher's audit looks at the sums that tables share, this one asks for a set of messages, each with a topic, an
outcome, a language, a city and a channel, that would have led to every table of the file. What no such set can have is given
away. It is told what the file does not say: which hidden cells have fewer than k.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bot.trends.cells import province_of
from tests.trends.worlds import Messages

Key = tuple[str, tuple[str, ...]]
Message = tuple[str, str, str, str, str]
"""Topic, outcome, language, city, channel."""


def file_cells(path: Path, week: date) -> dict[Key, int]:
    """What a file says of a week, read without the project's own reader."""
    found: dict[Key, int] = {}
    with closing(sqlite3.connect(path)) as database:
        for (cut,) in database.execute("select name from sqlite_master where name <> 'about'"):
            for monday, *values, count in database.execute(f"select * from {cut}"):  # noqa: S608
                if monday == week.isoformat():
                    found[cut, tuple(values)] = count
    return found


def keys_of(message: Message) -> tuple[Key, ...]:
    """The cells that a message counts in, cities not yet merged."""
    topic, outcome, language, city, channel = message
    return (
        ("topic_outcome", (topic, outcome)),
        ("topic_language", (topic, language)),
        ("topic_province", (topic, province_of(city))),
        ("city", (province_of(city), city)),
        ("channel", (channel,)),
    )


@dataclass(slots=True)
class Attacker:
    """Who knows the file of a week, the rules, and which pairs of values come up at all."""

    k: int
    cells: Mapping[Key, int]
    truth: Counter[Key] = field(default_factory=Counter)
    possible: set[Key] = field(default_factory=set)
    at_least: dict[Key, int] = field(default_factory=dict)

    def learn(self, all_weeks: Iterable[Messages], week: date) -> None:
        for some in all_weeks:
            for key in (*keys_of(message_of(some)), *rating_keys(some)):
                self.possible.add(key)
                self.truth[key] += some.number if some.week == week and key[0] != "helpful" else 0
            if some.week == week:
                self.truth["helpful", (some.tally.topic, "yes")] += some.helped
                self.truth["helpful", (some.tally.topic, "no")] += some.not_helped

    def place_of(self, key: Key) -> Key:
        """Where a city is counted: by name if the file names it, else in the rest of its province."""
        if key[0] != "city":
            return key
        province, city = key[1]
        named = ("place", (province, city))
        return named if city != province and named in self.cells else ("place", (province, province))

    def unknowns(self) -> list[Message]:
        """Every kind of message whose pairs come up."""
        values: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for cut, pair in self.possible:
            values[cut].add(pair)
        every = itertools.product(
            sorted({topic for topic, _ in values["topic_outcome"]}),
            sorted({outcome for _, outcome in values["topic_outcome"]}),
            sorted({language for _, language in values["topic_language"]}),
            sorted({city for _, city in values["city"]}),
            sorted({channel for (channel,) in values["channel"]}),
        )
        return [one for one in every if all(key in self.possible for key in keys_of(one))]

    def system(self) -> tuple[list[Key], np.ndarray, Bounds]:
        """Each cell as a sum of kinds of messages, and what is known of it."""
        messages = self.unknowns()
        ratings = sorted(key for key in self.possible if key[0] == "helpful")
        sums: defaultdict[Key, set[int]] = defaultdict(set)
        for index, message in enumerate(messages):
            for key in keys_of(message):
                sums[key].add(index)
                sums[self.place_of(key)].add(index)
        for index, key in enumerate(ratings):
            sums[key].add(len(messages) + index)
        names = sorted(sums)
        width = len(messages) + len(ratings)
        matrix = np.zeros((len(names), width))
        for row, name in enumerate(names):
            matrix[row, list(sums[name])] = 1
        low, high = zip(*(self.known(name) for name in names), strict=True)
        extra = np.zeros((0, width))
        for topic in sorted({message[0] for message in messages}):  # nobody rates what was not asked
            line = np.zeros((1, width))
            line[0, [index for index, one in enumerate(messages) if one[0] == topic]] = 1
            line[0, [len(messages) + index for index, key in enumerate(ratings) if key[1][0] == topic]] = -1
            extra = np.vstack([extra, line])
        bounds = Bounds(
            np.array([*low, *(0 for _ in extra)], float), np.array([*high, *(np.inf for _ in extra)], float)
        )
        return names, np.vstack([matrix, extra]), bounds

    def known(self, key: Key) -> tuple[float, float]:
        low, high = self._told(key)
        return max(low, self.at_least.get(key, 0)), high

    def _told(self, key: Key) -> tuple[float, float]:
        shown = self.cells.get(key)
        if shown is not None:
            return max(self.k, shown - 2), shown + 2
        if key[0] == "city" and self.place_of(key) != ("place", (key[1][0], key[1][0])):
            return 0, np.inf  # named: the same messages are bounded as a place
        return 0, (self.k - 1 if self.count(key) < self.k else np.inf)

    def count(self, key: Key) -> int:
        if key[0] != "place":
            return self.truth[key]
        return sum(self.truth[one] for one in self.possible if one[0] == "city" and self.place_of(one) == key)

    def small(self) -> list[Key]:
        """Hidden cells that have fewer than k; named cities are shown as places."""
        names = {*self.possible, *(self.place_of(key) for key in self.possible)}
        return sorted(
            key
            for key in names
            if key not in self.cells
            and (key[0] != "city" or self.place_of(key)[1][1] == key[1][0])
            and self.count(key) < self.k
        )

    def range_of(self, wanted: Iterable[Iterable[Key]]) -> list[tuple[int, int]]:
        """The least and the most that cells can be together."""
        names, matrix, bounds = self.system()
        constraint = LinearConstraint(matrix, bounds.lb, bounds.ub)
        found = []
        for keys in wanted:
            objective = sum(matrix[names.index(key)] for key in keys)
            ends = [
                milp(sign * objective, constraints=constraint, integrality=np.ones(matrix.shape[1]))
                for sign in (1, -1)
            ]
            assert ends[0].status == 0, ends[0].message
            most = round(-ends[1].fun) if ends[1].status == 0 else 10**6
            found.append((round(ends[0].fun), most))
        return found


def message_of(some: Messages) -> Message:
    tally = some.tally
    return tally.topic, str(tally.outcome), tally.language, tally.region, tally.channel


def rating_keys(some: Messages) -> tuple[Key, ...]:
    pairs = (("yes", some.helped), ("no", some.not_helped))
    return tuple(("helpful", (some.tally.topic, answer)) for answer, number in pairs if number)


def attacker(path: Path, all_weeks: list[Messages], week: date, k: int = 10) -> Attacker:
    made = Attacker(k, file_cells(path, week))
    made.learn(all_weeks, week)
    return made
