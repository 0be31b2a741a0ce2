"""A process that answers until it is told to stop: Telegram by polling, edits taken over, counts written."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.app import App
from bot.errors import SettingsError
from bot.ports import TrendStore
from bot.rulebase.following import changes
from bot.rulebase.holder import Holder
from bot.service import Service
from bot.settings import Settings
from bot.storage.sqlite import opened

FLUSH_SECONDS = 600.0
LOOK_SECONDS = 30.0
"""How often the files are looked at where the system cannot tell of changes."""


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
    channel = TelegramChannel(
        app,
        token,
        settings.telegram_base_url,
        admins=settings.admin_chats,
        ask_to_keep=settings.ask_to_keep,
    )
    beside = asyncio.gather(
        asyncio.to_thread(_warm, app),
        watch(app.holder, settings.knowledge, stop),
        flush_often(app.service, stop),
        return_exceptions=True,
    )
    try:
        await channel.run(stop)
    finally:
        stop.set()
        await beside


def _warm(app: App) -> None:
    """Have models ready, and where questions may be kept what is common in each language, so that no worker waits."""
    app.holder.warm()
    if app.settings.ask_to_keep:
        for language in app.languages():
            app.rules.matcher.lexicons.of(language)


def _stop_on_signals() -> asyncio.Event:
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
