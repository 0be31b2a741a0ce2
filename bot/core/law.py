"""Provisions and figures in force for a region on a day: nation, province, city, district.

Right or silent: a day or place that no row covers gives Unknown, never the nearest row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.core.model import NATION, Citation, Figure, FigureRow, Provision, RuleBase, Topic, Value, due


@dataclass(frozen=True, slots=True)
class Found:
    """A figure's row for a region and day, and how sure it is.

    ``inferred`` is set where the notice of that time did not say which tier the place was in, so today's tier stands in.
    ``variants`` holds the rows of parts of the region where the region has no single value.
    """

    figure: str
    row: FigureRow
    region: str
    inferred: bool = False
    low_tier: bool = False
    stale: bool = False
    variants: tuple[FigureRow, ...] = ()

    @property
    def confirmed(self) -> bool:
        return self.row.confirmed and not self.inferred and not self.low_tier

    def number(self, field: str) -> Decimal | None:
        value = self.row.values.get(field)
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True, slots=True)
class Unknown:
    """No figure for this place and day; ``levels`` are the province's tiers where only the tier is not known."""

    figure: str
    region: str | None
    levels: tuple[FigureRow, ...] = ()


def find(
    rules: RuleBase, figure_id: str, region: str | None, day: date, today: date | None = None
) -> Found | Unknown:
    """The row of a figure for the nearest region in the lineage that has one on the day."""
    figure = rules.figures.get(figure_id)
    if figure is None:
        return Unknown(figure_id, region)
    chain = rules.lineage(region)
    for code in chain:
        rows = [row for row in rules.rows_by_region.get((figure_id, code), ()) if row.period.covers(day)]
        if not rows:
            continue
        picked = _pick(rules, rows, chain, code, day, figure)
        if isinstance(picked, Found):
            expiry = due(picked.row.checked, figure.term_days)
            return replace(picked, stale=bool(expiry and (today or day) > expiry))
        return picked
    return Unknown(figure_id, region)


def _pick(
    rules: RuleBase, rows: list[FigureRow], chain: tuple[str, ...], code: str, day: date, figure: Figure
) -> Found | Unknown:
    below = chain[: chain.index(code) + 1]
    for step in below:
        for row in rows:
            if step in row.areas:
                return Found(
                    figure.id, row, step, low_tier=_low_tier(rules, step) and _is_newest(figure, row)
                )
    inside = tuple(row for row in rows if any(chain[0] in rules.lineage(area)[1:] for area in row.areas))
    if inside and chain[0] != code:
        return Found(figure.id, inside[0], chain[0], variants=inside)
    whole = [row for row in rows if not row.areas and not row.tier]
    if whole:
        return Found(figure.id, whole[0], code)
    tier, step = _tier(rules, below)
    for row in rows:
        if tier and row.tier == tier:
            newest = _is_newest(figure, row)
            if newest or _same_tiers(figure, row, rows):
                return Found(
                    figure.id, row, step, inferred=not newest, low_tier=newest and _low_tier(rules, step)
                )
    return Unknown(figure.id, chain[0], tuple(rows))


def _tier(rules: RuleBase, below: tuple[str, ...]) -> tuple[str, str]:
    for step in below:
        if step in rules.regions and rules.regions[step].wage_tier:
            return rules.regions[step].wage_tier, step
    return "", below[0]


def _low_tier(rules: RuleBase, step: str) -> bool:
    return rules.regions[step].tier_confidence == "low"


def _is_newest(figure: Figure, row: FigureRow) -> bool:
    """Whether a row belongs to the notice that today's tiers were taken from."""
    starts = [
        other.period.start for other in figure.rows if other.region == row.region and other.period.start
    ]
    return row.period.start == max(starts)


def _same_tiers(figure: Figure, row: FigureRow, rows: list[FigureRow]) -> bool:
    """Whether the province had the same tiers then as now, so that today's tier is a fair guess."""
    newest = {other.tier for other in figure.rows if other.region == row.region and _is_newest(figure, other)}
    return {other.tier for other in rows} == newest


def national(rules: RuleBase, day: date) -> Mapping[str, Mapping[str, Value]]:
    """All national figures in force on a day, for templates: ``{{ overtime_rate.workday }}``."""
    known = rules.national_by_day
    found = known.get(day)
    if found is None:
        found = {
            figure: row.values
            for figure in rules.figures
            for row in rules.rows_by_region.get((figure, NATION), ())[::-1]
            if row.period.covers(day)
        }
        if len(known) >= DAYS_KEPT:
            known.clear()
        known[day] = found
    return found


DAYS_KEPT = 400
"""Days whose national figures are kept at hand: an answer asks for today's a dozen times, a claim for past months'."""


def provisions(rules: RuleBase, topic: str, region: str | None, day: date) -> tuple[Provision, ...]:
    """Rules on a topic in force on a day for a region: the city's own first, then the province's, then the nation's."""
    chain = rules.lineage(region)
    found = [
        provision
        for provision in rules.provisions_by_topic.get(topic, ())
        if provision.region in chain and provision.period.covers(day)
    ]
    return tuple(sorted(found, key=lambda provision: chain.index(provision.region)))


def in_force(rules: RuleBase, cites: tuple[Citation, ...], day: date) -> bool:
    """Whether every law cited is in force on a day."""
    return all(cite.law in rules.laws and rules.laws[cite.law].period.covers(day) for cite in cites)


def spoken_for(rules: RuleBase, topic: Topic, day: date) -> bool:
    """Whether a topic's short answer, written for today's law, holds on a day."""
    return in_force(rules, topic.cites, day)
