"""Which records of two rule bases differ, and which topics, places and days that can touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.core.model import NATION, FigureRow, Period, Provision, Region, RuleBase


@dataclass(frozen=True, slots=True)
class Touch:
    """What one changed record can reach.

    ``kind`` is figure, rule, topic, law, region or holidays; ``region`` the place it counts in with all below it;
    ``topics`` those it can reach (None: any); ``days`` those from which it holds or no longer holds.
    """

    kind: str
    id: str
    region: str
    topics: frozenset[str] | None
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rule bases to compare, and the day that counts as today."""

    before: RuleBase
    after: RuleBase
    today: date

    @property
    def both(self) -> tuple[RuleBase, RuleBase]:
        return (self.before, self.after)


def touches(pair: Pair) -> list[Touch]:
    """Every changed record but referrals and questions, which are compared on their own."""
    return [*_figures(pair), *_rules(pair), *_texts(pair), *_regions(pair)]


def days_of(periods: Iterable[Period]) -> frozenset[date]:
    """Days from which something holds or no longer holds."""
    days: set[date] = set()
    for period in periods:
        if period.start:
            days.add(period.start)
        if period.end and period.end < date.max:
            days.add(period.end + timedelta(days=1))
    return frozenset(days)


def _figures(pair: Pair) -> Iterator[Touch]:
    for id in dict.fromkeys((*pair.before.figures, *pair.after.figures)):
        old, new = (rules.figures.get(id) for rules in pair.both)
        rows = _rows(old.rows if old else ()), _rows(new.rows if new else ())
        by_region: dict[str, set[Period]] = {}
        for key in set(rows[0]) ^ set(rows[1]):
            row = rows[0].get(key) or rows[1][key]
            by_region.setdefault(row.region, set()).add(row.period)
        if old is None or new is None or replace(old, rows=()) != replace(new, rows=()):
            for row in (*rows[0].values(), *rows[1].values()):
                by_region.setdefault(row.region, set())
        for region, periods in by_region.items():
            yield Touch("figure", id, region, None, days_of(periods))


def _rows(rows: Iterable[FigureRow]) -> dict[str, FigureRow]:
    """Rows by all that counts: not where they stand, nor what is noted for colleagues."""
    return {repr(replace(row, location=None, note="")): row for row in rows}


def _rules(pair: Pair) -> Iterator[Touch]:
    for id, versions in _differing(pair, lambda rules: {one.id: _placeless(one) for one in rules.provisions}):
        for one in versions:
            yield Touch("rule", id, one.region, frozenset(one.topics), days_of([one.period]))


def _placeless(one: Provision) -> Provision:
    return replace(one, location=None, checked=None)


def _texts(pair: Pair) -> Iterator[Touch]:
    topics = _differing(
        pair,
        lambda rules: {id: replace(one, location=None, checked=None) for id, one in rules.topics.items()},
    )
    for id, _ in topics:
        yield Touch("topic", id, NATION, frozenset({id}), frozenset())
    for id, versions in _differing(pair, lambda rules: rules.laws):
        periods = {law.period for law in versions}
        yield Touch(
            "law",
            id,
            NATION,
            None,
            days_of(periods) if len(versions) != 2 or len(periods) > 1 else frozenset(),
        )
    if pair.before.holidays != pair.after.holidays:
        yield Touch("holidays", "holidays", NATION, None, frozenset())


def _regions(pair: Pair) -> Iterator[Touch]:
    for id, _ in _differing(pair, lambda rules: {code: _bare(one) for code, one in rules.regions.items()}):
        yield Touch("region", id, id, None, frozenset())


def _bare(region: Region) -> Region:
    """A region by what answers depend on."""
    return replace(region, aliases=(), pinyin="", tier_note="")


def _differing(
    pair: Pair, records: Callable[[RuleBase], Mapping[str, Any]]
) -> Iterator[tuple[str, list[Any]]]:
    """Ids whose records differ, with the versions there are."""
    old, new = records(pair.before), records(pair.after)
    for id in dict.fromkeys((*old, *new)):
        if old.get(id) != new.get(id):
            yield id, [side[id] for side in (old, new) if id in side]
