"""Figures, rules and answers of two rule bases side by side, only where a changed record can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.core import law
from bot.core.matching import OUT_OF_SCOPE
from bot.core.model import NATION, RuleBase
from bot.staff.diff.changed import Pair, Touch
from bot.staff.diff.difference import Difference, Differences
from bot.staff.diff.places import Place, Places
from bot.staff.diff.said import OF_WORKER, changes, row_line, said, sections
from bot.staff.diff.workers import WAGES
from bot.staff.seen import Seen

SAMPLES: tuple[Place, ...] = (None, "440300", "310000", "130100")
"""Places at which it is seen which figures of places a topic's answer asks for."""


def compare(pair: Pair, touched: Iterable[Touch], found: Differences) -> None:
    """Note every difference of figures, rules and answers."""
    places = Places(pair)
    reached: dict[tuple[Place, date], set[str]] = {}
    groups: dict[Place, set[Place]] = {}
    uses = Uses(pair)
    for touch in touched:
        alike = _alike(places, touch)
        for place, members in alike.items():
            groups.setdefault(place, set()).update(members)
        days = (pair.today, *sorted(touch.days - {pair.today}))
        for day in days:
            for place, members in alike.items():
                if touch.kind == "figure":
                    _figure(pair, touch.id, place, members, day, found)
                if touch.kind == "rule":
                    _rule(pair, touch.id, place, members, day, found)
                reached.setdefault((place, day), set()).update(uses.topics(touch))
    for (place, day), topics in reached.items():
        for topic in sorted(topics):
            _answer(pair, topic, place, groups[place], day, found)
    for topic in sorted({topic for topics in reached.values() for topic in topics}):
        for day in sorted({day for _, day in reached}):
            _sections(pair, topic, day, found)


def _alike(places: Places, touch: Touch) -> dict[Place, tuple[Place, ...]]:
    """Where a record counts: one place for all that answer alike, with those it stands for."""
    if touch.region == NATION:
        nation: dict[Place, tuple[Place, ...]] = {None: (None,)}
        return nation | {place: (place,) for place in places.of_the_nation}
    return {place: tuple(members) for place, members in places.alike(places.under(touch.region)).items()}


class Uses:
    """Which topics a touched record can reach: for figures of places, those whose answers look the figure up."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._topics = tuple(
            topic for topic in pair.after.topics if topic in pair.before.topics and topic not in OUT_OF_SCOPE
        )
        self._by_figure: dict[str, set[str]] = {}

    def topics(self, touch: Touch) -> frozenset[str]:
        """Topics of both rule bases."""
        if touch.topics is not None:
            return touch.topics & frozenset(self._topics)
        if touch.kind != "figure" or touch.region == NATION:
            return frozenset(self._topics)
        if not self._by_figure:
            for rules in self._pair.both:
                for topic in self._topics:
                    for figure in self._looked_up(rules, topic):
                        self._by_figure.setdefault(figure, set()).add(topic)
        return frozenset(self._by_figure.get(touch.id, ()))

    def _looked_up(self, rules: RuleBase, topic: str) -> set[str]:
        seen = Seen(rules.figures)
        noted = replace(rules, figures=seen)
        for place in SAMPLES:
            for worker in WAGES:
                said(noted, topic, place, self._pair.today, worker)
        return seen.names | {*rules.topics[topic].figures}


def _figure(
    pair: Pair, figure: str, place: Place, members: Iterable[Place], day: date, found: Differences
) -> None:
    found.look("figures", figure, members, day)
    before, after = (_value(rules, figure, place, day) for rules in pair.both)
    if before != after:
        found.add(Difference("figures", figure, "value", before, after), members, day)


def _value(rules: RuleBase, figure: str, place: Place, day: date) -> str:
    row = law.find(rules, figure, place, day)
    return row_line(rules, row) if isinstance(row, law.Found) else ""


def _rule(pair: Pair, id: str, place: Place, members: Iterable[Place], day: date, found: Differences) -> None:
    found.look("rules", id, members, day)
    before, after = (_in_force(rules, id, place, day) for rules in pair.both)
    if before != after:
        found.add(Difference("rules", id, "text", before, after), members, day)


def _in_force(rules: RuleBase, id: str, place: Place, day: date) -> str:
    chain = rules.lineage(place)
    for one in rules.provisions:
        if one.id == id and one.region in chain and one.period.covers(day):
            doubt = f" ({one.doubt})" if one.doubt else ""
            return f"{one.title}: {one.says}{doubt} [{', '.join(map(str, one.cites))}]"
    return ""


def _answer(
    pair: Pair, topic: str, place: Place, members: Iterable[Place], day: date, found: Differences
) -> None:
    found.look("answers", topic, members, day)
    for worker in WAGES:
        before, after = (said(rules, topic, place, day, worker) for rules in pair.both)
        for aspect, key, gone, new in changes(before, after):
            of = worker if aspect in OF_WORKER else ""
            found.add(Difference("answers", topic, aspect, gone, new, key, of), members, day)


def _sections(pair: Pair, topic: str, day: date, found: Differences) -> None:
    found.look("answers", topic, (None,), day)
    before, after = (sections(rules, topic, day) for rules in pair.both)
    for aspect, key, gone, new in changes(before, after):
        found.add(Difference("answers", topic, aspect, gone, new, key), (None,), day)


def new_and_gone(pair: Pair, found: Differences) -> Iterator[str]:
    """Topics that only one of the two has; noted as differences and given by id."""
    for topic in sorted({*pair.before.topics} ^ {*pair.after.topics}):
        titles = [rules.topics[topic].title if topic in rules.topics else "" for rules in pair.both]
        found.add(Difference("answers", topic, "topic", titles[0], titles[1]), (None,), pair.today)
        yield topic
