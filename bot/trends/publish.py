"""From raw counts to what is released: closed weeks, each once and for ever, with nothing in them that leads to a worker.

A week that was released stays as it is: counts that come late are left out, or else two releases could be subtracted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from bot.trends.cells import LONE, Cell, Rows, Week, closed, weeks_of
from bot.trends.hiding import protected
from bot.trends.noise import noise, share
from bot.trends.released import CUTS, Released, Row
from bot.trends.shown import ROUNDING, Shown

LEAST = 10
"""No cell with fewer is ever released."""


@dataclass(frozen=True, slots=True)
class Rules:
    """By which rules to release; ``possible`` names every cell that noise is added to, whatever was counted."""

    k: int = LEAST
    epsilon: float | None = None
    possible: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What a release did, for the admin who made it; it is in no file."""

    weeks: int
    new: tuple[date, ...]
    shown: int
    few: int
    second: int
    merged: int


def publish(
    rows: Rows, today: date, rules: Rules, before: Released | None = None
) -> tuple[Released, Account]:
    """All that may be known on a day, on top of what was released before."""
    weeks = _new(_complete(weeks_of(rows, today, rules.possible), today, before), before)
    done = [_shown(week, rules) for week in weeks]
    released = Released(
        rules.k,
        ROUNDING,
        rules.epsilon,
        (*(before.weeks if before else ()), *(week.monday for week in weeks)),
        MappingProxyType(_cuts(done, rules, before)),
        MappingProxyType({cut: CUTS[cut] for cut in _published_cuts(rules)}),
    )
    return released, _account(released, done)


def _complete(weeks: Sequence[Week], today: date, before: Released | None) -> list[Week]:
    """Weeks without a gap up to the last closed one: a week in which nobody asked is released as such, once."""
    known = {week.monday: week for week in weeks}
    days = [*known, *(before.weeks if before else ())]
    if not days:
        return []
    possible = next(iter(known.values())).counts if known else {}
    found, monday = [], min(days)
    while closed(monday, today):
        found.append(known.get(monday) or Week(monday, dict.fromkeys(possible, 0)))
        monday += timedelta(days=7)
    return found


def _new(weeks: Iterable[Week], before: Released | None) -> list[Week]:
    """Weeks after the last one released."""
    last = max(before.weeks, default=None) if before else None
    return [week for week in weeks if last is None or week.monday > last]


def _shown(week: Week, rules: Rules) -> Shown:
    if rules.epsilon is None:
        return protected(week, rules.k)
    scale = share(rules.epsilon)
    counts = {cell: week.counts.get(cell, 0) + noise(scale) for cell in rules.possible}
    return Shown(Week(week.monday, counts), rules.k)


def _published_cuts(rules: Rules) -> tuple[str, ...]:
    """With noise only cuts of which a message changes one cell: how many papers one worker made is not bounded."""
    return tuple(cut for cut in CUTS if rules.epsilon is None or cut not in LONE)


def _cuts(done: Sequence[Shown], rules: Rules, before: Released | None) -> dict[str, tuple[Row, ...]]:
    made: defaultdict[str, list[Row]] = defaultdict(list)
    for shown in done:
        for cell, count in shown.published().items():
            made[cell.cut].append(Row(shown.week.monday, cell.values, count))
    older = before.cuts if before else {}
    return {cut: (*older.get(cut, ()), *sorted(made[cut])) for cut in _published_cuts(rules)}


def _account(released: Released, done: Sequence[Shown]) -> Account:
    first = [Shown(shown.week, shown.k) for shown in done]
    return Account(
        len(released.weeks),
        tuple(shown.week.monday for shown in done),
        sum(len(shown.published()) for shown in done),
        sum(shown.small() for shown in first),
        sum(
            len(set(one.published()) - set(shown.published())) for one, shown in zip(first, done, strict=True)
        ),
        sum(shown.merged() for shown in done),
    )
