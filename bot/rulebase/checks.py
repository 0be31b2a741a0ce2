"""Checks over the whole rule base: references, dates, citations, templates; each yields faults with a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment

from bot.core.model import NATION
from bot.errors import Location, RuleError
from bot.rulebase.convert import citation
from bot.rulebase.reader import did_you_mean, fault, hinted

if TYPE_CHECKING:
    from bot.rulebase.load import Draft

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_EXAMPLE = "{{ overtime_rate.workday }}"


def check_all(draft: Draft) -> Iterator[RuleError]:
    """Every check that needs more than one file."""
    yield from _citations(draft)
    yield from _regions(draft)
    yield from _figures(draft)
    yield from _topics(draft)
    yield from _provisions(draft)
    yield from _referrals(draft)
    yield from _templates(draft)


def _nowhere(location: Location | None) -> Location:
    return location or Location("knowledge")


def _citations(draft: Draft) -> Iterator[RuleError]:
    for text, place in draft.cited:
        cite = citation(text)
        if cite is None:
            yield fault(place, "bad_citation", value=text)
            continue
        law = draft.laws.get(cite.law)
        if law is None:
            hint = did_you_mean(cite.law, draft.laws)
            yield hinted(place, "unknown_id", hint, id=cite.law, kind="law")
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


def _regions(draft: Draft) -> Iterator[RuleError]:
    for code, region in draft.regions.items():
        if region.parent and region.parent not in draft.regions:
            place = draft.region_places[code]
            yield hinted(
                place,
                "unknown_id",
                did_you_mean(region.parent, draft.regions),
                id=region.parent,
                kind="region",
            )


def _figures(draft: Draft) -> Iterator[RuleError]:
    for figure in draft.figures.values():
        series: dict[tuple[object, ...], list[tuple[object, object, int]]] = {}
        for row in figure.rows:
            place = _nowhere(row.location)
            for code in (row.region, *row.areas):
                if code not in draft.regions:
                    yield hinted(
                        place, "unknown_id", did_you_mean(code, draft.regions), id=code, kind="region"
                    )
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
            if other not in draft.topics:
                yield hinted(place, "unknown_id", did_you_mean(other, draft.topics), id=other, kind="topic")
        for name in topic.figures:
            if name not in draft.figures:
                yield hinted(place, "unknown_id", did_you_mean(name, draft.figures), id=name, kind="figure")
        known = {service for referral in draft.referrals for service in referral.services} | SERVICES
        for service in (*topic.services, *(step.service for step in topic.steps if step.service)):
            if service not in known:
                yield hinted(place, "unknown_id", did_you_mean(service, known), id=service, kind="service")


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
            if topic not in draft.topics:
                yield hinted(place, "unknown_id", did_you_mean(topic, draft.topics), id=topic, kind="topic")
        if provision.region not in draft.regions:
            hint = did_you_mean(provision.region, draft.regions)
            yield hinted(place, "unknown_id", hint, id=provision.region, kind="region")
        start, end = provision.period.start, provision.period.end
        if start and end and start > end:
            yield fault(place, "reversed", start=start, end=end)
    for provision in draft.provisions:
        if provision.replaces and provision.replaces not in seen:
            place = _nowhere(provision.location)
            yield hinted(
                place,
                "unknown_id",
                did_you_mean(provision.replaces, seen),
                id=provision.replaces,
                kind="provision",
            )


def _referrals(draft: Draft) -> Iterator[RuleError]:
    seen: dict[str, Location] = {}
    for referral in draft.referrals:
        place = _nowhere(referral.location)
        if referral.id in seen:
            yield fault(place, "duplicate_id", id=referral.id, where=seen[referral.id])
        seen[referral.id] = place
        if referral.region not in draft.regions:
            hint = did_you_mean(referral.region, draft.regions)
            yield hinted(place, "unknown_id", hint, id=referral.region, kind="region")
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


def _templates(draft: Draft) -> Iterator[RuleError]:
    national = {
        figure.id: set(figure.fields)
        for figure in draft.figures.values()
        if any(r.region == NATION for r in figure.rows)
    }
    for topic in draft.topics.values():
        for text in topic.texts():
            if "{" in text:
                yield from _template(text, _nowhere(topic.location), national)
    for provision in draft.provisions:
        if "{" in provision.says:
            yield from _template(provision.says, _nowhere(provision.location), national)
    for figure in draft.figures.values():
        yield from _show(figure.show, draft.figure_places[figure.id], set(figure.fields))


def _template(text: str, place: Location, national: dict[str, set[str]]) -> Iterator[RuleError]:
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as problem:
        yield fault(place, "template", detail=problem.message, example=_EXAMPLE)
        return
    for name in sorted(meta.find_undeclared_variables(tree)):
        if name not in national:
            yield hinted(place, "template_name", did_you_mean(name, national), name=name, example=_EXAMPLE)
            return
    try:
        sample = {name: dict.fromkeys(fields, 1) for name, fields in national.items()}
        _ENVIRONMENT.from_string(text).render(sample)
    except Exception as problem:  # noqa: BLE001 - whatever an editor's template does wrong is told, not raised
        yield fault(place, "template", detail=str(problem), example=_EXAMPLE)


def _show(text: str, place: Location, fields: set[str]) -> Iterator[RuleError]:
    try:
        unknown = meta.find_undeclared_variables(_ENVIRONMENT.parse(text)) - fields
    except TemplateSyntaxError as problem:
        yield fault(place, "template", detail=problem.message, example=_EXAMPLE)
        return
    for name in sorted(unknown):
        yield hinted(place, "template_name", did_you_mean(name, fields), name=name, example=_EXAMPLE)
