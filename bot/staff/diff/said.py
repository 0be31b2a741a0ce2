"""An answer as lines that can be compared, without rendering: what it says, what it comes to, until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.core import answer, law
from bot.core.claims.limits import limits
from bot.core.claims.story import of_topic
from bot.core.conversation import Facts, Guidance, Part
from bot.core.model import Citation, RuleBase, Value
from bot.staff.diff.workers import facts_of

Said = Mapping[tuple[str, str], tuple[str, ...]]
"""Lines by (aspect, key): the key is the name of a sum or deadline, and empty elsewhere."""

SECTIONS = ("steps", "evidence", "ifs", "beliefs")
OF_WORKER = frozenset({"sums", "deadlines", "conditions"})
"""Aspects that depend on the facts a worker states."""

_NAME = re.compile(r"\{\{\s*([a-z_0-9]+)(?:\.([a-z_0-9]+))?\s*\}\}")
_ASPECT = {
    "topic": "verdict",
    "condition": "conditions",
    "local": "local",
    "figure": "figures",
    "figure_unknown": "figures",
    "minimum_wage": "figures",
    "minimum_wage_unknown": "figures",
}
_LEFT_OUT = frozenset({"who", "law", "steps", "claim", "assumptions", "heading"})
"""Parts told elsewhere: referrals on their own, steps in their section, sums by their amounts."""


def said(rules: RuleBase, topic: str, region: str | None, day: date, worker: str) -> Said:
    """What a topic's answer says to a model worker in a place on a day."""
    setting = answer.Setting(rules, region, day, facts_of(worker, day))
    case = replace(setting.case, topic=topic)
    claims = of_topic(case)
    made = answer.compose(setting, topic, claims)
    lines: dict[tuple[str, str], list[str]] = {}
    for part in made.parts:
        if part.kind not in _LEFT_OUT:
            lines.setdefault((_ASPECT.get(part.kind, "sums"), ""), []).extend(_lines(rules, part))
    for amount in made.amounts:
        lines.setdefault(("sums", amount.name), []).append(f"{amount.value:f} {amount.unit}")
    for one in limits(case, claims, (topic,)).standings:
        last = one.deadline.last
        lines.setdefault(("deadlines", one.deadline.name), []).append(last.isoformat() if last else "-")
    lines[("law", "")] = [cited(rules, cite) for cite in made.cites]
    return {key: tuple(found) for key, found in lines.items()}


def sections(rules: RuleBase, topic: str, day: date) -> Said:
    """What the buttons under an answer open; the same in every place."""
    setting = answer.Setting(rules, None, day, Facts())
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for section in SECTIONS:
        parts = answer.detail(setting, section, topic).parts
        out[(section, "")] = tuple(line for part in parts for line in _lines(rules, part))
    return out


def _lines(rules: RuleBase, part: Part) -> list[str]:
    found = part.values.get("found")
    if isinstance(found, law.Found):
        return [row_line(rules, found)]
    if part.kind == "steps":
        deadlines = part.values.get("deadlines")
        late = [filled(one) for one in deadlines if one] if isinstance(deadlines, tuple) else []
        return [*(filled(line) for line in part.guidance), *late]
    beside = [filled(value) for value in part.values.values() if isinstance(value, Guidance)]
    own = [filled(line) for line in part.guidance]
    if part.kind in _ASPECT or own or beside:
        return [*beside, *own]
    plain = [
        f"{name}={value}"
        for name, value in part.values.items()
        if isinstance(value, (str, Decimal, int, date))
    ]
    return [f"{part.kind}: {', '.join(plain)}"] if plain else [part.kind]


def row_line(rules: RuleBase, found: law.Found) -> str:
    """A figure's row as a line: its values, its source, and what makes it uncertain."""
    figure = rules.figures[found.figure]
    rows = found.variants or (found.row,)
    shown = "; ".join(
        " ".join(f"{name} {_plain(row.values[name])}" for name in figure.fields if name in row.values)
        for row in rows
    )
    marks = ("" if found.row.confirmed else "unconfirmed", "inferred" if found.inferred else "")
    notes = ", ".join(one for one in (found.row.source, *marks, "stale" if found.stale else "") if one)
    return f"{shown} ({notes})" if notes else shown


def filled(guidance: Guidance) -> str:
    """A sentence of the rule base with the values of its figures; where its template has logic, they stand behind it."""

    def value(match: re.Match[str]) -> str:
        name, field = match.groups()
        row: Mapping[str, Value] = guidance.values.get(name, {})
        return _plain(row[field]) if field in row else match.group()

    text = _NAME.sub(value, guidance.text)
    if "{" not in text:
        return text
    rows = (
        f"{name} {field} {_plain(one)}" for name, row in guidance.values.items() for field, one in row.items()
    )
    return f"{text} [{', '.join(rows)}]"


def _plain(value: Value) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def cited(rules: RuleBase, cite: Citation) -> str:
    """An article by the short title of its law."""
    law_cited = rules.laws.get(cite.law)
    return str(replace(cite, law=f"《{law_cited.short}》")) if law_cited else str(cite)


def changes(before: Said, after: Said) -> Iterable[tuple[str, str, str, str]]:
    """(aspect, key, lines gone, lines new) where two answers differ; an empty text where there was or is nothing."""
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key, ()), after.get(key, ())
        gone = [line for line in old if line not in new]
        fresh = [line for line in new if line not in old]
        if gone or fresh:
            yield (*key, "; ".join(gone), "; ".join(fresh))
