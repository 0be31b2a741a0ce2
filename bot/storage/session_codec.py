"""A session as bytes and back, for stores outside this process. What cannot be read is no session, never an error.

Values carry their kind, classes are those that ``Session`` is made of, fields are read off the classes: a new field
of a known kind needs nothing here. A field that is missing has its default, one that is unknown is left out, so that
an older and a newer process can share a store while one replaces the other. ``VERSION`` changes with the form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
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


def _classes(root: type) -> Iterator[tuple[str, type, dict[str, tuple[type, ...]]]]:
    """A dataclass and all that its fields are made of, with the kinds that each field may have."""
    hints = get_type_hints(root)
    yield root.__name__, root, {one.name: tuple(_kinds(hints[one.name])) for one in fields(root)}
    for hint in hints.values():
        for one in _within(hint):
            if is_dataclass(one) and isinstance(one, type):
                yield from _classes(one)


def _within(hint: object) -> Iterator[object]:
    yield hint
    for one in get_args(hint):
        yield from _within(one)


def _kinds(hint: Any) -> Iterator[type]:
    """The classes of a field's values, as far down as one look goes."""
    if get_origin(hint) in (Union, UnionType):
        for one in get_args(hint):
            yield from _kinds(one)
    else:
        kind = get_origin(hint) or hint
        yield kind if isinstance(kind, type) else object


_CLASSES = {name: (kind, kinds) for name, kind, kinds in _classes(Session)}

_PUT: Mapping[type, Callable[[Any], object]] = {
    Decimal: lambda value: {"decimal": str(value)},
    date: lambda value: {"date": value.isoformat()},
    tuple: lambda value: {"tuple": [_put(one) for one in value]},
    frozenset: lambda value: {"set": sorted((_put(one) for one in value), key=repr)},
    dict: lambda value: {"map": [[_put(key), _put(one)] for key, one in value.items()]},
} | {kind: lambda value: value for kind in (str, int, bool, float, type(None))}

_TAKE: Mapping[str, Callable[[Any], object]] = {
    "decimal": lambda content: _decimal(content),
    "date": lambda content: date.fromisoformat(content),
    "tuple": lambda content: tuple([_take(one) for one in content]),
    "set": lambda content: frozenset([_take(one) for one in content]),
    "map": lambda content: {_take(key): _take(one) for key, one in content},
}


def _put(value: object) -> object:
    put = _PUT.get(type(value))
    return put(value) if put else _put_other(value)


def _put_other(value: object) -> object:
    name = type(value).__name__
    if name in _CLASSES:
        _, kinds = _CLASSES[name]
        return {name: {one: _put(getattr(value, one)) for one in kinds}}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return _put(dict(value))
    raise StoreError(f"a session cannot hold a {name} in Valkey")


def _take(found: Any) -> object:
    if not isinstance(found, dict):
        if isinstance(found, list):
            raise TypeError
        return found
    ((name, content),) = found.items()
    take = _TAKE.get(name)
    return take(content) if take else _made(name, content)


def _decimal(text: object) -> Decimal:
    if not isinstance(text, str):
        raise TypeError
    try:
        return Decimal(text)
    except InvalidOperation as problem:
        raise ValueError from problem


def _made(name: str, content: Mapping[str, object]) -> object:
    kind, kinds = _CLASSES[name]
    values = {field: _take(content[field]) for field in kinds if field in content}
    if not all(isinstance(value, kinds[field]) for field, value in values.items()):
        raise TypeError
    return kind(**values)
