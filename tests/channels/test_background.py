"""What runs beside a channel: edits are followed whatever they break, and counts are written now and then."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot import process as composition
from bot.app import CHINA, App, FixedClock
from bot.core.model import RuleBase
from bot.core.tally import Count
from bot.process import flush_often, watch
from bot.rulebase.holder import Holder
from bot.settings import Settings
from bot.storage import sqlite
from bot.storage.sqlite import opened
from tests.conftest import TODAY
from tests.emulator.workers import until

WEEK = date(2026, 11, 16)


class Unlucky(Holder):
    """Fails the first time it looks, in a way nobody thought of."""

    def __init__(self) -> None:
        self.looks = 0

    def current(self) -> RuleBase:
        raise NotImplementedError

    def refresh(self) -> bool:
        self.looks += 1
        if self.looks == 1:
            raise ZeroDivisionError("金丝雀")
        return False


async def test_a_fault_while_looking_does_not_end_the_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(composition, "LOOK_SECONDS", 0.05)
    caplog.set_level(logging.INFO)
    stop, holder = asyncio.Event(), Unlucky()
    watching = asyncio.create_task(watch(holder, tmp_path, stop))
    await asyncio.sleep(0.2)
    (tmp_path / "a.yaml").write_text("x")
    await until(lambda: holder.looks >= 2)
    (tmp_path / "a.yaml").write_text("y")
    await until(lambda: holder.looks >= 3)
    stop.set()
    await asyncio.wait_for(watching, 5)
    assert "ZeroDivisionError" in caplog.text
    assert "金丝雀" not in caplog.text


async def test_a_missing_folder_is_looked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composition, "LOOK_SECONDS", 0.05)
    stop, holder = asyncio.Event(), Unlucky()
    watching = asyncio.create_task(watch(holder, tmp_path / "gone", stop))
    await until(lambda: holder.looks >= 2)
    stop.set()
    await asyncio.wait_for(watching, 5)


async def test_counts_are_written_in_rounds_and_faults_are_noted(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(composition, "ROUND_SECONDS", (0.01, 0.02))
    monkeypatch.setattr(composition, "NOTE_SECONDS", 0.03)
    caplog.set_level(logging.INFO)
    path = tmp_path / "trends.db"
    with opened(path) as trends:
        app = App(settings, clock=FixedClock(TODAY), trends=trends)
        trends.count(WEEK, [Count("channel", ("telegram",))])
        app.service.faults["KeyError"] = 2
        stop = asyncio.Event()
        flushing = asyncio.create_task(flush_often(app.service, stop))
        await until(lambda: list(trends.rows("channel")))
        await until(lambda: "KeyError" in caplog.text)
        os.utime(path, (1, 1))
        await until(lambda: path.stat().st_mtime > 1)  # nothing waits, and it is written all the same
        stop.set()
        await asyncio.wait_for(flushing, 5)


class Days:
    """A clock that says these days one after the other, the last for ever."""

    def __init__(self, *days: date) -> None:
        self.left = list(days)

    def now(self) -> datetime:
        day = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        return datetime.combine(day, time(12), CHINA)


async def _tidied(path: Path, settings: Settings, clock: Days) -> None:
    """Looked at for every day of the clock, and once more for the last."""
    stop = asyncio.Event()
    with opened(path) as store:
        tidying = asyncio.create_task(composition.tidy_daily(store, settings, clock, stop))
        await until(lambda: len(clock.left) == 1)
        stop.set()
        await asyncio.wait_for(tidying, 5)


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ((TODAY, TODAY), [0, 2, 9]),
        ((TODAY, date(2099, 1, 1), TODAY, TODAY), [0, 2, 9]),
        ((date(2099, 1, 1), TODAY, TODAY), [0, 2, 9]),
        ((date(1970, 1, 1), TODAY, TODAY, TODAY), [0, 2, 9]),
        ((date(2099, 1, 1), date(2099, 1, 1), date(2099, 1, 1)), []),
    ],
)
async def test_what_is_old_goes_daily_and_a_clock_that_jumps_deletes_nothing(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: tuple[date, ...],
    kept: list[int],
) -> None:
    monkeypatch.setattr(composition, "TIDY_SECONDS", 0.01)
    path = tmp_path / "trends.db"
    with opened(path) as store:
        for ago in (0, 2, 9, 11):
            store.count(WEEK - timedelta(weeks=ago), [Count("channel", ("telegram",))])
    await _tidied(path, settings.model_copy(update={"trends_weeks": 10}), Days(*days))
    with opened(path) as store:
        found = [str(row["week"]) for row in store.rows("channel")]
    assert found == [(WEEK - timedelta(weeks=ago)).isoformat() for ago in kept]


async def test_counts_that_cannot_be_tidied_stop_nothing(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composition, "TIDY_SECONDS", 0.01)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
    path = tmp_path / "trends.db"
    with opened(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        stop = asyncio.Event()
        tidying = asyncio.create_task(composition.tidy_daily(store, settings, Days(TODAY), stop))
        await until(lambda: caplog.text.count("StoreError") >= 2)
        other.execute("rollback")
        stop.set()
        await asyncio.wait_for(tidying, 5)
