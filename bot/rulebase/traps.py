"""Why YAML could not read a line, or read it otherwise than meant: what keyboards and editors let slip in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from bot.errors import Location, RuleError
from bot.rulebase.faults_yaml import PLAIN
from bot.rulebase.hints import fault
from bot.rulebase.trap_lines import (
    RULES,
    indented,
    open_quote,
    tab_indent,
    tight_colon,
    tight_dash,
    wide_colon,
    wide_dash,
)

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""Characters that YAML takes for the end of a line and editors do not; what to read in their place."""
_CODE = re.compile(r"0\d+")
_POWER = re.compile(r"[+-]?\d+(?:\.\d*)?[eE][+-]?\d{1,3}|\d[\d_]*_[\d_]+|0x[0-9a-fA-F]+|0o[0-7]+")
_ITEM_OR_KEY = re.compile(r"\s*(?:[-－—–•]|[A-Za-z_]\w*[:：])")


def certain(text: str, name: str) -> Iterator[RuleError]:
    """Traps that are wrong whatever YAML makes of them."""
    if any(chr(code) in text for code in BREAKS) and (bad := invisible(text, name)):
        yield bad
    if "\t" not in text and "：" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line or "：" in line:
            trap = tab_indent(line) or wide_colon(line)
            if trap:
                yield trap.fault(name, number)


def style(text: str, name: str) -> Iterator[RuleError]:
    """What YAML reads right but hinders those who edit."""
    if text.startswith("\ufeff"):
        yield fault(Location(name), "bom")
    if not re.search(r"[ \t]\r?$", text, re.M):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        kept = line.rstrip()
        if kept != line.rstrip("\r"):
            yield fault(Location(name, number, len(kept) + 1), "trailing_space", corrected=kept)


def misread(event: Any, lines: Sequence[str], name: str) -> Iterator[RuleError]:
    """What an unquoted text is read as although something else was meant."""
    start, end = event.start_mark, event.end_mark
    value, line = event.value, lines[start.line] if start.line < len(lines) else ""
    if end.line > start.line:
        first = tight_dash(line) or wide_dash(line)
        if first:
            yield first.fault(name, start.line + 1)
            return
        for number in range(start.line + 1, min(end.line + 1, len(lines))):
            if _ITEM_OR_KEY.match(lines[number]):
                yield fault(Location(name, number + 1), "merged_line", corrected=_apart(lines[number]))
    elif value[:1] in "0123456789+-" and (_CODE.fullmatch(value) or _POWER.fullmatch(value)):
        place = Location(name, start.line + 1, start.column + 1)
        quoted = line[: start.column] + f'"{value}"' + line[start.column + len(value) :]
        if _CODE.fullmatch(value):
            yield fault(place, "unquoted_code", corrected=quoted, value=value)
        else:
            yield fault(place, "unquoted_number", corrected=quoted, value=value, read=_number(value))


def _number(text: str) -> str:
    if text.startswith(("0x", "0o")):
        return str(int(text, 0))
    return f"{Decimal(text.replace('_', '')):f}"


def _apart(line: str) -> str:
    trap = wide_dash(line) or tight_dash(line) or wide_colon(line) or tight_colon(line)
    return trap.corrected if trap else ""


def invisible(text: str, name: str) -> RuleError | None:
    """The first character that YAML does not allow in a file."""
    found = _INVISIBLE.search(text)
    if found is None:
        return None
    number = text.count("\n", 0, found.start())
    line, column = text.split("\n")[number], found.start() - text.rfind("\n", 0, found.start())
    corrected = _INVISIBLE.sub("", line)
    sign = f"U+{ord(found.group()):04X}"
    return fault(Location(name, number + 1, column), "bad_character", corrected=corrected, sign=sign)


def explain(text: str, problem: Exception, name: str) -> RuleError:
    """Why a file could not be read, at the line that an editor must change."""
    if bad := invisible(text, name):
        return bad
    lines = text.split("\n")
    mark, context = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    words = str(getattr(problem, "context", None) or "")
    if mark is None:
        return fault(Location(name, max(1, len(lines) - 1)), "syntax", detail=_plain(problem))
    here = min(mark.line, len(lines) - 1)
    for number in _suspects(lines, here, context, words):
        for rule in RULES:
            trap = rule(lines[number])
            if trap:
                return trap.fault(name, number + 1)
    return _further(lines, here, name) or fault(
        Location(name, here + 1, mark.column + 1 if here == mark.line else 1),
        "syntax",
        detail=_plain(problem),
    )


def _suspects(lines: Sequence[str], here: int, context: Any, words: str) -> Iterator[int]:
    """The lines to look at, the likeliest first."""
    numbers = [here]
    if context is not None and words.startswith(("while scanning", "while parsing a flow")):
        numbers.insert(0, min(context.line, len(lines) - 1))
    before = here - 1
    while before > 0 and not lines[before].strip():
        before -= 1
    for number in dict.fromkeys((*numbers, max(before, 0))):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            yield number


def _further(lines: Sequence[str], here: int, name: str) -> RuleError | None:
    """A quote left open some lines above, or an indentation that fits nothing above."""
    trap = indented(lines, here)
    if trap:
        return trap.fault(name, here + 1)
    for number in range(here - 1, max(-1, here - 40), -1):
        opened = open_quote(lines[number])
        if opened:
            return opened.fault(name, number + 1)
    return None


def _plain(problem: Exception) -> dict[str, str]:
    detail = str(
        getattr(problem, "problem", None) or getattr(problem, "reason", None) or type(problem).__name__
    )
    zh, en = PLAIN.get(detail, (detail, detail))
    return {"zh": zh, "en": en}
