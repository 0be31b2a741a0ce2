"""All addresses of the web chat, for a server to mount."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import logs
from bot.channels.answering import Answering
from bot.channels.web.calendar import Calendar
from bot.channels.web.chat import AWAY, Chat
from bot.channels.web.guard import Guard
from bot.channels.web.leaflet import Leaflets
from bot.channels.web.pages import HEADERS, Pages
from bot.channels.web.share import Links
from bot.channels.web.static import Static
from bot.ports import Clock, Limits

APOLOGY = (
    "对不起，我出了点问题。请再发一遍；急的话打12333。\n"
    "Sorry, something went wrong. Please send it again; if it is urgent, call 12333."
)
"""Said where an answer could not be put into words, in which case a translation cannot be counted on either."""

Endpoint = Callable[[Request], Awaitable[Response]]


def routes(
    app: Answering,
    *,
    limits: Limits,
    clock: Clock,
    arrivals: Limits | None = None,
    public_url: str = "",
    bot_url: str = "",
) -> list[BaseRoute]:
    """The chat, links to answers, leaflets and their files.

    ``limits`` counts messages of a session; ``arrivals`` those without one, by network, where many workers of one factory
    may be behind one address, so it should let more through. ``public_url`` is where the site is reached from outside, for
    addresses on paper; ``bot_url`` is printed on leaflets instead where there is no public address.
    """
    static = Static()
    pages = Pages(app, static)
    chat = Chat(app, pages, Guard(app, limits, arrivals or limits, public_url=public_url))
    links = Links(app, pages, public_url)
    leaflets = Leaflets(app, pages, links, clock, bot_url)
    calendar = Calendar(pages, clock)
    return [
        Route("/", _safe(chat.start), methods=["GET"]),
        Route("/", _safe(chat.say), methods=["POST"]),
        Route("/paper", _safe(chat.paper), methods=["POST"]),
        Route("/leave", _safe(chat.leave), methods=["POST"]),
        Route(AWAY, _safe(calendar.show)),
        Route("/about", _safe(chat.about)),
        Route("/t/{topic}", _safe(links.show)),
        Route("/leaflet/{topic}", _safe(leaflets.show)),
        *static.routes(),
    ]


def _safe(endpoint: Endpoint) -> Endpoint:
    """Never a traceback: an apology with the hotline, and the kind of fault in the log."""

    @functools.wraps(endpoint)
    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Exception as problem:  # noqa: BLE001 - the worker must get a reply whatever happens
            logs.fault("web", problem)
            return PlainTextResponse(APOLOGY, 500, HEADERS)

    return guarded
