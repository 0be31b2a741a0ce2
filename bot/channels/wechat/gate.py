"""Who is let in: only what WeChat signed, lately, once, and in the mode that is set; replies go out the same way.

Plain mode: the signature covers time and chance but not the body, so a signature opens for one body only. Safe mode:
the sealed body is signed too. "Compatible" mode sends both; then only the sealed part is read.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from bot import logs
from bot.channels.wechat import reading, sealing
from bot.channels.wechat.reading import Message
from bot.channels.wechat.sealing import Account, Refused
from bot.ports import Deliveries, Stage

WINDOW_SECONDS = 300
"""How far WeChat's clock and ours may be apart."""
TELL_SECONDS = 2.5
"""How long a store that processes share is asked about a signature."""
MOST_STAMPS = 50_000

_LOOK_SECONDS = 0.05
_STAMP = re.compile(r"[0-9]{1,12}")
_NONCE = re.compile(r"[\x21-\x7e]{1,128}")
_ECHO = re.compile(r"[A-Za-z0-9+/=_-]{1,256}")
_ENVELOPE = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)")
_MOST_ENVELOPES = 4
"""In compatible mode a worker's own words could look like one."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A request that is signed and fresh; whether it has been seen before is still to be asked."""

    message: Message
    signature: str
    body: str


class Gate:
    """Checks what comes in and signs what goes out, for one account."""

    def __init__(
        self,
        account: Account,
        deliveries: Deliveries,
        opaque: Callable[[str], str],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._account = account
        self._key = account.key
        self._deliveries = deliveries
        self._opaque = opaque
        self._now = now
        self._stamps: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def echo(self, query: QueryParams) -> str:
        """WeChat's first question, answered with its own word."""
        self._signed(query, "signature")
        word = _one(query, "echostr")
        if not _ECHO.fullmatch(word):
            raise Refused
        return word

    def enter(self, query: QueryParams, body: bytes) -> Entry:
        """The message of a request, or Refused; computes only. What is not signed is not even parsed."""
        if self._key is None:
            if query.get("encrypt_type", "raw") != "raw":
                raise Refused
            signature = self._signed(query, "signature")
        else:
            if _one(query, "encrypt_type") != "aes":
                raise Refused
            signature, envelope = self._enveloped(query, body)
            body = sealing.opened(envelope, self._key, self._account.app_id)
        return Entry(reading.message(body), signature, hashlib.sha256(body).hexdigest())

    def _enveloped(self, query: QueryParams, body: bytes) -> tuple[str, str]:
        """The signature and the sealed part that it signs."""
        claimed, stamp, nonce = self._fresh(query, "msg_signature")
        for found in _ENVELOPE.findall(body)[:_MOST_ENVELOPES]:
            envelope = found.decode()
            if self._account.signed(claimed, stamp, nonce, envelope):
                if reading.fields(body).get("Encrypt", "").strip() != envelope:
                    break
                return claimed, envelope
        raise Refused

    def _signed(self, query: QueryParams, name: str) -> str:
        claimed, stamp, nonce = self._fresh(query, name)
        if not self._account.signed(claimed, stamp, nonce):
            raise Refused
        return claimed

    def _fresh(self, query: QueryParams, name: str) -> tuple[str, str, str]:
        claimed, stamp, nonce = _one(query, name), _one(query, "timestamp"), _one(query, "nonce")
        if not (_STAMP.fullmatch(stamp) and _NONCE.fullmatch(nonce)):
            raise Refused
        if abs(self._now() - int(stamp)) > WINDOW_SECONDS:
            raise Refused
        return claimed, stamp, nonce

    async def admit(self, entry: Entry) -> None:
        """Refused where the signature was used for another body. The same body again is WeChat's second try (or a
        replay) and is let through to be answered as before.

        A sealed body is part of what is signed: there is nothing to ask then, and the number of the message tells the
        second try.
        """
        if self._key is not None:
            return
        known = self._stamps.get(entry.signature)
        if known is None:
            await self._until_told(entry)
            self._remember(entry)
        elif known[1] != entry.body:
            raise Refused

    async def _until_told(self, entry: Entry) -> None:
        """Ask the store that processes share, and again while it cannot tell: it may just have come back."""
        until = time.monotonic() + TELL_SECONDS
        while not await asyncio.to_thread(self._admits_shared, entry):
            if time.monotonic() > until:
                raise Refused
            await asyncio.sleep(_LOOK_SECONDS)

    def _remember(self, entry: Entry) -> None:
        now = self._now()
        self._stamps[entry.signature] = (now, entry.body)
        while self._stamps:
            oldest, (at, _) = next(iter(self._stamps.items()))
            if now - at <= 2 * WINDOW_SECONDS and len(self._stamps) <= MOST_STAMPS:
                break
            del self._stamps[oldest]

    def _admits_shared(self, entry: Entry) -> bool:
        """Whether it may come in, False where that cannot be told yet. Who meets a signature first notes its body as
        done; others need to find it so. With the store away, what this process knows must do: WeChat would give up
        before it is back."""
        stamp = self._opaque(entry.signature)
        pair = self._opaque(f"{entry.signature}:{entry.body}")
        try:
            stage = self._deliveries.begin(stamp)
            if stage is Stage.NEW:
                self._deliveries.begin(pair)
                self._deliveries.done(pair)
                self._deliveries.done(stamp)
                return True
            if stage is Stage.BUSY:
                return False
            found = self._deliveries.begin(pair)
            if found is Stage.NEW:
                self._deliveries.abandon(pair)
        except Exception as problem:  # noqa: BLE001 - a store that is away must not silence the bot
            logs.fault("stamps", problem)
            return True
        if found is Stage.NEW:
            raise Refused
        return found is Stage.DONE

    def reply(self, message: Message, text: str) -> str:
        """A reply to a message, as WeChat takes it."""
        created = int(self._now())
        xml = (
            f"<xml><ToUserName>{_field(message.sender)}</ToUserName>"
            f"<FromUserName>{_field(message.recipient)}</FromUserName>"
            f"<CreateTime>{created}</CreateTime><MsgType>{_field('text')}</MsgType>"
            f"<Content>{_field(text)}</Content></xml>"
        )
        return xml if self._key is None else self._sealed(xml, self._key, str(created))

    def _sealed(self, xml: str, key: bytes, stamp: str) -> str:
        envelope, nonce = sealing.sealed(xml, key, self._account.app_id), secrets.token_hex(8)
        signature = self._account.signature(stamp, nonce, envelope)
        return (
            f"<xml><Encrypt>{_field(envelope)}</Encrypt><MsgSignature>{_field(signature)}</MsgSignature>"
            f"<TimeStamp>{stamp}</TimeStamp><Nonce>{_field(nonce)}</Nonce></xml>"
        )


def _one(query: QueryParams, name: str) -> str:
    """A parameter that is there once; two of a name could be read two ways."""
    values = query.getlist(name)
    if len(values) != 1:
        raise Refused
    return values[0]


def _field(text: str) -> str:
    inside = _NOT_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{inside}]]>"
