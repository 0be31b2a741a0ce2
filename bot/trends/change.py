"""When a change may be said to be one: like is compared with like, past rounding, noise and chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.trends.noise import share
from bot.trends.released import Released
from bot.trends.view import Cells

LEAST = 0.1
"""A change smaller than a tenth is called steady, however sure."""
FARTHEST = 1000
"""Beyond this many percent only "more than that" is said."""


class Way(StrEnum):
    """Which way a number went."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Change:
    """How a number went from one period to the next; ``percent`` is in steps of five, as the cells are rounded."""

    way: Way
    before: int
    after: int

    @property
    def percent(self) -> int:
        if not self.before:
            return 0
        return max(-100, min(FARTHEST, 5 * round(20 * (self.after - self.before) / self.before)))


def change(cells: Cells, before: Sequence[date], after: Sequence[date], released: Released) -> Change:
    """The change between two periods of as many weeks.

    Only cells that are published in every week of both periods are compared: a cell that comes and goes would look like
    a rise or a fall. A change counts as one where it is greater than all rounding could make it and than what chance
    makes of numbers of this size (three standard deviations, as many are compared at once), and at least a tenth.
    """
    weeks = {*before, *after}
    steady = [by_week for by_week in cells.values() if weeks <= by_week.keys()]
    if not weeks or not steady:
        return Change(Way.UNSURE, 0, 0)
    first = sum(by_week[week] for by_week in steady for week in before)
    last = sum(by_week[week] for by_week in steady for week in after)
    doubt = _error(released, len(steady) * len(weeks)) + 3 * math.sqrt(first + last)
    if abs(last - first) > doubt and abs(last - first) >= LEAST * first:
        return Change(Way.UP if last > first else Way.DOWN, first, last)
    return Change(Way.STEADY if doubt < LEAST * 3 * first else Way.UNSURE, first, last)


def _error(released: Released, cells: int) -> float:
    """How far a difference of sums may be off by rounding, in the worst case, and by added noise, nearly always."""
    rounded = cells * released.rounding / 2
    noise = 3 * math.sqrt(2 * cells) / float(share(released.epsilon)) if released.epsilon else 0.0
    return rounded + noise
