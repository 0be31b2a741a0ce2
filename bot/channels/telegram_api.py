"""How python-telegram-bot is set up here: quiet requests that survive garbage, and order within each chat."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic import SecretStr
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, BaseUpdateProcessor
from telegram.request import HTTPXRequest, RequestData

from bot.channels.once import Lines

ALLOWED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
_READ_SECONDS = 15.0
_MOST_AT_ONCE = 10_000
"""Waiting for a chat's lock takes a place too: far more places than any flood fills."""

Bot = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Pace:
    """Speeds and waits; tests shorten them. ``retries``: seconds between attempts to send one message.

    ``longest_wait``: what Telegram asks to wait beyond this counts as not sent. ``poll_stop``: PTB sleeps up to half a
    minute after failed polls and would not wake for a stop.
    """

    messages_a_second: float = 30.0
    poll_seconds: int = 25
    retries: tuple[float, ...] = (1, 2, 4, 8, 16, 30, 30, 30)
    longest_wait: float = 600.0
    start_again: float = 5.0
    poll_stop: float = 3.0


HOOKED = Pace(retries=(0.5, 1, 2, 4), longest_wait=8.0)
"""Behind a webhook Telegram itself tries again, and gives up on a call that takes long."""


def build(token: SecretStr, base_url: str, pace: Pace, *, polls: bool = True) -> Bot:
    """An application that keeps nothing on disk and never sends faster than Telegram allows.

    The limiter itself waits for nobody: it would hold up every chat where Telegram asks one to wait.
    """
    os.environ.setdefault(
        "PTB_TIMEDELTA", "true"
    )  # else PTB warns at every 429 that waits will be timedeltas
    builder = (
        ApplicationBuilder()
        .token(token.get_secret_value())
        .base_url(base_url)
        .request(
            QuietRequest(connection_pool_size=64, read_timeout=_READ_SECONDS, pool_timeout=_READ_SECONDS)
        )
        .get_updates_request(PollRequest(connection_pool_size=2, read_timeout=_READ_SECONDS))
        .rate_limiter(AIORateLimiter(overall_max_rate=pace.messages_a_second, max_retries=0))
        .concurrent_updates(ChatOrder())
    )
    return (builder if polls else builder.updater(None)).build()


class QuietRequest(HTTPXRequest):
    """A request whose unreadable answers are an error without being quoted in a log."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload)
        except ValueError:
            raise NetworkError("unreadable answer") from None
        if not isinstance(answer, dict):
            raise NetworkError("unexpected answer")
        if answer.get("ok") is not False and "result" not in answer:
            raise NetworkError("answer without result")
        return answer


class PollRequest(QuietRequest):
    """The long poll: one unreadable update must not stop those behind it, nor a refused token the loop."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = QuietRequest.parse_json_payload(payload)
        result = answer.get("result", [])
        if not isinstance(result, list):
            return answer
        answer["result"] = [one for one in map(readable, result) if one]
        if result and not answer["result"]:
            raise NetworkError("no readable update")
        return answer

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *waits: Any, **more: Any
    ) -> tuple[int, bytes]:
        code, payload = await super().do_request(url, method, request_data, *waits, **more)
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            # PTB ends its loop for good on these two; Telegram has been seen to send them in passing.
            code = HTTPStatus.SERVICE_UNAVAILABLE
        return code, payload


def readable(raw: Any) -> dict[str, Any] | None:
    """An update as it came where PTB can read it; else only where it came from, so that it can be answered."""
    if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
        return None
    if _parses(raw):
        return raw
    least = {"update_id": raw["update_id"], "message": _least(raw.get("message"))}
    return least if _parses(least) else {"update_id": raw["update_id"]}


def _least(message: Any) -> dict[str, Any]:
    if not isinstance(message, dict):
        return {}
    return {name: message[name] for name in ("message_id", "date", "chat", "from") if name in message}


def _parses(raw: dict[str, Any]) -> bool:
    try:
        Update.de_json(json.loads(json.dumps(raw)))
    except Exception:  # noqa: BLE001 - whatever PTB makes of garbage
        return False
    return True


class ChatOrder(BaseUpdateProcessor):
    """One chat's updates one after another, in the order they came; other chats go on meanwhile."""

    def __init__(self) -> None:
        super().__init__(_MOST_AT_ONCE)
        self._lines = Lines()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        async with self._lines.of(str(chat.id)):
            await coroutine

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
