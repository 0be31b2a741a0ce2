"""The matcher beside two others trained on the same bank and tried on the same held-out questions, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np
import yaml
from rapidfuzz import fuzz, process

from bot.core.language import writing
from bot.core.learning import Example
from bot.core.matching import OUT_OF_SCOPE, Matcher, character_pairs
from bot.core.model import RuleBase
from bot.core.text import normal
from bot.staff.evaluate import auroc

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions"

Ranked = tuple[list[str], float]
"""Topics best first, and a score that grows with how surely the question is in scope."""


def held_out(language: str) -> list[Example]:
    """Questions written apart from the bank."""
    content = yaml.safe_load((QUESTIONS / f"{language}.yaml").read_text(encoding="utf-8"))
    return [Example(text, tuple(key.split("+"))) for key, texts in content.items() for text in texts]


def ours(matcher: Matcher) -> Callable[[str], Ranked]:
    def rank(text: str) -> Ranked:
        match = matcher.match(normal(text), writing(text))
        return list(match.topics), match.in_scope

    return rank


def nearest(examples: Sequence[Example]) -> Callable[[str], Ranked]:
    """The topic of the example with the most alike character pairs (rapidfuzz ratio)."""
    pairs = [character_pairs(example.text) for example in examples]

    def rank(text: str) -> Ranked:
        hits = process.extract(character_pairs(normal(text)), pairs, scorer=fuzz.ratio, limit=40)
        topics = list(dict.fromkeys(examples[place].topics[0] for _, _, place in hits))
        inside = next(
            (score for _, score, place in hits if examples[place].topics[0] not in OUT_OF_SCOPE), 0.0
        )
        outside = next((score for _, score, place in hits if examples[place].topics[0] in OUT_OF_SCOPE), 0.0)
        return topics, inside - outside

    return rank


def svm(examples: Sequence[Example]) -> Callable[[str], Ranked]:
    """Character TF-IDF (1 to 3) with scikit-learn's linear SVM."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
    model = LinearSVC().fit(
        vectors.fit_transform([e.text for e in examples]), [e.topics[0] for e in examples]
    )
    classes = list(model.classes_)
    outside = np.array([topic in OUT_OF_SCOPE for topic in classes])

    def rank(text: str) -> Ranked:
        margins = model.decision_function(vectors.transform([normal(text)]))[0]
        order = np.argsort(-margins)
        return [classes[i] for i in order], float(margins[~outside].max() - margins[outside].max())

    return rank


def tried(name: str, rank: Callable[[str], Ranked], questions: Sequence[Example], trained: float) -> str:
    """One line of the table."""
    first = third = inside = 0
    scores: tuple[list[float], list[float]] = ([], [])
    times = []
    for question in questions:
        began = time.perf_counter()
        topics, score = rank(question.text)
        times.append((time.perf_counter() - began) * 1000)
        within = question.topics[0] not in OUT_OF_SCOPE
        scores[not within].append(score)
        if within:
            inside += 1
            first += topics[0] in question.topics
            third += bool(set(topics[:3]) & set(question.topics))
    return (
        f"{name:34} {first / inside:.3f}  {third / inside:.3f}  {auroc(*scores):.3f}  "
        f"{median(times):7.3f} ms  trained in {trained:5.1f} s"
    )


def run(rules: RuleBase) -> None:
    print(f"{'matcher':34} top-1  top-3  AUROC  p50 a question")
    for language, lane in (("zh", "zh"), ("en", "en")):
        examples = rules.matcher.examples[lane]
        questions = held_out(language)
        print(f"-- {language}: {len(questions)} held-out questions, {len(examples)} examples")
        began = time.perf_counter()
        model = svm(examples)
        trained = time.perf_counter() - began
        print(tried("Gongyou (learnt model, cached)", ours(rules.matcher), questions, 0.0))
        print(tried("character TF-IDF + linear SVM", model, questions, trained))
        print(tried("nearest example, rapidfuzz", nearest(examples), questions, 0.0))
