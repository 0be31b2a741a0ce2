"""Telegram by long polling: updates in, answers out. Nothing about an update is logged or kept on disk.

telegram_reading says what an update asks, telegram_replying has the app answer it, telegram_text cuts it to size,
telegram_sending delivers; telegram_webhook does the same where Telegram calls us.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Sequence
from typing import Any

from pydantic import SecretStr
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import CallbackContext, TypeHandler

from bot import logs
from bot.channels.answering import Answering
from bot.channels.telegram_account import Account
from bot.channels.telegram_api import ALLOWED, Pace
from bot.channels.telegram_memory import Tick
from bot.channels.telegram_words import UNKNOWN_BOT
from bot.errors import ChannelError
from bot.meters import Meters
from bot.ports import Limits

_STOP_SECONDS = 20.0
TIDY_SECONDS = 60.0


class TelegramChannel:
    """One bot account from start to stop."""

    def __init__(
        self,
        app: Answering,
        token: SecretStr,
        base_url: str,
        limits: Limits,
        *,
        admins: Sequence[int] = (),
        ask_to_keep: bool = False,
        pace: Pace | None = None,
        tick: Tick = time.monotonic,
        meters: Meters | None = None,
    ) -> None:
        self._pace = pace or Pace()
        self._account = Account(
            app, token, base_url, limits,
            pace=self._pace, polls=True, admins=admins, ask_to_keep=ask_to_keep, tick=tick, meters=meters,
        )  # fmt: skip
        self.tell = self._account.tell
        self._bot = self._account.bot
        self._bot.add_handler(TypeHandler(Update, self._on_update))
        self._bot.add_error_handler(_on_error)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until ``stop`` is set, then finish what has come in."""
        try:
            if await self._started(stop):
                logs.note("telegram_started")
                await self._account.set_menu()
                while not await within(TIDY_SECONDS, stop):
                    self._account.recents.forget_old()
        finally:
            await self._close()
            logs.note("telegram_stopped")

    async def _started(self, stop: asyncio.Event) -> bool:
        """Polling, as soon as Telegram can be reached."""
        while not stop.is_set():
            try:
                await self._bot.initialize()
                await self._poll()
                return True
            except InvalidToken:
                raise ChannelError(UNKNOWN_BOT) from None
            except TelegramError as problem:
                logs.fault("unreachable", problem)
                await within(self._pace.start_again, stop)
        return False

    async def _poll(self) -> None:
        """Polling begins by taking a webhook away: Telegram allows one of the two."""
        if not self._bot.running:
            await self._bot.start()
        if self._bot.updater:
            await self._bot.updater.start_polling(
                timeout=self._pace.poll_seconds,
                allowed_updates=ALLOWED,
                error_callback=lambda problem: logs.fault("poll", problem),
            )
        self._account.started()

    async def _close(self) -> None:
        self._account.stopping.set()
        if self._bot.updater and self._bot.updater.running:
            await _at_most(self._pace.poll_stop, self._bot.updater.stop())
        if self._bot.running:
            await _at_most(_STOP_SECONDS, self._bot.stop())
        await self._account.close()

    async def _on_update(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await self._account.answer(update)


async def _on_error(_: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    if context.error:
        logs.fault("update", context.error)


async def within(seconds: float, event: asyncio.Event) -> bool:
    """Wait for an event, but no longer than this; whether it came."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def _at_most(seconds: float, step: Awaitable[None]) -> None:
    """A step of the stop, cut short where it hangs."""
    try:
        await asyncio.wait_for(step, seconds)
    except TimeoutError as problem:
        logs.fault("stopped_hard", problem)
