"""Answers in pieces that WeChat takes: 2,048 bytes each, with the numbered choices and a way to the rest.

Must not talk to anything: these are pure functions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LIMIT = 2048
"""WeChat counts bytes of UTF-8 and drops a reply that has more."""
FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"

_MENU_SHARE = 800
"""Bytes that choices may take of a first piece that has text to follow."""
_MOST_ASKED = 400
_SLACK = 8
"""For the gaps between blocks and a mark of direction."""
_ASKS = "❓"
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_RUN = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")
_ATOM = re.compile(
    r"\u2068[^\u2069\n]*\u2069"
    r"|(?:https?://|www\.)[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+"
    r"|[¥￥$+(（]?\d(?:[\d.,:/%()（）~～–—-]|[ \u00a0](?=\d))*(?:\s?(?:元|块|万|亿|角|分|年|月|日|号|天|倍|转\s?\d+|CNY|RMB))*"
    r"|[A-Za-z\u00c0-\u024f\u0590-\u08ff][A-Za-z0-9\u00c0-\u024f\u0300-\u036f\u0590-\u08ff\u1e00-\u1eff'@._-]*"
    r"|[\s\S]"
)
"""What is never cut: a number that is kept in order, a link, a phone number or an amount, a word."""
_ENDS = (
    ("\n",),
    ("。", "！", "？", "!", "?", "။", "؟"),
    ("；", ";", "，", ",", "、", "،", "؛", "၊", ":", "："),
    (" ",),
)
"""Where a cut is best, the best first; a full stop of Latin script ends with a space."""


def size(text: str) -> int:
    """Length as WeChat counts it.

    >>> size("工友"), size("N")
    (6, 1)
    """
    return len(text.encode())


def atoms(text: str) -> Iterator[str]:
    """The text in pieces that are never cut; marks above and below stay with their letter."""
    held = ""
    for match in _ATOM.finditer(text):
        atom = match.group()
        if held and not _joins(atom, held):
            yield held
            held = ""
        held += atom
    if held:
        yield held


def _joins(atom: str, before: str) -> bool:
    return unicodedata.category(atom[0])[0] == "M" or atom[0] == "\u200d" or before[-1] == "\u200d"


def cut(text: str, first: int, rest: int) -> tuple[str, ...]:
    """The text in pieces of at most ``first`` bytes and then ``rest``; put together again they are the text.

    >>> cut("先打12333。再去仲裁。", 18, 99)
    ('先打12333。', '再去仲裁。')
    """
    pieces: list[str] = []
    held: list[str] = []
    taken, room = 0, first
    for atom in _small(text, min(first, rest)):
        if taken + size(atom) > room:
            end = _good_end(held)
            pieces.append("".join(held[:end]))
            held, room = held[end:], rest
            taken = sum(map(size, held))
        held.append(atom)
        taken += size(atom)
    return (*pieces, "".join(held)) if held else tuple(pieces)


def _small(text: str, most: int) -> Iterator[str]:
    """Atoms; one too long for any piece is cut after all, between letters."""
    for atom in atoms(text):
        if size(atom) <= most:
            yield atom
        else:
            yield from atom


def _good_end(held: Sequence[str]) -> int:
    """How many atoms go into the piece: up to the best end in its second half."""
    for ends in _ENDS:
        for place in range(len(held), len(held) // 2, -1):
            if held[place - 1].endswith(ends):
                return place
    return len(held)


@dataclass(frozen=True, slots=True)
class Menu:
    """The choices of an answer: what they answer, how they are picked, one line each, and how the rest is had."""

    asked: str = ""
    how: str = ""
    lines: tuple[str, ...] = ()
    more: str = "N"


def pages(text: str, menu: Menu, limit: int = LIMIT) -> tuple[str, ...]:
    r"""What is sent at once and what on demand: first the beginning and the foremost choices, last all that is left.

    >>> pages("一。", Menu(how="回复数字：", lines=("1. 加班费",)))
    ('一。\n\n回复数字：\n1. 加班费',)
    """
    text, lines = text.strip(), [directed(line) for line in menu.lines]
    how = directed(menu.how) if lines else ""
    whole = _stacked(text, menu.asked, _lined(how, *lines))
    if size(whole) <= limit:
        return (whole,) if whole else ()
    more = directed(menu.more)
    shown = _foremost(lines, _MENU_SHARE)
    end = _stacked(menu.asked, _lined(how, *shown))
    foot, room = _stacked(end, more), limit - size(more) - _SLACK
    pieces = [piece.strip() for piece in cut(text, limit - size(foot) - _SLACK, room)]
    first, *rest = [piece for piece in pieces if piece] or [""]
    later = _with_menu([_continued(piece) for piece in rest], lines[len(shown) :], room)
    if not later:
        return (_stacked(first, end),)
    *middle, last = later
    return (_stacked(first, foot), *(_stacked(piece, more) for piece in middle), last)


def split_asked(text: str) -> tuple[str, str]:
    r"""A text without the question it asks, and that question: it stays with the choices that answer it.

    >>> split_asked("加班要给加班费。\n\n❓ 哪个城市？\n\n（机器翻译）")
    ('加班要给加班费。\n\n（机器翻译）', '❓ 哪个城市？')
    """
    blocks = text.split("\n\n")
    for place in range(len(blocks) - 1, 0, -1):
        asked = blocks[place]
        if asked.lstrip(RLM).startswith(_ASKS) and size(asked) <= _MOST_ASKED:
            return "\n\n".join((*blocks[:place], *blocks[place + 1 :])), asked
    return text, ""


def _foremost(lines: Sequence[str], room: int) -> list[str]:
    """As many lines as fit, in their order: the first matter most."""
    shown: list[str] = []
    for line in lines:
        room -= size(line) + 1
        if room < 0:
            break
        shown.append(line)
    return shown


def _with_menu(pieces: list[str], left: Sequence[str], room: int) -> list[str]:
    """Pieces with the choices that the first had no room for; a choice longer than a piece is left out."""
    start = "\n\n"
    for line in left:
        if size(line) > room:
            continue
        if pieces and size(pieces[-1]) + size(start) + size(line) <= room:
            pieces[-1] += start + line
        else:
            pieces.append(line)
        start = "\n"
    return pieces


def _lined(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _stacked(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)


def directed(line: str) -> str:
    """A line of ours with right-to-left letters reads from the right, and what is not keeps its own order.

    >>> directed("1 加班费"), directed("N تىل") == RLM + FSI + "N" + PDI + " تىل"
    ('1 加班费', True)
    """
    if not _RTL.search(line) or line.startswith(RLM):
        return line
    return RLM + (line if FSI in line else _RUN.sub(lambda run: FSI + run.group() + PDI, line))


def _continued(piece: str) -> str:
    """A piece that begins inside a right-to-left line still reads from the right."""
    start = piece.split("\n", 1)[0]
    return RLM + piece if _RTL.search(start) and not piece.startswith(RLM) else piece
