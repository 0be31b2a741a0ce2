"""However a file is damaged, an editor is told where and what, and never sees a traceback."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path, PurePath

from bot.errors import RuleError
from bot.rulebase.checks import check_all
from bot.rulebase.draft import Draft
from bot.rulebase.load import examined, take
from bot.rulebase.reader import parse_bytes
from tests.report import LINES

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"
TIMES = 10_000
SAMPLE = 12
FILES = (
    "topics/deposit.yaml",
    "topics/id_retention.yaml",
    "provisions/national/deposit.yaml",
    "figures/double_wage.yaml",
    "figures/heat_allowance.yaml",
    "referrals/440300-shenzhen.yaml",
    "terms/zh.yaml",
    "allowed_numbers.yaml",
)
BITS = [
    "", "\t", "\n", "\r", " ", "  ", "- ", "-", ": ", ":", "：", "，", "“", "”", "－", "　", "'", '"', "[", "]", "{", "}", "{{", "}}",
    "#", "&a ", "*a", "!!x ", "!", "|", ">", "%", "@", "`", "\\", "~", "null", "---\n", "...\n", "? ", "<<: ", "０１", "1e5", "0",
    "2026-2-30", "\ufeff", "\x00", "\x07", "\x85", "\u2028", "\ud7ff", "𠮷",
]  # fmt: skip


def corrupted(source: bytes, chance: random.Random) -> bytes:
    """A file after one to four slips of an editor, a web form or a disk."""
    for _ in range(chance.randint(1, 4)):
        source = chance.choice((_bytes, _text, _text, _lines, _lines, _cut))(source, chance)
    return source


def _bytes(source: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(source) + 1)
    return source[:at] + chance.randbytes(chance.randint(0, 3)) + source[at + chance.randint(0, 3) :]


def _text(source: bytes, chance: random.Random) -> bytes:
    text = source.decode("utf-8", "replace")
    at = chance.randrange(len(text) + 1)
    return (text[:at] + chance.choice(BITS) + text[at + chance.randint(0, 4) :]).encode("utf-8", "replace")


def _lines(source: bytes, chance: random.Random) -> bytes:
    lines = source.split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[one]
        case 1:
            lines.insert(one, lines[two])
        case 2:
            lines[one], lines[two] = lines[two], lines[one]
        case 3:
            lines[one] = chance.choice((b"\t", b" ", b"   ", "　".encode())) + lines[one]
        case _:
            lines[one] = lines[one].lstrip()
    return b"\n".join(lines)


def _cut(source: bytes, chance: random.Random) -> bytes:
    return source[: chance.randrange(len(source) + 1)] if chance.random() < 0.3 else source


def faults_of(raw: bytes, name: str) -> list[RuleError]:
    """All that one file's reader, shape and checks say."""
    draft = Draft()
    for kind in ("law", "region", "figure", "topic"):
        draft.break_(kind, "*")
    take(draft, parse_bytes(raw, f"knowledge/{name}"), PurePath(name))
    return [*draft.errors, *draft.notes, *check_all(draft)]


def placed(error: RuleError, name: str, raw: bytes) -> bool:
    """Whether a fault names a line that is there and says fact and remedy in both languages."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    return (
        error.location.path == f"knowledge/{name}"
        and 1 <= error.location.line <= lines
        and error.location.column >= 1
        and all(fact and remedy for fact, remedy in error.words.values())
        and "\n" not in error.corrected
    )


def test_ten_thousand_corruptions_are_told_with_a_place_and_never_raise() -> None:
    chance, start, found = random.Random(20261122), time.perf_counter(), 0
    sources = {name: (KNOWLEDGE / name).read_bytes() for name in FILES}
    for turn in range(TIMES):
        name = FILES[turn % len(FILES)]
        raw = corrupted(sources[name], chance)
        errors = faults_of(raw, name)
        found += bool(errors)
        for error in errors:
            assert placed(error, name, raw), (error, raw.decode("utf-8", "replace"))
    took = time.perf_counter() - start
    LINES.append(f"corruptions: {TIMES} in {took:.1f} s, {found} with faults, none raised")
    assert found > TIMES / 2


def test_a_sample_goes_through_the_whole_check(tmp_path: Path) -> None:
    copy = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, copy, ignore=shutil.ignore_patterns("questions", "papers", "schemas"))
    chance = random.Random(7)
    for turn in range(SAMPLE):
        name = FILES[turn % len(FILES)]
        source = (KNOWLEDGE / name).read_bytes()
        raw = corrupted(source, chance)
        (copy / name).write_bytes(raw)
        _, errors = examined(copy, strict=True)
        for error in errors:
            assert error.location.line >= 1
            assert error.location.path.startswith("knowledge")
        (copy / name).write_bytes(source)
