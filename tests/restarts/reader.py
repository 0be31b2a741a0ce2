"""A reader of the web page who never stops: what she gets while processes end and begin."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

QUESTION = "苏州最低工资多少"
ROWS: tuple[tuple[str, ...], ...] = (("topic_outcome", "minimum_wage", "answered"), ("channel", "web"))
"""What one such question is counted as."""
_BROWSERS = 24
"""nginx lets each address ask three times a second: so many addresses of this machine take turns."""


@dataclass
class Reader:
    """``while reader: ...`` in a thread of its own, twenty pages and twenty questions a second."""

    address: str
    every: float = 0.05
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Reader:
        self._threads = [threading.Thread(target=self._reads, args=(method,)) for method in ("GET", "POST")]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    @property
    def asked(self) -> int:
        return sum(count for (method, _), count in self.statuses.items() if method == "POST")

    def _reads(self, method: str) -> None:
        first = 2 if method == "GET" else 2 + _BROWSERS
        browsers = [_Browser(self.address, f"127.0.0.{first + place}") for place in range(_BROWSERS)]
        turn, due = 0, time.monotonic()
        while not self._stop.wait(max(0.0, due - time.monotonic())):
            began = time.monotonic()
            self.statuses[method, browsers[turn % _BROWSERS].asks(method)] += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            turn, due = turn + 1, due + self.every
        for one in browsers:
            one.client.close()


class _Browser:
    """It keeps its connection and its cookie, which it sends although a loopback port has no TLS."""

    def __init__(self, address: str, own: str) -> None:
        transport = httpx.HTTPTransport(local_address=own)
        self.client = httpx.Client(base_url=address, transport=transport, trust_env=False, timeout=30)
        self._cookie = ""

    def asks(self, method: str) -> int:
        """The status of the answer; 0: none, 1: not the words it should have."""
        headers = {"Cookie": self._cookie} if self._cookie else {}
        form = {"text": QUESTION} if method == "POST" else None
        try:
            answer = self.client.request(method, "/", data=form, headers=headers)
        except httpx.HTTPError:
            return 0
        if given := answer.headers.get("set-cookie"):
            self._cookie = given.partition(";")[0]
        if answer.status_code == 200 and method == "POST" and "苏州市最低工资" not in answer.text:
            return 1
        return answer.status_code
