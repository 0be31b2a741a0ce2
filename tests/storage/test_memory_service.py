"""Marks, turns and limits in memory: from many threads, over a day, and with a clock that jumps."""

from __future__ import annotations

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.app import App, FixedClock
from bot.core.conversation import Question, Session
from bot.core.tally import Count, Donation
from bot.ports import Stage
from bot.service import Service
from bot.settings import Settings
from bot.storage import memory_service
from bot.storage.memory import MemorySessions, MemoryTrends
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from bot.storage.sqlite import SqliteTrends

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=8)))
WEEK = date(2026, 11, 16)
COUNT = Count("channel", ("telegram",))


class Tick:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_update_is_new_once_and_done_for_a_day() -> None:
    tick = Tick()
    marks = MemoryDeliveries(tick=tick)
    assert [marks.begin("a"), marks.begin("a")] == [Stage.NEW, Stage.BUSY]
    marks.abandon("a")
    assert marks.begin("a") is Stage.NEW
    marks.done("a")
    tick.now += memory_service.DAY - 1
    assert marks.begin("a") is Stage.DONE
    tick.now += 2
    assert marks.begin("a") is Stage.NEW


def test_marks_stay_few() -> None:
    marks = MemoryDeliveries(most=3)
    for number in range(5):
        marks.begin(str(number))
        marks.done(str(number))
    assert [marks.begin(str(number)) for number in (0, 4)] == [Stage.NEW, Stage.DONE]


def test_of_many_threads_one_gets_an_update_and_a_turn() -> None:
    marks, turns = MemoryDeliveries(), MemoryTurns()
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda n: marks.begin(str(n % 50)), range(400)))
        taken = list(pool.map(lambda n: turns.take(str(n % 50)), range(400)))
    assert begun.count(Stage.NEW) == taken.count(True) == 50
    turns.give_back("7")
    assert turns.take("7")
    assert not turns.take("7")


def test_a_flood_is_held_back_and_lets_go() -> None:
    tick = Tick()
    limits = MemoryLimits(most=3, seconds=60, tick=tick)
    assert [limits.admit("a") for _ in range(5)] == [True, True, True, False, False]
    assert [limits.tell("a"), limits.tell("a")] == [True, False]
    assert [limits.admit("a", urgent=True) for _ in range(8)] == [True] * 6 + [False] * 2
    assert limits.admit("b")
    tick.now += 61
    assert limits.admit("a")
    assert limits.tell("a")


@pytest.mark.parametrize("jump", [timedelta(hours=-5), timedelta(days=-400)])
def test_a_clock_set_back_keeps_no_session_longer(jump: timedelta) -> None:
    tick = Tick()
    store = MemorySessions(tick=tick)
    store.save("a", Session(region="441900"), NOW)
    assert store.load("a", NOW + jump) == Session(region="441900")
    tick.now += 31 * 60
    assert store.load("a", NOW + jump + timedelta(minutes=31)) is None


def test_a_clock_set_forward_forgets_and_goes_on() -> None:
    store = MemorySessions()
    store.save("a", Session(), NOW)
    assert store.load("a", NOW + timedelta(days=1)) is None
    store.save("a", Session(), NOW + timedelta(days=1))
    assert store.load("a", NOW + timedelta(days=1)) == Session()


def test_a_full_disk_loses_no_count_and_stops_no_answer(app: App, settings: Settings, tmp_path: Path) -> None:
    trends = SqliteTrends(tmp_path / "trends.db")
    pages = trends._rows.execute("pragma page_count").fetchone()[0]
    trends._rows.execute(f"pragma max_page_count = {pages}")
    service = Service(app.holder, MemorySessions(), trends, FixedClock(date(2026, 11, 22)))
    trends.count(WEEK, [Count("topic_region", (f"topic_{number}", "440300")) for number in range(5000)])
    for number in range(3):
        assert service.answer(Question("深圳最低工资多少", channel="telegram"), str(number)).reply.topics
        service.flush()
    assert service.faults["StoreError"] >= 3
    trends._rows.execute("pragma max_page_count = 100000")
    service.flush()
    assert [row["count"] for row in trends.rows("channel")] == [3]
    trends.close()


def test_counts_of_many_threads_add_up(tmp_path: Path) -> None:
    with_file, in_memory = SqliteTrends(tmp_path / "trends.db"), MemoryTrends()
    donation = Donation("x", "en")

    def work(_: int) -> None:
        for store in (with_file, in_memory):
            store.count(WEEK, [COUNT])
            store.donate(WEEK, donation)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(500)))
    with_file.close()
    with sqlite3.connect(tmp_path / "trends.db") as counts:
        assert counts.execute("select count from channel").fetchone() == (500,)
        assert counts.execute("select sum(count) from donated_questions").fetchone() == (500,)
    assert in_memory.counts[WEEK, COUNT] == in_memory.donations[WEEK, donation] == 500


def test_answers_from_many_threads_are_those_of_one(settings: Settings) -> None:
    """A fresh app, so that models, catalogs and templates are read for the first time by all of them."""
    asked = (
        "东莞，底薪2000，一天12小时，加班费怎么算？", "深圳最低工资多少", "boss no pay overtime", "老闆唔畀糧",
        "押金能退吗", "công ty không trả lương", "gaji tidak dibayar", "/help",
    )  # fmt: skip

    def told(app: App, number: int) -> str:
        question = Question(asked[number % len(asked)], channel="web")
        return app.rendered(app.outcome(question, f"chat{number}"), markup=True).text

    clock = FixedClock(date(2026, 11, 22))
    alone, together = App(settings, clock=clock), App(settings, clock=clock)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: told(together, number), range(64)))
    assert found == [told(alone, number) for number in range(64)]
    assert together.service.faults == {}
    assert isinstance(together.trends, MemoryTrends) and isinstance(alone.trends, MemoryTrends)
    assert Counter(together.trends.counts) == Counter(alone.trends.counts)
