"""The questions to learn from: those donated, and a file with one a line; redacted once more, by file of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.core.language import writing
from bot.core.model import RuleBase
from bot.core.redact import keepable
from bot.core.redaction.marks import without_marks
from bot.core.text import clean, is_traditional, simplified
from bot.errors import SettingsError

MOST = 3000
"""Questions of one file of the bank that are looked at in one go."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A question as it would stand in the bank: its file there, its words, and how it is stored ("" where it is not)."""

    file: str
    text: str
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Questions to learn from, and how many were left out: nothing useful in them, no file for them, too many."""

    heard: tuple[Heard, ...]
    useless: int = 0
    elsewhere: int = 0
    too_many: int = 0


def gather(rows: Iterable[tuple[str, str, bool]], rules: RuleBase, files: Sequence[str]) -> Gathered:
    """Questions from rows of (language, text, whether it is stored); "" for a language that only the text shows."""
    found: list[Heard] = []
    useless = elsewhere = 0
    for language, text, stored in rows:
        file = file_of(language, text)
        if file not in files:
            elsewhere += 1
            continue
        words = presentable(text, file, rules)
        if words is None:
            useless += 1
        else:
            found.append(Heard(file, words, text if stored else ""))
    kept = [one for file in files for one in [one for one in found if one.file == file][:MOST]]
    return Gathered(tuple(kept), useless, elsewhere, len(found) - len(kept))


def file_of(language: str, text: str) -> str:
    """The file of the bank for a message: its language's; Cantonese has its own.

    >>> file_of("zh_Hant", "老闆唔畀錢"), file_of("zh_Hans", "老板不给钱"), file_of("", "boss no pay")
    ('yue', 'zh', 'en')
    """
    way = writing(text)
    if way == "yue":
        return "yue"
    named = language or way or "zh"
    return "zh" if named.startswith("zh") or named == "pinyin" else named


def presentable(text: str, file: str, rules: RuleBase) -> str | None:
    """A text as it may stand in the bank: redacted again, without marks, in the bank's script; None where little is left."""
    language = {"zh": "zh_Hans", "yue": "zh_Hant"}.get(file, file)
    kept = keepable(clean(text), language, rules.matcher.lexicons.of(language), rules.gazetteer)
    words = without_marks(kept) if kept else ""
    if file == "zh" and is_traditional(words):
        words = simplified(words)
    return words or None


def lines_of(path: Path) -> list[tuple[str, str, bool]]:
    """Questions of a text file, one a line, or of a YAML list.

    Raises:
        SettingsError: it cannot be read, or is neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise SettingsError(f"{path}: 打不开 / cannot be opened ({problem.strerror})") from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path}: 不是 UTF-8 文本，请另存为 UTF-8 / not UTF-8 text, save it as UTF-8"
        ) from None
    if path.suffix.lower() in (".yaml", ".yml"):
        return [("", line, False) for line in _listed(path, text)]
    return [("", line.strip(), False) for line in text.splitlines() if line.strip()]


def _listed(path: Path, text: str) -> list[str]:
    try:
        content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - plain text only
    except yaml.YAMLError:
        content = None
    if not isinstance(content, list) or not all(isinstance(line, str) for line in content):
        raise SettingsError(
            f"{path}: 写成一行一句，每行以“- ”开头 / write a list, one question a line after '- '"
        )
    return content
