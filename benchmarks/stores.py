"""What the stores add to a message: in memory, and in a Valkey on this machine, in one run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from bot.core.conversation import Facts, Session
from bot.core.tally import Met, Tally, counts_of
from bot.ports import Deliveries, Limits, SessionStore, TrendStore, Turns
from bot.storage.memory import MemorySessions, MemoryTrends
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from bot.storage.sqlite import SqliteTrends
from bot.storage.valkey.shared import opened_valkey
from tests.valkey import SECRET, running

MESSAGES = 2_000
CHATS = 500
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=8)))
WEEK = date(2026, 11, 16)
COUNTS = counts_of(Tally("overtime_pay", "441900", "zh_Hans", "telegram", Met.ANSWERED, ("overtime_pay",)))
SESSION = Session(
    language="zh_Hans",
    region="441900",
    topics=("overtime_pay", "wage_arrears"),
    facts=Facts(
        {"base_wage": Decimal(2000), "hours_per_day": Decimal(12), "date": date(2026, 1, 2)},
        frozenset({"no_contract"}),
    ),
    sends=("/set days_off_per_month 2", "/skip days_off_per_month", "/topic wage_arrears"),
)


class Stores(NamedTuple):
    """What a message goes through."""

    sessions: SessionStore
    deliveries: Deliveries
    turns: Turns
    limits: Limits
    trends: TrendStore


def message(stores: Stores, number: int) -> None:
    """All that is asked of the stores for one message."""
    update, chat = f"telegram:{number}", f"{number % CHATS:064x}"
    stores.deliveries.begin(update)
    stores.turns.take(chat)
    stores.limits.admit(chat)
    stores.sessions.load(chat, NOW)
    stores.sessions.save(chat, SESSION, NOW)
    stores.trends.count(WEEK, COUNTS)
    stores.deliveries.done(update)
    stores.turns.give_back(chat)


def run() -> None:
    for name, opened in (("memory", _memory), ("Valkey", _valkey)):
        with opened() as stores:
            times = [_timed(lambda number=number: message(stores, number)) for number in range(MESSAGES)]  # type: ignore[misc]
        print(f"{name:8} p50 {median(times):7.1f} us, p99 {quantiles(times, n=100)[98]:7.1f} us a message")


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e6


@contextmanager
def _memory() -> Iterator[Stores]:
    yield Stores(MemorySessions(), MemoryDeliveries(), MemoryTurns(), MemoryLimits(), MemoryTrends())


@contextmanager
def _valkey() -> Iterator[Stores]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as server,
        closing(SqliteTrends(Path(folder) / "trends.db")) as file,
        opened_valkey(server.url, SECRET, file) as shared,
    ):
        yield Stores(shared.sessions, shared.deliveries, shared.turns, shared.limits, shared.trends)
