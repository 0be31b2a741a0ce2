"""What is proposed for each group of questions: a topic with its reason, and the line of the bank where it would stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.core.language import writing
from bot.core.matching import Match
from bot.core.model import RuleBase
from bot.core.text import normal
from bot.errors import Location
from bot.rulebase.questions import Bank
from bot.staff.suggest.gather import Heard
from bot.staff.suggest.likeness import groups

NEAR = 92.0
"""Percent of characters that agree from which a question counts as one that the bank has."""
OTHERS = 3
"""Other topics that are named beside the proposed one."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One group: its clearest question and what is proposed for it.

    ``known`` is where the bank has nearly the same already; then nothing is proposed but to leave it.
    """

    id: str
    file: str
    text: str
    topic: str
    score: float
    place: Location
    members: tuple[Heard, ...]
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    others: tuple[tuple[str, float], ...] = ()
    known: str = ""

    @property
    def count(self) -> int:
        return len(self.members)

    @property
    def stored(self) -> tuple[str, ...]:
        """The donated questions that this rests on, as they are stored."""
        return tuple(dict.fromkeys(one.stored for one in self.members if one.stored))


def suggestions(heard: Sequence[Heard], rules: RuleBase, bank: Bank) -> list[Suggestion]:
    """Everything that is proposed, the largest groups first."""
    made = [one for file in bank.languages() for one in _of_file(file, heard, rules, bank)]
    return sorted(made, key=lambda one: (bool(one.known), -one.count, one.file, one.text))


def _of_file(file: str, heard: Sequence[Heard], rules: RuleBase, bank: Bank) -> Iterator[Suggestion]:
    here = sorted((one for one in heard if one.file == file), key=lambda one: (one.text, one.stored))
    if not here:
        return
    known = _Known(bank, file)
    texts = list(dict.fromkeys(one.text for one in here))
    for members in groups(texts):
        words = [texts[position] for position in members]
        yield _suggestion(file, words[0], [one for one in here if one.text in words], rules, bank, known)


def _suggestion(
    file: str, text: str, members: list[Heard], rules: RuleBase, bank: Bank, known: _Known
) -> Suggestion:
    match, plain = matched(text, rules)
    reason = rules.matcher.reason(plain, match)
    others = tuple(zip(match.topics[1 : OTHERS + 1], match.scores[1 : OTHERS + 1], strict=True))
    return Suggestion(
        hashlib.sha256(f"{file}\n{text}".encode()).hexdigest()[:8],
        file,
        text,
        match.best,
        match.scores[0],
        end_of_list(bank, file, match.best),
        tuple(members),
        reason["examples"],
        reason["words"],
        others,
        known.near(text),
    )


def matched(text: str, rules: RuleBase) -> tuple[Match, str]:
    """The match of a text as the bot would make it, and the form it is matched in."""
    plain = rules.gazetteer.without_places(normal(text))
    return rules.matcher.match(plain, writing(text)), plain


def end_of_list(bank: Bank, file: str, topic: str) -> Location:
    """The last example of a topic in a file; a new one comes below it."""
    document = bank.document(file)
    texts = document.content.get(topic) if isinstance(document.content, dict) else None
    if isinstance(texts, list) and texts:
        return document.place((topic, len(texts) - 1))
    return document.key_place((topic,))


@dataclass
class _Known:
    """The questions that a file has already."""

    bank: Bank
    file: str
    _texts: dict[str, tuple[str, Location]] = field(default_factory=dict)

    def near(self, text: str) -> str:
        """Where the bank has nearly the same question, with its words; "" where it has not."""
        plain = normal(text)
        found = process.extractOne(plain, list(self._all()), scorer=fuzz.ratio, score_cutoff=NEAR)
        if found is None:
            return ""
        words, place = self._all()[found[0]]
        return f"{place.path}:{place.line} {words}"

    def _all(self) -> dict[str, tuple[str, Location]]:
        if not self._texts:
            document = self.bank.document(self.file)
            content = document.content if isinstance(document.content, dict) else {}
            for topic, texts in content.items():
                for index, text in enumerate(texts if isinstance(texts, list) else ()):
                    if isinstance(text, str):
                        self._texts.setdefault(normal(text), (text, document.place((topic, index))))
        return self._texts
