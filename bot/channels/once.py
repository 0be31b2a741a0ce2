"""Each update answered once and in the order of its chat, though an app delivers it twice and to several processes.

An update is done only when its reply has got out. Whoever dies before leaves it to the next delivery.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import ParamSpec, TypeVar

from bot import logs
from bot.errors import StoreError
from bot.ports import Deliveries, Stage, Turns

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 20.0
"""Seconds that an update waits for its turn; then the app is asked to bring it again."""
_LOOKS = (0.01, 0.02, 0.05, 0.1, 0.25)
"""Waits between looks at what another process holds; the last is repeated."""


class Beside:
    """A few threads for what may wait for a store or takes a while, so that the loop never does."""

    def __init__(self, threads: int = 8) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="beside")
        self._endings = ThreadPoolExecutor(threads // 2, thread_name_prefix="endings")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(work, *args, **kwargs))

    async def end(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What follows on a reply that is out: it waits behind no other, as whoever dies in between answers twice."""
        return await asyncio.get_running_loop().run_in_executor(self._endings, partial(work, *args, **kwargs))

    def close(self) -> None:
        self._pool.shutdown(wait=True)
        self._endings.shutdown(wait=True)


@dataclass(slots=True)
class _Line:
    """A chat's lock and how many stand at it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    standing: int = 0


class Lines:
    """One line a chat: who comes first goes first; other chats go on meanwhile."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def of(self, chat: str, patience: float | None = None) -> AsyncIterator[None]:
        """The chat's turn in this process; TimeoutError where it does not come in time."""
        line = self._lines.setdefault(chat, _Line())
        line.standing += 1
        try:
            async with asyncio.timeout(patience):
                await line.lock.acquire()
            try:
                yield
            finally:
                line.lock.release()
        finally:
            line.standing -= 1
            if not line.standing:
                self._lines.pop(chat, None)


class Fate(StrEnum):
    """What became of a delivery."""

    ANSWERED = "answered"
    TWICE = "twice"
    AGAIN = "again"


class Once:
    """Lets work on an update begin when it is new and its chat's turn has come."""

    def __init__(
        self, deliveries: Deliveries, turns: Turns, beside: Beside, *, patience: float = PATIENCE
    ) -> None:
        self._deliveries = deliveries
        self._turns = turns
        self._beside = beside
        self._patience = patience
        self._lines = Lines()

    async def answer(self, update: str, chat: str, work: Callable[[], Awaitable[bool]]) -> Fate:
        """Do the work, which tells whether the reply has got out; ``AGAIN``: let it be delivered again.

        Standing in line comes first, so that what arrives in order is begun in order.
        """
        until = asyncio.get_running_loop().time() + self._patience
        try:
            async with self._lines.of(chat, self._patience):
                return await self._in_turn(update, chat, work, until)
        except TimeoutError:
            return Fate.AGAIN
        except StoreError as problem:
            logs.fault("store", problem)
            return Fate.AGAIN

    async def _in_turn(
        self, update: str, chat: str, work: Callable[[], Awaitable[bool]], until: float
    ) -> Fate:
        stage, taken = await self._beside.run(self._begun, update, chat)
        if stage is Stage.BUSY:
            stage = await self._looking(lambda: self._deliveries.begin(update), Stage.BUSY, until)
        if stage is not Stage.NEW:
            return Fate.TWICE if stage is Stage.DONE else Fate.AGAIN
        out = False
        try:
            taken = taken or await self._looking(lambda: self._turns.take(chat), False, until)
            out = taken and await work()
        finally:
            await self._beside.end(self._settled, update, chat if taken else "", out)
        return Fate.ANSWERED if out else Fate.AGAIN

    def _begun(self, update: str, chat: str) -> tuple[Stage, bool]:
        """Both at the first look, as nearly always."""
        stage = self._deliveries.begin(update)
        if stage is not Stage.NEW:
            return stage, False
        try:
            return stage, self._turns.take(chat)
        except StoreError:
            self._settled(update, "", False)
            raise

    async def _looking(self, look: Callable[[], T], taken: T, until: float) -> T:
        """Look until another process lets go or patience ends."""
        looks = 0
        while (seen := await self._beside.run(look)) == taken:
            if asyncio.get_running_loop().time() >= until:
                break
            await asyncio.sleep(_LOOKS[min(looks, len(_LOOKS) - 1)])
            looks += 1
        return seen

    def _settled(self, update: str, chat: str, out: bool) -> None:
        """Done before the next one's turn. What a store cannot note now does not undo a reply that is out; such marks
        end by themselves."""
        steps = [partial(self._deliveries.done if out else self._deliveries.abandon, update)]
        if chat:
            steps.append(partial(self._turns.give_back, chat))
        for step in steps:
            try:
                step()
            except StoreError as problem:
                logs.fault("store", problem)
