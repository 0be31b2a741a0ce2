"""The last net: words and characters that hardly anybody else writes may be a name, however they got there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.redaction.lexicon import HAN, WORD, Lexicon
from bot.core.redaction.marks import Cut
from bot.core.redaction.people import SURE, SURNAMES

_RUN = re.compile(rf"[{HAN}]{{2,}}")
_SCRIPT = re.compile(r"[\u1000-\u109f]")
RARE = 4
"""Characters in a row whose every pair is rare, from which they are taken for a name."""


def unknown(shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    """What is common nowhere in the question bank; nothing where there is no lexicon to hold it against."""
    if not lexicon:
        return
    for found in WORD.finditer(shade):
        word = found.group().replace("’", "'")
        if len(word) > 1 and not _SCRIPT.search(word) and not lexicon.has_word(word):
            yield Cut(*found.span(), "word")
    for found in _RUN.finditer(shade):
        yield from _rare(found.group(), found.start(), lexicon)


def _rare(run: str, offset: int, lexicon: Lexicon) -> Iterator[Cut]:
    """Surnames followed by rare characters, and rows of characters whose every pair is rare.

    A character at the edge that makes a common pair with its other neighbour belongs to that word.
    """
    rare = [run[index : index + 2] not in lexicon.pairs for index in range(len(run) - 1)]
    index = 0
    while index < len(rare):
        length = 0
        while index + length < len(rare) and rare[index + length]:
            length += 1
        if length:
            start = index + (index > 0 and run[index] not in SURNAMES)
            end = index + length + (index + length == len(rare))
            named = next(
                (
                    one
                    for one in range(start, min(end, start + 2))
                    if run[one] in SURE and rare[one : one + 1] == [True]
                ),
                None,
            )
            if named is not None:
                yield Cut(offset + named, offset + max(end, min(named + 3, len(run))), "name")
            elif end - start >= RARE:
                yield Cut(offset + start, offset + end, "word")
        index += max(length, 1)
