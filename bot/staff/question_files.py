"""The JSON Lines files of an evaluation: questions with their right topics, and what was predicted for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import SettingsError

T = TypeVar("T")

_QUESTION = '{"id": "1", "text": "...", "topics": ["deposit"], "in_scope": true}'
_PREDICTION = '{"id": "1", "topics": ["deposit"]}'


@dataclass(frozen=True, slots=True)
class Item:
    """One question with the topics that would be right, best first; out of scope it may have none."""

    id: str
    text: str
    topics: tuple[str, ...]
    in_scope: bool


def read_items(path: Path) -> list[Item]:
    """Questions of a file.

    Raises:
        SettingsError: every line that is no question, with its place and how to write it.
    """
    return _read(path, _item, _QUESTION)


def read_first_topics(path: Path) -> dict[str, str]:
    """The topic put first for each question id, from a file that ``gongyou evaluate --predictions`` wrote.

    Raises:
        SettingsError: every line that is no prediction, with its place and how to write it.
    """
    return dict(_read(path, lambda raw: (str(raw["id"]), _topics(raw, needed=True)[0]), _PREDICTION))


def _item(raw: Mapping[str, Any]) -> Item:
    in_scope = raw.get("in_scope", True)
    if not isinstance(in_scope, bool):
        raise ValueError("in_scope: true 或 / or false")
    return Item(str(raw["id"]), str(raw["text"]), _topics(raw, needed=in_scope), in_scope)


def _topics(raw: Mapping[str, Any], *, needed: bool) -> tuple[str, ...]:
    topics = raw["topics"]
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        raise ValueError("topics: 要写成列表 / a list of topic ids")
    if needed and not topics:
        raise ValueError("topics: 一个也没有 / none given")
    return tuple(topics)


def _read(path: Path, convert: Callable[[Mapping[str, Any]], T], example: str) -> list[T]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a text may hold other ends of line
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path}: 不是 UTF-8 文本，请另存为 UTF-8 / not UTF-8 text, save it as UTF-8"
        ) from None
    found: list[T] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            if not isinstance(raw, dict):
                raise TypeError
            found.append(convert(raw))
        except (ValueError, KeyError, TypeError) as problem:
            faults.append(f"{path}:{number}: {_wrong(problem)}; 写成 / write it as {example}")
    if faults:
        raise SettingsError("\n".join(faults))
    return found


def _wrong(problem: Exception) -> str:
    match problem:
        case json.JSONDecodeError():
            return f"不是 JSON / not JSON (column {problem.colno})"
        case KeyError():
            return f"缺少 / missing: {problem.args[0]}"
        case TypeError():
            return "不是一个对象 / not an object"
        case _:
            return str(problem)
