"""Suggestions for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.core.model import RuleBase
from bot.staff.diff.matches import Accuracy
from bot.staff.suggest.decisions import REFUSE, SKIP
from bot.staff.suggest.gather import Gathered
from bot.staff.suggest.propose import Suggestion

SHOWN = 5
"""Questions of a group that are shown."""


def as_text(found: Sequence[Suggestion], gathered: Gathered, rules: RuleBase) -> str:
    """Everything that is proposed, for a terminal."""
    new = [one for one in found if not one.known]
    known = [one for one in found if one.known]
    lines = [_heading(found, gathered)]
    for one in new:
        lines.extend(("", *block(one, rules)))
    if known:
        lines.extend(("", "题库里已经有差不多的 / the bank has nearly the same already:"))
        lines.extend(f"  {one.text}  ← {one.known}" for one in known)
    lines.extend(_left_out(gathered))
    if new:
        lines.extend(
            ("", "加 --write 一条条确认后写进题库 / add --write to confirm and write them one by one")
        )
    return "\n".join(lines)


def _heading(found: Sequence[Suggestion], gathered: Gathered) -> str:
    if not gathered.heard:
        return "没有可学的问题 / no questions to learn from"
    return f"{len(gathered.heard)} 个问题，{len(found)} 组 / {len(gathered.heard)} questions in {len(found)} groups"


def _left_out(gathered: Gathered) -> Iterator[str]:
    for count, why in (
        (
            gathered.useless,
            "去掉名字、号码、地名以后没剩下什么 / nothing left without names, numbers, places",
        ),
        (gathered.elsewhere, "题库没有这种语言的文件 / the bank has no file for the language"),
        (gathered.too_many, "太多了，留到下次 / too many, left for the next time"),
    ):
        if count:
            yield f"{count} 个没有看 / left out: {why}"


def block(one: Suggestion, rules: RuleBase) -> list[str]:
    """One suggestion: how many, in which words, under which topic and why, where."""
    lines = [
        f"[{one.id}] ×{one.count}  {one.text}",
        f"  题目 topic: {one.topic} {rules.topics[one.topic].title} ({one.score:.2f})",
    ]
    if one.words or one.examples:
        near = f" ≈ {one.examples[0]}" if one.examples else ""
        lines.append(f"  因为 because: {' '.join(one.words)}{near}")
    if one.others:
        lines.append("  或者 or: " + ", ".join(f"{topic} ({score:.2f})" for topic, score in one.others))
    lines.append(f"  写到 goes below: {one.place.path}:{one.place.line}")
    more = [text for text in dict.fromkeys(member.text for member in one.members) if text != one.text]
    lines.extend(f"    · {text}" for text in more[:SHOWN])
    if len(more) > SHOWN:
        lines.append(f"    还有 {len(more) - SHOWN} 句 / and {len(more) - SHOWN} more")
    return lines


def as_object(found: Sequence[Suggestion], gathered: Gathered) -> dict[str, Any]:
    """Suggestions as plain JSON values: fill in ``decision`` and give the file back with ``--accept``."""
    return {
        "questions": len(gathered.heard),
        "left_out": {
            "useless": gathered.useless,
            "no_file": gathered.elsewhere,
            "too_many": gathered.too_many,
        },
        "suggestions": [_object(one) for one in found],
    }


def _object(one: Suggestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "file": one.file,
        "count": one.count,
        "text": one.text,
        "topic": one.topic,
        "score": one.score,
        "because": {"words": list(one.words), "examples": list(one.examples)},
        "others": [{"topic": topic, "score": score} for topic, score in one.others],
        "place": f"{one.place.path}:{one.place.line}",
        "known": one.known,
        "members": list(dict.fromkeys(member.text for member in one.members)),
        "donated": list(one.stored),
        "decision": REFUSE if one.known else SKIP,
    }


def gains_and_losses(measured: Sequence[Accuracy], most: int = 10) -> Iterator[str]:
    """What the new examples do to the held-out questions."""
    for one in measured:
        yield f"留出的问题 held-out questions, {one.language}: {one.questions}"
        for name, (before, after) in one.shares.items():
            if before != after:
                yield f"  {name}: {before} → {after}"
        for name, lines in (("变对 gains", one.gains), ("变错 losses", one.losses)):
            yield f"  {name}: {len(lines)}"
            yield from (f"    {line}" for line in lines[:most])
