"""What is not a question about the law: danger, commands and buttons, small talk, a shared place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.core import commands, helpful, referrals
from bot.core.answering import answer, decline, detail, give, paper, papers_menu
from bot.core.claims import slots
from bot.core.conversation import Choice, Facts, Kind, Outcome, Part, Question, Session
from bot.core.followup import only_place
from bot.core.language import SOURCE, choose_language, writing
from bot.core.matching import OUT_OF_SCOPE
from bot.core.model import NATION, RuleBase
from bot.core.paper import PaperKind
from bot.core.smalltalk import asks_about_privacy, smalltalk
from bot.core.tally import Counted
from bot.core.text import normal
from bot.core.turn import BIG_CITIES, Turn, cities, done, make_reply, menu, plain, small


def crisis_reply(turn: Turn, dangers: tuple[str, ...]) -> Outcome:
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
    reply = make_reply(
        turn,
        Kind.CRISIS,
        parts,
        choices,
        topics=("crisis", *(t for t in match.topics if t != "crisis")),
        scores=(1.0, *(s for t, s in zip(match.topics, match.scores, strict=True) if t != "crisis")),
        in_scope=1.0,
        shown=tuple(help.referral.id for help in helps),
    )
    return done(turn, reply, topic="crisis", session=replace(turn.session, asks=None))


def command_reply(turn: Turn, command: commands.Command) -> Outcome:
    """What a typed command or a pressed button leads to."""
    name, argument = command.name, command.argument
    if name in ("forget", "hide"):
        clear = Session(language=turn.session.language, language_fixed=turn.session.language_fixed)
        return plain(replace(turn, session=clear), "hidden" if name == "hide" else "forgotten", command=name)
    if name in _COMMANDS:
        return _COMMANDS[name](turn, argument)
    if name in ("set", "skip", "paper", "papers"):
        return _about_facts(turn, name, argument)
    if name in commands.BUTTONS and (argument or turn.session.topics):
        return _section(turn, name, argument)
    return plain(turn, "help" if name == "help" else "start", command=name, choices=menu())


def _section(turn: Turn, name: str, argument: str) -> Outcome:
    """The whole of a topic's answer or one section of it."""
    topic, _, page = argument.partition(" ")
    topic = topic or turn.session.topics[0]
    if topic not in turn.rules.topics:
        return small(turn, "stale_button")
    if name == "topic":
        return answer(turn, (topic,), command="topic")
    return detail(turn, name, topic, int(page) if page.isdecimal() and len(page) < 3 else 1)


def _about_facts(turn: Turn, name: str, argument: str) -> Outcome:
    """Buttons that give or decline a fact, or make a paper of the facts; stale where nothing was asked about."""
    topics = turn.session.topics
    if name == "papers" and (topics or argument in turn.rules.topics):
        asked = (argument,) if argument in turn.rules.topics else ()
        return papers_menu(turn, tuple(dict.fromkeys((*asked, *topics)))[:2])
    if not topics:
        return small(turn, "stale_button")
    if name == "paper" and argument in set(PaperKind):
        return paper(turn, PaperKind(argument))
    if name == "skip":
        if argument in slots.SLOTS:
            return decline(turn, argument)
        return answer(
            replace(turn, session=replace(turn.session, asks=None)), topics, ask=False, counted=Counted.MORE
        )
    slot, _, value = argument.partition(" ")
    fact = slots.given(slot, value) if name == "set" else None
    return give(turn, slot, fact) if fact is not None else small(turn, "stale_button")


def _original(turn: Turn, argument: str) -> Outcome:
    """The same answer once more in Chinese, the source of all translations; the chat's language stays as it is."""
    section, *topics = argument.split() or ("topic",)
    page = next((int(word) for word in topics if word.isdecimal() and len(word) < 3), 1)
    known = tuple(topic for topic in topics or turn.session.topics if topic in turn.rules.topics)
    if not known or section not in commands.BUTTONS:
        return small(turn, "stale_button")
    chinese = replace(turn, language=SOURCE)
    made = answer(chinese, known) if section == "topic" else detail(chinese, section, known[0], page)
    return replace(made, tally=None)


def _coverage(rules: RuleBase) -> dict[str, object]:
    cities = sorted({p.region for p in rules.provisions if p.region != NATION})
    floor = rules.figures.get("minimum_wage")
    provinces = len({row.region[:2] for row in floor.rows}) if floor else 0
    return {"topics": len(rules.topics) - len(OUT_OF_SCOPE), "regions": tuple(cities), "provinces": provinces}


def _set_city(turn: Turn, argument: str) -> Outcome:
    gazetteer = turn.rules.gazetteer
    if not argument:
        asking = replace(turn.session, asks="city")
        return plain(
            replace(turn, session=asking),
            "ask_city",
            command="city",
            choices=cities(BIG_CITIES),
            asks="city",
        )
    code = gazetteer.resolve(normal(argument))
    if code is None:
        close = gazetteer.suggest(normal(argument))
        parts = "city_unknown"
        return plain(turn, parts, command="city", choices=cities(close or BIG_CITIES), asks="city")
    moved = replace(turn, session=replace(turn.session, region=code, asks=None))
    if moved.session.topics:
        new = Counted.PLACE if code != turn.session.region else Counted.MORE
        return answer(moved, moved.session.topics, counted=new)
    return plain(moved, "city_set", command="city", values={"region": code}, choices=menu()[:6])


def _set_language(turn: Turn, argument: str) -> Outcome:
    language = commands.language_named(argument, turn.rules.languages) if argument else None
    if language is None:
        choices = tuple(
            Choice(f"/language {code}", "language_name", {"language": code}) for code in turn.rules.languages
        )
        return plain(turn, "ask_language", command="language", choices=choices)
    session = replace(turn.session, language=language, language_fixed=True)
    spoken = replace(turn, language=language, session=session)
    if session.topics:
        return answer(spoken, session.topics, counted=Counted.MORE)
    return plain(
        spoken, "language_set", command="language", values={"language": language}, choices=menu()[:6]
    )


def shared_place(question: Question, session: Session, rules: RuleBase, today: date) -> Outcome:
    """A shared location: the three nearest cities as buttons; the point itself is not kept."""
    language = session.language or choose_language(question.language_hint, rules.languages) or SOURCE
    turn = Turn(question, rules, today, None, "", language, replace(session, language=language), Facts())
    codes = rules.gazetteer.nearest(question.place) if question.place else ()
    return plain(turn, "ask_place", command="city", choices=cities(codes or BIG_CITIES))


LONGEST_PLACE = 60
"""Characters of a message that may say nothing but where she works."""


def place_only(turn: Turn) -> Outcome | None:
    """A first message that only says where she works: the city is kept, and what she can ask is shown."""
    if len(turn.text) > LONGEST_PLACE:
        return None
    named = turn.rules.gazetteer.find(turn.text)
    return _set_city(turn, turn.text) if only_place(turn.text, [one.name for one in named]) else None


def small_talk(turn: Turn) -> Outcome | None:
    if asks_about_privacy(turn.text):
        return command_reply(turn, commands.Command("about"))
    kind = smalltalk(turn.text)
    return small(turn, kind) if kind else None


_COMMANDS: Mapping[str, Callable[[Turn, str], Outcome]] = {
    "city": _set_city,
    "language": _set_language,
    "helpful": helpful.pressed,
    "original": _original,
    "coverage": lambda turn, _: plain(turn, "coverage", command="coverage", values=_coverage(turn.rules)),
    "about": lambda turn, _: plain(
        turn, "about", command="about", values={"channel": turn.question.channel}, choices=menu()
    ),
}
"""Commands that need nothing but what stands behind them."""
