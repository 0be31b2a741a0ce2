"""Links to an answer: ``/t/overtime_pay?city=441900&lang=vi``. No session, no cookie, and nothing is counted, since a
preview in a chat app or a search engine opens them as often as a worker does.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from difflib import get_close_matches

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.answering import Answering
from bot.channels.web.guard import CHANNEL
from bot.channels.web.pages import Pages, one_line, query
from bot.core.conversation import Kind, Outcome, Question
from bot.core.language import choose_language

LONGEST = 60
DESCRIBED = 160


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address names: ``language`` "" and ``region`` None where it says nothing."""

    topic: str
    language: str
    city: str


class Links:
    """Answers by address."""

    def __init__(self, app: Answering, pages: Pages, public_url: str) -> None:
        self._app = app
        self._pages = pages
        self.public = public_url.rstrip("/")

    def base(self, request: Request) -> str:
        """Where the site is reached from outside."""
        return self.public or str(request.base_url).rstrip("/")

    async def show(self, request: Request) -> Response:
        return await run_in_threadpool(self._show, request)

    def _show(self, request: Request) -> Response:
        asked = asked_of(request)
        outcome = self.answer(asked)
        if outcome is None:
            return self.missing(request, asked, "/t/")
        shown = self._pages.shown(outcome, titled=True)
        base = f"{self.base(request)}/t/{asked.topic}"
        title = one_line(self._pages.title(asked.topic, shown.tongue.code))
        return self._pages.page(
            request,
            "share",
            shown.tongue.code,
            shown=shown,
            title=title,
            base=base,
            address=base + shown.query,
            description=self._description(outcome),
        )

    def answer(self, asked: Asked, section: str = "topic") -> Outcome | None:
        """A topic's answer or a section of it for anyone; None where topic, city or language are not ours."""
        language = self.language(asked)
        if language is None:
            return None
        question = Question(
            f"/{section} {asked.topic}", language=language, region=asked.city or None, channel=CHANNEL
        )
        outcome = self._app.consider(question, self._app.chat_key("web-link", secrets.token_hex(8)))
        reply = outcome.reply
        placed = bool(reply.region) == bool(asked.city)
        known = reply.kind is Kind.ANSWERED and reply.topics[:1] == (asked.topic,)
        return outcome if known and placed else None

    def language(self, asked: Asked) -> str | None:
        """The language asked for, the source language where none is, None for one we do not have."""
        known = self._app.languages()
        return choose_language(asked.language, known) if asked.language else "zh_Hans"

    def _description(self, outcome: Outcome) -> str:
        verdict = tuple(part for part in outcome.reply.parts if part.kind == "topic")[:1]
        text = self._app.rendered(
            replace(outcome, reply=replace(outcome.reply, parts=verdict, choices=()))
        ).text
        return one_line(" ".join(text.split("\n")[1:]))[:DESCRIBED]

    def missing(self, request: Request, asked: Asked, prefix: str) -> Response:
        """What might have been meant, with status 404."""
        language = self.language(asked)
        spoken = language or "zh_Hans"
        words = self._pages.words(spoken)
        start = self._app.consider(Question("/start", language=spoken), "")
        topics = start.reply.topics
        if language is None:
            says = words("no_language")
            links = [(one.name, query(asked.city, one.code)) for one in self._pages.tongues()]
        elif asked.topic in topics:
            unknown = self._app.consider(Question(f"/city {asked.city}", language=spoken), "")
            says = self._app.rendered(replace(unknown, reply=replace(unknown.reply, choices=()))).text
            codes = [choice.send.partition(" ")[2] for choice in unknown.reply.choices]
            links = [(self._pages.place(code, spoken), query(code, spoken)) for code in codes]
        else:
            says = words("no_topic")
            menu = [choice.send for choice in start.reply.choices if choice.send.startswith("/topic ")]
            near = get_close_matches(asked.topic, topics, 4) or [send.partition(" ")[2] for send in menu]
            links = [(self._pages.title(one, spoken), f"{prefix}{one}{query('', spoken)}") for one in near]
        return self._pages.page(request, "missing", spoken, 404, says=says, links=links)


def asked_of(request: Request) -> Asked:
    asked = request.query_params
    return Asked(
        request.path_params["topic"][:LONGEST],
        asked.get("lang", "").strip()[:LONGEST],
        asked.get("city", "").strip()[:LONGEST],
    )
