"""What is old goes for good; a copy is whole, private and put back in one step; what is wrong is told in words."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core.tally import Count, Donation
from bot.errors import StoreError
from bot.storage import keeping
from bot.storage.keeping import MOST_DAYS, MOST_WEEKS, backup, purge, restore, term
from bot.storage.sqlite import SqliteTrends, opened

WEEK, TODAY = date(2026, 11, 16), date(2026, 11, 22)
ONE = Count("calculator", ("overtime_owed",))
OLD = Count("calculator", ("double_wage_of_long_ago",))
KEPT = Donation("某厂不退押金", "zh_Hans")


def weeks(store: SqliteTrends) -> list[str]:
    return [str(row["week"]) for row in store.rows("calculator")]


def donated(store: SqliteTrends) -> list[str]:
    with store.alone() as rows:
        return [row[0] for row in rows.execute("select week from donated_questions order by week")]


def filled(path: Path, *ago: int) -> None:
    """Counts and donations so many weeks before this one."""
    with opened(path) as store:
        for number in ago or (0,):
            week = WEEK - timedelta(weeks=number)
            store.count(week, [ONE if number < 100 else OLD])
            store.donate(week, KEPT if number < 10 else Donation("很久以前的问题", "zh_Hans"))


def test_what_is_old_goes_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    filled(path, 0, 11, 12, 13, 155, 156, 157)
    with opened(path) as store:
        assert purge(store, TODAY, term(TODAY, 156, 90)) == 2 + 5
        assert weeks(store)[-1] == (WEEK - timedelta(weeks=155)).isoformat()
        assert donated(store) == [(WEEK - timedelta(weeks=number)).isoformat() for number in (11, 0)]
        assert purge(store, TODAY, term(TODAY, 156, 90)) == 0


def test_nothing_of_what_went_stays_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    filled(path, *range(140, 160))
    filled(path)
    with opened(path) as store:
        purge(store, TODAY, term(TODAY, 100, 90))
        for file in tmp_path.iterdir():
            assert OLD.values[0].encode() not in file.read_bytes(), file
            assert "很久以前".encode() not in file.read_bytes(), file
        with store.alone() as rows:
            assert rows.execute("pragma freelist_count").fetchone() == (0,)
        assert weeks(store) == [WEEK.isoformat()]


@given(some.dates(date(2020, 1, 1), date(2099, 1, 1)), some.integers(1, 9999), some.integers(1, 9999))
def test_nothing_sets_more_than_is_promised(today: date, keep: int, days: int) -> None:
    old = term(today, keep, days)
    assert today - old.counts <= timedelta(weeks=MOST_WEEKS)
    assert today - old.donated <= timedelta(days=MOST_DAYS)
    assert term(today, keep, days, today).counts >= old.counts, "a day before which all goes only shortens"
    assert term(today, keep, days, date(1990, 1, 1)) == old


def test_before_a_day_whole_weeks_go(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    filled(path, 0, 1, 2)
    with opened(path) as store:
        purge(store, TODAY, term(TODAY, 156, 90, WEEK))
        assert weeks(store) == [WEEK.isoformat()]
        assert donated(store) == [WEEK.isoformat()]


def test_where_another_store_was_taken_over_is_forgotten_in_time(tmp_path: Path) -> None:
    with opened(tmp_path / "trends.db") as store:
        store.drain("long_gone", [(1, WEEK - timedelta(weeks=20), [ONE])])
        store.drain("alive", [(9, WEEK, [ONE])])
        purge(store, TODAY, term(TODAY, 156, 90))
        with store.alone() as rows:
            assert rows.execute("select source, upto from drained").fetchall() == [("alive", 9)]


def test_a_copy_is_whole_private_and_without_donated_questions(tmp_path: Path) -> None:
    path, copy, full = (tmp_path / name for name in ("trends.db", "copy.db", "full.db"))
    with opened(path) as store:
        store.count(WEEK, [ONE])
        store.donate(WEEK, KEPT)
        store.flush()
        backup(path, copy)
        backup(path, full, with_donated=True)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert KEPT.text.encode() not in copy.read_bytes()
    assert KEPT.text.encode() in full.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "full.db", "trends.db"]
    with opened(copy) as store:
        assert weeks(store) == [WEEK.isoformat()]


def test_a_copy_made_under_load_is_of_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    with opened(path) as store:
        stop: list[bool] = []

        def load() -> None:
            while not stop:
                store.count(WEEK, [ONE, Count("channel", ("web",))])
                store.flush()

        thread = Thread(target=load)
        thread.start()
        for number in range(5):
            backup(path, tmp_path / f"{number}.db")
        stop.append(True)
        thread.join()
    for number in range(5):
        with opened(tmp_path / f"{number}.db") as copy:
            assert [row["count"] for row in copy.rows("calculator")] == [
                row["count"] for row in copy.rows("channel")
            ]


def test_nothing_is_overwritten_and_nothing_half_is_left(tmp_path: Path) -> None:
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    with pytest.raises(StoreError, match="no counts yet"):
        backup(path, copy)
    filled(path)
    copy.write_text("a letter", encoding="utf-8")
    with pytest.raises(StoreError, match=r"不覆盖.*not overwritten"):
        backup(path, copy)
    assert copy.read_text(encoding="utf-8") == "a letter"
    with pytest.raises(StoreError, match="cannot be written"):
        backup(path, tmp_path / "nowhere" / "copy.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError):
        backup(broken, tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()


def test_a_copy_is_put_back(tmp_path: Path) -> None:
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    filled(path, 0, 3)
    backup(path, copy)
    filled(path, 0, 1, 2)
    restore(path, copy)
    with opened(path) as store:
        assert weeks(store) == [WEEK.isoformat(), (WEEK - timedelta(weeks=3)).isoformat()]
        assert [row["count"] for row in store.rows("calculator")] == [1, 1]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "trends.db"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_copy_is_put_where_nothing_or_something_broken_was(tmp_path: Path) -> None:
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    filled(path)
    backup(path, copy)
    path.write_bytes(b"the disk has eaten this" * 900)
    path.with_name("trends.db-wal").write_bytes(b"and this")
    restore(path, copy)
    restore(tmp_path / "new" / "trends.db", copy)
    for one in (path, tmp_path / "new" / "trends.db"):
        with opened(one) as store:
            assert weeks(store) == [WEEK.isoformat()]


def test_an_older_copy_comes_up_as_it_is_put_back(tmp_path: Path) -> None:
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(copy)) as rows:
        rows.execute(
            "create table trends (week text, topic text, region text, language text, channel text, outcome text, count integer)"
        )
        rows.execute(
            "insert into trends values ('2026-11-16', 'deposit', '', 'en', 'telegram', 'answered', 5)"
        )
        rows.commit()
    before = copy.read_bytes()
    restore(path, copy)
    assert copy.read_bytes() == before, "the copy itself is left as it is"
    with opened(path) as store:
        assert [row["count"] for row in store.rows("channel")] == [5]


def test_a_copy_is_not_put_under_a_running_bot(tmp_path: Path) -> None:
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    filled(path)
    backup(path, copy)
    with opened(path) as running:
        with pytest.raises(StoreError, match=r"先停下机器人.*stop the bot"):
            restore(path, copy)
        running.count(WEEK, [ONE])
        running.flush()
    with opened(path) as store:
        assert [row["count"] for row in store.rows("calculator")] == [2]


@pytest.mark.parametrize(
    "step", ["_checked_copy", "_put_in_place", "_settled", "hardlink_to", "replace", "opened_file"]
)
def test_putting_back_that_breaks_off_leaves_the_old_or_the_new(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    filled(path, 0, 3)
    backup(path, copy)
    filled(path, 1)

    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path if hasattr(Path, step) else keeping, step, broken)
    with pytest.raises(StoreError, match="cannot be put back: OSError"):
        restore(path, copy)
    monkeypatch.undo()
    with opened(path) as store:
        assert len(weeks(store)) == (2 if step in ("_settled", "opened_file") else 3)
    restore(path, copy)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "trends.db"]


def _truncated(good: bytes) -> bytes:
    return good[: len(good) // 2]


def _scribbled(good: bytes) -> bytes:
    return good[:4096] + b"\xff" * 4096 + good[8192:]


@pytest.mark.parametrize("spoil", [_truncated, _scribbled, lambda _: b"", lambda _: b"a letter" * 999])
def test_a_spoilt_copy_is_refused_and_the_counts_stay(spoil: object, tmp_path: Path) -> None:
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    filled(path)
    backup(path, copy)
    copy.write_bytes(spoil(copy.read_bytes()))  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(StoreError, match="坏了，或不是计数文件"):
        restore(path, copy)
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "trends.db"]


def test_a_copy_with_more_in_it_than_ours_is_refused(tmp_path: Path) -> None:
    """A column that could hold a person comes in through no copy."""
    path, copy = tmp_path / "trends.db", tmp_path / "copy.db"
    filled(path)
    backup(path, copy)
    with closing(sqlite3.connect(copy)) as rows:
        rows.execute("alter table channel add column who text")
    with pytest.raises(StoreError, match="not a file of counts"):
        restore(path, copy)
    for wrong in (tmp_path / "none.db", path):
        with pytest.raises(StoreError):
            restore(path, wrong)
