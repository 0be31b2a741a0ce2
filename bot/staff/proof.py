"""Proof that the rule base says what the law says: every number of a provision stands in an article it cites.

Needs the text of the articles, which is not part of the project (JSON Lines with law, article, text_zh); where it is at
hand, citations and numbers are compared with it. What rests on something else is listed with its reason in
knowledge/allowed_numbers.yaml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bot.core.model import NATION, Citation, Provision, RuleBase
from bot.core.text import NUMBER, number
from bot.rulebase.reader import read

Articles = Mapping[tuple[str, str], str]

_SAID = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_DATES = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d|〔\d{4}〕\d+号|(?<!\d)\d{1,2}月(?:到\d{1,2}月)?(?!资)"
)
_PHONES = re.compile(
    r"(?<!\d)(?:12333|12348|12351|12345|12356|12338|12355|12350|12368|12309|12329|110|119|120)(?!\d)"
)
_ORDINAL = re.compile(r"第\d+(?:条|款|项|号|级|次|天|个月|年)")
_CONTRACTED = {"半年": Decimal(6), "半个月": Decimal("0.5")}


def read_articles(path: Path) -> dict[tuple[str, str], str]:
    """Article texts by (law, article)."""
    out = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            raw = json.loads(line)
            out[(raw["law"], str(raw["article"]))] = raw["text_zh"]
    return out


def numbers_in(text: str) -> set[Decimal]:
    """Every number of a statute: digits, Chinese numerals, per cent and parts of a hundred."""
    found: set[Decimal] = set()
    for match in NUMBER.finditer(text):
        value = number(match.group())
        if value is not None:
            found |= {value, value * 10000 if text[match.end() : match.end() + 1] == "万" else value}
    for match in re.finditer(r"([百千万])分之([一二三四五六七八九十百零点\d.]+)", text):
        value = number(match.group(2).replace("点", "."))
        if value is not None:
            part = {"百": 1, "千": 10, "万": 100}[match.group(1)]
            found |= {value, value / part}
    for word, value in (
        ("一倍", Decimal(1)),
        ("两倍", Decimal(2)),
        ("二倍", Decimal(2)),
        ("半", Decimal("0.5")),
        ("双", Decimal(2)),
    ):
        if word in text:
            found.add(value)
    if "二分之一" in text:
        found |= {Decimal(50), Decimal("0.5")}
    return found


def said_numbers(text: str) -> set[Decimal]:
    """The numbers of a provision that need a source: not dates, phones or article numbers."""
    for pattern in (_DATES, _PHONES, _ORDINAL):
        text = pattern.sub(" ", text)
    found = set()
    for match in _SAID.finditer(text):
        value = Decimal(match.group())
        follow = text[match.end() : match.end() + 1]
        found.add(value * 10000 if follow == "万" else value)
    return found


@dataclass(frozen=True, slots=True)
class Unsourced:
    """A number of a provision that no article it cites holds."""

    provision: str
    number: Decimal
    where: str


def unsourced(
    rules: RuleBase, articles: Articles, allowed: Mapping[str, set[Decimal]]
) -> Iterator[Unsourced]:
    """Numbers of provisions whose articles are all at hand and hold them not; recalled and derived ones are allowed."""
    figures = {
        value
        for figure in rules.figures.values()
        for row in figure.rows
        if row.region == NATION
        for value in row.values.values()
        if isinstance(value, Decimal)
    }
    for provision in rules.provisions:
        if provision.status != "seen" or not _at_hand(provision, articles):
            continue
        known = {value for cite in provision.cites for value in numbers_in(_text(cite, articles))}
        for value in sorted(
            said_numbers(provision.says) - known - figures - allowed.get(provision.id, set())
        ):
            yield Unsourced(provision.id, value, str(provision.location or ""))


def _at_hand(provision: Provision, articles: Articles) -> bool:
    return bool(provision.cites) and all((cite.law, cite.article) in articles for cite in provision.cites)


def _text(cite: Citation, articles: Articles) -> str:
    return articles[(cite.law, cite.article)]


def unknown_citations(rules: RuleBase, articles: Articles) -> Iterator[str]:
    """Citations of laws whose text is at hand but whose article is not in it."""
    laws = {law for law, _ in articles}
    for provision in rules.provisions:
        for cite in provision.cites:
            if cite.article and cite.law in laws and (cite.law, cite.article) not in articles:
                yield f"{provision.location}: {cite}"


def read_allowed(folder: Path) -> dict[str, set[Decimal]]:
    """knowledge/allowed_numbers.yaml: provision -> numbers that rest on something else, each with its reason."""
    path = folder / "allowed_numbers.yaml"
    content = read(path, "knowledge/allowed_numbers.yaml").content if path.exists() else None
    out: dict[str, set[Decimal]] = {}
    for id, entry in (content or {}).items():
        if not isinstance(entry, dict) or not entry.get("why"):
            continue
        out[id] = {Decimal(str(value)) for value in entry.get("numbers", [])}
    return out
