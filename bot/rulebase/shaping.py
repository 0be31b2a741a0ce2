"""Plain values into the shapes of schema.py; every mismatch becomes a fault at its own line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.errors import Location, RuleError
from bot.rulebase.hints import did_you_mean, fault, hinted
from bot.rulebase.reader import Document
from bot.rulebase.schema import ADCODE, PATTERNS, Shape
from bot.rulebase.trap_lines import quoted, tight_dash, wide_dash

S = TypeVar("S", bound=Shape)


def shaped(
    errors: list[RuleError], document: Document, key: tuple[str | int, ...], content: Any, shape: type[S]
) -> S | None:
    """Content as a shape; each mismatch becomes a fault at its own line."""
    if not isinstance(content, dict):
        errors.append(document.fault(key, "shape", wanted=BLOCK))
        return None
    try:
        return shape.model_validate({name: value for name, value in content.items() if value is not None})
    except ValidationError as problem:
        found = [
            _shape_fault(document, key, dict(error), shape) for error in problem.errors(include_url=False)
        ]
        run_together = {error.location.line for error in found if error.code == "wide_flow"}
        errors.extend(
            error for error in found if error.code != "missing_key" or error.location.line not in run_together
        )
        return None


def _shape_fault(
    document: Document, key: tuple[str | int, ...], error: dict[str, Any], shape: type[Shape]
) -> RuleError:
    where = (*key, *(part for part in error["loc"] if not _is_tag(part)))
    kind = error["type"]
    if kind == "extra_forbidden":
        return unknown_key(document, where, _keys(shape, error["loc"]))
    if kind == "missing":
        return fault(document.place(where), "missing_key", key=where[-1])
    if kind in _WANTED_SHAPES:
        return _misshapen(document, where, kind)
    return _bad_value(document, where, error)


def unknown_key(document: Document, where: tuple[str | int, ...], known: Iterable[str]) -> RuleError:
    """A key that no file of this kind has: mistyped, or two things run together by Chinese punctuation."""
    name, place = str(where[-1]), document.key_place(where)
    if re.match("[\u3000\u00a0]", name):
        corrected = document.swapped(Location(place.path, place.line), name, name.strip())
        return fault(place, "wide_space", corrected=corrected)
    if re.search("[：，:,]", name):
        return fault(place, "wide_flow", corrected=document.swapped(place, name, _folded(name)))
    thousands = _thousands(document, place, name)
    if thousands:
        return thousands
    hint = did_you_mean(narrow(name), known)
    corrected = document.swapped(place, name, hint.close)
    return hinted(place, "unknown_key", hint, corrected=corrected, key=name, known=", ".join(sorted(known)))


def item_fault(document: Document, where: tuple[str | int, ...]) -> RuleError:
    """Something else stands where a text is wanted, most often a sentence with an unquoted colon."""
    return _misshapen(document, where, "string_type")


def _thousands(document: Document, place: Location, name: str) -> RuleError | None:
    """``{monthly: 2,520}``: a comma inside a number ends it in braces."""
    line = document.lines[place.line - 1] if place.line <= len(document.lines) else ""
    found = (
        re.search(r"([\w.]+):\s*(\d{1,3},(?:\d{3},)*\d{3})(?!\d)", line)
        if re.fullmatch(r"\d{3}", name)
        else None
    )
    if found is None:
        return None
    wanted = found[2].replace(",", "")
    corrected = line.replace(found[2], wanted, 1)
    return fault(place, "not_a_number", corrected=corrected, key=found[1], value=found[2], wanted=wanted)


def _misshapen(document: Document, where: tuple[str | int, ...], kind: str) -> RuleError:
    """A list, a text or a block of keys stands where another of them is wanted."""
    value, place = document.value(where), document.place(where)
    line = document.lines[place.line - 1] if place.line <= len(document.lines) else ""
    if kind == "string_type" and isinstance(value, dict) and "{" not in line[place.column - 1 :][:1]:
        return fault(place, "inner_colon", corrected=quoted(line, place.column - 1))
    corrected = ""
    if kind == "tuple_type" and isinstance(value, str):
        trap = wide_dash(line) or tight_dash(line)
        if trap:
            return trap.fault(place.path, place.line)
        text = narrow(value)
        corrected = document.swapped(place, value, text if text.startswith("[") else f"[{text}]")
    return fault(place, "shape", wanted=_WANTED_SHAPES[kind], corrected=corrected)


def _bad_value(document: Document, where: tuple[str | int, ...], error: dict[str, Any]) -> RuleError:
    """A value of the right shape that means nothing: a date, a code or a word out of a list."""
    value, place, kind = str(document.value(where)), document.place(where), str(error["type"])
    if kind.startswith("date"):
        return _bad_date(document, place, value)
    text = narrow(value)
    expected = error.get("ctx", {})
    if expected.get("pattern") == ADCODE:
        return fault(place, "bad_region", value=value, hint="")
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(expected.get("expected", "")))
        hint = did_you_mean(text, known)
        corrected = document.swapped(place, value, hint.close)
        wanted = {"zh": "、".join(known), "en": " / ".join(known)}
        return hinted(
            place,
            "bad_value",
            hint,
            corrected=corrected,
            key=_name(where),
            value=value,
            detail="",
            wanted=wanted,
        )
    if text != value:
        return fault(
            place, "wide_value", corrected=document.swapped(place, value, text), value=value, wanted=text
        )
    wanted, detail = _wanted(kind, error), _detail(kind, value, expected)
    return fault(place, "bad_value", key=_name(where), value=value, detail=detail, hint="", wanted=wanted)


NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def not_a_number(document: Document, where: tuple[str | int, ...]) -> RuleError:
    """An amount written with a unit, a comma or words."""
    value, place = str(document.value(where)), document.place(where)
    found = re.search(r"[+-]?[0-9]+(\.[0-9]+)?", narrow(value).replace(", ", "").replace(",", ""))
    wanted = found.group() if found else ""
    corrected = document.swapped(place, value, wanted)
    return fault(
        place, "not_a_number", corrected=corrected, key=_name(where), value=value, wanted=wanted or "2360"
    )


def _bad_date(document: Document, place: Location, value: str) -> RuleError:
    found = re.fullmatch(r"\D*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*|(\d{4})(\d\d)(\d\d)", narrow(value))
    parts = [part for part in found.groups() if part] if found else []
    wanted, corrected, detail = "2026-09-01", "", {"zh": "", "en": ""}
    if parts:
        text = f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"
        try:
            date.fromisoformat(text)
            wanted, corrected = text, document.swapped(place, value, text)
        except ValueError:
            detail = {"zh": "：没有这一天", "en": ": there is no such day"}
    return fault(place, "bad_date", corrected=corrected, value=value, detail=detail, wanted=wanted)


def narrow(text: str) -> str:
    """Full-width characters and Chinese punctuation as an English keyboard types them."""
    return _folded(text).strip("\"'")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_NARROW)).strip()


_NARROW = str.maketrans(
    {"：": ": ", "，": ", ", "、": ", ", "“": '"', "”": '"', "‘": "'", "’": "'", "－": "-", "—": "-", "–": "-", "【": "[", "】": "]", "。": "."}
)  # fmt: skip

LIST = {"zh": "列表：[a, b]，或每行一项“- a”", "en": "a list: [a, b], or lines that begin with '- '"}
TEXT = {"zh": "一段文字", "en": "text"}
BLOCK = {"zh": "几行“键: 值”", "en": "lines 'key: value'"}
_WANTED_SHAPES: dict[str, dict[str, str]] = {
    "model_type": BLOCK,
    "dict_type": BLOCK,
    "model_attributes_type": BLOCK,
    "tuple_type": LIST,
    "string_type": TEXT,
}


def _name(where: tuple[str | int, ...]) -> str:
    return next((part for part in reversed(where) if isinstance(part, str)), "")


def _detail(kind: str, value: str, expected: dict[str, Any]) -> dict[str, str]:
    if kind == "string_too_long":
        return {"zh": f"：有 {len(value)} 个字", "en": f": it has {len(value)} characters"}
    return {"zh": "", "en": ""}


def _is_tag(part: str | int) -> bool:
    return isinstance(part, str) and (
        part.endswith("Shape") or part.startswith(("tuple[", "function-", "constrained-", "str"))
    )


def _wanted(kind: str, error: dict[str, Any]) -> dict[str, str]:
    expected = error.get("ctx", {})
    if kind.startswith(("decimal", "int", "float", "greater", "less")):
        return {"zh": "数字，例如 123", "en": "a number, for example 123"}
    if kind.startswith("bool"):
        return {"zh": "true 或 false", "en": "true or false"}
    if kind == "string_too_long":
        most = expected.get("max_length")
        return {"zh": f"不超过 {most} 个字", "en": f"at most {most} characters"}
    if kind in ("string_too_short", "too_short"):
        return {"zh": "内容，不能空着", "en": "something; it cannot be empty"}
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(str(expected.get("pattern")), {"zh": _MODEL, "en": _LIKE})
    return {"zh": _MODEL, "en": _LIKE}


_MODEL = "同类文件里的样子"
_LIKE = "it as the other files of this kind do"


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
