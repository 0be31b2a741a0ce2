"""The Bot API as far as the channel uses it: long poll, messages, buttons, edits, deletes, and faults on demand.

It refuses what Telegram refuses (bad HTML, texts over 4096 units, buttons over 64 bytes) and says so in its words.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.emulator.checks import BadMessage, checked_markup, checked_text
from tests.emulator.courier import Courier

Json = dict[str, Any]
BOT: Json = {
    "id": 42,
    "is_bot": True,
    "first_name": "工友",
    "username": "gongyou_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
MOST_UPDATES = 100


@dataclass(frozen=True)
class File:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Fault:
    """An answer instead of the right one: ``times`` calls of ``method`` (``*``: any) for ``chat`` (None: any)."""

    status: int
    description: str = "injected"
    parameters: Mapping[str, int] = field(default_factory=dict)
    garbage: bytes = b""


@dataclass
class Armed:
    """A fault and for how many more calls it stands."""

    method: str
    fault: Fault
    times: int
    chat: int | None = None


@dataclass
class Emulator:
    """State of the pretended Telegram; tests push updates in and look at what came out."""

    token: str
    updates: list[Json] = field(default_factory=list)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    deleted: list[tuple[int, int]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    armed: list[Armed] = field(default_factory=list)
    webhook: str = ""
    hook: Json = field(default_factory=dict)
    courier: Courier | None = None
    delay: Callable[[str, Json], float] = lambda method, values: 0.0
    numbers: count[int] = field(default_factory=lambda: count(1000))
    closed: bool = False
    _fresh: asyncio.Event | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    # --- the test's side ---
    def push(self, **update: Any) -> int:
        """Put an update in line, from any thread."""
        number = next(self.numbers)
        self.updates.append({"update_id": number, **update})
        if self._loop and self._fresh:
            self._loop.call_soon_threadsafe(self._wake)
        return number

    def _wake(self) -> None:
        if self._fresh:
            self._fresh.set()
        if self.courier:
            self.courier.wake()

    def close(self) -> None:
        """Let waiting polls go."""
        self.closed = True
        if self._loop and self._fresh:
            self._loop.call_soon_threadsafe(self._wake)

    def arm(self, method: str, fault: Fault, times: int = 1, chat: int | None = None) -> None:
        """Let the next calls of a method fail."""
        self.armed.append(Armed(method, fault, times, chat))

    def sent(self, chat: int) -> list[Json]:
        """What the bot has sent to a chat, in order, still there or not."""
        return [message for (place, _), message in sorted(self.messages.items()) if place == chat]

    # --- HTTP ---
    async def call(self, request: Request) -> Response:
        """One call of the Bot API."""
        self._loop = asyncio.get_running_loop()
        self._fresh = self._fresh or asyncio.Event()
        if request.path_params["token"] != self.token:
            return _refusal(401, "Unauthorized")
        method = request.path_params["method"]
        values = _values(await request.body(), request.headers.get("content-type", ""))
        self.calls.append((method, values))
        fault = self._fault(method, values)
        if fault:
            return await _failing(fault)
        await asyncio.sleep(self.delay(method, values))
        answer = getattr(self, f"_{method.lower()}", None)
        if answer is None:
            return _refusal(404, "Not Found")
        try:
            result = await answer(values)
        except BadMessage as problem:
            self.refusals.append(str(problem))
            return _refusal(400, f"Bad Request: {problem}")
        return JSONResponse({"ok": True, "result": result})

    def _fault(self, method: str, values: Json) -> Fault | None:
        for armed in self.armed:
            if armed.times and armed.method in (method, "*") and armed.chat in (None, values.get("chat_id")):
                armed.times -= 1
                return armed.fault
        return None

    # --- methods, named as in the Bot API ---
    async def _getme(self, _: Json) -> Json:
        return BOT

    async def _getupdates(self, values: Json) -> list[Json]:
        offset = int(values.get("offset") or 0)
        until = time.monotonic() + float(values.get("timeout") or 0)
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        assert self._fresh
        while not self.updates and not self.closed and (left := until - time.monotonic()) > 0:
            self._fresh.clear()
            try:
                await asyncio.wait_for(self._fresh.wait(), left)
            except TimeoutError:
                break
        return self.updates[: int(values.get("limit") or MOST_UPDATES)]

    async def _sendmessage(self, values: Json) -> Json:
        return self._stored(int(values["chat_id"]), next(self.numbers), values)

    async def _senddocument(self, values: Json) -> Json:
        """A file sent as such: its name and bytes are kept as they came."""
        chat, number, file = int(values["chat_id"]), next(self.numbers), values.get("document")
        if not isinstance(file, File) or not file.name or not file.content:
            raise BadMessage("file must be non-empty")
        kind = "private" if chat > 0 else "supergroup"
        document = {"file_id": str(number), "file_unique_id": str(number), "file_name": file.name}
        message = {
            "message_id": number, "date": 1, "chat": {"id": chat, "type": kind}, "from": BOT, "document": document,
        }  # fmt: skip
        self.messages[chat, number] = {**message, "text": "", "reply_markup": {}, "raw": values}
        return message

    async def _editmessagetext(self, values: Json) -> Json:
        place = (int(values["chat_id"]), int(values["message_id"]))
        if place not in self.messages:
            raise BadMessage("message to edit not found")
        if self.messages[place]["text"] == values.get("text"):
            raise BadMessage("message is not modified")
        return self._stored(*place, values)

    def _stored(self, chat: int, number: int, values: Json) -> Json:
        text = checked_text(str(values.get("text", "")), values.get("parse_mode"))
        markup = checked_markup(values.get("reply_markup"))
        kind = "private" if chat > 0 else "supergroup"
        message = {
            "message_id": number,
            "date": 1,
            "chat": {"id": chat, "type": kind},
            "from": BOT,
            "text": text,
        }
        self.messages[chat, number] = {**message, "reply_markup": markup, "raw": values}
        return {**message, **({"reply_markup": markup} if "inline_keyboard" in markup else {})}

    async def _deletemessage(self, values: Json) -> bool:
        place = (int(values["chat_id"]), int(values["message_id"]))
        if place not in self.messages or place in self.deleted:
            raise BadMessage("message to delete not found")
        self.deleted.append(place)
        return True

    async def _deletemessages(self, values: Json) -> bool:
        chat = int(values["chat_id"])
        places = [(chat, int(number)) for number in values["message_ids"]]
        self.deleted.extend(place for place in places if place in self.messages)
        return True

    async def _answercallbackquery(self, values: Json) -> bool:
        self.answered.append(str(values["callback_query_id"]))
        return True

    async def _setmycommands(self, values: Json) -> bool:
        self.commands[str(values.get("language_code", ""))] = values["commands"]
        return True

    async def _sendchataction(self, _: Json) -> bool:
        return True

    async def _getfile(self, values: Json) -> Json:
        return {"file_id": values["file_id"], "file_unique_id": "unique", "file_path": "voice/1.oga"}

    async def _setwebhook(self, values: Json) -> bool:
        """Updates that wait are brought to the address; the same address again changes nothing."""
        url, secret = str(values.get("url", "")), str(values.get("secret_token", ""))
        if not url.startswith(("https://", "http://127.0.0.1")):
            raise BadMessage("bad webhook: An HTTPS URL must be provided for webhook")
        same = self.courier and (self.courier.url, self.courier.secret) == (url, secret)
        self.webhook, self.hook = url, values
        if not same:
            self._unhook()
            self.courier = Courier(self, url, secret, int(values.get("max_connections") or 40))
            self.courier.begin()
        return True

    async def _getwebhookinfo(self, _: Json) -> Json:
        return {
            "url": self.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }

    async def _deletewebhook(self, _: Json) -> bool:
        self.webhook = ""
        self._unhook()
        return True

    def _unhook(self) -> None:
        if self.courier:
            self.courier.end()
        self.courier = None


def _values(body: bytes, kind: str = "") -> Json:
    """Form fields with their JSON read, as Telegram takes them; files as ``File``."""
    fields: list[tuple[str, str | File]] = list(_parts(body, kind))
    values: Json = {}
    for name, given in fields:
        try:
            values[name] = given if name == "text" or isinstance(given, File) else json.loads(given)
        except ValueError:
            values[name] = given
    return values


def _parts(body: bytes, kind: str) -> Iterator[tuple[str, str | File]]:
    if not kind.startswith("multipart/form-data"):
        yield from parse_qsl(body.decode(), keep_blank_values=True)
        return
    form = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    for part in form.get_payload():
        assert isinstance(part, Message)
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        name = str(part.get_param("name", header="content-disposition"))
        file = part.get_filename()
        yield name, File(file, content) if file else content.decode()


def _refusal(status: int, description: str, parameters: Mapping[str, int] | None = None) -> Response:
    body = {"ok": False, "error_code": status, "description": description}
    return JSONResponse({**body, **({"parameters": dict(parameters)} if parameters else {})}, status)


async def _failing(fault: Fault) -> Response:
    if fault.garbage:
        return Response(fault.garbage, fault.status, media_type="application/json")
    return _refusal(fault.status, fault.description, fault.parameters)
