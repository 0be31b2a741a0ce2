"""Sentences with numbers in them: a key of the words and its values, made into text or into HTML elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Percent:
    """A part or a change in percent."""

    value: int


@dataclass(frozen=True, slots=True)
class Bare:
    """A number that is no count: a rule of publishing, how many weeks."""

    value: float


@dataclass(frozen=True, slots=True)
class Said:
    """A name with what is said of it, one of a list: ``key`` are the words it stands in."""

    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words by key; int is a count, str a name, a tuple a list of them."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


Value = int | str | date | Percent | Bare | Said | tuple["Value", ...]


def as_text(sentence: Sentence | Said, words: Mapping[str, str]) -> str:
    """A sentence as plain text."""
    return words[sentence.key].format(**{key: _text(value, words) for key, value in sentence.values.items()})


def _text(value: Value, words: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return words["comma"].join(_text(one, words) for one in value)
    if isinstance(value, Said):
        return as_text(value, words)
    if isinstance(value, Percent):
        return f"{value.value}%"
    if isinstance(value, Bare):
        return f"{value.value:g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
