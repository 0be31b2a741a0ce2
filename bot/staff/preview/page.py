"""The page as a web application: one form, one script of its own, and the files of the rule base to look into."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.ports import Clock
from bot.rendering.catalogs import name_of
from bot.staff.preview.chat import LONGEST, Scene, Wish, play, read
from bot.staff.preview.desk import Desk

TEMPLATES = Path(__file__).parent / "templates"
LARGEST = 1_000_000
"""Bytes of a form."""
AROUND = 40
"""Lines shown before and after the one asked for."""
BEAT = 0.1
QUIET_BEATS = 100
"""After so many beats without news a connection is shown to be alive."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
KINDS = {
    "topic": "题目 / topic",
    "provision": "规定 / provision",
    "behind": "依据的规定 / provision behind it",
    "figure": "数字 / figure",
    "referral": "求助处 / referral",
}

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


class Page:
    """What each address gives."""

    def __init__(self, desk: Desk, clock: Clock, stopping: Callable[[], bool]) -> None:
        self._desk = desk
        self._clock = clock
        self._stopping = stopping
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def chat(self, request: Request) -> Response:
        """The page; the form's fields come in the body, so that nothing typed stands in an address."""
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return PlainTextResponse("太长了 / too long", 413, HEADERS)
        text = bytes(body).decode("utf-8", "replace")
        wish = read(parse_qs(text, keep_blank_values=True, encoding="utf-8", errors="replace"))
        return await run_in_threadpool(self._shown, wish)

    def _shown(self, wish: Wish) -> Response:
        mark, rules = self._desk.mark, self._desk.rules
        scene = play(wish, rules, self._desk.renderer, self._clock) if rules else Scene()
        return self._page(
            "page",
            mark=mark,
            problems=self._desk.problems,
            ready=rules is not None,
            checked=self._desk.checked,
            wish=wish,
            scene=scene,
            languages=[(code, name_of(code)) for code in (rules.languages if rules else ())],
            kinds=KINDS,
            longest=LONGEST,
        )

    def source(self, request: Request) -> Response:
        """A file of the rule base around a line; only files that are in its folder by name."""
        name = request.path_params["name"]
        folder = self._desk.settings.knowledge
        known = {
            f"{folder.name}/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*.yaml")
        }
        if name not in known:
            return PlainTextResponse("没有这个文件 / no such file", 404, HEADERS)
        given = request.query_params.get("line", "1")
        line = int(given) if given.isdecimal() and len(given) < 8 else 1
        lines = known[name].read_text(encoding="utf-8", errors="replace").split("\n")
        first = max(1, line - AROUND)
        shown = list(enumerate(lines, 1))[first - 1 : line + AROUND]
        return self._page("source", name=name, line=line, lines=shown, path=known[name].resolve().as_posix())

    async def events(self, request: Request) -> Response:
        """Server-sent events: the mark of the page as it would be now, whenever it changes."""
        return StreamingResponse(self._marks(request), 200, HEADERS, "text/event-stream")

    async def _marks(self, request: Request) -> AsyncIterator[str]:
        told, quiet = "", 0
        while not self._stopping():
            mark = self._desk.mark
            quiet += 1
            if mark != told:
                told, quiet = mark, 0
                yield f"data: {mark}\n\n"
            elif quiet >= QUIET_BEATS:
                quiet = 0
                yield ": \n\n"
            await asyncio.sleep(BEAT)

    def _page(self, template: str, **values: Any) -> Response:
        return HTMLResponse(self._templates.get_template(f"{template}.html.j2").render(values), 200, HEADERS)


def _file(name: str, kind: str) -> Callable[[Request], Response]:
    content = (TEMPLATES / name).read_bytes()
    return lambda _: Response(content, 200, HEADERS, kind)


async def _nothing(_: Request) -> Response:
    return Response(None, 204, HEADERS)


def application(
    desk: Desk, clock: Clock, lifespan: Lifespan, stopping: Callable[[], bool] = lambda: False
) -> Starlette:
    """The whole page; it answers only to this machine's own names, so that no web site can read it by a name of its own."""
    page = Page(desk, clock, stopping)
    hosts: Mapping[str, Any] = {"allowed_hosts": ["127.0.0.1", "localhost"], "www_redirect": False}
    return Starlette(
        routes=[
            Route("/", page.chat, methods=["GET", "POST"]),
            Route("/events", page.events),
            Route("/source/{name:path}", page.source),
            Route("/preview.js", _file("preview.js", "text/javascript")),
            Route("/preview.css", _file("preview.css", "text/css")),
            Route("/favicon.ico", _nothing),
        ],
        middleware=[Middleware(TrustedHostMiddleware, **hosts)],
        lifespan=lifespan,
    )
