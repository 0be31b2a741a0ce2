"""What a reply was made of: topics, provisions, figures and referrals, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from bot.core import law
from bot.core.conversation import Guidance, Reply
from bot.core.model import NATION, FigureRow, RuleBase
from bot.errors import Location


@dataclass(frozen=True, slots=True)
class Used:
    """One thing of the rule base: its kind, its name, what it says, and where it stands."""

    kind: str
    name: str
    says: str
    place: Location


def used(reply: Reply, rules: RuleBase, day: date) -> tuple[Used, ...]:
    """What the reply says or rests on, without repeats, in the order of kinds."""
    pieces = [piece for part in reply.parts for piece in _inside(part)]
    sentences = [piece for piece in pieces if isinstance(piece, Guidance)]
    found = [
        *_topics(rules, sentences),
        *_provisions(reply, rules, day, {one.text for one in sentences}),
        *(_figure(rules, piece.figure, piece.row) for piece in pieces if isinstance(piece, law.Found)),
        *_national(rules, day, sentences),
        *_referrals(reply, rules),
    ]
    return tuple(dict.fromkeys(one for one in found if one))


def _inside(value: object) -> Iterator[object]:
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _inside(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _inside(one)


def _topics(rules: RuleBase, sentences: list[Guidance]) -> Iterator[Used]:
    said = {one.text for one in sentences}
    for topic in rules.topics.values():
        if topic.title in said and topic.location:
            yield Used("topic", topic.id, topic.title, topic.location)


def _provisions(reply: Reply, rules: RuleBase, day: date, said: set[str]) -> Iterator[Used]:
    """Those said word for word, then those of the topic that rest on an article the reply cites."""
    answered = reply.topics[:1] if reply.citations else ()
    local = [one for topic in answered for one in law.provisions(rules, topic, reply.region, day)]
    cited = set(reply.citations)
    here = rules.lineage(reply.region)
    for one in rules.provisions:
        if one.says in said and one.region in here and one.period.covers(day) and one.location:
            yield Used("provision", one.id, one.title, one.location)
    for one in local:
        if one.says not in said and cited & set(one.cites) and one.location:
            yield Used("behind", one.id, one.title, one.location)


def _national(rules: RuleBase, day: date, sentences: list[Guidance]) -> Iterator[Used | None]:
    for figure in dict.fromkeys(name for one in sentences for name in one.values if name in rules.figures):
        for row in rules.rows_by_region.get((figure, NATION), ()):
            if row.period.covers(day):
                yield _figure(rules, figure, row)
                break


def _figure(rules: RuleBase, figure: str, row: FigureRow) -> Used | None:
    if row.location is None or figure not in rules.figures:
        return None
    values = "，".join(f"{name} {value}" for name, value in row.values.items())
    since = f"（{row.period.start} 起）" if row.period.start else ""
    return Used("figure", figure, f"{rules.figures[figure].title}：{values}{since}", row.location)


def _referrals(reply: Reply, rules: RuleBase) -> Iterator[Used]:
    for one in rules.referrals:
        if one.id in reply.referrals and one.location:
            yield Used("referral", one.id, one.name, one.location)
