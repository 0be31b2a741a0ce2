"""A thousand messages full of things that point to a person: none of it reaches a file or a log."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import logs
from bot.app import App, FixedClock
from bot.settings import Settings
from bot.storage.sqlite import opened
from tests.channels.conftest import TOKEN, Running
from tests.emulator.botapi import Emulator, Fault
from tests.emulator.workers import Worker, until

CHATS = 100
FIRST_CHAT = 7_312_345_000
CANARIES = (
    "金丝雀",
    "kanarienvogel",
    "13898765432",
    "440301199001011234",
    "73123450",
    "canaryTOKEN",
    "喵汪厂",
)
TEXTS = (
    "我叫金丝雀，在喵汪厂上班，电话13898765432，老板欠我3个月工资",
    "东莞喵汪厂，底薪2000，一天12小时，加班费怎么算？我身份证440301199001011234",
    "kanarienvogel: boss no pay, my phone 13898765432",
    "金丝雀不想活了，喵汪厂",
    "深圳最低工资多少，我是kanarienvogel",
    "/city 喵汪厂金丝雀",
    "我在喵汪厂工伤了怎么办，名字金丝雀",
    "/金丝雀 13898765432",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything a process writes by default goes here."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR"):
        place = tmp_path / name.lower()
        place.mkdir()
        monkeypatch.setenv(name, str(place))
    return tmp_path


@pytest.fixture
def kept(settings: Settings, folder: Path) -> Iterator[App]:
    """The bot with counts on disk, as it runs in service."""
    place = settings.model_copy(update={"trends": folder / "data" / "trends.db"})
    with opened(place.trends) as trends:
        yield App(place, clock=FixedClock(date(2026, 11, 22)), trends=trends)


async def _talk(worker: Worker, emulator: Emulator) -> None:
    """Ten messages in which everything is a canary: words, a card, a file, a press, an edit, nonsense."""
    for text in TEXTS[:6]:
        worker.says(text)
    worker.edits(TEXTS[6])
    worker.presses("/who 金丝雀"[:20])
    worker.presses("/paper application")
    worker.sends(contact={"phone_number": "13898765432", "first_name": "金丝雀"})
    worker.sends(
        document={"file_id": "1", "file_unique_id": "1", "file_name": "喵汪厂.pdf"}, caption=TEXTS[7]
    )
    emulator.push(message={"message_id": "金丝雀", "chat": "喵汪厂"})
    await until(lambda: not emulator.updates, within=20)


def _faults(emulator: Emulator) -> None:
    """Everything that libraries like to log."""
    emulator.arm("sendMessage", Fault(400, "Bad Request: can't parse 金丝雀"), times=3)
    emulator.arm("sendMessage", Fault(500, "金丝雀 13898765432"), times=2)
    emulator.arm("sendMessage", Fault(200, garbage="{喵汪厂 金丝雀".encode()), times=2)
    emulator.arm("sendMessage", Fault(403, "Forbidden: 金丝雀"), times=1)
    emulator.arm("answerCallbackQuery", Fault(400, "Bad Request: 金丝雀"), times=1)
    emulator.arm("getUpdates", Fault(500, "金丝雀"), times=1)
    emulator.arm("getUpdates", Fault(200, garbage="{喵汪厂".encode()), times=1)


async def test_nothing_of_a_thousand_messages_is_kept(
    kept: App,
    folder: Path,
    running: Running,
    emulator: Emulator,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.set_up()
    caplog.set_level(logging.DEBUG)
    talkers = [Worker(emulator, FIRST_CHAT + number, name="金丝雀") for number in range(CHATS)]
    async with running(kept):
        await until(lambda: emulator.commands)
        _faults(emulator)
        for worker in talkers:
            await _talk(worker, emulator)
        await until(lambda: sum(len(worker.answers()) for worker in talkers) >= CHATS * 10 - 10, within=30)
    kept.service.flush()

    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    logged = f"{caplog.text}{capfd.readouterr()}{[record.__dict__ for record in caplog.records]}"
    assert b"telegram" in written
    assert "error=" in logged
    for canary in CANARIES:
        assert canary.encode() not in written
        assert canary.encode("gb18030") not in written
        assert canary not in logged
    assert TOKEN not in logged
    with sqlite3.connect(kept.settings.trends) as counts:
        assert counts.execute("select sum(count) from channel").fetchone()[0] > CHATS * 3


def test_a_log_line_holds_no_sentence_and_no_long_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    logs.note("asked", text="我叫金丝雀", chat=7312345678, topic="wage_arrears", count=3)
    try:
        raise KeyError("金丝雀 13898765432")
    except KeyError as problem:
        logs.fault("update", problem)
    assert "金丝雀" not in caplog.text
    assert "7312345678" not in caplog.text
    assert "topic='wage_arrears' count=3" in caplog.text
    assert "error='KeyError'" in caplog.text


def test_lines_of_libraries_are_shown_without_their_words(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    logging.getLogger("some.library").error("update of 金丝雀 %s", 13898765432)
    logging.getLogger("telegram.Bot").critical("Received data was 金丝雀")
    logging.getLogger("httpx").info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    shown = capfd.readouterr().err
    assert shown.startswith("error some.library test_telegram_privacy:")
    assert shown.count("\n") == 1
    assert "金丝雀" not in shown
