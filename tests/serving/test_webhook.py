"""Telegram calls the service: every message is answered once and in order, whatever goes wrong on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest

from bot.app import App
from bot.channels.telegram_api import Pace
from bot.channels.telegram_webhook import Ports
from bot.core.conversation import Outcome, Question
from bot.errors import StoreError
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from tests.emulator.botapi import Emulator, Fault
from tests.emulator.workers import Worker, buttons, until
from tests.serving.conftest import SECRET, Serving, ports

SERVER_DOWN = Fault(500, "Internal Server Error 金丝雀")
BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")


async def test_telegram_is_told_where_to_call(serving: Serving, emulator: Emulator) -> None:
    async with serving() as up:
        assert emulator.webhook == f"http://127.0.0.1:{up.port}/telegram"
        assert emulator.hook["secret_token"] == SECRET
        assert emulator.hook["allowed_updates"] == ["message", "edited_message", "callback_query"]
        assert emulator.hook.get("drop_pending_updates") in (None, False)
        assert SECRET not in emulator.webhook


async def test_a_talk_goes_as_it_does_by_polling(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    worker.says("东莞，底薪2000，一天12小时，加班费怎么算？")  # waits before the service is up
    async with serving():
        (answer,) = await worker.gets()
        assert "加班费" in answer["text"]
        steps = next(data for data in buttons(answer) if data.startswith("/steps"))
        pressed = worker.presses(steps)
        assert "怎么做" in (await worker.gets())[0]["text"]
        assert pressed in emulator.answered
        await until(lambda: not emulator.updates)
    assert [status for _, status in _statuses(emulator)] == [200, 200]


async def test_many_chats_are_answered_in_order_and_at_once(
    serving: Serving, emulator: Emulator, workers: Callable[[int], list[Worker]]
) -> None:
    asked = ("深圳最低工资多少", "那东莞呢", "/help", "押金能退吗")
    emulator.delay = lambda method, _: 0.01 if method == "sendMessage" else 0.0
    async with serving():
        talkers = workers(12)
        for text in asked:
            for one in talkers:
                one.says(text)
        texts = {tuple(message["text"] for message in await one.gets(len(asked))) for one in talkers}
        await until(lambda: not emulator.updates)
    (said,) = texts
    for words, text in zip(("深圳", "东莞", "/city", "押金"), said, strict=True):
        assert words in text
    assert all(len(one.answers()) == len(asked) for one in talkers)


async def test_an_update_that_comes_twice_is_answered_once(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    emulator.delay = lambda method, _: 0.1 if method == "sendMessage" else 0.0
    body = json.dumps({"update_id": 7, "message": worker.message(text="深圳最低工资多少")})
    async with serving(called=False) as up:
        assert await asyncio.gather(*(up.brings(body) for _ in range(4))) == [200] * 4
        assert await up.brings(body) == 200
        assert up.fates("twice") == 4
        assert up.fates("answered") == 1
        assert up.meters.sums()["messages", ("telegram", "answered")] == 1
    assert len(worker.answers()) == 1


async def test_another_process_holds_it(serving: Serving, emulator: Emulator, worker: Worker) -> None:
    """Two services on the same marks: the second waits for the first, and answers where the first has died."""
    deliveries, turns = MemoryDeliveries(), MemoryTurns()
    shared = Ports(deliveries, turns, MemoryLimits(), MemoryLimits(1000))
    body = json.dumps({"update_id": 8, "message": worker.message(text="/start")})
    async with serving(called=False, shared=shared) as up:
        deliveries.begin("telegram:8")
        coming = asyncio.create_task(up.brings(body))
        await asyncio.sleep(0.1)
        assert not coming.done()
        deliveries.abandon("telegram:8")  # as when its mark ends
        assert await coming == 200
        assert len(worker.answers()) == 1


@pytest.mark.parametrize(
    "fault",
    [SERVER_DOWN, Fault(200, garbage=b"<html>"), Fault(429, "Too Many Requests", {"retry_after": 30})],
)
async def test_what_cannot_be_sent_stays_at_telegram(
    serving: Serving, emulator: Emulator, worker: Worker, fault: Fault
) -> None:
    async with serving() as up:
        emulator.arm("sendMessage", fault, times=5)
        worker.says("深圳最低工资多少")
        assert "深圳" in (await worker.gets())[0]["text"]
        await until(lambda: not emulator.updates)
        assert up.fates("again") >= 1
        assert up.meters.sums()["messages", ("telegram", "answered")] == 1
    statuses = [status for _, status in _statuses(emulator)]
    assert statuses == [503] * (len(statuses) - 1) + [200]


async def test_a_chat_that_must_wait_holds_up_no_other(
    serving: Serving, emulator: Emulator, workers: Callable[[int], list[Worker]]
) -> None:
    slow, other = workers(2)
    async with serving():
        emulator.arm("sendMessage", SERVER_DOWN, times=10_000, chat=slow.chat)
        slow.says("/start")
        await until(lambda: any(status == 503 for _, status in _statuses(emulator)))
        assert "你好" in await other.asks("/start")
        emulator.armed.clear()
        assert "你好" in (await slow.gets())[0]["text"]


async def test_pieces_that_got_out_are_not_sent_again(
    serving: Serving, emulator: Emulator, worker: Worker, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    rendered = app.rendered
    monkeypatch.setattr(
        app,
        "rendered",
        lambda *a, **k: replace(rendered(*a, **k), text="\n".join(["<b>要补。</b>" * 60] * 40)),
    )
    async with serving():
        emulator.delay = lambda method, _: _after_two(emulator, method)
        worker.says("深圳最低工资多少")
        await until(lambda: _statuses(emulator) and not emulator.updates)
        texts = [message["text"] for message in worker.answers()]
    assert next(status for _, status in _statuses(emulator)) == 503
    assert sum(len(text.replace("\n", "")) for text in texts) == 40 * 60 * 3


def _after_two(emulator: Emulator, method: str) -> float:
    if method == "sendMessage" and len(emulator.messages) == 1 and not emulator.armed:
        emulator.arm("sendMessage", SERVER_DOWN, times=4)
    return 0.0


async def test_a_worker_who_has_blocked_the_bot_is_done(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    async with serving() as up:
        emulator.arm("sendMessage", BLOCKED)
        worker.says("深圳最低工资多少")
        await until(lambda: not emulator.updates)
        assert ("messages", ("telegram", "answered")) not in up.meters.sums()
    assert [status for _, status in _statuses(emulator)] == [200]


async def test_hiding_is_kept_although_telegram_is_down(
    serving: Serving, emulator: Emulator, worker: Worker, app: App
) -> None:
    async with serving(pace=Pace(messages_a_second=2000, retries=(), longest_wait=0.1)):
        await worker.asks("我在东莞，底薪2000，加班费怎么算")
        key = app.chat_key("telegram", str(worker.chat))
        await until(lambda: app.service._sessions.load(key, app.clock.now()))
        emulator.arm("sendMessage", SERVER_DOWN, times=10_000)
        worker.says("/hide")
        await until(lambda: any(status == 503 for _, status in _statuses(emulator)))
        assert app.service._sessions.load(key, app.clock.now()) is None
        emulator.armed.clear()
        assert (await worker.gets())[-1]["text"] == "好的。"


async def test_a_crash_before_it_is_kept_counts_once(
    serving: Serving, emulator: Emulator, worker: Worker, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies while it sends: the next delivery is answered from the same session and counted once."""
    considered: list[Outcome] = []
    real = app.consider

    def consider(question: Question, key: str) -> Outcome:
        considered.append(real(question, key))
        return considered[-1]

    monkeypatch.setattr(app, "consider", consider)
    emulator.arm("sendMessage", SERVER_DOWN, times=10_000)
    worker.says("东莞最低工资多少")
    async with serving(shared=ports()):
        await until(lambda: any(status == 503 for _, status in _statuses(emulator)))
    emulator.armed.clear()
    async with serving(shared=ports()) as up:
        assert "东莞" in (await worker.gets())[0]["text"]
        await until(lambda: not emulator.updates)
        assert up.meters.sums()["messages", ("telegram", "answered")] == 1
    assert len(considered) >= 2
    assert all(one.session == considered[0].session for one in considered)


@pytest.mark.parametrize("name", ["consider", "chat_key", "keep", "rendered", "words"])
async def test_a_fault_nobody_thought_of_is_an_apology_or_comes_again(
    serving: Serving, emulator: Emulator, worker: Worker, app: App, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    real, broken = getattr(app, name), [True]

    def breaking(*args: object, **kwargs: object) -> object:
        if broken:
            raise ZeroDivisionError("金丝雀")
        return real(*args, **kwargs)

    async with serving() as up:
        monkeypatch.setattr(app, name, breaking)
        worker.says("押金能退吗")
        await until(lambda: _statuses(emulator))
        broken.clear()
        await until(lambda: not emulator.updates)
        assert worker.answers()
        worker.says("/start")
        await until(lambda: "你好" in worker.answers()[-1]["text"])
        assert (await up.client.get("/healthz")).status_code == 200


class Gone(MemoryDeliveries):
    """A store that is away for a while."""

    away = True

    def begin(self, key: str):  # type: ignore[no-untyped-def]
        if self.away:
            raise StoreError("金丝雀")
        return super().begin(key)


async def test_a_store_that_is_away_keeps_updates_at_telegram(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    gone = Gone()
    async with serving(shared=Ports(gone, MemoryTurns(), MemoryLimits(), MemoryLimits(1000))):
        worker.says("/start")
        await until(lambda: any(status == 503 for _, status in _statuses(emulator)))
        gone.away = False
        assert "你好" in (await worker.gets())[0]["text"]


async def test_too_fast_is_said_once_and_danger_still_answered(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    now = [0.0]
    shared = Ports(MemoryDeliveries(), MemoryTurns(), MemoryLimits(tick=lambda: now[0]), MemoryLimits(1000))
    async with serving(shared=shared) as up:
        for _ in range(25):
            worker.says("/start")
        worker.says("老板把我们锁在宿舍不让出去")
        answers = [message["text"] for message in await worker.gets(22)]
        assert sum("你好" in text for text in answers) == 20
        assert sum("太快" in text for text in answers) == 1
        assert "110" in answers[-1]
        await until(lambda: not emulator.updates)
        assert up.meters.sums()["held_back", ("telegram",)] == 5


async def test_a_crowd_waits_at_telegram_and_is_answered_all(
    serving: Serving, emulator: Emulator, workers: Callable[[int], list[Worker]]
) -> None:
    now = [0.0]
    in_all = MemoryLimits(5, tick=lambda: now[0])
    async with serving(shared=Ports(MemoryDeliveries(), MemoryTurns(), MemoryLimits(), in_all)) as up:
        crowd = workers(9)
        for one in crowd[:8]:
            one.says("/start")
        await until(lambda: up.fates("crowded"))
        crowd[8].says("不想活了")
        assert "12356" in (await crowd[8].gets())[0]["text"] or crowd[8].answers()
        now[0] = 61.0
        for one in crowd[:8]:
            assert "你好" in (await one.gets())[0]["text"]
        await until(lambda: not emulator.updates)
    assert all(len(one.answers()) == 1 for one in crowd)


async def test_admins_are_told_and_nobody_else_can_tell(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    async with serving(admins=(555,)) as up:
        await asyncio.to_thread(up.webhook.tell, "新的规则")
        await until(lambda: emulator.sent(555))
        for text in ("/tell 555 x", "/admin", "/reload", "/stop", "/metrics"):
            assert "新的规则" not in await worker.asks(text)
    assert len(emulator.sent(555)) == 1


def _statuses(emulator: Emulator) -> list[tuple[int, int]]:
    return list(emulator.courier.statuses) if emulator.courier else []
