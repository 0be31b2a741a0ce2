"""Which words and pairs of characters many workers write: what is common points to nobody.

Made from the question bank. A word that stands there hardly ever may be a name, however it is spelt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

HAN = r"\u3400-\u9fff"
WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+(?:['’][^\W\d_\u3400-\u9fff]+)*")
_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")

OFTEN = 3
"""Lines of the bank that a pair of characters must occur in to be common."""
STEM = 4
"""Letters that a word of a language with many endings shares with a common one."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Common words (lower case), beginnings of words, and pairs of Chinese characters."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.pairs)

    def has_word(self, word: str) -> bool:
        """Whether a word is common, as it stands or by its beginning."""
        return word in self.words or (len(word) > STEM and word[:STEM] in self.stems)

    def joined(self, other: Lexicon) -> Lexicon:
        return Lexicon(self.words | other.words, self.stems | other.stems, self.pairs | other.pairs)


def learnt(texts: Iterable[str], *, stems: bool = False) -> Lexicon:
    """The lexicon of texts in normal form; with ``stems`` words also count by their beginning.

    >>> made = learnt(["boss keeps my id", "boss pays late", "老板不给钱", "老板说不给", "老板不给"])
    >>> made.has_word("boss"), made.has_word("kowalski"), "不给" in made.pairs, "给钱" in made.pairs
    (True, False, True, False)
    """
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        words.update(set(WORD.findall(text)))
        pairs.update({a + b for run in _HAN_RUN.findall(text) for a, b in pairwise(run)})
    common = frozenset(words)
    return Lexicon(
        common,
        frozenset(word[:STEM] for word in common if len(word) > STEM) if stems else frozenset(),
        frozenset(pair for pair, count in pairs.items() if count >= OFTEN),
    )


class Lexicons:
    """Lexicons by file of the question bank; a message is held against its own language's, with Chinese and English."""

    def __init__(self, by_file: Mapping[str, Lexicon] | None = None) -> None:
        self._by_file = by_file or {}
        self._joined: dict[str, Lexicon] = {}

    def of(self, language: str) -> Lexicon:
        """What is common in a language of replies, or in the way a message is written."""
        own = "zh" if language.startswith("zh") or language in ("yue", "pinyin") else language
        if own not in self._joined:
            joined = Lexicon()
            for name in dict.fromkeys((own, "en", "zh")):
                joined = joined.joined(self._by_file.get(name) or Lexicon())
            self._joined[own] = joined
        return self._joined[own]
