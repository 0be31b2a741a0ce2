"""From checked shapes (schema.py) to the frozen values of the core; every id and citation is text until here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from bot.core.directory import Opening, Phone, Referral, Verification
from bot.core.model import (
    Citation,
    Condition,
    Figure,
    FigureRow,
    Law,
    Misconception,
    Period,
    Provision,
    Region,
    Step,
    Topic,
    Value,
)
from bot.errors import Location
from bot.rulebase.schema import (
    FigureRowBase,
    FigureShape,
    LawShape,
    ProvisionShape,
    ReferralShape,
    RegionShape,
    TopicShape,
    VerificationShape,
)

_CITATION = re.compile(
    r"^(?P<law>[a-z][a-z0-9_]*)(?:/(?P<article>annex|\d+(?:-\d+)?)(?:/(?P<paragraph>\d+))?(?P<item>(?:\([\d\u4e00-\u9fff]+\))*))?$"
)
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def citation(text: str) -> Citation | None:
    """``labour_law/44/1(2)`` as a Citation; None where it is not written like one."""
    match = _CITATION.match(text.strip())
    if match is None:
        return None
    return Citation(
        match["law"],
        match["article"] or "",
        match["paragraph"] or "",
        (match["item"] or "").strip("()").replace(")(", ","),
    )


def citations(texts: Iterable[str]) -> tuple[Citation, ...]:
    return tuple(found for found in map(citation, texts) if found)


def law(id: str, shape: LawShape) -> Law:
    articles: dict[str, int] = {}
    for item in shape.articles.split():
        number, _, paragraphs = item.partition(":")
        articles[number] = int(paragraphs) if paragraphs.isdigit() else 1
    return Law(
        id,
        shape.title,
        shape.short,
        shape.english,
        shape.kind,
        Period(shape.start, shape.until),
        shape.version,
        articles,
        shape.link,
        shape.status,
    )


def region(code: str, shape: RegionShape) -> Region:
    parent = shape.parent or (None if shape.level == "nation" else "100000")
    return Region(
        code,
        shape.level,
        parent,
        shape.zh,
        shape.en,
        shape.pinyin,
        shape.aliases,
        shape.seat,
        shape.wage_tier,
        shape.tier_confidence,
        shape.tier_note,
    )


def field_value(text: object, unit: str) -> Value | None:
    """A figure's field as number or day where it is one."""
    if text is None:
        return None
    raw = str(text)
    if unit == "year" or unit.startswith("year of"):
        return raw
    try:
        return Decimal(raw)
    except InvalidOperation:
        pass
    if unit == "date":
        try:
            return date.fromisoformat(raw)
        except ValueError:
            return raw
    return raw


def figure(shape: FigureShape, places: Mapping[int, Location]) -> Figure:
    """A figure whose rows end where the next row of the same series starts."""
    ends = _ends(shape.rows)
    rows = []
    for index, row in enumerate(shape.rows):
        extra = row.model_extra or {}
        values = {
            name: value
            for name in (*shape.fields, "hourly_kind")
            if name in extra and (value := field_value(extra[name], shape.fields.get(name, ""))) is not None
        }
        rows.append(
            FigureRow(
                row.region,
                values,
                Period(row.start, ends[index]),
                row.tier,
                row.areas,
                row.source,
                row.status,
                row.from_status,
                row.confidence,
                row.note,
                row.checked,
                places.get(index),
            )
        )
    return Figure(shape.figure, shape.title, shape.fields, shape.show, tuple(rows), shape.term_days)


def _ends(rows: tuple[FigureRowBase, ...]) -> list[date | None]:
    series: dict[tuple[object, ...], list[int]] = {}
    for index, row in enumerate(rows):
        if row.start:
            series.setdefault(series_of(row), []).append(index)
    ends = [row.until for row in rows]
    for indexes in series.values():
        indexes.sort(key=lambda index: rows[index].start or date.min)
        for index, following in pairwise(indexes):
            start = rows[following].start
            if ends[index] is None and start:
                ends[index] = start - timedelta(days=1)
    return ends


def series_of(row: FigureRowBase) -> tuple[object, ...]:
    """Rows of one series follow each other in time: same region, tier and, where there is no tier, the same areas."""
    return (row.region, row.tier, () if row.tier else row.areas)


def topic(shape: TopicShape, location: Location) -> Topic:
    return Topic(
        id=shape.id,
        title=shape.title,
        short=shape.short,
        cites=citations(shape.cites),
        figures=shape.figures,
        conditions=tuple(
            Condition(c.when, c.says, c.test, citations(c.cites), c.words) for c in shape.conditions
        ),
        steps=tuple(Step(s.says, s.service, s.deadline) for s in shape.steps),
        evidence=shape.evidence,
        misconceptions=tuple(
            Misconception(m.belief, m.truth, citations(m.cites)) for m in shape.misconceptions
        ),
        calculator=shape.calculator,
        services=shape.services,
        related=shape.related,
        needs=shape.needs,
        checked=shape.checked,
        location=location,
    )


def provision(shape: ProvisionShape, location: Location) -> Provision:
    basis = (shape.basis,) if isinstance(shape.basis, str) else shape.basis or ()
    return Provision(
        id=shape.id,
        topics=shape.topics,
        title=shape.title,
        says=shape.says,
        cites=citations(shape.cites),
        period=Period(shape.in_force.start, shape.in_force.until),
        region=shape.region,
        basis=citations(basis),
        status=shape.status,
        doubt=shape.doubt,
        replaces=shape.replaces,
        checked=shape.checked,
        location=location,
    )


def referral(shape: ReferralShape, location: Location, *, own: bool) -> Referral:
    checks = (shape.verified,) if isinstance(shape.verified, VerificationShape) else shape.verified or ()
    hours = shape.hours
    return Referral(
        id=shape.id,
        name=shape.name,
        english=shape.english,
        kind=shape.kind,
        services=shape.services,
        region=shape.region,
        scope=shape.scope,
        status=shape.status,
        publish=shape.publish,
        phones=tuple(Phone(phone.number, phone.note) for phone in shape.phones),
        address=shape.address or "",
        website=shape.website or "",
        hours=hours.text if hours else "",
        always_open=bool(hours and hours.always),
        openings=tuple(opening(span.days, span.opens, span.closes) for span in hours.schedule)
        if hours
        else (),
        fee=shape.fee or "",
        languages=shape.languages,
        bring=shape.bring,
        about=shape.about or "",
        alert=shape.alert or "",
        seen_on=shape.seen.on if shape.seen else None,
        seen_source=shape.seen.source if shape.seen else "",
        trust=shape.trust,
        verified=tuple(Verification(check.on, check.by, check.method, check.result) for check in checks),
        checked=shape.checked,
        own=own,
        location=location,
    )


def opening(days: str, opens: str, closes: str) -> Opening:
    """``mo-fr`` from ``09:00`` to ``17:00`` as weekdays and minutes."""
    chosen: list[int] = []
    for part in days.replace(" ", "").lower().split(","):
        first, _, last = part.partition("-")
        if first in _DAYS:
            end = _DAYS.index(last) if last in _DAYS else _DAYS.index(first)
            chosen.extend(range(_DAYS.index(first), end + 1))
    return Opening(tuple(chosen), _minutes(opens), _minutes(closes))


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
