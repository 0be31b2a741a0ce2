"""WeChat's web addresses: messages in, replies out, papers to fetch. Never an error page, never a word about a fault."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import logs
from bot.channels.answering import Answering
from bot.channels.wechat.answers import APOLOGY
from bot.channels.wechat.desk import DEADLINE_SECONDS, Desk
from bot.channels.wechat.downloads import Downloads
from bot.channels.wechat.gate import Gate
from bot.channels.wechat.remembering import Tick
from bot.channels.wechat.sealing import Account, Refused
from bot.ports import Deliveries, Limits, Turns

MOST_BYTES = 64 * 1024
READ_SECONDS = 3.0
NOTHING = "success"
"""What WeChat wants to hear where there is nothing to say."""


def routes(
    app: Answering,
    account: Account,
    deliveries: Deliveries,
    turns: Turns,
    limits: Limits,
    *,
    at: str = "/wechat",
    public_url: str = "",
    deadline: float = DEADLINE_SECONDS,
    tick: Tick = time.monotonic,
    now: Callable[[], float] = time.time,
) -> list[BaseRoute]:
    """Routes for messages at ``at``, with and without a stroke at its end, and for papers below it; with ``at`` empty
    they are to be mounted at ``/wechat``.

    ``public_url`` is where the service is reached from outside and the account's address ``<public_url>/wechat``;
    without it papers cannot be handed out.
    """

    def link(token: str) -> str:
        return f"{public_url.rstrip('/')}{at or '/wechat'}/paper/{token}"

    desk = Desk(
        app,
        deliveries,
        turns,
        limits,
        link=link if public_url else None,
        deadline=deadline,
        tick=tick,
        now=now,
    )
    gate = Gate(account, deliveries, lambda text: app.chat_key("wechat stamp", text), now)
    door = _Door(gate, desk)
    downloads = Downloads(app, desk.papers)
    return [
        *(Route(path, door.knock, methods=["GET", "POST"]) for path in dict.fromkeys((at or "/", f"{at}/"))),
        Route(f"{at}/paper/{{token}}", downloads.serve, methods=["GET", "POST"]),
    ]


class _Door:
    """Takes WeChat's requests."""

    def __init__(self, gate: Gate, desk: Desk) -> None:
        self._gate = gate
        self._desk = desk

    async def knock(self, request: Request) -> Response:
        began = time.monotonic()
        try:
            if request.method != "POST":
                return _plain(self._gate.echo(request.query_params))
            async with asyncio.timeout(READ_SECONDS):
                body = await _read(request)
            entry = self._gate.enter(request.query_params, body)
            await self._gate.admit(entry)
        except (Refused, TimeoutError, ClientDisconnect):
            return _plain("", 403)
        except Exception as problem:  # noqa: BLE001 - whatever it is, nobody has been let in
            logs.fault("gate", problem)
            return _plain("", 403)
        try:
            words = await self._desk.reply(entry.message, time.monotonic() - began)
        except Exception as problem:  # noqa: BLE001 - the worker must get a reply whatever happens
            logs.fault("wechat", problem)
            words = APOLOGY
        return _plain(NOTHING) if words is None else _answered(self._gate.reply(entry.message, words))


async def _read(request: Request) -> bytes:
    """The body, as long as it is not too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused
    return bytes(body)


def _answered(xml: str) -> Response:
    return Response(xml, media_type="text/xml", headers={"Cache-Control": "no-store"})


def _plain(words: str, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return PlainTextResponse(words, status, headers)
