"""From Valkey into the file of counts: one process at a time, at odd moments, so that times of writing say little."""

from __future__ import annotations

import random
import threading
from contextlib import suppress
from typing import cast

from bot.errors import StoreError
from bot.storage.valkey.counts import Ledger, keys_of, written
from bot.storage.valkey.entries import opened
from bot.storage.valkey.link import ALIVE, Away, Link

LEASE_SECONDS = 30
PAUSE_SECONDS = (1.0, 5.0)
_AT_ONCE = 500


class Drainer:
    """Takes entries of all sources while it has the lease; a dead process loses the lease at once it counts as dead."""

    def __init__(self, link: Link, ledger: Ledger) -> None:
        self._link = link
        self._ledger = ledger
        self._lead, self._trim, self._tidy = (link.script(text) for text in (_LEAD, _TRIM, _TIDY))

    def run(self, stop: threading.Event, pause: tuple[float, float] = PAUSE_SECONDS) -> None:
        """Drain until told to stop; whatever goes wrong is counted and tried again."""
        while not stop.wait(random.uniform(*pause)):
            try:
                with suppress(Away):  # counted by the link
                    self.drain()
            except Exception as problem:  # noqa: BLE001 - counts wait in Valkey until the next time
                self._link.note(type(problem).__name__)

    def drain(self) -> int:
        """How many entries were taken; StoreError where the file cannot be written: then they stay."""
        if not self._leads():
            return 0
        sources = self._link.ask(lambda valkey: valkey.smembers(self._link.own("sources")))
        names = [name.decode("ascii", "replace") for name in cast(set[bytes], sources)]
        taken = sum(self._drain_or_leave(name) for name in sorted(names))
        if not taken:
            with suppress(StoreError):  # the file's times are those of the rounds, never of a question
                self._ledger.drain(self._link.owner, [])
        return taken

    def leave(self) -> None:
        """The last of this process: what it pushed is in the file, and nothing is left of it in Valkey."""
        with suppress(StoreError):
            self._drain_source(self._link.owner)
            self._link.ask(lambda valkey: valkey.hdel(self._link.alive, self._link.owner))
            self._tidy_up(self._link.owner)

    def _drain_or_leave(self, source: str) -> int:
        """One source that cannot be drained keeps no other waiting."""
        try:
            return self._drain_source(source)
        except Away:
            raise
        except StoreError as problem:
            self._link.note(type(problem).__name__)
            return 0

    def _leads(self) -> bool:
        keys = [self._link.alive, self._link.own("drainer")]
        return self._link.run(self._lead, keys, [self._link.owner, LEASE_SECONDS]) == 1

    def _drain_source(self, source: str) -> int:
        keys, taken = keys_of(self._link, source), 0
        while found := self._waiting(keys[0]):
            self._write(source, found, keys)
            taken += len(found)
        self._tidy_up(source)
        return taken

    def _tidy_up(self, source: str) -> None:
        self._link.run(self._tidy, [self._link.alive, *keys_of(self._link, source)], [source])

    def _waiting(self, key: str) -> list[bytes]:
        found = self._link.ask(lambda valkey: valkey.lrange(key, 0, _AT_ONCE - 1))
        return cast(list[bytes], found)

    def _write(self, source: str, found: list[bytes], keys: list[str]) -> None:
        entries = [opened(one, source, self._link.seal) for one in found]
        good = [one for one in entries if one]
        strange = [one for one, entry in zip(found, entries, strict=True) if not entry]
        if strange:
            self._link.note("UnreadableEntry")
        reached = written(self._ledger, source, good) if good else 0
        self._link.run(self._trim, [keys[0], keys[2]], [reached, *strange])


_LEAD = (
    ALIVE
    + """
local held = redis.pcall('GET', KEYS[2])
if type(held) == 'string' and held ~= ARGV[1] and alive(held) then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
return 1
"""
)

# Never by place: the list may have been begun again meanwhile.
_TRIM = """
local reached = tonumber(ARGV[1])
for place = 2, #ARGV do redis.call('LREM', KEYS[1], 1, ARGV[place]) end
while reached > 0 do
    local first = redis.call('LINDEX', KEYS[1], 0)
    local number = first and tonumber(string.match(first, '^(%d+):'))
    if not number or number > reached then break end
    redis.call('LPOP', KEYS[1])
end
if reached > 0 then redis.call('SET', KEYS[2], ARGV[1]) end
"""

# A source whose process is gone and whose entries are all in the file.
_TIDY = (
    ALIVE
    + """
if not alive(ARGV[1]) and redis.call('EXISTS', KEYS[2]) == 0 then
    redis.call('DEL', KEYS[3], KEYS[4])
    redis.call('SREM', KEYS[5], ARGV[1])
end
"""
)
