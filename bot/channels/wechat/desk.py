"""One message after the other: each answered once, in order, within WeChat's five seconds.

What is slower than that is shown when the worker asks for more. A second try of WeChat gets the very same reply.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from bot import logs
from bot.channels.answering import Answering
from bot.channels.wechat import reading
from bot.channels.wechat.answers import LATE, Answer, Answers, asks_more
from bot.channels.wechat.reading import CHANNEL, Incoming, Message, Want
from bot.channels.wechat.remembering import REPLY_SECONDS, Papers, Replies, Reply, Rests, Tick
from bot.core import commands, crisis
from bot.core.text import normal
from bot.ports import Deliveries, Limits, Stage, Turns

DEADLINE_SECONDS = 4.5
_LOOK_SECONDS = 0.05
"""How often a turn that another process has is asked for again."""
_TIDY_SECONDS = REPLY_SECONDS / 2
"""How often what is held too long is dropped."""

Result = TypeVar("Result")


class Desk:
    """Answers messages for one account in one process."""

    def __init__(
        self,
        app: Answering,
        deliveries: Deliveries,
        turns: Turns,
        limits: Limits,
        *,
        link: Callable[[str], str] | None = None,
        deadline: float = DEADLINE_SECONDS,
        tick: Tick = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._app = app
        self._answers = Answers(app, link)
        self._deliveries = deliveries
        self._turns = turns
        self._limits = limits
        self._deadline = deadline
        self._now = now
        self._replies = Replies(tick)
        self._rests = Rests(tick)
        self.papers = Papers(tick)
        self._tidying: asyncio.TimerHandle | None = None
        self._late: set[str] = set()
        self._ready: dict[str, Reply] = {}
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    async def reply(self, message: Message, spent: float = 0.0) -> Reply:
        """The words for a message, None where nothing is to be said; ``spent`` of the time is gone already."""
        incoming = reading.read(message)
        if incoming.want is Want.NOTHING:
            return None
        chat = self._app.chat_key(CHANNEL, message.sender)
        delivery = self._app.chat_key("wechat delivery", message.delivery)
        self._tidy_later()
        task = self._replies.made(delivery, chat, lambda: self._once(message, incoming, chat, delivery))
        try:
            return await asyncio.wait_for(asyncio.shield(task), max(self._deadline - spent, 0.05))
        except TimeoutError:
            if task.done():
                return task.result()
            if delivery in self._ready:
                return self._ready[delivery]
            self._late.add(delivery)
            return LATE

    async def _once(self, message: Message, incoming: Incoming, chat: str, delivery: str) -> Reply:
        """Answer a delivery unless it has been answered."""
        try:
            async with self._line(chat):
                if await self._begun(delivery):
                    return await self._answered(incoming, chat, delivery)
                lately = self._now() - int(message.created) <= REPLY_SECONDS
                return await asyncio.to_thread(self._answers.again, chat) if lately else None
        finally:
            self._late.discard(delivery)
            self._ready.pop(delivery, None)

    async def _answered(self, incoming: Incoming, chat: str, delivery: str) -> Reply:
        """The reply to a delivery that is ours; one that is broken off is new again."""
        try:
            reply = await self._admitted(incoming, chat, delivery)
            await self._ask(lambda: self._deliveries.done(delivery), None)
        except BaseException:
            await self._ask(lambda: self._deliveries.abandon(delivery), None)
            raise
        return reply

    async def _begun(self, delivery: str) -> bool:
        """Whether it is ours to answer; waits while another process is at it, for it may die."""
        until = time.monotonic() + self._deadline
        while True:
            stage = await self._ask(lambda: self._deliveries.begin(delivery), Stage.NEW)
            if stage is not Stage.BUSY or time.monotonic() > until:
                return stage is Stage.NEW
            await asyncio.sleep(_LOOK_SECONDS)

    async def _admitted(self, incoming: Incoming, chat: str, delivery: str) -> Reply:
        text = incoming.question.text
        if not await self._ask(lambda: self._admits(chat, text), True):
            told = await self._ask(lambda: self._limits.tell(chat), False)
            return await asyncio.to_thread(self._answers.too_fast, chat) if told else None
        async with self._turn(chat):
            reply = await self._words(incoming, chat)
        if reply and delivery in self._late:
            self._rests.put_before(chat, reply)
        self._ready[delivery] = reply
        return reply

    async def _words(self, incoming: Incoming, chat: str) -> Reply:
        if incoming.want is Want.ANSWER and asks_more(incoming.question.text):
            kept = self._rests.next(chat)
            return kept if kept is not None else await asyncio.to_thread(self._answers.no_more, chat)
        answer = await asyncio.to_thread(self._answers.answer, incoming, chat)
        self._remember(answer, chat)
        return None if incoming.want is Want.FORGET else answer.pieces[0]

    def _tidy_later(self) -> None:
        """Look over what is held until nothing is left, also where no more messages come."""
        if self._tidying is None:
            self._tidying = asyncio.get_running_loop().call_later(_TIDY_SECONDS, self._tidy)

    def _tidy(self) -> None:
        self._tidying = None
        held = (self._replies, self._rests, self.papers)
        for memory in held:
            memory.forget_old()
        if any(len(memory) for memory in held):
            self._tidy_later()

    def _admits(self, chat: str, text: str) -> bool:
        return self._limits.admit(chat) or (_urgent(text) and self._limits.admit(chat, urgent=True))

    def _remember(self, answer: Answer, chat: str) -> None:
        if answer.clears:
            self._rests.drop(chat)
            self.papers.drop(chat)
            self._replies.drop(chat)
        else:
            self._rests.put(chat, answer.pieces[1:])
        if answer.paper:
            self.papers.put(answer.token, answer.paper)

    @asynccontextmanager
    async def _line(self, chat: str) -> AsyncIterator[None]:
        """Messages of a chat wait for each other in the order in which they came to this process."""
        lock, waiting = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks.pop(chat)
            if waiting > 1:
                self._locks[chat] = (lock, waiting - 1)

    @asynccontextmanager
    async def _turn(self, chat: str) -> AsyncIterator[None]:
        """The chat is ours among all processes."""
        while not await self._ask(lambda: self._turns.take(chat), True):
            await asyncio.sleep(_LOOK_SECONDS)
        try:
            yield
        finally:
            await self._ask(lambda: self._turns.give_back(chat), None)

    async def _ask(self, ask: Callable[[], Result], otherwise: Result) -> Result:
        """Ask a store beside the loop; one that is away must not silence the bot."""
        try:
            return await asyncio.to_thread(ask)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the worker waits
            logs.fault("store", problem)
            return otherwise


def _urgent(text: str) -> bool:
    """Danger and hiding cannot wait for a minute to pass."""
    plain = normal(text)
    command = commands.read(plain)
    return bool(crisis.danger(plain)) or (command is not None and command.name == "hide")
