"""A worker's talk with the bot on Telegram, driven over HTTP through the real application."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.app import App
from bot.channels.telegram_words import MENU
from bot.core.commands import COMMANDS as KNOWN
from bot.core.conversation import Outcome
from bot.rendering.render import Rendered
from tests.emulator.botapi import BOT, Emulator
from tests.emulator.workers import Worker, buttons, until

pytestmark = pytest.mark.usefixtures("channel")
QUESTION = "东莞，底薪2000，一天12小时，加班费怎么算？"


async def test_a_question_is_answered_in_html_with_buttons(worker: Worker) -> None:
    worker.says(QUESTION)
    (answer,) = await worker.gets()
    assert "加班费" in answer["text"]
    assert "东莞" in answer["text"]
    assert answer["raw"]["parse_mode"] == "HTML"
    assert "<b>" in answer["raw"]["text"]
    assert any(data.startswith("/steps") for data in buttons(answer))
    assert answer["raw"]["link_preview_options"] == {"is_disabled": True}


async def test_a_button_is_acknowledged_and_answered(worker: Worker, emulator: Emulator) -> None:
    worker.says(QUESTION)
    (answer,) = await worker.gets()
    steps = next(data for data in buttons(answer) if data.startswith("/steps"))
    pressed = worker.presses(steps)
    (detail,) = await worker.gets()
    assert "怎么做" in detail["text"]
    assert pressed in emulator.answered


async def test_short_labels_share_a_row_and_long_ones_do_not(worker: Worker) -> None:
    worker.says("/language")
    (menu,) = await worker.gets()
    sizes = [len(row) for row in menu["reply_markup"]["inline_keyboard"]]
    assert max(sizes) == 2
    assert "/language ug" in buttons(menu)


async def test_the_language_of_the_app_and_a_switch_of_language(emulator: Emulator) -> None:
    worker = Worker(emulator, 700_100_001, language="en")
    assert "Others" not in await worker.asks("/start")
    worker.presses("/language zh_Hant")
    (switched,) = await worker.gets()
    assert "繁體中文" in switched["text"]
    assert "資" in await worker.asks("老板不发工资怎么办")


async def test_an_edited_message_is_answered_as_new(worker: Worker) -> None:
    worker.says("怎么办")
    await worker.gets()
    worker.edits("深圳最低工资多少")
    (answer,) = await worker.gets()
    assert "深圳" in answer["text"]


async def test_a_shared_location_offers_the_nearest_cities(worker: Worker) -> None:
    worker.shares(22.54, 114.06)
    (answer,) = await worker.gets()
    assert "/city 440300" in buttons(answer)
    assert len(buttons(answer)) == 3
    worker.presses("/city 440300")
    (chosen,) = await worker.gets()
    assert "深圳" in chosen["text"]


async def test_a_moving_location_is_answered_once(worker: Worker, emulator: Emulator) -> None:
    worker.shares(22.54, 114.06)
    await worker.gets()
    for step in range(3):
        moved = worker.message(
            location={"latitude": 22.5 + step, "longitude": 114.0}, edit_date=1_790_000_060
        )
        emulator.push(edited_message=moved)
    assert "你好" in await worker.asks("/start")


async def test_asking_for_the_city_shows_a_location_button_once(worker: Worker, emulator: Emulator) -> None:
    worker.says("/city")
    (asked,) = await worker.gets()
    assert "/city 440300" in buttons(asked)
    worker.says("/city")
    worker.says("/start")
    await worker.gets(2)
    offers = [one for one in emulator.sent(worker.chat) if "keyboard" in one["reply_markup"]]
    assert [one["reply_markup"]["keyboard"][0][0]["request_location"] for one in offers] == [True]


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]},
        {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 3}},
        {"document": {"file_id": "1", "file_unique_id": "1"}},
        {"contact": {"phone_number": "13800138000", "first_name": "小李"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"sticker": {"file_id": "1", "file_unique_id": "1", "type": "regular", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False}},
        {"something_of_next_year": {"x": 1}},
    ],
)  # fmt: skip
async def test_what_cannot_be_read_gets_a_kind_word(worker: Worker, content: dict[str, object]) -> None:
    worker.sends(**content)
    (answer,) = await worker.gets()
    assert "文字" in answer["text"]


async def test_words_under_a_photo_are_a_question(worker: Worker) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    worker.sends(photo=photo, caption="进厂押金能退吗")
    (answer,) = await worker.gets()
    assert "文字" in answer["text"]
    assert "押金" in answer["text"]


async def test_an_album_gets_one_word(worker: Worker) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    for _ in range(4):
        worker.sends(photo=photo, media_group_id="77")
    worker.says("/start")
    word, start = await worker.gets(2)
    assert "文字" in word["text"]
    assert "你好" in start["text"]


async def test_notes_of_the_app_itself_are_passed_over(worker: Worker) -> None:
    worker.sends(new_chat_title="新名字")
    worker.sends(pinned_message={**worker.message(text="x")})
    assert "你好" in await worker.asks("/start")
    assert worker.seen == 1


async def test_hide_takes_the_messages_back_and_says_little(worker: Worker, emulator: Emulator) -> None:
    worker.says(QUESTION)
    shown = await worker.gets()
    worker.says("/hide")
    (neutral,) = await worker.gets()
    assert neutral["text"] == "好的。"
    assert emulator.deleted == [(worker.chat, message["message_id"]) for message in shown]
    assert neutral["reply_markup"] == {"remove_keyboard": True}


async def test_forget_takes_the_messages_back_too(worker: Worker, emulator: Emulator) -> None:
    await worker.asks(QUESTION)
    assert "忘" in await worker.asks("/forget")
    assert len(emulator.deleted) == 1
    assert "东莞" not in await worker.asks("最低工资多少")


async def test_the_menu_is_set_in_every_language(emulator: Emulator) -> None:
    await until(lambda: set(emulator.commands) == {"zh", "en", "vi", "id", "tl", "my", "ug", ""})
    assert set(MENU) == set(KNOWN)
    for menu in emulator.commands.values():
        assert [one["command"] for one in menu] == list(MENU)
    assert emulator.commands["vi"][1]["description"] == "đổi thành phố"
    assert emulator.commands["zh"][1]["description"] == "换城市"
    assert emulator.commands[""] == emulator.commands["en"]


async def test_danger_first_even_from_a_button_text_or_caption(worker: Worker) -> None:
    assert "110" in await worker.asks("老板把我们锁在宿舍不让出去")


async def test_one_chat_keeps_its_order_while_others_go_on(
    emulator: Emulator, workers: Callable[[int], list[Worker]]
) -> None:
    slow, quick = workers(2)
    waits = iter((0.4, 0.2, 0.1, 0.0))  # without the lock the last would overtake the first
    emulator.delay = lambda method, values: (
        next(waits) if method == "sendMessage" and values["chat_id"] == slow.chat else 0.0
    )
    for text in ("/start", "/help", "/about", "/coverage"):
        slow.says(text)
    quick.says("/start")
    await quick.gets()
    assert len(emulator.sent(slow.chat)) < 4
    answers = [message["text"] for message in await slow.gets(4)]
    for part, answer in zip(("你好", "/city", "不保存", "最低工资"), answers, strict=True):
        assert part in answer


class TestGroups:
    """In a group the bot speaks only when spoken to, and says that others can read."""

    @pytest.fixture
    def member(self, emulator: Emulator) -> Worker:
        return Worker(emulator, 700_200_001, group=-100_200_300)

    def named(self, member: Worker, text: str) -> None:
        name = f"@{BOT['username']}"
        member.sends(text=f"{name} {text}", entities=[{"type": "mention", "offset": 0, "length": len(name)}])

    async def test_it_keeps_silent_unless_named(self, member: Worker, worker: Worker) -> None:
        member.says("老板不发工资怎么办")
        member.says("/help")
        await worker.asks("/start")
        await asyncio.sleep(0.05)
        assert member.emulator.sent(member.place) == []

    async def test_it_answers_when_named_and_warns_once(self, member: Worker) -> None:
        self.named(member, "深圳最低工资多少")
        (answer,) = await member.gets()
        assert "深圳" in answer["text"]
        assert "别人也看得到" in answer["text"]
        assert answer["raw"]["reply_parameters"]["allow_sending_without_reply"] is True
        self.named(member, "押金能退吗")
        assert "别人也看得到" not in (await member.gets())[0]["text"]

    async def test_it_answers_replies_and_commands_with_its_name(self, member: Worker) -> None:
        before = {**member.message(text="你好"), "from": BOT}
        member.sends(text="押金能退吗", reply_to_message=before)
        assert "押金" in (await member.gets())[0]["text"]
        text = f"/help@{BOT['username']}"
        member.sends(text=text, entities=[{"type": "bot_command", "offset": 0, "length": len(text)}])
        assert "/city" in (await member.gets())[0]["text"]

    async def test_members_do_not_share_a_session(self, member: Worker) -> None:
        self.named(member, "我在深圳上班，最低工资多少")
        await member.gets()
        other = Worker(member.emulator, 700_200_002, group=member.group, seen=member.seen)
        self.named(other, "最低工资多少")
        assert "深圳市最低工资" not in (await other.gets())[0]["text"]


def test_every_button_of_the_rule_base_fits_behind_64_bytes(app: App) -> None:
    longest = max(app.rules.topics, key=len)
    assert len(f"/evidence {longest}".encode()) <= 64


@pytest.mark.usefixtures("channel")
async def test_a_long_answer_comes_in_pieces_with_buttons_under_the_last(
    app: App, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = app.rendered

    def long(outcome: Outcome, *, markup: bool = False) -> Rendered:
        shown = rendered(outcome, markup=markup)
        return replace(
            shown, text="\n".join([shown.text, *("<b>工资 &lt; 2300</b>，要补。" for _ in range(600))])
        )

    monkeypatch.setattr(app, "rendered", long)
    worker.says(QUESTION)
    await until(lambda: any(buttons(one) for one in worker.answers()))
    first, *_, last = await worker.gets()
    assert first["reply_markup"] == {}
    assert buttons(last)
    assert len(first["text"]) > 2000
