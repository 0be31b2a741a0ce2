"""Telegram by long polling: updates in, answers out. Nothing about an update is logged or kept on disk.

telegram_reading says what an update asks, the app answers, telegram_text cuts it to size, telegram_sending delivers.
"""

from __future__ import annotations

import asyncio
import html
import time
from collections.abc import Awaitable, Sequence
from typing import Any

from pydantic import SecretStr
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import InvalidToken, TelegramError
from telegram.ext import CallbackContext, TypeHandler

from bot import logs
from bot.channels.answering import Answering
from bot.channels.telegram_api import ALLOWED, Bot, Pace, build
from bot.channels.telegram_memory import Flood, Recents, Tick
from bot.channels.telegram_reading import CHANNEL, Address, Incoming, read
from bot.channels.telegram_sending import Markup, Sender
from bot.channels.telegram_text import Label, rows, split
from bot.channels.telegram_words import APOLOGY, MENU, menu_code
from bot.core import commands, crisis
from bot.core.conversation import Outcome
from bot.core.text import normal
from bot.errors import BotError, ChannelError

_CLEARING = ("hide", "forget")
_STOP_SECONDS = 20.0
_TIDY_SECONDS = 60.0


class TelegramChannel:
    """One bot account from start to stop."""

    def __init__(
        self,
        app: Answering,
        token: SecretStr,
        base_url: str,
        *,
        admins: Sequence[int] = (),
        ask_to_keep: bool = False,
        pace: Pace | None = None,
        tick: Tick = time.monotonic,
    ) -> None:
        self._app = app
        self._admins = admins
        self._ask_to_keep = ask_to_keep
        self._pace = pace or Pace()
        self._stopping = asyncio.Event()
        self._bot: Bot = build(token, base_url, self._pace)
        self._bot.add_handler(TypeHandler(Update, self._on_update))
        self._bot.add_error_handler(_on_error)
        self._sender = Sender(self._bot.bot, self._pace.retries, self._stopping)
        self._recents = Recents(tick)
        self._flood = Flood(self._pace.messages_a_minute, tick=tick)
        self._loop: asyncio.AbstractEventLoop | None = None

    # --- from start to stop ---
    async def run(self, stop: asyncio.Event) -> None:
        """Answer until ``stop`` is set, then finish what has come in."""
        try:
            if await self._started(stop):
                logs.note("telegram_started")
                await self._set_menu()
                while not await _within(_TIDY_SECONDS, stop):
                    self._recents.forget_old()
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
                raise ChannelError(
                    "Telegram 不认 GONGYOU_TELEGRAM_TOKEN 里的令牌 / Telegram refuses the token in GONGYOU_TELEGRAM_TOKEN"
                ) from None
            except TelegramError as problem:
                logs.fault("unreachable", problem)
                await _within(self._pace.start_again, stop)
        return False

    async def _poll(self) -> None:
        if not self._bot.running:
            await self._bot.start()
        if self._bot.updater:
            await self._bot.updater.start_polling(
                timeout=self._pace.poll_seconds,
                allowed_updates=ALLOWED,
                error_callback=lambda problem: logs.fault("poll", problem),
            )
        self._loop = asyncio.get_running_loop()

    async def _set_menu(self) -> None:
        for language in self._app.languages():
            code = menu_code(language)
            try:
                shown = [BotCommand(name, self._described(name, language)) for name in MENU]
                if code:
                    await self._bot.bot.set_my_commands(shown, language_code=code)
                if code == "en":
                    await self._bot.bot.set_my_commands(shown)
            except (TelegramError, BotError) as problem:
                logs.fault("menu", problem)

    def _described(self, command: str, language: str) -> str:
        """What a command does; the help text has most of them with the command before it."""
        return self._app.words("menu", language, command=command).removeprefix(f"/{command}").strip()

    async def _close(self) -> None:
        self._loop = None
        self._stopping.set()
        if self._bot.updater and self._bot.updater.running:
            await _at_most(self._pace.poll_stop, self._bot.updater.stop())
        if self._bot.running:
            await _at_most(_STOP_SECONDS, self._bot.stop())
        await self._bot.shutdown()
        await self._bot.bot.shutdown()

    def tell(self, words: str) -> None:
        """Send words to the admins' chats; may be called from any thread, and does nothing before the start."""
        if self._loop and self._admins:
            self._loop.call_soon_threadsafe(lambda: self._bot.create_task(self._tell(words)))

    async def _tell(self, words: str) -> None:
        for chat in self._admins:
            for piece in split(html.escape(words, quote=False)):
                await self._sender.send(Address(chat, chat), piece)

    # --- one update ---
    async def _on_update(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        if update.callback_query:
            await self._acknowledge(update)
        incoming = read(update, self._bot.bot.bot, ask_to_keep=self._ask_to_keep)
        if incoming:
            await self._answer(incoming)

    async def _acknowledge(self, update: Update) -> None:
        """Stop the button's clock; too late for an old press does no harm."""
        try:
            if update.callback_query:
                await update.callback_query.answer()
        except (TelegramError, ValueError, TypeError, KeyError) as problem:
            logs.fault("unacknowledged", problem)

    async def _answer(self, incoming: Incoming) -> None:
        key = self._app.chat_key(CHANNEL, incoming.address.session)
        question = incoming.question
        if not self._admitted(key, question.text):
            if self._flood.tell(key):
                await self._reply(incoming, key, self._app.notice("too_fast", key, question.language_hint))
        elif incoming.media and not question.text:
            if not incoming.album or self._recents.first(key, incoming.album):
                await self._reply(incoming, key, self._app.notice("media", key, question.language_hint))
        else:
            await self._reply(incoming, key, self._app.outcome(question, key))

    def _admitted(self, key: str, text: str) -> bool:
        return self._flood.admit(key) or (_urgent(text) and self._flood.admit(key, urgent=True))

    async def _reply(self, incoming: Incoming, key: str, outcome: Outcome) -> None:
        clearing = outcome.reply.command in _CLEARING
        if clearing:
            await self._sender.delete(incoming.address.chat, self._recents.take(key))
        text, markup = self._worded(incoming, key, outcome)
        *first, last = split(text) or (APOLOGY,)
        for piece in first:
            await self._send(incoming.address, key, piece)
        await self._send(incoming.address, key, last, ReplyKeyboardRemove() if clearing else markup)
        if outcome.reply.paper:
            await self._send_paper(incoming.address, key, outcome)
        if outcome.reply.asks == "city" and not incoming.address.group and self._recents.first(key, "place"):
            language = outcome.reply.language
            await self._send(
                incoming.address, key, self._app.words("may_share", language), self._place_button(language)
            )

    async def _send(self, address: Address, key: str, text: str, markup: Markup | None = None) -> None:
        number = await self._sender.send(address, text, markup)
        if number is not None:
            self._recents.sent(key, number)

    async def _send_paper(self, address: Address, key: str, outcome: Outcome) -> None:
        """The paper as a file, made beside the loop and kept nowhere; an apology where it cannot be made.

        Not into a group, where everybody could read it.
        """
        if address.group:
            words = self._app.words("paper_private", outcome.reply.language)
            await self._send(address, key, html.escape(words, quote=False))
            return
        number = None
        try:
            file = await asyncio.to_thread(self._app.paper, outcome)
            if file:
                number = await self._sender.send_document(address, file.name, file.content)
        except Exception as problem:  # noqa: BLE001 - the worker must hear of it whatever happens
            logs.fault("paper", problem)
        if number is None:
            await self._send(
                address, key, html.escape(self._app.words("error", outcome.reply.language), quote=False)
            )
        else:
            self._recents.sent(key, number)

    def _worded(self, incoming: Incoming, key: str, outcome: Outcome) -> tuple[str, Markup | None]:
        """The answer's text and buttons; an apology where it cannot be put into words."""
        language = outcome.reply.language
        try:
            shown = self._app.rendered(outcome, markup=True)
            text = shown.text
            if incoming.media and incoming.question.text:
                notice = self._app.notice("media", key, incoming.question.language_hint)
                text = f"{self._app.rendered(notice, markup=True).text}\n\n{text}"
        except Exception as problem:  # noqa: BLE001 - the worker must get a reply whatever happens
            logs.fault("rendering", problem)
            return APOLOGY, None
        if incoming.address.group and self._recents.first(key, "group"):
            text = f"{text}\n\n{html.escape(self._app.words('group', language), quote=False)}"
        return text, _keyboard(shown.buttons)

    def _place_button(self, language: str) -> ReplyKeyboardMarkup:
        button = KeyboardButton(self._app.words("share_place", language), request_location=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)


async def _on_error(_: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    if context.error:
        logs.fault("update", context.error)


def _urgent(text: str) -> bool:
    """Danger and hiding cannot wait for a minute to pass."""
    plain = normal(text)
    command = commands.read(plain)
    return bool(crisis.danger(plain)) or (command is not None and command.name == "hide")


def _keyboard(buttons: Sequence[Label]) -> InlineKeyboardMarkup | None:
    laid = [
        [InlineKeyboardButton(button.label, callback_data=button.send) for button in row]
        for row in rows(buttons)
    ]
    return InlineKeyboardMarkup(laid) if laid else None


async def _within(seconds: float, event: asyncio.Event) -> bool:
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
