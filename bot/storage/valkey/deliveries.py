"""Which updates are answered or being answered, and whose turn it is in a chat, for all processes.

What is being done names the process that does it and counts only while that process gives signs of life
(``ALIVE_SECONDS``) and for ``LEASE_SECONDS`` at most, so that nothing waits for the dead or the lost. Each process
keeps the same marks for itself: it needs no Valkey to know what it does itself, and brings the marks back to a Valkey
that has lost them. Until the others have had the time to do so too (``SETTLE_SECONDS``) everything counts as busy, so
that a restart of Valkey keeps every message waiting for a moment and lets none overtake another.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import cast

from redis.commands.core import Script

from bot.ports import Deliveries, Stage, Turns
from bot.storage.valkey.link import ALIVE, Away, Link

LEASE_SECONDS = 120.0
DAY = 24 * 60 * 60
_BROUGHT_BACK = 10_000
_AT_ONCE = 1_000


class ValkeyDeliveries:
    """``near`` has the marks of this process alone."""

    def __init__(self, link: Link, near: Deliveries, *, lease: float = LEASE_SECONDS) -> None:
        self._link = link
        self._near = near
        self._lease = lease
        self._busy: set[str] = set()
        self._done: deque[str] = deque(maxlen=_BROUGHT_BACK)
        self._begin, self._drop, self._again = (link.script(text) for text in (_TAKE, _DROP, _DONE_AGAIN))
        link.each_beat(self._bring_back)

    def begin(self, key: str) -> Stage:
        stage = self._near.begin(key)
        if stage is not Stage.NEW:
            return stage
        name = self._link.key("delivery", key)
        stage = _taken(self._link, self._begin, name, self._lease)
        if stage is Stage.NEW:
            self._busy.add(name)
        else:
            self._near.abandon(key)
        return stage

    def done(self, key: str) -> None:
        self._near.done(key)
        name = self._link.key("delivery", key)
        self._busy.discard(name)
        self._done.append(name)
        with suppress(Away):  # brought back later
            self._link.ask(lambda valkey: valkey.set(name, "done", ex=DAY))

    def abandon(self, key: str) -> None:
        self._near.abandon(key)
        name = self._link.key("delivery", key)
        self._busy.discard(name)
        _give_up(self._link, self._drop, name)

    def _bring_back(self, link: Link, *, anew: bool) -> None:
        if anew:
            done = list(self._done)
            for start in range(0, len(done), _AT_ONCE):
                link.run(self._again, done[start : start + _AT_ONCE], [DAY])
            for name in list(self._busy):
                _tried(link, self._begin, name, self._lease)
                if name not in self._busy:  # let go meanwhile
                    _give_up(link, self._drop, name)


class ValkeyTurns:
    """``near`` keeps the threads of this process apart; Valkey the processes."""

    def __init__(self, link: Link, near: Turns, *, lease: float = LEASE_SECONDS) -> None:
        self._link = link
        self._near = near
        self._lease = lease
        self._held: set[str] = set()
        self._take, self._drop = link.script(_TAKE), link.script(_DROP)
        link.each_beat(self._bring_back)

    def take(self, key: str) -> bool:
        if not self._near.take(key):
            return False
        name = self._link.key("turn", key)
        if _taken(self._link, self._take, name, self._lease) is not Stage.NEW:
            self._near.give_back(key)
            return False
        self._held.add(name)
        return True

    def give_back(self, key: str) -> None:
        name = self._link.key("turn", key)
        self._held.discard(name)
        _give_up(self._link, self._drop, name)
        self._near.give_back(key)

    def _bring_back(self, link: Link, *, anew: bool) -> None:
        if anew:
            for name in list(self._held):
                _tried(link, self._take, name, self._lease)
                if name not in self._held:  # let go meanwhile
                    _give_up(link, self._drop, name)


def _taken(link: Link, script: Script, name: str, lease: float) -> Stage:
    """Whether something is the caller's now; where Valkey stays away it is, as far as this process knows."""
    try:
        found = _tried(link, script, name, lease) if link.settled else b"busy"
        if found == b"stranger":
            link.beat()
            found = _tried(link, script, name, lease) if link.settled else b"busy"
    except Away:
        return Stage.NEW if link.settled else Stage.BUSY
    return {b"busy": Stage.BUSY, b"done": Stage.DONE}.get(cast(bytes, found), Stage.NEW)


def _tried(link: Link, script: Script, name: str, lease: float) -> object:
    return link.run(script, (link.alive, name), (link.owner, lease, DAY))


def _give_up(link: Link, script: Script, name: str) -> None:
    with suppress(Away):  # a later take of this process sees that it is its own; for others it lapses
        link.run(script, [name], [link.owner])


# A mark reads "owner:until" and lasts longer than a session in Valkey, so that a full one drops sessions before it.
# A value of another kind is no mark: pcall gives a table for it, SET writes over it.
_TAKE = (
    ALIVE
    + """
if not alive(ARGV[1]) then return 'stranger' end
local held = redis.pcall('GET', KEYS[2])
if held == 'done' then return 'done' end
if type(held) == 'string' then
    local owner, till = string.match(held, '^(%w+):([%d.]+)$')
    if owner and owner ~= ARGV[1] and now < tonumber(till) and alive(owner) then return 'busy' end
end
redis.call('SET', KEYS[2], string.format('%s:%.6f', ARGV[1], now + ARGV[2]), 'EX', ARGV[3])
return 'new'
"""
)

_DROP = """
local held = redis.pcall('GET', KEYS[1])
if type(held) == 'string' and string.match(held, '^%w+:') == ARGV[1] .. ':' then redis.call('DEL', KEYS[1]) end
"""

_DONE_AGAIN = """
for _, key in ipairs(KEYS) do redis.call('SET', key, 'done', 'EX', ARGV[1]) end
"""
