"""What stands in a paper, in words: official simplified Chinese, and beside it the worker's language where it is another.

Of the facts only those named here are ever written down; name, ID number, address and phone are blanks for her own pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from typing import Any

from jinja2 import TemplateError

from bot.core.calculators.money import fen
from bot.core.conversation import Amount, Guidance, Part
from bot.core.law import Found, find
from bot.core.model import NATION, Citation, RuleBase
from bot.core.paper import Paper, PaperClaim
from bot.rendering.catalogs import SOURCE
from bot.rendering.render import Renderer

BLANK = "________"
MOST_CHARACTERS = 400
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

_ALWAYS = ("started", "ended", "place", "job", "wage", "hours_per_day", "days_per_week")
_WHERE_SAID = {
    "hours_workday": "overtime_hours_weekday", "hours_restday": "overtime_hours_restday",
    "hours_holiday": "overtime_hours_holiday", "paid": "paid", "owed": "owed", "months_owed": "months_owed",
    "deposit": "deposit", "fine": "fine", "injured_on": "injured_on", "injury_grade": "injury_grade",
}  # fmt: skip
_IN_YUAN = frozenset({"paid", "owed", "deposit", "fine"})
_WAGES = (
    ("base_wage", "月"),
    ("monthly_wage", "月"),
    ("contract_wage", "月"),
    ("daily_wage", "天"),
    ("hourly_wage", "小时"),
)
_WITHOUT_SUM = frozenset({"id_retention", "leaving_papers", "employment_proof"})
_GROUNDS = {
    "wage": frozenset({"wage_arrears", "overtime_pay", "minimum_wage", "wage_deductions", "bonus_allowance"}),
    "insurance": frozenset({"social_insurance"}),
    "safety": frozenset({"safety"}),
}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
_LEFT_TO_RIGHT = "\u200e"
_FLOOR = re.compile(r"max\(0, (.+)\) = (.+)")


def clean(text: str) -> str:
    """One line that any XML can hold: no control characters, no line breaks, not without end.

    >>> clean("a\\x00b\\n c")
    'ab c'
    """
    line = " ".join(_UNPRINTABLE.sub("", text).split())
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"


def yuan(value: Decimal | None) -> str:
    """A sum in CNY to the fen with thousands marked; a blank where there is none.

    >>> yuan(Decimal("2347.7")), yuan(None)
    ('2,347.70', '________')
    """
    if value is None or not value.is_finite():
        return BLANK
    try:
        return f"{fen(value):,.2f}"
    except InvalidOperation:
        return f"{value:.6E}"


def plain(value: Decimal) -> str:
    """A number without needless zeros.

    >>> plain(Decimal("21.750")), plain(Decimal(30))
    ('21.75', '30')
    """
    if not value.is_finite() or abs(value.adjusted()) > 20:
        return BLANK
    return f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"


def chinese_day(day: date) -> str:
    """A day as an official paper writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


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
        "facts": [Row(*_swap(pair.word(key), value)) for key, value in facts.items() if _shown(key, value)],
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


def fact_words(paper: Paper, rules: RuleBase) -> dict[str, str]:
    """Facts as a paper writes them, by the names templates use; a blank where she said nothing."""
    values = paper.facts.values
    words = dict.fromkeys((*_ALWAYS, *_WHERE_SAID), BLANK)
    words |= {
        key: chinese_day(day) for key in ("started", "ended") if isinstance(day := values.get(key), date)
    }
    words["place"] = _place(rules, paper.region)
    for name, unit in _WAGES:
        wage = values.get(name)
        if isinstance(wage, Decimal) and words["wage"] == BLANK:
            words["wage"] = f"{plain(wage)} 元/{unit}"
    for key in ("hours_per_day", "days_per_week"):
        if isinstance(number := values.get(key), Decimal):
            words[key] = plain(number)
    for key, name in _WHERE_SAID.items():
        value = values.get(name)
        if isinstance(value, Decimal):
            words[key] = f"{yuan(value)} 元" if key in _IN_YUAN else plain(value)
        elif isinstance(value, date):
            words[key] = chinese_day(value)
    return words


def percents(paper: Paper, rules: RuleBase) -> dict[str, Decimal | None]:
    """The three rates of overtime in per cent of the hourly wage on the paper's day."""
    found = find(rules, "overtime_rate", NATION, paper.day)
    return {
        name: found.number(name) if isinstance(found, Found) else None
        for name in ("workday", "restday", "holiday")
    }


def _shown(key: str, value: str) -> bool:
    return key in _ALWAYS or value != BLANK


def _swap(words: tuple[str, str], value: str) -> tuple[str, str, str]:
    return words[0], value, words[1]


def _place(rules: RuleBase, region: str | None) -> str:
    """The place from the province down, each name once."""
    chain = [code for code in rules.lineage(region) if code != NATION] if region else []
    names = dict.fromkeys(rules.regions[code].zh for code in reversed(chain))
    return "".join(names) or BLANK


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
