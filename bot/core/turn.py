"""One message on its way, and how a reply to it is put together; no decision about what to say is taken here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.core import facts
from bot.core.answer import Setting
from bot.core.conversation import Amount, Choice, Facts, Kind, Outcome, Part, Question, Reply, Session, Tally
from bot.core.language import SOURCE, choose_language, reply_language
from bot.core.matching import Match
from bot.core.model import RuleBase
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
        return Setting(self.rules, self.session.region, self.today, self.session.facts, self.now, self.text)


def language_of(question: Question, session: Session, text: str, known: Collection[str]) -> str:
    """The language to answer in, of those there are."""
    if text.startswith("/"):
        return session.language or choose_language(question.language_hint, known) or SOURCE
    if session.language_fixed and session.language:
        return session.language
    return reply_language(question.text, session.language, question.language_hint, known)


def pressed(text: str, session: Session) -> str:
    """The message behind a numbered choice, unless a number was just asked for."""
    if re.fullmatch(r"\d{1,2}[.、。)]?", text) and session.asks in (None, "city"):
        number = int(re.sub(r"\D", "", text))
        if 1 <= number <= len(session.sends):
            return session.sends[number - 1]
    return text


def read_turn(
    question: Question,
    session: Session,
    rules: RuleBase,
    today: date,
    now: datetime | None,
    text: str,
    language: str,
) -> Turn:
    stated = facts.read(text) if not text.startswith("/") else Facts()
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


_DENIED = re.compile(r"(?:不是|不在|唔系|not in|not)\s*([^\s,。;，；是在]{2,6})(?=[,，。\s是在而]|$)")


def without_denied(text: str) -> str:
    """A correction ("不是深圳是东莞") without what it takes back."""
    return _DENIED.sub(" ", text)


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
    turn: Turn, reply: Reply, *, topic: str, session: Session | None = None, count: bool = True
) -> Outcome:
    after = replace(session or turn.session, sends=tuple(choice.send for choice in reply.choices))
    tally = None
    if count and reply.kind is not Kind.COMMAND:
        region = turn.rules.prefecture(turn.session.region) or ""
        tally = Tally(topic, region, turn.language, turn.question.channel, str(reply.kind))
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
