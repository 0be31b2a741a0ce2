"""The connection to Valkey: short waits, nobody waits twice for one that is away, and a sign of life of this process.

Once a call failed, all calls fail at once until ``beat`` (once a second) has got through again.
"""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol, TypeVar

from redis import Redis
from redis import exceptions as refused
from redis.backoff import NoBackoff
from redis.commands.core import Script
from redis.retry import Retry

from bot.errors import StoreError
from bot.storage.valkey.sealing import Seal

ALIVE_SECONDS = 5.0
"""So long after its last sign of life a process counts as dead, and what it held as free."""

CONNECT_SECONDS = 0.3
ANSWER_SECONDS = 0.5

T = TypeVar("T")
Sent = str | bytes | int | float

_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (refused.AuthenticationError, "refuses the name or password in GONGYOU_VALKEY_URL"),
    (refused.AuthorizationError, "refuses the name or password in GONGYOU_VALKEY_URL"),
    (
        refused.BusyLoadingError,
        "is still loading what it had kept; nothing should be kept: see deploy/valkey.conf",
    ),
    (refused.OutOfMemoryError, "has no memory left: raise maxmemory, see deploy/valkey.conf"),
    (
        refused.ReadOnlyError,
        "is a replica that may not be written to: name the primary in GONGYOU_VALKEY_URL",
    ),
    (refused.NoPermissionError, "does not let this name use the commands that are needed"),
    (refused.MaxConnectionsError, "has too many connections"),
    (refused.TimeoutError, "does not answer in time"),
    (refused.ConnectionError, "cannot be reached: is it running, and is GONGYOU_VALKEY_URL right?"),
    (OSError, "cannot be reached: is it running, and is GONGYOU_VALKEY_URL right?"),
)


class Away(StoreError):
    """Valkey did not answer or refused; the words say why, without address or password."""


class Beat(Protocol):
    """What is done at each sign of life; ``anew``: Valkey was away or has lost what it held."""

    def __call__(self, link: Link, *, anew: bool) -> None: ...


class Link:
    """One process's way to Valkey; ``faults`` counts what went wrong, by kind."""

    def __init__(self, url: str, secret: bytes) -> None:
        self.owner = secrets.token_hex(8)
        self.seal = Seal(secret)
        self._prefix = f"gongyou:{self.seal.name('prefix', '')[:8]}"
        self.faults: Counter[str] = Counter()
        self.why = "has not been asked yet"
        self._away = False
        self._lock, self._beating = threading.Lock(), threading.Lock()
        self._beater = 0
        self._beats: list[Beat] = []
        self._client = _client(url)
        self._beat = self.script(_BEAT)

    def key(self, kind: str, plain: str) -> str:
        """The key of something that a person or a message could be told by."""
        return f"{self._prefix}:{kind}:{self.seal.name(kind, plain)}"

    def own(self, kind: str, name: str = "") -> str:
        """The key of something of the processes themselves."""
        return f"{self._prefix}:{kind}:{name}"

    @property
    def alive(self) -> str:
        return self.own("alive", self.owner)

    def script(self, text: str) -> Script:
        return self._client.register_script(text)

    def each_beat(self, done: Beat) -> None:
        self._beats.append(done)

    def run(self, script: Script, keys: Sequence[str], arguments: Sequence[Sent] = ()) -> object:
        """What a script returns, or Away."""
        return self.ask(lambda _: script(keys, arguments))

    def ask(self, work: Callable[[Redis], T]) -> T:
        """What Valkey says, or Away; at once while it is known to be away."""
        if self._away and self._beater != threading.get_ident():
            raise Away(f"Valkey {self.why}")
        try:
            return work(self._client)
        except (refused.RedisError, OSError) as problem:
            raise self._failed(problem) from None

    def beat(self) -> bool:
        """Say that this process is alive; whether Valkey is there. What was held is brought back before it is used."""
        with self._beating:
            self._beater = threading.get_ident()
            return self._brought_back()

    def _brought_back(self) -> bool:
        try:
            known = self.run(self._beat, [self.alive], [int(ALIVE_SECONDS * 1000)])
            anew = self._away or known == 0
            for done in self._beats:
                done(self, anew=anew)
        except Away:
            return False
        finally:
            self._beater = 0
        self._away, self.why = False, ""
        return True

    def ping(self) -> str:
        """ "" where Valkey can be used, else what is wrong, in words."""
        try:
            self.ask(lambda valkey: valkey.ping())
        except Away as problem:
            return str(problem)
        return ""

    def close(self) -> None:
        """Whatever this process held is free at once."""
        with suppress(Away):  # it lapses by itself
            self.ask(lambda valkey: valkey.delete(self.alive))
        self._client.close()

    def note(self, problem: Exception, whose: str = "") -> None:
        """Count a fault by its kind."""
        with self._lock:
            self.faults[whose + type(problem).__name__] += 1

    def _failed(self, problem: Exception) -> Away:
        self.note(problem, "Valkey")
        known = next((words for kind, words in _WORDS if isinstance(problem, kind)), None)
        if known or not isinstance(problem, refused.ResponseError):
            self._away, self.why = True, known or "failed"
        return Away(f"Valkey {known or 'did not take a command'}")


_BEAT = """
local known = redis.call('EXISTS', KEYS[1])
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
return known
"""


def _client(url: str) -> Redis:
    try:
        return Redis.from_url(
            url.replace("valkey://", "redis://", 1).replace("valkeys://", "rediss://", 1),
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )
    except (ValueError, refused.RedisError):
        raise StoreError("GONGYOU_VALKEY_URL is not of the form redis://name:password@host:port/0") from None
