"""A running bot and its files: good edits taken over at once, bad ones refused, and answers all the while."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.channels.telegram_words import edit_news
from bot.core.conversation import Kind, Question
from bot.core.model import NATION
from bot.errors import RuleBaseInvalid
from bot.process import watch
from bot.rulebase import load as loading
from bot.rulebase.checks import check_all
from bot.rulebase.draft import Draft
from bot.rulebase.holder import Holder
from bot.service import Service
from bot.settings import Settings
from bot.storage.memory import MemorySessions, MemoryTrends
from tests.conftest import ROOT
from tests.emulator.workers import until
from tests.report import say

WAGE = ("monthly: 2700, hourly: 25.4", "monthly: 2{}, hourly: 25.4")
NOON = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=8)))


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON


class Bot:
    """A rule base in a folder that may be edited, the service over it, and what the admin was told."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.told: list[RuleBaseInvalid | None] = []
        self.holder = Holder(folder, cache, told=self.told.append)
        self.service = Service(self.holder, MemorySessions(), MemoryTrends(), Noon())
        self.answer("最低工资多少")

    @property
    def wages(self) -> Path:
        return self.folder / "figures/minimum_wage.yaml"

    def wage(self) -> str:
        """What Shenzhen's minimum wage is said to be."""
        rows = self.holder.current().figures["minimum_wage"].rows
        row = next(row for row in rows if "440300" in row.areas and row.period.start == date(2026, 9, 1))
        return str(row.values["monthly"])

    def answer(self, text: str, key: str = "chat") -> Kind:
        return self.service.answer(Question(text, region="深圳"), key).reply.kind

    def set_wage(self, end: str) -> None:
        """Save the wage as 2xxx."""
        text = (ROOT / "knowledge/figures/minimum_wage.yaml").read_text(encoding="utf-8")
        self.wages.write_text(text.replace(WAGE[0], WAGE[1].format(end), 1), encoding="utf-8")


@pytest.fixture
def bot(tmp_path: Path, settings: Settings) -> Bot:
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    cache = tmp_path / "cache"
    shutil.copytree(settings.cache, cache) if settings.cache.is_dir() else cache.mkdir()
    return Bot(tmp_path / "knowledge", cache)


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[None]:
    """The bot follows its files, as its process does."""
    stop = asyncio.Event()
    following = asyncio.create_task(watch(bot.holder, bot.folder, stop))
    await asyncio.sleep(0.8)
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(following, 10)


class Asking:
    """Questions asked in threads: how many, what went wrong, and the longest wait for an answer."""

    def __init__(self) -> None:
        self.answered = 0
        self.wrong: list[object] = []
        self.longest = 0.0


@contextmanager
def asking(bot: Bot, threads: int = 2) -> Iterator[Asking]:
    """Several chats go on, each of two messages that belong together, until the block ends."""
    done, asked = threading.Event(), Asking()

    def chat(number: int) -> None:
        key = f"chat {number}"
        while not done.is_set():
            for text in ("加班费怎么算", "底薪2800"):
                began = time.monotonic()
                kind = bot.answer(text, key)
                asked.longest = max(asked.longest, time.monotonic() - began)
                asked.answered += 1
                if kind is not Kind.ANSWERED:
                    asked.wrong.append(kind)
                time.sleep(0.002)
            session = bot.service._sessions.load(key, NOON)
            if session is None or session.region != "440300" or "overtime_pay" not in session.topics:
                asked.wrong.append(session)

    workers = [threading.Thread(target=chat, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    try:
        yield asked
    finally:
        done.set()
        for worker in workers:
            worker.join(10)
    assert not asked.wrong
    assert not bot.service.faults
    assert asked.answered


async def test_a_good_edit_is_taken_over_while_questions_are_answered(bot: Bot) -> None:
    async with running(bot):
        with asking(bot) as asked:
            await asyncio.sleep(0.2)
            began = time.monotonic()
            bot.set_wage("711")
            await until(lambda: bot.wage() == "2711", 10)
            took = time.monotonic() - began
    say(
        f"hot reload: an edit answers after {took:.2f} s; longest wait for an answer {asked.longest * 1000:.0f} ms"
    )
    assert bot.told[-1] is None


async def test_a_bad_edit_is_refused_and_told_in_words(bot: Bot) -> None:
    async with running(bot):
        with asking(bot, 1):
            path = bot.folder / "provisions/national/deposit.yaml"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("topics: [deposit]", "topics: [depositt]", 1), encoding="utf-8")
            await until(lambda: bot.told)
            assert bot.answer("押金不退怎么办") is Kind.ANSWERED
    invalid = bot.told[-1]
    assert invalid is not None
    news = edit_news(invalid)
    for words in (
        "没有用上",
        "refused",
        "knowledge/provisions/national/deposit.yaml:",
        "“deposit”",
        "did you mean",
    ):
        assert words in news
    assert "Traceback" not in news
    assert len(bot.told) == 1


async def test_a_file_seen_half_written_is_taken_once_it_is_whole(bot: Bot) -> None:
    async with running(bot):
        bot.set_wage("712")
        whole = bot.wages.read_text(encoding="utf-8")
        bot.wages.write_text(whole[: len(whole) // 2 - 7], encoding="utf-8")
        await asyncio.sleep(1.5)
        assert bot.wage() in ("2700", "2712")
        bot.wages.write_text(whole, encoding="utf-8")
        await until(lambda: bot.wage() == "2712", 10)


async def test_a_folder_that_vanishes_and_comes_back_is_followed_again(bot: Bot) -> None:
    async with running(bot):
        away = bot.folder.with_name("away")
        bot.folder.rename(away)
        await until(lambda: bot.told, 10)
        assert "找不到规则库文件夹" in edit_news(bot.told[-1])
        assert bot.answer("押金不退怎么办") is Kind.ANSWERED
        shutil.rmtree(away)
        shutil.copytree(ROOT / "knowledge", bot.folder)
        await asyncio.sleep(1)
        bot.set_wage("713")
        await until(lambda: bot.wage() == "2713", 10)
        fresh = bot.folder.with_name("fresh")
        shutil.copytree(ROOT / "knowledge", fresh)
        bot.folder.rename(bot.folder.with_name("old"))
        fresh.rename(bot.folder)
        await until(lambda: bot.wage() == "2700", 10)


async def test_fifty_edits_in_a_second_end_with_the_last(bot: Bot) -> None:
    async with running(bot):
        with asking(bot, 1) as asked:
            for number in range(50):
                bot.set_wage(str(750 + number))
                if number % 7 == 3:
                    bot.wages.write_text("rows：", encoding="utf-8")
                await asyncio.sleep(0.01)
            began = time.monotonic()
            bot.set_wage("799")
            await until(lambda: bot.wage() == "2799", 10)
            took = time.monotonic() - began
    say(
        f"hot reload: fifty edits in a second, the last answers after {took:.2f} s; longest wait {asked.longest * 1000:.0f} ms"
    )


async def test_learning_anew_does_not_stop_answers(bot: Bot, tmp_path: Path) -> None:
    path = bot.folder / "questions/zh.yaml"
    text = path.read_text(encoding="utf-8")
    new = "工头说月底一起算的加班钱没影了"
    async with running(bot):
        with asking(bot) as asked:
            began = time.monotonic()
            path.write_text(
                text.replace("overtime_pay:\n", f'overtime_pay:\n- "{new}"\n', 1), encoding="utf-8"
            )
            await until(lambda: bot.told, 60)
            took = time.monotonic() - began
    say(
        f"hot reload: learnt anew in {took:.1f} s; {asked.answered} answers, longest wait {asked.longest * 1000:.0f} ms"
    )
    assert bot.told == [None]
    assert asked.longest < took
    matcher = bot.holder.current().matcher
    assert any(new in example.text for example in matcher.examples["zh"])


def test_what_was_learnt_is_kept_where_the_questions_are_the_same(bot: Bot) -> None:
    before = bot.holder.current()
    bot.set_wage("714")
    assert bot.holder.refresh()
    assert bot.holder.current() is not before
    assert bot.holder.current().matcher is before.matcher


def test_an_edit_made_while_files_are_read_is_taken_next_time(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited_meanwhile(draft: Draft) -> object:
        bot.set_wage("716")
        return check_all(draft)

    bot.set_wage("715")
    monkeypatch.setattr(loading, "check_all", edited_meanwhile)
    assert bot.holder.refresh()
    monkeypatch.undo()
    assert bot.wage() == "2715"
    assert bot.holder.refresh()
    assert bot.wage() == "2716"
    assert bot.holder.current().lineage(None) == (NATION,)
