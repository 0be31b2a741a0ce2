"""A process that answers until it is told to stop: Telegram by polling, edits taken over, counts written."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.app import App
from bot.errors import RuleBaseInvalid, SettingsError
from bot.lockdown import lock_down
from bot.meters import Meters
from bot.ports import TrendStore
from bot.rulebase.following import changes
from bot.rulebase.holder import Holder
from bot.service import Service
from bot.settings import Settings
from bot.storage.memory_service import MemoryLimits
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
    lock_down()
    logs.set_up()
    with opened(settings.trends) as trends:
        asyncio.run(_telegram(settings, settings.telegram_token, trends))


async def _telegram(settings: Settings, token: SecretStr, trends: TrendStore) -> None:
    from bot.channels.telegram import TelegramChannel

    stop = stop_on_signals()
    edits = Edits(Meters())
    app = App(settings, trends=trends, told=edits)
    channel = TelegramChannel(
        app, token, settings.telegram_base_url, MemoryLimits(), admins=settings.admin_chats
    )
    edits.tell = channel.tell
    beside = asyncio.gather(
        asyncio.to_thread(app.holder.warm),
        watch(app.holder, settings.knowledge, stop),
        flush_often(app.service, stop),
        return_exceptions=True,
    )
    try:
        await channel.run(stop)
    finally:
        stop.set()
        await beside


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
    """Write waiting counts now and then, and note which kinds of error were met since."""
    noted: dict[str, int] = {}
    while not await pause(FLUSH_SECONDS, stop):
        await asyncio.to_thread(service.flush)
        faults = dict(service.faults)
        for kind, count in faults.items():
            if count > noted.get(kind, 0):
                logs.note("faults", kind=kind, count=count)
        noted = faults


async def pause(seconds: float, stop: asyncio.Event) -> bool:
    """Wait, but no longer than until ``stop``; whether it came."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True
