"""Counts on their way to SQLite: pushed to Valkey at once, drained from there by whichever process has the lease.

Each process is a source that numbers its entries without a gap and keeps them until they are known to be in the file.
The file takes each number of a source once. So what is pushed twice counts once, what Valkey loses is pushed again,
and what a killed process had pushed is still drained. Valkey takes an entry only where it follows on the last one; a
Valkey that was emptied asks for all that is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, cast

from redis.commands.core import Script

from bot.core.tally import Count, Donation
from bot.errors import StoreError
from bot.storage.columns import checked, checked_donation
from bot.storage.valkey.entries import Entry, close
from bot.storage.valkey.link import Away, Link

MOST_KEPT = 500
"""So many entries that are not known to be in the file are written to it by their own process while Valkey is away, and
ten times as many while they wait in Valkey."""

MOST_WAITING = 100_000
"""Entries that may wait while neither Valkey nor the file takes them; what comes beyond is refused."""

_AT_ONCE = 500


class Ledger(Protocol):
    """The file of counts: takes each number of a source once, in rising order, and says the highest it has."""

    def drain(
        self,
        source: str,
        batch: Sequence[tuple[int, date, Sequence[Count]]],
        donations: Sequence[tuple[int, date, Donation]] = (),
    ) -> int: ...


class ValkeyTrends:
    """Counts of this process, exact whatever dies."""

    def __init__(self, link: Link, ledger: Ledger) -> None:
        self._link = link
        self._ledger = ledger
        self._source = link.owner
        self._number = 0
        self._kept: dict[int, Entry] = {}
        self._follows = True
        self._lock = threading.RLock()
        self._push, self._push_all = link.script(_PUSH), link.script(_BEGIN_AGAIN + _PUSH)
        link.each_beat(self._bring_back)

    def count(self, week: date, counts: Iterable[Count]) -> None:
        self._take(week, checked(week, counts), None)

    def donate(self, week: date, donation: Donation) -> None:
        self._take(week, (), checked_donation(week, donation))

    def _take(self, week: date, counts: tuple[Count, ...], donation: Donation | None) -> None:
        with self._lock:
            if len(self._kept) >= MOST_WAITING:
                raise StoreError("too many counts wait")
            self._number += 1
            entry = Entry(self._number, week, counts, donation)
            self._kept[entry.number] = entry
            try:
                self._send(entry)
            except Away:
                self._follows = False
            most = MOST_KEPT * (10 if self._follows else 1)
            if len(self._kept) >= most and len(self._kept) % 100 == 0:
                self._write_here()

    def _write_here(self) -> None:
        try:
            self.flush()
        except StoreError as problem:
            self._link.note(type(problem).__name__)

    def _send(self, entry: Entry) -> None:
        if not self._follows or not self._pushed([entry], self._push):
            self._send_all()

    def _send_all(self) -> None:
        script, kept = self._push_all, list(self._kept.values())
        for start in range(0, len(kept), _AT_ONCE):
            self._pushed(kept[start : start + _AT_ONCE], script)
            script = self._push
        self._follows = True

    def _pushed(self, entries: Sequence[Entry], script: Script) -> bool:
        """Whether Valkey took them as what follows on the last ones."""
        sealed = [close(one, self._source, self._link.seal) for one in entries]
        before, last = entries[0].number - 1, entries[-1].number
        arrived = self._link.run(
            script, keys_of(self._link, self._source), [before, last, self._source, *sealed]
        )
        self._arrived(cast(int, arrived))
        return arrived != _DOES_NOT_FOLLOW

    def flush(self) -> None:
        """Write what is kept here into the file, past Valkey; StoreError where that cannot be."""
        with self._lock:
            if self._kept:
                self._arrived(written(self._ledger, self._source, self._kept.values()))

    @property
    def waiting(self) -> int:
        """How many entries are not known to be in the file."""
        return len(self._kept)

    def _arrived(self, number: int) -> None:
        while self._kept and (first := next(iter(self._kept))) <= number:
            del self._kept[first]

    def _bring_back(self, link: Link, *, anew: bool) -> None:
        with self._lock:
            if not self._kept:
                return
            keys = keys_of(link, self._source)
            pushed, arrived = link.ask(lambda valkey: cast(list[object], valkey.mget(keys[1], keys[2])))
            self._arrived(_number(arrived))
            if anew or not self._follows or _number(pushed) != self._number:
                self._send_all()


def _number(found: object) -> int:
    return int(found) if isinstance(found, bytes) and found.isdigit() else 0


def written(ledger: Ledger, source: str, entries: Iterable[Entry]) -> int:
    """The highest number of a source that is in the file now."""
    entries = list(entries)
    return ledger.drain(
        source,
        [(one.number, one.week, one.counts) for one in entries if not one.donation],
        [(one.number, one.week, one.donation) for one in entries if one.donation],
    )


def keys_of(link: Link, source: str) -> list[str]:
    """The entries of a source, the last number it pushed, the highest that arrived in the file; and all sources."""
    return [*(link.own(kind, source) for kind in ("entries", "pushed", "arrived")), link.own("sources")]


_DOES_NOT_FOLLOW = -1

_PUSH = """
local pushed = redis.pcall('GET', KEYS[2])
if (type(pushed) == 'string' and pushed or '0') ~= ARGV[1] then return -1 end
if type(redis.pcall('SADD', KEYS[4], ARGV[3])) == 'table' then
    redis.call('DEL', KEYS[4])
    redis.call('SADD', KEYS[4], ARGV[3])
end
for place = 4, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[place]) end
redis.call('SET', KEYS[2], ARGV[2])
local arrived = redis.pcall('GET', KEYS[3])
return type(arrived) == 'string' and tonumber(arrived) or 0
"""

_BEGIN_AGAIN = """
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[2], ARGV[1])
"""
