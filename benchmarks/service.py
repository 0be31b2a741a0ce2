"""What the service adds to a message: beside a handler that does nothing, and one that sends fixed words, in one run.

All three are the same stack (uvicorn, Starlette, our way of reading a body) in a process of its own, called by the same
client over HTTP as Telegram calls. ``Telegram`` is a socket that takes any call and says a message was sent. Client and
Telegram share the cores with the service, so the processor time of its process is the steadier figure.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.answers import QUESTIONS

ROOT = Path(__file__).parent.parent
SECRET = "a-secret-for-the-benchmark"  # noqa: S105 - of no use anywhere
WARM, MESSAGES, AT_ONCE = 100, 450, 8
SENT: list[int] = []
"""One for each message that Telegram was asked to send."""
SIDES = ("nothing", "fixed words", "Gongyou")


@dataclass(frozen=True, slots=True)
class Measured:
    """One side: messages a second, latency in milliseconds, processor milliseconds and messages sent for each."""

    rate: float
    p50: float
    p99: float
    processor: float
    sent: float


def run() -> None:
    """Print one line for each side, and what ours costs as multiples of the others."""
    print(f"{MESSAGES} updates over HTTP, {AT_ONCE} at once; client and Telegram on the same machine")
    print(f"{'handler':14} messages/s    p50 ms   p99 ms   processor ms   sent, each a message")
    found = {side: asyncio.run(_measured(side)) for side in SIDES}
    for side, one in found.items():
        print(
            f"{side:14} {one.rate:10.0f} {one.p50:9.2f} {one.p99:8.2f} {one.processor:12.2f} {one.sent:8.2f}"
        )
    nothing, fixed, ours = (found[side] for side in SIDES)
    print(
        f"Gongyou beside nothing: {ours.processor / nothing.processor:.1f} x the processor, {ours.p50 / nothing.p50:.1f} x p50; "
        f"beside fixed words: {ours.processor / fixed.processor:.2f} x, {ours.p50 / fixed.p50:.2f} x p50 "
        f"(adds {ours.processor - fixed.processor:.2f} ms a message)"
    )


async def _measured(side: str) -> Measured:
    telegram = await asyncio.start_server(_telegram, "127.0.0.1", 0)
    port = telegram.sockets[0].getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.service", side, str(port)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin and process.stdout
    async with telegram:
        address = int(await asyncio.to_thread(process.stdout.readline))
        await _called(address, 0, WARM)
        before = await _asked(process)
        SENT.clear()
        began = time.perf_counter()
        times = await _called(address, WARM, MESSAGES)
        took = time.perf_counter() - began
        spent = await _asked(process) - before
        process.stdin.close()
        await asyncio.to_thread(process.wait)
        process.stdout.close()
    cuts = quantiles(times, n=100, method="inclusive")
    return Measured(
        MESSAGES / took, cuts[49] * 1000, cuts[98] * 1000, spent / MESSAGES * 1000, len(SENT) / MESSAGES
    )


async def _asked(process: subprocess.Popen[str]) -> float:
    """Processor seconds the service has used."""
    assert process.stdin and process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    return float(await asyncio.to_thread(process.stdout.readline))


async def _called(port: int, first: int, number: int) -> list[float]:
    """Bring updates from many chats, a few at once; seconds for each."""
    waiting, times = iter(range(first, first + number)), list[float]()

    async def bring() -> None:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        for one in waiting:
            body = json.dumps(_update(one)).encode()
            head = f"POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
            began = time.perf_counter()
            writing.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            status = await reading.readuntil(b"\r\n\r\n")
            times.append(time.perf_counter() - began)
            assert b" 200 " in status.splitlines()[0], status
            length = re.search(rb"content-length: (\d+)", status.lower())
            await reading.readexactly(int(length.group(1)) if length else 0)
        writing.close()

    await asyncio.gather(*(bring() for _ in range(AT_ONCE)))
    return times


def _update(number: int) -> dict[str, Any]:
    chat = 1_000 + number % 300
    return {
        "update_id": number,
        "message": {
            "message_id": number, "date": 1_790_000_000, "text": QUESTIONS[number % len(QUESTIONS)],
            "chat": {"id": chat, "type": "private", "first_name": "x"},
            "from": {"id": chat, "is_bot": False, "first_name": "x", "language_code": "zh-hans"},
        },
    }  # fmt: skip


async def _telegram(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
    """Take any call and say that a message was sent."""
    me = {"id": 42, "is_bot": True, "first_name": "x", "username": "x_bot"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
    try:
        while True:
            head = (await reading.readuntil(b"\r\n\r\n")).lower()
            length = re.search(rb"content-length: (\d+)", head)
            await reading.readexactly(int(length.group(1)) if length else 0)
            first = head.split(b"\r\n", 1)[0]
            if b"sendmessage" in first:
                SENT.append(1)
            result: object = me if b"getme" in first else message if b"sendmessage" in first else True
            body = json.dumps({"ok": True, "result": result}).encode()
            writing.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    except (asyncio.IncompleteReadError, ConnectionError):
        writing.close()


# --- the process that is measured ---
async def _side(name: str, telegram: str) -> None:
    from pydantic import SecretStr
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute, Route
    from telegram import Update

    from bot.app import App
    from bot.channels.bodies import whole
    from bot.channels.telegram_api import Pace, build
    from bot.channels.telegram_webhook import Ports, TelegramWebhook
    from bot.serving.asgi import Readiness, application
    from bot.serving.server import Server, listening
    from bot.settings import read_settings
    from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns

    stop, pace, token = asyncio.Event(), Pace(messages_a_second=1_000_000), SecretStr("1:x")
    base_url = f"http://127.0.0.1:{telegram}/bot"
    beside: list[Awaitable[None]] = []
    routes: list[BaseRoute]
    if name == "Gongyou":
        app = App(read_settings())
        app.holder.warm()
        ports = Ports(MemoryDeliveries(), MemoryTurns(), MemoryLimits(1_000_000), MemoryLimits(1_000_000))
        webhook = TelegramWebhook(app, token, base_url, SecretStr(SECRET), ports, pace=pace)
        routes = webhook.routes()
        beside.append(webhook.run(stop))
    else:
        bot = build(token, base_url, pace, polls=False).bot
        await bot.initialize()

        async def handle(request: Request) -> Response:
            raw = json.loads(await whole(request))
            if name == "fixed words":
                update = Update.de_json(raw, bot)
                assert update and update.effective_chat
                await bot.send_message(update.effective_chat.id, "x" * 400)
            return Response()

        routes = [Route("/telegram", handle, methods=["POST"])]
    bound = listening("127.0.0.1", 0, "benchmark")
    server = Server(application(routes, Readiness(up=True)), bound)
    await asyncio.gather(server.run_until(stop), _reporting(server.port, stop), *beside)


async def _reporting(port: int, stop: asyncio.Event) -> None:
    await asyncio.sleep(0.5)
    print(port, flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        spent = resource.getrusage(resource.RUSAGE_SELF)
        print(spent.ru_utime + spent.ru_stime, flush=True)
    stop.set()


if __name__ == "__main__":
    asyncio.run(_side(sys.argv[1], sys.argv[2]))
