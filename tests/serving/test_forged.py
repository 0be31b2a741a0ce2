"""What is not from Telegram, or is broken: nobody gets in, nothing breaks, nothing of it is written down."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels import bodies
from bot.serving import asgi, server
from tests.emulator.botapi import Emulator
from tests.emulator.workers import Worker, until
from tests.serving.conftest import HEADER, SECRET, Serving

CANARY = "金丝雀kanarienvogel"


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "é" * 30])
async def test_without_the_secret_nothing_is_read_or_said(
    serving: Serving, worker: Worker, secret: str | None
) -> None:
    body = json.dumps({"update_id": 1, "message": worker.message(text="/start")})
    async with serving(called=False) as up:
        headers = {} if secret is None else {HEADER.encode(): secret.encode()}
        answer = await up.client.post("/telegram", content=body, headers=headers)
        assert (answer.status_code, answer.content) == (403, b"")
        assert up.fates("forged") == 1
        endless = await up.client.post("/telegram", content=b"x" * 10_000_000)
        assert endless.status_code == 403
        assert (await up.client.get("/telegram")).status_code == 405
        assert (await up.client.get("/telegram/../etc/passwd")).status_code == 404
    assert worker.answers() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b'"x"', b"null", b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"\xff\xfe",
     b"[" * 100_000, b'{"update_id": 1e5}', f'{{"said": "{CANARY}'.encode()],
)  # fmt: skip
async def test_what_is_no_update_is_refused_once_and_let_go_when_it_comes_again(
    serving: Serving, body: bytes, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    async with serving(called=False) as up:
        assert await up.brings(body) == 400
        assert await up.brings(body) == 200
        assert await up.brings(body + b" ") == 400
        assert up.fates("unreadable") == 3
    assert CANARY not in f"{caplog.text}{capfd.readouterr()}"


async def test_too_big_a_body_is_cut_off_however_it_is_announced(serving: Serving) -> None:
    async def endless(pieces: int):  # type: ignore[no-untyped-def]
        for _ in range(pieces):
            yield b"x" * 65_536

    async with serving(called=False) as up:
        assert await up.brings(b"y" * (bodies.MOST_BYTES + 1)) == 413
        assert await up.brings(b"y" * (bodies.MOST_BYTES + 1)) == 200
        answer = await up.client.post("/telegram", content=endless(6), headers={HEADER: SECRET})
        assert answer.status_code == 413
        assert await up.brings(json.dumps({"update_id": 3, "x": "y" * 200_000})) == 200


async def test_a_slow_body_is_cut_off(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies.whole, "__defaults__", (bodies.MOST_BYTES, 0.1))
    async with serving(called=False) as up:
        reading, writing = await asyncio.open_connection("127.0.0.1", up.port)
        head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 1000\r\n\r\n{{"
        writing.write(head.encode())
        assert b" 408 " in await asyncio.wait_for(reading.readline(), 5)
        writing.close()
        reading, writing = await asyncio.open_connection("127.0.0.1", up.port)
        writing.write(head.encode())
        writing.close()  # gone in the middle
        await until(lambda: up.fates("too_slow") == 2)
        assert (await up.client.get("/healthz")).status_code == 200


async def test_a_slow_head_is_hung_up_on(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEADER_SECONDS", 0.3)
    async with serving(called=False) as up:
        reading, writing = await asyncio.open_connection("127.0.0.1", up.port)
        silent, _writing = await asyncio.open_connection("127.0.0.1", up.port)
        dripping = asyncio.create_task(_drip(writing))
        assert await asyncio.wait_for(silent.read(), 5) == b""
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reading.read(), 5) == b""
        dripping.cancel()
        writing.close()
        _writing.close()
        assert (await up.client.get("/healthz")).status_code == 200


async def _drip(writing: asyncio.StreamWriter) -> None:
    for byte in b"GET / HTTP/1.1\r\nHost: " + b"x" * 1000:
        writing.write(bytes([byte]))
        await asyncio.sleep(0.02)


async def test_other_routes_are_under_the_same_roof(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    async def breaks(_: Request) -> Response:
        raise ValueError(CANARY)

    more = [Route("/read", read, methods=["POST"]), Route("/breaks", breaks)]
    async with serving(called=False, more=more) as up:
        assert (await up.client.post("/read", content=b"abc")).text == "3"
        assert list(up.meters.times()) == ["web"]
        assert (await up.client.post("/read", content=b"x" * (asgi.MOST_BYTES + 1))).status_code == 413
        broken = await up.client.get("/breaks")
        assert broken.status_code == 500
        assert "12333" in broken.text
        assert CANARY not in broken.text
        monkeypatch.setattr(asgi, "MOST_SECONDS", 0.1)
        _, writing = await asyncio.open_connection("127.0.0.1", up.port)
        writing.write(b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx")
        assert b" 408 " in await asyncio.wait_for(_.readline(), 5)
        writing.close()


async def test_a_crowd_of_requests_is_asked_to_come_back(serving: Serving, emulator: Emulator) -> None:
    gate, inside = asyncio.Event(), []

    async def waits(_: Request) -> Response:
        inside.append(1)
        await gate.wait()
        return PlainTextResponse("in")

    async with serving(called=False, more=[Route("/waits", waits)], most_at_once=3) as up:
        asked = [asyncio.create_task(up.client.get("/waits")) for _ in range(3)]
        await until(lambda: len(inside) == 3)
        refused = await up.client.get("/waits")
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        assert "12333" in refused.text
        assert (await up.client.get("/healthz")).status_code == 200
        gate.set()
        assert [(await one).text for one in asked] == ["in"] * 3


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_message = st.dictionaries(
    st.sampled_from(
        [
            "message_id",
            "date",
            "chat",
            "from",
            "text",
            "entities",
            "location",
            "photo",
            "caption",
            "contact",
            "voice",
        ]
    ),
    _json | st.fixed_dictionaries({"id": st.integers(), "type": st.sampled_from(["private", "group", 7])}),
    max_size=8,
)
_updates = st.fixed_dictionaries(
    {"update_id": st.integers(0, 2**40)},
    optional={
        "message": _message | _json,
        "edited_message": _message | _json,
        "callback_query": st.dictionaries(
            st.sampled_from(["id", "from", "data", "message"]), _message | _json
        )
        | _json,
    },
)


async def test_no_body_breaks_it_and_none_is_written_down(
    serving: Serving, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    loop = asyncio.get_running_loop()
    async with serving(called=False) as up:

        @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.binary(max_size=200)
            | _json.map(json.dumps).map(str.encode)
            | _updates.map(json.dumps).map(str.encode)
        )
        def fuzz(body: bytes) -> None:
            status = asyncio.run_coroutine_threadsafe(up.brings(body), loop).result(20)
            assert status in (200, 400)

        await asyncio.to_thread(fuzz)
        assert up.fates("again") == 0
    written = f"{caplog.text}{capfd.readouterr()}"
    assert "Traceback" not in written
