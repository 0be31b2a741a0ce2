"""Question -> ranked topics with a score and a reason; and when not to answer.

A linear model a language (learning.py) says how strongly each topic is meant. Scores are probabilities: of all
messages scored 0.8, about eight in ten have that topic (``gongyou evaluate`` draws the curve).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.core.features import WAYS, pieces
from bot.core.language import writing
from bot.core.learning import Example, Model
from bot.core.redaction.lexicon import Lexicons
from bot.core.text import han_share

OUT_OF_SCOPE = ("other_legal", "off_topic")

_LATIN_WORD = re.compile(r"[a-z]{2,}")
_LANE = {"zh_Hans": "zh", "zh_Hant": "zh", "yue": "zh"}


@dataclass(frozen=True, slots=True)
class Tuning:
    """How margins become probabilities and decisions; fitted on held-out questions, see ``gongyou evaluate``."""

    sharpness: float = 7.0
    scope_slope: float = 2.0
    scope_shift: float = -0.5
    scope_shift_elsewhere: float = 0.2
    scope_floor: float = 0.4
    answer_scope: float = 0.82
    answer_score: float = 0.4
    answer_lead: float = 0.12
    second_margin: float = -0.15


@dataclass(frozen=True, slots=True)
class Match:
    """Topics best first with their probabilities (adding up to 1), and the probability that the bot's field is meant."""

    topics: tuple[str, ...]
    scores: tuple[float, ...]
    in_scope: float
    lane: str
    known: float = 1.0
    margins: tuple[float, ...] = ()

    @property
    def best(self) -> str:
        return self.topics[0]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a match is enough for: ``answered`` with its topics, ``unsure`` (ask what was meant) or ``out_of_scope``.

    ``because`` names the threshold of Tuning that decided, or ``outside`` where the best topic is outside the field.
    """

    outcome: str
    topics: tuple[str, ...] = ()
    because: str = ""


def decide(match: Match, tuning: Tuning) -> Decision:
    """Whether to answer and on which topics (two where a message holds two matters)."""
    if match.in_scope < tuning.scope_floor:
        return Decision("out_of_scope", (), "scope_floor")
    if match.in_scope < tuning.answer_scope:
        return Decision("unsure", (), "answer_scope")
    if match.best in OUT_OF_SCOPE:
        return Decision("unsure", (), "outside")
    ranked = [
        (topic, score, margin)
        for topic, score, margin in zip(match.topics, match.scores, match.margins, strict=True)
        if topic not in OUT_OF_SCOPE
    ]
    (first, score, _), (second, next_score, next_margin) = ranked[0], ranked[1]
    if next_margin >= tuning.second_margin:
        return Decision("answered", (first, second), "second_margin")
    if score >= tuning.answer_score:
        return Decision("answered", (first,), "answer_score")
    if score - next_score >= tuning.answer_lead:
        return Decision("answered", (first,), "answer_lead")
    return Decision("unsure", (), "answer_score")


@dataclass(frozen=True)
class Matcher:
    """Models by lane and the examples they were learnt from."""

    topics: tuple[str, ...]
    lanes: Mapping[str, Model]
    examples: Mapping[str, Sequence[Example]] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tuning: Tuning = field(default_factory=Tuning)
    lexicons: Lexicons = field(default_factory=Lexicons)

    def match(self, text: str, way: str | None = None) -> Match:
        """Rank all topics for a text in normal form; ``way`` as language.writing gives it."""
        way = way if way is not None else writing(text)
        lanes = self._lanes(text, way)
        margins = np.zeros(len(self.topics) + 1, dtype=np.float32)
        known = 0.0
        for lane, share in lanes:
            model = self.lanes[lane]
            cut = pieces(self.prepared(text, lane), WAYS[lane], model.sounds)
            margins += share * model.margins(cut)
            known += share * model.known_share(cut)
        return self._ranked(margins, lanes[0][0], known)

    def prepared(self, text: str, lane: str) -> str:
        """A text with the standard words for its colloquial ones put beside them."""
        found = [standard for word, standard in self.terms.get(lane, {}).items() if word in text]
        return f"{text}|{'|'.join(dict.fromkeys(found))}" if found else text

    def _lanes(self, text: str, way: str) -> list[tuple[str, float]]:
        lane = _LANE.get(way, way) or "zh"
        if lane not in self.lanes:
            lane = "zh" if "zh" in self.lanes else next(iter(self.lanes))
        words = len(_LATIN_WORD.findall(text))
        share = han_share(text)
        if lane != "zh" and share > 0 and "zh" in self.lanes:
            return [(lane, 0.6), ("zh", 0.4)]
        if lane == "zh" and words >= 3 and "en" in self.lanes:
            return [("zh", 0.7), ("en", 0.3)]
        return [(lane, 1.0)]

    def _ranked(
        self, margins: np.ndarray[tuple[int, ...], np.dtype[np.float32]], lane: str, known: float
    ) -> Match:
        tuning = self.tuning
        margins, field_margin = margins[:-1], float(margins[-1])
        weights = np.exp((margins - margins.max()) * tuning.sharpness)
        shares = weights / weights.sum()
        order = np.argsort(-margins, kind="stable")
        outside = np.array([topic in OUT_OF_SCOPE for topic in self.topics])
        shift = tuning.scope_shift if lane == "zh" else tuning.scope_shift_elsewhere
        lead = float(margins[~outside].max() - margins[outside].max()) + field_margin
        in_scope = float(1 / (1 + np.exp(-(tuning.scope_slope * lead + shift))))
        if known < 0.1:
            in_scope *= known * 10
        return Match(
            tuple(self.topics[index] for index in order),
            tuple(round(float(shares[index]), 4) for index in order),
            round(in_scope, 4),
            lane,
            known,
            tuple(round(float(margins[index]), 3) for index in order),
        )

    def reason(self, text: str, match: Match, limit: int = 3) -> dict[str, tuple[str, ...]]:
        """Why: the nearest examples of the best topic and the words that pulled towards it."""
        from rapidfuzz import fuzz, process

        pairs = character_pairs(text)
        near = [
            (example.text, character_pairs(example.text))
            for example in self.examples.get(match.lane, ())
            if match.best in example.topics
        ]
        hits = process.extract(pairs, [pair for _, pair in near], scorer=fuzz.token_set_ratio, limit=limit)
        return {
            "examples": tuple(near[position][0] for _, _, position in hits),
            "words": self._pulling(text, match),
        }

    def _pulling(self, text: str, match: Match, limit: int = 5) -> tuple[str, ...]:
        model = self.lanes[match.lane]
        way = WAYS[match.lane]
        words = (
            re.findall(r"[a-zà-ỹ\u1000-\u109f\u0600-\u06ff']{2,}", text)
            if way.kind != "han"
            else _han_groups(text)
        )
        topic = model.topics.index(match.best)
        pulls = {word: float(model.margins(pieces(word, way, model.sounds))[topic]) for word in set(words)}
        floor = float(model.bias[topic])
        best = sorted((word for word in pulls if pulls[word] > floor), key=lambda word: (-pulls[word], word))
        return tuple(best[:limit])


def _han_groups(text: str) -> list[str]:
    return [run[i : i + 2] for run in re.findall(r"[\u3400-\u9fff]{2,}", text) for i in range(len(run) - 1)]


def character_pairs(text: str) -> str:
    """A text as overlapping pairs with spaces between: what rapidfuzz can compare where words have no spaces."""
    text = text.replace(" ", "")
    return " ".join(text[i : i + 2] for i in range(len(text) - 1)) or text
