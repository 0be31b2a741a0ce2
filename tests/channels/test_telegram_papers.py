"""A paper reaches the chat as a file from memory, goes when it is told to, and leaves nothing where sending fails."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.app import App
from bot.core.conversation import Guidance, Outcome, Question
from bot.core.paper import Paper, PaperKind
from bot.errors import PaperError
from bot.rendering.papers import File as Written
from tests.channels.conftest import Running
from tests.emulator.botapi import BOT, Emulator, Fault, File
from tests.emulator.workers import Worker, until
from tests.papers import DAY, dongguan, said, text_of

ASKED = "给我仲裁申请书"
TOO_MANY = Fault(429, "Too Many Requests: retry after 1", {"retry_after": 1})
SERVER_DOWN = Fault(500, "Internal Server Error 金丝雀")
BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")


class Papering:
    """The whole app, whose answer to one message carries a paper."""

    def __init__(self, app: App, paper: Paper) -> None:
        self._app = app
        self.made = paper

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    def consider(self, question: Question, key: str) -> Outcome:
        answered = self._app.consider(question, key)
        return said(answered, self.made) if question.text == ASKED else answered


@pytest.fixture
async def papering(app: App, running: Running, emulator: Emulator) -> AsyncIterator[Papering]:
    wrapped = Papering(app, dongguan(PaperKind.APPLICATION, app.rules))
    async with running(wrapped):
        await until(lambda: any(method == "getUpdates" for method, _ in emulator.calls))
        yield wrapped


def files(emulator: Emulator, worker: Worker) -> list[File]:
    """Files that came to a chat."""
    return [one["raw"]["document"] for one in emulator.sent(worker.chat) if "document" in one["raw"]]


@pytest.mark.parametrize("kind", list(PaperKind))
async def test_the_file_follows_the_answer(
    papering: Papering, worker: Worker, emulator: Emulator, kind: PaperKind
) -> None:
    papering.made = dongguan(kind, papering.rules)
    worker.says(ASKED)
    text, document = await worker.gets(2)
    assert text["text"]
    (file,) = files(emulator, worker)
    assert document["document"]["file_name"] == file.name
    assert file.name.isascii()
    assert file.content == papering.papers.write(papering.made, papering.rules, "zh_Hans").content
    if kind is PaperKind.APPLICATION:
        assert "2,347.70" in text_of(papering.papers.write(papering.made, papering.rules, "zh_Hans"))


@pytest.mark.parametrize("clearing", ["/hide", "/forget"])
async def test_hiding_takes_the_file_back_too(
    papering: Papering, worker: Worker, emulator: Emulator, clearing: str
) -> None:
    worker.says(ASKED)
    shown = await worker.gets(2)
    await worker.asks(clearing)
    assert {(worker.chat, message["message_id"]) for message in shown} <= set(emulator.deleted)


@pytest.mark.parametrize("fault", [TOO_MANY, SERVER_DOWN, Fault(200, garbage=b"<html>")])
async def test_a_fault_in_passing_is_sat_out(
    papering: Papering, worker: Worker, emulator: Emulator, fault: Fault
) -> None:
    emulator.arm("sendDocument", fault, times=2)
    worker.says(ASKED)
    await worker.gets(2)
    assert len(files(emulator, worker)) == 1


async def test_a_group_that_moved_gets_its_file(
    papering: Papering, worker: Worker, emulator: Emulator
) -> None:
    emulator.arm("sendDocument", Fault(400, "upgraded", {"migrate_to_chat_id": -100_778}), chat=worker.chat)
    worker.says(ASKED)
    await until(lambda: emulator.sent(-100_778))


@pytest.mark.parametrize("fault", [SERVER_DOWN, BLOCKED, Fault(400, "Bad Request: 金丝雀"), TOO_MANY])
async def test_a_file_that_cannot_be_sent_is_an_apology_and_is_nowhere(
    papering: Papering,
    worker: Worker,
    emulator: Emulator,
    fault: Fault,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    logs.set_up()
    caplog.set_level(logging.DEBUG)
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    times = 2 if fault is TOO_MANY else 100
    emulator.arm("sendDocument", fault, times=times)
    papering.made = Paper(PaperKind.EVIDENCE, "441900", DAY, evidence=(Guidance("金丝雀"),))
    worker.says(ASKED)
    _, last = await worker.gets(2)
    if fault is TOO_MANY:
        assert files(emulator, worker)
    else:
        assert "12333" in last["text"]
    assert not list(tmp_path.rglob("*"))
    assert "金丝雀" not in caplog.text
    assert "你好" in await worker.asks("/start")


async def test_a_template_that_fails_is_an_apology(
    papering: Papering, worker: Worker, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise PaperError("papers/application: UndefinedError")

    monkeypatch.setattr(papering._app.papers, "write", broken)
    worker.says(ASKED)
    answer, apology = await worker.gets(2)
    assert answer["text"] != apology["text"]
    assert "12333" in apology["text"]
    assert not files(emulator, worker)


async def test_a_reply_without_a_paper_sends_no_file(
    papering: Papering, worker: Worker, emulator: Emulator
) -> None:
    await worker.asks("深圳最低工资多少")
    assert not any(method == "sendDocument" for method, _ in emulator.calls)


async def test_from_a_sentence_to_the_paper_with_its_numbers(
    app: App, running: Running, emulator: Emulator, worker: Worker
) -> None:
    async with running(app):
        await worker.asks("东莞,底薪2300,上个月平时加班58小时,周六日32小时,国庆3天上了24小时,只发了600加班费")
        await worker.asks("我10月31号离职了")
        worker.says("帮我写仲裁申请书")
        menu = await worker.gets(1)
        assert "/paper application" in str(menu[0])
        worker.presses("/paper application")
        await until(lambda: bool(files(emulator, worker)))
    (file,) = files(emulator, worker)
    said_in_it = text_of(Written(file.name, "", file.content))
    for number in ("2,347.70", "1150.00", "845.98", "951.72", "2300 ÷ 21.75 ÷ 8 = 13.2184", "2027年10月31日"):
        assert number in said_in_it


async def test_no_paper_goes_into_a_group(app: App, running: Running, emulator: Emulator) -> None:
    member = Worker(emulator, 700_200_009, group=-100_200_309)
    async with running(app):
        name = f"@{BOT['username']}"
        member.sends(
            text=f"{name} 东莞 押金500不退怎么办",
            entities=[{"type": "mention", "offset": 0, "length": len(name)}],
        )
        await member.gets(1)
        member.presses("/paper application")
        _, refusal = await member.gets(2)
        assert "私聊" in refusal["text"]
    assert not any(method == "sendDocument" for method, _ in emulator.calls)
