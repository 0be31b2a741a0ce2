"""What values are called: the names given by the rule base, and words where it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.trends.view import PLACES
from bot.trends.words import WORDS

NOT_SPLIT = frozenset({"11", "12", "31", "50", "71", "81", "82"})
"""Places at the level of a province that have no prefectures."""

Names = Mapping[str, Mapping[str, str]]
"""Column -> value -> name, in the page's language."""


@dataclass(frozen=True)
class Naming:
    """Names in one language; a value that nobody has named stands for itself."""

    language: str
    names: Names = field(default_factory=dict)
    called: Callable[[str, str], str] = lambda column, value: ""
    """The name of a value of a column that is made when asked for, "" where there is none."""

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.language]

    def of(self, column: str, value: str) -> str:
        """The name of a value of a column."""
        if column in PLACES:
            return self._place(value, rest=column != "province")
        if value == "":
            return self.words.get(f"none_{column}", self.words["none"])
        own = self.words.get(f"{column}_{value}", value)
        return self.names.get(column, {}).get(value) or self.called(column, value) or own

    def _place(self, code: str, *, rest: bool) -> str:
        if code == "":
            return self.words["none_place"]
        name = self.names.get("region", {}).get(code) or code
        return self.words["rest_of_province"].format(place=name) if rest and is_rest(code) else name


def is_rest(code: str) -> bool:
    """Whether a place is the rest of a province, whose extent differs from week to week.

    >>> [is_rest(code) for code in ("440000", "441900", "110000", "")]
    [True, False, False, False]
    """
    return code != "" and code == province_of(code) and code[:2] not in NOT_SPLIT


def province_of(code: str) -> str:
    """The adcode of the province a place lies in.

    >>> province_of("441900"), province_of("44"), province_of("")
    ('440000', '440000', '')
    """
    return f"{code[:2]}0000" if code else ""
