"""What is kept of a question: private pieces are gone, by kind and language, and what is left still says the matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.core.model import RuleBase
from bot.core.redact import redact
from bot.core.redaction.marks import shadow
from bot.core.text import clean
from tests.report import LINES

FOLDER = Path(__file__).parent / "redaction"
_PIECE = re.compile(r"\[\[(\w+):(.+?)\]\]")
LANGUAGES = {"zh": "zh_Hans", "yue": "zh_Hant"}
VAGUE = ("sum", "age", "people")

Case = tuple[str, str, tuple[tuple[str, str], ...]]


def cases() -> Iterator[Case]:
    """(language, text, private pieces as (kind, words)) of every sentence."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for line in yaml.safe_load(path.read_text(encoding="utf-8")):
            pieces = tuple((found[1], found[2]) for found in _PIECE.finditer(line))
            yield LANGUAGES.get(path.stem, path.stem), _PIECE.sub(lambda found: found[2], line), pieces


def left_of(kind: str, piece: str, kept: str) -> str:
    """What of a private piece is still to be read: all of it, or of names and places any part of two characters or a word."""
    plain, shown = shadow(clean(piece)), shadow(kept)
    if kind in VAGUE:
        return plain if re.search(rf"(?<!\d){re.escape(plain)}(?!\d)", shown) else ""
    words = re.findall(r"[\u3400-\u9fff]{2,}|[^\W_]{2,}", plain)
    parts = [
        word[i : i + 2] for word in words if re.match(r"[\u3400-\u9fff]", word) for i in range(len(word) - 1)
    ]
    parts += [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words if not re.match(r"[\u3400-\u9fff]", word)]
    whole = [re.escape(plain)] if kind == "account" or not parts else parts
    return next((one for one in whole if re.search(one, shown) and one not in COMMON), "")


_COMMON = (
    "经理 师傅 小姐 公司 有限 限公 工厂 电子 科技 家政 美容 容店 五金 金厂 劳务 食品 制衣 衣厂 子厂 工业 业区 街道 社区 第二 花园 大道 子科 technology "
    "co ltd road district restaurant room kindergarten garments pt tnhh mr ngày tháng jalan đường brgy yahoo"
)
COMMON = {*_COMMON.split(), *(rf"(?<!\w){word}(?!\w)" for word in _COMMON.split())}
"""Parts that say only what kind of thing it is."""


def kept_of(text: str, language: str, rules: RuleBase) -> str:
    return redact(text, language, rules.matcher.lexicons.of(language), rules.gazetteer)


def test_private_pieces_are_taken_out(rules: RuleBase) -> None:
    total: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    missed: list[str] = []
    for language, text, pieces in cases():
        kept = kept_of(text, language, rules)
        for kind, piece in pieces:
            total[kind] += 1
            rest = left_of(kind, piece, kept)
            gone[kind] += not rest
            if rest:
                missed.append(f"{kind} {piece!r} in {kept!r}")
    shares = ", ".join(f"{kind} {gone[kind]}/{total[kind]}" for kind in sorted(total))
    LINES.append(f"redaction, taken out: {shares}")
    print("\n".join(missed))
    for kind in ("phone", "id", "card", "account", "plate", "date", "sum", "age", "people", "number"):
        assert gone[kind] == total[kind], missed
    for kind in ("name", "firm", "place"):
        assert gone[kind] >= 0.95 * total[kind], missed
