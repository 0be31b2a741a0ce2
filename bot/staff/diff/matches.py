"""How questions are matched before and after: every example of the bank and the held-out questions that a changed lane reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from bot.core.language import writing
from bot.core.matching import OUT_OF_SCOPE, Matcher, decide
from bot.core.model import RuleBase
from bot.rulebase import models
from bot.rulebase.questions import LANES, Bank
from bot.rulebase.reader import read
from bot.staff.diff.changed import Pair
from bot.staff.diff.difference import Difference, Differences
from bot.staff.evaluate import gains_and_losses, measure, predict
from bot.staff.question_files import Item

MEASURED = (
    "top1",
    "recall_at_3",
    "answered_right",
    "answered_wrong",
    "unsure",
    "turned_away",
    "falsely_answered",
)
"""Shares of held-out questions that are told before and after."""

MANY = 8000
"""Texts from which a second process pays."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How held-out questions of a language do: shares by name before and after, and which were gained and lost."""

    language: str
    questions: int
    shares: Mapping[str, tuple[float | None, float | None]]
    gains: tuple[str, ...]
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Banks:
    """The question banks of two rule bases and the languages whose questions may be matched otherwise."""

    before: Bank
    after: Bank
    languages: tuple[str, ...] = field(default=())


def banks(before: Path, after: Path, pair: Pair) -> Banks:
    """Both banks; none of the languages where questions, terms and topics are the same."""
    old, new = (
        Bank(folder / "questions", folder / "terms", tuple(rules.topics))
        for folder, rules in zip((before, after), pair.both, strict=True)
    )
    lanes = [lane for lane in LANES if _digest(old, lane) != _digest(new, lane)]
    names = dict.fromkeys(name for lane in lanes for name in LANES[lane])
    return Banks(old, new, tuple(name for name in names if name in {*old.languages(), *new.languages()}))


def _digest(bank: Bank, lane: str) -> str:
    return bank.lane_digest(lane) if lane in bank.lanes() else ""


def share_models(cache: Path, older: Path, bank: Bank) -> None:
    """Put models that the running bot has learnt already where those of the older rule base are kept; none is no fault."""
    for lane in bank.lanes():
        name = f"{lane}-{bank.lane_digest(lane)}.npz"
        if (cache / name).exists() and not (older / name).exists():
            older.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(cache / name, older / name)


def compare_matches(pair: Pair, both: Banks, older: Path, found: Differences) -> None:
    """Note every example of the bank that is decided otherwise: answered with other topics, asked back or turned away.

    ``older`` is where the models of the older rule base are kept.
    """
    texts = {text: language for language in both.languages for text in _texts(both, language)}
    asked = [(pair.after.gazetteer.without_places(text), writing(text)) for text in texts]
    before, after = _both_sides(pair, both, older, asked)
    for (text, language), was, is_now in zip(texts.items(), before, after, strict=True):
        found.look("matches", text, (None,), pair.today)
        if was != is_now:
            found.add(Difference("matches", text, language, was, is_now), (None,), pair.today)


Asked = Sequence[tuple[str, str]]
"""Texts in normal form without places, each with how it is written."""


def _both_sides(pair: Pair, both: Banks, older: Path, asked: Asked) -> tuple[list[str], list[str]]:
    """Decisions before and after; many are worked out side by side, since the newer models may have to be learnt."""
    if len(asked) < MANY:
        return _decisions(pair.before.matcher, asked), _decisions(pair.after.matcher, asked)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        beside = pool.submit(decided_by, both.before.folder.parent, older, both.before.topics, asked)
        after = _decisions(pair.after.matcher, asked)
        return beside.result(), after


def decided_by(folder: Path, cache: Path, topics: tuple[str, ...], asked: Asked) -> list[str]:
    """Decisions of the question bank in a folder: what another process is asked for."""
    return _decisions(models.matcher(Bank(folder / "questions", folder / "terms", topics), cache), asked)


def _texts(both: Banks, language: str) -> Iterator[str]:
    sides = [bank.examples(language) for bank in (both.before, both.after) if language in bank.languages()]
    yield from dict.fromkeys(example.text for side in sides for example in side)


def _decisions(matcher: Matcher, asked: Asked) -> list[str]:
    made = (decide(matcher.match(text, way), matcher.tuning) for text, way in asked)
    return [" + ".join(decision.topics) or decision.outcome for decision in made]


def accuracy(pair: Pair, both: Banks, held_out: Path) -> list[Accuracy]:
    """How the held-out questions do, for the languages that may be matched otherwise; languages without a file are left out."""
    out = []
    for language in both.languages:
        path = held_out / f"{language}.yaml"
        if path.exists():
            out.append(_measured(pair, language, _items(path)))
    return out


def _items(path: Path) -> list[Item]:
    content = read(path, path.name).content
    return [
        Item(f"{key}-{number}", str(text), tuple(key.split("+")), key not in OUT_OF_SCOPE)
        for key, texts in (content.items() if isinstance(content, dict) else ())
        for number, text in enumerate(texts if isinstance(texts, list) else ())
    ]


def _measured(pair: Pair, language: str, items: list[Item]) -> Accuracy:
    sides: tuple[RuleBase, RuleBase] = pair.both
    old, new = (predict(items, rules, pair.today) for rules in sides)
    before, after = measure(items, old), measure(items, new)
    moved = gains_and_losses(items, new, {one.id: one.topics[0] for one in old})
    words = {item.id: item.text for item in items}
    named = {
        side: tuple(f"{line}  {words[line.partition(': ')[0]]}" for line in lines)
        for side, lines in moved.items()
    }
    shares = {name: (before[name], after[name]) for name in MEASURED}
    return Accuracy(language, len(items), shares, named["gains"], named["losses"])
