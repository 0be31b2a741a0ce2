"""Follows one question through the bot and keeps what each step found; nothing is stored or counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.core import crisis, dates
from bot.core.claims.story import Story
from bot.core.conversation import Outcome, Question, Session, week_of
from bot.core.language import writing
from bot.core.matching import Decision, Match, Tuning, decide
from bot.core.model import RuleBase
from bot.core.places import Mention
from bot.core.respond import respond
from bot.core.text import normal
from bot.core.turn import Turn, language_of, read_turn
from bot.core.zawgyi import is_zawgyi, to_unicode
from bot.staff.explain.sources import (
    Considered,
    Used,
    figures_used,
    named_in,
    provisions_used,
    referrals_considered,
    told,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """What each step made of a question.

    ``days`` are those read by what happened on them; ``dangers`` the words that show a danger by kind; ``match`` and
    ``decision`` what the matcher alone says, whatever came before it; ``topics`` those answered.
    """

    question: Question
    day: date
    turn: Turn
    writing: str
    mentions: tuple[Mention, ...]
    days: Mapping[str, tuple[date, date]]
    dangers: Mapping[str, str]
    match: Match
    tuning: Tuning
    decision: Decision
    reason: Mapping[str, tuple[str, ...]]
    outcome: Outcome
    topics: tuple[str, ...]
    story: Story
    figures: tuple[Used, ...]
    provisions: tuple[Used, ...]
    referrals: tuple[Considered, ...]

    @property
    def rules(self) -> RuleBase:
        return self.turn.rules

    @property
    def week(self) -> date:
        """The Monday of the week that it would be counted in."""
        return week_of(self.day)


def trace(question: Question, rules: RuleBase, day: date, now: datetime | None = None) -> Trace:
    """The way of a question asked in a chat of its own."""
    if is_zawgyi(question.text):
        question = replace(question, text=to_unicode(question.text))
    text, session = normal(question.text), Session()
    language = question.language or language_of(question, session, text, rules.languages)
    turn = read_turn(question, session, rules, day, now, text, language)
    way = writing(question.text)
    match = rules.matcher.match(rules.gazetteer.without_places(text), way)
    outcome = respond(question, session, rules, day, now=now)
    topics = outcome.session.topics
    story, looked_up = told(turn.setting.case, topics)
    names = (
        looked_up | named_in(outcome.reply) | {one for topic in topics for one in rules.topics[topic].figures}
    )
    return Trace(
        question=question,
        day=day,
        turn=turn,
        writing=way,
        mentions=rules.gazetteer.find(text),
        days={event: (when.first, when.last) for event, when in dates.read(text, day).items()},
        dangers=crisis.signs(text),
        match=match,
        tuning=rules.matcher.tuning,
        decision=decide(match, rules.matcher.tuning),
        reason=rules.matcher.reason(text, match),
        outcome=outcome,
        topics=topics,
        story=story,
        figures=tuple(figures_used(rules, names, outcome.reply.region, day)),
        provisions=tuple(provisions_used(rules, outcome.reply, topics, day)),
        referrals=tuple(referrals_considered(rules, outcome.reply, topics, day)),
    )
