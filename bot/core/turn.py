"""One message on its way, and how a reply to it is put together; no decision about what to say is taken here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from string import ascii_lowercase

from bot.core import dates, facts
from bot.core.answer import Setting
from bot.core.claims import slots
from bot.core.conversation import Amount, Choice, Facts, Kind, Outcome, Part, Question, Reply, Session
from bot.core.counting import tallied
from bot.core.language import SOURCE, choose_language, reply_language
from bot.core.matching import Match
from bot.core.model import RuleBase, Value
from bot.core.paper import Paper
from bot.core.tally import Counted
from bot.core.text import normal

BIG_CITIES = ("440300", "441900", "440100", "310000", "110000", "320500", "330100", "500000")
"""Offered as buttons when the city decides the answer: where most workers from other provinces are."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way: what was read from it and what the chat knows."""

    question: Question
    rules: RuleBase
    today: date
    now: datetime | None
    text: str
    language: str
    session: Session
    stated: Facts

    @property
    def setting(self) -> Setting:
        session = self.session
        return Setting(
            self.rules, session.region, self.today, session.facts, self.now, self.text, session.declined
        )


def language_of(question: Question, session: Session, text: str, known: Collection[str]) -> str:
    """The language to answer in, of those there are."""
    if text.startswith("/"):
        return session.language or choose_language(question.language_hint, known) or SOURCE
    if session.language_fixed and session.language:
        return session.language
    return reply_language(question.text, session.language, question.language_hint, known)


def pressed(text: str, session: Session) -> str:
    """The message behind a choice picked by its mark: a number, or a letter where a number was asked for."""
    mark = re.fullmatch(r"(\d{1,2}|[a-z])[.、。)]?", text)
    if mark is None:
        return text
    shown = marks(session.asks, len(session.sends))
    return session.sends[shown.index(mark[1])] if mark[1] in shown else text


def marks(asks: str | None, count: int) -> tuple[str, ...]:
    """What choices are picked by where there are no buttons: numbers, or letters where a number is the answer.

    >>> marks("city", 2), marks("paid", 2)
    (('1', '2'), ('a', 'b'))
    """
    slot = slots.SLOTS.get(asks or "")
    if slot is not None and slot.kind is slots.Kind.NUMBER:
        return tuple(ascii_lowercase[:count])
    return tuple(str(number) for number in range(1, count + 1))


def read_turn(
    question: Question,
    session: Session,
    rules: RuleBase,
    today: date,
    now: datetime | None,
    text: str,
    language: str,
) -> Turn:
    stated = facts.read(without_denied_numbers(text)) if not text.startswith("/") else Facts()
    if not text.startswith("/"):
        stated = _dated(text, today).merged(stated)
    region = session.region
    if question.region:
        region = rules.gazetteer.resolve(normal(question.region)) or region
    if not text.startswith("/"):
        stated_text = without_denied(text)
        found = rules.gazetteer.find(stated_text, region)
        named = rules.gazetteer.narrowest(rules.gazetteer.workplaces(stated_text, found))
        region = named or region
    fresh = replace(
        session,
        language=language,
        region=region,
        facts=session.facts.merged(stated),
        sends=(),
        asks=session.asks,
    )
    return Turn(question, rules, today, now, text, language, fresh, stated)


def _dated(text: str, today: date) -> Facts:
    """The days a message names, by what happened on them."""
    values: dict[str, Value] = {}
    for event, when in dates.read(text, today).items():
        values.update(slots.of_day(event, when.first, when.last))
    return Facts(values)


_DENIED = re.compile(r"(?:不是|不在|唔系|not in|not)\s*([^\s,。;，；是在]{2,6})(?=[,，。\s是在而]|$)")


def without_denied(text: str) -> str:
    """A correction ("不是深圳是东莞") without what it takes back."""
    return _DENIED.sub(" ", text)


_DENIED_NUMBER = re.compile(
    r"(?:不是|唔系|not|bukan|không phải|hindi)\s*\d+(?:\.\d+)?(?:元|块钱?|个?小时|天|个?月|年)?[,，、\s]*(?=而?是|应该|应该是|it|but|tapi|mà|kundi)"
)


def without_denied_numbers(text: str) -> str:
    """A correction ("底薪不是2300是2500") without the number it takes back.

    >>> without_denied_numbers("底薪不是2300是2500")
    '底薪是2500'
    """
    return _DENIED_NUMBER.sub("", text)


def plain(
    turn: Turn,
    part: str,
    *,
    command: str = "",
    values: dict[str, object] | None = None,
    choices: tuple[Choice, ...] = (),
    asks: str | None = None,
    kind_of: Kind = Kind.COMMAND,
) -> Outcome:
    reply = make_reply(turn, kind_of, (Part(part, values or {}),), choices, asks=asks, command=command)
    return done(turn, reply, topic="", session=replace(turn.session, asks=asks))


def make_reply(
    turn: Turn,
    kind: Kind,
    parts: tuple[Part, ...],
    choices: tuple[Choice, ...] = (),
    *,
    match: Match | None = None,
    topics: tuple[str, ...] = (),
    scores: tuple[float, ...] = (),
    in_scope: float | None = None,
    amounts: tuple[Amount, ...] = (),
    cites: tuple[object, ...] = (),
    shown: tuple[str, ...] = (),
    asks: str | None = None,
    command: str = "",
    paper: Paper | None = None,
) -> Reply:
    ranked, ranked_scores = _ranking(turn, match, topics, scores)
    return Reply(
        kind=kind,
        language=turn.language,
        region=turn.session.region,
        parts=parts,
        choices=choices,
        topics=ranked,
        scores=ranked_scores,
        in_scope=in_scope if in_scope is not None else match.in_scope if match else 1.0 if topics else 0.0,
        amounts=amounts,
        citations=cites,  # type: ignore[arg-type]
        referrals=shown,
        asks=asks,
        facts=turn.session.facts,
        command=command,
        paper=paper,
    )


def _ranking(
    turn: Turn, match: Match | None, topics: tuple[str, ...], scores: tuple[float, ...]
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """All topics, best first; without a match those answered come first with full score."""
    if match is not None:
        return match.topics, match.scores
    if scores:
        return topics, scores
    rest = tuple(topic for topic in turn.rules.topics if topic not in topics)
    return (*topics, *rest), (*(1.0 for _ in topics), *(0.0 for _ in rest))


def done(
    turn: Turn,
    reply: Reply,
    *,
    topic: str,
    session: Session | None = None,
    counted: Counted = Counted.QUESTION,
) -> Outcome:
    """The outcome with what is counted of it; of commands only what they made."""
    after = session or turn.session
    tally, seen = tallied(
        reply,
        turn.rules,
        topic=topic,
        language=turn.language,
        channel=turn.question.channel,
        counted=Counted.MORE if reply.kind is Kind.COMMAND else counted,
        before=after.counted,
    )
    after = replace(after, sends=tuple(choice.send for choice in reply.choices), counted=seen)
    return Outcome(reply, after, tally)


def menu() -> tuple[Choice, ...]:
    topics = ("overtime_pay", "wage_arrears", "deposit", "no_contract", "dismissal", "work_injury")
    buttons = [Choice(f"/topic {topic}", "topic", {"topic": topic}) for topic in topics]
    return (*buttons, Choice("/city", "city"), Choice("/language", "language"))


def cities(codes: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(f"/city {code}", "region", {"region": code}) for code in codes)


def hinted(outcome: Outcome, kind: str) -> Outcome:
    """An outcome with a hint at its end; not in danger, where nothing may stand in the way."""
    if outcome.reply.kind is Kind.CRISIS:
        return outcome
    return replace(outcome, reply=replace(outcome.reply, parts=(*outcome.reply.parts, Part(kind))))


def original(turn: Turn, section: str, topics: tuple[str, ...]) -> tuple[Choice, ...]:
    """For a reader of another language, the Chinese of an answer: what counts, and what she can show."""
    if turn.language in ("zh_Hans", "zh_Hant"):
        return ()
    return (Choice(f"/original {section} {' '.join(topics)}", "original"),)


def small(turn: Turn, kind: str) -> Outcome:
    topics = turn.session.topics
    choices = menu()[:6] if not topics else ()
    return plain(
        turn, kind, kind_of=Kind.OUT_OF_SCOPE if kind in ("insult",) else Kind.COMMAND, choices=choices
    )
