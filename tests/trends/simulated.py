"""A simulated year of a million questions in three hundred cities, drawn as sums: no message is made up one by one."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, timedelta
from types import MappingProxyType

import numpy

from bot.core.model import RuleBase
from bot.trends.released import CUTS, Released, Row

QUESTIONS = 1_000_000
CITIES = 300
WEEKS = tuple(date(2025, 11, 17) + timedelta(weeks=number) for number in range(52))
K, ROUNDING = 10, 5

LANGUAGES = {
    "zh_Hans": 0.9,
    "vi": 0.03,
    "my": 0.022,
    "en": 0.016,
    "zh_Hant": 0.012,
    "ug": 0.01,
    "id": 0.006,
    "fil": 0.004,
}
CHANNELS = {"telegram": 0.42, "wechat": 0.4, "web": 0.18}
WHEN = {
    "wage_arrears": (4, 1.9), "bonus_allowance": (5, 1.6), "heat_allowance": (35, 3.0), "resignation": (13, 0.9),
    "annual_leave": (8, 0.7), "part_time_student": (34, 1.1), "agency_fees": (15, 1.0), "other_leave": (45, 0.8),
}  # fmt: skip
"""Topic -> the week of its season and how strong that is."""

Weights = numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.float64]]
Counts = dict[str, dict[tuple[str, ...], list[int]]]


def counts(rules: RuleBase, seed: int = 7) -> Counts:
    """Raw counts by cut and values, a number for each of WEEKS."""
    chance = numpy.random.default_rng(seed)
    topics = list(rules.topics)
    cities = [code for code, region in rules.regions.items() if rules.prefecture(code) == code][:CITIES]
    weight = numpy.array([1 / (1 + rank) ** 1.05 for rank in range(len(cities))])
    weight = weight[chance.permutation(len(cities))]
    by_topic = numpy.array([1 / (2 + rank) for rank in range(len(topics))])[chance.permutation(len(topics))]
    made: Counts = defaultdict(lambda: defaultdict(lambda: [0] * len(WEEKS)))
    for number in range(len(WEEKS)):
        size = (
            QUESTIONS / len(WEEKS) * (0.7 + 0.6 * number / len(WEEKS)) * (0.35 if number in (13, 14) else 1.0)
        )
        season = numpy.array([_season(topic, number) for topic in topics])
        of = dict(zip(topics, chance.multinomial(int(size), _normal(by_topic * season)), strict=True))
        _spread(made, number, of, chance)
        regions = chance.multinomial(int(size), _normal(numpy.append(weight * 0.8 / weight.sum(), 0.2)))
        for code, count in zip([*cities, ""], regions, strict=True):
            made["place"][(f"{code[:2]}0000" if code else "", code)][number] += int(count)
            for topic, part in zip(
                topics[:20], chance.multinomial(int(count), _normal(by_topic * season)), strict=False
            ):
                made["topic_province"][(topic, f"{code[:2]}0000" if code else "")][number] += int(part)
    return made


def _season(topic: str, week: int) -> float:
    at, strength = WHEN.get(topic, (0, 0.0))
    away = min(abs(week - at), len(WEEKS) - abs(week - at))
    return 1 + strength * math.exp(-((away / 4) ** 2))


def _normal(weights: Weights) -> Weights:
    made: Weights = weights / weights.sum()
    return made


def _spread(made: Counts, week: int, topics: dict[str, int], chance: numpy.random.Generator) -> None:
    for topic, count in topics.items():
        unsure = 0.04 + 0.16 * (hash_of(topic) % 7 == 0)
        outcomes = _outcomes(topic, unsure)
        for outcome, part in zip(outcomes, chance.multinomial(count, list(outcomes.values())), strict=True):
            made["topic_outcome"][topic, outcome][week] += int(part)
        for language, part in zip(
            LANGUAGES, chance.multinomial(count, list(LANGUAGES.values())), strict=True
        ):
            made["topic_language"][topic, language][week] += int(part)
        yes = 0.6 + 0.03 * (hash_of(topic) % 11)
        pressed = int(chance.binomial(count, 0.12))
        helped = int(chance.binomial(pressed, yes))
        made["helpful"][topic, "yes"][week] += helped
        made["helpful"][topic, "no"][week] += pressed - helped
    whole = sum(topics.values())
    for name, names, part in (
        ("channel", CHANNELS, 1.0),
        (
            "calculator",
            {"overtime_owed": 0.5, "severance": 0.3, "double_wage": 0.12, "minimum_wage_shortfall": 0.08},
            0.3,
        ),
        ("paper", {"application": 0.4, "inspection": 0.3, "demand": 0.2, "evidence": 0.1}, 0.02),
        (
            "service",
            {"labour_inspection": 0.5, "arbitration": 0.3, "legal_aid": 0.15, "ngo_support": 0.05},
            0.4,
        ),
    ):
        for value, count in zip(
            names, chance.multinomial(int(whole * part), list(names.values())), strict=True
        ):
            made[name][(value,)][week] += int(count)


def _outcomes(topic: str, unsure: float) -> dict[str, float]:
    if topic in ("off_topic", "other_legal"):
        return {"out_of_scope": 1.0}
    if topic == "crisis":
        return {"crisis": 1.0}
    return {"answered": 0.95 - unsure, "did_you_mean": unsure, "not_covered": 0.049, "error": 0.001}


def hash_of(topic: str) -> int:
    """A number of a topic that is the same in every run."""
    return sum(topic.encode())


def rounded(made: Counts) -> Released:
    """Counts as a release would hold them, without the hiding of others: cells under K left out, the rest rounded."""
    cuts = {
        cut: tuple(
            Row(week, values, ROUNDING * round(count / ROUNDING))
            for values, by_week in sorted(made[cut].items())
            for week, count in zip(WEEKS, by_week, strict=True)
            if count >= K
        )
        for cut in CUTS
    }
    return Released(K, ROUNDING, None, WEEKS, MappingProxyType(cuts), CUTS)
