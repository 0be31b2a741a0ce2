"""The same contract for every store, and what the counts file can hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.core.conversation import Session, week_of
from bot.core.tally import CUTS, Count, Donation
from bot.errors import StoreError
from bot.ports import TrendStore
from bot.storage.memory import MemorySessions, MemoryTrends
from bot.storage.sqlite import SqliteTrends, opened

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=8)))
COUNT = Count("topic_outcome", ("overtime_pay", "answered"))
WEEK = date(2026, 11, 16)


def test_sessions_are_dropped_after_half_an_hour() -> None:
    store = MemorySessions()
    store.save("a", Session(region="441900"), NOW)
    assert store.load("a", NOW + timedelta(minutes=29)) == Session(region="441900")
    assert store.load("a", NOW + timedelta(minutes=31)) is None


def test_sessions_forget_and_stay_few() -> None:
    store = MemorySessions(most=3)
    for number in range(5):
        store.save(str(number), Session(), NOW)
    assert store.load("0", NOW) is None
    store.forget("4")
    assert store.load("4", NOW) is None
    assert store.load("3", NOW) == Session()


def test_counts_add_up(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    with opened(path) as store:
        for _ in range(45):
            store.count(WEEK, [COUNT])
    with opened(path) as store:
        store.count(WEEK, [COUNT])
        store.flush()
        assert [row["count"] for row in store.rows("topic_outcome")] == [46]


def test_memory_counts_the_same() -> None:
    store = MemoryTrends()
    store.count(WEEK, [COUNT])
    store.count(WEEK, [COUNT])
    store.flush()
    assert store.counts == {(WEEK, COUNT): 2}


@pytest.mark.parametrize("make", [MemoryTrends, lambda: SqliteTrends(None)])
def test_every_store_refuses_what_is_no_count(make: Callable[[], TrendStore]) -> None:
    store = make()
    store.count(WEEK, [COUNT])
    store.donate(WEEK, Donation("押金不退", "zh_Hans"))
    for wrong in (Count("channel", ("telegram:5550001234",)), Count("who", ("x",)), Count("channel", ())):
        with pytest.raises(StoreError):
            store.count(WEEK, [wrong])
    with pytest.raises(StoreError):
        store.count(date(2026, 11, 17), [COUNT])
    with pytest.raises(StoreError):
        store.donate(WEEK, Donation("押" * 1001, "zh_Hans"))
    store.flush()


def test_the_file_has_no_place_for_a_person(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    with opened(path) as store:
        store.count(WEEK, [COUNT])
    connection = sqlite3.connect(path)
    tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    columns = {name: [row[1] for row in connection.execute(f"pragma table_info({name})")] for name in tables}
    connection.close()
    assert columns.pop("donated_questions") == ["week", "language", "text", "count"]
    assert columns.pop("drained") == ["source", "upto", "week"]
    assert columns == {cut: ["week", *names, "count"] for cut, names in CUTS.items()}


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="counts"):
        SqliteTrends(tmp_path)


def test_weeks_begin_on_monday() -> None:
    assert week_of(date(2026, 11, 22)) == WEEK
    assert week_of(WEEK) == WEEK
