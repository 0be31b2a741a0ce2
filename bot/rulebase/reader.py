"""One YAML file as plain values with the place of each: text scalars, no guessing of types, no duplicate keys."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Location, RuleError
from bot.rulebase.faults import say

Key = tuple[str | int, ...]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"", "~", "null"})
_WIDE_COLON = re.compile(r"^\s*(?:- )?([\w.]+)：")


@dataclass
class Document:
    """A file's content and where each value stands; ``errors`` holds what kept it from being read."""

    name: str
    content: Any = None
    places: dict[Key, Location] = field(default_factory=dict)
    errors: list[RuleError] = field(default_factory=list)

    def place(self, key: Key) -> Location:
        """Where a value stands, or else the nearest thing around it."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, Location(self.name))

    def fault(self, key: Key, code: str, **values: object) -> RuleError:
        return fault(self.place(key), code, **values)


def fault(location: Location, code: str, **values: object) -> RuleError:
    """A RuleError in all languages of the editors."""
    return RuleError(location, code, {language: say(code, language, **values) for language in ("zh", "en")})


def did_you_mean(word: str, known: Iterable[str]) -> dict[str, str]:
    """A hint in both languages, empty where nothing is close."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return (
        {"zh": f"是不是“{close[0]}”？", "en": f"did you mean '{close[0]}'? "}
        if close
        else {"zh": "", "en": ""}
    )


def hinted(location: Location, code: str, hint: dict[str, str], **values: object) -> RuleError:
    """A fault whose words hold a hint of their own in each language."""
    return RuleError(
        location,
        code,
        {language: say(code, language, hint=hint[language], **values) for language in ("zh", "en")},
    )


def read(path: Path, name: str) -> Document:
    """Read a file; every fault in it becomes an error with its place."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        return Document(name, errors=[fault(Location(name), "unreadable", detail=type(problem).__name__)])
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Parse YAML text; see ``read``."""
    document = Document(name)
    traps = list(_typing_traps(text, name))
    try:
        _Builder(document).build(yaml.parse(text, Loader=_LOADER))
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        document.content = None
        document.errors = traps or [_syntax_fault(problem, name)]
        return document
    document.errors.extend(traps)
    if not document.places:
        document.errors.append(fault(Location(name), "empty"))
    return document


def _typing_traps(text: str, name: str) -> Iterable[RuleError]:
    """What an ordinary editor or a Chinese keyboard lets slip in."""
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            yield fault(Location(name, number, indent.index("\t") + 1), "tab")
        colon = _WIDE_COLON.match(line)
        if colon and colon.group(1).isascii():
            yield fault(Location(name, number, colon.end()), "wide_colon", example=f"{colon.group(1)}: …")


def _syntax_fault(problem: Exception, name: str) -> RuleError:
    mark = getattr(problem, "problem_mark", None)
    location = Location(name, mark.line + 1, mark.column + 1) if mark else Location(name)
    detail = getattr(problem, "problem", None) or getattr(problem, "reason", None) or type(problem).__name__
    return fault(location, "syntax", detail=str(detail))


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
            out[name] = self._value(next(events), (*key, name), events)
        return out
