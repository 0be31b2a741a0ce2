"""The counts file itself: what goes in comes out, whatever fails in between; nothing in it tells who, or when."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
from collections import Counter
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.core.tally import CUTS, Count, Donation, Met
from bot.errors import StoreError
from bot.storage import sqlite
from bot.storage.keeping import purge, term
from bot.storage.sqlite import SqliteTrends, opened

WEEK = date(2026, 11, 16)
TODAY = date(2026, 11, 22)
VALUES = {
    "topic": ["deposit", "overtime_pay", ""],
    "outcome": list(map(str, Met)),
    "region": ["440300", "441900", ""],
    "language": ["zh_Hans", "fil"],
    "helpful": ["yes", "no"],
}
COUNTS = some.sampled_from(sorted(CUTS)).flatmap(
    lambda cut: some.tuples(*(some.sampled_from(VALUES.get(name, ["one", "two"])) for name in CUTS[cut])).map(
        lambda values: Count(cut, tuple(map(str, values)))
    )
)
WEEKS = some.integers(0, 6).map(lambda number: date.fromordinal(WEEK.toordinal() + 7 * number))
ALL = [
    Count("topic_region", (topic, region))
    for topic in ("deposit", "overtime_pay", "dismissal", "no_contract")
    for region in ("440300", "441900", "310000", "320500", "")
]


def held(store: SqliteTrends) -> Counter[tuple[str, Count]]:
    return Counter(
        {
            (str(row["week"]), Count(cut, tuple(str(row[name]) for name in names))): int(str(row["count"]))
            for cut, names in CUTS.items()
            for row in store.rows(cut)
        }
    )


@settings(max_examples=60, deadline=None)
@given(
    some.lists(
        some.one_of(some.tuples(WEEKS, some.lists(COUNTS, max_size=4)), some.just("flush"), some.just("full"))
    )
)
def test_counts_in_are_counts_out(story: list[object]) -> None:
    """Also where the disk was full for a while: what could not be written waits, and is written once."""
    with opened(None) as store:
        wanted: Counter[tuple[str, Count]] = Counter()
        for step in story:
            if isinstance(step, tuple):
                week, counts = step
                store.count(week, counts)
                wanted.update((week.isoformat(), one) for one in counts)
            elif step == "flush":
                store.flush()
            else:
                _flush_on_a_full_disk(store)
        store.flush()
        assert held(store) == wanted


def _flush_on_a_full_disk(store: SqliteTrends) -> None:
    """Refused in the middle of a batch, after a row or two, as a full disk does."""
    with store.alone() as rows:
        rows.execute(
            "create temp trigger full before insert on main.topic_region begin select raise(abort, 'full'); end"
        )
    with suppress(StoreError):
        store.flush()
    with store.alone() as rows:
        rows.execute("drop trigger temp.full")


def test_a_full_disk_keeps_the_counts_waiting(tmp_path: Path) -> None:
    with opened(tmp_path / "trends.db") as store:
        store.flush()
        with store.alone() as rows:
            (pages,) = rows.execute("pragma page_count").fetchone()
            rows.execute(f"pragma max_page_count = {pages}")
        for number in range(3000):
            store.count(WEEK, [Count("calculator", (f"amount_{number}",)), Count("channel", ("web",))])
        for _ in range(3):
            with pytest.raises(StoreError, match=r"cannot be written: OperationalError"):
                store.flush()
            assert not held(store), "nothing of a batch that did not fit"
        with store.alone() as rows:
            rows.execute("pragma max_page_count = 100000")
        store.flush()
        assert held(store)[(WEEK.isoformat(), Count("channel", ("web",)))] == 3000
        assert len(held(store)) == 3001


def test_a_locked_file_keeps_the_counts_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
    path = tmp_path / "trends.db"
    with opened(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        store.count(WEEK, ALL)
        other.execute("begin immediate")
        with pytest.raises(StoreError):
            store.flush()
        other.execute("rollback")
        store.flush()
        assert sum(held(store).values()) == len(ALL)


def test_no_more_waits_than_fits_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "MOST_WAITING", 10)
    with opened(None) as store:
        for one in ALL[:10]:
            store.count(WEEK, [one])
        with pytest.raises(StoreError, match="too many"):
            store.count(WEEK, [ALL[11]])
        with pytest.raises(StoreError, match="too many"):
            store.donate(WEEK, Donation("押金不退", "zh_Hans"))
        store.flush()
        store.count(WEEK, [ALL[11]])


@pytest.mark.parametrize(
    "count",
    [
        Count("topic_region", ("deposit", "深圳")),
        Count("topic_region", ("deposit", "4403001990")),
        Count("topic_region", ("押金不退怎么办", "440300")),
        Count("topic_region", ("deposit",)),
        Count("topic_outcome", ("deposit", "maybe")),
        Count("helpful", ("deposit", "13812345678")),
        Count("channel", ("telegram:5550001234",)),
        Count("topic_outcome", ("13812345678", "answered")),
        Count("service", ("legal_aid_5550001234",)),
        Count("calculator", ("a" * 41,)),
        Count("drained", ("a", "b")),
        Count("nowhere", ()),
    ],
)
def test_what_is_no_count_is_refused_before_it_waits(count: Count) -> None:
    with opened(None) as store:
        with pytest.raises(StoreError):
            store.count(WEEK, [ALL[0], count])
        with pytest.raises(StoreError):
            store.count(date(2026, 11, 17), [ALL[0]])
        store.flush()
        assert not held(store)


def test_the_file_itself_refuses_what_could_be_a_person(tmp_path: Path) -> None:
    with opened(tmp_path / "trends.db") as store, store.alone() as rows:
        for table, columns in {**CUTS, "donated_questions": ("language", "text")}.items():
            key = ["2026-11-16", *(str(VALUES.get(name, ["one"])[0]) for name in columns)]
            _refused(rows, table, [*key, "1.5"])
            _refused(rows, table, [*key, "0"])
            for place in range(len(key)):
                if columns[place - 1 : place] != ("text",):
                    for wrong in ("王小翠", "2026-11-16 20:14", "2026-11-17", "5550001234@telegram", None):
                        _refused(rows, table, [*key[:place], wrong, *key[place + 1 :], "1"])


def _refused(rows: sqlite3.Connection, table: str, values: list[str | None]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        rows.execute(f"insert into {table} values ({', '.join('?' * len(values))})", values)  # noqa: S608


def test_tables_have_no_order_of_arrival_and_no_other_column(tmp_path: Path) -> None:
    with opened(tmp_path / "trends.db") as store, store.alone() as rows:
        made = dict(rows.execute("select name, sql from sqlite_master where sql is not null"))
    assert set(made) == {*CUTS, "donated_questions", "drained"}
    for table, sql in made.items():
        assert str(sql).endswith("strict, without rowid"), table
        assert not {"time", "id", "chat", "key", "name", "phone"} & set(
            str(sql).replace("(", " ").split()
        ) - {"key"}


def test_the_order_of_counting_leaves_no_trace(tmp_path: Path) -> None:
    """The same counts in another order give the same rows at once, and the same bytes after the day's tidying."""
    dumps, contents = set(), set()
    for seed in range(4):
        path = tmp_path / f"{seed}.db"
        counts = [one for one in ALL for _ in range(3)]
        random.Random(seed).shuffle(counts)
        with opened(path) as store:
            for number, one in enumerate(counts):
                store.count(WEEK, [one])
                if number % (seed + 3) == 0:
                    store.flush()
            store.donate(WEEK, Donation(f"问题{seed % 2}", "zh_Hans"))
            store.donate(WEEK, Donation(f"问题{1 - seed % 2}", "zh_Hans"))
            store.flush()
            with store.alone() as rows:
                dumps.add("\n".join(rows.iterdump()))
            purge(store, TODAY, term(TODAY, 156, 90))
        contents.add(_without_change_counters(path.read_bytes()))
    assert len(dumps) == 1
    assert len(contents) == 1


def _without_change_counters(content: bytes) -> bytes:
    """All but three numbers of the header that say how often the file was written."""
    return content[:24] + content[28:40] + content[44:92] + content[96:]


def test_a_round_without_counts_writes_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    with opened(path) as store:
        for counts in ([], ALL, []):
            os.utime(path, (1, 1))
            store.count(WEEK, counts)
            assert path.stat().st_mtime == 1, "counting alone touches nothing"
            store.flush()
            assert path.stat().st_mtime > 1
            assert path.with_name("trends.db-wal").stat().st_size == 0, (
                "its length would tell how much was counted"
            )


def test_files_are_for_one_account_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "trends.db"
    with opened(path) as store:
        store.count(WEEK, ALL)
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
        assert modes == {"trends.db": 0o600, "trends.db-wal": 0o600, "trends.db-shm": 0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    with opened(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_several_writers_of_one_file_lose_nothing(tmp_path: Path) -> None:
    """Opened at the same moment as well: one of them makes the tables."""
    path = tmp_path / "trends.db"
    faults: list[Exception] = []

    def write() -> None:
        try:
            with opened(path) as store:
                for _ in range(20):
                    store.count(WEEK, ALL)
                    store.flush()
        except Exception as problem:  # noqa: BLE001 - told below, in the thread of the test
            faults.append(problem)

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with opened(path) as store:
        assert set(held(store).values()) == {80}


def test_counting_goes_on_while_a_batch_is_written(tmp_path: Path) -> None:
    with opened(tmp_path / "trends.db") as store:

        def write() -> None:
            for _ in range(30):
                store.flush()

        writing = [Thread(target=write) for _ in range(2)]
        for thread in writing:
            thread.start()
        for _ in range(3000):
            store.count(WEEK, [ALL[0]])
        for thread in writing:
            thread.join()
        store.flush()
        assert held(store)[(WEEK.isoformat(), ALL[0])] == 3000


def test_a_clock_that_jumps_moves_no_count(tmp_path: Path) -> None:
    """Weeks in any order, far back or far ahead: each count is in the week it was given."""
    weeks = [WEEK, date(1970, 1, 5), date(2099, 12, 28), WEEK, date(1970, 1, 5)]
    with opened(tmp_path / "trends.db") as store:
        for week in weeks:
            store.count(week, [ALL[0]])
            store.flush()
        assert held(store) == Counter((week.isoformat(), ALL[0]) for week in weeks)
        assert store.newest() == date(2099, 12, 28)
