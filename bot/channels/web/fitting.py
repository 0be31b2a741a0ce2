"""How much of an answer fits on one A4 page, and in what size of type. Pure arithmetic over the widths of letters."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

SIZES = (19, 18, 17, 16, 15, 14, 13, 12, 11)
"""Points, the largest first; smaller would not be read from a board."""
POINT = 0.3528
WIDTH = 184.0
HEIGHT = 196.0
"""Millimetres for the sections, between the title and the code at the foot."""
HALF = WIDTH / 2 - 8
LEADING = {"my": 2.0, "ug": 1.75}
NORMAL_LEADING = 1.5
GAP = 2.6
"""Millimetres around a section."""
NARROW = ("evidence", "who")
"""Sections that stand beside each other."""
SMALL = ("law", "notice", "place")
LEAST = {"topic": 2, "steps": 4, "evidence": 4, "who": 4, "law": 1, "notice": 9, "place": 9}
"""Lines, a heading among them, below which a section is not cut; all others may go."""
FIRST_TO_GO = ("local", "figure", "evidence", "steps", "who")

Text = tuple[str, list[str]]
_TAGS = re.compile(r"<[^>]+>|&#?\w+;")


def width_of(text: str) -> float:
    """Width in ems, a little generous.

    >>> width_of("押金"), round(width_of("lương"), 2)
    (2.0, 2.9)
    """
    return sum(_em(char) for char in _TAGS.sub("", text))


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    kind = unicodedata.category(char)
    if kind in ("Mn", "Cf"):
        return 0.0
    return 0.72 if "\u1000" <= char <= "\u109f" else 0.58


def height_of(texts: Sequence[Text], size: int, language: str) -> float:
    """Millimetres that sections take: the two narrow ones side by side, all others below each other."""
    leading = LEADING.get(language, NORMAL_LEADING)
    heights = {"wide": 0.0, **dict.fromkeys(NARROW, 0.0)}
    for kind, lines in texts:
        em = size * POINT * (0.78 if kind in SMALL else 1.25 if kind == "topic" else 1.0)
        width = HALF if kind in NARROW else WIDTH - 6
        rows = sum(
            max(1, math.ceil(width_of(line) * em / (width - 2 * em))) for line in lines if line.strip()
        )
        heights[kind if kind in NARROW else "wide"] += rows * em * leading + GAP
    return heights["wide"] + max(heights[kind] for kind in NARROW)


def fitted(texts: Sequence[Text], language: str) -> tuple[int, list[Text], bool]:
    """The largest type in which everything fits; else the smallest, with the least urgent lines left out."""
    for size in SIZES:
        if height_of(texts, size, language) <= HEIGHT:
            return size, list(texts), False
    kept = [(kind, list(lines)) for kind, lines in texts]
    while height_of(kept, SIZES[-1], language) > HEIGHT and _dropped(kept):
        pass
    return SIZES[-1], [(kind, lines) for kind, lines in kept if lines], True


def _dropped(kept: list[Text]) -> bool:
    """One line less; False where nothing more may go."""
    others = [kind for kind, _ in kept if kind not in LEAST and kind not in FIRST_TO_GO]
    for name in (*FIRST_TO_GO[:2], *reversed(others), *FIRST_TO_GO[2:], "law", "topic"):
        for kind, lines in reversed(kept):
            if kind == name and len(lines) > LEAST.get(kind, 0):
                if kind in LEAST:
                    lines.pop()
                else:
                    lines.clear()
                return True
    return False
