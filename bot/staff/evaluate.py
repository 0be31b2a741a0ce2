"""How well questions are matched: right, wrong, unsure, turned away, and how sure it was; a file of questions in, figures out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from bot.core.conversation import Kind, Question, Session
from bot.core.language import writing
from bot.core.matching import OUT_OF_SCOPE
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.staff.question_files import Item, read_first_topics
from bot.staff.replies import facts_object


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the bot made of an item; ``seconds`` is the time of the whole ``respond``."""

    id: str
    topics: tuple[str, ...]
    scores: tuple[float, ...]
    in_scope: float
    outcome: str
    language: str
    region: str | None
    facts: Mapping[str, Any]
    answered: tuple[str, ...]
    seconds: float


def predict(items: Iterable[Item], rules: RuleBase, today: date) -> list[Prediction]:
    """Answer every item in a chat of its own."""
    out = []
    for item in items:
        start = perf_counter()
        outcome = respond(Question(item.text), Session(), rules, today)
        seconds = perf_counter() - start
        reply = outcome.reply
        made = Prediction(
            id=item.id,
            topics=reply.topics,
            scores=reply.scores,
            in_scope=reply.in_scope,
            outcome=str(reply.kind),
            language=writing(item.text) or reply.language,
            region=reply.region,
            facts=facts_object(reply.facts, None),
            answered=outcome.session.topics,
            seconds=seconds,
        )
        out.append(made)
    return out


def measure(items: Sequence[Item], predictions: Sequence[Prediction]) -> dict[str, Any]:
    """All figures of an evaluation; shares are 0 to 1, times in milliseconds."""
    pairs = list(zip(items, predictions, strict=True))
    inside = [(item, made) for item, made in pairs if item.in_scope]
    outside = [(item, made) for item, made in pairs if not item.in_scope]
    per_topic = _per_group(inside, lambda item, _: item.topics[0])
    times = sorted(made.seconds * 1000 for made in predictions)
    return {
        "questions": len(pairs),
        "in_scope": len(inside),
        "top1": _share(inside, _first_right),
        "recall_at_3": _share(inside, lambda item, made: bool(set(made.topics[:3]) & set(item.topics))),
        "macro_top1": _mean([group["top1"] for group in per_topic.values()]),
        "answered_right": _share(
            inside,
            lambda item, made: (
                _answered(made)
                and bool(set(made.answered[:1]) & set(item.topics) or _crisis_right(item, made))
            ),
        ),
        "answered_wrong": _share(
            inside,
            lambda item, made: (
                _answered(made)
                and not (set(made.answered[:1]) & set(item.topics) or _crisis_right(item, made))
            ),
        ),
        "unsure": _share(inside, lambda _, made: made.outcome == Kind.UNSURE),
        "turned_away": _share(inside, lambda _, made: made.outcome == Kind.OUT_OF_SCOPE),
        "falsely_answered": _share(outside, lambda _, made: _answered(made)),
        "false_at_5_percent_turned_away": _false_at(inside, outside, 0.05),
        "auroc": auroc([made.in_scope for _, made in inside], [made.in_scope for _, made in outside]),
        "p50_ms": _percentile(times, 50),
        "p99_ms": _percentile(times, 99),
        "per_topic": per_topic,
        "per_language": _per_group(inside, lambda _, made: made.language),
        "confusions": _confusions(inside),
        "reliability": reliability(inside),
    }


Pair = tuple[Item, Prediction]


def _first_right(item: Item, made: Prediction) -> bool:
    return made.topics[0] in item.topics


def _answered(made: Prediction) -> bool:
    return made.outcome in (Kind.ANSWERED, Kind.CRISIS)


def _crisis_right(item: Item, made: Prediction) -> bool:
    return made.outcome == Kind.CRISIS and "crisis" in item.topics


def _share(pairs: Sequence[Pair], test: Any) -> float | None:
    return round(sum(bool(test(item, made)) for item, made in pairs) / len(pairs), 4) if pairs else None


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _per_group(pairs: Sequence[Pair], name: Any) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Pair]] = {}
    for item, made in pairs:
        groups.setdefault(name(item, made), []).append((item, made))
    return {
        group: {
            "questions": len(members),
            "top1": _share(members, _first_right),
            "recall_at_3": _share(members, lambda item, made: bool(set(made.topics[:3]) & set(item.topics))),
        }
        for group, members in sorted(groups.items())
    }


def _confusions(pairs: Sequence[Pair], most: int = 15) -> list[dict[str, Any]]:
    counts = Counter((item.topics[0], made.topics[0]) for item, made in pairs if not _first_right(item, made))
    return [
        {"right": right, "given": given, "count": count} for (right, given), count in counts.most_common(most)
    ]


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float | None:
    """Chance that a random question of the field gets a higher score than one outside it; ties count half."""
    if not inside or not outside:
        return None
    ordered = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    rank_sum, index = 0.0, 0
    while index < len(ordered):
        end = index
        while end < len(ordered) and ordered[end][0] == ordered[index][0]:
            end += 1
        middle = (index + end + 1) / 2
        rank_sum += middle * sum(label for _, label in ordered[index:end])
        index = end
    count = len(inside)
    return round((rank_sum - count * (count + 1) / 2) / (count * len(outside)), 4)


def _false_at(inside: Sequence[Pair], outside: Sequence[Pair], turned_away: float) -> float | None:
    """Share of outside questions above the score that turns away this share of inside ones."""
    if not inside or not outside:
        return None
    scores = sorted(made.in_scope for _, made in inside)
    limit = scores[min(len(scores) - 1, int(len(scores) * turned_away))]
    return round(sum(made.in_scope >= limit for _, made in outside) / len(outside), 4)


def reliability(pairs: Sequence[Pair], bins: int = 5) -> list[dict[str, Any]]:
    """In bins of the first topic's score: how many questions, mean score, and how often it was right."""
    groups: list[list[Pair]] = [[] for _ in range(bins)]
    for item, made in pairs:
        groups[min(bins - 1, int(made.scores[0] * bins))].append((item, made))
    return [
        {
            "from": number / bins,
            "questions": len(members),
            "score": _mean([made.scores[0] for _, made in members]),
            "right": _share(members, _first_right),
        }
        for number, members in enumerate(groups)
        if members
    ]


def _percentile(times: Sequence[float], percent: int) -> float | None:
    if len(times) < 2:
        return round(times[0], 3) if times else None
    return round(quantiles(times, n=100, method="inclusive")[percent - 1], 3)


def prediction_line(made: Prediction) -> str:
    """One line of ``--predictions``."""
    return json.dumps(
        {
            "id": made.id, "topics": list(made.topics), "scores": list(made.scores), "in_scope": made.in_scope,
            "outcome": made.outcome, "language": made.language, "region": made.region, "facts": dict(made.facts),
        },
        ensure_ascii=False,
    )  # fmt: skip


def compare(items: Sequence[Item], new: Sequence[Prediction], old: Path) -> dict[str, list[str]]:
    """Questions whose first topic became right (gains) or wrong (losses) since an older ``--predictions`` file."""
    return gains_and_losses(items, new, read_first_topics(old))


def gains_and_losses(
    items: Sequence[Item], new: Sequence[Prediction], before: Mapping[str, str]
) -> dict[str, list[str]]:
    """Questions whose first topic became right (gains) or wrong (losses); ``before`` is the first topic by question id."""
    gains, losses = [], []
    for item, made in zip(items, new, strict=True):
        was = before.get(item.id)
        if was is None or not item.in_scope:
            continue
        right, was_right = _first_right(item, made), was in item.topics
        if right and not was_right:
            gains.append(f"{item.id}: {was} -> {made.topics[0]}")
        elif was_right and not right:
            losses.append(f"{item.id}: {was} -> {made.topics[0]}")
    return {"gains": gains, "losses": losses}


def as_text(figures: Mapping[str, Any]) -> str:
    """The figures for a person."""
    plain = [f"{name:32} {value}" for name, value in figures.items() if not isinstance(value, (dict, list))]
    groups = []
    for title in ("per_language", "per_topic"):
        groups.append(f"\n{title}")
        groups += [
            f"  {name:22} {row['questions']:4}  {row['top1']:.2f}  {row['recall_at_3']:.2f}"
            for name, row in figures[title].items()
        ]
    groups.append("\nconfusions (right -> given)")
    groups += [f"  {row['count']:3}  {row['right']} -> {row['given']}" for row in figures["confusions"]]
    groups.append("\nreliability (score, right, questions)")
    groups += [
        f"  {row['score']:.2f}  {row['right']:.2f}  {row['questions']}" for row in figures["reliability"]
    ]
    for name in ("gains", "losses"):
        if name in figures:
            groups += [f"\n{name}: {len(figures[name])}", *(f"  {line}" for line in figures[name])]
    return "\n".join([*plain, *groups])


__all__ = [
    "OUT_OF_SCOPE",
    "Prediction",
    "as_text",
    "auroc",
    "compare",
    "gains_and_losses",
    "measure",
    "predict",
    "prediction_line",
]
