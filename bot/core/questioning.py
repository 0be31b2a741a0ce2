"""Questions about the law: what was asked for before, follow-ups, new questions; and answers to one or two topics."""

from __future__ import annotations

from dataclasses import replace

from bot.core import answer as answers
from bot.core import facts, places, referrals
from bot.core.answer import Answer
from bot.core.conversation import Choice, Facts, Kind, Outcome, Part
from bot.core.followup import followup
from bot.core.language import writing
from bot.core.matching import OUT_OF_SCOPE, Match
from bot.core.text import han_share
from bot.core.turn import (
    BIG_CITIES,
    Turn,
    cities,
    done,
    make_reply,
    menu,
    original,
    plain,
    small,
    without_denied,
)


def asked_for(turn: Turn) -> Outcome | None:
    """A bare number or place given after the bot asked for it."""
    asks, topics = turn.session.asks, turn.session.topics
    if not asks or not topics:
        return None
    if asks == "city":
        named = turn.rules.gazetteer.find(turn.text)
        return answer(turn, topics) if named and len(turn.text) <= 12 else None
    value = facts.lone_number(turn.text)
    if value is None:
        return None
    known = turn.session.facts.merged(Facts({asks: value}))
    return answer(replace(turn, session=replace(turn.session, facts=known)), topics)


def mistyped_place(turn: Turn) -> Outcome | None:
    """Places like a short reply that names none ("donguan", "tham quyen"), to choose from, when one was asked for.

    Not for Chinese: two characters of which one agrees are no likeness. What is clearly a question stays one.
    """
    text = turn.text
    if turn.session.asks != "city" or len(text) > 16 or len(text) < 5 or text.count(" ") > 2:
        return None
    if han_share(text) > 0 or turn.rules.gazetteer.find(text):
        return None
    match = turn.rules.matcher.match(text, writing(turn.question.text))
    if match.scores[0] >= 0.6 and match.in_scope >= turn.rules.matcher.tuning.answer_scope:
        return None
    close = turn.rules.gazetteer.suggest(text, alike=75)
    return plain(turn, "city_unknown", choices=cities(close), asks="city") if close else None


def follow_up(turn: Turn) -> Outcome | None:
    """A short message that only makes sense after the last answer."""
    topics = turn.session.topics
    if not topics:
        return None
    places_named = turn.rules.gazetteer.find(without_denied(turn.text))
    next_step = followup(
        turn.text, [mention.name for mention in places_named], has_facts=bool(turn.stated.values)
    )
    if next_step is None:
        return None
    if next_step == "again":
        return None if _about_something_else(turn, places_named) else answer(turn, topics)
    return detail(turn, next_step, topics[0])


def _about_something_else(turn: Turn, named: tuple[places.Mention, ...]) -> bool:
    """Whether facts given in passing belong to a new matter: "押金300也不退" after an answer on overtime."""
    if not turn.stated.values and named:
        return False
    match = turn.rules.matcher.match(turn.text, writing(turn.question.text))
    sure = match.scores[0] >= 0.6 and match.in_scope >= turn.rules.matcher.tuning.answer_scope
    return sure and match.best not in turn.session.topics and not set(turn.stated.values) <= _WAGE_FACTS


_WAGE_FACTS = frozenset(
    [
        "base_wage",
        "monthly_wage",
        "contract_wage",
        "hours_per_day",
        "days_per_week",
        "days_off_per_month",
        "overtime_hours_weekday",
        "overtime_hours_restday",
        "overtime_hours_holiday",
        "paid",
        "months_worked",
        "years_worked",
        "hourly_wage",
        "daily_wage",
    ]
)
"""Facts that go with nearly every matter: given alone they complete the question before."""


def new_question(turn: Turn) -> Outcome:
    placeless = turn.rules.gazetteer.without_places(turn.text)
    match = turn.rules.matcher.match(placeless, writing(turn.question.text))
    closed = referrals.closed_named(turn.rules, turn.text)
    if closed:
        parts = (Part("closed", {"names": tuple(referral.name for referral in closed)}),)
        return done(turn, make_reply(turn, Kind.ANSWERED, parts, menu()[:6], match=match), topic=match.best)
    value = facts.lone_number(turn.text)
    if value is not None:
        return _unsure(turn, match, "number")
    match = _with_age(match, turn.stated)
    tuning = turn.rules.matcher.tuning
    if match.in_scope < tuning.scope_floor:
        return _out_of_scope(turn, match)
    if match.in_scope < tuning.answer_scope or match.best in OUT_OF_SCOPE:
        return _unsure(turn, match, "did_you_mean")
    topics = _meant(match, turn)
    if not topics:
        return _unsure(turn, match, "did_you_mean")
    return answer(turn, topics, match=match)


def _with_age(match: Match, stated: Facts) -> Match:
    """A stated age decides between child labour and work past the retirement age: both speak of "岁"."""
    wrong, right = ("child_labour", "retirement") if "over_age" in stated.traits else ("", "")
    if match.best != wrong:
        return match
    order = [right, *(topic for topic in match.topics if topic not in (wrong, right)), wrong]
    return replace(match, topics=tuple(order))


def _meant(match: Match, turn: Turn) -> tuple[str, ...]:
    """The topics to answer (two where a message holds two matters); none where it is not clear enough."""
    tuning = turn.rules.matcher.tuning
    ranked = [
        (topic, score, margin)
        for topic, score, margin in zip(match.topics, match.scores, match.margins, strict=True)
        if topic not in OUT_OF_SCOPE
    ]
    (first, score, _), (second, next_score, next_margin) = ranked[0], ranked[1]
    if next_margin >= tuning.second_margin:
        return (first, second)
    sure = score >= tuning.answer_score or score - next_score >= tuning.answer_lead
    return (first,) if sure else ()


def _unsure(turn: Turn, match: Match, why: str) -> Outcome:
    ranked = [topic for topic in match.topics if topic not in (*OUT_OF_SCOPE, "crisis")]
    count = 3 if match.scores[2] > 0.08 else 2
    choices = tuple(Choice(f"/topic {topic}", "topic", {"topic": topic}) for topic in ranked[:count])
    reply = make_reply(turn, Kind.UNSURE, (Part(why),), choices, match=match)
    return done(turn, reply, topic=match.best)


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
    reply = make_reply(turn, Kind.OUT_OF_SCOPE, parts, menu()[:6], match=match, shown=shown)
    return done(turn, reply, topic="other_legal" if legal else "off_topic")


def answer(
    turn: Turn, topics: tuple[str, ...], *, match: Match | None = None, ask: bool = True, command: str = ""
) -> Outcome:
    topics = tuple(topic for topic in topics if topic in turn.rules.topics)
    if not topics:
        return small(turn, "greeting")
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
            choices = (*cities(BIG_CITIES[:6]), *choices[:2])
    session = replace(turn.session, topics=topics[:2], asks=asks)
    reply = make_reply(
        replace(turn, session=session),
        Kind.ANSWERED,
        tuple(parts),
        (*choices, *original(turn, "topic", topics[:2])),
        match=match,
        topics=topics,
        amounts=tuple(amount for one in made for amount in one.amounts),
        cites=tuple(dict.fromkeys(cite for one in made for cite in one.cites)),
        shown=tuple(dict.fromkeys(item for one in made for item in one.referrals)),
        asks=asks,
        command=command,
    )
    return done(replace(turn, session=session), reply, topic=topics[0])


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


def detail(turn: Turn, section: str, topic: str) -> Outcome:
    made = answers.detail(turn.setting, section, topic)
    session = replace(
        turn.session, topics=(topic, *(t for t in turn.session.topics if t != topic))[:2], asks=None
    )
    reply = make_reply(
        replace(turn, session=session), Kind.ANSWERED, made.parts, (*made.choices, *original(turn, section, (topic,))), topics=(topic,), amounts=made.amounts,
        cites=made.cites, shown=made.referrals, command=section,
    )  # fmt: skip
    return done(replace(turn, session=session), reply, topic=topic, count=False)
