"""The file that is handed on: it holds released cells and nothing else, byte for byte the same for the same counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.tally import CUTS as RAW
from bot.core.tally import Tally
from bot.errors import StoreError
from bot.trends.publish import Rules, publish
from bot.trends.released import CUTS, Released, read, write
from tests.trends.worlds import MONDAY, TODAY, Messages, raw, weeks

SOME = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def released(messages: list[Messages], today: date = TODAY, before: Released | None = None) -> Released:
    return publish(raw(messages), today, Rules(), before)[0]


@pytest.fixture
def busy() -> list[Messages]:
    """Two closed weeks and the one of ``TODAY``."""
    tally = Tally("deposit", "440300", "en", "web", "answered", ("overtime",), ("arbitration",), ("ngo",))  # type: ignore[arg-type]
    return [Messages(tally, 23 + index, week=MONDAY + timedelta(days=7 * index)) for index in range(3)]


@SOME
@given(messages=weeks(2))
def test_reading_gives_what_was_written(messages: list[Messages], tmp_path: Path) -> None:
    made = released(messages)
    write(tmp_path / "out.db", made)
    assert read(tmp_path / "out.db") == made


@SOME
@given(messages=weeks())
def test_no_number_below_k_and_none_that_is_not_rounded(messages: list[Messages]) -> None:
    made = released(messages)
    counts = [row.count for rows in made.cuts.values() for row in rows]
    assert all(count >= 10 and count % 5 == 0 for count in counts)


@SOME
@given(messages=weeks())
def test_the_same_counts_give_the_same_bytes(messages: list[Messages], tmp_path: Path) -> None:
    write(tmp_path / "one.db", released(messages))
    write(tmp_path / "two.db", released(messages[::-1]))
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_a_release_week_by_week_is_the_one_made_at_once(busy: list[Messages], tmp_path: Path) -> None:
    path = tmp_path / "out.db"
    write(path, released(busy[:1], MONDAY + timedelta(days=7)))
    write(path, released(busy, before=read(path)))
    write(tmp_path / "once.db", released(busy))
    assert path.read_bytes() == (tmp_path / "once.db").read_bytes()


def test_the_week_that_is_not_over_is_never_in_it(busy: list[Messages]) -> None:
    for ahead in range(22):
        today = MONDAY + timedelta(days=ahead)
        made = released(busy, today)
        assert all(week + timedelta(days=7) <= today for week in made.weeks)
        assert len(made.weeks) == ahead // 7


def test_a_week_without_questions_is_released_as_such_for_ever(busy: list[Messages]) -> None:
    first = released(busy[:1])
    assert first.weeks == (MONDAY, MONDAY + timedelta(days=7))
    again = released(busy, before=first)
    assert again == first


def test_the_file_has_the_cuts_and_how_they_were_made_and_nothing_else(
    busy: list[Messages], tmp_path: Path
) -> None:
    path = tmp_path / "out.db"
    write(path, released(busy))
    assert path.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in tmp_path.iterdir()] == ["out.db"]
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("pragma freelist_count").fetchone() == (0,)
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        names = {name for (name,) in database.execute("select name from sqlite_master")}
        assert names == {*CUTS, "about"}
        assert [*database.execute("select * from about")] == [(10, 5, None, "2026-11-02 2026-11-09")]
        assert [*database.execute("select * from paper")] == [
            ("2026-11-02", "arbitration", 25),
            ("2026-11-09", "arbitration", 25),
        ]
        for name in CUTS:
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                database.execute(f"select rowid from {name}")  # noqa: S608


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _words(path: Path) -> None:
    path.write_text("not a database at all, but a letter to somebody", encoding="utf-8")


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table channel (week text, channel text, count integer)")


def _small_number(path: Path) -> None:
    _edited(path, "insert into channel values ('2026-11-02', 'terminal', 5)")


def _not_rounded(path: Path) -> None:
    _edited(path, "insert into channel values ('2026-11-02', 'terminal', 12)")


def _week_not_covered(path: Path) -> None:
    _edited(path, "insert into channel values ('2026-12-07', 'terminal', 15)")


def _strange_week(path: Path) -> None:
    _edited(path, "update about set weeks = 'soon'")


def _rounded_to_nothing(path: Path) -> None:
    _edited(path, "update about set rounding = 0")


def _strange_budget(path: Path) -> None:
    _edited(path, "update about set epsilon = 'little'")


def _blob(path: Path) -> None:
    _edited(path, "insert into channel values ('2026-11-02', x'00', 15)")


def _strange_table(path: Path) -> None:
    _edited(path, "create table 'a; b' (week text, count integer)")


def _edited(path: Path, statement: str) -> None:
    write(path, released([Messages(Tally("deposit", "", "en", "web", "answered"), 40)]))  # type: ignore[arg-type]
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


@pytest.mark.parametrize(
    "spoil",
    [
        _empty,
        _words,
        _other_database,
        _small_number,
        _not_rounded,
        _week_not_covered,
        _strange_week,
        _strange_table,
        _rounded_to_nothing,
        _strange_budget,
        _blob,
    ],
)
def test_what_is_no_release_is_refused_in_words(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "out.db"
    spoil(path)
    with pytest.raises(StoreError, match="was not written by gongyou trends publish"):
        read(path)


def test_a_place_that_cannot_be_written_is_said_in_words(busy: list[Messages], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        write(tmp_path / "file" / "out.db", released(busy))
    with pytest.raises(StoreError, match="no such file"):
        read(tmp_path / "none.db")


@SOME
@given(messages=weeks(), lost=st.integers(0, 200), cut=st.sampled_from(sorted(RAW)))
def test_counts_that_do_not_add_up_are_released_all_the_same(
    messages: list[Messages], lost: int, cut: str
) -> None:
    """A table that lost a row, or all of them, is no reason to release nothing, or to fall over."""
    rows = raw(messages)
    rows[cut] = [] if lost > 100 else [row for index, row in enumerate(rows[cut]) if index != lost % 5]
    made, _ = publish(rows, TODAY, Rules())
    assert all(row.count >= 10 for some in made.cuts.values() for row in some)
