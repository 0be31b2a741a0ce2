"""A hundred thousand requests, most of them forged or broken: right answers, no fault, nobody let in who should not be.

What may be let in is worked out apart from the channel: by wechatpy's signer and cipher, and by what was sent before.
"""

from __future__ import annotations

import base64
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from wechatpy.crypto import PrpCrypto

from bot.channels.wechat import routes
from tests.channels.wechat.account import (
    AES_KEY,
    APP_ID,
    Oracle,
    event,
    message,
    packed,
    signature,
    text_message,
)
from tests.channels.wechat.conftest import MemoryDeliveries, MemoryLimits, MemoryTurns, account
from tests.channels.wechat.stub import Parrot
from tests.report import LINES

REQUESTS = 100_000
NOW = 1_790_000_000
KEY = base64.b64decode(AES_KEY + "=")
WHO = "oCanaryOpenid"
BOMB = b'<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
FILLS = (
    b"",
    b"\xff\xfe",
    b"\x00",
    b"]]>",
    b"<a>",
    b"</xml>",
    b"&b;",
    BOMB,
    b"<Encrypt>x</Encrypt>",
    "工".encode()[:2],
)

Sent = tuple[dict[str, str], bytes]


@dataclass
class Judge:
    """Says whether a request may be answered, and remembers which body a signature was used for."""

    mode: str
    used: dict[str, bytes] = field(default_factory=dict)
    contents: set[bytes] = field(default_factory=set)

    def may(self, query: dict[str, str], body: bytes) -> bool:
        content = self._content(query, body)
        if content is None or abs(NOW - _whole(query.get("timestamp", ""))) > 300:
            return False
        signed = query["msg_signature" if self.mode == "aes" else "signature"]
        return self.used.get(signed, content) == content

    def let_in(self, query: dict[str, str], body: bytes) -> None:
        content = self._content(query, body)
        assert content is not None
        self.contents.add(content)
        self.used[query["msg_signature" if self.mode == "aes" else "signature"]] = content

    def _content(self, query: dict[str, str], body: bytes) -> bytes | None:
        """What is signed, None where it is not."""
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if self.mode == "plain":
            return body if query.get("signature") == signature(stamp, nonce) else None
        envelope = next(
            (
                found.decode()
                for found in re.findall(rb"<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)", body)
                if query.get("msg_signature") == signature(stamp, nonce, found.decode())
            ),
            "",
        )
        try:
            return str(PrpCrypto(KEY).decrypt(envelope, APP_ID)).encode()
        except Exception:  # noqa: BLE001 - whatever wechatpy dislikes is not to be let in
            return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


class Fuzz:
    """Good requests and what can be made of them."""

    def __init__(self, mode: str, chance: random.Random) -> None:
        self.mode = mode
        self.chance = chance
        self.seeds = [self.packed(xml) for xml in self.messages()]
        self.aliens = [self.packed(xml, app_id="wx0000000000000000") for xml in list(self.messages())[:5]]
        self.aliens += [self.packed(xml, key="a" * 43) for xml in list(self.messages())[:5]]

    def packed(self, xml: str, app_id: str = APP_ID, key: str = AES_KEY) -> Sent:
        return packed(xml, self.mode, stamp=NOW + self.chance.randint(-200, 200), app_id=app_id, key=key)

    def messages(self) -> Iterator[str]:
        for number in range(12):
            yield text_message(f"{WHO}{number}", f"老板不发工资{number}")
        for kind in ("image", "voice", "video", "shortvideo", "link", "file", "hologram"):
            yield message(f"{WHO}{kind}", kind, "<MediaId>m</MediaId>")
        yield message(WHO, "location", "<Location_X>22.5</Location_X><Location_Y>114</Location_Y>")
        for name in ("subscribe", "unsubscribe", "SCAN", "CLICK", "VIEW", "LOCATION"):
            yield event(f"{WHO}{name}", name, "<EventKey><![CDATA[/city]]></EventKey>")

    def next(self) -> Sent:
        query, body = self.chance.choice(self.seeds)
        query = dict(query)
        change = self.chance.choice(self.CHANGES)
        return change(self, query, body)

    def again(self, query: dict[str, str], body: bytes) -> Sent:
        return query, body

    def flipped(self, query: dict[str, str], body: bytes) -> Sent:
        changed = bytearray(body)
        for _ in range(self.chance.choice((1, 1, 2, 8))):
            changed[self.chance.randrange(len(changed))] ^= 1 << self.chance.randrange(8)
        return query, bytes(changed)

    def cut(self, query: dict[str, str], body: bytes) -> Sent:
        return query, body[: self.chance.randrange(len(body))]

    def filled(self, query: dict[str, str], body: bytes) -> Sent:
        at = self.chance.choice((0, len(body), self.chance.randrange(len(body))))
        return query, body[:at] + self.chance.choice(FILLS) + body[at:]

    def swapped(self, query: dict[str, str], body: bytes) -> Sent:
        """Another's signature, or one that is none."""
        name = self.chance.choice(tuple(query))
        other = self.chance.choice(self.seeds)[0]
        query[name] = self.chance.choice(
            (other[name], "", query[name][:-1], query[name].upper(), "é", "0" * 40)
        )
        return query, body

    def stale(self, query: dict[str, str], body: bytes) -> Sent:
        """An old or future request, rightly signed for its time."""
        stamp = NOW + self.chance.choice((-1, 1)) * self.chance.randint(301, 10**6)
        return packed(f"<xml>{body[:40].decode(errors='ignore')}</xml>", "plain", stamp=stamp)

    def alien(self, query: dict[str, str], body: bytes) -> Sent:
        return self.chance.choice(self.aliens) if self.mode == "aes" else self.stale(query, body)

    def crossed(self, query: dict[str, str], body: bytes) -> Sent:
        """Right in the other mode, or claiming to be."""
        other = "plain" if self.mode == "aes" else "aes"
        sent, body = packed(text_message(WHO, "一"), other, stamp=NOW)
        if self.mode == "aes":
            sent |= {"encrypt_type": "aes", "msg_signature": sent["signature"]}
        return sent, body

    def resigned(self, query: dict[str, str], body: bytes) -> Sent:
        """A broken body with a right signature, so that what comes after the signature is reached."""
        broken = self.chance.choice((self.flipped, self.cut, self.filled))(query, body)[1]
        nonce = str(self.chance.randrange(10**12))
        made = {"signature": signature(str(NOW), nonce), "timestamp": str(NOW), "nonce": nonce}
        if self.mode == "aes":
            found = re.search(rb"<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/=]*)", broken)
            made["msg_signature"] = signature(str(NOW), nonce, found[1].decode() if found else "")
            made["encrypt_type"] = "aes"
        return made, broken

    def huge(self, query: dict[str, str], body: bytes) -> Sent:
        shape = self.chance.choice(
            (b"x" * 70_000, b"<xml>" * 9_000, b"<a>" * 20_000 + body, body + b" " * 66_000)
        )
        return self.resigned(query, shape) if self.chance.random() < 0.5 else (query, shape)

    CHANGES = (*(again,) * 2, *(flipped,) * 6, *(cut,) * 4, *(filled,) * 4, *(swapped,) * 6)
    CHANGES += (*(stale,) * 2, alien, crossed, *(resigned,) * 6)  # type: ignore[assignment]


class Wire:
    """The channel called without a network."""

    def __init__(self, mode: str, app: Parrot) -> None:
        stores = (MemoryDeliveries(), MemoryTurns(), MemoryLimits(10**9))
        made = routes(app, account(mode), *stores, now=lambda: float(NOW))
        self._knock = cast(Route, made[0]).endpoint

    async def send(self, query: dict[str, str], body: bytes) -> Response:
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/",
            "headers": [],
            "query_string": urlencode(query).encode(),
        }

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": body, "more_body": False}

        return cast(Response, await self._knock(Request(scope, receive)))


async def _fuzz(mode: str, requests: int) -> dict[str, int]:
    chance = random.Random(20261122)
    app = Parrot()
    fuzz, judge, wire, oracle = Fuzz(mode, chance), Judge(mode), Wire(mode, app), Oracle("", mode)
    met = {"refused": 0, "answered": 0, "silent": 0}
    for number in range(requests):
        huge = number % 500 == 0
        query, body = fuzz.huge(*fuzz.seeds[0]) if huge else fuzz.next()
        answer = await wire.send(query, body)
        assert answer.status_code in (200, 403)
        if answer.status_code == 403:
            assert answer.body == b""
            met["refused"] += 1
            continue
        assert judge.may(query, body), (query, body)
        judge.let_in(query, body)
        words = oracle.opened(bytes(answer.body), query)
        met["answered" if words else "silent"] += 1
        assert words != ""
    assert len(app.heard) <= len(judge.contents)
    for number in range(requests // 100):
        asked = f"好的请求{number}"
        assert (
            oracle.opened(
                bytes((await wire.send(*fuzz.packed(text_message(f"oGood{number % 9}", asked)))).body), {}
            )
            == f"说：{asked}"
        )
    assert len(app.heard) == sum(app.kept.values())
    assert not [chat for chat in app.kept if not chat.startswith("wechat|")]
    return met


@pytest.mark.parametrize("each", ["plain", "aes"])
async def test_a_hundred_thousand_requests_in_two_modes(each: str) -> None:
    began = time.process_time()
    met = await _fuzz(each, REQUESTS // 2)
    assert met["refused"] > REQUESTS * 0.3
    assert met["answered"] > REQUESTS * 0.02
    LINES.append(
        f"wechat, {REQUESTS // 2:,} fuzzed, {each}: {met}, {time.process_time() - began:.1f} s of CPU"
    )
