"""Place names in a message and the places nearest to a point.

Longest name wins; a name shared by several regions is decided by the other places named, else by the larger unit.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

_RANK = {"nation": 9, "prefecture": 0, "province": 1, "district": 2, "town": 3}
_LATIN = re.compile(r"[a-z][a-z']*")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|林区|省|市|区|县|盟|镇|街道|旗)$")

_SPLIT_BY = (
    (re.compile(r"[东西泰延广同资长]安$"), re.compile(r"[排装全置心稳检静]")),
    (re.compile(r"保定$"), re.compile(r"[点期额时]")),
    (re.compile(r"成都$"), re.compile(r"[是要不没得会有]")),
    (re.compile(r"四平$"), re.compile(r"[时日常]")),
    (re.compile(r"和平$"), re.compile(r"[时常日等均]")),
)
"""Names that are often no place at all: the last character belongs to the next word (东西|安装, 医保|定点)."""


_ORIGIN_BEFORE = re.compile(r"(?:老家|户口|户籍|籍贯|家乡|来自|不要|come from|from)(?:是|在|的)?\s*$")
_ORIGIN_AFTER = re.compile(r"(?:省|市)?(?:人(?![力民社事才员])|籍|户口|户籍|老乡|的户口)")


def _runs_on(text: str, position: int, length: int) -> bool:
    name, after = text[position : position + length], text[position + length : position + length + 1]
    return bool(after) and any(
        ending.search(name) and following.match(after) for ending, following in _SPLIT_BY
    )


class Place(Protocol):
    """What the gazetteer needs to know of a region."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def pinyin(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def seat(self) -> tuple[float, float] | None: ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a message."""

    code: str
    name: str
    start: int


class Gazetteer:
    """All names of all regions, ready for one pass over a message in normal form."""

    def __init__(self, regions: Mapping[str, Place]) -> None:
        self._regions = regions
        self._han: dict[str, list[str]] = {}
        self._latin: dict[str, list[str]] = {}
        for region in regions.values():
            if region.level == "nation":
                continue
            for name in self._names(region):
                table = self._latin if name.isascii() else self._han
                codes = table.setdefault(name, [])
                if region.code not in codes:
                    codes.append(region.code)
        self._longest = max((len(name) for name in self._han), default=0)
        self._firsts = frozenset(name[0] for name in self._han)
        self._latin_words = max((name.count(" ") + 1 for name in self._latin), default=1)

    @staticmethod
    def _names(region: Place) -> Iterable[str]:
        yield region.zh
        if region.level in ("province", "prefecture"):
            yield _SUFFIX.sub("", region.zh)
        for alias in region.aliases:
            if len(alias) >= 2:
                yield alias.lower()
        for latin in (region.en, region.pinyin):
            low = latin.lower().replace("'", "")
            big = region.level in ("province", "prefecture")
            if low and (big or len(low) >= 8) and len(low) >= 4 and low not in _LATIN_WORDS:
                yield low

    def find(self, text: str, home: str | None = None) -> tuple[Mention, ...]:
        """Places named in a text in normal form, in order; ``home`` helps to decide shared names."""
        found: list[tuple[int, str, list[str]]] = []
        position = 0
        while position < len(text):
            if text[position] in self._firsts:
                for length in range(min(self._longest, len(text) - position), 1, -1):
                    codes = self._han.get(text[position : position + length])
                    if codes and not _runs_on(text, position, length):
                        found.append((position, text[position : position + length], codes))
                        position += length - 1
                        break
            position += 1
        found.extend(self._find_latin(text))
        found.sort(key=lambda hit: hit[0])
        return self._decide(found, home)

    def _find_latin(self, text: str) -> list[tuple[int, str, list[str]]]:
        words = [(match.start(), match.group()) for match in _LATIN.finditer(text.replace("'", ""))]
        found: list[tuple[int, str, list[str]]] = []
        index = 0
        while index < len(words):
            for count in range(min(self._latin_words, len(words) - index), 0, -1):
                parts = [word for _, word in words[index : index + count]]
                codes = self._latin.get(" ".join(parts)) or self._latin.get("".join(parts))
                if codes:
                    found.append((words[index][0], "".join(parts), codes))
                    index += count - 1
                    break
            index += 1
        return found

    def _decide(self, found: list[tuple[int, str, list[str]]], home: str | None) -> tuple[Mention, ...]:
        sure = {codes[0] for _, _, codes in found if len(codes) == 1} | ({home} if home else set())
        kin = {ancestor for code in sure for ancestor in self.above(code)}
        mentions = []
        for start, name, codes in found:
            best = min(
                codes, key=lambda code: (not (set(self.above(code)) - {code}) & kin, self._rank(code), code)
            )
            mentions.append(Mention(best, name, start))
        return tuple(mentions)

    def _rank(self, code: str) -> int:
        return _RANK.get(self._regions[code].level, 5)

    def above(self, code: str) -> tuple[str, ...]:
        """A region and its ancestors below the nation."""
        chain: list[str] = []
        current: str | None = code
        while (
            current
            and current in self._regions
            and self._regions[current].level != "nation"
            and current not in chain
        ):
            chain.append(current)
            current = self._regions[current].parent
        return tuple(chain)

    def without_places(self, text: str) -> str:
        """The text without its place names: which city it is says nothing of the topic."""
        for mention in sorted(self.find(text), key=lambda one: -one.start):
            end = mention.start + len(mention.name)
            if text[mention.start : end] == mention.name and len(mention.name) < len(text) - 1:
                text = text[: mention.start] + text[end:]
        return text

    def workplaces(self, text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """Mentions without those that only say where somebody comes from (老家河南, 湖南人, 户口在广西)."""
        return tuple(
            mention
            for mention in mentions
            if not _ORIGIN_BEFORE.search(text[: mention.start])
            and not _ORIGIN_AFTER.match(text[mention.start + len(mention.name) :])
        )

    def narrowest(self, mentions: Iterable[Mention]) -> str | None:
        """The one place a message is about: the last named that is not merely an ancestor of another."""
        codes = [mention.code for mention in mentions]
        inner = [
            code for code in codes if not any(code != other and code in self.above(other) for other in codes)
        ]
        return inner[-1] if inner else None

    def resolve(self, text: str) -> str | None:
        """A region from a code or a name given on its own (``--city``, a button, ``/city``)."""
        if text in self._regions:
            return text
        return self.narrowest(self.find(text))

    def suggest(self, text: str, limit: int = 3, *, alike: float = 60) -> tuple[str, ...]:
        """Regions whose name is close to a mistyped one or one without its accents ("dong quan"), best first.

        ``alike`` is the least likeness to show, in percent of characters that agree.
        """
        from rapidfuzz import fuzz, process

        hits = process.extract(
            _without_accents(text), self._plain, scorer=fuzz.ratio, limit=limit * 3, score_cutoff=alike
        )
        codes: list[str] = []
        for _, _, name in hits:
            code = min(self._latin.get(name) or self._han[name], key=self._rank)
            if code not in codes:
                codes.append(code)
        return tuple(codes[:limit])

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {name: _without_accents(name) for name in (*self._latin, *self._han)}

    def nearest(self, point: tuple[float, float], limit: int = 3) -> tuple[str, ...]:
        """Prefectures (or municipalities) whose seats are nearest to a (latitude, longitude), nearest first."""
        seats = [
            (distance_km(point, region.seat), region.code)
            for region in self._regions.values()
            if region.seat and (region.level == "prefecture" or self._is_municipality(region))
        ]
        return tuple(code for distance, code in sorted(seats)[:limit] if distance < 1500)

    def _is_municipality(self, region: Place) -> bool:
        return region.level == "province" and region.zh.endswith("市")


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres over the ground between two (latitude, longitude) points in degrees."""
    lat1, lng1, lat2, lng2 = map(math.radians, (*a, *b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lng2 - lng1) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


_LATIN_WORDS = frozenset(
    [
        "china",
        "central",
        "east",
        "west",
        "north",
        "south",
        "city",
        "county",
        "district",
        "town",
        "hotel",
        "line",
        "ankang",
    ]
) - {"ankang"}
