"""The very same tests on the stores in memory, in SQLite and in a real Valkey, wherever there is one of the kind."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from bot.core.conversation import Facts, Session
from bot.core.tally import CUTS, Count, Donation
from bot.errors import StoreError
from bot.ports import Deliveries, Limits, SessionStore, Stage, TrendStore, Turns
from bot.storage.memory import MemorySessions, MemoryTrends
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from bot.storage.sqlite import SqliteTrends
from bot.storage.valkey.counts import ValkeyTrends
from bot.storage.valkey.deliveries import ValkeyDeliveries, ValkeyTurns
from bot.storage.valkey.draining import Drainer
from bot.storage.valkey.limits import ValkeyLimits
from bot.storage.valkey.link import Link
from bot.storage.valkey.sessions import ValkeySessions
from tests.valkey import SECRET, Server

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=8)))
WEEK = date(2026, 11, 16)
COUNT = Count("topic_outcome", ("overtime_pay", "answered"))
OTHER = Count("channel", ("web",))
SESSION = Session(
    language="vi",
    region="441900",
    topics=("overtime_pay", "wage_arrears"),
    facts=Facts(
        {"base_wage": Decimal("2000.50"), "date": date(2026, 1, 2), "reason": "closed"}, frozenset({"a"})
    ),
    sends=("/set a", "1"),
    declined=frozenset({"age"}),
)


class Steps:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Ports:
    """The stores of one kind."""

    sessions: SessionStore
    deliveries: Deliveries
    turns: Turns
    limits: Limits
    tick: Steps


@pytest.fixture(params=["memory", "valkey"])
def ports(request: pytest.FixtureRequest) -> Iterator[Ports]:
    tick = Steps()
    near = Ports(MemorySessions(), MemoryDeliveries(), MemoryTurns(), MemoryLimits(most=4, tick=tick), tick)
    if request.param == "memory":
        yield near
        return
    server: Server = request.getfixturevalue("valkey")
    with closing(Link(server.url, SECRET.encode())) as link:
        assert link.beat()
        yield Ports(
            ValkeySessions(link, near.sessions),
            ValkeyDeliveries(link, near.deliveries),
            ValkeyTurns(link, near.turns),
            ValkeyLimits(link, near.limits, most=4, tick=tick),
            tick,
        )
        assert not link.faults


def test_a_session_comes_back_as_it_was(ports: Ports) -> None:
    ports.sessions.save("a", SESSION, NOW)
    assert ports.sessions.load("a", NOW) == SESSION
    assert ports.sessions.load("b", NOW) is None


def test_a_session_lasts_half_an_hour(ports: Ports) -> None:
    ports.sessions.save("a", SESSION, NOW)
    assert ports.sessions.load("a", NOW + timedelta(minutes=29)) == SESSION
    assert ports.sessions.load("a", NOW + timedelta(minutes=31)) is None


def test_each_message_lengthens_a_session(ports: Ports) -> None:
    ports.sessions.save("a", SESSION, NOW)
    ports.sessions.save("a", Session(region="440300"), NOW + timedelta(minutes=20))
    assert ports.sessions.load("a", NOW + timedelta(minutes=40)) == Session(region="440300")


def test_what_is_forgotten_is_gone(ports: Ports) -> None:
    ports.sessions.save("a", SESSION, NOW)
    ports.sessions.forget("a")
    ports.sessions.forget("never there")
    assert ports.sessions.load("a", NOW) is None
    ports.sessions.save("a", Session(language="en"), NOW)
    assert ports.sessions.load("a", NOW) == Session(language="en")


def test_an_update_is_answered_once(ports: Ports) -> None:
    assert ports.deliveries.begin("telegram:1") is Stage.NEW
    assert ports.deliveries.begin("telegram:1") is Stage.BUSY
    assert ports.deliveries.begin("telegram:2") is Stage.NEW
    ports.deliveries.done("telegram:1")
    assert ports.deliveries.begin("telegram:1") is Stage.DONE
    ports.deliveries.abandon("telegram:1")
    assert ports.deliveries.begin("telegram:1") is Stage.DONE


def test_an_abandoned_update_is_new_again(ports: Ports) -> None:
    assert ports.deliveries.begin("wechat:7") is Stage.NEW
    ports.deliveries.abandon("wechat:7")
    ports.deliveries.abandon("never begun")
    assert ports.deliveries.begin("wechat:7") is Stage.NEW


def test_of_many_at_once_one_gets_the_update_and_the_turn(ports: Ports) -> None:
    got: Counter[str] = Counter()
    ready = threading.Barrier(8)

    def grab() -> None:
        ready.wait()
        got["update"] += ports.deliveries.begin("telegram:1") is Stage.NEW
        got["turn"] += ports.turns.take("chat")

    threads = [threading.Thread(target=grab) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {"update": 1, "turn": 1}


def test_a_turn_is_one_at_a_time(ports: Ports) -> None:
    assert ports.turns.take("a")
    assert not ports.turns.take("a")
    assert ports.turns.take("b")
    ports.turns.give_back("a")
    ports.turns.give_back("never taken")
    assert ports.turns.take("a")


def test_a_chat_gets_so_many_answers_a_minute(ports: Ports) -> None:
    assert [ports.limits.admit("a") for _ in range(6)] == [True] * 4 + [False] * 2
    assert ports.limits.admit("b")
    ports.tick.now += 59.0
    assert not ports.limits.admit("a")
    ports.tick.now += 2.0
    assert ports.limits.admit("a"), "what was not answered did not count"


def test_the_span_slides(ports: Ports) -> None:
    for _ in range(4):
        assert ports.limits.admit("a")
        ports.tick.now += 10.0
    assert not ports.limits.admit("a")
    ports.tick.now += 20.5
    assert [ports.limits.admit("a") for _ in range(2)] == [True, False]


def test_danger_is_let_through_three_times_as_often(ports: Ports) -> None:
    for _ in range(4):
        ports.limits.admit("a")
    assert not ports.limits.admit("a")
    assert [ports.limits.admit("a", urgent=True) for _ in range(9)] == [True] * 8 + [False]


def test_too_fast_is_said_once_a_span(ports: Ports) -> None:
    assert [ports.limits.tell("a"), ports.limits.tell("a"), ports.limits.tell("b")] == [True, False, True]
    ports.tick.now += 61.0
    assert [ports.limits.tell("a"), ports.limits.tell("a")] == [True, False]


Counted = Callable[[], tuple[Counter[Count], list[tuple[str, str, str]]]]


@pytest.fixture(params=["memory", "sqlite", "valkey"])
def trends(request: pytest.FixtureRequest) -> Iterator[tuple[TrendStore, Counted]]:
    """A store of counts, and a way to see what it has counted in ``WEEK``."""
    if request.param == "memory":
        memory = MemoryTrends()
        yield memory, lambda: (_of_memory(memory), _given(memory))
        return
    with closing(SqliteTrends(None)) as file:
        if request.param == "sqlite":
            yield file, lambda: in_file(file)
            return
        server: Server = request.getfixturevalue("valkey")
        with closing(Link(server.url, SECRET.encode())) as link:
            assert link.beat()
            drainer = Drainer(link, file)
            yield ValkeyTrends(link, file), lambda: (drainer.drain(), in_file(file))[1]
            assert not link.faults


def _of_memory(memory: MemoryTrends) -> Counter[Count]:
    return Counter({one: times for (week, one), times in memory.counts.items() if week == WEEK})


def _given(memory: MemoryTrends) -> list[tuple[str, str, str]]:
    return sorted((week.isoformat(), one.language, one.text) for week, one in memory.donations.elements())


def in_file(file: SqliteTrends) -> tuple[Counter[Count], list[tuple[str, str, str]]]:
    counts: Counter[Count] = Counter()
    for cut, columns in CUTS.items():
        for row in file.rows(cut):
            if row["week"] == WEEK.isoformat():
                values = tuple(str(row[column]) for column in columns)
                counts[Count(cut, values)] += int(str(row["count"]))
    given = file._rows.execute(
        "select week, language, text from donated_questions order by 1, 2, 3"
    ).fetchall()
    return counts, given


def test_counts_add_up(trends: tuple[TrendStore, Counted]) -> None:
    store, counted = trends
    for _ in range(45):
        store.count(WEEK, [COUNT, OTHER])
    store.count(WEEK, iter([COUNT]))
    store.count(date(2026, 11, 9), [COUNT])
    store.flush()
    assert counted()[0] == {COUNT: 46, OTHER: 45}
    store.count(WEEK, [COUNT])
    store.flush()
    store.flush()
    assert counted()[0] == {COUNT: 47, OTHER: 45}


def test_a_donated_question_arrives_with_its_week_alone(trends: tuple[TrendStore, Counted]) -> None:
    store, counted = trends
    store.donate(WEEK, Donation("几点下班才算加班", "zh_Hans"))
    store.count(WEEK, [COUNT])
    store.donate(WEEK, Donation("a second one", "en"))
    store.flush()
    assert counted() == (
        {COUNT: 1},
        [(str(WEEK), "en", "a second one"), (str(WEEK), "zh_Hans", "几点下班才算加班")],
    )


def test_many_threads_count_exactly(trends: tuple[TrendStore, Counted]) -> None:
    store, counted = trends

    def forty() -> None:
        for _ in range(40):
            store.count(WEEK, [COUNT])

    threads = [threading.Thread(target=forty) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.flush()
    assert counted()[0] == {COUNT: 240}


@pytest.mark.parametrize("trends", ["sqlite", "valkey"], indirect=True)
def test_what_does_not_fit_is_refused_at_once(trends: tuple[TrendStore, Counted]) -> None:
    store, counted = trends
    for bad in (Count("channel", ("我叫小王",)), Count("no_such_cut", ("a",)), Count("channel", ())):
        with pytest.raises(StoreError):
            store.count(WEEK, [bad])
    store.count(WEEK, [COUNT])
    store.flush()
    assert counted()[0] == {COUNT: 1}
