"""On Telegram a question is kept only by a yes, redacted, and nothing else of it; never where others may read along."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest

from bot.app import App, FixedClock
from bot.settings import Settings
from bot.storage.donated import DonatedQuestions
from bot.storage.sqlite import opened
from tests.channels.conftest import Running
from tests.emulator.botapi import BOT, Emulator
from tests.emulator.workers import Worker, buttons

CANARIES = (
    "金丝雀",
    "kanarienvogel",
    "13898765432",
    "138 9876 5432",
    "440301199001011234",
    "喵汪",
    "canary_77",
    "canary@example.com",
    "粤B88D88",
    "油松新村",
    "7312345",
    "4837",
)
QUESTION = (
    "我叫金丝雀,英文名kanarienvogel,电话13898765432或138 9876 5432,身份证440301199001011234,微信canary_77,"
    "邮箱canary@example.com,车牌粤B88D88,在喵汪电子厂,住油松新村3栋502,有4837块钱,"
    "今天想问一下红烧肉怎么做才好吃,要放多少水多少糖,要煮多长时间,家里人都喜欢吃肉"
)
CHAT = 7_312_345_001


@pytest.fixture(scope="module")
def kept(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    place = settings.model_copy(update={"trends": tmp_path_factory.mktemp("kept") / "trends.db"})
    with opened(place.trends) as trends:
        yield App(place, clock=FixedClock(date(2026, 11, 22)), trends=trends)


def rows(app: App) -> list[tuple[str, str, str]]:
    app.service.flush()
    with sqlite3.connect(app.settings.trends) as counts:
        found = counts.execute("select week, language, text from donated_questions").fetchall()
    DonatedQuestions(app.settings.trends).use([text for _, _, text in found])
    return found


async def test_only_the_words_shown_are_on_disk(kept: App, running: Running, emulator: Emulator) -> None:
    worker = Worker(emulator, CHAT, name="金丝雀")
    async with running(kept, ask_to_keep=True):
        worker.says(QUESTION)
        (asked,) = await worker.gets()
        assert buttons(asked)[-2:] == ["/keep yes", "/keep no"]
        worker.presses("/keep yes")
        await worker.gets()
        worker.presses("/keep yes")
        await worker.gets()
        worker.says(QUESTION)
        (again,) = await worker.gets()
    kept.service.flush()
    written = b"".join(one.read_bytes() for one in kept.settings.trends.parent.iterdir())
    (row,) = rows(kept)
    assert row[:2] == ("2026-11-16", "zh_Hans")
    assert row[2] in asked["text"]
    assert "红烧肉" in row[2] or "好吃" in row[2]
    assert "/keep yes" not in buttons(again)
    assert row[2].encode() in written
    for canary in CANARIES:
        assert canary.encode() not in written, canary
        assert canary.encode("utf-16-le") not in written


async def test_no_or_nothing_keeps_nothing(kept: App, running: Running, emulator: Emulator) -> None:
    refusing, silent, hiding = (Worker(emulator, CHAT + number) for number in range(1, 4))
    async with running(kept, ask_to_keep=True):
        for worker, then in ((refusing, "/keep no"), (silent, "红烧肉"), (hiding, "/hide")):
            worker.says(QUESTION)
            await worker.gets()
            worker.says(then)
            await worker.gets()
            worker.presses("/keep yes")
            await worker.gets()
    assert rows(kept) == []


async def test_it_is_not_asked_where_the_words_are_not_hers_alone(
    kept: App, running: Running, emulator: Emulator
) -> None:
    group = Worker(emulator, CHAT + 10, group=-100_200_300)
    private = Worker(emulator, CHAT + 11)
    async with running(kept, ask_to_keep=True):
        group.says(
            f"@{BOT['username']} 红烧肉怎么做才好吃",
            entities=[{"type": "mention", "offset": 0, "length": len(str(BOT["username"])) + 1}],
        )
        private.says(
            "红烧肉怎么做才好吃",
            forward_origin={"type": "hidden_user", "sender_user_name": "x", "date": 1_790_000_000},
        )
        private.edits("红烧肉怎么做才好吃啊")
        private.sends(
            photo=[{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}],
            caption="红烧肉怎么做才好吃",
        )
        answers = [*await group.gets(), *await private.gets(3)]
    assert answers
    assert not any("/keep yes" in buttons(one) for one in answers)


async def test_it_is_off_unless_it_is_set(kept: App, running: Running, emulator: Emulator) -> None:
    worker = Worker(emulator, CHAT + 20)
    async with running(kept):
        worker.says(QUESTION)
        (asked,) = await worker.gets()
        worker.presses("/keep yes")
        await worker.gets()
    assert "/keep yes" not in buttons(asked)
    assert not Settings.model_fields["ask_to_keep"].default
    assert rows(kept) == []
