"""Checks over the whole rule base: references, dates, citations, templates; each yields faults with a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.errors import Location, RuleError
from bot.rulebase.convert import citation
from bot.rulebase.faults import KINDS
from bot.rulebase.hints import did_you_mean, fault, hinted
from bot.rulebase.names import citation_hint, region_hint
from bot.rulebase.templates import check_templates

if TYPE_CHECKING:
    from bot.rulebase.draft import Draft
    from bot.rulebase.reader import Document


def check_all(draft: Draft) -> Iterator[RuleError]:
    """Every check that needs more than one file."""
    yield from _citations(draft)
    yield from _regions(draft)
    yield from _figures(draft)
    yield from _topics(draft)
    yield from _provisions(draft)
    yield from _referrals(draft)
    yield from check_templates(draft)


def _nowhere(location: Location | None) -> Location:
    return location or Location("knowledge")


def _unknown(
    draft: Draft, near: Location, names: tuple[str, ...], id: str, kind: str, known: Iterable[str]
) -> RuleError:
    """An id that nothing has, where it stands, with the nearest one."""
    document = draft.documents.get(near.path)
    place = document.find(near, names, id) if document else near
    hint = region_hint(id, draft.regions) if kind == "region" else did_you_mean(id, known)
    corrected = document.swapped(place, id, hint.close) if document else ""
    return hinted(place, "unknown_id", hint, corrected=corrected, id=id, kind=KINDS[kind])


def with_city(draft: Draft, error: RuleError) -> RuleError:
    """A fault over the code of a region, with the code of the city whose name was written instead."""
    document = draft.documents.get(error.location.path)
    if error.code != "bad_region" or document is None:
        return error
    key = next(key for key, place in document.places.items() if place == error.location)
    value = str(document.value(key) or key[-1])
    hint = region_hint(value, draft.regions)
    code = hint.close if _in_quotes(document, error.location) else f'"{hint.close}"'
    corrected = document.swapped(error.location, value, code) if hint.close else ""
    return hinted(error.location, "bad_region", hint, corrected=corrected, value=value)


def _in_quotes(document: Document, place: Location) -> bool:
    line = document.lines[place.line - 1] if place.line <= len(document.lines) else ""
    return line[place.column - 1 : place.column] in ("'", '"')


def _citations(draft: Draft) -> Iterator[RuleError]:
    for text, place in draft.cited:
        cite = citation(text)
        if cite is None:
            document = draft.documents.get(place.path)
            hint = citation_hint(text, draft.laws)
            corrected = document.swapped(place, text, hint.close) if document else ""
            yield hinted(place, "bad_citation", hint, corrected=corrected, value=text)
            continue
        law = draft.laws.get(cite.law)
        if law is None:
            if draft.missing("law", cite.law):
                yield _unknown_law(draft, place, cite.law)
        elif cite.article and law.articles and cite.article not in law.articles:
            last = list(law.articles)[-1]
            yield fault(place, "unknown_article", law=law.short, article=cite.article, last=last)
        elif cite.paragraph and law.articles and int(cite.paragraph) > law.articles[cite.article]:
            count = law.articles[cite.article]
            yield fault(
                place,
                "unknown_paragraph",
                law=law.short,
                article=cite.article,
                paragraph=cite.paragraph,
                count=count,
            )


def _unknown_law(draft: Draft, place: Location, id: str) -> RuleError:
    document, hint = draft.documents.get(place.path), did_you_mean(id, draft.laws)
    corrected = document.swapped(place, id, hint.close) if document else ""
    return hinted(place, "unknown_id", hint, corrected=corrected, id=id, kind=KINDS["law"])


def _regions(draft: Draft) -> Iterator[RuleError]:
    for code, region in draft.regions.items():
        if region.parent and draft.missing("region", region.parent):
            place = draft.region_places[code]
            yield _unknown(draft, place, ("parent",), region.parent, "region", draft.regions)


def _figures(draft: Draft) -> Iterator[RuleError]:
    for figure in draft.figures.values():
        series: dict[tuple[object, ...], list[tuple[object, object, int]]] = {}
        for row in figure.rows:
            place = _nowhere(row.location)
            for code in (row.region, *row.areas):
                if draft.missing("region", code):
                    yield _unknown(draft, place, ("region", "areas"), code, "region", draft.regions)
            start, end = row.period.start, row.period.end
            if start and end and start > end:
                yield fault(place, "reversed", start=start, end=end)
            if start:
                key = (row.region, row.tier, () if row.tier else row.areas)
                for other_start, other_end, line in series.setdefault(key, []):
                    if start <= (other_end or start) and other_start <= (end or other_start):  # type: ignore[operator]
                        yield fault(place, "overlap", line=line, start=other_start)
                series[key].append((start, end, place.line))


def _topics(draft: Draft) -> Iterator[RuleError]:
    for topic in draft.topics.values():
        place = _nowhere(topic.location)
        for other in topic.related:
            if draft.missing("topic", other):
                yield _unknown(draft, place, ("related",), other, "topic", draft.topics)
        for name in topic.figures:
            if draft.missing("figure", name):
                yield _unknown(draft, place, ("figures",), name, "figure", draft.figures)
        known = {service for referral in draft.referrals for service in referral.services} | SERVICES
        for service in (*topic.services, *(step.service for step in topic.steps if step.service)):
            if service not in known:
                yield _unknown(draft, place, ("services", "service"), service, "service", known)


SERVICES = frozenset(
    [
        "emergency",
        "police",
        "medical_emergency",
        "psychological",
        "labour_advice",
        "labour_inspection",
        "arbitration",
        "mediation",
        "legal_aid",
        "legal_advice",
        "union",
        "women",
        "youth",
        "safety_report",
        "court",
        "procuratorate",
        "wage_platform",
        "social_insurance",
        "housing_fund",
        "tax",
        "occupational_disease",
        "health",
        "market_regulation",
        "government_line",
        "ngo_support",
        "culture",
    ]
)


def _provisions(draft: Draft) -> Iterator[RuleError]:
    seen: dict[str, Location] = {}
    for provision in draft.provisions:
        place = _nowhere(provision.location)
        if provision.id in seen:
            yield fault(place, "duplicate_id", id=provision.id, where=seen[provision.id])
        seen[provision.id] = place
        for topic in provision.topics:
            if draft.missing("topic", topic):
                yield _unknown(draft, place, ("topics",), topic, "topic", draft.topics)
        if draft.missing("region", provision.region):
            yield _unknown(draft, place, ("region",), provision.region, "region", draft.regions)
        start, end = provision.period.start, provision.period.end
        if start and end and start > end:
            yield fault(place, "reversed", start=start, end=end)
    for provision in draft.provisions:
        if provision.replaces and provision.replaces not in seen:
            place = _nowhere(provision.location)
            yield _unknown(draft, place, ("replaces",), provision.replaces, "provision", seen)


def _referrals(draft: Draft) -> Iterator[RuleError]:
    seen: dict[str, Location] = {}
    for referral in draft.referrals:
        place = _nowhere(referral.location)
        if referral.id in seen:
            yield fault(place, "duplicate_id", id=referral.id, where=seen[referral.id])
        seen[referral.id] = place
        if draft.missing("region", referral.region):
            yield _unknown(draft, place, ("region",), referral.region, "region", draft.regions)
        for phone in referral.phones:
            for item in draft.forbidden:
                if (
                    referral.publish != "hold"
                    and digits(item.text)
                    and digits(item.text) == digits(phone.number)
                ):
                    yield fault(place, "forbidden", text=phone.number, why=item.why)


def digits(text: str) -> str:
    """The digits of a phone number; empty where the text is not one."""
    kept = "".join(char for char in text if char.isdigit())
    return kept if len(kept) >= 3 and not any(char.isalpha() for char in text) else ""
