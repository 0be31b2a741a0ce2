"""One YAML file as plain values with the place of each: text scalars, no guessing of types, no duplicate keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Location, RuleError
from bot.rulebase import traps
from bot.rulebase.hints import fault

Key = tuple[str | int, ...]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NUMERAL = frozenset("0123456789+-")
_NULLS = frozenset({"", "~", "null"})


@dataclass
class Document:
    """A file's content and where each value stands; ``errors`` holds what kept it from being read.

    ``notes`` holds what a bot can live with and an editor should know; ``keys`` says where the keys themselves stand.
    """

    name: str
    content: Any = None
    places: dict[Key, Location] = field(default_factory=dict)
    errors: list[RuleError] = field(default_factory=list)
    notes: list[RuleError] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    keys: dict[Key, Location] = field(default_factory=dict)

    def place(self, key: Key) -> Location:
        """Where a value stands, or else the nearest thing around it."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, Location(self.name))

    def key_place(self, key: Key) -> Location:
        """Where a key stands; as ``place`` where it is an item of a list."""
        return self.keys.get(key) or self.place(key)

    def fault(self, key: Key, code: str, *, corrected: str = "", **values: object) -> RuleError:
        return fault(self.place(key), code, corrected=corrected, **values)

    def value(self, key: Key) -> Any:
        """The value at a key, None where there is none."""
        current = self.content
        for part in key:
            try:
                current = current[part]
            except (KeyError, IndexError, TypeError):
                return None
        return current

    def find(self, near: Location, names: Iterable[str], value: str) -> Location:
        """Where a value stands under one of these keys, at ``near`` or after it; ``near`` where it is not found."""
        wanted = set(names)
        found = (
            place
            for key, place in self.places.items()
            if place.line >= near.line
            and next((part for part in reversed(key) if isinstance(part, str)), "") in wanted
            and self.value(key) == value
        )
        return min(found, default=near)

    def swapped(self, place: Location, old: str, new: str) -> str:
        """The line at a place with ``old`` replaced by ``new``; empty where ``old`` does not stand there."""
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        start = line.find(old, place.column - 1)
        return line[:start] + new + line[start + len(old) :] if old and new and start >= 0 else ""


def read(path: Path, name: str) -> Document:
    """Read a file; every fault in it becomes an error with its place."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Document(name, errors=[fault(Location(name), "missing_file")])
    except OSError as problem:
        detail = problem.strerror or type(problem).__name__
        return Document(name, errors=[fault(Location(name), "unreadable", detail=detail)])
    return parse_bytes(raw, name)


def parse_bytes(raw: bytes, name: str) -> Document:
    """Parse the bytes of a file; see ``read``."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        return Document(name, errors=[_encoding_fault(raw, problem.start, name)])
    return parse(text.replace("\r\n", "\n").replace("\r", "\n"), name)


def _encoding_fault(raw: bytes, start: int, name: str) -> RuleError:
    """At the first byte that is not UTF-8, with the encoding that Chinese editors use instead where it fits."""
    before = raw[:start]
    place = Location(name, before.count(b"\n") + 1, start - before.rfind(b"\n"))
    guess = {"zh": "", "en": ""}
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guess = {"zh": "（是 UTF-16）", "en": " (it is UTF-16)"}
    elif _decodes(raw, "gb18030"):
        guess = {"zh": "（像是 GBK）", "en": " (it looks like GBK)"}
    return fault(place, "encoding", guess=guess)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def parse(text: str, name: str) -> Document:
    """Parse YAML text; see ``read``."""
    document = Document(name)
    document.notes.extend(traps.style(text, name))
    text = text.removeprefix("\ufeff")
    document.lines = text.split("\n")
    sure = list(traps.certain(text, name))
    try:
        _Builder(document).build(yaml.parse(text.translate(traps.BREAKS), Loader=_LOADER))
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        document.content = None
        document.notes = []
        document.errors = sure or [traps.explain(text, problem, name)]
        return document
    document.errors.extend(sure)
    if not document.places:
        document.errors.append(fault(Location(name), "empty"))
    return document


def _broken(event: Any) -> bool:
    """Whether a text runs over several lines."""
    return bool(event.end_mark.line > event.start_mark.line)


def _refused(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


class _Builder:
    """Plain values from a stream of YAML events; much faster than nodes, and no alias or tag has a meaning here."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def build(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self._document.places:
                    raise _refused("a second document starts here", event)
                self._document.content = self._value(next(events), (), events)

    def _location(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self._document.name, mark.line + 1, mark.column + 1)

    def _value(self, event: yaml.Event, key: Key, events: Iterator[yaml.Event]) -> Any:
        self._document.places[key] = self._location(event)
        if isinstance(event, yaml.ScalarEvent):
            value = str(event.value)
            if not event.style and (value[:1] in _NUMERAL or _broken(event)):
                self._document.notes.extend(traps.misread(event, self._document.lines, self._document.name))
            return None if event.implicit[0] and value in _NULLS else value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(key, events)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(key, events)
        raise _refused("an alias (*name) cannot be used here", event)

    def _sequence(self, key: Key, events: Iterator[yaml.Event]) -> list[Any]:
        out: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            out.append(self._value(event, (*key, len(out)), events))
        return out

    def _mapping(self, key: Key, events: Iterator[yaml.Event]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        first: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _refused("a key must be a word", event)
            name, place = str(event.value), self._location(event)
            if name in out:
                self._document.errors.append(fault(place, "duplicate_key", key=name, first=first[name]))
                self._value(next(events), (*key, f"{name} (again)"), events)
                continue
            first[name] = place.line
            self._document.keys[(*key, name)] = place
            out[name] = self._value(next(events), (*key, name), events)
        return out
