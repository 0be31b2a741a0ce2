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
from bot.rulebase.reader import Document, did_you_mean, fault, hinted, read

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

    def digest(self) -> str:
        """A fingerprint of all files of the bank."""
        total = hashlib.sha256(f"{self.topics}".encode())
        for path in sorted((*self.folder.glob("*.yaml"), *self.terms_folder.glob("*.yaml"))):
            total.update(path.name.encode() + path.read_bytes())
        return total.hexdigest()[:16]

    def checked_before(self, cache: Path | None) -> bool:
        """Whether these very files were found good before: a running bot need not read them again to start."""
        return cache is not None and (cache / f"bank-{self.digest()}.checked").exists()

    def note_checked(self, cache: Path | None) -> None:
        """Remember that these files are good; failing to is no fault."""
        if cache is None:
            return
        try:
            cache.mkdir(parents=True, exist_ok=True)
            for old in cache.glob("bank-*.checked"):
                old.unlink(missing_ok=True)
            (cache / f"bank-{self.digest()}.checked").touch()
        except OSError:
            return

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

    def check(self, *, strict: bool) -> Iterator[RuleError]:
        """Faults of the bank; ``strict`` also looks for near-duplicates and topics without enough examples."""
        seen: dict[str, dict[str, tuple[tuple[str, ...], Location]]] = {}
        for language in self.languages():
            yield from self.document(language).errors
            here = seen.setdefault(language, {})
            unknown: set[str] = set()
            for topics, text, place in self._lines(language):
                for topic in topics:
                    if topic not in self.topics and topic not in unknown:
                        unknown.add(topic)
                        yield hinted(
                            place, "unknown_id", did_you_mean(topic, self.topics), id=topic, kind="topic"
                        )
                key = normal(text)
                if key in here and here[key][0] != topics:
                    yield fault(place, "same_example", first="+".join(here[key][0]), second="+".join(topics))
                here[key] = (topics, place)
            if strict:
                yield from self._few(language)
                yield from _near(here)

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
