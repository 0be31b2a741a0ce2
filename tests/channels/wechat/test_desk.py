"""Each message answered once, in order, in time: second tries, slow answers, floods, stores that are away."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from bot.app import App
from bot.channels.wechat.answers import APOLOGY, LATE
from bot.channels.wechat.desk import Desk
from bot.channels.wechat.reading import Message, message
from bot.channels.wechat.remembering import Paper
from bot.core.conversation import Outcome, Question
from bot.errors import StoreError
from bot.ports import Stage
from tests.channels.wechat.account import event, text_message
from tests.channels.wechat.conftest import MemoryDeliveries, MemoryLimits, MemoryTurns
from tests.channels.wechat.stub import Parrot

WHO = "oCanaryOpenid"


def _said(text: str, number: int | None = None, who: str = WHO) -> Message:
    return message(text_message(who, text, number).encode())


class Hands:
    """A clock that is moved by hand."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


def _desk(app: Parrot | App, **how: object) -> Desk:
    ports = {"deliveries": MemoryDeliveries(), "turns": MemoryTurns(), "limits": MemoryLimits()} | how
    return Desk(app, **ports)  # type: ignore[arg-type]


async def test_three_tries_get_the_same_reply_and_count_once() -> None:
    app = Parrot()
    desk = _desk(app)
    replies = [await desk.reply(_said("欠薪", 7)) for _ in range(3)]
    assert replies == ["说：欠薪"] * 3
    assert app.heard == ["欠薪"]
    assert sum(app.kept.values()) == 1


async def test_a_try_while_the_first_is_still_worked_on_waits_for_it() -> None:
    app = Parrot(lambda _: time.sleep(0.1))
    desk = _desk(app)
    assert await asyncio.gather(*(desk.reply(_said("欠薪", 7)) for _ in range(3))) == ["说：欠薪"] * 3
    assert app.heard == ["欠薪"]


async def test_another_person_with_the_same_number_gets_an_answer_of_their_own() -> None:
    desk = _desk(Parrot())
    assert await desk.reply(_said("一", 7)) == "说：一"
    assert await desk.reply(_said("二", 7, "oOther")) == "说：二"


async def test_events_are_told_apart_by_person_moment_and_name() -> None:
    app = Parrot()
    desk = _desk(app)
    for xml in (event(WHO, "SCAN", created=5), event(WHO, "SCAN", created=5), event(WHO, "CLICK", created=5)):
        assert await desk.reply(message(xml.encode()))
    assert app.heard == ["/start", "/help"]


async def test_a_slow_answer_is_had_by_asking_for_more() -> None:
    go = threading.Event()
    app = Parrot(lambda text: text != "慢" or go.wait(10))
    desk = _desk(app, deadline=0.15)
    began = time.monotonic()
    assert await desk.reply(_said("慢")) == LATE
    assert time.monotonic() - began < 1.5
    waiting = asyncio.create_task(_patient(desk, _said("更多")))
    await asyncio.sleep(0.01)
    go.set()
    assert await waiting == "说：慢"
    assert app.heard == ["慢"]


async def _patient(desk: Desk, asked: Message) -> str | None:
    reply = await desk.reply(asked)
    while reply == LATE:
        reply = await desk.reply(asked)
    return reply


async def test_a_second_try_of_a_slow_one_gets_the_answer() -> None:
    go = threading.Event()
    desk = _desk(Parrot(lambda _: go.wait(10)), deadline=0.15)
    assert await desk.reply(_said("慢", 7)) == LATE
    go.set()
    assert await _patient(desk, _said("慢", 7)) == "说：慢"


async def test_messages_of_one_chat_are_answered_in_their_order_and_others_do_not_wait() -> None:
    go = threading.Event()
    app = Parrot(lambda text: text != "0" or go.wait(10))
    desk = _desk(app)
    tasks = [asyncio.create_task(desk.reply(_said(str(number)))) for number in range(8)]
    assert await desk.reply(_said("别人", who="oOther")) == "说：别人"
    go.set()
    await asyncio.gather(*tasks)
    assert app.heard == ["别人", *(str(number) for number in range(8))]


async def test_a_turn_taken_elsewhere_is_waited_for() -> None:
    turns = MemoryTurns()
    desk = _desk(Parrot(), turns=turns)
    key = Parrot().chat_key("wechat", WHO)
    assert turns.take(key)
    task = asyncio.create_task(desk.reply(_said("一")))
    await asyncio.sleep(0.1)
    assert not task.done()
    turns.give_back(key)
    assert await task == "说：一"
    assert not turns.taken


async def test_what_another_process_answered_is_not_answered_again() -> None:
    deliveries = MemoryDeliveries()
    app, other = Parrot(), Parrot()
    assert await _desk(app, deliveries=deliveries).reply(_said("一", 7)) == "说：一"
    assert await _desk(other, deliveries=deliveries).reply(_said("一", 7)) == "wechat_again"
    late = _desk(other, deliveries=deliveries, now=lambda: time.time() + 60)
    assert await late.reply(_said("一", 7)) is None
    assert not other.heard


async def test_what_another_process_died_over_is_answered_here() -> None:
    deliveries = MemoryDeliveries()
    desk = _desk(Parrot(), deliveries=deliveries)
    asked = _said("一", 7)
    key = Parrot().chat_key("wechat delivery", asked.delivery)
    assert deliveries.begin(key) is Stage.NEW
    task = asyncio.create_task(desk.reply(asked))
    await asyncio.sleep(0.05)
    deliveries.abandon(key)
    assert await task == "说：一"


async def test_replies_are_forgotten_after_twenty_seconds() -> None:
    hands = Hands()
    desk = _desk(Parrot(), tick=hands, now=lambda: time.time() + 60)
    assert await desk.reply(_said("一", 7)) == "说：一"
    hands.at += 21
    assert await desk.reply(_said("二", 8)) == "说：二"
    assert len(desk._replies) == 1
    assert await desk.reply(_said("一", 7)) is None


async def test_a_flood_is_told_once_and_danger_gets_through() -> None:
    app = Parrot()
    desk = _desk(app, limits=MemoryLimits(2))
    assert [await desk.reply(_said(text)) for text in "一二三四"] == ["说：一", "说：二", "too_fast", None]
    assert await desk.reply(_said("我不想活了")) == "说：我不想活了"
    assert await desk.reply(_said("隐藏")) == "说：隐藏"


async def test_the_rest_is_shown_piece_by_piece_and_goes_with_hiding() -> None:
    long = "".join(f"第{number}条：老板不发工资。" for number in range(200))
    desk = _desk(Parrot())
    first = await desk.reply(_said(long))
    second = await desk.reply(_said("更多"))
    third = await desk.reply(_said("N"))
    assert first and second and third
    assert len({first, second, third}) == 3
    assert "wechat_more" in first
    await desk.reply(_said(long))
    await desk.reply(_said("/hide"))
    assert await desk.reply(_said("更多")) == "wechat_no_more"
    assert len(desk._rests) == 0


async def test_the_rest_lives_no_longer_than_a_session() -> None:
    hands = Hands()
    desk = _desk(Parrot(), tick=hands)
    await desk.reply(_said("老板不发工资。" * 400))
    hands.at += 30 * 60 + 1
    assert await desk.reply(_said("更多")) == "wechat_no_more"


async def test_leaving_says_nothing_and_forgets() -> None:
    app = Parrot()
    desk = _desk(app)
    await desk.reply(_said("老板不发工资。" * 400))
    assert await desk.reply(message(event(WHO, "unsubscribe").encode())) is None
    assert app.heard[-1] == "/forget"
    assert len(desk._rests) == 0


class _Away:
    """A store that cannot be reached."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        def fails(*_: object, **__: object) -> object:
            raise StoreError("away")

        return fails


async def test_stores_that_are_away_do_not_silence_the_bot() -> None:
    app = Parrot()
    desk = _desk(app, deliveries=_Away(), turns=_Away(), limits=_Away())
    assert [await desk.reply(_said("一", 7)) for _ in range(3)] == ["说：一"] * 3
    assert app.heard == ["一"]


def _fails(text: str) -> None:
    raise ValueError(text)


async def test_a_fault_inside_gives_an_apology(caplog: pytest.LogCaptureFixture) -> None:
    assert await _desk(Parrot(_fails)).reply(_said("金丝雀")) == APOLOGY
    assert "金丝雀" not in caplog.text


async def test_an_answer_that_cannot_be_kept_is_given_all_the_same() -> None:
    class Forgetful(Parrot):
        def keep(self, outcome: Outcome, key: str) -> None:
            raise StoreError("away")

    assert await _desk(Forgetful()).reply(_said("一")) == "说：一"


async def test_consent_is_never_asked_for() -> None:
    asked: list[Question] = []

    class Listening(Parrot):
        def consider(self, question: Question, key: str) -> Outcome:
            asked.append(question)
            return super().consider(question, key)

    await _desk(Listening()).reply(_said("一"))
    assert asked[0].channel == "wechat"
    assert asked[0].language_hint is None
    assert not getattr(asked[0], "may_keep", False)


async def test_a_stop_in_the_middle_leaves_the_message_to_be_answered_anew() -> None:
    deliveries = MemoryDeliveries()
    turns = MemoryTurns()
    turns.take(Parrot().chat_key("wechat", WHO))
    desk = _desk(Parrot(), deliveries=deliveries, turns=turns)
    asked = _said("一", 7)
    waiting = asyncio.create_task(desk.reply(asked))
    await asyncio.sleep(0.05)
    for work in list(desk._replies._works.values()):
        work.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await asyncio.sleep(0.05)
    assert not deliveries.stages


async def test_what_is_held_goes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.wechat.desk._TIDY_SECONDS", 0.02)
    hands = Hands()
    desk = _desk(Parrot(), tick=hands)
    await desk.reply(_said("老板不发工资。" * 400))
    desk.papers.put("token", Paper("chat", "zh_Hans", "申请书.docx", b""))
    assert (len(desk._replies), len(desk._rests), len(desk.papers)) == (1, 1, 1)
    hands.at += 30 * 60 + 1
    async with asyncio.timeout(5):
        while len(desk._replies) + len(desk._rests) + len(desk.papers):
            await asyncio.sleep(0.01)
    assert desk._tidying is None


async def test_many_workers_at_once_each_get_their_own_answer(app: App) -> None:
    desk = _desk(app)
    cities = ("深圳", "东莞", "广州", "苏州", "杭州", "重庆")

    async def asks(number: int) -> None:
        who, city = f"oMany{number:03d}", cities[number % len(cities)]
        for _ in range(3):
            reply = await desk.reply(_said(f"{city}最低工资多少", who=who))
            assert reply is not None
            assert city in reply

    await asyncio.gather(*(asks(number) for number in range(60)))
    assert not desk._locks
    assert not desk._ready
