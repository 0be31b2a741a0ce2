"""A session as bytes and back, for stores outside this process. What cannot be read is no session, never an error.

Values carry their kind, classes are those that ``Session`` is made of, fields are read off the classes: a new field
of a known kind needs nothing here. A field that is missing has its default, one that is unknown is left out, so that
an older and a newer process can share a store while one replaces the other. ``VERSION`` changes with the form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.core.conversation import Session
from bot.errors import StoreError

VERSION = 1


def encode(session: Session, at: datetime) -> bytes:
    """A session and when it was kept."""
    content = {"version": VERSION, "at": at.timestamp(), "session": _put(session)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def decode(content: bytes) -> tuple[Session, float] | None:
    """The session and the second it was kept; None for another version and for whatever is not one."""
    try:
        found = json.loads(content)
        if found["version"] != VERSION:
            return None
        session, at = _take(found["session"]), found["at"]
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, AttributeError):
        return None
    return (session, float(at)) if isinstance(session, Session) and isinstance(at, int | float) else None


def _classes(root: type) -> Iterator[tuple[str, type, Mapping[str, Any]]]:
    """A dataclass and all that its fields are made of, with the kinds of their fields."""
    hints = get_type_hints(root)
    yield root.__name__, root, hints
    for hint in hints.values():
        for one in _within(hint):
            if is_dataclass(one) and isinstance(one, type):
                yield from _classes(one)


def _within(hint: object) -> Iterator[object]:
    yield hint
    for one in get_args(hint):
        yield from _within(one)


_CLASSES = {name: (kind, hints) for name, kind, hints in _classes(Session)}


def _put(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case Decimal():
            return {"decimal": str(value)}
        case date() if not isinstance(value, datetime):
            return {"date": value.isoformat()}
        case tuple():
            return {"tuple": [_put(one) for one in value]}
        case frozenset():
            return {"set": sorted((_put(one) for one in value), key=repr)}
        case Mapping():
            return {"map": [[_put(key), _put(one)] for key, one in value.items()]}
    name = type(value).__name__
    if name not in _CLASSES:
        raise StoreError(f"a session cannot hold a {name} in Valkey")
    return {name: {one.name: _put(getattr(value, one.name)) for one in fields(value)}}  # type: ignore[arg-type]


def _take(found: Any) -> object:
    if not isinstance(found, dict):
        if isinstance(found, list):
            raise TypeError
        return found
    ((kind, content),) = found.items()
    match kind:
        case "decimal":
            return _decimal(content)
        case "date":
            return date.fromisoformat(content)
        case "tuple":
            return tuple(_take(one) for one in content)
        case "set":
            return frozenset(_take(one) for one in content)
        case "map":
            return {_take(key): _take(one) for key, one in content}
    return _made(kind, content)


def _decimal(text: object) -> Decimal:
    if not isinstance(text, str):
        raise TypeError
    try:
        return Decimal(text)
    except InvalidOperation as problem:
        raise ValueError from problem


def _made(name: str, content: Mapping[str, object]) -> object:
    kind, hints = _CLASSES[name]
    values = {field: _take(content[field]) for field in hints if field in content}
    if not all(_fits(value, hints[field]) for field, value in values.items()):
        raise TypeError
    return kind(**values)


def _fits(value: object, hint: Any) -> bool:
    """Whether a value is of the kind its field says, as far down as one look goes."""
    if get_origin(hint) in (Union, UnionType):
        return any(_fits(value, one) for one in get_args(hint))
    if hint is Any or hint is object:
        return True
    kind = get_origin(hint) or hint
    return value is None if kind is type(None) else isinstance(value, kind)
