"""How much of an answer fits on one A4 page, and in what size of type. Pure arithmetic over the widths of letters."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence

SIZES = (19, 18, 17, 16, 15, 14, 13, 12, 11)
"""Points, the largest first; smaller would not be read from a board."""
POINT = 0.3528
PAGE = 287.0
"""Millimetres of the page's height, without the margin at its lower edge."""
WIDTH = 184.0
HALF = WIDTH / 2 - 3
HEAD, TITLE_POINTS = 32.0, 30
TITLE_LEADING = {"my": 1.6, "ug": 1.4}
FOOT_WIDTH, FOOT_MARGIN, LEAST_FOOT = 140.0, 4.0, 40.0
SCAN, SMALL = 13, 9
"""Points of what is at the foot: the invitation to scan, and the rest."""
LEADING = {"my": 1.85, "ug": 1.65}
NORMAL_LEADING = 1.42
GAP = 2.6
"""Millimetres around a section, twice that around the two that stand side by side."""
SLACK = 0.94
"""Other fonts are wider than ours."""
NARROW = ("evidence", "who")
"""Sections that stand beside each other."""
AROUND = ("law", "notice", "place")
"""Sections in the head and the foot of the page."""
LEAST = {"topic": 2, "steps": 4, "evidence": 4, "who": 4, "law": 1, "notice": 9, "place": 9}
"""Lines, a heading among them, below which a section is not cut; all others may go."""
FIRST_TO_GO = ("local", "evidence", "who", "steps")
"""Sums and figures of the place go only after these, and the verdict last."""

Text = tuple[str, list[str]]
_TAGS = re.compile(r"<[^>]+>|&#?\w+;")


def width_of(text: str) -> float:
    """Width in ems, a little generous.

    >>> width_of("押金"), round(width_of("lương"), 2)
    (2.0, 2.42)
    """
    return sum(_em(char) for char in _TAGS.sub("", text))


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    kind = unicodedata.category(char)
    if kind in ("Mn", "Cf"):
        return 0.0
    if char in " .,;:()/'|ilj·":
        return 0.3
    if "\u0600" <= char <= "\u06ff":
        return 0.47
    return 0.76 if "\u1000" <= char <= "\u109f" else 0.53


def rows_of(lines: Sequence[str], width: float, em: float) -> int:
    """Rows that lines take; what is left of a row before a long word is reckoned with."""
    return sum(max(1, math.ceil(width_of(line) * em / (width - 1.5 * em))) for line in lines if line.strip())


def room(texts: Sequence[Text], title: str, foot: Sequence[str], language: str) -> float:
    """Millimetres between head and foot, which grow with the title and with the words at the foot, the first in large type."""
    head = HEAD + TITLE_POINTS * POINT * (
        rows_of([title], WIDTH, TITLE_POINTS * POINT) * TITLE_LEADING.get(language, 1.2) - 1.2
    )
    small = [*foot[1:], *(line for kind, lines in texts if kind in ("law", "notice") for line in lines)]
    high = sum(
        rows_of(lines, FOOT_WIDTH, size * POINT) * size * POINT * LEADING.get(language, NORMAL_LEADING)
        for lines, size in ((foot[:1], SCAN), (small, SMALL))
    )
    return (PAGE - head - max(LEAST_FOOT, high + FOOT_MARGIN)) * SLACK


def height_of(texts: Sequence[Text], size: int, language: str) -> float:
    """Millimetres that sections take: the two narrow ones side by side, all others below each other."""
    leading = LEADING.get(language, NORMAL_LEADING)
    heights = {"wide": 0.0, **dict.fromkeys(NARROW, 0.0)}
    for kind, lines in texts:
        if kind in AROUND:
            continue
        em = size * POINT * (1.22 if kind == "topic" else 1.0)
        indent = 1.5 * em if kind in ("steps", *NARROW) else 0
        rows = rows_of(lines, (HALF if kind in NARROW else WIDTH) - indent, em)
        heights[kind if kind in NARROW else "wide"] += rows * em * leading + GAP
    heights["evidence"] += size * POINT * leading
    return heights["wide"] + max(heights[kind] for kind in NARROW) + 2 * GAP


def fitted(
    texts: Sequence[Text], title: str, foot: Sequence[str], language: str
) -> tuple[int, list[Text], bool]:
    """The largest type in which everything fits; else the smallest, with the least urgent lines left out."""
    space = room(texts, title, foot, language)
    for size in SIZES:
        if height_of(texts, size, language) <= space:
            return size, list(texts), False
    kept = [(kind, list(lines)) for kind, lines in texts]
    while height_of(kept, SIZES[-1], language) > space:
        shorter = next(_shorter(kept, language), None)
        if shorter is None:
            break
        kept = shorter
    return SIZES[-1], kept, True


def _shorter(kept: Sequence[Text], language: str) -> Iterator[list[Text]]:
    """The same with a line or a section less, the least urgent first."""
    others = [kind for kind, _ in kept if kind not in LEAST and kind not in FIRST_TO_GO]
    for name in (*FIRST_TO_GO, *reversed(others), "topic"):
        for place, (kind, lines) in reversed(list(enumerate(kept))):
            if kind != name or len(lines) <= LEAST.get(kind, 0):
                continue
            less = [(kind, lines[:-1])] if kind in LEAST else []
            tried = [*kept[:place], *less, *kept[place + 1 :]]
            if kind not in NARROW or kind == _longer(kept, language):
                yield tried


def _longer(kept: Sequence[Text], language: str) -> str:
    """Which of the two that stand side by side is the longer: shortening the other gains nothing."""
    columns = [one for one in kept if one[0] in NARROW]
    return max(columns, key=lambda one: height_of([one], SIZES[-1], language))[0]
