"""The emulator on a port of its own, in a thread: one server for many tests, each with a fresh Telegram."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from tests.emulator.botapi import Emulator


class Host:
    """Hands every call to the emulator of the running test."""

    def __init__(self) -> None:
        self.emulator = Emulator("")
        self.base_url = ""

    def renew(self, token: str) -> Emulator:
        """A Telegram in which nothing has happened yet; whoever still waits at the old one is let go."""
        self.emulator.close()
        self.emulator = Emulator(token)
        return self.emulator

    async def _call(self, request: Request) -> Response:
        try:
            return await self.emulator.call(request)
        except ClientDisconnect:  # a bot that is killed in the middle
            return Response(status_code=400)

    def application(self) -> Starlette:
        return Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])])


@contextmanager
def hosted() -> Iterator[Host]:
    """A host that can be reached at its ``base_url``."""
    logging.getLogger("uvicorn.access").disabled = True  # Telegram's own log is not ours
    host = Host()
    config = uvicorn.Config(
        host.application(), host="127.0.0.1", port=0, log_config=None, ws="none", lifespan="off",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the emulator did not start"
        time.sleep(0.005)
    host.base_url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/bot"
    try:
        yield host
    finally:
        host.emulator.close()
        server.should_exit = True
        thread.join(5)
