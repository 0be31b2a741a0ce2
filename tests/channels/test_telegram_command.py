"""``gongyou telegram`` as a process of its own: starts, answers, follows edits, stops when told."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from tests.channels.conftest import TOKEN
from tests.emulator.botapi import Emulator
from tests.emulator.workers import Worker, until

ADMIN = 900_000_001


@pytest.fixture
def place(settings: Settings, app: App, tmp_path: Path) -> dict[str, str]:
    """Settings of a process with a rule base of its own to edit."""
    shutil.copytree(settings.knowledge, tmp_path / "knowledge")
    return {
        **os.environ,
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "GONGYOU_KNOWLEDGE": str(tmp_path / "knowledge"),
        "GONGYOU_LOCALES": str(settings.locales),
        "GONGYOU_CACHE": str(settings.cache),
        "GONGYOU_ADMIN_CHATS": f"[{ADMIN}]",
        "NO_PROXY": "*",
    }


@pytest.fixture
def process(place: dict[str, str], base_url: str, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "telegram"],
        cwd=tmp_path,
        env={
            **place,
            "GONGYOU_TELEGRAM_TOKEN": TOKEN,
            "GONGYOU_TELEGRAM_BASE_URL": base_url,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        yield running
        if running.poll() is None:
            running.kill()


async def test_it_answers_follows_edits_and_stops_when_told(
    process: subprocess.Popen[str], emulator: Emulator, worker: Worker, tmp_path: Path
) -> None:
    await until(lambda: len(emulator.commands) >= 3, within=20)
    worker.says("我叫金丝雀，深圳最低工资多少")
    assert "深圳" in (await worker.gets())[0]["text"]

    topic = tmp_path / "knowledge" / "topics" / "deposit.yaml"
    good = topic.read_text(encoding="utf-8")
    topic.write_text(good + "\n  - : [", encoding="utf-8")
    await until(lambda: emulator.sent(ADMIN), within=20)
    assert "deposit.yaml:" in emulator.sent(ADMIN)[0]["text"]
    assert "押金" in await worker.asks("进厂押金能退吗")

    topic.write_text(good + "\n# checked again\n", encoding="utf-8")
    await until(lambda: len(emulator.sent(ADMIN)) == 2, within=20)
    assert "用上" in emulator.sent(ADMIN)[1]["text"]
    assert "押金" in await worker.asks("进厂押金能退吗")

    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=15)
    assert process.returncode == 0
    assert out == ""
    assert err.splitlines() == ["info event='telegram_started'", "info event='telegram_stopped'"]
    with sqlite3.connect(tmp_path / "data" / "gongyou" / "trends.db") as counts:
        assert counts.execute("select sum(count) from channel").fetchone() == (3,)


@pytest.mark.parametrize(("token", "words"), [("", "@BotFather"), ("1:wrong", "GONGYOU_TELEGRAM_TOKEN")])
def test_without_a_good_token_it_says_so(
    place: dict[str, str], base_url: str, tmp_path: Path, token: str, words: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "telegram"],
        cwd=tmp_path,
        env={
            **place,
            "GONGYOU_TELEGRAM_TOKEN": token,
            "GONGYOU_TELEGRAM_BASE_URL": base_url,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
