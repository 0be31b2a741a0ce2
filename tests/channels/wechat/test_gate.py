"""Who is let in over HTTP: modes, stale and repeated requests, slow clients, faults, several processes."""

from __future__ import annotations

import socket
import threading
import time
from urllib.parse import urlsplit

import pytest
from starlette.datastructures import QueryParams

from bot.app import App
from bot.channels.wechat import door
from bot.channels.wechat.answers import APOLOGY, LATE
from bot.channels.wechat.gate import Gate
from bot.channels.wechat.sealing import Refused
from bot.ports import Stage
from tests.channels.wechat.account import packed, stamped, text_message
from tests.channels.wechat.conftest import MemoryDeliveries, Served, account
from tests.channels.wechat.stub import Parrot


def test_a_request_is_good_for_one_body(served: Served) -> None:
    wechat = served("plain", on=Parrot())
    query, body = packed(text_message("oOne", "一"), "plain")
    assert wechat.deliver(query, body) == "说：一"
    assert wechat.deliver(query, body) == "说：一"
    other = packed(text_message("oOne", "二"), "plain")[1]
    assert wechat.request("POST", query, other) == (403, b"")


@pytest.mark.parametrize("at", ["", "/wechat"])
def test_the_address_with_and_without_its_last_stroke(served: Served, at: str) -> None:
    wechat = served(on=Parrot(), at=at)
    assert wechat.say("oOne", "一") == "说：一"
    wechat.address = wechat.address.rstrip("/") if at else wechat.address
    assert wechat.say("oOne", "二") == "说：二"


async def test_one_body_a_signature_in_all_processes() -> None:
    shared = MemoryDeliveries()
    gates = [Gate(account("plain"), shared, str) for _ in range(3)]
    query, body = packed(text_message("oOne", "一"), "plain")
    good = gates[0].enter(QueryParams(query), body)
    forged = gates[1].enter(QueryParams(query), packed(text_message("oOne", "二"), "plain")[1])
    await gates[0].admit(good)
    await gates[1].admit(good)
    for _ in range(2):
        with pytest.raises(Refused):
            await gates[2].admit(forged)


async def test_a_store_that_has_just_come_back_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Settling(MemoryDeliveries):
        asked = 0

        def begin(self, key: str) -> Stage:
            self.asked += 1
            return Stage.BUSY if self.asked < 4 else super().begin(key)

    query, body = packed(text_message("oOne", "一"), "plain")
    gate = Gate(account("plain"), Settling(), str)
    await gate.admit(gate.enter(QueryParams(query), body))
    monkeypatch.setattr("bot.channels.wechat.gate.TELL_SECONDS", 0.1)
    stuck = Settling()
    stuck.asked = -1000
    gate = Gate(account("plain"), stuck, str)
    with pytest.raises(Refused):
        await gate.admit(gate.enter(QueryParams(query), body))


def test_a_fault_anywhere_is_no_error_page(served: Served, mode: str) -> None:
    class Broken(Parrot):
        def chat_key(self, channel: str, chat: str) -> str:
            if channel == "wechat":
                raise RuntimeError(chat)
            return super().chat_key(channel, chat)

    assert served(mode, on=Broken()).say("oOne", "一") == APOLOGY


@pytest.mark.parametrize("off", [-301, 301, -86_400])
def test_stale_requests_are_refused(served: Served, mode: str, off: int) -> None:
    query, body = packed(text_message("oOne", "一"), mode, stamp=int(time.time()) + off)
    assert served(mode, on=Parrot()).request("POST", query, body) == (403, b"")


def test_each_mode_takes_its_own(served: Served) -> None:
    plain, aes = (packed(text_message("oOne", "一"), mode) for mode in ("plain", "aes"))
    assert served("aes", on=Parrot()).request("POST", *plain)[0] == 403
    assert served("plain", on=Parrot()).request("POST", *aes)[0] == 403
    query = {**plain[0], "encrypt_type": "aes", "msg_signature": plain[0]["signature"]}
    assert served("aes", on=Parrot()).request("POST", query, plain[1])[0] == 403


def test_compatible_mode_is_read_from_its_sealed_part(served: Served) -> None:
    query, sealed = packed(text_message("oOne", "一"), "aes")
    open_part = text_message("oEvil", "<Encrypt>abc</Encrypt>").removeprefix("<xml>").removesuffix("</xml>")
    both = sealed.decode().split("<Encrypt>")[1].removesuffix("</xml>")
    body = f"<xml>{open_part}<Encrypt>{both}</xml>".encode()
    assert served("aes", on=Parrot()).deliver(query, body) == "说：一"


def test_too_much_or_too_slow(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "READ_SECONDS", 0.3)
    wechat = served("plain", on=Parrot())
    assert wechat.request("POST", stamped(), b"x" * 70_000)[0] == 403
    parts = urlsplit(wechat.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(b"POST /wechat/ HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n<xml>")
        assert line.recv(12) == b"HTTP/1.1 403"


def test_a_slow_bot_answers_in_time_all_the_same(served: Served) -> None:
    go = threading.Event()
    wechat = served(on=Parrot(lambda text: text != "慢" or go.wait(10)), deadline=0.2)
    began = time.monotonic()
    assert wechat.say("oOne", "慢") == LATE
    assert time.monotonic() - began < 2
    go.set()
    reply = LATE
    while reply == LATE:
        reply = wechat.say("oOne", "更多")
    assert reply == "说：慢"


def test_three_tries_count_once(served: Served, openid: str, app: App) -> None:
    wechat = served("aes")
    xml = text_message(openid, "深圳最低工资多少")
    before = sum(app.trends.counts.values())  # type: ignore[attr-defined]
    first = wechat.send(xml)
    once = sum(app.trends.counts.values())  # type: ignore[attr-defined]
    assert wechat.send(xml) == wechat.send(xml) == first
    assert before < once == sum(app.trends.counts.values())  # type: ignore[attr-defined]
