"""The rule base as frozen values: what the law says, where, since when, and who can help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from bot.core.directory import Forbidden, Referral
from bot.core.language import LANGUAGES
from bot.core.matching import Matcher
from bot.core.places import Gazetteer
from bot.errors import Location

NATION = "100000"

Value = Decimal | str | date
"""What a figure's field or a stated fact may hold."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which something is in force, both ends included; an open end is None."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to one article: ``labour_law/44/1(2)`` is article 44, paragraph 1, item 2."""

    law: str
    article: str = ""
    paragraph: str = ""
    item: str = ""

    def __str__(self) -> str:
        text = self.law
        if self.article:
            text += f"/{self.article}"
        if self.paragraph:
            text += f"/{self.paragraph}"
        return text + (f"({self.item})" if self.item else "")


@dataclass(frozen=True, slots=True)
class Law:
    """A law, regulation, rule, interpretation or notice, with the index of its articles (number -> paragraphs)."""

    id: str
    title: str
    short: str
    english: str
    kind: str
    period: Period
    version: date | None
    articles: Mapping[str, int]
    link: str
    status: str


@dataclass(frozen=True, slots=True)
class Region:
    """A unit of GB/T 2260 (or a town below it), with the names people use and its seat of government."""

    code: str
    level: str
    parent: str | None
    zh: str
    en: str
    pinyin: str
    aliases: tuple[str, ...] = ()
    seat: tuple[float, float] | None = None
    wage_tier: str = ""
    tier_confidence: str = ""
    tier_note: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One dated value (or several fields) of a figure in a region."""

    region: str
    values: Mapping[str, Value]
    period: Period
    tier: str = ""
    areas: tuple[str, ...] = ()
    source: str = ""
    status: str = "seen"
    from_status: str = "seen"
    confidence: str = "high"
    note: str = ""
    checked: date | None = None
    location: Location | None = None

    @property
    def confirmed(self) -> bool:
        """Whether value and date were both read in a source that can be trusted."""
        return self.status == "seen" and self.from_status == "seen" and self.confidence != "low"


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated number of the law: by region, or national, so that past dates can be worked out too."""

    id: str
    title: str
    fields: Mapping[str, str]
    show: str
    rows: tuple[FigureRow, ...]
    term_days: int = 180


@dataclass(frozen=True, slots=True)
class Condition:
    """What changes an answer: shown in words (``when``); a message that meets ``test`` or holds one of ``words`` has it."""

    when: str
    says: tuple[str, ...]
    test: str = ""
    cites: tuple[Citation, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with the kind of help it needs and its time limit in words."""

    says: str
    service: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Misconception:
    """What people wrongly believe, and what is true."""

    belief: str
    truth: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What a worker asks about, with the answer in plain words (Jinja2 over national figures)."""

    id: str
    title: str
    short: tuple[str, ...]
    cites: tuple[Citation, ...] = ()
    figures: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    evidence: tuple[str, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    calculator: str = ""
    services: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    checked: date | None = None
    location: Location | None = None

    def texts(self) -> Iterator[str]:
        """Every sentence a worker may read of it, in the source language."""
        yield from (self.title, *self.short, *self.evidence)
        yield from (text for condition in self.conditions for text in (condition.when, *condition.says))
        yield from (text for step in self.steps for text in (step.says, step.deadline) if text)
        yield from (text for item in self.misconceptions for text in (item.belief, item.truth))


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule of law in plain words, with its articles, its place and its days in force."""

    id: str
    topics: tuple[str, ...]
    title: str
    says: str
    cites: tuple[Citation, ...]
    period: Period
    region: str = NATION
    basis: tuple[Citation, ...] = ()
    status: str = "seen"
    doubt: str = ""
    replaces: str = ""
    checked: date | None = None
    location: Location | None = None


@dataclass(frozen=True)
class RuleBase:
    """All of knowledge/, loaded and checked; nothing in it changes while it answers."""

    laws: Mapping[str, Law]
    regions: Mapping[str, Region]
    figures: Mapping[str, Figure]
    topics: Mapping[str, Topic]
    provisions: tuple[Provision, ...]
    referrals: tuple[Referral, ...]
    matcher: Matcher
    forbidden: tuple[Forbidden, ...] = ()
    holidays: Mapping[date, tuple[str, str]] = field(default_factory=dict)
    show_leads: bool = True
    digest: str = ""
    languages: tuple[str, ...] = LANGUAGES
    """What replies can be in: our own and those that translators have added."""

    def texts(self) -> Iterator[str]:
        """Every sentence a worker may read of topics, figures, rules and names of laws, in the source language."""
        yield from (text for topic in self.topics.values() for text in topic.texts())
        yield from (text for figure in self.figures.values() for text in (figure.title, figure.show))
        yield from (text for one in self.provisions for text in (one.title, one.says, one.doubt) if text)
        yield from (law.short for law in self.laws.values())

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Finds place names in a message."""
        return Gazetteer(self.regions)

    @cached_property
    def national_by_day(self) -> dict[date, Mapping[str, Mapping[str, Value]]]:
        """National figures by day, filled by law.national as days are asked for."""
        return {}

    @cached_property
    def rows_by_region(self) -> Mapping[tuple[str, str], tuple[FigureRow, ...]]:
        """Rows with a date, by figure and region."""
        by_region: dict[tuple[str, str], list[FigureRow]] = {}
        for figure in self.figures.values():
            for row in figure.rows:
                if row.period.start:
                    by_region.setdefault((figure.id, row.region), []).append(row)
        return {key: tuple(rows) for key, rows in by_region.items()}

    @cached_property
    def referrals_by_id(self) -> Mapping[str, Referral]:
        return {referral.id: referral for referral in self.referrals}

    @cached_property
    def referrals_by_service(self) -> Mapping[str, tuple[Referral, ...]]:
        by_service: dict[str, list[Referral]] = {}
        for referral in self.referrals:
            for service in referral.services:
                by_service.setdefault(service, []).append(referral)
        return {service: tuple(found) for service, found in by_service.items()}

    @cached_property
    def provisions_by_topic(self) -> Mapping[str, tuple[Provision, ...]]:
        by_topic: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            for topic in provision.topics:
                by_topic.setdefault(topic, []).append(provision)
        return {topic: tuple(found) for topic, found in by_topic.items()}

    def lineage(self, code: str | None) -> tuple[str, ...]:
        """The region and those above it, nearest first, ending with the nation."""
        chain: list[str] = []
        while code and code in self.regions and code not in chain:
            chain.append(code)
            code = self.regions[code].parent
        if NATION not in chain:
            chain.append(NATION)
        return tuple(chain)

    def prefecture(self, code: str | None) -> str | None:
        """The prefecture (or municipality) a region lies in; the province where only that is known."""
        best: str | None = None
        for step in self.lineage(code):
            level = self.regions[step].level if step in self.regions else ""
            if level == "prefecture":
                return step
            if level == "province":
                best = step
        return best


def due(checked: date | None, term_days: int) -> date | None:
    """The day from which something checked on a day counts as stale."""
    return None if checked is None else checked + timedelta(days=term_days)
