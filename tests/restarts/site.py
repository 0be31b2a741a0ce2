"""The whole service as it is deployed, on loopback ports: nginx with the sample of deploy/, two processes, a Valkey, and
the emulator as the Telegram that calls."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx

from bot.settings import Settings
from tests import valkey
from tests.channels.conftest import TOKEN
from tests.conftest import ROOT
from tests.emulator.botapi import Emulator
from tests.emulator.server import Host
from tests.valkey import ending_with_parent, free_port, until

WEBHOOK_SECRET = "a-secret-of-the-webhook"
QUICK = "1000"
"""Messages a second: Telegram's thirty would make the test wait for its own limiter."""

Counts = Counter[tuple[str, ...]]


@dataclass
class Process:
    """One ``gongyou serve``, started and ended as often as wanted; all its runs write into one log."""

    environment: dict[str, str]
    log: Path
    _running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['GONGYOU_PORT']}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._running = _started(
                [sys.executable, "-m", "bot", "serve"], self.log.parent, log, self.environment
            )

    def ready(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.address}/readyz", trust_env=False).status_code == 200
        return False

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait; the exit code."""
        assert self._running
        self._running.send_signal(number)
        return self._running.wait(40)

    def clear(self) -> None:
        if self._running and self._running.poll() is None:
            self.end(signal.SIGKILL)


@dataclass
class Site:
    """What tests use of it."""

    emulator: Emulator
    valkey: valkey.Server
    processes: list[Process]
    address: str
    plain_address: str
    trends: Path
    _nginx: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def answered_all(self) -> bool:
        return not self.emulator.updates

    def left(self, number: int) -> bool:
        """Whether no more than so many updates wait."""
        return len(self.emulator.updates) <= number

    @property
    def deliveries(self) -> list[tuple[int, int]]:
        """Update and status of every delivery until now."""
        return list(self.emulator.courier.statuses) if self.emulator.courier else []

    def counts(self) -> Counts:
        """The file's rows of outcomes and channels, all weeks together."""
        found: Counts = Counter()
        with sqlite3.connect(self.trends) as file:
            for cut, columns in (("topic_outcome", "topic, outcome"), ("channel", "channel")):
                asked = f"select {columns}, sum(count) from {cut} group by {columns}"  # noqa: S608
                for *values, count in file.execute(asked):
                    found[cut, *values] = count
        return found

    def faults(self) -> Counter[str]:
        """Lines of all logs that say more than starting and stopping, without the place in the code."""
        lines = [line for one in self.processes for line in one.log.read_text(encoding="utf-8").splitlines()]
        told = re.compile(r"info event='(serving|stopped|telegram_started|telegram_stopped)'")
        return Counter(re.sub(r" place=.*", "", line) for line in lines if not told.match(line))


def _started(
    command: list[str], folder: Path, log: IO[bytes] | int, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*ending_with_parent(), *command], cwd=folder, env=environment, stdout=log, stderr=log
    )


@contextmanager
def running(settings: Settings, host: Host, store: valkey.Server, folder: Path, nginx: str) -> Iterator[Site]:
    """Everything up, Telegram told where to call."""
    ports = [free_port() for _ in range(6)]
    address = f"http://127.0.0.1:{ports[4]}"
    common = {
        **os.environ,
        "HOME": str(folder / "home"),
        "PYTHONPATH": str(ROOT),
        "NO_PROXY": "*",
        "GONGYOU_KNOWLEDGE": str(settings.knowledge),
        "GONGYOU_LOCALES": str(settings.locales),
        "GONGYOU_CACHE": str(settings.cache),
        "GONGYOU_TRENDS": str(folder / "counts" / "trends.db"),
        "GONGYOU_SECRET": valkey.SECRET,
        "GONGYOU_VALKEY_URL": store.url,
        "GONGYOU_TELEGRAM_TOKEN": TOKEN,
        "GONGYOU_TELEGRAM_BASE_URL": host.base_url,
        "GONGYOU_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "GONGYOU_TELEGRAM_MESSAGES_A_SECOND": QUICK,
        "GONGYOU_PUBLIC_URL": address,
    }
    processes = [
        Process(
            {**common, "GONGYOU_PORT": str(port), "GONGYOU_METRICS_PORT": str(metrics)},
            folder / f"{place}.log",
        )
        for place, (port, metrics) in enumerate((ports[:2], ports[2:4]))
    ]
    site = Site(
        host.renew(TOKEN),
        store,
        processes,
        address,
        f"http://127.0.0.1:{ports[5]}",
        folder / "counts" / "trends.db",
    )
    proxy = _proxy(nginx, folder / "nginx", [ports[0], ports[2]], ports[4], ports[5])
    try:
        for one in processes:
            one.start()
        for one in processes:
            until(one.ready, 60)
        until(lambda: site.emulator.courier, 20)
        yield site
    finally:
        for one in processes:
            one.clear()
        proxy.terminate()
        proxy.wait(10)


def _proxy(
    program: str, folder: Path, behind: list[int], port: int, plain_port: int
) -> subprocess.Popen[bytes]:
    """nginx with the sample: only addresses and the certificate differ, for no authority signs for a loopback port."""
    folder.mkdir()
    (folder / "gongyou.conf").write_text(
        local_sample(
            (ROOT / "deploy" / "nginx" / "gongyou.conf").read_text(encoding="utf-8"), behind, port, plain_port
        ),
        encoding="utf-8",
    )
    places = "".join(
        f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr emerg; events {{}} "
        f"http {{ {places} include {folder}/gongyou.conf; }}",
        encoding="utf-8",
    )
    started = _started(
        [program, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")],
        folder,
        subprocess.DEVNULL,
    )
    until(lambda: _listens(plain_port))
    return started


def local_sample(sample: str, behind: list[int], port: int, plain_port: int) -> str:
    """The sample with its outside replaced; whatever is not found there any more is a fault of this test."""
    changes = [
        (r"server 127\.0\.0\.1:8081\b", f"server 127.0.0.1:{behind[0]}"),
        (r"server 127\.0\.0\.1:8082\b", f"server 127.0.0.1:{behind[1]}"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        (r"listen 80;", f"listen 127.0.0.1:{plain_port};"),
        (r"listen \[::\]:443 ssl;", ""),
        (r"listen \[::\]:80;", ""),
        (r"ssl_certificate .*;", ""),
        (r"ssl_certificate_key .*;", ""),
        (r"ssl_protocols .*;", ""),
    ]
    for wanted, instead in changes:
        sample, found = re.subn(wanted, instead, sample)
        assert found == (2 if "127" in wanted else 1), wanted
    return sample


def _listens(port: int) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"http://127.0.0.1:{port}/x", trust_env=False).status_code == 308
    return False
