"""Leaflets: ``/leaflet/deposit?city=441900``, one printed A4 page for a dormitory board or a class.

Made of the same answer that the chat gives; what does not fit is left out from the least urgent on, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import segno
from babel.dates import format_date
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.answering import Answering
from bot.channels.web.fitting import fitted
from bot.channels.web.pages import Pages, Section, direction_of, one_line
from bot.channels.web.share import Asked, Links, asked_of
from bot.channels.web.text import html
from bot.core.conversation import Outcome, Part, Reply
from bot.core.referrals import Help
from bot.ports import Clock

MOST_HELPS = 5
_NOT_PRINTED = ("ask", "steps", "who", "law", "figure_unknown")


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What is printed: sections by place on the page, the size of type, and whether something is left out."""

    sections: tuple[Section, ...]
    size: int
    cut: bool

    def of(self, *kinds: str) -> tuple[Section, ...]:
        return tuple(one for one in self.sections if one.kind in kinds)

    def others(self, *kinds: str) -> tuple[Section, ...]:
        return tuple(one for one in self.sections if one.kind not in kinds)


class Leaflets:
    """Leaflets by address."""

    def __init__(self, app: Answering, pages: Pages, links: Links, clock: Clock, bot_url: str) -> None:
        self._app = app
        self._pages = pages
        self._links = links
        self._clock = clock
        self._bot = bot_url

    async def show(self, request: Request) -> Response:
        return await run_in_threadpool(self._show, request)

    def _show(self, request: Request) -> Response:
        asked = asked_of(request)
        outcome = self._links.answer(asked)
        if outcome is None:
            return self._links.missing(request, asked, "/leaflet/")
        shown = self._pages.shown(outcome)
        language = shown.tongue.code
        title = one_line(self._pages.title(asked.topic, language))
        day = day_of(self._clock, language)
        target = self._target(request, asked, shown.query)
        return self._pages.page(
            request,
            "leaflet",
            language,
            shown=shown,
            title=title,
            leaflet=self._made(asked, outcome, title, self._foot(target, day, language)),
            target=target.partition("://")[2],
            code=qr(target),
            day=day,
            topic=asked.topic,
        )

    def _target(self, request: Request, asked: Asked, query: str) -> str:
        """Where the code leads: to the answer on this site, or to the bot where the site has no public address."""
        if self._bot and not self._links.public:
            return self._bot
        return f"{self._links.base(request)}/t/{asked.topic}{query}"

    def _foot(self, target: str, day: str, language: str) -> list[str]:
        """The words at the foot, for how much room they take."""
        words = self._pages.words(language)
        return [
            words("scan"),
            words("not_all"),
            target,
            f"{words('printed', day=day)} {words('information')}",
        ]

    def _made(self, asked: Asked, outcome: Outcome, title: str, foot: list[str]) -> Leaflet:
        reply = replace(outcome.reply, parts=self._parts(asked, outcome.reply), choices=(), asks=None)
        pieces, _ = self._pages.pieces(reply)
        texts = [(kind, text.strip("\n").split("\n")) for kind, text in pieces]
        texts = [(kind, lines[1:] if kind == "topic" else lines) for kind, lines in texts]
        size, kept, cut = fitted(texts, title, foot, reply.language)
        rtl = direction_of(reply.language) == "rtl"
        sections = tuple(Section(kind, html("\n".join(lines), 2, rtl=rtl)) for kind, lines in kept)
        return Leaflet(sections, size, cut)

    def _parts(self, asked: Asked, reply: Reply) -> tuple[Part, ...]:
        """What the answer says, then all steps, the evidence, who helps, and the law."""
        first = [part for part in reply.parts if part.kind not in _NOT_PRINTED]
        whole = {
            kind: part
            for kind in ("steps", "evidence", "who")
            if (more := self._links.answer(asked, kind))
            for part in more.reply.parts
            if part.kind == kind
        }
        if "who" in whole:
            whole["who"] = Part("who", {"helps": on_paper(whole["who"]), "region": reply.region})
        law = [part for part in reply.parts if part.kind == "law"]
        return (*first, *(part for part in whole.values() if part.guidance or part.kind == "who"), *law)


def on_paper(who: Part) -> tuple[Help, ...]:
    """The first who help; whether they are open at this hour is no matter on paper."""
    helps = cast("tuple[Help, ...]", who.values["helps"])
    return tuple(replace(help_, open_now=None) for help_ in helps[:MOST_HELPS])


def qr(address: str) -> Markup:
    """A code that any phone's camera reads, drawn inline."""
    return Markup(segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True))  # noqa: S704 - drawn by segno


def day_of(clock: Clock, language: str) -> str:
    """Today as the language writes it."""
    today = clock.now().date()
    return today.isoformat() if language == "ug" else format_date(today, "long", locale=language)
