"""New examples put into a file of the question bank as an editor would: lines added, everything else as it was."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import SettingsError
from bot.rulebase.reader import Document, parse_bytes

_ITEM = re.compile(r"^(\s*-\s+)")
_GOES_ON = re.compile(r"^(?!\s*(?:-\s|-$|#))(?!\S[^#]*:\s*(?:#.*)?$)\s*\S")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_USUAL = "- "


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, whatever stands in it.

    >>> print(quoted('他说: "不给"  # 真的'))
    "他说: \\"不给\\"  # 真的"
    """
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def add(path: Path, name: str, additions: Mapping[str, Sequence[str]]) -> None:
    """Write examples at the ends of their topics' lists; the file is whole at every moment, and is read again before it counts.

    Raises:
        SettingsError: it is gone, may not be written, is not laid out as one line an example, or would read otherwise.
    """
    try:
        raw = path.read_bytes()
        before = raw.decode("utf-8")
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise SettingsError(
            f"{name}: 文件不在了，什么都没有写 / the file is gone, nothing was written"
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsError(f"{name}: 读不了 / cannot be read ({type(problem).__name__})") from None
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise SettingsError(
            f"{name}: 文件是只读的，什么都没有写；改成可写再来 / the file is read-only, nothing was written; make it writable first"
        )
    document = parse_bytes(raw, name)
    if document.errors:
        raise SettingsError(f"{document.errors[0].say('zh')} / {document.errors[0].say('en')}")
    after = with_examples(before, document, additions)
    _replace(path, name, after, _expected(document.content, additions), mode)


def with_examples(text: str, document: Document, additions: Mapping[str, Sequence[str]]) -> str:
    """The text of a file with more examples; ``document`` is the same text as read."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    new: list[str] = []
    for topic, texts in sorted(additions.items(), key=lambda item: -_line(document, item[0])):
        if topic not in (document.content or {}):
            new.extend([f"{topic}:", *(f"{_dash(lines, None)}{quoted(one)}" for one in texts)])
            continue
        last = _last_line(lines, document, topic)
        dash = _dash(lines, _line(document, topic))
        added = [f"{dash}{quoted(one)}{end[:-1]}" for one in texts]
        if last == len(lines) - 1 and not lines[last].endswith("\r"):
            added[-1] = added[-1].removesuffix("\r")
            lines[last] += end[:-1]
        lines[last + 1 : last + 1] = added
    whole = "\n".join(lines)
    if new:
        whole += ("" if not whole or whole.endswith("\n") else end) + end.join(new) + end
    return whole


def _line(document: Document, topic: str) -> int:
    """The line of the last example of a topic, counted from 0; of its key where it has none."""
    texts = (document.content or {}).get(topic)
    if isinstance(texts, list) and texts:
        return document.place((topic, len(texts) - 1)).line - 1
    return document.key_place((topic,)).line - 1


def _last_line(lines: Sequence[str], document: Document, topic: str) -> int:
    """The last line that the list of a topic takes."""
    line = _line(document, topic)
    texts = document.content[topic]
    inline = isinstance(texts, list) and not _ITEM.match(lines[line])
    if inline or not isinstance(texts, list | None):
        place = document.key_place((topic,))
        raise SettingsError(
            f"{place}: {topic} 要写成一行一句，每行以“- ”开头 / write one example a line, each after '- '"
        )
    while line + 1 < len(lines) and texts and _GOES_ON.match(lines[line + 1]):
        line += 1
    return line


def _dash(lines: Sequence[str], line: int | None) -> str:
    """How examples begin here: as the one above, else as most do in the file."""
    found = _ITEM.match(lines[line]) if line is not None else None
    if found is None:
        found = next((one for one in map(_ITEM.match, lines) if one), None)
    return found[1] if found else _USUAL


def _expected(content: Mapping[str, list[str]] | None, additions: Mapping[str, Sequence[str]]) -> object:
    whole = dict(content or {})
    for topic, texts in additions.items():
        whole[topic] = [*(whole.get(topic) or []), *texts]
    return whole


def _replace(path: Path, name: str, text: str, expected: object, mode: int) -> None:
    """Put a new text in a file's place, if it reads as it should; else nothing is changed."""
    made = parse_bytes(text.encode("utf-8"), name)
    if made.errors or made.content != expected:
        raise SettingsError(
            f"{name}: 写进去会读成别的样子，什么都没有写 / it would read otherwise, nothing was written"
        )
    target = path.resolve()
    half = target.with_name(f".{target.name}.half")
    try:
        half.write_bytes(text.encode("utf-8"))
        half.chmod(stat.S_IMODE(mode))
        half.replace(target)
    except OSError as problem:
        raise SettingsError(f"{name}: 写不进去 / cannot be written ({problem.strerror})") from None
    finally:
        half.unlink(missing_ok=True)
