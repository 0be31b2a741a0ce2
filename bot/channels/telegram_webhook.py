"""Telegram by webhook: Telegram brings each update to ``POST /telegram`` and brings it again until we answer with 2xx.

So 2xx is said only when the reply has got out, or when bringing the same again cannot help:

- 200: answered; answered before; nothing in it that wants an answer; the worker can never be reached (has blocked the bot).
- 503: Telegram or a store cannot be reached, it is too crowded, or we are stopping: it waits at Telegram.
- 403: the secret is wrong, with nothing said. 408: the body did not come to its end.
- 400, 413: not an update of Telegram's, or larger than any. It may have been damaged on its way, so it may come once
  more; the same bytes a second time get 200, or Telegram would bring them for a day and hold up what waits behind.

Telegram brings one chat's updates one at a time, so what is not settled holds up its own chat alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot import logs
from bot.channels.answering import Answering
from bot.channels.bodies import TooBig, TooSlow, whole
from bot.channels.once import Fate, Once
from bot.channels.telegram import TIDY_SECONDS, within
from bot.channels.telegram_account import Account
from bot.channels.telegram_api import ALLOWED, HOOKED, Pace, readable
from bot.channels.telegram_reading import CHANNEL
from bot.channels.telegram_replying import urgent
from bot.channels.telegram_words import UNKNOWN_BOT, refused_webhook
from bot.errors import ChannelError, StoreError
from bot.meters import Meters
from bot.ports import Deliveries, Limits, Stage, Turns

PATH = "/telegram"
MOST_AT_ONCE = 40
"""Calls that Telegram makes at the same time; it never makes two for one chat."""
ROOM = 50
"""Messages a minute that one process takes on for each that it may send a second: the rest is left for long answers."""

_HEADER = "x-telegram-bot-api-secret-token"
_SOON = {"Retry-After": "1"}
_STATUS = {Fate.ANSWERED: 200, Fate.TWICE: 200, Fate.AGAIN: 503}


def most_in_all(messages_a_second: int) -> int:
    """Messages a minute that one process takes on."""
    return ROOM * messages_a_second


@dataclass(frozen=True, slots=True)
class Ports:
    """What the processes of one service share, and ``in_all``, which each has in its own memory."""

    deliveries: Deliveries
    turns: Turns
    limits: Limits
    in_all: Limits


class TelegramWebhook:
    """One bot account behind ``routes``; ``run`` has Telegram call it."""

    def __init__(
        self,
        app: Answering,
        token: SecretStr,
        base_url: str,
        secret: SecretStr,
        ports: Ports,
        *,
        public_url: str = "",
        admins: Sequence[int] = (),
        ask_to_keep: bool = False,
        pace: Pace = HOOKED,
        meters: Meters | None = None,
    ) -> None:
        self._app = app
        self._secret = secret
        self._public_url = public_url
        self._pace = pace
        self._ports = ports
        self._meters = meters or Meters()
        self._account = Account(
            app,
            token,
            base_url,
            ports.limits,
            pace=pace,
            polls=False,
            admins=admins,
            ask_to_keep=ask_to_keep,
            meters=self._meters,
        )
        self._account.replies.settled = ports.deliveries.done
        self.tell = self._account.tell
        self._once = Once(ports.deliveries, ports.turns, self._account.beside)
        self.ready = False

    # --- from start to stop ---
    async def run(self, stop: asyncio.Event) -> None:
        """Have Telegram call us until ``stop`` is set. Calls that come after it are for the next process."""
        if await self._started(stop):
            self.ready = True
            self._account.started()
            logs.note("telegram_started")
            await self._account.set_menu()
            while not await within(TIDY_SECONDS, stop):
                self._account.recents.forget_old()
        self.ready = False

    async def close(self) -> None:
        """After the last call is answered."""
        await self._account.close()
        logs.note("telegram_stopped")

    def stop_waiting(self) -> None:
        """Cut the waits between attempts to send short: what cannot go out now is brought again."""
        self._account.stopping.set()

    async def _started(self, stop: asyncio.Event) -> bool:
        """The account, and where the public address is known, Telegram calling it; as soon as Telegram can be reached."""
        bot, told = self._account.bot.bot, ""
        while not stop.is_set():
            try:
                await bot.initialize()
                if self._public_url:
                    await bot.set_webhook(
                        f"{self._public_url.rstrip('/')}{PATH}",
                        secret_token=self._secret.get_secret_value(),
                        allowed_updates=list(ALLOWED),
                        drop_pending_updates=False,
                        max_connections=MOST_AT_ONCE,
                    )
                return True
            except InvalidToken:
                raise ChannelError(UNKNOWN_BOT) from None
            except TelegramError as problem:
                logs.fault("unreachable", problem)
                words = refused_webhook(problem.message)
                if words != told:
                    sys.stderr.write(f"{words}\n")
                    told = words
                await within(self._pace.start_again, stop)
        return False

    # --- calls ---
    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self._called, methods=["POST"])]

    async def _called(self, request: Request) -> Response:
        given = request.headers.get(_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret.get_secret_value().encode()):
            return self._said("forged", 403)
        if not self.ready:
            return self._said("again", 503)
        began = time.perf_counter()
        try:
            body = await whole(request)
            update = self._read(_update(body), body)
        except TooSlow:
            return self._said("too_slow", 408)
        except TooBig as big:
            return await self._unreadable(big.begins, "too_big", 413)
        except _NoUpdate as problem:
            return await self._unreadable(problem.body, "unreadable", 400)
        fate = await self._answered(update)
        if fate is Fate.ANSWERED:
            self._meters.took(CHANNEL, time.perf_counter() - began)
        return self._said(str(fate), _STATUS[fate])

    def _said(self, fate: str, status: int) -> Response:
        self._meters.more("updates", CHANNEL, fate)
        return Response(status_code=status, headers=_SOON if status == 503 else None)

    async def _unreadable(self, body: bytes, fate: str, status: int) -> Response:
        """Once refused, the second time let go; remembered by a digest that ends with the day."""
        key = f"{CHANNEL}:bytes:{hashlib.sha256(body).hexdigest()}"
        try:
            stage = await self._account.beside.run(self._ports.deliveries.begin, key)
            if stage is Stage.NEW:
                await self._account.beside.run(self._ports.deliveries.done, key)
        except StoreError as problem:
            logs.fault("store", problem)
            stage = Stage.NEW
        return self._said(fate, status if stage is Stage.NEW else 200)

    def _read(self, raw: dict[str, Any], body: bytes) -> Update | None:
        """The update, or what of it tells whom to answer; None: nobody."""
        try:
            return Update.de_json(raw, self._account.bot.bot)
        except Exception:  # noqa: BLE001 - whatever PTB makes of what it does not know
            least = readable(json.loads(body))
            return Update.de_json(least, self._account.bot.bot) if least else None

    async def _answered(self, update: Update | None) -> Fate:
        if update is None or update.effective_chat is None:
            return Fate.ANSWERED  # nobody to answer: the same would come again
        number = f"{CHANNEL}:{update.update_id}"
        chat = self._app.chat_key(CHANNEL, str(update.effective_chat.id))
        if not self._let_in(update):
            self._meters.more("updates", CHANNEL, "crowded")
            return Fate.AGAIN
        return await self._once.answer(
            number, chat, lambda: self._account.answer(update, number, comes_again=True)
        )

    def _let_in(self, update: Update) -> bool:
        """Whether there is room for all: what has none waits at Telegram and loses nothing; danger goes first."""
        message = update.effective_message
        text = (message.text or "") if message else ""
        return self._ports.in_all.admit("all") or (
            urgent(text) and self._ports.in_all.admit("all", urgent=True)
        )


class _NoUpdate(Exception):
    """Not an update of Telegram's."""

    def __init__(self, body: bytes) -> None:
        super().__init__("no update")
        self.body = body


def _update(body: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise _NoUpdate(body) from None
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        raise _NoUpdate(body)
    return raw
