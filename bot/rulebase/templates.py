"""Checks of the templates in braces: only national figures and their fields may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment

from bot.core.model import NATION
from bot.errors import Location, RuleError
from bot.rulebase.hints import did_you_mean, fault, hinted

if TYPE_CHECKING:
    from bot.rulebase.draft import Draft

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_EXAMPLE = "{{ overtime_rate.workday }}"
_TEXTS = ("short", "says", "belief", "truth", "evidence", "when", "title", "deadline")


def _at(draft: Draft, near: Location | None, text: str) -> Location:
    """Where a text stands in its file."""
    if near is None:
        return Location("knowledge")
    document = draft.documents.get(near.path)
    return document.find(near, _TEXTS, text) if document else near


def check_templates(draft: Draft) -> Iterator[RuleError]:
    """Every template that names something unknown or cannot be read."""
    national = {
        figure.id: set(figure.fields)
        for figure in draft.figures.values()
        if any(r.region == NATION for r in figure.rows)
    }
    for topic in draft.topics.values():
        for text in topic.texts():
            if "{" in text:
                yield from _template(draft, text, _at(draft, topic.location, text), national)
    for provision in draft.provisions:
        if "{" in provision.says:
            yield from _template(
                draft, provision.says, _at(draft, provision.location, provision.says), national
            )
    for stem, figure in draft.figures.items():
        yield from _show(figure.show, draft.figure_places[stem], set(figure.fields))


def _template(draft: Draft, text: str, place: Location, national: dict[str, set[str]]) -> Iterator[RuleError]:
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as problem:
        yield fault(place, "template", detail=problem.message, example=_EXAMPLE)
        return
    for name in sorted(meta.find_undeclared_variables(tree)):
        if name not in national and not draft.missing("figure", name):
            return
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
