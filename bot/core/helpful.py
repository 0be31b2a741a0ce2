"""Whether an answer helped: two choices after a full answer, never pushed; and what a press of one is met with.

They come last, so that the numbers of other choices stay; not while a question is open, not in danger, not where we had
to say that we know no rule; once for a topic and at most twice in a chat. A press counts once, and only while the chat is
remembered: of an older button nobody can tell whether it has been pressed before, so it is thanked for and not counted.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core import referrals
from bot.core.answer import services_of
from bot.core.conversation import Choice, Kind, Outcome, Part, Reply, Session
from bot.core.counting import met
from bot.core.model import Topic
from bot.core.tally import Met, Rating
from bot.core.turn import Turn, done, make_reply, small

MOST_OFFERED = 2
"""How often a chat is asked."""
_WORDS = {"yes": True, "no": False}


def offered(reply: Reply, session: Session) -> tuple[Reply, Session]:
    """The reply with the two choices at its end, where they have a place, and the session that knows of it."""
    topic = reply.topics[0] if reply.topics else ""
    asked = session.offered
    if reply.asks or not topic or met(reply) is not Met.ANSWERED:
        return reply, session
    if topic in asked or len(asked) >= MOST_OFFERED:
        return reply, session
    choices = tuple(Choice(f"/helpful {word} {topic}", f"helpful_{word}") for word in _WORDS)
    return replace(reply, choices=(*reply.choices, *choices)), replace(session, offered=(*asked, topic))


def pressed(turn: Turn, argument: str) -> Outcome:
    """Thanks, or at once another way to help; ``argument`` is "yes TOPIC" or "no TOPIC"."""
    word, _, id = argument.partition(" ")
    topic = turn.rules.topics.get(id)
    if topic is None or word not in _WORDS:
        return small(turn, "stale_button")
    session = replace(turn.session, topics=turn.session.topics or (topic.id,))
    turn = replace(turn, session=session)
    made = _thanked(turn, topic) if _WORDS[word] else _helped_on(turn, topic)
    if topic.id not in session.offered or topic.id in session.rated:
        return made
    after = replace(made.session, rated=session.rated | {topic.id})
    return replace(made, session=after, rating=Rating(topic.id, _WORDS[word]))


def _thanked(turn: Turn, topic: Topic) -> Outcome:
    reply = make_reply(turn, Kind.COMMAND, (Part("helped"),), _ways_on(topic), command="helpful")
    return done(turn, reply, topic=topic.id)


def _helped_on(turn: Turn, topic: Topic) -> Outcome:
    """How to ask again, and who helps: without another press."""
    region = turn.session.region
    helps = referrals.nearest(turn.rules, services_of(topic), region, turn.today, turn.now, limit=3)
    parts = (Part("not_helped"), Part("who", {"helps": helps, "region": region}))
    reply = make_reply(
        turn, Kind.COMMAND, parts, _ways_on(topic), command="helpful",
        shown=tuple(help.referral.id for help in helps),
    )  # fmt: skip
    return done(turn, reply, topic=topic.id)


def _ways_on(topic: Topic) -> tuple[Choice, ...]:
    ifs = (Choice(f"/ifs {topic.id}", "ifs"),) if topic.conditions else ()
    return (*ifs, Choice(f"/steps {topic.id}", "steps"), Choice(f"/who {topic.id}", "who"))
