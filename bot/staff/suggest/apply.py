"""Accepted questions written into the bank, then checked and measured; nothing is undone without being told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.core.model import RuleBase
from bot.errors import RuleError
from bot.rulebase.models import Lanes
from bot.rulebase.questions import LANES, Bank
from bot.staff import problems
from bot.staff.diff.changed import Pair
from bot.staff.diff.matches import Accuracy, Banks, accuracy
from bot.staff.suggest import bank_file


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: questions by file, what the check says now, and how the held-out questions do."""

    counts: Mapping[str, int]
    errors: tuple[RuleError, ...] = ()
    measured: tuple[Accuracy, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the rule base is and what checking and measuring it needs."""

    knowledge: Path
    cache: Path
    locales: Path
    today: date

    @property
    def held_out(self) -> Path:
        return self.knowledge.resolve().parent / "tests" / "questions"


def write(desk: Desk, before: RuleBase, accepted: Mapping[str, Mapping[str, Sequence[str]]]) -> Written:
    """Write what was accepted, file by file, and look at what it does.

    Raises:
        SettingsError: a file could not be written; those before it are.
    """
    _ready(before, accepted)
    for file, additions in accepted.items():
        name = f"{desk.knowledge.name}/questions/{file}.yaml"
        bank_file.add(desk.knowledge / "questions" / f"{file}.yaml", name, additions)
    counts = {file: sum(len(texts) for texts in topics.values()) for file, topics in accepted.items()}
    after, errors = problems.found(desk.knowledge, desk.cache, desk.locales)
    measured = _measured(desk, before, after, tuple(accepted)) if after else ()
    return Written(counts, tuple(errors), measured)


def _ready(before: RuleBase, files: Mapping[str, object]) -> None:
    """Have the models of the files that change in memory: afterwards they could only be learnt from the new ones."""
    lanes = before.matcher.lanes
    if isinstance(lanes, Lanes):
        lanes.warm([lane for lane, names in LANES.items() if set(names) & set(files)])


def _measured(desk: Desk, before: RuleBase, after: RuleBase, files: tuple[str, ...]) -> tuple[Accuracy, ...]:
    bank = Bank(desk.knowledge / "questions", desk.knowledge / "terms", tuple(after.topics))
    return tuple(accuracy(Pair(before, after, desk.today), Banks(bank, bank, files), desk.held_out))
