"""A process that answers until it is told to stop: Telegram by polling, edits taken over, counts written."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.app import App
from bot.errors import RuleBaseInvalid, SettingsError, StoreError
from bot.lockdown import lock_down
from bot.meters import Meters
from bot.ports import Clock
from bot.rulebase.following import changes
from bot.rulebase.holder import Holder
from bot.service import Service
from bot.settings import Settings
from bot.staff.trend_names import naming_of
from bot.storage.keeping import purge, term
from bot.storage.memory_service import MemoryLimits
from bot.storage.sqlite import SqliteTrends, opened
from bot.trends.weekly import Told, news

ROUND_SECONDS = (2.0, 8.0)
"""The counts are written at moments by chance between these, whether any wait or not: so no file time is a question's."""
NOTE_SECONDS = 600.0
"""How seldom the log tells of faults: a line at once would say when somebody wrote."""
TIDY_SECONDS = 86_400.0
STILL_SOUND = timedelta(weeks=5)
"""How long nobody may have asked before the clock is doubted at the start."""
WEEKLY_SECONDS = 300.0
"""How often it is looked whether a week has closed that the admins have not been told of."""
LOOK_SECONDS = 30.0
"""How often the files are looked at where the system cannot tell of changes."""


Tell = Callable[[str], None]


def run_telegram(settings: Settings) -> None:
    """Answer on Telegram until SIGTERM or SIGINT; then finish what has come in and write the counts."""
    if not settings.telegram_token:
        raise SettingsError(
            "GONGYOU_TELEGRAM_TOKEN 没有设置：填 @BotFather 给的令牌 / is not set: put the token from @BotFather there"
        )
    lock_down()
    logs.set_up()
    with opened(settings.trends) as trends:
        asyncio.run(_telegram(settings, settings.telegram_token, trends))


async def _telegram(settings: Settings, token: SecretStr, trends: SqliteTrends) -> None:
    from bot.channels.telegram import TelegramChannel
    from bot.channels.telegram_api import Pace

    stop = stop_on_signals()
    edits = Edits(Meters())
    app = App(settings, trends=trends, told=edits)
    channel = TelegramChannel(
        app, token, settings.telegram_base_url, MemoryLimits(),
        admins=settings.admin_chats, ask_to_keep=settings.ask_to_keep,
        pace=Pace(messages_a_second=settings.telegram_messages_a_second),
    )  # fmt: skip
    edits.tell = channel.tell
    beside = asyncio.gather(
        asyncio.to_thread(warm, app),
        watch(app.holder, settings.knowledge, stop),
        flush_often(app.service, stop),
        tidy_daily(trends, settings, app.clock, stop),
        tell_weekly(app, trends, channel.tell, stop),
        return_exceptions=True,
    )
    try:
        await channel.run(stop)
    finally:
        stop.set()
        await beside


def warm(app: App) -> None:
    """Have models ready, and where questions may be kept what is common in each language, so that no worker waits."""
    app.holder.warm()
    if app.settings.ask_to_keep:
        for language in app.languages():
            app.rules.matcher.lexicons.of(language)


class Edits:
    """What became of edits of the rule base: told to the admins, and counted."""

    def __init__(self, meters: Meters) -> None:
        self.tell: Callable[[str], None] = lambda _: None
        self._meters = meters
        self._since = time.monotonic()
        self._refused = False

    def __call__(self, invalid: RuleBaseInvalid | None) -> None:
        from bot.channels.telegram_words import edit_news

        self._refused = invalid is not None
        if invalid:
            self._meters.more("refused_edits")
        else:
            self._since = time.monotonic()
        self.tell(edit_news(invalid))

    def age(self) -> float:
        """Seconds since the rules that answer were taken over."""
        return time.monotonic() - self._since

    def refused(self) -> float:
        """1 where the last edit was refused and the rules before it answer."""
        return float(self._refused)


def stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def watch(holder: Holder, folder: Path, stop: asyncio.Event) -> None:
    """Take over edits of the rule base as they are saved; the work is done beside the loop."""
    while not stop.is_set():
        try:
            async for _ in changes(folder, stop):
                await asyncio.to_thread(holder.refresh)
        except Exception as problem:  # noqa: BLE001 - whatever an edit breaks, the next one must be seen
            logs.fault("watch", problem)
            await pause(LOOK_SECONDS, stop)
            await asyncio.to_thread(_look_again, holder)


def _look_again(holder: Holder) -> None:
    with suppress(Exception):  # what it is has just been noted
        holder.refresh()


async def flush_often(service: Service, stop: asyncio.Event) -> None:
    """Write a round of counts, and note now and then which kinds of error were met since."""
    noted: dict[str, int] = {}
    since = 0.0
    while not await pause(seconds := random.uniform(*ROUND_SECONDS), stop):
        await asyncio.to_thread(service.flush)
        since += seconds
        if since >= NOTE_SECONDS:
            faults = dict(service.faults)
            for kind, count in faults.items():
                if count > noted.get(kind, 0):
                    logs.note("faults", kind=kind, count=count)
            noted, since = faults, 0.0


async def tidy_daily(store: SqliteTrends, settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """Delete what has been kept for its term, at the start and once a day.

    A clock that is far ahead of the last look, or at the start of the newest count, may be wrong: then nothing is deleted
    until it has kept its word for a day.
    """
    seen, gap = store.newest(), STILL_SOUND
    while True:
        today = clock.now().date()
        if seen is None or today - seen <= gap:
            await asyncio.to_thread(_tidy, store, settings, today)
        else:
            logs.note("clock_jumped")
        seen, gap = today, timedelta(seconds=2 * TIDY_SECONDS)
        if await pause(TIDY_SECONDS, stop):
            return


def _tidy(store: SqliteTrends, settings: Settings, today: date) -> None:
    try:
        purge(store, today, term(today, settings.trends_weeks, settings.donated_days))
    except StoreError as problem:
        logs.fault("tidy", problem)


async def tell_weekly(app: App, store: SqliteTrends, tell: Tell, stop: asyncio.Event) -> None:
    """Release the week that has closed and tell the admins of it, once, from Monday morning on."""
    told = Told(app.settings.trends)
    while app.settings.admin_chats and not await pause(WEEKLY_SECONDS, stop):
        try:
            if week := told.due(app.clock.now()):
                words = await asyncio.to_thread(_news, app, store)
                if words and told.take(week):
                    tell(words)
        except Exception as problem:  # noqa: BLE001 - whatever fails, it is tried again
            logs.fault("weekly", problem)


def _news(app: App, store: SqliteTrends) -> str | None:
    from bot.staff.releasing import own, release  # with scipy, which a bot does not need to start

    today = app.clock.now().date()
    made, _ = release(own(app.settings), store, today, lambda: app.rules)
    return news(made, today, [naming_of(app.rules, app.renderer, language) for language in ("zh", "en")])


async def pause(seconds: float, stop: asyncio.Event) -> bool:
    """Wait, but no longer than until ``stop``; whether it came."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True
