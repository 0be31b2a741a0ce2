"""A simulated year of a million questions in three hundred cities, drawn as sums: no message is made up one by one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import numpy

from bot.core.model import RuleBase
from bot.core.tally import CUTS
from bot.trends.naming import province_of
from bot.trends.released import CUTS as PUBLISHED
from bot.trends.released import Released, Row

QUESTIONS = 1_000_000
CITIES = 300
K, ROUNDING = 10, 5
WEEKS = tuple(date(2025, 11, 17) + timedelta(weeks=number) for number in range(52))
AFTER = WEEKS[-1] + timedelta(weeks=1)
"""A day on which all of them are closed."""

LANGUAGES = {
    "zh_Hans": 0.9, "vi": 0.03, "my": 0.022, "en": 0.016, "zh_Hant": 0.012, "ug": 0.01, "id": 0.006, "fil": 0.004,
}  # fmt: skip
CHANNELS = {"telegram": 0.42, "wechat": 0.4, "web": 0.18}
FREQUENT = (
    "overtime_pay", "wage_arrears", "dismissal", "social_insurance", "resignation", "severance", "work_injury",
    "no_contract", "minimum_wage", "wage_deductions", "working_hours", "deposit", "arbitration", "labour_inspection",
)  # fmt: skip
GREAT = (
    "441900",
    "440300",
    "310000",
    "320500",
    "440100",
    "330100",
    "110000",
    "440600",
    "330200",
    "420100",
    "510100",
)
WHEN = {
    "wage_arrears": (8, 1.6), "bonus_allowance": (7, 1.9), "heat_allowance": (35, 6.0), "resignation": (15, 0.9),
    "annual_leave": (9, 0.7), "part_time_student": (34, 1.3), "agency_fees": (16, 1.2), "social_insurance": (50, 0.5),
}  # fmt: skip
"""Topic -> the week of its season and how strong that is."""
FESTIVAL = (12, 13, 14)
"""Weeks around Spring Festival, when few write."""
OTHERS: Mapping[str, tuple[float, Mapping[str, float]]] = {
    "calculator": (0.3, {"overtime_owed": 0.5, "severance": 0.3, "double_wage": 0.12, "arrears": 0.08}),
    "paper": (0.02, {"application": 0.4, "inspection": 0.3, "demand": 0.2, "evidence": 0.1}),
    "service": (0.4, {"labour_inspection": 0.5, "arbitration": 0.3, "legal_aid": 0.15, "ngo_support": 0.05}),
}

Weights = numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.float64]]
Chance = numpy.random.Generator
Rows = dict[str, list[dict[str, object]]]


def year(rules: RuleBase, seed: int = 7) -> Rows:
    """The raw rows of a year, as the store gives them."""
    chance = numpy.random.default_rng(seed)
    topics = [*FREQUENT, *(topic for topic in rules.topics if topic not in FREQUENT)]
    known = [code for code in rules.regions if rules.prefecture(code) == code]
    others = [code for code in known if code not in GREAT and not code.endswith("0000")]
    cities = [*GREAT, *chance.permutation(others)[: CITIES - len(GREAT)].tolist()]
    base = numpy.array([1 / (3 + rank) for rank in range(len(topics))])
    made: Rows = defaultdict(list)
    for number, week in enumerate(WEEKS):
        size = QUESTIONS / 49 * (0.75 + 0.5 * number / len(WEEKS)) * chance.normal(1, 0.04)
        season = numpy.array([_season(topic, number) for topic in topics])
        counts = chance.multinomial(int(size * (0.35 if number in FESTIVAL else 1)), _normal(base * season))
        for topic, count in zip(topics, counts, strict=True):
            _topic(made, week, topic, int(count), cities, chance)
        _split(made, "channel", week, int(sum(counts)), CHANNELS, chance)
        for cut, (part, names) in OTHERS.items():
            _split(made, cut, week, int(sum(counts) * part), names, chance)
    return made


def asked(rows: Rows) -> int:
    """How many questions there were."""
    return sum(int(str(row["count"])) for row in rows["topic_outcome"])


def _season(topic: str, week: int) -> float:
    at, strength = WHEN.get(topic, (0, 0.0))
    away = min(abs(week - at), len(WEEKS) - abs(week - at))
    return 1 + strength * math.exp(-((away / 4) ** 2))


def _normal(weights: Weights) -> Weights:
    made: Weights = weights / weights.sum()
    return made


def _topic(made: Rows, week: date, topic: str, count: int, cities: list[str], chance: Chance) -> None:
    _split(made, "topic_outcome", week, count, _outcomes(topic), chance, topic)
    _split(made, "topic_language", week, count, LANGUAGES, chance, topic)
    weights = numpy.array([1 / (4 + rank) for rank in range(len(cities))])
    south = numpy.array([1 + 4 * (code[:2] == "44") * (topic == "deposit") for code in cities])
    parts = dict(zip(["", *cities], [0.2, *(0.8 * _normal(weights * south))], strict=True))
    _split(made, "topic_region", week, count, parts, chance, topic)
    presses = int(chance.binomial(count, 0.12))
    yes = 0.6 + 0.03 * (sum(topic.encode()) % 11)
    _split(made, "helpful", week, presses, {"yes": yes, "no": 1 - yes}, chance, topic)


def _split(
    made: Rows, cut: str, week: date, count: int, parts: Mapping[str, float], chance: Chance, topic: str = ""
) -> None:
    """Rows of a cut: a count drawn over its values."""
    column = CUTS[cut][-1]
    drawn = chance.multinomial(count, _normal(numpy.array(list(parts.values()))))
    for value, part in zip(parts, drawn, strict=True):
        if part:
            row: dict[str, object] = {"week": week.isoformat(), column: value, "count": int(part)}
            made[cut].append({"topic": topic, **row} if topic else row)


def _outcomes(topic: str) -> Mapping[str, float]:
    if topic in ("off_topic", "other_legal"):
        return {"out_of_scope": 1.0}
    if topic == "crisis":
        return {"crisis": 1.0}
    unsure = 0.18 if sum(topic.encode()) % 7 == 0 else 0.04
    return {"answered": 0.969 - unsure, "did_you_mean": unsure, "not_covered": 0.03, "error": 0.001}


def rounded(rows: Rows) -> Released:
    """The shape of a release in no time: cells under K left out, the rest rounded. What protects them otherwise is not here."""
    sums: defaultdict[str, Counter[tuple[date, tuple[str, ...]]]] = defaultdict(Counter)
    for cut, lines in rows.items():
        for line in lines:
            week, count = date.fromisoformat(str(line["week"])), int(str(line["count"]))
            values = tuple(str(line[column]) for column in CUTS[cut])
            if cut == "topic_region":
                topic, code = values
                province = province_of(code)
                sums["topic_province"][week, (topic, province)] += count
                sums["place"][week, (province, code)] += count
            else:
                sums[cut][week, values] += count
    cuts = {
        cut: tuple(
            sorted(
                Row(week, values, ROUNDING * round(count / ROUNDING))
                for (week, values), count in sums[cut].items()
                if count >= K
            )
        )
        for cut in PUBLISHED
    }
    return Released(K, ROUNDING, None, WEEKS, MappingProxyType(cuts), PUBLISHED)
