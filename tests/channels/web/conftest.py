"""The pages on a real server of this machine, as `gongyou serve` mounts them, and a browser to look at them."""

from __future__ import annotations

import html
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from starlette.applications import Starlette

from bot.app import App, FixedClock
from bot.channels.web import routes
from bot.settings import Settings
from bot.storage.memory import MemorySessions, MemoryTrends
from tests.conftest import TODAY

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
SECONDS = 20_000


@dataclass
class Gate:
    """Limits as a test sets them: so many messages of a key, none counted that is urgent."""

    most: int = 1_000_000
    seen: dict[str, int] = field(default_factory=dict)

    def admit(self, key: str, *, urgent: bool = False) -> bool:
        if urgent:
            return True
        self.seen[key] = self.seen.get(key, 0) + 1
        return self.seen[key] <= self.most

    def tell(self, key: str) -> bool:
        return True


@dataclass
class Site:
    """A running server and what stands behind it."""

    address: str
    app: App
    limits: Gate
    arrivals: Gate
    sessions: MemorySessions
    trends: MemoryTrends
    http: httpx.Client

    def post(self, path: str = "/", *, client: httpx.Client | None = None, **form: str) -> httpx.Response:
        """A form as a browser without JavaScript sends it; without a client of its own it has no cookie."""
        return self.send(path, client=client, data=form, headers={"Sec-Fetch-Site": "same-origin"})

    def send(self, path: str = "/", *, client: httpx.Client | None = None, **how: Any) -> httpx.Response:
        self.http.cookies.clear()
        return (client or self.http).post(self.address + path, **how)

    def get(self, path: str = "/", **headers: str) -> httpx.Response:
        self.http.cookies.clear()
        return self.http.get(self.address + path, headers={"Accept-Language": "", **headers})


@contextmanager
def serve(
    app: App, sessions: MemorySessions, trends: MemoryTrends, *, public_url: str = "", bot_url: str = ""
) -> Iterator[Site]:
    """Serve until the test is done."""
    limits, arrivals = Gate(), Gate()
    pages = routes(
        app, limits=limits, arrivals=arrivals, clock=app.clock, public_url=public_url, bot_url=bot_url
    )
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(Starlette(routes=pages), log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        until = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.01)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with httpx.Client(timeout=60) as http:
            yield Site(address, app, limits, arrivals, sessions, trends, http)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def site(settings: Settings) -> Iterator[Site]:
    sessions, trends = MemorySessions(), MemoryTrends()
    app = App(settings, clock=FixedClock(TODAY), sessions=sessions, trends=trends)
    with serve(app, sessions, trends) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield one
        one.close()


class Tab:
    """A tab of its own with nothing in it, what it asked for and what its console said."""

    def __init__(self, browser: Browser, address: str = "", *, axe: bool = False, **how: object) -> None:
        how = {"viewport": {"width": 360, "height": 740}, "locale": "zh-CN"} | how
        self.context = browser.new_context(bypass_csp=axe, **how)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.set_default_timeout(SECONDS)
        if address:
            self.page.goto(address)

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def ask(self, text: str) -> None:
        """Write and send; the answer has come when this returns."""
        self.page.fill("#text", text)
        self.sent(lambda: self.page.click("#send"))

    def press(self, words: str) -> None:
        """Press a choice under the last answer by its words."""
        button = self.page.locator(".turn").last.get_by_role("button", name=words)
        self.sent(lambda: button.first.click())

    def sent(self, act: object) -> None:
        """Do something that brings an answer: one more on the page, or a new page with one alone."""
        mark = f"old-{time.monotonic_ns()}"
        last = self.page.locator(".turn").last
        last.evaluate("(one, mark) => one.setAttribute('data-old', mark)", mark)
        act()  # type: ignore[operator]
        fresh = self.page.locator(".turn:last-child:not([data-old])")
        expect(fresh).to_have_count(1, timeout=SECONDS)

    @property
    def answer(self) -> str:
        """The words of the last answer."""
        return self.page.locator(".turn .reply").last.inner_text()


def words(page: str) -> str:
    """What a page says, without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", page))
