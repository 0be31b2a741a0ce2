"""Telegram at its worst: the worker still gets an answer, or the update is tried again."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_words import edit_news
from bot.errors import ChannelError, Location, RuleBaseInvalid, RuleError
from bot.storage.memory_service import MemoryLimits
from tests.channels.conftest import QUICK, Running
from tests.emulator.botapi import Emulator, Fault
from tests.emulator.workers import Worker, until

SERVER_DOWN = Fault(500, "Internal Server Error")
BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")
GARBAGE = Fault(200, garbage=b"<html>502 Bad Gateway, \xe6\x88\x91</html>")


@pytest.mark.usefixtures("channel")
class TestSending:
    async def test_too_many_requests_is_waited_out(self, worker: Worker, emulator: Emulator) -> None:
        emulator.arm("sendMessage", Fault(429, "Too Many Requests: retry after 1", {"retry_after": 1}))
        assert "你好" in await worker.asks("/start")

    async def test_a_burst_of_server_errors_is_sat_out(self, worker: Worker, emulator: Emulator) -> None:
        emulator.arm("sendMessage", SERVER_DOWN, times=4)
        emulator.arm("getUpdates", SERVER_DOWN, times=2)
        assert "你好" in await worker.asks("/start")

    async def test_garbage_instead_of_an_answer_is_tried_again(
        self, worker: Worker, emulator: Emulator
    ) -> None:
        emulator.arm("sendMessage", GARBAGE)
        emulator.arm("sendMessage", Fault(200, garbage=b"[]"))
        emulator.arm("sendMessage", Fault(200, garbage=b'{"ok": true, "result": 7}'))
        assert "你好" in await worker.asks("/start")

    async def test_a_worker_who_blocked_the_bot_stops_nobody(
        self, worker: Worker, emulator: Emulator
    ) -> None:
        blocker = Worker(emulator, 700_300_001)
        emulator.arm("sendMessage", BLOCKED, times=2, chat=blocker.chat)
        blocker.says("/start")
        worker.says("/start")
        await worker.gets()
        assert emulator.sent(blocker.chat) == []
        blocker.says("/city")
        blocker.says("/start")
        assert "你好" in (await blocker.gets())[0]["text"]

    async def test_marks_that_are_refused_are_left_out(self, worker: Worker, emulator: Emulator) -> None:
        emulator.arm("sendMessage", Fault(400, "Bad Request: can't parse entities"))
        worker.says("深圳最低工资多少")
        (answer,) = await worker.gets()
        assert "parse_mode" not in answer["raw"]
        assert "<b>" not in answer["text"]

    async def test_a_group_that_became_a_supergroup_is_followed(self, emulator: Emulator) -> None:
        worker = Worker(emulator, 700_300_002)
        emulator.arm(
            "sendMessage", Fault(400, "upgraded", {"migrate_to_chat_id": -100_777}), chat=worker.chat
        )
        worker.says("/start")
        await until(lambda: emulator.sent(-100_777))

    async def test_a_press_that_cannot_be_acknowledged_is_answered(
        self, worker: Worker, emulator: Emulator
    ) -> None:
        emulator.arm("answerCallbackQuery", Fault(400, "Bad Request: query is too old"))
        worker.presses("/help")
        assert "/city" in (await worker.gets())[0]["text"]

    async def test_messages_too_old_to_delete_do_not_stop_hiding(
        self, worker: Worker, emulator: Emulator
    ) -> None:
        await worker.asks("/start")
        emulator.arm("deleteMessages", Fault(400, "Bad Request: message can't be deleted"))
        assert await worker.asks("/hide") == "好的。"


@pytest.mark.usefixtures("channel")
class TestPolling:
    async def test_garbage_updates_do_not_stop_those_behind_them(
        self, worker: Worker, emulator: Emulator
    ) -> None:
        emulator.push(message={"message_id": "?", "chat": 7})
        emulator.push(callback_query={"id": 1})
        emulator.push()
        emulator.push(message="text")
        assert "你好" in await worker.asks("/start")

    async def test_an_unreadable_message_still_gets_a_kind_word(self, worker: Worker) -> None:
        worker.sends(text="老板", entities=[{"offset": "?"}])
        assert "文字" in (await worker.gets())[0]["text"]

    @pytest.mark.parametrize(
        "fault",
        [
            GARBAGE,
            Fault(401, "Unauthorized"),
            Fault(404, "Not Found"),
            Fault(409, "Conflict: terminated by other getUpdates request"),
            Fault(200, garbage=b'{"ok": true, "result": {"a": 1}}'),
            Fault(200, garbage=b'{"ok": true, "result": [1, null]}'),
            Fault(200, garbage=b'{"ok": true}'),
        ],
    )
    async def test_a_failed_poll_is_followed_by_another(
        self, worker: Worker, emulator: Emulator, fault: Fault
    ) -> None:
        emulator.arm("getUpdates", fault)
        assert "你好" in await worker.asks("/start")

    async def test_a_fault_inside_is_an_apology(
        self, app: App, worker: Worker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise KeyError("秘密")

        monkeypatch.setattr(app, "rendered", broken)
        assert "12333" in await worker.asks("押金能退吗")


class TestFlood:
    async def test_too_fast_is_said_once_and_danger_still_answered(
        self, running: Running, emulator: Emulator, worker: Worker
    ) -> None:
        now = [0.0]
        async with running(tick=lambda: now[0]):
            for _ in range(25):
                worker.says("/start")
            worker.says("老板把我们锁在宿舍不让出去")
            worker.says("/hide")
            answers = [message["text"] for message in await worker.gets(23)]
            assert sum("你好" in text for text in answers) == 20
            assert sum("太快" in text for text in answers) == 1
            assert "110" in answers[-2]
            assert answers[-1] == "好的。"
            now[0] += 61
            assert "你好" in await worker.asks("/start")


class TestStartAndStop:
    async def test_a_message_sent_while_the_bot_was_down_is_answered_after_the_start(
        self, running: Running, worker: Worker
    ) -> None:
        worker.says("/start")
        async with running():
            assert "你好" in (await worker.gets())[0]["text"]
        worker.says("/help")
        async with running():
            assert "/city" in (await worker.gets())[0]["text"]
        assert worker.seen == 2

    async def test_it_waits_for_telegram_to_be_reachable(
        self, running: Running, emulator: Emulator, worker: Worker
    ) -> None:
        emulator.arm("getMe", SERVER_DOWN, times=2)
        emulator.arm("deleteWebhook", SERVER_DOWN, times=2)
        emulator.arm("setMyCommands", SERVER_DOWN, times=1)
        worker.says("/start")
        async with running():
            assert "你好" in (await worker.gets())[0]["text"]

    async def test_it_stops_while_telegram_cannot_be_reached(
        self, running: Running, emulator: Emulator
    ) -> None:
        emulator.arm("*", SERVER_DOWN, times=10_000)
        async with running():
            await until(lambda: emulator.calls)

    async def test_what_has_come_in_is_answered_before_the_stop(
        self, running: Running, emulator: Emulator, worker: Worker
    ) -> None:
        emulator.delay = lambda method, _: 0.1 if method == "sendMessage" else 0.0
        for _ in range(5):
            worker.says("/start")
        async with running():
            await until(lambda: sum(method == "sendMessage" for method, _ in emulator.calls) >= 1)
        assert len(emulator.sent(worker.chat)) == 5

    async def test_a_wrong_token_is_said_plainly(self, app: App, base_url: str) -> None:
        channel = TelegramChannel(app, SecretStr("1:wrong"), base_url, MemoryLimits(), pace=QUICK)
        with pytest.raises(ChannelError, match="GONGYOU_TELEGRAM_TOKEN") as caught:
            await channel.run(asyncio.Event())
        assert "1:wrong" not in str(caught.value)


class TestAdmins:
    async def test_they_are_told_in_words_from_any_thread(self, running: Running, emulator: Emulator) -> None:
        error = RuleError(
            Location("topics/deposit.yaml", 14, 5),
            "x",
            {"zh": ("引文不对", "改成 lcl/9"), "en": ("bad", "fix <it>")},
        )
        async with running(admins=(555, 556)) as channel:
            await until(lambda: emulator.commands)
            await asyncio.to_thread(channel.tell, edit_news(RuleBaseInvalid([error] * 12)))
            await until(lambda: len(emulator.sent(556)) == 1)
            await asyncio.to_thread(channel.tell, edit_news(None))
            await until(lambda: len(emulator.sent(556)) == 2)
        refused, taken = emulator.sent(555)
        assert "topics/deposit.yaml:14:5: 引文不对；改成 lcl/9" in refused["text"]
        assert "fix <it>" in refused["text"]
        assert "+4" in refused["text"]
        assert "用上" in taken["text"]

    async def test_nothing_is_told_before_the_start(self, app: App, base_url: str) -> None:
        channel = TelegramChannel(app, SecretStr("1:x"), base_url, MemoryLimits(), admins=(555,), pace=QUICK)
        channel.tell("x")
