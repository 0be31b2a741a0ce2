"""What the channel keeps for a while, in memory only: replies for WeChat's second tries, the rest of long answers, papers.

Keys are those of the sessions, which cannot be turned back into a person. To be used from the event loop alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.conversation import SESSION_MINUTES

REPLY_SECONDS = 20.0
"""WeChat tries three times, five seconds each."""
PAPER_SECONDS = 600.0
MOST_CHATS = 20_000
MOST_PAPERS = 500

Tick = Callable[[], float]
Reply = str | None
"""The words of a reply; None: nothing is to be said."""


@dataclass(frozen=True, slots=True)
class _Work:
    chat: str
    since: float
    task: asyncio.Task[Reply]


class Replies:
    """Replies lately given or still being made, so that a second try gets the very same."""

    def __init__(self, tick: Tick = time.monotonic) -> None:
        self._tick = tick
        self._works: OrderedDict[str, _Work] = OrderedDict()

    def made(
        self, delivery: str, chat: str, make: Callable[[], Coroutine[Any, Any, Reply]]
    ) -> asyncio.Task[Reply]:
        """The work on a delivery: begun now, or the one already begun."""
        self.forget_old()
        work = self._works.get(delivery)
        if work is None:
            work = _Work(chat, self._tick(), asyncio.create_task(make()))
            self._works[delivery] = work
        return work.task

    def drop(self, chat: str) -> None:
        """Forget what was said to a chat; what is still being made is left to end."""
        for delivery in [at for at, work in self._works.items() if work.chat == chat and work.task.done()]:
            del self._works[delivery]

    def forget_old(self) -> None:
        limit = self._tick() - REPLY_SECONDS
        old = []
        for delivery, work in self._works.items():
            if work.since > limit:
                break
            if work.task.done():
                old.append(delivery)
        for delivery in old:
            del self._works[delivery]

    def __len__(self) -> int:
        return len(self._works)


class Rests:
    """What of a long answer has not been shown yet, for as long as a session lasts."""

    def __init__(self, tick: Tick = time.monotonic) -> None:
        self._tick = tick
        self._kept: OrderedDict[str, tuple[float, tuple[str, ...]]] = OrderedDict()

    def put(self, chat: str, pieces: Sequence[str]) -> None:
        """A new answer takes the place of the old one's rest."""
        self._kept.pop(chat, None)
        if pieces:
            self._kept[chat] = (self._tick(), tuple(pieces))
        if len(self._kept) > MOST_CHATS:
            self._kept.popitem(last=False)

    def put_before(self, chat: str, piece: str) -> None:
        """A piece that came too late to be sent is what comes next."""
        _, pieces = self._kept.get(chat, (0.0, ()))
        self.put(chat, (piece, *pieces))

    def next(self, chat: str) -> str | None:
        self.forget_old()
        _, pieces = self._kept.get(chat, (0.0, ()))
        self.put(chat, pieces[1:])
        return pieces[0] if pieces else None

    def drop(self, chat: str) -> None:
        self._kept.pop(chat, None)

    def forget_old(self) -> None:
        limit = self._tick() - SESSION_MINUTES * 60
        while self._kept and next(iter(self._kept.values()))[0] <= limit:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that waits to be fetched once."""

    chat: str
    language: str
    name: str
    content: bytes


class Papers:
    """Papers that wait for their one download, under the hash of a token that only the worker has."""

    def __init__(self, tick: Tick = time.monotonic) -> None:
        self._tick = tick
        self._kept: OrderedDict[str, tuple[float, Paper]] = OrderedDict()

    def put(self, token: str, paper: Paper) -> None:
        self.forget_old()
        self._kept[_hashed(token)] = (self._tick(), paper)
        if len(self._kept) > MOST_PAPERS:
            self._kept.popitem(last=False)

    def see(self, token: str) -> Paper | None:
        """The paper behind a link, which stays."""
        self.forget_old()
        found = self._kept.get(_hashed(token))
        return found[1] if found else None

    def take(self, token: str) -> Paper | None:
        """The paper behind a link, which is gone then."""
        self.forget_old()
        found = self._kept.pop(_hashed(token), None)
        return found[1] if found else None

    def drop(self, chat: str) -> None:
        for token in [at for at, (_, paper) in self._kept.items() if paper.chat == chat]:
            del self._kept[token]

    def forget_old(self) -> None:
        limit = self._tick() - PAPER_SECONDS
        while self._kept and next(iter(self._kept.values()))[0] <= limit:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
