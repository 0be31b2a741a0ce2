"""Reads all of knowledge/ into a RuleBase, or says everything that is wrong with it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from bot.core.directory import Forbidden
from bot.core.model import RuleBase
from bot.errors import Location, RuleBaseInvalid, RuleError
from bot.rulebase import convert, models, questions
from bot.rulebase.checks import check_all, with_city
from bot.rulebase.draft import ANY, Draft
from bot.rulebase.faults import severity
from bot.rulebase.hints import fault
from bot.rulebase.reader import Document, read
from bot.rulebase.rows import not_numbers, stray_fields
from bot.rulebase.schema import (
    AllowedShape,
    FigureShape,
    ForbiddenShape,
    HolidaysShape,
    LawShape,
    ProvisionShape,
    ReferralShape,
    RegionShape,
    TopicShape,
)
from bot.rulebase.shaping import BLOCK, LIST, shaped


def load(
    folder: Path, *, cache: Path | None = None, show_leads: bool = True, strict: bool = False
) -> RuleBase:
    """The rule base in a folder. Raises RuleBaseInvalid with every fault found.

    ``strict`` adds the slow checks over the question bank that editors want and a running bot does not need.
    """
    rules, errors = examined(folder, cache=cache, show_leads=show_leads, strict=strict)
    if rules is None or errors:
        raise RuleBaseInvalid(errors)
    return rules


def examined(
    folder: Path, *, cache: Path | None = None, show_leads: bool = True, strict: bool = False
) -> tuple[RuleBase | None, list[RuleError]]:
    """The rule base in a folder, None where it cannot be used, and every fault; see ``load``."""
    before = digest(folder)
    draft = draft_of(folder)
    topics = tuple(dict.fromkeys((*draft.topics, *sorted(draft.broken.get("topic", ())))))
    bank = questions.Bank(folder / "questions", folder / "terms", topics)
    if folder.is_dir():
        draft.errors.extend(check_all(draft))
        draft.errors.extend(bank.check(cache, strict=strict))
    errors = [with_city(draft, error) for error in draft.errors]
    usable = all(severity(error.code) != "stops" for error in errors)
    return _rules(draft, bank, before, cache, show_leads) if usable else None, errors + (
        draft.notes if strict else []
    )


def _rules(draft: Draft, bank: questions.Bank, before: str, cache: Path | None, show_leads: bool) -> RuleBase:
    return RuleBase(
        laws=draft.laws,
        regions=draft.regions,
        figures=draft.figures,
        topics=draft.topics,
        provisions=tuple(draft.provisions),
        referrals=tuple(sorted(draft.referrals, key=lambda referral: not referral.own)),
        matcher=models.matcher(bank, cache),
        forbidden=tuple(draft.forbidden),
        holidays=draft.holidays,
        show_leads=show_leads,
        digest=before,
    )


def digest(folder: Path) -> str:
    """A fingerprint of all files of the rule base; taken before reading, so that a later edit is never taken for read."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        total.update(str(path.relative_to(folder)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def draft_of(folder: Path) -> Draft:
    """Everything but the question bank, read and put into shape; faults are gathered, not raised."""
    draft = Draft()
    if not folder.is_dir():
        draft.errors.append(fault(Location(str(folder)), "missing_folder", name=str(folder)))
        return draft
    for name in _ORDER:
        for path in _files(folder, name):
            relative = path.relative_to(folder)
            document = read(path, f"{folder.name}/{relative.as_posix()}")
            take(draft, document, relative)
    return draft


_ORDER = ("laws.yaml", "regions.yaml", "figures", "topics", "provisions", "referrals", "allowed_numbers.yaml")


def take(draft: Draft, document: Document, relative: PurePath) -> None:
    """Put one file, by its path below knowledge/, into the draft; its faults are gathered there."""
    draft.errors.extend(document.errors)
    draft.notes.extend(document.notes)
    draft.documents[document.name] = document
    kind, stem = relative.parts[0].removesuffix(".yaml"), relative.stem
    match kind:
        case "laws":
            _laws(draft, document)
        case "regions":
            _regions(draft, document)
        case "figures":
            _figure(draft, document, stem)
        case "topics":
            _topic(draft, document, stem)
        case "provisions":
            _provisions(draft, document)
        case "referrals" if stem == "forbidden":
            _forbidden(draft, document)
        case "referrals":
            _referrals(draft, document, own=stem == "own")
        case "allowed_numbers":
            _allowed(draft, document)
        case "questions":
            draft.errors.extend(questions.not_lists(document))
        case "terms":
            draft.errors.extend(questions.not_words(document))


def _files(folder: Path, name: str) -> Iterator[Path]:
    """The files of one kind; a single file that must be there is named even where it is missing."""
    if not name.endswith(".yaml"):
        yield from sorted((folder / name).rglob("*.yaml"))
    elif name != "allowed_numbers.yaml" or (folder / name).exists():
        yield folder / name


def _each(draft: Draft, document: Document) -> Iterator[tuple[int, Any]]:
    if document.content is None:
        return
    if not isinstance(document.content, list):
        draft.errors.append(document.fault((), "shape", wanted=LIST))
        return
    yield from enumerate(document.content)


def _pairs(draft: Draft, document: Document) -> Iterator[tuple[str, Any]]:
    if document.content is None:
        return
    if not isinstance(document.content, dict):
        draft.errors.append(document.fault((), "shape", wanted=BLOCK))
        return
    yield from document.content.items()


def _laws(draft: Draft, document: Document) -> None:
    if document.content is None:
        draft.break_("law", ANY)
    for id, content in _pairs(draft, document):
        shape = shaped(draft.errors, document, (id,), content, LawShape)
        if shape:
            draft.laws[id] = convert.law(id, shape)
        else:
            draft.break_("law", id)


def _regions(draft: Draft, document: Document) -> None:
    if document.content is None:
        draft.break_("region", ANY)
    for code, content in _pairs(draft, document):
        if isinstance(content, dict) and isinstance(content.get("seat"), list):
            content = {**content, "seat": tuple(content["seat"])}
        shape = shaped(draft.errors, document, (code,), content, RegionShape)
        if shape:
            draft.regions[code] = convert.region(code, shape)
            draft.region_places[code] = document.place((code,))
        else:
            draft.break_("region", code)


def _figure(draft: Draft, document: Document, stem: str) -> None:
    content = document.content
    draft.break_("figure", stem)
    if content is None:
        return
    if stem == "holidays":
        days = shaped(draft.errors, document, (), content, HolidaysShape)
        if days:
            draft.holidays = {row.date: (row.kind, row.name) for row in days.rows}
        return
    if isinstance(content, dict) and isinstance(content.get("rows"), list):
        rows = [
            {k: v for k, v in row.items() if v is not None} if isinstance(row, dict) else row
            for row in content["rows"]
        ]
        content = {**content, "rows": rows}
        fields = content.get("fields") if isinstance(content.get("fields"), dict) else {}
        draft.errors.extend(stray_fields(document, document.content["rows"], fields or {}))
        draft.errors.extend(not_numbers(document, document.content["rows"], fields or {}))
    shape = shaped(draft.errors, document, (), content, FigureShape)
    if shape is None:
        return
    if shape.figure != stem:
        draft.errors.append(document.fault(("figure",), "wrong_name", id=shape.figure, wanted=stem))
    places = {index: document.place(("rows", index)) for index in range(len(shape.rows))}
    draft.figures[stem] = convert.figure(shape, places)
    draft.figure_places[stem] = document.place(("show",))


def _topic(draft: Draft, document: Document, stem: str) -> None:
    draft.break_("topic", stem)
    if document.content is None:
        return
    shape = shaped(draft.errors, document, (), document.content, TopicShape)
    if shape is None:
        return
    if shape.id != stem:
        draft.errors.append(document.fault(("id",), "wrong_name", id=shape.id, wanted=stem))
    draft.topics[stem] = convert.topic(shape, document.place(("id",)))
    for key in _citation_keys(document.content):
        _note_cites(draft, document, key)


def _citation_keys(content: Any, key: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(content, dict):
        for name, value in content.items():
            if name in ("cites", "basis") and isinstance(value, list):
                yield (*key, name)
            else:
                yield from _citation_keys(value, (*key, name))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            yield from _citation_keys(value, (*key, index))


def _note_cites(draft: Draft, document: Document, key: tuple[str | int, ...]) -> None:
    value = document.content
    for part in key:
        value = value[part]
    for index, text in enumerate(value):
        draft.cited.append((str(text), document.place((*key, index))))


def _provisions(draft: Draft, document: Document) -> None:
    for index, content in _each(draft, document):
        shape = shaped(draft.errors, document, (index,), content, ProvisionShape)
        if shape:
            draft.provisions.append(convert.provision(shape, document.place((index, "id"))))
    for key in _citation_keys(document.content):
        _note_cites(draft, document, key)


def _referrals(draft: Draft, document: Document, *, own: bool) -> None:
    for index, content in _each(draft, document):
        shape = shaped(draft.errors, document, (index,), content, ReferralShape)
        if shape:
            draft.referrals.append(convert.referral(shape, document.place((index, "id")), own=own))


def _forbidden(draft: Draft, document: Document) -> None:
    for index, content in _each(draft, document):
        shape = shaped(draft.errors, document, (index,), content, ForbiddenShape)
        if shape:
            draft.forbidden.append(Forbidden(shape.number or shape.name, shape.why))
            draft.forbidden_places.append(document.place((index,)))


def _allowed(draft: Draft, document: Document) -> None:
    for id, content in _pairs(draft, document):
        shaped(draft.errors, document, (id,), content, AllowedShape)
