"""A counts file made by any version comes up to today's with every count; what is not ours or newer is refused in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.core.tally import CUTS, Count
from bot.errors import StoreError
from bot.storage import versions
from bot.storage.sqlite import SqliteTrends, opened
from bot.storage.versions import APPLICATION, STEPS, VERSION, bring_up

WEEK = "2026-11-16"
FIRST = """
create table [trends] ([week] text not null, [topic] text not null, [region] text not null, [language] text not null,
    [channel] text not null, [outcome] text not null, [count] integer not null,
    primary key ([week], [topic], [region], [language], [channel], [outcome]));
insert into trends values ('2026-11-16', 'deposit', '440300', 'vi', 'telegram', 'answered', 3);
insert into trends values ('2026-11-16', 'deposit', '', 'vi', 'telegram', 'answered', 4);
insert into trends values ('2026-11-16', 'deposit', '440300', 'en', 'telegram', 'unsure', 5);
insert into trends values ('2026-11-09', 'deposit', '440300', 'en', 'telegram', 'answered', 6);
"""
SECOND_CUTS = "\n".join(
    f"create table [{cut}] ([week] text not null, {', '.join(f'[{name}] text not null' for name in names)}, "
    f"[count] integer not null, primary key ([week], {', '.join(f'[{name}]' for name in names)}));"
    for cut, names in CUTS.items()
)
SECOND_ROWS = """
create table [donated_questions] ([week] text not null, [language] text not null, [text] text not null);
insert into donated_questions values ('2026-11-16', 'vi', '[某公司]不退押金');
insert into donated_questions values ('2026-11-16', 'vi', '[某公司]不退押金');
insert into topic_outcome values ('2026-11-16', 'deposit', 'answered', 7);
insert into topic_outcome values ('2026-11-16', 'deposit', 'did_you_mean', 5);
insert into topic_outcome values ('2026-11-09', 'deposit', 'answered', 6);
insert into topic_region values ('2026-11-16', 'deposit', '440300', 8);
insert into topic_region values ('2026-11-16', 'deposit', '', 4);
insert into topic_region values ('2026-11-16', 'deposit', 'not a place', 4);
insert into channel values ('2026-11-16', 'telegram', 12);
insert into paper values ('2026-11-16', 'application', 2);
"""
SECOND = SECOND_CUTS + SECOND_ROWS
NOTHING = ""
MADE: dict[int, str] = {0: NOTHING, 1: FIRST, 2: SECOND}
"""What each version left behind: its tables as it made them, with rows."""


def _file(folder: Path, script: str) -> Path:
    path = folder / "trends.db"
    with closing(sqlite3.connect(path)) as rows:
        rows.executescript(script)
    return path


def _counts(store: SqliteTrends, cut: str) -> dict[tuple[str, ...], int]:
    return {
        (str(row["week"]), *(str(row[name]) for name in CUTS[cut])): int(str(row["count"]))
        for row in store.rows(cut)
    }


def _shape(rows: sqlite3.Connection) -> list[tuple[str, str]]:
    return rows.execute("select name, sql from sqlite_master order by name").fetchall()


def test_every_version_has_its_file() -> None:
    assert sorted(MADE) == list(range(VERSION))


@pytest.mark.parametrize("version", sorted(MADE))
def test_a_file_comes_up_from_every_version(version: int, tmp_path: Path) -> None:
    with opened(_file(tmp_path, MADE[version])) as store, opened(None) as new:
        with store.alone() as rows, new.alone() as wanted:
            assert _shape(rows) == _shape(wanted)
            assert rows.execute("pragma user_version").fetchone() == (VERSION,)
            assert rows.execute("pragma application_id").fetchone() == (APPLICATION,)
            assert rows.execute("pragma integrity_check").fetchone() == ("ok",)
        store.count(date(2026, 11, 16), [Count("channel", ("web",))])
        store.flush()
        assert _counts(store, "channel")[(WEEK, "web")] == 1


def test_the_one_table_becomes_small_ones_with_every_count(tmp_path: Path) -> None:
    with opened(_file(tmp_path, FIRST)) as store:
        assert _counts(store, "topic_outcome") == {
            (WEEK, "deposit", "answered"): 7,
            (WEEK, "deposit", "did_you_mean"): 5,
            ("2026-11-09", "deposit", "answered"): 6,
        }
        assert _counts(store, "topic_region") == {
            (WEEK, "deposit", "440300"): 8, (WEEK, "deposit", ""): 4, ("2026-11-09", "deposit", "440300"): 6,
        }  # fmt: skip
        assert sum(_counts(store, "topic_language").values()) == 18
        assert sum(_counts(store, "region_outcome").values()) == 18
        assert _counts(store, "channel") == {(WEEK, "telegram"): 12, ("2026-11-09", "telegram"): 6}


def test_the_second_shape_keeps_its_counts_and_donated_questions(tmp_path: Path) -> None:
    path = _file(tmp_path, SECOND)
    with opened(path) as store:
        assert _counts(store, "topic_region") == {(WEEK, "deposit", "440300"): 8, (WEEK, "deposit", ""): 4}
        assert _counts(store, "paper") == {(WEEK, "application"): 2}
        with store.alone() as rows:
            assert rows.execute("select * from donated_questions").fetchall() == [
                (WEEK, "vi", "[某公司]不退押金", 2)
            ]
    assert b"not a place" not in path.read_bytes()


def test_a_file_that_two_versions_wrote_adds_up(tmp_path: Path) -> None:
    with opened(_file(tmp_path, FIRST + SECOND)) as store:
        assert _counts(store, "channel") == {(WEEK, "telegram"): 24, ("2026-11-09", "telegram"): 6}
        assert _counts(store, "topic_outcome")[(WEEK, "deposit", "answered")] == 14


def test_coming_up_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, FIRST)
    with closing(sqlite3.connect(path, isolation_level=None)) as rows:
        before = list(rows.iterdump())

        def broken(_: sqlite3.Connection) -> None:
            raise sqlite3.OperationalError("disk full")

        steps: list[Callable[[sqlite3.Connection], None]] = [*STEPS[:-1], broken]
        monkeypatch.setattr(versions, "STEPS", steps)
        with pytest.raises(sqlite3.OperationalError):
            bring_up(rows)
        assert list(rows.iterdump()) == before
    monkeypatch.undo()
    with opened(path) as store:
        assert sum(_counts(store, "channel").values()) == 18


def test_a_step_is_taken_once(tmp_path: Path) -> None:
    path = _file(tmp_path, SECOND)
    for _ in range(3):
        with opened(path) as store:
            assert _counts(store, "paper") == {(WEEK, "application"): 2}


def test_a_newer_file_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    opened_once(path)
    with closing(sqlite3.connect(path)) as rows:
        rows.execute(f"pragma user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"更新的程序.*newer program"):
        SqliteTrends(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("script", ["create table notes (text)", "pragma user_version = 3"])
def test_another_programs_file_is_refused_and_left_alone(script: str, tmp_path: Path) -> None:
    path = _file(tmp_path, script)
    with pytest.raises(StoreError, match="not a file of counts"):
        SqliteTrends(path)
    with closing(sqlite3.connect(path)) as rows:
        assert len(_shape(rows)) == script.startswith("create")


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    path.write_bytes(b"this is a letter and no database at all, and longer than a header is" * 40)
    with pytest.raises(StoreError, match="cannot be opened: DatabaseError"):
        SqliteTrends(path)


def opened_once(path: Path) -> None:
    with opened(path):
        pass
