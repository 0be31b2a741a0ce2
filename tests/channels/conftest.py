"""A running channel against the emulator: the whole app, its real rule base, and no outside network."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import count

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_api import Pace
from bot.storage.memory_service import MemoryLimits
from tests.emulator.botapi import Emulator
from tests.emulator.server import Host, hosted
from tests.emulator.workers import Worker, until

TOKEN = "4242:AAcanaryTOKENcanaryTOKENcanary"
QUICK = Pace(
    messages_a_second=2000,
    poll_seconds=2,
    retries=(0.02, 0.05, 0.1, 0.2, 0.3),
    start_again=0.05,
    poll_stop=0.1,
)
_chats = count(700_000_001)

Running = Callable[..., AbstractAsyncContextManager[TelegramChannel]]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture(autouse=True)
def _log_levels() -> Iterator[None]:
    """What logs.set_up changes is put back."""
    names = ("", "gongyou", "httpx", "httpcore", "telegram", "watchfiles")
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    handlers = list(logging.getLogger().handlers)
    yield
    for logger, level in before:
        logger.setLevel(level)
    logging.getLogger().handlers[:] = handlers


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    with hosted() as up:
        yield up


@pytest.fixture
def emulator(host: Host) -> Emulator:
    return host.renew(TOKEN)


@pytest.fixture
def base_url(host: Host, emulator: Emulator) -> str:
    return host.base_url


@pytest.fixture
def running(app: App, base_url: str) -> Running:
    """Run a channel for a while: ``async with running(pace=...)``."""

    @asynccontextmanager
    async def run(
        on: App = app,
        pace: Pace = QUICK,
        admins: tuple[int, ...] = (),
        tick: Callable[[], float] | None = None,
        ask_to_keep: bool = False,
    ) -> AsyncIterator[TelegramChannel]:
        clock = tick or time.monotonic
        limits = MemoryLimits(tick=clock)
        channel = TelegramChannel(
            on,
            SecretStr(TOKEN),
            base_url,
            limits,
            admins=admins,
            ask_to_keep=ask_to_keep,
            pace=pace,
            tick=clock,
        )
        stop = asyncio.Event()
        task = asyncio.create_task(channel.run(stop))
        try:
            yield channel
        finally:
            stop.set()
            await asyncio.wait_for(task, 15)

    return run


@pytest.fixture
async def channel(running: Running, emulator: Emulator) -> AsyncIterator[TelegramChannel]:
    """A channel that is up and polling."""
    async with running() as up:
        await until(lambda: any(method == "getUpdates" for method, _ in emulator.calls))
        yield up


@pytest.fixture
def worker(emulator: Emulator) -> Worker:
    return Worker(emulator, next(_chats))


@pytest.fixture
def workers(emulator: Emulator) -> Callable[[int], list[Worker]]:
    return lambda number: [Worker(emulator, next(_chats)) for _ in range(number)]
