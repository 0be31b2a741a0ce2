"""What of a question may be kept: names, numbers, accounts, firms and places taken out, sums and dates made vague.

Errs on the side of taking out. What still looks suspicious afterwards is not offered for keeping at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from bot.core.language import writing
from bot.core.redaction.accounts import accounts
from bot.core.redaction.lexicon import WORD, Lexicon
from bot.core.redaction.marks import MARK, Cut, mark, shadow, without_marks
from bot.core.redaction.names import names
from bot.core.redaction.numbers import numbers
from bot.core.redaction.places import places
from bot.core.redaction.unknown import unknown
from bot.core.text import clean

LONGEST = 200
"""Characters that are kept of a question; its beginning has the matter nearly always."""
LEAST = 4
"""Letters that must be left for a question to be worth keeping."""
ROUNDS = 6

_SUSPICIOUS = re.compile(r"@|https?:|www\.|\d(?:[^\w一-鿿]{0,3}\d){4,}|[零〇一二三四五六七八九幺两]{5,}|_|\\")


class Gazetteer(Protocol):
    """What knows the names of places."""

    def find(self, text: str) -> Iterable[Place]: ...


class Place(Protocol):
    """A place named in a text."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> int: ...


def redact(text: str, language: str, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> str:
    """A text with all that could point to somebody replaced by marks; the same text once more comes out as it is."""
    text = clean(text)
    for _ in range(ROUNDS):
        before = text
        text = clean(_short(_without(text, _cuts(text, language, lexicon, gazetteer), language)))
        if text == before:
            break
    return text


def keepable(text: str, language: str, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> str | None:
    """The redacted text where it is safe and worth keeping, else None.

    Chinese written in Latin letters is not: its names cannot be told from its words.
    """
    if writing(text) in ("pinyin", ""):
        return None
    kept = redact(text, language, lexicon, gazetteer)
    return kept if safe(kept) and worth(kept) else None


def safe(kept: str) -> bool:
    """Whether nothing suspicious is left of a redacted text."""
    return len(kept) <= LONGEST and not _SUSPICIOUS.search(shadow(kept))


def worth(kept: str) -> bool:
    """Whether enough is left of a redacted text to learn from: some letters, and more words than marks."""
    left = without_marks(kept)
    letters = sum(char.isalpha() for char in left)
    words = len(WORD.findall(left)) + len(re.findall(r"[\u3400-\u9fff]", left)) / 2
    return letters >= LEAST and words >= len(MARK.findall(kept))


def _cuts(text: str, language: str, lexicon: Lexicon, gazetteer: Gazetteer | None) -> Iterator[Cut]:
    shade = shadow(text)
    yield from accounts(shade, lexicon)
    yield from numbers(shade, language)
    yield from names(text, shade, lexicon)
    yield from places(text, shade, lexicon)
    yield from _listed(shade, gazetteer)
    yield from unknown(shade, lexicon)


def _listed(shade: str, gazetteer: Gazetteer | None) -> Iterator[Cut]:
    for place in gazetteer.find(shade) if gazetteer else ():
        start = place.start
        if shade[start : start + len(place.name)] != place.name:
            start = shade.find(place.name)
        if start >= 0:
            yield Cut(start, start + len(place.name), "place")


def _without(text: str, cuts: Iterable[Cut], language: str) -> str:
    """The text with every cut made; cuts that overlap become one."""
    merged: list[Cut] = []
    for cut in sorted(cuts, key=lambda one: (one.start, -one.end)):
        if cut.end <= cut.start:
            continue
        if merged and cut.start < merged[-1].end:
            merged[-1] = _one_of(merged[-1], cut)
        else:
            merged.append(cut)
    for cut in reversed(merged):
        said = cut.instead or mark(cut.kind, language)
        text = text[: cut.start] + said + text[cut.end :]
    return re.sub(r"(\[[^\[\]]+\])(?:\s?\1)+", r"\1", text)


def _one_of(first: Cut, second: Cut) -> Cut:
    """Two cuts that overlap as one; a vaguer number gives way to a mark, a guess to what is known."""
    end = max(first.end, second.end)
    if (first.start, first.end, first.instead) == (
        second.start,
        second.end,
        second.instead,
    ) or second.instead:
        return Cut(first.start, end, first.kind, first.instead if end == first.end else "")
    if first.instead or first.kind == "word":
        return Cut(first.start, end, second.kind)
    return Cut(first.start, end, first.kind)


def _short(text: str) -> str:
    """At most LONGEST characters, without half a mark at the end."""
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    opened = cut.rfind("[")
    if opened > cut.rfind("]") and MARK.match(text, opened):
        cut = cut[:opened]
    return cut.strip()
