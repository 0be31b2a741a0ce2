"""What the channel keeps of a chat, in memory only and for half an hour at most: the numbers of messages and what it was shown.

Keys are those of the sessions, which cannot be turned back into a chat.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

KEEP_SECONDS = 30 * 60
MOST_CHATS = 20_000
MOST_MESSAGES = 200

Tick = Callable[[], float]


@dataclass(slots=True)
class _Chat:
    """One chat's lately sent messages and what it has already been shown."""

    messages: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=MOST_MESSAGES))
    seen: dict[str, float] = field(default_factory=dict)
    touched: float = 0.0


class Recents:
    """Numbers of the messages sent to a chat, so that ``/hide`` and ``/forget`` can take them back."""

    def __init__(self, tick: Tick = time.monotonic) -> None:
        self._tick = tick
        self._chats: OrderedDict[str, _Chat] = OrderedDict()

    def sent(self, key: str, message: int) -> None:
        self._chat(key).messages.append((self._tick(), message))

    def take(self, key: str) -> tuple[int, ...]:
        """The numbers to delete, which are then forgotten."""
        limit = self._tick() - KEEP_SECONDS
        chat = self._chats.pop(key, None)
        return tuple(number for at, number in chat.messages if at > limit) if chat else ()

    def seen(self, key: str, what: str) -> bool:
        """Whether a chat has met something lately: one reply to an album of photos is enough."""
        chat = self._chat(key)
        limit = self._tick() - KEEP_SECONDS
        chat.seen = {name: at for name, at in chat.seen.items() if at > limit}
        return what in chat.seen

    def mark(self, key: str, what: str) -> None:
        """A chat has met something now."""
        self._chat(key).seen[what] = self._tick()

    def unmark(self, key: str, what: str) -> None:
        """A chat has not met it after all."""
        self._chat(key).seen.pop(what, None)

    def forget_old(self) -> None:
        """Drop every chat silent for half an hour."""
        limit = self._tick() - KEEP_SECONDS
        while self._chats and (
            next(iter(self._chats.values())).touched <= limit or len(self._chats) > MOST_CHATS
        ):
            self._chats.popitem(last=False)
        for chat in self._chats.values():
            while chat.messages and chat.messages[0][0] <= limit:
                chat.messages.popleft()

    def __len__(self) -> int:
        return len(self._chats)

    def _chat(self, key: str) -> _Chat:
        chat = self._chats.setdefault(key, _Chat())
        chat.touched = self._tick()
        self._chats.move_to_end(key)
        if len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
        return chat
