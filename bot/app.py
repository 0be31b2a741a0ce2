"""Composition root: names the concrete classes and hands each channel one callable."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr
from watchfiles import awatch

from bot import logs
from bot.core.conversation import Outcome, Question
from bot.core.model import RuleBase
from bot.errors import RuleBaseInvalid, SettingsError
from bot.ports import SessionStore, TrendStore
from bot.rendering.catalogs import Catalogs
from bot.rendering.render import Rendered, Renderer
from bot.rulebase.holder import Holder
from bot.service import Service
from bot.settings import Settings
from bot.storage.memory import MemorySessions, MemoryTrends
from bot.storage.sqlite import opened

CHINA = timezone(timedelta(hours=8), "CST")
FLUSH_SECONDS = 600.0
LOOK_SECONDS = 30.0
"""How often the files are looked at where the system cannot tell of changes."""


class SystemClock:
    """The machine's clock, in China Standard Time."""

    def now(self) -> datetime:
        return datetime.now(CHINA)  # noqa: TID251 - the one place that reads the clock


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands at noon of one day: for ``--today`` and previews."""

    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), CHINA)


Clock = SystemClock | FixedClock


class App:
    """Everything wired together for one process."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        sessions: SessionStore | None = None,
        trends: TrendStore | None = None,
        told: Callable[[RuleBaseInvalid | None], None] | None = None,
    ) -> None:
        self.settings = settings
        self.holder = Holder(settings.knowledge, settings.cache, show_leads=settings.show_leads, told=told)
        self.clock = clock or SystemClock()
        self.trends = trends or MemoryTrends()
        self.service = Service(self.holder, sessions or MemorySessions(), self.trends, self.clock)
        self._secret = secrets.token_bytes(32)

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(Catalogs(self.settings.locales))

    @property
    def rules(self) -> RuleBase:
        return self.holder.current()

    def chat_key(self, channel: str, chat: str) -> str:
        """A key for a chat's session that cannot be turned back: the secret lives as long as this process."""
        return hmac.new(self._secret, f"{channel}:{chat}".encode(), hashlib.sha256).hexdigest()

    def outcome(self, question: Question, key: str) -> Outcome:
        return self.service.answer(question, key)

    def notice(self, kind: str, key: str, hint: str | None = None) -> Outcome:
        return self.service.notice(kind, key, hint)

    def rendered(self, outcome: Outcome, *, markup: bool = False) -> Rendered:
        return self.renderer.render(outcome.reply, self.rules, markup=markup)

    def translated(self) -> dict[str, float]:
        """Share of the topics' sentences that each language has a translation of, 0 to 1."""
        catalogs = Catalogs(self.settings.locales)
        sources = {text for topic in self.rules.topics.values() for text in topic.texts()}
        return {language: catalogs.get(language).share(sources) for language in catalogs.languages()}


# --- a process that runs until it is told to stop -----------------------------------------------------------------


def run_telegram(settings: Settings) -> None:
    """Answer on Telegram until SIGTERM or SIGINT; then finish what has come in and write the counts."""
    if not settings.telegram_token:
        raise SettingsError(
            "GONGYOU_TELEGRAM_TOKEN 没有设置：填 @BotFather 给的令牌 / is not set: put the token from @BotFather there"
        )
    logs.set_up()
    with opened(settings.trends) as trends:
        asyncio.run(_telegram(settings, settings.telegram_token, trends))


async def _telegram(settings: Settings, token: SecretStr, trends: TrendStore) -> None:
    from bot.channels.telegram import TelegramChannel
    from bot.channels.telegram_words import edit_news

    stop = _stop_on_signals()
    app = App(settings, trends=trends, told=lambda invalid: channel.tell(edit_news(invalid)))
    channel = TelegramChannel(app, token, settings.telegram_base_url, admins=settings.admin_chats)
    beside = asyncio.gather(
        watch(app.holder, settings.knowledge, stop), flush_often(app.service, stop), return_exceptions=True
    )
    try:
        await channel.run(stop)
    finally:
        stop.set()
        await beside


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def watch(holder: Holder, folder: Path, stop: asyncio.Event) -> None:
    """Take over edits of the rule base as they are saved; the work is done beside the loop."""
    while not stop.is_set():
        try:
            async for _ in awatch(folder, stop_event=stop):
                await asyncio.to_thread(holder.refresh)
        except Exception as problem:  # noqa: BLE001 - whatever an edit breaks, the next one must be seen
            logs.fault("watch", problem)
            await pause(LOOK_SECONDS, stop)
            await asyncio.to_thread(_look_again, holder)


def _look_again(holder: Holder) -> None:
    with suppress(Exception):  # what it is has just been noted
        holder.refresh()


async def flush_often(service: Service, stop: asyncio.Event) -> None:
    """Write waiting counts now and then, and note which kinds of error were met since."""
    noted: dict[str, int] = {}
    while not await pause(FLUSH_SECONDS, stop):
        service.flush()
        for kind, count in service.faults.items():
            if count > noted.get(kind, 0):
                logs.note("faults", kind=kind, count=count)
        noted = dict(service.faults)


async def pause(seconds: float, stop: asyncio.Event) -> bool:
    """Wait, but no longer than until ``stop``; whether it came."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True
