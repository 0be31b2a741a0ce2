"""A preview of a copy of the rule base, served on this machine and stopped by itself."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.app import FixedClock
from bot.settings import Settings
from bot.staff.preview.server import Preview
from tests.conftest import ROOT, TODAY

Until = Callable[[Callable[[], object]], float]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy that may be edited."""
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", copy)
    return copy


@pytest.fixture
def address(knowledge: Path, settings: Settings) -> Iterator[str]:
    """Where the preview of the copy is."""
    yield from served(settings.model_copy(update={"knowledge": knowledge}))


def served(settings: Settings, day: date = TODAY) -> Iterator[str]:
    """Serve until the test is done; the server must end by itself."""
    preview = Preview(settings, FixedClock(day), 0)
    thread = threading.Thread(target=preview.run)
    thread.start()
    try:
        wait(lambda: answers(preview.address))
        yield preview.address
    finally:
        preview.stop()
        thread.join(20)
        assert not thread.is_alive()


def answers(address: str) -> bool:
    try:
        return "checking" not in httpx.get(address, timeout=60).text
    except httpx.ConnectError:
        return False


def wait(true: Callable[[], object], within: float = 30.0) -> float:
    """Wait until something holds; how long that took in seconds."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within, "nothing came in time"
        time.sleep(0.1)
    return time.monotonic() - began
