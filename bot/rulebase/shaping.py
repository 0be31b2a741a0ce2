"""Plain values into the shapes of schema.py; every mismatch becomes a fault at its own line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.errors import RuleError
from bot.rulebase.reader import Document, did_you_mean, fault, hinted
from bot.rulebase.schema import Shape

S = TypeVar("S", bound=Shape)


def shaped(
    errors: list[RuleError], document: Document, key: tuple[str | int, ...], content: Any, shape: type[S]
) -> S | None:
    """Content as a shape; each mismatch becomes a fault at its own line."""
    if not isinstance(content, dict):
        errors.append(document.fault(key, "shape", wanted="key: value"))
        return None
    try:
        return shape.model_validate({name: value for name, value in content.items() if value is not None})
    except ValidationError as problem:
        for error in problem.errors(include_url=False, include_context=False):
            errors.append(_shape_fault(document, key, dict(error), shape))
        return None


def _shape_fault(
    document: Document, key: tuple[str | int, ...], error: dict[str, Any], shape: type[Shape]
) -> RuleError:
    where = (*key, *(part for part in error["loc"] if not _is_tag(part)))
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _keys(shape, error["loc"])
        hint = did_you_mean(str(where[-1]), known)
        return hinted(
            document.place(where), "unknown_key", hint, key=where[-1], known=", ".join(sorted(known))
        )
    if kind == "missing":
        return fault(document.place(where), "missing_key", key=where[-1])
    if kind in ("model_type", "tuple_type", "dict_type", "string_type", "model_attributes_type"):
        wanted = {"tuple_type": "list: [a, b]", "string_type": "text"}.get(kind, "key: value")
        return fault(document.place(where), "shape", wanted=wanted)
    return fault(
        document.place(where), "bad_value", value=where[-1], detail=error["msg"], wanted=_wanted(kind, error)
    )


def _is_tag(part: str | int) -> bool:
    return isinstance(part, str) and (
        part.endswith("Shape") or part.startswith(("tuple[", "function-", "constrained-", "str"))
    )


def _wanted(kind: str, error: dict[str, Any]) -> str:
    if kind.startswith("date"):
        return "2026-09-01"
    if kind.startswith(("decimal", "int", "float")):
        return "123"
    if kind == "literal_error":
        return str(error["msg"]).removeprefix("Input should be ")
    return str(error["msg"])


def _keys(shape: type[Shape], loc: Iterable[str | int]) -> list[str]:
    """The keys allowed where an unknown one stands."""
    current: Any = shape
    for part in list(loc)[:-1]:
        if isinstance(part, int) or not (isinstance(current, type) and issubclass(current, Shape)):
            continue
        info = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        if info is None:
            continue
        inner = _model_in(info.annotation)
        current = inner or current
    return [info.alias or name for name, info in current.model_fields.items()]


def _model_in(annotation: Any) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found:
            return found
    return None
