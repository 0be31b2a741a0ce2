"""The connection to Valkey: short waits, nobody waits twice for one that is away, and a sign of life of this process.

Once a call failed, all calls fail at once until ``beat``, called all the time by one thread, has got through again.
"""

from __future__ import annotations

import secrets
import threading
import time
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

SETTLE_SECONDS = 1.5
"""So long after Valkey was lost or is back nothing new is begun: a restart passes, and what others hold is known again."""

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
    """Valkey did not answer or refused; the words say why, without address or password.

    ``gone``: it will not take the next call either.
    """

    def __init__(self, why: str, *, gone: bool) -> None:
        super().__init__(f"Valkey {why}")
        self.gone = gone


class Beat(Protocol):
    """What is done at each sign of life; ``anew``: Valkey was away or has lost what it held."""

    def __call__(self, link: Link, *, anew: bool) -> None: ...


class Link:
    """One process's way to Valkey; ``faults`` counts what went wrong, by kind."""

    def __init__(self, url: str, secret: bytes, *, settle: float = SETTLE_SECONDS) -> None:
        self.owner = secrets.token_hex(8)
        self.seal = Seal(secret)
        self._prefix = f"gongyou:{self.seal.name('prefix', '')[:8]}"
        self.faults: Counter[str] = Counter()
        self.why = "has not been asked yet"
        self._away = self._met = False
        self._settle, self._turned = settle, float("-inf")
        self._lock, self._beating = threading.Lock(), threading.Lock()
        self._beater = 0
        self._beats: list[Beat] = []
        self._client = _client(url)
        self._beat = self.script(_BEAT)

    @property
    def settled(self) -> bool:
        """Whether all processes have had the time to see that Valkey is away or back."""
        return time.monotonic() - self._turned >= self._settle

    def key(self, kind: str, plain: str) -> str:
        """The key of something that a person or a message could be told by."""
        return f"{self._prefix}:{kind}:{self.seal.name(kind, plain)}"

    def own(self, kind: str, name: str = "") -> str:
        """The key of something of the processes themselves."""
        return f"{self._prefix}:{kind}:{name}"

    @property
    def alive(self) -> str:
        """The key of all processes' signs of life."""
        return self.own("alive")

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
            raise Away(self.why, gone=True)
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
            known = self.run(self._beat, [self.alive], [self.owner])
            anew = self._away or known == 0
            if anew and self._met:
                self._turned = time.monotonic()
            for done in self._beats:
                self._do(done, anew)
        except Away:
            return False
        finally:
            self._beater = 0
        self._away, self._met, self.why = False, True, ""
        return True

    def _do(self, done: Beat, anew: bool) -> None:
        """One command that is refused, because of rubbish in its place, does not make all of Valkey away."""
        try:
            done(self, anew=anew)
        except Away as problem:
            if problem.gone:
                raise

    def ping(self) -> str:
        """Nothing where Valkey can be used, else what is wrong, in words."""
        try:
            self.ask(lambda valkey: valkey.ping())
        except Away as problem:
            return str(problem)
        return ""

    def close(self) -> None:
        """Whatever this process held is free at once."""
        with suppress(Away):  # it lapses by itself
            self.ask(lambda valkey: valkey.hdel(self.alive, self.owner))
        self._client.close()

    def note(self, kind: str) -> None:
        """Count a fault by its kind."""
        with self._lock:
            self.faults[kind] += 1

    def _failed(self, problem: Exception) -> Away:
        self.note(f"Valkey{type(problem).__name__}")
        known = next((words for kind, words in _WORDS if isinstance(problem, kind)), None)
        gone = known is not None or not isinstance(problem, refused.ResponseError)
        if gone:
            if self._met and not self._away:
                self._turned = time.monotonic()
            self._away, self.why = True, known or "failed"
        return Away(known or "did not take a command", gone=gone)


# Signs of life have no end of their own: a full Valkey drops first what lapses soonest.
ALIVE = f"""
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local function alive(who)
    local seen = redis.pcall('HGET', KEYS[1], who)
    seen = type(seen) == 'string' and tonumber(seen)
    return seen and math.abs(now - seen) < {ALIVE_SECONDS}
end
"""
"""The start of a script that asks whether a process is alive; its first key is ``Link.alive``."""

_BEAT = (
    ALIVE
    + """
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('DEL', KEYS[1]) end
local known = alive(ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.6f', now))
for _, who in ipairs(redis.call('HKEYS', KEYS[1])) do
    local seen = tonumber(redis.call('HGET', KEYS[1], who))
    if not seen or now - seen > 3600 then redis.call('HDEL', KEYS[1], who) end
end
return known and 1 or 0
"""
)


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
