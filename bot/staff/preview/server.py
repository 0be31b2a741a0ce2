"""The process that shows the page: bound to this machine alone, following the files until it is told to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from bot.errors import SettingsError
from bot.ports import Clock
from bot.rulebase.following import changes
from bot.settings import Settings
from bot.staff.preview.desk import Desk
from bot.staff.preview.page import application

HERE = "127.0.0.1"
PORT = 8420


class Preview:
    """The page and its server; ``run`` returns after ``stop`` or a signal."""

    def __init__(self, settings: Settings, clock: Clock, port: int = PORT) -> None:
        self._desk = Desk(settings)
        self._socket = _bound(port)
        self._server = uvicorn.Server(
            uvicorn.Config(
                application(self._desk, clock, self._following, lambda: self._server.should_exit),
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                ws="none",
                timeout_graceful_shutdown=2,
            )
        )

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HERE}:{self._socket.getsockname()[1]}/"

    def run(self, ready: Callable[[str], None] = lambda _: None) -> None:
        """Serve; ``ready`` hears the address first."""
        ready(self.address)
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()

    def stop(self) -> None:
        """End within a moment; may be called from any thread."""
        self._server.should_exit = True

    @asynccontextmanager
    async def _following(self, _: Starlette) -> AsyncIterator[None]:
        stop, due = asyncio.Event(), asyncio.Event()
        await asyncio.to_thread(self._desk.look)
        beside = asyncio.gather(self._follow(stop, due), self._check(stop, due))
        try:
            yield
        finally:
            stop.set()
            due.set()
            await beside

    async def _follow(self, stop: asyncio.Event, due: asyncio.Event) -> None:
        async for _ in changes(self._desk.settings.knowledge, stop):
            await asyncio.to_thread(self._desk.look)
            due.set()

    async def _check(self, stop: asyncio.Event, due: asyncio.Event) -> None:
        """The slow checks, beside: an edit that comes meanwhile is taken over at once."""
        while not stop.is_set():
            await due.wait()
            due.clear()
            if not stop.is_set():
                await asyncio.to_thread(self._desk.check)


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HERE, port))
    except (OSError, OverflowError):
        listening.close()
        raise SettingsError(
            f"--port {port}: 用不了，换一个，如 {PORT + 1} / cannot be used, try another, like {PORT + 1}"
        ) from None
    return listening
