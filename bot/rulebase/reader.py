"""One YAML file as plain values with the place of each: text scalars, no guessing of types, no duplicate keys."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
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
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        document.errors.extend(traps or [_syntax_fault(problem, name)])
        return document
    document.errors.extend(traps)
    if node is None:
        document.errors.append(fault(Location(name), "empty"))
        return document
    try:
        document.content = _plain(node, (), document)
    except RecursionError:
        document.errors.append(fault(Location(name), "syntax", detail="too deep"))
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


def _plain(node: yaml.Node, key: Key, document: Document) -> Any:
    mark = node.start_mark
    document.places[key] = Location(document.name, mark.line + 1, mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, key, document)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*key, index), document) for index, item in enumerate(node.value)]
    if not getattr(node, "style", None) and node.value in _NULLS:
        return None
    return node.value


def _mapping(node: yaml.MappingNode, key: Key, document: Document) -> dict[str, Any]:
    out: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            place = Location(document.name, mark.line + 1, mark.column + 1)
            document.errors.append(fault(place, "syntax", detail="a key must be a word"))
            continue
        name = str(key_node.value)
        if name in out:
            place = Location(document.name, mark.line + 1, mark.column + 1)
            document.errors.append(fault(place, "duplicate_key", key=name, first=first[name]))
            continue
        first[name] = mark.line + 1
        out[name] = _plain(value_node, (*key, name), document)
    return out
