"""The question bank: how workers really ask, by topic and language, and what is wrong with it."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.core.features import WAYS
from bot.core.learning import Example
from bot.core.text import normal
from bot.errors import Location, RuleError
from bot.rulebase.faults import KINDS
from bot.rulebase.hints import did_you_mean, fault, hinted
from bot.rulebase.reader import Document, read
from bot.rulebase.shaping import BLOCK, LIST, TEXT, item_fault

LANES: dict[str, tuple[str, ...]] = {
    "zh": ("zh", "yue"), "pinyin": ("zh",), "en": ("en",), "vi": ("vi",), "id": ("id",), "fil": ("fil",), "my": ("my",), "ug": ("ug",),
}  # fmt: skip
"""Which files of questions/ each lane learns from."""

LEAST_EXAMPLES = {"zh": 60}
"""Examples a topic must have in a language for ``gongyou check``; others: LEAST_ELSEWHERE."""
LEAST_ELSEWHERE = 10

VERSION = 8
"""Goes up when the way of learning changes, so that old cached models are not used."""


@dataclass
class Bank:
    """The files of questions/ and terms/ and what is made of them."""

    folder: Path
    terms_folder: Path
    topics: tuple[str, ...]
    _documents: dict[str, Document] = field(default_factory=dict)

    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in self.folder.glob("*.yaml")))

    def document(self, language: str) -> Document:
        if language not in self._documents:
            path = self.folder / f"{language}.yaml"
            self._documents[language] = read(path, f"{self.folder.parent.name}/questions/{language}.yaml")
        return self._documents[language]

    def examples(self, language: str) -> tuple[Example, ...]:
        """All examples of a language in normal form."""
        return tuple(Example(normal(text), topics) for topics, text, _ in self._lines(language))

    def _lines(self, language: str) -> Iterator[tuple[tuple[str, ...], str, Location]]:
        document = self.document(language)
        content = document.content if isinstance(document.content, dict) else {}
        for key, texts in content.items():
            topics = tuple(part.strip() for part in key.split("+"))
            for index, text in enumerate(texts if isinstance(texts, list) else ()):
                if isinstance(text, str):
                    yield topics, text, document.place((key, index))

    def digest(self) -> str:
        """A fingerprint of all that models are learnt from."""
        return hashlib.sha256("".join(self.lane_digest(lane) for lane in self.lanes()).encode()).hexdigest()

    def lane_digest(self, lane: str) -> str:
        total = hashlib.sha256(f"{VERSION} {lane} {WAYS[lane]} {self.topics}".encode())
        for language in LANES[lane]:
            path = self.folder / f"{language}.yaml"
            if path.exists():
                total.update(path.read_bytes())
        terms = self.terms_folder / f"{lane}.yaml"
        if terms.exists():
            total.update(terms.read_bytes())
        return total.hexdigest()[:16]

    def lanes(self) -> tuple[str, ...]:
        return tuple(
            lane
            for lane, files in LANES.items()
            if any((self.folder / f"{name}.yaml").exists() for name in files)
        )

    def _mark(self, language: str, cache: Path, *, strict: bool) -> Path:
        """The file whose presence says that a language's files were found good as they are now."""
        total = hashlib.sha256(f"{VERSION} {self.topics}".encode())
        for folder in (self.folder, self.terms_folder):
            path = folder / f"{language}.yaml"
            total.update(path.read_bytes() if path.exists() else b"-")
        return cache / f"bank-{language}-{total.hexdigest()[:16]}.{'strict' if strict else 'checked'}"

    def check(self, cache: Path | None = None, *, strict: bool = False) -> Iterator[RuleError]:
        """Faults of the bank; what a check found good before is not read again.

        ``strict`` also looks for near-duplicates, topics without enough examples and marks of untidy editing.
        """
        for language in self.languages():
            mark = self._mark(language, cache, strict=strict) if cache else None
            if mark and (mark.exists() or mark.with_suffix(".strict").exists()):
                continue
            found = list(self._check(language, strict=strict))
            yield from found
            if mark and not found:
                _note(mark)

    def terms(self) -> dict[str, dict[str, str]]:
        """Colloquial word -> standard term, by lane."""
        out: dict[str, dict[str, str]] = {}
        for lane in self.lanes():
            words: dict[str, str] = {}
            for language in LANES[lane] if lane != "pinyin" else ():
                path = self.terms_folder / f"{language}.yaml"
                if path.exists():
                    content = read(path, f"{self.folder.parent.name}/terms/{language}.yaml").content
                    words |= (
                        {normal(k): normal(str(v)) for k, v in content.items()}
                        if isinstance(content, dict)
                        else {}
                    )
            if words:
                out[lane] = words
        return out

    def _check(self, language: str, *, strict: bool) -> Iterator[RuleError]:
        yield from self._misshapen(language)
        here: dict[str, tuple[tuple[str, ...], Location]] = {}
        unknown: set[str] = set()
        for topics, text, place in self._lines(language):
            for topic in topics:
                if topic not in self.topics and topic not in unknown:
                    unknown.add(topic)
                    yield self._unknown(language, topic)
            key = normal(text)
            if key in here and here[key][0] != topics:
                yield fault(place, "same_example", first="+".join(here[key][0]), second="+".join(topics))
            here[key] = (topics, place)
        if strict and self.document(language).content is not None:
            yield from self.document(language).notes
            yield from self._few(language)
            yield from _near(here)

    def _unknown(self, language: str, topic: str) -> RuleError:
        document = self.document(language)
        key = next(key for key in document.content if topic in (part.strip() for part in key.split("+")))
        place, hint = document.key_place((key,)), did_you_mean(topic, self.topics)
        corrected = document.swapped(place, topic, hint.close)
        return hinted(place, "unknown_id", hint, corrected=corrected, id=topic, kind=KINDS["topic"])

    def _misshapen(self, language: str) -> Iterator[RuleError]:
        """Faults of YAML and of shape in a language's questions and terms."""
        document = self.document(language)
        yield from document.errors
        yield from not_lists(document)
        path = self.terms_folder / f"{language}.yaml"
        if path.exists():
            terms = read(path, f"{self.folder.parent.name}/terms/{language}.yaml")
            yield from terms.errors
            yield from not_words(terms)

    def _few(self, language: str) -> Iterator[RuleError]:
        counts = dict.fromkeys(self.topics, 0)
        for topics, _, _ in self._lines(language):
            for topic in topics:
                counts[topic] = counts.get(topic, 0) + 1
        least = LEAST_EXAMPLES.get(language, LEAST_ELSEWHERE)
        for topic, count in counts.items():
            if count < least:
                place = self.document(language).place((topic,))
                yield fault(place, "few_examples", topic=topic, count=count, least=least)


def not_lists(document: Document) -> Iterator[RuleError]:
    """Whatever in a file of questions/ is not a topic with a list of texts."""
    if document.content is None:
        return
    if not isinstance(document.content, dict):
        yield document.fault((), "shape", wanted=BLOCK)
        return
    for topic, texts in document.content.items():
        if not isinstance(texts, list):
            yield fault(document.key_place((topic,)), "shape", wanted=LIST)
            continue
        for index, text in enumerate(texts):
            if not isinstance(text, str):
                yield item_fault(document, (topic, index))


def not_words(document: Document) -> Iterator[RuleError]:
    """Whatever in a file of terms/ is not a word with its standard term."""
    if document.content is None:
        return
    if not isinstance(document.content, dict):
        yield document.fault((), "shape", wanted=BLOCK)
        return
    for word, standard in document.content.items():
        if not isinstance(standard, str):
            yield fault(document.key_place((word,)), "shape", wanted=TEXT)


def _note(mark: Path) -> None:
    """Remember that a language is good, in place of what was remembered of it; failing to is no fault."""
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        language = mark.name.split("-")[1]
        for old in mark.parent.glob(f"bank-{language}-*"):
            if old.stem != mark.stem:
                old.unlink(missing_ok=True)
        mark.touch()
    except OSError:
        return


def _near(examples: Mapping[str, tuple[tuple[str, ...], Location]]) -> Iterator[RuleError]:
    """Examples of different topics that are all but equal: sorted neighbours share their beginning or end."""
    from rapidfuzz import fuzz

    for order in (lambda text: text, lambda text: text[::-1]):
        ordered = sorted(examples, key=order)
        for first, second in itertools.pairwise(ordered):
            one, two = examples[first][0], examples[second][0]
            if (
                one != two
                and not set(one) & set(two)
                and min(len(first), len(second)) >= 6
                and fuzz.ratio(first, second) >= 94
            ):
                yield fault(examples[second][1], "near_example", other="+".join(one), text=first)


class Examples(Mapping[str, Sequence[Example]]):
    """Examples by lane, read only when somebody asks for the reason of a match."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    def __getitem__(self, lane: str) -> Sequence[Example]:
        return self._all[lane]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> dict[str, tuple[Example, ...]]:
        return {
            lane: tuple(
                e
                for language in LANES[lane]
                if language in self._bank.languages()
                for e in self._bank.examples(language)
            )
            for lane in self._bank.lanes()
        }
