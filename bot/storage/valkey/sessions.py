"""Sessions in Valkey, sealed, for half an hour. While it is away they are kept in this process and handed over after."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.conversation import SESSION_MINUTES, Session
from bot.errors import StoreError
from bot.ports import SessionStore
from bot.storage.session_codec import decode, encode
from bot.storage.valkey.link import Away, Link

LIFE = timedelta(minutes=SESSION_MINUTES)


@dataclass(frozen=True, slots=True)
class _Stray:
    """When a session was kept here, by the caller's clock and by one that cannot be set."""

    at: datetime
    tick: float


class ValkeySessions:
    """``spare`` keeps what Valkey cannot; what was forgotten meanwhile is forgotten there before it is used again."""

    def __init__(self, link: Link, spare: SessionStore) -> None:
        self._link = link
        self._spare = spare
        self._strays: dict[str, _Stray] = {}
        self._forgotten: set[str] = set()
        self._lock = threading.Lock()
        self._put_newer = link.script(_PUT_NEWER)
        link.each_beat(self._hand_over)

    def load(self, key: str, now: datetime) -> Session | None:
        with self._lock:
            if key in self._strays or key in self._forgotten:
                return self._spare.load(key, now)
        name = self._link.key("session", key)
        try:
            sealed = self._link.ask(lambda valkey: valkey.get(name))
        except Away:
            return self._spare.load(key, now)
        return self._opened(sealed, name, now)

    def _opened(self, found: object, name: str, now: datetime) -> Session | None:
        sealed = found.partition(b":")[2] if isinstance(found, bytes) else b""
        plain = self._link.seal.open(sealed, name)
        kept = decode(plain) if plain else None
        return kept[0] if kept and kept[1] > (now - LIFE).timestamp() else None

    def _sealed(self, session: Session, name: str, at: datetime) -> bytes:
        """When it was kept, which its time to live tells as well, and the session sealed."""
        return b"%.3f:" % at.timestamp() + self._link.seal.close(encode(session, at), name)

    def save(self, key: str, session: Session, now: datetime) -> None:
        name = self._link.key("session", key)
        try:
            sealed = self._sealed(session, name, now)
            self._link.ask(lambda valkey: valkey.set(name, sealed, px=LIFE))
        except StoreError:
            self._keep_here(key, session, now)
            return
        with self._lock:
            self._forgotten.discard(key)
            if self._strays.pop(key, None):
                self._spare.forget(key)

    def _keep_here(self, key: str, session: Session, now: datetime) -> None:
        with self._lock:
            self._spare.save(key, session, now)
            self._strays[key] = _Stray(now, time.monotonic())

    def forget(self, key: str) -> None:
        with self._lock:
            self._spare.forget(key)
            self._strays.pop(key, None)
        try:
            self._delete(key)
        except Away:
            with self._lock:
                self._forgotten.add(key)

    def _delete(self, key: str) -> None:
        name = self._link.key("session", key)
        self._link.ask(lambda valkey: valkey.delete(name))

    def _hand_over(self, link: Link, *, anew: bool) -> None:
        for key in list(self._forgotten):
            self._delete(key)
            self._forgotten.discard(key)
        for key, stray in list(self._strays.items()):
            self._hand_over_one(link, key, stray)

    def _hand_over_one(self, link: Link, key: str, stray: _Stray) -> None:
        """What another process kept later stays."""
        left = LIFE - timedelta(seconds=time.monotonic() - stray.tick)
        session = self._spare.load(key, stray.at)
        if session and left > timedelta():
            name = link.key("session", key)
            try:
                sealed = self._sealed(session, name, stray.at)
            except StoreError:
                return
            link.run(
                self._put_newer, [name], [sealed, stray.at.timestamp(), int(left.total_seconds() * 1000)]
            )
        with self._lock:
            if self._strays.get(key) is stray:
                del self._strays[key]
                self._spare.forget(key)


_PUT_NEWER = """
local held = redis.pcall('GET', KEYS[1])
local at = type(held) == 'string' and tonumber(string.match(held, '^([%d.]+):'))
if not at or at < tonumber(ARGV[2]) then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3]) end
"""
