"""One bot account of Telegram, whichever way its updates come: its menu, its answers, its news for the admins."""

from __future__ import annotations

import asyncio
import html
import time
from collections.abc import Sequence

from pydantic import SecretStr
from telegram import BotCommand, Update
from telegram.error import TelegramError

from bot import logs
from bot.channels.answering import Answering
from bot.channels.once import Beside
from bot.channels.telegram_api import Bot, Pace, build
from bot.channels.telegram_memory import Recents, Tick
from bot.channels.telegram_reading import Address, Incoming, read
from bot.channels.telegram_replying import Replies
from bot.channels.telegram_sending import Sender, Unsent
from bot.channels.telegram_text import split
from bot.channels.telegram_words import MENU, menu_code
from bot.errors import StoreError
from bot.meters import Meters
from bot.ports import Limits


class Account:
    """What polling and the webhook share."""

    def __init__(
        self,
        app: Answering,
        token: SecretStr,
        base_url: str,
        limits: Limits,
        *,
        pace: Pace,
        polls: bool,
        admins: Sequence[int] = (),
        ask_to_keep: bool = False,
        tick: Tick = time.monotonic,
        meters: Meters | None = None,
    ) -> None:
        self._app = app
        self._admins = admins
        self._ask_to_keep = ask_to_keep
        self.stopping = asyncio.Event()
        self.beside = Beside()
        self.bot: Bot = build(token, base_url, pace, polls=polls)
        self.recents = Recents(tick)
        self._sender = Sender(self.bot.bot, pace, self.stopping, meters or Meters())
        self.replies = Replies(app, self._sender, self.recents, limits, self.beside, meters or Meters())
        self._loop: asyncio.AbstractEventLoop | None = None
        self._telling: set[asyncio.Task[None]] = set()

    def started(self) -> None:
        """From now on the admins can be told something."""
        self._loop = asyncio.get_running_loop()

    async def set_menu(self) -> None:
        """The commands in every language Telegram has a code for; English where it has none."""
        for language in self._app.languages():
            code = menu_code(language)
            try:
                shown = [BotCommand(name, self._described(name, language)) for name in MENU]
                if code:
                    await self.bot.bot.set_my_commands(shown, language_code=code)
                if code == "en":
                    await self.bot.bot.set_my_commands(shown)
            except Exception as problem:  # noqa: BLE001 - without a menu it answers all the same
                logs.fault("menu", problem)

    def _described(self, command: str, language: str) -> str:
        """What a command does; the help text has most of them with the command before it."""
        return self._app.words("menu", language, command=command).removeprefix(f"/{command}").strip()

    async def answer(self, update: Update, number: str = "", *, comes_again: bool = False) -> bool:
        """Answer an update; whether it is settled. ``comes_again``: what is not settled will be delivered once more.

        Where answering breaks in a way nobody thought of, an apology settles it: the same would break again.
        """
        if update.callback_query:
            await self._acknowledge(update)
        incoming = None
        try:
            incoming = read(update, self.bot.bot.bot, ask_to_keep=self._ask_to_keep)
            if incoming:
                await self.replies.answer(incoming, number)
        except Unsent:
            return False  # noted where it was given up
        except Exception as problem:  # noqa: BLE001 - the worker must hear something whatever happens
            logs.fault("update", problem)
            if comes_again and isinstance(problem, StoreError):
                return False
            return await self._apologised(incoming)
        return True

    async def _apologised(self, incoming: Incoming | None) -> bool:
        try:
            if incoming:
                await self.replies.apologise(incoming)
        except Unsent:
            return False
        return True

    async def _acknowledge(self, update: Update) -> None:
        """Too late for an old press does no harm."""
        try:
            if update.callback_query:
                await update.callback_query.answer()
        except (TelegramError, ValueError, TypeError, KeyError) as problem:
            logs.fault("unacknowledged", problem)

    def tell(self, words: str) -> None:
        """Send words to the admins' chats; may be called from any thread, and does nothing before the start."""
        if self._loop and self._admins:
            self._loop.call_soon_threadsafe(self._tell_soon, words)

    def _tell_soon(self, words: str) -> None:
        task = asyncio.create_task(self._tell(words))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, words: str) -> None:
        for chat in self._admins:
            for piece in split(html.escape(words, quote=False)):
                try:
                    await self._sender.send(Address(chat, chat), piece)
                except Unsent:
                    break

    async def close(self) -> None:
        """Let go of Telegram and the threads; what is being told is told first."""
        self._loop = None
        self.stopping.set()
        if self._telling:
            await asyncio.wait(self._telling)
        await self.bot.shutdown()
        await self.bot.bot.shutdown()
        self.beside.close()
