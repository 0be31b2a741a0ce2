"""A chat played from its messages: the same messages give the same chat, so nothing has to be kept between requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from markupsafe import Markup

from bot.core.conversation import Outcome, Question, Reply
from bot.core.model import RuleBase
from bot.core.text import normal
from bot.ports import Clock
from bot.rendering.catalogs import locale_of
from bot.rendering.render import Renderer
from bot.rendering.voice import Button
from bot.service import Service
from bot.staff.preview.used import Used, used
from bot.staff.replies import reason_of
from bot.storage.memory import MemorySessions, MemoryTrends

MOST_MESSAGES = 40
LONGEST = 4096
"""Characters of a message, as messaging apps allow."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form holds: how to answer, and the messages so far."""

    language: str = ""
    city: str = ""
    day: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message and its reply, as the page shows them."""

    said: str
    text: Markup
    buttons: tuple[Button, ...]
    tag: str
    direction: str
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """How the last message was understood."""

    ranked: tuple[tuple[str, str, float], ...] = ()
    in_scope: float = 0.0
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A chat played to its end; ``faults`` names fields that cannot be used, with a hint."""

    exchanges: tuple[Exchange, ...] = ()
    why: Why | None = None
    used: tuple[Used, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None


def read(form: Mapping[str, Sequence[str]]) -> Wish:
    """The form as it was sent: a button beats what stands in the text field."""

    def one(name: str) -> str:
        return (form.get(name) or [""])[0].strip()

    said = [text[:LONGEST] for text in form.get("said", ())]
    if "clear" in form:
        said = []
    elif fresh := one("pick") or one("text"):
        said.append(fresh[:LONGEST])
    return Wish(one("language"), one("city"), one("day"), tuple(said[-MOST_MESSAGES:]))


@dataclass(frozen=True, slots=True)
class _Held:
    """Rules that stay the same while a chat is played."""

    rules: RuleBase

    def current(self) -> RuleBase:
        return self.rules


@dataclass(frozen=True, slots=True)
class _Stopped:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


def play(wish: Wish, rules: RuleBase, renderer: Renderer, clock: Clock) -> Scene:
    """Every message answered in its turn, in the language, city and on the day wished for."""
    now = clock.now()
    faults: dict[str, str] = {}
    if wish.day:
        try:
            now = datetime.combine(date.fromisoformat(wish.day), time(12), now.tzinfo)
        except ValueError:
            faults["day"] = "写成 2026-09-01 / write 2026-09-01"
    region = _region(wish.city, rules, faults)
    language = wish.language if wish.language in rules.languages else None
    service = Service(_Held(rules), MemorySessions(), MemoryTrends(), _Stopped(now))
    exchanges: list[Exchange] = []
    outcome: Outcome | None = None
    for text in wish.said:
        outcome = service.answer(Question(text, language=language, region=region), "preview")
        exchanges.append(_exchange(text, exchanges, outcome.reply, rules, renderer))
    if outcome is None:
        return Scene(faults=faults, day=now.date())
    return Scene(
        tuple(exchanges),
        _why(wish.said[-1], outcome.reply, rules),
        used(outcome.reply, rules, now.date()),
        faults,
        now.date(),
    )


def _region(city: str, rules: RuleBase, faults: dict[str, str]) -> str | None:
    if not city or rules.gazetteer.resolve(normal(city)):
        return city or None
    close = [rules.regions[code].zh for code in rules.gazetteer.suggest(normal(city))]
    faults["city"] = (
        f"是不是 / did you mean: {'、'.join(close)}" if close else "没有这个地方，写如 东莞 / no such place"
    )
    return None


def _exchange(
    text: str, before: list[Exchange], reply: Reply, rules: RuleBase, renderer: Renderer
) -> Exchange:
    rendered = renderer.render(reply, rules, markup=True)
    labels = {button.send: button.label for button in before[-1].buttons} if before else {}
    direction = locale_of(reply.language).text_direction
    return Exchange(
        labels.get(text, text),
        Markup(rendered.text),  # noqa: S704 - escaped by the renderer, as for Telegram
        rendered.buttons,
        reply.language.replace("_", "-"),
        direction,
        reply.paper is not None,
    )


def _why(text: str, reply: Reply, rules: RuleBase) -> Why | None:
    """None for a button or a message without words: nothing was matched."""
    reason = reason_of(rules, text)
    if not reason:
        return None
    ranked = tuple(
        (topic, rules.topics[topic].title if topic in rules.topics else "", score)
        for topic, score in list(zip(reply.topics, reply.scores, strict=False))[:5]
    )
    return Why(ranked, reply.in_scope, reason["words"], reason["examples"])
