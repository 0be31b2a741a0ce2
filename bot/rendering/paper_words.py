"""What stands in a paper, in words: official simplified Chinese, and beside it the worker's language where it is another.

What of her facts is written down is in paper_facts.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from jinja2 import TemplateError

from bot.core.conversation import Amount, Guidance, Part
from bot.core.law import Found, find
from bot.core.model import NATION, Citation, RuleBase
from bot.core.paper import Paper, PaperClaim
from bot.rendering.catalogs import SOURCE
from bot.rendering.paper_facts import BLANK, chinese_day, fact_words, plain, shown, yuan
from bot.rendering.render import Renderer

KEYS = (
    "title_application", "title_inspection", "title_resignation", "title_demand", "title_evidence",
    "title_authorisation", "title_sheet", "you", "employer", "agent", "name", "sex", "id_number", "address", "phone",
    "company", "credit_code", "head", "claims", "total", "facts", "story", "working", "item", "formula",
    "article", "assumed", "evidence", "proves", "pages", "office", "sign", "date", "foot", "ground_wage",
    "ground_insurance", "ground_safety", "ground_rules", "ground_other", "leaves", "asks", "keep_proof", "demands",
    "matter", "powers", "general", "special", "started", "ended", "place", "job", "wage", "hours_per_day", "days_per_week",
    "yours", "copies", "original", "relation", "pay_to",
)  # fmt: skip
"""The small lines that a template may have put beside its Chinese: ``{{ beside.name }}``."""

_WITHOUT_SUM = frozenset({"id_retention", "leaving_papers", "employment_proof"})
_GROUNDS = {
    "wage": frozenset({"wage_arrears", "overtime_pay", "minimum_wage", "wage_deductions", "bonus_allowance"}),
    "insurance": frozenset({"social_insurance"}),
    "safety": frozenset({"safety"}),
}
_LEFT_TO_RIGHT = "\u200e"
_FLOOR = re.compile(r"max\(0, (.+)\) = (.+)")


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its value; ``beside`` is the label in the worker's language, empty for readers of Chinese."""

    label: str
    value: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """One claim: its number on the paper, what it asks for with the sum, and its articles."""

    number: int
    says: str
    beside: str
    sum: str
    articles: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """One line of working: for which claim, what it is, the sum as written and the article it rests on."""

    number: int
    label: str
    beside: str
    formula: str
    article: str


class Pair:
    """Chinese and the worker's language side by side; ``beside`` is empty where they would say the same."""

    def __init__(self, renderer: Renderer, rules: RuleBase, language: str) -> None:
        self._renderer = renderer
        self.rules = rules
        self.zh = renderer.voice(SOURCE, rules)
        self.own = renderer.voice(SOURCE if language == "zh_Hant" else language, rules)
        self.language = self.own.catalog.language

    def word(self, key: str) -> tuple[str, str]:
        """A heading or label by its key in the template ``paper``."""
        return self._both(*(self._renderer.piece(spoken, "paper", key=key) for spoken in self._languages()))

    def label(self, key: str) -> tuple[str, str]:
        """The name of a sum or of a line of its working; both empty where it has none."""
        return self._both(self.zh.label(key), self.own.label(key))

    def topic(self, topic: str) -> tuple[str, str]:
        return self._both(self.zh.topic(topic), self.own.topic(topic))

    def guide(self, guidance: Guidance) -> tuple[str, str]:
        """A sentence of the rule base; what cannot be filled stands as it is written."""
        try:
            return self._both(self.zh.guide(guidance), self.own.guide(guidance))
        except TemplateError:
            return guidance.text, ""

    def part(self, part: Part) -> tuple[str, str]:
        """A part of a reply as one line; empty where rendering has no words for it."""
        try:
            said = [self._renderer.part(voice, part) for voice in (self.zh, self.own)]
        except (TemplateError, LookupError, TypeError, ValueError):
            return "", ""
        return self._both(*(text.replace("\x02", "").replace("\x03", "") for text in said))

    def request(self, claim: PaperClaim) -> tuple[str, str]:
        """What a claim asks for; beside it the plainest name there is."""
        names = [
            self.label(claim.id),
            *(self.label(amount.name) for amount in claim.amounts[-1:]),
            self.topic(claim.topic),
        ]
        name = next((pair for pair in names if pair[0]), (claim.id, ""))
        said = self._renderer.piece(SOURCE, "paper_claim", id=claim.id, topic=claim.topic, title=name[0])
        return said, name[1]

    def laws(self, cites: tuple[Citation, ...]) -> str:
        """Articles as they are cited in Chinese, each once."""
        return "、".join(dict.fromkeys(self.zh.law(cite) for cite in cites))

    def day(self, day: date) -> str:
        """A day in the worker's language; the mark before it keeps digits in order between right-to-left letters."""
        return f"{_LEFT_TO_RIGHT}{self.own.day(day)}" if self.language == "ug" else self.own.day(day)

    def _languages(self) -> tuple[str, str]:
        return SOURCE, self.language

    def _both(self, chinese: str, own: str) -> tuple[str, str]:
        return chinese, "" if self.own.chinese or own == chinese else own


def words_of(paper: Paper, pair: Pair) -> dict[str, Any]:
    """Every name a template of knowledge/papers may use, with what it stands for in this paper."""
    facts = fact_words(paper, pair.rules)
    claims = [_claim(number, claim, pair) for number, claim in enumerate(paper.claims, start=1)]
    assumed = [pair.part(part) for claim in paper.claims for part in claim.assumed]
    evidence = [pair.guide(guidance) for guidance in paper.evidence]
    topics = dict.fromkeys((*paper.topics, *(claim.topic for claim in paper.claims)))
    return {
        "beside": SimpleNamespace(**{key: pair.word(key)[1] for key in KEYS}),
        "fact": SimpleNamespace(**facts),
        "facts": [Row(*_swap(pair.word(key), value)) for key, value in facts.items() if shown(key, value)],
        "claims": claims,
        "total": yuan(paper.total),
        "articles": "、".join(dict.fromkeys(claim.articles for claim in claims if claim.articles)) or BLANK,
        "lines": [
            line for number, claim in enumerate(paper.claims, start=1) for line in _lines(number, claim, pair)
        ],
        "assumed": [Row(zh, "", own) for zh, own in dict.fromkeys(assumed) if zh],
        "evidence": [Row(zh, "", own) for zh, own in dict.fromkeys(evidence) if zh],
        "deadlines": list(_deadlines(paper, pair)),
        "matter": "、".join(filter(None, (pair.zh.topic(topic) for topic in topics))) or BLANK,
        "tick": SimpleNamespace(**_ticks(topics)),
        "office": paper.office.name if paper.office else "",
        "place": facts["place"],
        "day": chinese_day(paper.day),
        "blank": BLANK,
    }


def percents(paper: Paper, rules: RuleBase) -> dict[str, Decimal | None]:
    """The three rates of overtime in per cent of the hourly wage on the paper's day."""
    found = find(rules, "overtime_rate", NATION, paper.day)
    return {
        name: found.number(name) if isinstance(found, Found) else None
        for name in ("workday", "restday", "holiday")
    }


def _swap(words: tuple[str, str], value: str) -> tuple[str, str, str]:
    return words[0], value, words[1]


def _claim(number: int, claim: PaperClaim, pair: Pair) -> ClaimWords:
    says, beside = pair.request(claim)
    total = "" if claim.due is None and claim.topic in _WITHOUT_SUM else yuan(claim.due)
    cites = claim.cites or tuple(
        cite for amount in claim.amounts for line in amount.working for cite in line.cites
    )
    return ClaimWords(
        number, f"{says} {total} 元" if total else says, f"{beside}: {total}" if beside and total else beside,
        total, pair.laws(cites),
    )  # fmt: skip


def _lines(number: int, claim: PaperClaim, pair: Pair) -> Iterator[LineWords]:
    """The working of all amounts of a claim, each line once, and after it what it comes to."""
    seen: set[tuple[str, str]] = set()
    for amount in claim.amounts:
        for line in amount.working:
            if (line.key, line.formula) not in seen:
                seen.add((line.key, line.formula))
                formula = (
                    _FLOOR.sub(r"\1 = \2", line.formula)
                    if line.result.is_finite() and line.result > 0
                    else line.formula
                )
                yield LineWords(number, *pair.label(line.key), formula, pair.laws(line.cites))
        last = amount.working[-1] if amount.working else None
        label = pair.label(amount.name)
        if last is None or pair.label(last.key) != label or last.result != amount.value:
            yield LineWords(number, *label, _result(amount), "")


def _result(amount: Amount) -> str:
    units = {"days": "天", "months": "个月", "years": "年", "hours": "小时"}
    if amount.unit in units:
        return f"{plain(amount.value)} {units[amount.unit]}"
    return f"{yuan(amount.value)} 元"


def _deadlines(paper: Paper, pair: Pair) -> Iterator[Row]:
    """The last safe day for each claim that has one."""
    for claim in paper.claims:
        if claim.deadline and claim.deadline.last:
            zh, own = pair.request(claim)
            last = claim.deadline.last
            yield Row(
                zh, chinese_day(last), f"{pair.word('file_by')[1]}: {own}, {pair.day(last)}" if own else ""
            )


def _ticks(topics: Mapping[str, None]) -> dict[str, str]:
    """A tick at each ground for leaving that her matters show; the others she may tick herself."""
    return {name: "☑" if matters & set(topics) else "☐" for name, matters in _GROUNDS.items()} | {
        "empty": "☐"
    }
