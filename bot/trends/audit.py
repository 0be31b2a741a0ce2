"""What somebody who has a week's release and knows its rules can work out: the attack that a release must withstand.

Known to her: a shown cell is its number give or take two; a hidden one is not negative; which tables share which sums.
She is also given what she cannot know: which hidden cells have fewer than ``k``. The shared sums join the tables like the
branches of a tree (language - topic - outcome, topic - province - city, all - channel), so any numbers that agree with them
are the sums of some real set of messages, and linear programs over the cells find all that can be derived.

Safe means: each small cell can still be anything from 0 to ``k`` - 1, as if nothing but its absence were known; and nobody
can be sure that the hidden cells of a line together hold somebody but fewer than ``k``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from bot.trends.cells import CITY, LONE, TOPICAL, Cell
from bot.trends.shown import ROUNDING, Shown

Floats = NDArray[np.float64]
_NEAR = 0.01


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that add up to a sum that other tables share; ``cells`` of one cut."""

    cut: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Attack:
    """The cells as unknowns with bounds, and the sums that tie them."""

    k: int
    cells: tuple[Cell, ...]
    place: dict[Cell, int]
    small: tuple[int, ...]
    rests: dict[int, Line]
    bounds: Floats
    matrix: csr_array
    sums: Floats

    def extreme(self, objective: Floats) -> Floats:
        """A possible state of the cells that has the least of the objective."""
        found = linprog(objective, A_eq=self.matrix, b_eq=self.sums, bounds=self.bounds, method="highs")
        if found.x is None:
            raise ArithmeticError(found.message)
        values: Floats = found.x
        return values


class _Unknowns:
    """Collects unknowns and equations while an attack is drawn up."""

    def __init__(self) -> None:
        self.bounds: list[tuple[float, float]] = []
        self.truth: list[float] = []
        self.entries: list[tuple[int, int, float]] = []
        self.sums: list[float] = []

    def add(self, low: float, high: float, truth: float) -> int:
        self.bounds.append((low, high))
        self.truth.append(truth)
        return len(self.bounds) - 1

    def tie(self, parts: Iterable[int], whole: Iterable[int]) -> None:
        """Parts add up to the whole; where the counts do not, she is told by how much."""
        row, off = len(self.sums), 0.0
        for sign, unknowns in ((1.0, parts), (-1.0, whole)):
            for one in unknowns:
                self.entries.append((row, one, sign))
                off += sign * self.truth[one]
        self.sums.append(off)


def drawn_up(shown: Shown) -> Attack:
    """The attack on a week."""
    unknowns = _Unknowns()
    counts = {cell: count for cell, count in shown.counts().items() if cell.cut not in LONE}
    published = shown.published()
    named = set(shown.named())
    inner = {
        cell: count for cell, count in shown.week.counts.items() if cell.cut == CITY and cell not in named
    }
    place = {
        cell: unknowns.add(*_bounds(shown.k, count, published.get(cell)), count)
        for cell, count in (counts | inner).items()
    }
    rests = _tie_all(unknowns, place, published)
    small = tuple(
        place[cell] for cell, count in (counts | inner).items() if count < shown.k and cell not in published
    )
    rows, columns, values = zip(*unknowns.entries, strict=True) if unknowns.entries else ((), (), ())
    shape = (len(unknowns.sums), len(unknowns.bounds))
    matrix = csr_array((np.array(values, float), (np.array(rows, int), np.array(columns, int))), shape=shape)
    return Attack(
        shown.k,
        tuple(place),
        place,
        small,
        rests,
        np.minimum(np.array(unknowns.bounds).reshape(-1, 2), _far(shown)),
        matrix,
        np.array(unknowns.sums),
    )


def _far(shown: Shown) -> float:
    """An end for what has none: far beyond all messages of the week, so that every program has an answer."""
    return 10.0 * (sum(shown.week.counts.values()) + shown.k * (len(shown.week.counts) + 1))


def _bounds(k: int, count: int, published: int | None) -> tuple[float, float]:
    if published is not None:
        return max(k, published - ROUNDING // 2), published + ROUNDING // 2
    return 0, (k - 1 if count < k else np.inf)


def lines_of(cells: Iterable[Cell]) -> list[Line]:
    """Cells by the sum they share with other tables: a topic's, a province's, that of all messages."""
    found: defaultdict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.cut in (*TOPICAL, "helpful", "place", CITY):
            found[cell.cut, cell.values[0]].append(cell)
        elif cell.cut == "channel":
            found[cell.cut, ""].append(cell)
    return [Line(cut, name, tuple(members)) for (cut, name), members in found.items()]


def _tie_all(unknowns: _Unknowns, place: dict[Cell, int], published: dict[Cell, int]) -> dict[int, Line]:
    """Every shared sum, and an unknown for the hidden cells of each line together."""
    rests: dict[int, Line] = {}
    topics: dict[str, int] = {}
    provinces: defaultdict[str, list[int]] = defaultdict(list)
    lines = lines_of(place)
    for cell, index in place.items():
        if cell.cut == "topic_province":
            provinces[cell.values[1]].append(index)
    for line in sorted(lines, key=lambda one: TOPICAL.index(one.cut) if one.cut in TOPICAL else len(TOPICAL)):
        parts = [place[cell] for cell in line.cells]
        if line.cut in (*TOPICAL, "helpful"):
            total = sum(unknowns.truth[part] for part in parts)
            whole = topics.get(line.name)
            if whole is None:
                whole = topics[line.name] = unknowns.add(0, np.inf, total)
            if line.cut == "helpful":  # who did not press a button
                parts = [*parts, unknowns.add(0, np.inf, max(0.0, unknowns.truth[whole] - total))]
            unknowns.tie(parts, [whole])
        elif line.cut == "place":
            unknowns.tie(parts, provinces[line.name])
        elif line.cut == CITY:
            rest = Cell("place", (line.name, line.name))
            unknowns.tie(parts, [place[rest]])
        elif line.cut == "channel":
            unknowns.tie(parts, topics.values())
        hidden = [place[cell] for cell in line.cells if cell not in published and cell.cut != CITY]
        if len(hidden) > 1:
            together = unknowns.add(0, np.inf, sum(unknowns.truth[one] for one in hidden))
            unknowns.tie(hidden, [together])
            rests[together] = line
    return rests


def unsafe(attack: Attack, only: Iterable[Cell | Line] | None = None) -> tuple[Cell | Line, ...]:
    """What can be derived: small cells that cannot be all of 0 to ``k`` - 1, and lines whose rest is surely small.

    With ``only`` just those are looked at.
    """
    wanted = None if only is None else set(only)
    small = [one for one in attack.small if wanted is None or attack.cells[one] in wanted]
    rests = [one for one, line in attack.rests.items() if wanted is None or line in wanted]
    seen = _Seen(attack)
    missed = seen.short(small, 1, 0) | seen.short(small, -1, attack.k - 1)
    return (
        *(attack.cells[one] for one in sorted(missed)),
        *(attack.rests[one] for one in seen.surely_small(rests)),
    )


class _Seen:
    """The least and the most that each unknown was in any possible state looked at: one program shows many ends."""

    def __init__(self, attack: Attack) -> None:
        self._attack = attack
        self._least = np.full(len(attack.bounds), np.inf)
        self._most = np.full(len(attack.bounds), -np.inf)

    def short(self, wanted: Sequence[int], sign: int, aim: float) -> set[int]:
        """Unknowns that cannot get down (1) or up (-1) to ``aim``."""
        left = self._beyond(wanted, sign, aim)
        missed: set[int] = set()
        while left:
            self._pull(left, sign)
            after = self._beyond(left, sign, aim)
            if len(after) == len(left):
                one = after.pop()
                self._pull([one], sign)
                missed.update(self._beyond([one], sign, aim))
                after = self._beyond(after, sign, aim)
            left = after
        return missed

    def surely_small(self, rests: Sequence[int]) -> list[int]:
        """Rests of lines that surely hold somebody, and surely fewer than ``k``."""
        never_many = self.short(rests, -1, self._attack.k)
        return sorted(self.short(sorted(never_many), 1, 0))

    def _pull(self, unknowns: Sequence[int], sign: int) -> None:
        objective = np.zeros(len(self._least))
        objective[unknowns] = sign
        values = self._attack.extreme(objective)
        np.minimum(self._least, values, out=self._least)
        np.maximum(self._most, values, out=self._most)

    def _beyond(self, unknowns: Sequence[int], sign: int, aim: float) -> list[int]:
        """Those that were not seen at ``aim`` yet."""
        if sign > 0:
            return [one for one in unknowns if self._least[one] > aim + _NEAR]
        return [one for one in unknowns if self._most[one] < aim - _NEAR]
