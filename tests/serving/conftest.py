"""The service on a port of its own in the test's loop, with the emulator as the Telegram that calls it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
from pydantic import SecretStr
from starlette.routing import BaseRoute

from bot.app import App
from bot.channels.telegram_api import Pace
from bot.channels.telegram_webhook import Ports, TelegramWebhook
from bot.meters import Meters
from bot.serving.asgi import MOST_AT_ONCE, Readiness, application
from bot.serving.server import Server, listening
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from tests.channels.conftest import TOKEN, _log_levels, _no_proxy, base_url, emulator, host, worker, workers
from tests.emulator.botapi import Emulator
from tests.emulator.workers import until

__all__ = ["_log_levels", "_no_proxy", "base_url", "emulator", "host", "worker", "workers"]

SECRET = "a-secret-of-the-webhook"
PROMPT = Pace(messages_a_second=2000, retries=(0.02, 0.05), start_again=0.05, longest_wait=0.5)
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def ports() -> Ports:
    return Ports(MemoryDeliveries(), MemoryTurns(), MemoryLimits(), MemoryLimits(100_000))


@dataclass
class Up:
    """A service that runs."""

    port: int
    webhook: TelegramWebhook
    readiness: Readiness
    meters: Meters
    client: httpx.AsyncClient
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def brings(self, body: bytes | str, secret: str | None = SECRET) -> int:
        """Deliver a body as Telegram would; the status."""
        headers = {} if secret is None else {HEADER: secret}
        return (await self.client.post("/telegram", content=body, headers=headers)).status_code

    def fates(self, fate: str) -> int:
        return self.meters.sums().get(("updates", ("telegram", fate)), 0)


Serving = Callable[..., AbstractAsyncContextManager[Up]]


@pytest.fixture
def serving(app: App, base_url: str, emulator: Emulator) -> Serving:
    """Run the service for a while: ``async with serving(pace=...)``; Telegram calls it unless ``called`` is false."""

    @asynccontextmanager
    async def run(
        on: App = app,
        *,
        shared: Ports | None = None,
        pace: Pace = PROMPT,
        called: bool = True,
        more: Sequence[BaseRoute] = (),
        admins: tuple[int, ...] = (),
        most_at_once: int = MOST_AT_ONCE,
    ) -> AsyncIterator[Up]:
        meters, stop, bound = Meters(), asyncio.Event(), listening("127.0.0.1", 0, "GONGYOU_PORT")
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        on.meters = meters
        webhook = TelegramWebhook(
            on, SecretStr(TOKEN), base_url, SecretStr(SECRET), shared or ports(),
            public_url=address if called else "", pace=pace, meters=meters, admins=admins,
        )  # fmt: skip
        readiness = Readiness(up=True)
        server = Server(
            application([*webhook.routes(), *more], readiness, most_at_once=most_at_once, meters=meters),
            bound,
        )
        tasks = [asyncio.create_task(server.run_until(stop)), asyncio.create_task(webhook.run(stop))]
        try:
            await until(lambda: webhook.ready)
            async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
                yield Up(server.port, webhook, readiness, meters, client, stop)
        finally:
            stop.set()
            webhook.stop_waiting()
            await asyncio.wait_for(asyncio.gather(*tasks), 15)
            await webhook.close()

    return run
