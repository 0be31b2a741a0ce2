"""All ports on one Valkey, with what runs beside them: signs of life, and the way of counts into the file."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.errors import StoreError
from bot.ports import SessionStore
from bot.storage.memory import MemorySessions
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from bot.storage.valkey.counts import Ledger, ValkeyTrends
from bot.storage.valkey.deliveries import ValkeyDeliveries, ValkeyTurns
from bot.storage.valkey.draining import PAUSE_SECONDS, Drainer
from bot.storage.valkey.limits import ValkeyLimits
from bot.storage.valkey.link import Link
from bot.storage.valkey.sessions import ValkeySessions

BEAT_SECONDS = 1.0
AWAY_SECONDS = 0.25
"""Between two tries of a Valkey that is away: the sooner all processes are back, the less they differ."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What one process shares with the others."""

    link: Link
    sessions: ValkeySessions
    trends: ValkeyTrends
    deliveries: ValkeyDeliveries
    turns: ValkeyTurns
    limits: ValkeyLimits
    drainer: Drainer

    @property
    def faults(self) -> Counter[str]:
        """What went wrong with Valkey since the start, by kind."""
        return self.link.faults

    def ping(self) -> str:
        """Nothing where Valkey can be used, else what is wrong, in words: the process answers all the same."""
        return self.link.ping()


@contextmanager
def opened_valkey(
    url: str,
    secret: str,
    ledger: Ledger,
    *,
    spare: SessionStore | None = None,
    pause: tuple[float, float] = PAUSE_SECONDS,
) -> Iterator[Shared]:
    """The ports; at the end the counts of this process are in the file, and what it held is free.

    StoreError for an address that is none. A Valkey that is away or refuses is no error: see ``ping``.
    """
    link = Link(url, secret.encode())
    shared = Shared(
        link,
        ValkeySessions(link, MemorySessions() if spare is None else spare),
        ValkeyTrends(link, ledger),
        ValkeyDeliveries(link, MemoryDeliveries()),
        ValkeyTurns(link, MemoryTurns()),
        ValkeyLimits(link, MemoryLimits()),
        Drainer(link, ledger),
    )
    link.beat()
    stop = threading.Event()
    beside = [
        threading.Thread(target=_beat_on, args=(link, stop), name="valkey-beat", daemon=True),
        threading.Thread(target=shared.drainer.run, args=(stop, pause), name="valkey-drain", daemon=True),
    ]
    for thread in beside:
        thread.start()
    try:
        yield shared
    finally:
        stop.set()
        for thread in beside:
            thread.join()
        _end(shared)


def _beat_on(link: Link, stop: threading.Event) -> None:
    pause = BEAT_SECONDS
    while not stop.wait(pause):
        try:
            pause = BEAT_SECONDS if link.beat() else AWAY_SECONDS
        except Exception as problem:  # noqa: BLE001 - without signs of life others would take over what is held here
            link.note(type(problem).__name__)


def _end(shared: Shared) -> None:
    """What the file does not take stays in Valkey for the next process."""
    try:
        shared.trends.flush()
    except StoreError as problem:
        shared.link.note(type(problem).__name__)
    shared.drainer.leave()
    shared.link.close()
