"""A message as hashed, weighted pieces: character groups for Chinese, syllables for pinyin, words and parts of words else.

One vector shape for every language, so that one kind of model serves them all. No vocabulary is kept: pieces are
hashed, and what collides is rare enough not to matter (see ``make bench``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.core.pinyin import SYLLABLES, syllables_of

Ids = npt.NDArray[np.int64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_DIGITS = re.compile(r"\d[\d.,:]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|0")


@dataclass(frozen=True, slots=True)
class Way:
    """How the messages of one language are cut into pieces."""

    kind: str  # "han", "syllables" or "words"
    bits: int

    @property
    def size(self) -> int:
        return 1 << self.bits


WAYS = {
    "zh": Way("han", 17),
    "pinyin": Way("syllables", 17),
    "en": Way("words", 16),
    "vi": Way("words", 16),
    "id": Way("words", 16),
    "fil": Way("words", 16),
    "my": Way("words", 16),
    "ug": Way("words", 16),
}
"""The lanes: one model each. Traditional script and Cantonese come in through ``zh``."""


def _cut(text: str, way: Way, sounds: npt.NDArray[np.uint16] | None) -> npt.NDArray[np.uint64]:
    if way.kind == "han":
        return _han(text, sounds)
    if way.kind == "syllables":
        return _groups(_numbered(syllables_of(_DIGITS.sub(" ", text))), (1, 2, 3), 100)
    return _words(_DIGITS.sub("0", text))


@dataclass(frozen=True, slots=True)
class Pieces:
    """The hashed pieces of a text, each once, with how strongly it is there: 1 + log of its count."""

    ids: Ids
    strengths: npt.NDArray[np.float32]


def pieces(text: str, way: Way, sounds: npt.NDArray[np.uint16] | None = None) -> Pieces:
    """Cut and hash a text in normal form.

    ``sounds`` maps a code point to the number of its syllable, so that characters written for their sound still match.
    """
    found = _cut(text, way, sounds)
    ids, counts = np.unique((found >> np.uint64(64 - way.bits)).astype(np.int64), return_counts=True)
    return Pieces(ids, (1.0 + np.log(counts)).astype(np.float32))


def many(texts: Sequence[str], way: Way, sounds: npt.NDArray[np.uint16] | None = None) -> tuple[Ids, Ids]:
    """The hashed pieces of many texts at once, with repeats: (piece, number of its text); the same pieces as ``pieces``."""
    if way.kind != "han":
        found = [_cut(text, way, sounds) for text in texts]
        owner = np.repeat(np.arange(len(texts)), [len(one) for one in found])
        flat = np.concatenate(found) if found else np.empty(0, dtype=np.uint64)
    else:
        flat, owner = _han_many(texts, sounds)
    return (flat >> np.uint64(64 - way.bits)).astype(np.int64), owner


def _han_many(
    texts: Sequence[str], sounds: npt.NDArray[np.uint16] | None
) -> tuple[npt.NDArray[np.uint64], Ids]:
    wrapped = [f"|{text}|" for text in texts]
    points = np.frombuffer("".join(wrapped).encode("utf-32-le", "replace"), dtype=np.uint32)
    of_point = np.repeat(np.arange(len(texts)), [len(text) for text in wrapped])
    kinds: list[tuple[npt.NDArray[np.uint64], Ids, tuple[int, ...], int]] = [
        (points.astype(np.uint64), of_point, (1, 2), 0)
    ]
    if sounds is not None:
        heard = sounds[np.minimum(points, len(sounds) - 1)].astype(np.uint64)
        kinds.append((heard[heard > 0], of_point[heard > 0], (2,), 10))
    hashes, owners = [], []
    for codes, owner, sizes, salt in kinds:
        for size in sizes:
            inside = owner[: len(owner) - size + 1] == owner[size - 1 :]
            hashes.append(_groups(codes, (size,), salt)[inside])
            owners.append(owner[: len(owner) - size + 1][inside])
    return np.concatenate(hashes), np.concatenate(owners)


def _han(text: str, sounds: npt.NDArray[np.uint16] | None) -> npt.NDArray[np.uint64]:
    points = np.frombuffer(f"|{text}|".encode("utf-32-le", "replace"), dtype=np.uint32)
    groups = [_groups(points.astype(np.uint64), (1, 2), 0)]
    if sounds is not None:
        heard = sounds[np.minimum(points, len(sounds) - 1)].astype(np.uint64)
        groups.append(_groups(heard[heard > 0], (2,), 10))
    return np.concatenate(groups)


def _groups(codes: npt.NDArray[np.uint64], sizes: tuple[int, ...], salt: int) -> npt.NDArray[np.uint64]:
    """Hashes of all runs of the given sizes."""
    out = []
    for size in sizes:
        count = len(codes) - size + 1
        if count <= 0:
            continue
        value = np.full(count, np.uint64(salt + size), dtype=np.uint64)
        for offset in range(size):
            value = (value ^ codes[offset : offset + count]) * _MIX
            value ^= value >> np.uint64(29)
        out.append(value * _MIX)
    return np.concatenate(out) if out else np.empty(0, dtype=np.uint64)


_SYLLABLE_NUMBER = {syllable: number for number, syllable in enumerate(sorted(SYLLABLES), start=1)}


def _numbered(syllables: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    return np.array([_SYLLABLE_NUMBER.get(item) or _text_number(item) for item in syllables], dtype=np.uint64)


def _text_number(text: str) -> int:
    value = 1469598103934665603
    for byte in text.encode("utf-8", "ignore"):
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return value


def _words(text: str) -> npt.NDArray[np.uint64]:
    words = _WORD.findall(text.replace("’", "'"))
    whole = np.array([_text_number(word) for word in words], dtype=np.uint64)
    groups = [_groups(whole, (1, 2), 200)]
    points = np.frombuffer(("_" + "_".join(words) + "_").encode("utf-32-le", "ignore"), dtype=np.uint32)
    groups.append(_groups(points.astype(np.uint64), (3, 4, 5), 300))
    return np.concatenate(groups)


def sound_table(readings: dict[str, str]) -> npt.NDArray[np.uint16]:
    """The table that ``pieces`` takes, from character -> toneless syllable; similar sounds share a number."""
    table = np.zeros(0x10000, dtype=np.uint16)
    for char, syllable in readings.items():
        if len(char) == 1 and ord(char) < 0x10000:
            table[ord(char)] = _SYLLABLE_NUMBER.get(_blur(syllable), 0) or _SYLLABLE_NUMBER.get(syllable, 0)
    return table


def _blur(syllable: str) -> str:
    """Sounds that many speakers do not tell apart are one: zh/z, ch/c, sh/s, -ng/-n, l/n."""
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(long):
            syllable = short + syllable[2:]
    if syllable.endswith("ng") and syllable[-3] in "aei" and syllable[:-1] in SYLLABLES:
        syllable = syllable[:-1]
    return syllable
