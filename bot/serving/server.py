"""uvicorn as it is used here: quiet, deaf to signals (the process hears them), and short with slow clients."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import SettingsError

HEADER_SECONDS = 10.0
"""How long a client may take over the headers of a request."""
FINISH_SECONDS = 25
"""How long requests may take to finish when the process is to stop."""


class Prompt(H11Protocol):
    """HTTP that closes on whoever opens a connection and then sends no whole request head in time."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._late:
            self._late.cancel()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """The clock runs while a head is incomplete; it is not wound up again by every byte."""
        incomplete = self.cycle is None or self.cycle.response_complete
        if self._late and not incomplete:
            self._late.cancel()
            self._late = None
        elif incomplete and not self._late:
            self._late = self.loop.call_later(HEADER_SECONDS, self._hang_up)

    def _hang_up(self) -> None:
        self._late = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()


class Server(uvicorn.Server):
    """One listening socket; the process decides when it ends."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Prompt,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                proxy_headers=True,  # of a proxy on this machine, or of those FORWARDED_ALLOW_IPS names
                timeout_keep_alive=75,
                timeout_graceful_shutdown=FINISH_SECONDS,
            )
        )
        self._listening = listening

    @property
    def port(self) -> int:
        return int(self._listening.getsockname()[1])

    async def run_until(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set, then finish what has come in."""
        ending = asyncio.create_task(self._end(stop))
        try:
            await self.serve(sockets=[self._listening])
        finally:
            ending.cancel()
            self._listening.close()

    async def _end(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn would end the process by the signal itself; its exit code is to say that all went well."""
        yield


def listening(host: str, port: int, name: str) -> socket.socket:
    """A socket that is bound; SettingsError names the setting where it cannot be."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind)
    except OSError as problem:
        raise _unbound(host, port, name, problem) from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(1024)
    except OSError as problem:
        bound.close()
        raise _unbound(host, port, name, problem) from None
    return bound


def _unbound(host: str, port: int, name: str, problem: OSError) -> SettingsError:
    reason: Any = problem.strerror or type(problem).__name__
    return SettingsError(
        f"GONGYOU_HOST, {name}: {host}:{port} 用不了，可能别的程序在用，换一个 / cannot be used, take another ({reason})"
    )
