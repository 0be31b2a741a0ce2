"""Who asks, and whether to listen: the session's cookie, forged and oversized requests, and floods.

The cookie holds chance and a mark that we made it; it ends with the browser. Of an address only a keyed hash of its
network is used, in memory, to slow down those who come without a cookie; it is neither kept nor logged.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import parse_qs, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.channels.answering import Answering
from bot.core.crisis import danger
from bot.core.text import normal
from bot.ports import Limits

CHANNEL = "web"
LARGEST = 65_536
"""Bytes of a form."""
MOST_FIELDS = 20
PATIENCE = 20.0
"""Seconds in which a form must have come in."""
_TOKEN = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9a-f]{32})", re.ASCII)
FORM = "application/x-www-form-urlencoded"


class RefusedError(Exception):
    """A request that is not answered: the status it gets."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose chat it is: the session's key, and its cookie where the browser has none of ours yet."""

    key: str
    fresh: str = ""


class Guard:
    """Asked before a message is answered."""

    def __init__(self, app: Answering, limits: Limits, arrivals: Limits, *, public_url: str) -> None:
        self._app = app
        self._limits = limits
        self._arrivals = arrivals
        self._public = urlsplit(public_url)

    def visitor(self, request: Request) -> Visitor:
        """The chat that the cookie stands for; a cookie that we did not make counts as none."""
        found = _TOKEN.fullmatch(request.cookies.get(self._cookie(request), ""))
        if found and hmac.compare_digest(self._mark(found[1]), found[2]):
            return Visitor(self._app.chat_key(CHANNEL, found[1]))
        token = secrets.token_urlsafe(16)
        return Visitor(self._app.chat_key(CHANNEL, token), f"{token}.{self._mark(token)}")

    def admits(self, request: Request, visitor: Visitor, text: str) -> bool:
        """Whether the message is answered now; who has no session yet is counted with the network they come from."""
        urgent = bool(danger(normal(text)))
        if visitor.fresh and not self._arrivals.admit(self._network(request), urgent=urgent):
            return False
        return self._limits.admit(visitor.key, urgent=urgent)

    def remember(self, request: Request, response: Response, visitor: Visitor) -> None:
        """Give the session's cookie to a browser that has none."""
        if visitor.fresh:
            response.set_cookie(
                self._cookie(request),
                visitor.fresh,
                path="/",
                secure=self._secure(request),
                httponly=True,
                samesite="strict",
            )

    def forget(self, request: Request, response: Response) -> None:
        response.delete_cookie(
            self._cookie(request), path="/", secure=self._secure(request), httponly=True, samesite="strict"
        )

    def own(self, request: Request) -> None:
        """Refuse a form that another site sent; RefusedError(403).

        Browsers say where a form comes from in one header or another; none of them may say "elsewhere". The pages' referrer
        policy is same-origin and not no-referrer, under which an honest form would say "null" as a forged one does.
        """
        headers = request.headers
        site = headers.get("sec-fetch-site")
        if site is not None and site not in ("same-origin", "none"):
            raise RefusedError(403)
        hosts = {headers.get("host", ""), self._public.netloc}
        for name in ("origin", "referer"):
            said = headers.get(name)
            if said is not None and (said == "null" or _netloc(said) not in hosts) and site != "same-origin":
                raise RefusedError(403)

    def _cookie(self, request: Request) -> str:
        return "__Host-s" if self._secure(request) else "s"

    def _secure(self, request: Request) -> bool:
        return "https" in (self._public.scheme, request.url.scheme)

    def _mark(self, token: str) -> str:
        return self._app.chat_key("web-cookie", token)[:32]

    def _network(self, request: Request) -> str:
        return self._app.chat_key("web-network", network(request.client.host if request.client else ""))


def _netloc(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return "?"


def network(host: str) -> str:
    """The network an address is in: what floods are counted by, so that no single one is even in memory.

    >>> network("203.0.113.77"), network("2001:db8:1:2::3"), network("unix")
    ('203.0.113.0/24', '2001:db8:1::/48', '')
    """
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False))


async def form_of(request: Request) -> Mapping[str, Sequence[str]]:
    """The fields of a form, whatever bytes came; RefusedError where it is too long, too slow or no form."""
    kind = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
    if kind != FORM:
        raise RefusedError(415)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST:
                    raise RefusedError(413)
        return parse_qs(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="replace",
            max_num_fields=MOST_FIELDS,
        )
    except TimeoutError:
        raise RefusedError(408) from None
    except (ValueError, ClientDisconnect):
        raise RefusedError(400) from None
