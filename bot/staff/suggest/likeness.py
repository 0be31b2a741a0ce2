"""Questions that say the same, put together; the same questions always give the same groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from bot.core.matching import character_pairs
from bot.core.text import han_share, normal

APART = 0.55
"""From how far apart on average (0 the same, 1 nothing in common) questions are not of one group."""


def groups(texts: Sequence[str]) -> list[list[int]]:
    """Positions of like texts together, the largest group first; in each the clearest text first.

    >>> groups(["老板不给工资", "怎么请年假", "老板不给我工资"])
    [[0, 2], [1]]
    """
    if not texts:
        return []
    if len(texts) == 1:
        return [[0]]
    alike = likeness(texts)
    far = 1.0 - (alike + alike.T) / 2
    np.fill_diagonal(far, 0.0)
    labels = fcluster(linkage(squareform(far, checks=False), "average"), APART, "distance")
    made: dict[int, list[int]] = {}
    for position, label in enumerate(labels):
        made.setdefault(int(label), []).append(position)
    ordered = [_clearest_first(members, alike, texts) for members in made.values()]
    return sorted(ordered, key=lambda members: (-len(members), texts[members[0]]))


def likeness(texts: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How like each text is to each other, 0 to 1: by characters in pairs, or by words and letters."""
    cut = [_pieces(text) for text in texts]
    sets = process.cdist(cut, cut, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    return np.asarray(sets, dtype=np.float64) / 100


def _pieces(text: str) -> str:
    plain = normal(text)
    return character_pairs(plain) if han_share(plain) > 0.3 else plain


def _clearest_first(
    members: list[int],
    alike: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    texts: Sequence[str],
) -> list[int]:
    """The text nearest to all others of its group first; of equals the shorter."""
    near = {one: float(alike[one, members].mean()) for one in members}
    return sorted(members, key=lambda one: (-round(near[one], 6), len(texts[one]), texts[one]))
