"""Texts and buttons as Telegram takes them: at most 4096 units a message, at most 64 bytes behind a button.

Must not talk to the network: these are pure functions.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Protocol

LIMIT = 4096
"""Telegram counts UTF-16 units."""
MOST_BYTES = 64
ROW_COLUMNS = 18
"""Two labels share a row where they are together no wider than this on a small phone."""

_TOKEN = re.compile(r"<(/?)(\w+)[^>]*>|&#?\w+;|[\s\S]")
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_RESERVE = 64
"""Room for closing and opening tags again where a long line is cut."""
_GOOD_END = "。；！？;!?，, 、။၊،؛"


class Label(Protocol):
    """A choice as shown."""

    @property
    def label(self) -> str: ...
    @property
    def send(self) -> str: ...


def units(text: str) -> int:
    """Length as Telegram counts it.

    >>> units("工友"), units("📍")
    (2, 2)
    """
    return len(text) + sum(char > "\uffff" for char in text)


def split(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """HTML in pieces that each stand alone: between lines, and inside a line only where it alone is too long.

    >>> split("<b>一\\n二</b>\\n三", limit=70)
    ('<b>一\\n二</b>\\n三',)
    """
    if units(text) <= limit:
        return (text,) if plain(text).strip() else ()
    packed = _packed(text.split("\n"), limit - _RESERVE)
    return tuple(piece for piece in _balanced(packed) if plain(piece).strip())


def _packed(lines: Iterable[str], limit: int) -> Iterator[str]:
    """As many whole lines together as fit."""
    packed = ""
    for line in lines:
        if units(packed) + 1 + units(line) <= limit:
            packed = f"{packed}\n{line}" if packed else line
            continue
        if packed:
            yield packed
        *full, packed = _cut(line, limit)
        yield from full
    if packed:
        yield packed


def _cut(line: str, limit: int) -> Iterator[str]:
    """A line that is too long by itself, cut after a mark or a space where there is one near the end."""
    tokens = [match.group() for match in _TOKEN.finditer(line)]
    start, end, size = 0, 0, 0
    while end < len(tokens):
        size += units(tokens[end])
        end += 1
        if size > limit:
            end = _good_end(tokens, start, end - 1)
            yield "".join(tokens[start:end])
            start, size = end, 0
    yield "".join(tokens[start:])


def _good_end(tokens: list[str], start: int, end: int) -> int:
    for place in range(end, max(start + 1, end - 200), -1):
        if tokens[place - 1] in _GOOD_END:
            return place
    return max(end, start + 1)


def _balanced(pieces: Iterable[str]) -> Iterator[str]:
    """Tags still open at the end of a piece are closed there and opened again in the next."""
    opened: list[tuple[str, str]] = []
    for piece in pieces:
        before = "".join(tag for tag, _ in opened)
        for match in _TAG.finditer(piece):
            if match.group(1):
                opened = opened[:-1]
            else:
                opened.append((match.group(), match.group(2)))
        after = "".join(f"</{name}>" for _, name in reversed(opened))
        yield (before + piece.strip("\n") + after).strip()


def plain(text: str) -> str:
    """HTML as plain text, for a message whose marks Telegram would not take.

    >>> plain("<b>1 &lt; 2</b>")
    '1 < 2'
    """
    return html.unescape(_TAG.sub("", text))


def rows(labels: Iterable[Label]) -> list[list[Label]]:
    """Buttons in rows: two where both are short; one that Telegram would refuse is left out."""
    laid: list[list[Label]] = []
    for button in labels:
        if not button.label or not 0 < len(button.send.encode()) <= MOST_BYTES:
            continue
        last = laid[-1] if laid else []
        if len(last) == 1 and _columns(last[0].label) + _columns(button.label) <= ROW_COLUMNS:
            last.append(button)
        else:
            laid.append([button])
    return laid


def _columns(text: str) -> int:
    """Width on the screen: Chinese characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
