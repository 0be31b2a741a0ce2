"""The places that are compared, and which of them must answer alike because the same figures and rules hold there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from bot.core import law
from bot.core.model import NATION, RuleBase
from bot.staff.diff.changed import Pair

Place = str | None
"""An adcode, or None for a worker who has not said where she is: the national law alone."""


class Places:
    """Every place with a rule, figure or referral of its own in either rule base, and every province and prefecture."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._signatures: dict[str, tuple[object, ...]] = {}

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Adcodes in order."""
        found = {code for rules in self._pair.both for code in _own(rules)}
        found |= {
            code
            for rules in self._pair.both
            for code, region in rules.regions.items()
            if region.level in ("province", "prefecture")
        }
        return tuple(sorted(found - {NATION}))

    def under(self, region: str) -> tuple[str, ...]:
        """Places in a region, itself among them."""
        return tuple(code for code in self.all if self.lies_in(code, region))

    def lies_in(self, code: str, region: str) -> bool:
        """Whether a place is a region or lies in it, in either rule base."""
        return any(region in rules.lineage(code) for rules in self._pair.both)

    @cached_property
    def of_the_nation(self) -> tuple[str, ...]:
        """Places where a national change can read differently: each province, and wherever rules are made."""
        makers = {one.region for rules in self._pair.both for one in rules.provisions}
        return tuple(code for code in self.all if code in makers or code.endswith("0000"))

    def alike(self, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Places by one of them that stands for all: the same rows and rules hold there on every day, before and after."""
        groups: dict[tuple[object, ...], list[str]] = {}
        for code in codes:
            groups.setdefault(self._signature(code), []).append(code)
        return {members[0]: tuple(members) for members in groups.values()}

    def _signature(self, code: str) -> tuple[object, ...]:
        if code not in self._signatures:
            sides = zip(self._pair.both, self._local, self._makers, strict=True)
            self._signatures[code] = tuple(
                _rows_over_time(rules, code, local, makers) for rules, local, makers in sides
            )
        return self._signatures[code]

    @cached_property
    def _local(self) -> tuple[Mapping[str, frozenset[str]], ...]:
        """Regions with rows of their own by figure, in both rule bases."""
        return tuple(
            {
                id: frozenset(row.region for row in figure.rows if row.period.start)
                for id, figure in rules.figures.items()
                if any(row.region != NATION for row in figure.rows)
            }
            for rules in self._pair.both
        )

    @cached_property
    def _makers(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(one.region for one in rules.provisions) for rules in self._pair.both)


def _own(rules: RuleBase) -> set[str]:
    rows = [row for figure in rules.figures.values() for row in figure.rows]
    own = {row.region for row in rows} | {area for row in rows for area in row.areas}
    own |= {one.region for one in rules.provisions} | {one.region for one in rules.referrals}
    return own & set(rules.regions)


def _rows_over_time(
    rules: RuleBase, code: str, local: Mapping[str, frozenset[str]], makers: frozenset[str]
) -> tuple[object, ...]:
    chain = rules.lineage(code)
    found: list[object] = [tuple(step for step in chain if step in makers)]
    for figure, regions in local.items():
        days: set[date] = set()
        for step in chain:
            if step in regions:
                for row in rules.rows_by_region.get((figure, step), ()):
                    days |= {row.period.start} if row.period.start else set()
                    days |= {row.period.end + timedelta(days=1)} if row.period.end else set()
        found.append((figure, tuple(_which(law.find(rules, figure, code, day)) for day in sorted(days))))
    return tuple(found)


def _which(found: law.Found | law.Unknown) -> tuple[object, ...]:
    if isinstance(found, law.Unknown):
        return tuple(id(row) for row in found.levels)
    return (id(found.row), found.inferred, found.low_tier, tuple(id(row) for row in found.variants))
