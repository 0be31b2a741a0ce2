"""What can be wrong with one line of YAML, judged by its looks alone, and how it should stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.errors import Location, RuleError
from bot.rulebase.hints import fault

_LEAD = r"^(?P<lead>\s*(?:- +)*)"
_WIDE_COLON = re.compile(r"^(?P<lead>\s*(?:- )?)(?P<key>[\w.]+)：\s*(?P<rest>.*)$")
_WIDE_DASH = re.compile(r"^(?P<lead>\s*)(?P<dash>[－—–−•·])\s*(?P<rest>\S.*)$")
_TIGHT_DASH = re.compile(r"^(?P<lead>\s*)-(?P<rest>[^\s-].*)$")
_TIGHT_COLON = re.compile(_LEAD + r"(?P<key>[A-Za-z_]\w*):(?P<rest>[^\s/].*)$")
_NO_COLON = re.compile(_LEAD + r"(?P<key>[A-Za-z_]\w*) +(?P<rest>[^\s:].*)$")
_VALUE = re.compile(_LEAD + r"(?:(?P<key>[^\s:：\"'\[{#][^\s:：]*):\s+)?(?P<value>\S.*?)\s*$")
_AFTER_QUOTE = re.compile(r"""^("[^"]*"|'(?:[^']|'')*')\s*[^\s#:,\]}'"].*$""")
_SPECIAL = "@`%*&!|>,]}?"
_BRACKETS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Trap:
    """One line that is not what it seems, and how it should stand."""

    code: str
    column: int
    corrected: str
    values: dict[str, object] = field(default_factory=dict)

    def fault(self, name: str, number: int) -> RuleError:
        return fault(Location(name, number, self.column), self.code, corrected=self.corrected, **self.values)


def tab_indent(line: str) -> Trap | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent or not line.strip():
        return None
    return Trap("tab", indent.index("\t") + 1, indent.replace("\t", "  ") + line.lstrip())


def _tab(line: str) -> Trap | None:
    found = re.search(r"^\s*\t|(?<=[:-])\t", line)
    return Trap("tab", found.end(), line.replace("\t", " ")) if found else None


def _wide_space(line: str) -> Trap | None:
    indent = line[: len(line) - len(line.lstrip())]
    found = re.search("[\u3000\u00a0]", indent)
    if found is None:
        return None
    corrected = indent.replace("\u3000", "  ").replace("\u00a0", " ") + line.lstrip()
    return Trap("wide_space", found.start() + 1, corrected)


def wide_colon(line: str) -> Trap | None:
    found = _WIDE_COLON.match(line)
    if found is None or not found["key"].isascii():
        return None
    corrected = f"{found['lead']}{found['key']}: {found['rest']}".rstrip()
    return Trap("wide_colon", found.end("key") + 1, corrected, {"example": f"{found['key']}: …"})


def _chinese_key(line: str) -> Trap | None:
    """A Chinese word with a full-width colon where YAML waited for a key, as in terms/."""
    found = _WIDE_COLON.match(line)
    if found is None or ": " in line or len(found["key"]) > 12 or found["lead"].strip():
        return None
    corrected = f"{found['lead']}{found['key']}: {found['rest']}"
    return Trap("wide_colon", found.end("key") + 1, corrected, {"example": f"{found['key']}: …"})


def wide_dash(line: str) -> Trap | None:
    found = _WIDE_DASH.match(line)
    if found is None:
        return None
    corrected = f"{found['lead']}- {found['rest']}"
    return Trap("wide_dash", found.start("dash") + 1, corrected, {"dash": found["dash"]})


def tight_dash(line: str) -> Trap | None:
    found = _TIGHT_DASH.match(line)
    return Trap("no_space_dash", found.start("rest"), f"{found['lead']}- {found['rest']}") if found else None


def tight_colon(line: str) -> Trap | None:
    found = _TIGHT_COLON.match(line)
    if found is None:
        return None
    corrected = f"{found['lead']}{found['key']}: {found['rest']}"
    return Trap("no_space_colon", found.end("key") + 1, corrected, {"key": found["key"]})


def open_quote(line: str) -> Trap | None:
    found = _VALUE.match(line)
    quote = found["value"][0] if found else ""
    if found is None or quote not in ("'", '"') or _unescaped(found["value"], quote) % 2 == 0:
        return None
    value, column = found["value"], found.start("value") + 1
    head = line[: found.start("value")]
    if len(value) > 1 and value[-1] in "”’“‘":
        corrected = f"{head}{value[:-1]}{quote}"
        return Trap("mixed_quote", column, corrected, {"quote": quote, "end": value[-1]})
    return Trap("open_quote", column, f"{head}{value}{quote}", {"quote": quote})


def _unescaped(value: str, quote: str) -> int:
    return (value.replace('\\"', "") if quote == '"' else value).count(quote)


def _after_quote(line: str) -> Trap | None:
    found = _VALUE.match(line)
    if found is None or not _AFTER_QUOTE.match(found["value"]):
        return None
    stray = re.fullmatch(r"""(.*["'])\s*[，。；、,;.]+""", found["value"])
    corrected = line[: found.start("value")] + stray[1] if stray else quoted(line, found.start("value"))
    return Trap("after_quote", found.start("value") + 1, corrected)


def _brackets(line: str) -> Trap | None:
    found = _VALUE.match(line)
    if found is None or found["value"][0] not in _BRACKETS:
        return None
    value, opening = found["value"], found["value"][0]
    end = _BRACKETS[opening]
    missing = value.count(opening) - value.count(end)
    column = found.start("value") + 1
    if missing > 0:
        return Trap("open_bracket", column, line.rstrip() + end * missing, {"bracket": opening, "end": end})
    if missing < 0 and value.endswith(end):
        corrected = line.rstrip()[:missing]
        return Trap("extra_bracket", len(corrected) + 1, corrected, {"bracket": end})
    return None


def _special_start(line: str) -> Trap | None:
    found = _VALUE.match(line)
    if found is None or found["value"][0] not in _SPECIAL or re.fullmatch(r"[|>][+-]?\d?", found["value"]):
        return None
    column = found.start("value") + 1
    return Trap("special_start", column, quoted(line, column - 1), {"sign": found["value"][0]})


def _inner_colon(line: str) -> Trap | None:
    found = _VALUE.match(line)
    if found is None or not found["key"] or not re.search(r":(?: |$)", found["value"]):
        return None
    if found["value"][0] in "\"'[{#":
        return None
    return Trap("inner_colon", found.start("value") + 1, quoted(line, found.start("value")))


def _no_colon(line: str) -> Trap | None:
    found = _NO_COLON.match(line)
    if found is None or ": " in line:
        return None
    corrected = f"{found['lead']}{found['key']}: {found['rest']}"
    return Trap("no_colon", found.end("key") + 1, corrected, {"key": found["key"]})


def quoted(line: str, start: int) -> str:
    """A line whose text from ``start`` on stands in quotes that it does not hold itself."""
    head, text = line[:start], line[start:].strip()
    if "'" not in text:
        return f"{head}'{text}'"
    if '"' not in text:
        return f'{head}"{text}"'
    return f"{head}'" + text.replace("'", "''") + "'"


def indented(lines: Sequence[str], here: int) -> Trap | None:
    """A line that stands deeper or shallower than any line it could belong beside."""
    line = lines[here]
    now = len(line) - len(line.lstrip())
    dash = line.lstrip().startswith("- ")
    columns: list[int] = []
    for before in reversed(lines[max(0, here - 30) : here]):
        found = re.match(_LEAD + r"(?P<key>[\w.]+:(?: |$))?", before)
        if not before.strip() or before.lstrip().startswith("#") or found is None:
            continue
        item = "- " in found["lead"]
        if dash and item:
            columns.append(len(before) - len(before.lstrip()))
        elif not dash and found["key"]:
            columns.append(len(found["lead"]))
    if not columns or now in columns:
        return None
    wanted = min(columns, key=lambda column: abs(column - now))
    return Trap("indent", now + 1, " " * wanted + line.lstrip(), {"now": now, "wanted": wanted})


RULES: tuple[Callable[[str], Trap | None], ...] = (
    _tab,
    _wide_space,
    wide_colon,
    _chinese_key,
    wide_dash,
    tight_dash,
    tight_colon,
    open_quote,
    _after_quote,
    _brackets,
    _special_start,
    _inner_colon,
    _no_colon,
)
