"""What a look at a set-up found, in words; the words never hold a secret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave: GOOD, to be known (NOTE: it runs, but less safely or less well) or BAD (it does not run)."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


_MARKS = {Level.GOOD: "✓", Level.NOTE: "!", Level.BAD: "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found and, where something is to be mended, how; in Chinese and English."""

    level: Level
    about: str
    found: tuple[str, str]
    remedy: tuple[str, str] = ("", "")


def good(about: str, zh: str, en: str) -> Finding:
    return Finding(Level.GOOD, about, (zh, en))


def note(about: str, found: tuple[str, str], remedy: tuple[str, str]) -> Finding:
    return Finding(Level.NOTE, about, found, remedy)


def bad(about: str, found: tuple[str, str], remedy: tuple[str, str]) -> Finding:
    return Finding(Level.BAD, about, found, remedy)


def as_text(findings: Iterable[Finding], language: str) -> str:
    """One or two lines a finding, in the order they were looked at."""
    which = 0 if language.startswith("zh") else 1
    lines = []
    for one in findings:
        lines.append(f"{_MARKS[one.level]} {one.about}: {one.found[which]}")
        if one.remedy[which]:
            lines.append(f"    → {one.remedy[which]}")
    return "\n".join(lines)


def as_json(findings: Iterable[Finding], language: str) -> list[Mapping[str, str]]:
    which = 0 if language.startswith("zh") else 1
    return [
        {"level": one.level, "about": one.about, "found": one.found[which], "remedy": one.remedy[which]}
        for one in findings
    ]
