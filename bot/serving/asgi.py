"""The one ASGI application: the routes of the channels, whether it is alive and ready, and a roof over all of them.

The roof keeps bodies small and prompt, the crowd bounded, and errors without words. Channels bring their own routes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import logs
from bot.channels import bodies
from bot.meters import Meters

MOST_AT_ONCE = 200
"""Requests answered at the same time; more are asked to come back."""
MOST_BYTES, MOST_SECONDS = 2 * bodies.MOST_BYTES, 1.5 * bodies.MOST_SECONDS
"""For routes that do not look after their bodies themselves."""
HEALTH = ("/healthz", "/readyz")
CROWDED = "现在人太多，请过一分钟再试；急的话打12333。\nToo many at once: try again in a minute; if it is urgent, call 12333.\n"
_BROKEN = "对不起，我出了点问题。请再试一次；急的话打12333。\nSorry, something went wrong. Please try again; if it is urgent, call 12333.\n"

Check = Callable[[], object]
"""Raises, or says in words, where something that answers need cannot be reached."""


@dataclass
class Readiness:
    """Whether this process takes work: once it is up and until it is told to stop."""

    checks: Mapping[str, Check] = field(default_factory=dict)
    up: bool = False
    stopping: bool = False


TIMED = {"/telegram": "", "/wechat": "wechat", "/": "web"}
"""Whose messages come by POST below a path; Telegram's webhook measures itself, as it knows which calls were answered."""


def application(
    routes: Sequence[BaseRoute],
    readiness: Readiness,
    *,
    most_at_once: int = MOST_AT_ONCE,
    meters: Meters | None = None,
) -> ASGIApp:
    """The routes of all channels under one roof."""

    async def ready(_: Request) -> Response:
        return await _ready(readiness)

    app = Starlette(
        routes=[
            Route("/healthz", _alive),
            Route("/readyz", ready),
            *routes,
        ],
        exception_handlers={_TooBig: _said(413), _TooSlow: _said(408), Exception: _said(500, _BROKEN)},
    )
    return Roof(app, most_at_once, meters or Meters(), readiness)


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _ready(readiness: Readiness) -> Response:
    """503 with the names of what is missing; what it is stays in the log."""
    if not readiness.up or readiness.stopping:
        return PlainTextResponse("stopping\n" if readiness.stopping else "starting\n", 503)
    missing = [name for name, check in readiness.checks.items() if not await _holds(name, check)]
    return PlainTextResponse(
        f"cannot reach: {' '.join(missing)}\n" if missing else "ready\n", 503 if missing else 200
    )


async def _holds(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(2):
            return not await asyncio.to_thread(check)
    except Exception as problem:  # noqa: BLE001 - whatever a store fails with, it is not ready
        logs.fault(f"not_ready_{name}", problem)
        return False


class _TooBig(Exception):
    """A body beyond the limit, met while it was read."""


class _TooSlow(Exception):
    """A body that does not come to an end in time."""


def _said(status: int, words: str = "") -> Callable[[Request, Exception], Response]:
    def say(_: Request, __: Exception) -> Response:
        return PlainTextResponse(words, status, headers={"Connection": "close"})

    return say


class Roof:
    """Over every request: room for it, a bounded body, and an answer even where something breaks."""

    def __init__(self, app: ASGIApp, most_at_once: int, meters: Meters, readiness: Readiness) -> None:
        self._app = app
        self._readiness = readiness
        self._meters = meters
        self._most = most_at_once
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if self._readiness.stopping:
            send = _last(send)
        if scope["path"] in HEALTH:
            await self._app(scope, receive, send)
        elif self._inside >= self._most:
            crowded = PlainTextResponse(CROWDED, 503, headers={"Retry-After": "60", "Connection": "close"})
            await crowded(scope, receive, send)
        else:
            self._inside += 1
            began = time.perf_counter()
            try:
                await self._answered(scope, receive, send)
            finally:
                self._inside -= 1
                if channel := _channel(scope):
                    self._meters.took(channel, time.perf_counter() - began)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, _bounded(receive), send)
        except Exception as problem:  # noqa: BLE001 - an apology is out; the words of the error could be a worker's
            logs.fault("request", problem)


def _last(send: Send) -> Send:
    """The answer with the word that this connection ends: else a proxy could use it in the moment in which it is closed,
    and could not tell whether what it sent was taken."""

    async def last(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
        await send(message)

    return last


def _channel(scope: Scope) -> str:
    """Whose message a request brings, "" where it brings none."""
    if scope["method"] != "POST":
        return ""
    return next((channel for path, channel in TIMED.items() if scope["path"].startswith(path)), "")


def _bounded(receive: Receive) -> Receive:
    """The body counted and timed while it is read."""
    size, until = 0, asyncio.get_running_loop().time() + MOST_SECONDS
    ended = False

    async def bounded() -> Message:
        nonlocal size, ended
        if ended:
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise _TooSlow from None
        size += len(message.get("body", b""))
        ended = not message.get("more_body", False)
        if size > MOST_BYTES:
            raise _TooBig
        return message

    return bounded
