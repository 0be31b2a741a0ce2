"""What runs beside a channel: edits are followed whatever they break, and counts are written now and then."""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from pathlib import Path

import pytest

from bot import process as composition
from bot.app import App, FixedClock
from bot.core.model import RuleBase
from bot.core.tally import Count
from bot.process import flush_often, watch
from bot.rulebase.holder import Holder
from bot.settings import Settings
from bot.storage.sqlite import SqliteTrends
from tests.emulator.workers import until


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


async def test_waiting_counts_are_written(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composition, "ROUND_SECONDS", (0.01, 0.02))
    trends = SqliteTrends(tmp_path / "trends.db")
    app = App(settings, clock=FixedClock(date(2026, 11, 22)), trends=trends)
    trends.count(date(2026, 11, 16), [Count("channel", ("telegram",))])
    app.service.faults["KeyError"] = 2
    stop = asyncio.Event()
    flushing = asyncio.create_task(flush_often(app.service, stop))
    await until(lambda: list(trends.rows("channel")))
    stop.set()
    await asyncio.wait_for(flushing, 5)
    trends.close()
