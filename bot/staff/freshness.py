"""What is due for a check, by value for workers, and what is covered: city by topic by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from bot.core import law
from bot.core.matching import OUT_OF_SCOPE
from bot.core.model import NATION, RuleBase, due
from bot.core.referrals import expires, publishable
from bot.rendering.catalogs import Progress

TOPIC_TERM_DAYS = 365
"""How long a topic's text and a provision hold without a new look."""

CITIES = (
    "440300", "440100", "441900", "440600", "440400", "110000", "310000", "320500", "320100", "330100", "350200",
    "510100", "500000", "420100", "120000",
)  # fmt: skip
"""The cities whose own rules were collected."""


@dataclass(frozen=True, slots=True)
class Due:
    """A fact whose term ends: what, where it stands, on which day."""

    on: date
    kind: str
    what: str
    where: str
    value: int


_VALUE = {"crisis line": 0, "minimum_wage": 1, "referral": 2, "figure": 3, "provision": 4, "topic": 5}


def stale(rules: RuleBase, today: date, within: int = 0) -> list[Due]:
    """Everything whose term ends within so many days, what matters most to workers first."""
    limit = today + timedelta(days=within)
    found = [one for one in (*_figures(rules, today), *_texts(rules), *_referrals(rules)) if one.on <= limit]
    return sorted(found, key=lambda one: (one.value, one.on, one.what))


def _figures(rules: RuleBase, today: date) -> Iterable[Due]:
    for figure in rules.figures.values():
        for row in figure.rows:
            end = due(row.checked, figure.term_days)
            if end and row.period.start and row.period.covers(today):
                kind = "minimum_wage" if figure.id == "minimum_wage" else "figure"
                region = rules.regions[row.region]
                yield Due(
                    end,
                    kind,
                    f"{figure.title} {region.zh} {row.tier}".strip(),
                    str(row.location or ""),
                    _VALUE[kind],
                )


def _texts(rules: RuleBase) -> Iterable[Due]:
    for topic in rules.topics.values():
        end = due(topic.checked, TOPIC_TERM_DAYS)
        if end:
            yield Due(end, "topic", topic.title, str(topic.location or ""), _VALUE["topic"])
    for provision in rules.provisions:
        end = due(provision.checked, TOPIC_TERM_DAYS)
        if end:
            yield Due(end, "provision", provision.id, str(provision.location or ""), _VALUE["provision"])


def _referrals(rules: RuleBase) -> Iterable[Due]:
    for referral in rules.referrals:
        end = expires(referral)
        if end and publishable(referral, leads=rules.show_leads):
            kind = (
                "crisis line"
                if "emergency" in referral.services or "psychological" in referral.services
                else "referral"
            )
            yield Due(end, kind, f"{referral.id} {referral.name}", str(referral.location or ""), _VALUE[kind])


@dataclass(frozen=True, slots=True)
class Covered:
    """How a topic stands in a city: rules of its own, figures known, an office of its own, translated languages."""

    city: str
    topic: str
    local_rules: int
    figures: tuple[str, ...]
    missing_figures: tuple[str, ...]


def coverage(rules: RuleBase, day: date, cities: Iterable[str] = CITIES) -> list[Covered]:
    """City by topic, from the rule base in force on a day."""
    out = []
    for city in cities:
        for topic in rules.topics.values():
            if topic.id in OUT_OF_SCOPE:
                continue
            local = [p for p in law.provisions(rules, topic.id, city, day) if p.region != NATION]
            known = tuple(f for f in topic.figures if isinstance(law.find(rules, f, city, day), law.Found))
            missing = tuple(f for f in topic.figures if f not in known)
            out.append(Covered(city, topic.id, len(local), known, missing))
    return out


def coverage_text(rules: RuleBase, rows: Iterable[Covered], translated: Mapping[str, Progress]) -> str:
    """The coverage as lines for a person."""
    lines = [f"{language}: {progress}" for language, progress in translated.items()]
    for row in rows:
        zh = rules.regions[row.city].zh
        missing = f"  not covered: {', '.join(row.missing_figures)}" if row.missing_figures else ""
        lines.append(f"{zh} {row.topic}: national law, {row.local_rules} local rule(s){missing}")
    return "\n".join(lines)


def coverage_html(rules: RuleBase, rows: list[Covered], translated: Mapping[str, Progress]) -> str:
    """One page without outside resources: a table of topics by city."""
    cities = list(dict.fromkeys(row.city for row in rows))
    topics = list(dict.fromkeys(row.topic for row in rows))
    by_key = {(row.topic, row.city): row for row in rows}
    head = "".join(f'<th scope="col">{escape(rules.regions[city].zh)}</th>' for city in cities)
    body = []
    for topic in topics:
        cells = "".join(_cell(by_key[(topic, city)]) for city in cities)
        body.append(f'<tr><th scope="row">{escape(rules.topics[topic].title)}</th>{cells}</tr>')
    languages = "".join(f"<li>{escape(name)}: {progress}</li>" for name, progress in translated.items())
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>工友：覆盖范围</title>'
        '<meta name="viewport" content="width=device-width"><style>body{font:16px sans-serif;margin:1rem}'
        "table{border-collapse:collapse}th,td{border:1px solid #888;padding:.2rem .4rem}th{text-align:start;background:#eee;color:#111}"
        ".no{background:#fde0dc;color:#111}.local{background:#d9f2d9;color:#111}</style></head><body><main><h1>覆盖范围 Coverage</h1>"
        f"<h2>翻译 Languages</h2><ul>{languages}</ul><h2>题目和城市 Topics and cities</h2>"
        "<p>数字是本地规定的条数；红色是还没有本地数字。Numbers count local rules; red: a local figure is missing.</p>"
        f'<table><thead><tr><th scope="col">题目</th>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></main></body></html>'
    )


def _cell(row: Covered) -> str:
    if row.missing_figures:
        return f'<td class="no">{row.local_rules} ✗</td>'
    return f'<td class="local">{row.local_rules}</td>' if row.local_rules or row.figures else "<td>0</td>"
