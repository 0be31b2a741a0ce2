"""The commands for the counts, as an admin calls them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.app import SystemClock
from bot.cli import cli
from bot.core.conversation import week_of
from bot.core.tally import Count
from bot.errors import BotError, SettingsError, StoreError
from bot.storage.sqlite import opened

ONE = Count("topic_outcome", ("deposit", "answered"))


@pytest.fixture
def counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Counts of this week and of ten weeks before it."""
    path = tmp_path / "trends.db"
    monkeypatch.setenv("GONGYOU_TRENDS", str(path))
    week = week_of(SystemClock().now().date())
    with opened(path) as store:
        for ago in range(11):
            store.count(week - timedelta(weeks=ago), [ONE])
    return path


def trends(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["trends", *arguments])


def refused(kind: type[BotError], *arguments: str) -> str:
    done = trends(*arguments)
    assert isinstance(done.exception, kind)
    return str(done.exception)


def left(path: Path) -> int:
    with opened(path) as store:
        return len(list(store.rows("topic_outcome")))


def test_purge_keeps_what_is_set_and_no_more(counts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "rows deleted: 0" in trends("purge").output
    assert "rows deleted: 5" in trends("purge", "--weeks", "6").output
    monkeypatch.setenv("GONGYOU_TRENDS_WEEKS", "3")
    assert "rows deleted" in trends("purge", "--weeks", "150").output
    assert left(counts) == 3, "a flag does not keep more than the setting"
    today = SystemClock().now().date()
    assert "rows deleted: 2" in trends("purge", "--before", str(week_of(today))).output


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "", str(date(2999, 1, 1))])
def test_a_day_that_is_none_or_to_come_is_refused(counts: Path, day: str) -> None:
    assert "--before" in refused(SettingsError, "purge", "--before", day)
    assert left(counts) == 11


@pytest.mark.parametrize(
    ("name", "value"), [("TRENDS_WEEKS", "157"), ("DONATED_DAYS", "91"), ("TRENDS_WEEKS", "0")]
)
def test_a_term_longer_than_the_promise_is_refused(
    counts: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"GONGYOU_{name}", value)
    assert name in refused(SettingsError, "purge")
    assert left(counts) == 11


def test_a_copy_is_put_away_and_back(counts: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    assert trends("backup", copy).exit_code == 0
    assert "not overwritten" in refused(StoreError, "backup", copy)
    trends("purge", "--weeks", "2")
    assert left(counts) == 2
    assert trends("restore", copy).exit_code == 0
    assert left(counts) == 11
    with opened(counts):
        assert "stop the bot" in refused(StoreError, "restore", copy)
    assert "no such file" in refused(StoreError, "restore", str(tmp_path / "none.db"))
