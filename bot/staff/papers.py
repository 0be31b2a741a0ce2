"""Whether the paper templates that staff edit can be filled: each is filled once with everything and once with nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from bot.core.calculators.overtime import Hours, Terms, pay
from bot.core.calculators.periods import Deadline, Unit
from bot.core.conversation import Facts, Guidance
from bot.core.directory import Referral
from bot.core.model import Citation, RuleBase
from bot.core.paper import Paper, PaperClaim, PaperKind
from bot.errors import Location, RuleError
from bot.rendering.catalogs import SOURCE, Catalogs
from bot.rendering.paper_docx import fill, opened
from bot.rendering.paper_words import ClaimWords, LineWords, Pair, Row, words_of
from bot.rendering.render import Renderer
from bot.rulebase.hints import did_you_mean, fault, hinted

_DAY = date(2026, 9, 1)
_EXAMPLE = "{{ claim.says }}"
_UNKNOWN = re.compile(r"has no attribute '(\w+)'|^'(\w+)' is undefined")
_DATES = {"started": date(2024, 3, 1), "ended": _DAY, "injured_on": _DAY}
_NUMBERS = (
    "base_wage", "hours_per_day", "days_per_week", "overtime_hours_weekday", "overtime_hours_restday",
    "overtime_hours_holiday", "paid", "owed", "months_owed", "deposit", "fine", "injury_grade",
)  # fmt: skip


def paper_faults(rules: RuleBase, knowledge: Path, locales: Path) -> Iterator[RuleError]:
    """What is wrong with each template, at most one fault a template, in the paragraph where it stands."""
    pair = Pair(Renderer(Catalogs(locales)), rules, SOURCE)
    for kind in PaperKind:
        if kind is not PaperKind.SHEET:
            path = knowledge / "papers" / f"{kind}.docx"
            yield from _faults(path, f"{knowledge.name}/papers/{path.name}", _samples(kind), pair)


def _faults(path: Path, name: str, samples: tuple[Paper, ...], pair: Pair) -> Iterator[RuleError]:
    if not path.is_file():
        yield fault(Location(name), "paper_missing")
        return
    template = path.read_bytes()
    try:
        opened(template)
    except Exception as problem:  # noqa: BLE001 - a broken file fails in many ways; all are told, none raised
        yield fault(Location(name), "paper_unreadable", detail=type(problem).__name__)
        return
    for sample in samples:
        words = words_of(sample, pair)
        words |= {"assumed": words["assumed"] or words["evidence"]}
        try:
            fill(template, words, pair.language, sample.day)
        except UndefinedError as problem:
            yield _unknown(problem, name, template, words)
            return
        except TemplateError as problem:
            near = _near(problem)
            place = Location(name, _paragraph(template, re.compile(re.escape(near))) if near else 1)
            yield fault(place, "paper_template", detail=problem.message or "", example=_EXAMPLE)
            return
        except Exception as problem:  # noqa: BLE001 - whatever an editor's template does wrong is told, not raised
            yield fault(Location(name), "paper_template", detail=str(problem), example=_EXAMPLE)
            return


def _unknown(problem: UndefinedError, name: str, template: bytes, words: Mapping[str, Any]) -> RuleError:
    """An unknown name, with the nearest that may stand there and the paragraph it stands in."""
    found = _UNKNOWN.search(problem.message or "")
    if not found:
        return fault(Location(name), "paper_template", detail=problem.message or "", example=_EXAMPLE)
    unknown = found.group(1) or found.group(2)
    if found.group(2):
        number, known = _paragraph(template, re.compile(rf"{{[^}}]*\b{re.escape(unknown)}\b")), set(words)
    else:
        number, known = _misplaced(template, unknown, words)
    return hinted(Location(name, number), "paper_name", did_you_mean(unknown, known), name=unknown)


def _misplaced(template: bytes, unknown: str, words: Mapping[str, Any]) -> tuple[int, set[str]]:
    """Where a name stands after a word that has none such (``fact.name``), and the names that this word has."""
    has = {name: set(vars(words[name])) for name in ("fact", "beside", "tick")}
    rows = (("claim", ClaimWords), ("line", LineWords), ("row", Row))
    has |= {name: {field.name for field in fields(kind)} for name, kind in rows}
    everything = set().union(*has.values()) - {unknown}
    for number, text in _paragraphs(template):
        for owner in re.findall(rf"(\w+)\.{re.escape(unknown)}\b", text):
            if unknown not in has.get(owner, ()):
                return number, has.get(owner, everything)
    return 1, everything


def _near(problem: TemplateError) -> str:
    """The text of the paragraph that could not be read, from the lines docxtpl hands over with the error."""
    if not isinstance(problem, TemplateSyntaxError):
        return ""
    lines = list(getattr(problem, "docx_context", ()))
    index = min(3, problem.lineno - 1)
    return lines[index].strip() if index < len(lines) else ""


def _paragraph(template: bytes, wanted: re.Pattern[str]) -> int:
    """The first paragraph of a template in which something is found; 1 where none is."""
    return next((number for number, text in _paragraphs(template) if wanted.search(text)), 1)


def _paragraphs(template: bytes) -> Iterator[tuple[int, str]]:
    """The paragraphs of a template with their numbers, counted from 1, those of tables too."""
    for number, paragraph in enumerate(opened(template).docx.element.body.iter(qn("w:p")), start=1):
        yield number, "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _samples(kind: PaperKind) -> tuple[Paper, ...]:
    """A paper that says everything and one that says nothing, so that every branch of a template is filled."""
    amounts = pay(
        Decimal(2300),
        Hours(Decimal(58), Decimal(32), Decimal(24)),
        Terms(Decimal("21.75"), Decimal(150), Decimal(200), Decimal(300)),
        Decimal(600),
    )
    limit = Deadline("arbitration", _DAY, 1, Unit.YEARS, _DAY.replace(year=_DAY.year + 1), ())
    claim = PaperClaim(
        "overtime_owed", "overtime_pay", amounts[-1].value, amounts, (Citation("labour_law", "44"),), deadline=limit
    )  # fmt: skip
    full = Paper(
        kind,
        "441900",
        _DAY,
        ("overtime_pay",),
        (claim,),
        claim.due,
        Facts({**_DATES, **dict.fromkeys(_NUMBERS, Decimal(1))}),
        (Guidance("工资条"),),
        Referral("x", "仲裁委员会", "", "", (), "441900", "", "", ""),
        Decimal(2300),
        Decimal("21.75"),
    )
    return full, Paper(kind, None, _DAY)
