"""Bodies of requests: read up to a size and within a time, whatever their headers promise."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 256 * 1024
"""Many times the largest message an app sends; files never come here."""
MOST_SECONDS = 10.0


class TooBig(Exception):
    """A body beyond the limit; ``begins`` is what was read of it."""

    def __init__(self, begins: bytes) -> None:
        super().__init__("too big")
        self.begins = begins


class TooSlow(Exception):
    """A body that does not come to an end in time, or whose sender has gone."""


async def whole(request: Request, most: int = MOST_BYTES, seconds: float = MOST_SECONDS) -> bytes:
    """The whole body; TooBig as soon as it is, TooSlow where it does not end."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise TooBig(bytes(body[:most]))
    except (TimeoutError, ClientDisconnect):
        raise TooSlow from None
    return bytes(body)
