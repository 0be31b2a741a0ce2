"""What a person decided about suggestions: read from a file that ``--json`` wrote, or checked one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.core.model import RuleBase
from bot.errors import SettingsError
from bot.rulebase.hints import did_you_mean
from bot.staff.suggest.gather import presentable

ACCEPT, REFUSE, SKIP = "accept", "refuse", "skip"


@dataclass(frozen=True, slots=True)
class Decision:
    """A question for the bank under a topic ("a+b" for two matters), or none; ``stored`` are the donations it settles."""

    file: str
    topic: str
    text: str
    verdict: str
    stored: tuple[str, ...] = ()


def topic_fault(topic: str, rules: RuleBase) -> str:
    """What is wrong with a topic as it was given, with the nearest one; "" where it is fine."""
    parts = [part.strip() for part in topic.split("+")]
    for part in parts:
        if part not in rules.topics:
            close = did_you_mean(part, rules.topics).close
            hint = f"；是不是 {close} / did you mean {close}" if close else ""
            return f"没有题目 / no topic {part!r}{hint}"
    return "" if len(set(parts)) == len(parts) else f"同一个题目写了两次 / twice the same topic: {topic}"


def read_decisions(path: Path, rules: RuleBase, files: Sequence[str]) -> list[Decision]:
    """The decisions of a file.

    Raises:
        SettingsError: everything that is wrong with it at once, by number of the suggestion.
    """
    found: list[Decision] = []
    faults: list[str] = []
    for number, raw in enumerate(_listed(path), start=1):
        try:
            found.append(_decision(raw, rules, files))
        except ValueError as problem:
            faults.append(f"{path}: {number}: {problem}")
    if faults:
        raise SettingsError("\n".join(faults))
    return found


def _listed(path: Path) -> list[Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - plain text only
    except OSError as problem:
        raise SettingsError(f"{path}: 打不开 / cannot be opened ({problem.strerror})") from None
    except (UnicodeDecodeError, yaml.YAMLError) as problem:
        line = getattr(getattr(problem, "problem_mark", None), "line", 0) + 1
        raise SettingsError(f"{path}:{line}: 不是 JSON 也不是 YAML / neither JSON nor YAML") from None
    listed = content.get("suggestions") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        raise SettingsError(
            f"{path}: 用 gongyou questions suggest --json 写出的文件 / give a file that gongyou questions suggest --json wrote"
        )
    return listed


def _decision(raw: Any, rules: RuleBase, files: Sequence[str]) -> Decision:
    if not isinstance(raw, dict):
        raise ValueError("不是一个对象 / not an object")
    for name in ("file", "topic", "text", "decision"):
        if not isinstance(raw.get(name), str):
            raise ValueError(f"缺少 / missing: {name}")
    verdict, file = raw["decision"], raw["file"]
    if verdict not in (ACCEPT, REFUSE, SKIP):
        raise ValueError(f"decision: {verdict!r}: {ACCEPT} / {REFUSE} / {SKIP}")
    if file not in files:
        raise ValueError(f"file: {file!r}: {' / '.join(files)}")
    wrong = topic_fault(raw["topic"], rules)
    if wrong and verdict == ACCEPT:
        raise ValueError(wrong)
    stored = raw.get("donated", [])
    if not isinstance(stored, list) or not all(isinstance(one, str) for one in stored):
        raise ValueError("donated: 要写成列表 / a list of texts")
    text = raw["text"]
    if verdict == ACCEPT:
        text = worded(text, file, rules)
    return Decision(file, raw["topic"], text, verdict, tuple(stored))


def worded(text: str, file: str, rules: RuleBase) -> str:
    """A text as it goes into the bank: redacted once more.

    Raises:
        ValueError: nothing worth keeping is left of it.
    """
    words = presentable(text, file, rules)
    if words is None:
        raise ValueError(
            "去掉名字、号码、地名以后没剩下什么，换句话写 / nothing is left without names, numbers and places; word it otherwise"
        )
    return words


def additions(decisions: Sequence[Decision]) -> Mapping[str, Mapping[str, list[str]]]:
    """What was accepted: texts by topic, by file, each once."""
    out: dict[str, dict[str, list[str]]] = {}
    for one in decisions:
        if one.verdict == ACCEPT:
            texts = out.setdefault(one.file, {}).setdefault(one.topic, [])
            if one.text not in texts:
                texts.append(one.text)
    return out


def settled(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Donated questions that have been decided on, either way: they are not needed any more."""
    return tuple(dict.fromkeys(text for one in decisions if one.verdict != SKIP for text in one.stored))
