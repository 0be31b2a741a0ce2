"""Answers to one or two topics: the whole of it first, then only the sums as facts come in one at a time."""

from __future__ import annotations

from dataclasses import replace

from bot.core import answer as answers
from bot.core import helpful, papers, referrals, sums
from bot.core.answer import Answer
from bot.core.claims import slots
from bot.core.claims.story import Story, tell
from bot.core.conversation import Choice, Facts, Kind, Outcome, Part
from bot.core.matching import Match
from bot.core.paper import PaperKind
from bot.core.tally import Counted
from bot.core.turn import BIG_CITIES, Turn, cities, done, make_reply, original, plain, small


def story_of(turn: Turn, topics: tuple[str, ...]) -> Story:
    """All that the facts of the chat give for the topics."""
    return tell(turn.setting.case, topics)


def answer(
    turn: Turn,
    topics: tuple[str, ...],
    *,
    match: Match | None = None,
    ask: bool = True,
    command: str = "",
    counted: Counted = Counted.QUESTION,
) -> Outcome:
    """The whole answer to one or two topics; ``counted`` is less where the same question is answered again."""
    topics = tuple(topic for topic in topics if topic in turn.rules.topics)
    if not topics:
        return small(turn, "greeting")
    story = story_of(turn, topics[:2])
    together = sums.together(story)
    made = [
        answers.compose(
            turn.setting,
            topic,
            story.of(topic),
            together if topic == topics[0] else None,
            alone=len(topics) == 1,
        )
        for topic in topics[:2]
    ]
    parts: list[Part] = (
        [Part("place", {"region": turn.session.region, "day": turn.today})] if turn.session.region else []
    )
    parts.extend(_merged_parts(made))
    asks = (story.asks or next((one.asks for one in made if one.asks), None)) if ask else None
    buttons: tuple[Choice, ...] = made[0].choices if len(made) == 1 else _choices_of_two(made)
    odd = _odd(turn)
    if odd:
        parts.append(odd)
        asks = str(odd.values["slot"])
    elif asks:
        parts.append(Part("ask", {"slot": asks}))
    if asks:
        offered = _offers(turn, asks)
        buttons = (*offered, *buttons[: 2 if asks == "city" else 4])
    session = replace(turn.session, topics=topics[:2], asks=asks)
    reply = make_reply(
        replace(turn, session=session),
        Kind.ANSWERED,
        tuple(parts),
        (*buttons, *original(turn, "topic", topics[:2])),
        match=match,
        topics=topics,
        amounts=(*(amount for one in made for amount in one.amounts), *together.amounts),
        cites=tuple(dict.fromkeys((*(cite for one in made for cite in one.cites), *together.cites))),
        shown=tuple(dict.fromkeys(item for one in made for item in one.referrals)),
        asks=asks,
        command=command,
    )
    reply, session = helpful.offered(reply, session)
    return done(turn, reply, topic=topics[0], session=session, counted=counted)


def _odd(turn: Turn) -> Part | None:
    """A number that cannot be meant so, told back."""
    for slot, value in turn.stated.odd.items():
        return Part("implausible", {"slot": slot, "value": value})
    return None


def _offers(turn: Turn, asks: str) -> tuple[Choice, ...]:
    if asks == "city":
        return cities(BIG_CITIES[:6])
    return slots.choices(asks, turn.today, turn.setting.case.minimum)


def worked_out(turn: Turn, topics: tuple[str, ...], command: str = "") -> Outcome:
    """Only the sums, after a fact was given: what is owed, until when, and the next thing to ask."""
    topics = tuple(topic for topic in topics if topic in turn.rules.topics)[:2]
    story = story_of(turn, topics)
    claims = tuple(claim for topic in topics for claim in story.of(topic))
    if not any(claim.parts for claim in claims):
        return answer(turn, topics, command=command, counted=Counted.MORE)
    own, together = sums.shown(claims), sums.together(story)
    topic = turn.rules.topics[topics[0]]
    parts = [
        Part("heading", {"topic": topic.id, "title": turn.setting.said(topic.title), "section": "sums"}),
        *own.parts,
        *together.parts,
    ]
    if turn.session.region:
        parts.insert(0, Part("place", {"region": turn.session.region, "day": turn.today}))
    cites = tuple(dict.fromkeys((*own.cites, *together.cites)))
    if cites:
        parts.append(Part("law", {"checked": topic.checked}, cites=cites[:LAWS_SHOWN]))
    buttons = answers.choices(topic, own)
    if story.asks:
        parts.append(Part("ask", {"slot": story.asks}))
        buttons = (*_offers(turn, story.asks), *buttons[:4])
    session = replace(turn.session, topics=topics, asks=story.asks)
    reply = make_reply(
        replace(turn, session=session), Kind.ANSWERED, tuple(parts), buttons, topics=topics,
        amounts=(*own.amounts, *together.amounts), cites=cites, asks=story.asks, command=command,
    )  # fmt: skip
    reply, session = helpful.offered(reply, session)
    return done(turn, reply, topic=topics[0], session=session, counted=Counted.MORE)


LAWS_SHOWN = 6
"""Articles under a sum; the rest stands beside each line of its working."""


def give(turn: Turn, name: str, fact: Facts) -> Outcome:
    """The sums with one more fact."""
    session = replace(
        turn.session,
        facts=turn.session.facts.merged(fact),
        declined=turn.session.declined - {name},
        asks=None,
        answered=name,
    )
    return worked_out(replace(turn, session=session, stated=fact), session.topics, "set")


def decline(turn: Turn, name: str) -> Outcome:
    """The sums without a fact that is not known: they say what they take for granted."""
    session = replace(turn.session, declined=turn.session.declined | {name}, asks=None)
    return worked_out(replace(turn, session=session), session.topics, "skip")


def again(turn: Turn, name: str, value: object) -> Outcome:
    """The same question once more, for a number that cannot be meant so."""
    part = "implausible"
    return plain(turn, part, values={"slot": name, "value": value}, choices=_offers(turn, name), asks=name)


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
    """The sections of both topics, and working and papers where anything was worked out."""
    first = made[0].topic
    worked = (Choice(f"/working {first}", "working"), Choice(f"/papers {first}", "papers"))
    return (
        *(worked if any(one.amounts for one in made) else ()),
        *(Choice(f"/steps {one.topic}", "steps_of", {"topic": one.topic}) for one in made),
        *(Choice(f"/evidence {one.topic}", "evidence_of", {"topic": one.topic}) for one in made),
    )


def papers_menu(turn: Turn, topics: tuple[str, ...]) -> Outcome:
    """The papers that fit, as buttons."""
    choices = tuple(Choice(f"/paper {kind}", "paper", {"kind": kind}) for kind in papers.fitting(topics))
    session = replace(turn.session, topics=topics, asks=None)
    return plain(replace(turn, session=session), "papers_menu", command="papers", choices=choices)


def paper(turn: Turn, kind: PaperKind) -> Outcome:
    """A paper with what the chat knows, to be sent as a file; nothing of it is kept."""
    made = papers.make(turn.setting, kind, turn.session.topics)
    others = tuple(one for one in papers.fitting(turn.session.topics) if one is not kind)
    choices = tuple(Choice(f"/paper {one}", "paper", {"kind": one}) for one in others)
    part = Part("paper_made", {"kind": kind, "office": made.office})
    session = replace(turn.session, asks=None)
    reply = make_reply(
        replace(turn, session=session), Kind.COMMAND, (part,), choices,
        amounts=tuple(amount for claim in made.claims for amount in claim.amounts),
        cites=tuple(dict.fromkeys(cite for claim in made.claims for cite in claim.cites)),
        command="paper", paper=made,
    )  # fmt: skip
    return done(replace(turn, session=session), reply, topic=next(iter(turn.session.topics), ""))


def detail(turn: Turn, section: str, topic: str, page: int = 1) -> Outcome:
    """One section of a topic's answer."""
    worked = None
    if section == "working":
        story = story_of(turn, tuple(dict.fromkeys((topic, *turn.session.topics)))[:2])
        own = sums.shown(story.claims)
        together = sums.together(story)
        cites = tuple(dict.fromkeys((*own.cites, *together.cites)))
        worked = sums.Sums((), (*own.amounts, *together.amounts), cites)
    made = answers.detail(turn.setting, section, topic, worked, max(1, page))
    session = replace(
        turn.session, topics=(topic, *(t for t in turn.session.topics if t != topic))[:2], asks=None
    )
    reply = make_reply(
        replace(turn, session=session), Kind.ANSWERED, made.parts, (*made.choices, *original(turn, section, (topic, *((str(page),) if page > 1 else ())))), topics=(topic,), amounts=made.amounts,
        cites=made.cites, shown=made.referrals, command=section,
    )  # fmt: skip
    return done(replace(turn, session=session), reply, topic=topic, counted=Counted.MORE)
