"""respond(question, session, rules, today) -> Outcome: the whole conversation as a pure function.

Order: danger first; then commands and buttons; then what was just asked for; then a new question. A typed question
always beats a pending button or question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.core import answer as answers
from bot.core import commands, crisis, facts, places, referrals
from bot.core.answer import Answer, Setting
from bot.core.conversation import Amount, Choice, Facts, Kind, Outcome, Part, Question, Reply, Session, Tally
from bot.core.followup import followup
from bot.core.language import LANGUAGES, choose_language, reply_language, writing
from bot.core.matching import OUT_OF_SCOPE, Match
from bot.core.model import RuleBase
from bot.core.smalltalk import smalltalk
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
        return Setting(self.rules, self.session.region, self.today, self.session.facts, self.now)


def respond(
    question: Question, session: Session, rules: RuleBase, today: date, *, now: datetime | None = None
) -> Outcome:
    """The reply to one message, the session after it and what to count. Never raises for any text."""
    text = normal(question.text)
    if question.place is not None:
        return _shared_place(question, session, rules, today)
    text = _pressed(text, session)
    language = question.language or _language(question, session, text)
    turn = _turn(question, session, rules, today, now, text, language)
    dangers = crisis.danger(text) if not text.startswith("/") else ()
    if dangers:
        return _crisis(turn, dangers)
    command = commands.read(text)
    if command:
        return _command(turn, command)
    if not re.search(r"\w", text):
        return _small(turn, "greeting" if not session.topics else "empty")
    return _asked_for(turn) or _follow_up(turn) or _small_talk(turn) or _question(turn)


def _language(question: Question, session: Session, text: str) -> str:
    if text.startswith("/"):
        return session.language or choose_language(question.language_hint) or "zh_Hans"
    if session.language_fixed and session.language:
        return session.language
    return reply_language(question.text, session.language, question.language_hint)


def _pressed(text: str, session: Session) -> str:
    """The message behind a numbered choice, unless a number was just asked for."""
    if re.fullmatch(r"\d{1,2}[.、。)]?", text) and session.asks in (None, "city"):
        number = int(re.sub(r"\D", "", text))
        if 1 <= number <= len(session.sends):
            return session.sends[number - 1]
    return text


def _turn(
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
        named = rules.gazetteer.narrowest(rules.gazetteer.find(_without_denied(text), region))
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


def _without_denied(text: str) -> str:
    """A correction ("不是深圳是东莞") without what it takes back."""
    return _DENIED.sub(" ", text)


# --- danger, commands, small talk ---------------------------------------------------------------------------------


def _crisis(turn: Turn, dangers: tuple[str, ...]) -> Outcome:
    services = {
        "suicide": ("psychological", "medical_emergency", "emergency"),
        "violence": ("emergency", "medical_emergency"),
        "locked_in": ("emergency",),
        "accident": ("medical_emergency", "emergency"),
        "fire": ("medical_emergency", "emergency"),
    }
    wanted = tuple(dict.fromkeys(service for kind in dangers for service in services[kind]))
    helps = referrals.emergency(turn.rules, wanted, turn.today)
    match = turn.rules.matcher.match(turn.text, writing(turn.question.text))
    also = tuple(t for t in match.topics[:2] if t not in (*OUT_OF_SCOPE, "crisis"))[:1]
    parts = (Part("crisis", {"dangers": dangers, "helps": helps}),)
    choices = tuple(Choice(f"/topic {topic}", "topic", {"topic": topic}) for topic in also)
    reply = _reply(
        turn,
        Kind.CRISIS,
        parts,
        choices,
        topics=("crisis", *(t for t in match.topics if t != "crisis")),
        scores=(1.0, *(s for t, s in zip(match.topics, match.scores, strict=True) if t != "crisis")),
        in_scope=1.0,
        shown=tuple(help.referral.id for help in helps),
    )
    return _done(turn, reply, topic="crisis", session=replace(turn.session, asks=None))


def _command(turn: Turn, command: commands.Command) -> Outcome:
    name, argument = command.name, command.argument
    if name == "forget":
        clear = Session(language=turn.session.language, language_fixed=turn.session.language_fixed)
        return _plain(replace(turn, session=clear), "forgotten", command="forget")
    if name == "hide":
        clear = Session(language=turn.session.language, language_fixed=turn.session.language_fixed)
        return _plain(replace(turn, session=clear), "hidden", command="hide")
    if name == "city":
        return _set_city(turn, argument)
    if name == "language":
        return _set_language(turn, argument)
    if name == "skip":
        return _answer(
            replace(turn, session=replace(turn.session, asks=None)), turn.session.topics, ask=False
        )
    if name in commands.BUTTONS and (argument or turn.session.topics):
        topic = argument.split(" ")[0] or turn.session.topics[0]
        if topic not in turn.rules.topics:
            return _small(turn, "stale_button")
        if name == "topic":
            return _answer(turn, (topic,), command="topic")
        return _detail(turn, name, topic)
    if name == "coverage":
        return _plain(turn, "coverage", command="coverage", values=_coverage(turn.rules))
    return _plain(turn, name if name in ("help", "about") else "start", command=name, choices=_menu())


def _coverage(rules: RuleBase) -> dict[str, object]:
    cities = sorted({p.region for p in rules.provisions if p.region != "100000"})
    floor = rules.figures.get("minimum_wage")
    provinces = len({row.region[:2] for row in floor.rows}) if floor else 0
    return {"topics": len(rules.topics) - len(OUT_OF_SCOPE), "regions": tuple(cities), "provinces": provinces}


def _menu() -> tuple[Choice, ...]:
    topics = ("overtime_pay", "wage_arrears", "deposit", "no_contract", "dismissal", "work_injury")
    buttons = [Choice(f"/topic {topic}", "topic", {"topic": topic}) for topic in topics]
    return (*buttons, Choice("/city", "city"), Choice("/language", "language"))


def _set_city(turn: Turn, argument: str) -> Outcome:
    gazetteer = turn.rules.gazetteer
    if not argument:
        asking = replace(turn.session, asks="city")
        return _plain(
            replace(turn, session=asking),
            "ask_city",
            command="city",
            choices=_cities(BIG_CITIES),
            asks="city",
        )
    code = gazetteer.resolve(normal(argument))
    if code is None:
        close = gazetteer.suggest(normal(argument))
        parts = "city_unknown"
        return _plain(turn, parts, command="city", choices=_cities(close or BIG_CITIES), asks="city")
    moved = replace(turn, session=replace(turn.session, region=code, asks=None))
    if moved.session.topics:
        return _answer(moved, moved.session.topics)
    return _plain(moved, "city_set", command="city", values={"region": code}, choices=_menu()[:6])


def _cities(codes: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(f"/city {code}", "region", {"region": code}) for code in codes)


def _set_language(turn: Turn, argument: str) -> Outcome:
    language = commands.language_named(argument) if argument else None
    if language is None:
        choices = tuple(
            Choice(f"/language {code}", "language_name", {"language": code}) for code in LANGUAGES
        )
        return _plain(turn, "ask_language", command="language", choices=choices)
    session = replace(turn.session, language=language, language_fixed=True)
    spoken = replace(turn, language=language, session=session)
    if session.topics:
        return _answer(spoken, session.topics)
    return _plain(
        spoken, "language_set", command="language", values={"language": language}, choices=_menu()[:6]
    )


def _shared_place(question: Question, session: Session, rules: RuleBase, today: date) -> Outcome:
    """A shared location: the three nearest cities as buttons; the point itself is not kept."""
    language = session.language or choose_language(question.language_hint) or "zh_Hans"
    turn = Turn(question, rules, today, None, "", language, replace(session, language=language), Facts())
    codes = rules.gazetteer.nearest(question.place) if question.place else ()
    return _plain(turn, "ask_place", command="city", choices=_cities(codes or BIG_CITIES))


def _small_talk(turn: Turn) -> Outcome | None:
    kind = smalltalk(turn.text)
    return _small(turn, kind) if kind else None


def _small(turn: Turn, kind: str) -> Outcome:
    topics = turn.session.topics
    choices = _menu()[:6] if not topics else ()
    return _plain(
        turn, kind, kind_of=Kind.OUT_OF_SCOPE if kind in ("insult",) else Kind.COMMAND, choices=choices
    )


# --- answers to what the bot asked, follow-ups, new questions -----------------------------------------------------


def _asked_for(turn: Turn) -> Outcome | None:
    """A bare number or place given after the bot asked for it."""
    asks, topics = turn.session.asks, turn.session.topics
    if not asks or not topics:
        return None
    if asks == "city":
        named = turn.rules.gazetteer.find(turn.text)
        return _answer(turn, topics) if named and len(turn.text) <= 12 else None
    value = facts.lone_number(turn.text)
    if value is None:
        return None
    known = turn.session.facts.merged(Facts({asks: value}))
    return _answer(replace(turn, session=replace(turn.session, facts=known)), topics)


def _follow_up(turn: Turn) -> Outcome | None:
    """A short message that only makes sense after the last answer."""
    topics = turn.session.topics
    if not topics:
        return None
    places_named = turn.rules.gazetteer.find(_without_denied(turn.text))
    next_step = followup(
        turn.text, [mention.name for mention in places_named], has_facts=bool(turn.stated.values)
    )
    if next_step is None:
        return None
    if next_step == "again":
        return None if _about_something_else(turn, places_named) else _answer(turn, topics)
    return _detail(turn, next_step, topics[0])


def _about_something_else(turn: Turn, named: tuple[places.Mention, ...]) -> bool:
    """Whether facts given in passing belong to a new matter: "押金300也不退" after an answer on overtime."""
    if not turn.stated.values and named:
        return False
    match = turn.rules.matcher.match(turn.text, writing(turn.question.text))
    sure = match.scores[0] >= 0.6 and match.in_scope >= turn.rules.matcher.tuning.answer_scope
    return sure and match.best not in turn.session.topics and not set(turn.stated.values) <= _WAGE_FACTS


_WAGE_FACTS = frozenset(
    ["base_wage", "monthly_wage", "contract_wage", "hours_per_day", "days_per_week", "days_off_per_month", "overtime_hours_weekday", "overtime_hours_restday", "overtime_hours_holiday", "paid", "months_worked", "years_worked", "hourly_wage", "daily_wage"]
)
"""Facts that go with nearly every matter: given alone they complete the question before."""


def _question(turn: Turn) -> Outcome:
    match = turn.rules.matcher.match(turn.text, writing(turn.question.text))
    closed = referrals.closed_named(turn.rules, turn.text)
    if closed:
        parts = (Part("closed", {"names": tuple(referral.name for referral in closed)}),)
        return _done(turn, _reply(turn, Kind.ANSWERED, parts, _menu()[:6], match=match), topic=match.best)
    value = facts.lone_number(turn.text)
    if value is not None:
        return _unsure(turn, match, "number")
    tuning = turn.rules.matcher.tuning
    if match.in_scope < tuning.scope_floor:
        return _out_of_scope(turn, match)
    if match.in_scope < tuning.answer_scope or match.best in OUT_OF_SCOPE:
        return _unsure(turn, match, "did_you_mean")
    topics = _meant(match, turn)
    if not topics:
        return _unsure(turn, match, "did_you_mean")
    return _answer(turn, topics, match=match)


def _meant(match: Match, turn: Turn) -> tuple[str, ...]:
    """The topics to answer (two where a message holds two matters); none where it is not clear enough."""
    tuning = turn.rules.matcher.tuning
    ranked = [
        (t, s)
        for t, s in zip(match.topics, match.scores, strict=True)
        if t not in OUT_OF_SCOPE and t != "crisis"
    ]
    (first, score), (second, next_score) = ranked[0], ranked[1]
    if score < tuning.answer_score and score - next_score < tuning.answer_lead:
        return (first, second) if score + next_score >= 0.8 and next_score >= tuning.second_score else ()
    return (first, second) if next_score >= tuning.second_score else (first,)


def _unsure(turn: Turn, match: Match, why: str) -> Outcome:
    ranked = [topic for topic in match.topics if topic not in (*OUT_OF_SCOPE, "crisis")]
    count = 3 if match.scores[2] > 0.08 else 2
    choices = tuple(Choice(f"/topic {topic}", "topic", {"topic": topic}) for topic in ranked[:count])
    reply = _reply(turn, Kind.UNSURE, (Part(why),), choices, match=match)
    return _done(turn, reply, topic=match.best)


def _out_of_scope(turn: Turn, match: Match) -> Outcome:
    legal = (
        match.topics.index("other_legal") < match.topics.index("off_topic")
        if "other_legal" in match.topics
        else False
    )
    shown: tuple[str, ...] = ()
    if legal:
        helps = referrals.nearest(
            turn.rules, ("legal_advice",), turn.session.region, turn.today, turn.now, limit=1
        )
        parts, shown = (Part("other_legal", {"helps": helps}),), tuple(help.referral.id for help in helps)
    else:
        parts = (Part("off_topic"),)
    reply = _reply(turn, Kind.OUT_OF_SCOPE, parts, _menu()[:6], match=match, shown=shown)
    return _done(turn, reply, topic="other_legal" if legal else "off_topic")


def _answer(
    turn: Turn, topics: tuple[str, ...], *, match: Match | None = None, ask: bool = True, command: str = ""
) -> Outcome:
    topics = tuple(topic for topic in topics if topic in turn.rules.topics)
    if not topics:
        return _small(turn, "greeting")
    made = [answers.compose(turn.setting, topic, alone=len(topics) == 1) for topic in topics[:2]]
    parts: list[Part] = (
        [Part("place", {"region": turn.session.region, "day": turn.today})] if turn.session.region else []
    )
    parts.extend(_merged_parts(made))
    asks = next((one.asks for one in made if one.asks), None) if ask else None
    choices: tuple[Choice, ...] = made[0].choices if len(made) == 1 else _choices_of_two(made)
    if asks:
        parts.append(Part("ask", {"slot": asks}))
        if asks == "city":
            choices = (*_cities(BIG_CITIES[:6]), *choices[:2])
    session = replace(turn.session, topics=topics[:2], asks=asks)
    reply = _reply(
        replace(turn, session=session),
        Kind.ANSWERED,
        tuple(parts),
        choices,
        match=match,
        topics=topics,
        amounts=tuple(amount for one in made for amount in one.amounts),
        cites=tuple(dict.fromkeys(cite for one in made for cite in one.cites)),
        shown=tuple(dict.fromkeys(item for one in made for item in one.referrals)),
        asks=asks,
        command=command,
    )
    return _done(replace(turn, session=session), reply, topic=topics[0])


def _merged_parts(made: list[Answer]) -> list[Part]:
    """Parts of several answers with the help named once, at the end."""
    if len(made) == 1:
        return list(made[0].parts)
    parts: list[Part] = []
    helps: list[referrals.Help] = []
    for one in made:
        for part in one.parts:
            if part.kind == "who":
                helps.extend(part.values["helps"])  # type: ignore[arg-type]
            else:
                parts.append(part)
    unique = {help.referral.id: help for help in helps}
    parts.append(Part("who", {"helps": tuple(unique.values())[:3], "region": None}))
    return parts


def _choices_of_two(made: list[Answer]) -> tuple[Choice, ...]:
    return tuple(Choice(f"/steps {one.topic}", "steps_of", {"topic": one.topic}) for one in made) + tuple(
        Choice(f"/evidence {one.topic}", "evidence_of", {"topic": one.topic}) for one in made
    )


def _detail(turn: Turn, section: str, topic: str) -> Outcome:
    made = answers.detail(turn.setting, section, topic)
    session = replace(
        turn.session, topics=(topic, *(t for t in turn.session.topics if t != topic))[:2], asks=None
    )
    reply = _reply(
        replace(turn, session=session), Kind.ANSWERED, made.parts, made.choices, topics=(topic,), amounts=made.amounts,
        cites=made.cites, shown=made.referrals, command=section,
    )  # fmt: skip
    return _done(replace(turn, session=session), reply, topic=topic, count=False)


# --- putting a reply together --------------------------------------------------------------------------------------


def _plain(
    turn: Turn,
    part: str,
    *,
    command: str = "",
    values: dict[str, object] | None = None,
    choices: tuple[Choice, ...] = (),
    asks: str | None = None,
    kind_of: Kind = Kind.COMMAND,
) -> Outcome:
    reply = _reply(turn, kind_of, (Part(part, values or {}),), choices, asks=asks, command=command)
    return _done(turn, reply, topic="", session=replace(turn.session, asks=asks))


def _reply(
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


def _done(
    turn: Turn, reply: Reply, *, topic: str, session: Session | None = None, count: bool = True
) -> Outcome:
    after = replace(session or turn.session, sends=tuple(choice.send for choice in reply.choices))
    tally = None
    if count and reply.kind is not Kind.COMMAND:
        region = turn.rules.prefecture(turn.session.region) or ""
        tally = Tally(topic, region, turn.language, turn.question.channel, str(reply.kind))
    return Outcome(reply, after, tally)
