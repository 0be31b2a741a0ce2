"""A WeChat that speaks to the real bot: messages signed and sealed by wechatpy, which also reads the replies."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from typing import Any

import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.app import App
from bot.channels.wechat import Account, routes
from bot.ports import Stage
from tests.channels.wechat.account import AES_KEY, APP_ID, TOKEN, Oracle

Served = Callable[..., Oracle]


class MemoryDeliveries:
    def __init__(self) -> None:
        self.stages: dict[str, Stage] = {}
        self._lock = threading.Lock()

    def begin(self, key: str) -> Stage:
        with self._lock:
            stage = self.stages.get(key, Stage.NEW)
            self.stages.setdefault(key, Stage.BUSY)
            return stage

    def done(self, key: str) -> None:
        self.stages[key] = Stage.DONE

    def abandon(self, key: str) -> None:
        self.stages.pop(key, None)


class MemoryTurns:
    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._lock = threading.Lock()

    def take(self, key: str) -> bool:
        with self._lock:
            free = key not in self.taken
            self.taken.add(key)
            return free

    def give_back(self, key: str) -> None:
        self.taken.discard(key)


class MemoryLimits:
    def __init__(self, most: int = 1000) -> None:
        self.most = most
        self.admitted: Counter[str] = Counter()
        self.told: set[str] = set()

    def admit(self, key: str, *, urgent: bool = False) -> bool:
        if self.admitted[key] >= self.most * (3 if urgent else 1):
            return False
        self.admitted[key] += 1
        return True

    def tell(self, key: str) -> bool:
        first = key not in self.told
        self.told.add(key)
        return first


@pytest.fixture(params=["plain", "aes"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def account(mode: str) -> Account:
    key = SecretStr(AES_KEY) if mode == "aes" else None
    return Account(APP_ID, SecretStr(TOKEN), key)


@contextmanager
def listening(web: Starlette) -> Iterator[str]:
    """A web app on a free port of this machine, in a thread of its own."""
    config = uvicorn.Config(
        web, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def served(app: App) -> Iterator[Served]:
    """Serve the channel over HTTP: ``served("aes", deadline=0.3)`` gives the WeChat that talks to it."""
    closing = ExitStack()

    def serve(
        mode: str = "aes", on: Any = app, public_url: str = "https://bot.example.org", **how: Any
    ) -> Oracle:
        ports: dict[str, Any] = {
            "deliveries": MemoryDeliveries(),
            "turns": MemoryTurns(),
            "limits": MemoryLimits(),
        }
        made = routes(on, account(mode), **(ports | how), public_url=public_url)
        web = Starlette(routes=[Mount("/wechat", routes=made)] if how.get("at") == "" else made)
        return Oracle(f"{closing.enter_context(listening(web))}/wechat/", mode)

    with closing:
        yield serve


_openids = count(1)


@pytest.fixture
def openid() -> str:
    return f"oCanaryOpenid{next(_openids):015d}"
