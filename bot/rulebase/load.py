"""Reads all of knowledge/ into a RuleBase, or says everything that is wrong with it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bot.core.directory import Forbidden, Referral
from bot.core.model import Figure, Law, Provision, Region, RuleBase, Topic
from bot.errors import Location, RuleBaseInvalid, RuleError
from bot.rulebase import convert, models, questions
from bot.rulebase.checks import check_all
from bot.rulebase.reader import Document, did_you_mean, fault, hinted, read
from bot.rulebase.schema import (
    FigureShape,
    ForbiddenShape,
    HolidaysShape,
    LawShape,
    ProvisionShape,
    ReferralShape,
    RegionShape,
    Shape,
    TopicShape,
)
from bot.rulebase.shaping import shaped

S = TypeVar("S", bound=Shape)


@dataclass
class Draft:
    """What has been read so far, with the shapes and places that checks need."""

    errors: list[RuleError] = field(default_factory=list)
    laws: dict[str, Law] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    region_places: dict[str, Location] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    figure_places: dict[str, Location] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    provisions: list[Provision] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    forbidden: list[Forbidden] = field(default_factory=list)
    forbidden_places: list[Location] = field(default_factory=list)
    holidays: dict[Any, tuple[str, str]] = field(default_factory=dict)
    cited: list[tuple[str, Location]] = field(default_factory=list)


def load(
    folder: Path, *, cache: Path | None = None, show_leads: bool = True, strict: bool = False
) -> RuleBase:
    """The rule base in a folder. Raises RuleBaseInvalid with every fault found.

    ``strict`` adds the slow checks over the question bank that editors want and a running bot does not need.
    """
    before = digest(folder)
    draft = draft_of(folder)
    bank = questions.Bank(folder / "questions", folder / "terms", tuple(draft.topics))
    draft.errors.extend(check_all(draft))
    if strict or not bank.checked_before(cache):
        draft.errors.extend(bank.check(strict=strict))
    if draft.errors:
        raise RuleBaseInvalid(draft.errors)
    bank.note_checked(cache)
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
    _laws(draft, _open(draft, folder, folder / "laws.yaml"))
    _regions(draft, _open(draft, folder, folder / "regions.yaml"))
    for path in _files(folder / "figures"):
        _figure(draft, _open(draft, folder, path), path.stem)
    for path in _files(folder / "topics"):
        _topic(draft, _open(draft, folder, path), path.stem)
    for path in sorted((folder / "provisions").rglob("*.yaml")):
        _provisions(draft, _open(draft, folder, path))
    for path in _files(folder / "referrals"):
        document = _open(draft, folder, path)
        if path.stem == "forbidden":
            _forbidden(draft, document)
        else:
            _referrals(draft, document, own=path.stem == "own")
    return draft


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.yaml"))


def _open(draft: Draft, folder: Path, path: Path) -> Document:
    document = read(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    draft.errors.extend(document.errors)
    return document


def _each(draft: Draft, document: Document) -> Iterator[tuple[int, Any]]:
    if document.content is None:
        return
    if not isinstance(document.content, list):
        draft.errors.append(document.fault((), "shape", wanted="list: - id: ..."))
        return
    yield from enumerate(document.content)


def _pairs(draft: Draft, document: Document) -> Iterator[tuple[str, Any]]:
    if document.content is None:
        return
    if not isinstance(document.content, dict):
        draft.errors.append(document.fault((), "shape", wanted="key: value"))
        return
    yield from document.content.items()


def _laws(draft: Draft, document: Document) -> None:
    for id, content in _pairs(draft, document):
        shape = shaped(draft.errors, document, (id,), content, LawShape)
        if shape:
            draft.laws[id] = convert.law(id, shape)


def _regions(draft: Draft, document: Document) -> None:
    for code, content in _pairs(draft, document):
        if isinstance(content, dict) and isinstance(content.get("seat"), list):
            content = {**content, "seat": tuple(content["seat"])}
        shape = shaped(draft.errors, document, (code,), content, RegionShape)
        if shape:
            draft.regions[code] = convert.region(code, shape)
            draft.region_places[code] = document.place((code,))


def _figure(draft: Draft, document: Document, stem: str) -> None:
    content = document.content
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
        draft.errors.extend(_stray_fields(document, rows, fields or {}))
    shape = shaped(draft.errors, document, (), content, FigureShape)
    if shape is None:
        return
    if shape.figure != stem:
        draft.errors.append(document.fault(("figure",), "wrong_name", id=shape.figure, wanted=stem))
    places = {index: document.place(("rows", index)) for index in range(len(shape.rows))}
    draft.figures[stem] = convert.figure(shape, places)
    draft.figure_places[stem] = document.place(("show",))


def _stray_fields(document: Document, rows: list[Any], fields: dict[str, Any]) -> Iterator[RuleError]:
    from bot.rulebase.schema import FigureRowBase

    known = (
        {info.alias or name for name, info in FigureRowBase.model_fields.items()}
        | set(fields)
        | {"hourly_kind"}
    )
    for index, row in enumerate(rows):
        for key in row if isinstance(row, dict) else ():
            if key not in known:
                hint = did_you_mean(key, known)
                place = document.place(("rows", index, key))
                yield hinted(place, "unknown_key", hint, key=key, known=", ".join(sorted(known)))


def _topic(draft: Draft, document: Document, stem: str) -> None:
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
