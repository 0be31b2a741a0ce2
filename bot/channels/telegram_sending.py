"""Sending: tries again while there is hope, gives up quietly where a worker has blocked the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import BulkRequestLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import logs
from bot.channels.telegram_api import Pace
from bot.channels.telegram_reading import CHANNEL, Address
from bot.channels.telegram_text import plain
from bot.errors import ChannelError
from bot.meters import Meters

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
Result = TypeVar("Result")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_FOR_GOOD = (BadRequest, Forbidden, InvalidToken)
"""Errors that sending again at once cannot mend: blocked, chat gone, a message Telegram will not take, a wrong token."""
_TROUBLE = (TelegramError, ValueError, TypeError, KeyError, AttributeError)
"""What sending can end in: refused, unreachable, or an answer that is no message."""


class Unsent(ChannelError):
    """Telegram could not be reached, or asked to wait too long: sending the same later may work."""


class Sender:
    """Sends texts to addresses; ``stopping`` cuts waits short when the process is to end."""

    def __init__(self, bot: Bot, pace: Pace, stopping: asyncio.Event, meters: Meters) -> None:
        self._bot = bot
        self._pace = pace
        self._stopping = stopping
        self._meters = meters

    async def send(self, address: Address, text: str, markup: Markup | None = None) -> int | None:
        """The number of the sent message; None where it can never reach anyone, Unsent where it may later."""
        try:
            return await self._patiently(lambda: self._once(address, text, markup, html=True))
        except ChatMigrated as moved:
            return await self.send(replace(address, chat=moved.new_chat_id, replies_to=None), text, markup)
        except BadRequest as problem:
            logs.fault("refused", problem)
            return await self._plainly(address, text, markup)
        except _TROUBLE as problem:
            self._gave_up(problem)
            return None

    async def send_document(self, address: Address, name: str, content: bytes) -> int | None:
        """Send a file from memory; as ``send``."""
        try:
            return await self._patiently(lambda: self._document(address, name, content))
        except ChatMigrated as moved:
            return await self.send_document(
                replace(address, chat=moved.new_chat_id, replies_to=None), name, content
            )
        except _TROUBLE as problem:
            self._gave_up(problem)
            return None

    def _gave_up(self, problem: Exception) -> None:
        logs.fault("unsent", problem)
        self._meters.more("unsent", CHANNEL)
        if not isinstance(problem, (BadRequest, Forbidden)):
            raise Unsent from None

    async def delete(self, chat: int, numbers: Sequence[int]) -> None:
        """Take messages back; those Telegram no longer allows stay."""
        most = BulkRequestLimit.MAX_LIMIT
        for start in range(0, len(numbers), most):
            some = numbers[start : start + most]
            try:
                await self._patiently(lambda some=some: self._bot.delete_messages(chat, some))  # type: ignore[misc]
            except _TROUBLE as problem:
                logs.fault("undeleted", problem)

    async def _plainly(self, address: Address, text: str, markup: Markup | None) -> int | None:
        """The same words without marks, for a message refused with them."""
        try:
            return await self._patiently(lambda: self._once(address, plain(text), markup, html=False))
        except _TROUBLE as problem:
            self._gave_up(problem)
            return None

    async def _document(self, address: Address, name: str, content: bytes) -> int:
        sent: Message = await self._bot.send_document(
            address.chat,
            InputFile(content, filename=name),
            disable_content_type_detection=True,
            message_thread_id=address.thread,
            reply_parameters=_in_reply(address),
        )
        return sent.message_id

    async def _once(self, address: Address, text: str, markup: Markup | None, *, html: bool) -> int:
        sent: Message = await self._bot.send_message(
            address.chat,
            text,
            parse_mode=ParseMode.HTML if html else None,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=address.thread,
            reply_parameters=_in_reply(address),
        )
        return sent.message_id

    async def _patiently(self, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """Try until it works, the waits are used up or the process is to end."""
        for pause in self._pace.retries:
            try:
                return await attempt()
            except (*_FOR_GOOD, ChatMigrated):
                raise
            except _TROUBLE as problem:
                logs.fault("again", problem)
                asked = _asked_wait(problem)
                if asked > self._pace.longest_wait:
                    raise
                if self._stopping.is_set():
                    break
                self._meters.more("sent_again", CHANNEL)
                await self._wait(max(pause, asked))
        return await attempt()

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


def _in_reply(address: Address) -> ReplyParameters | None:
    if not address.replies_to:
        return None
    return ReplyParameters(address.replies_to, allow_sending_without_reply=True)


def _asked_wait(problem: Exception) -> float:
    """How long Telegram asks to wait."""
    if not isinstance(problem, RetryAfter):
        return 0.0
    wait = problem.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
