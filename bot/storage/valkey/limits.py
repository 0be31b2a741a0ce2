"""How many messages are answered in a minute, of a chat and of all, for all processes together by Valkey's clock."""

from __future__ import annotations

from collections.abc import Callable

from bot.ports import Limits
from bot.storage.valkey.link import Away, Link

MOST_OF_ALL = 6_000


class ValkeyLimits:
    """``near`` limits this process alone while Valkey is away; ``tick`` stands in for Valkey's clock in tests."""

    def __init__(
        self,
        link: Link,
        near: Limits,
        *,
        most: int = 20,
        most_of_all: int = MOST_OF_ALL,
        seconds: float = 60.0,
        tick: Callable[[], float] | None = None,
    ) -> None:
        self._link = link
        self._near = near
        self._most = most
        self._most_of_all = most_of_all
        self._seconds = seconds
        self._tick = tick
        self._admit, self._tell = link.script(_NOW + _ADMIT), link.script(_NOW + _TELL)

    def admit(self, key: str, *, urgent: bool = False) -> bool:
        times = 3 if urgent else 1
        keys = [self._link.key("pace", key), self._link.own("pace-of-all")]
        arguments = (self._now(), self._seconds, self._most * times, self._most_of_all, times)
        try:
            return self._link.run(self._admit, keys, arguments) == 1
        except Away:
            return self._near.admit(key, urgent=urgent)

    def tell(self, key: str) -> bool:
        try:
            return (
                self._link.run(self._tell, [self._link.key("told", key)], (self._now(), self._seconds)) == 1
            )
        except Away:
            return self._near.tell(key)

    def _now(self) -> str:
        return str(self._tick()) if self._tick else ""


_NOW = """
local now, span = tonumber(ARGV[1]), tonumber(ARGV[2])
if not now then
    local time = redis.call('TIME')
    now = time[1] + time[2] / 1000000
end
local stamp = string.format('%.6f', now)
local life = math.ceil(span * 1000)
"""

# The moments of a chat's answered messages, oldest first; of all chats only the moment at which the burst is paid off.
# A moment from the future is left from before a clock was set back.
_ADMIT = """
local most, crowd, times = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
if redis.call('TYPE', KEYS[1]).ok ~= 'list' then redis.call('DEL', KEYS[1]) end
while true do
    local first = redis.call('LINDEX', KEYS[1], 0)
    if not first then break end
    local at = tonumber(first)
    if at and at > now - span and at <= now then break end
    redis.call('LPOP', KEYS[1])
end
if redis.call('LLEN', KEYS[1]) >= most then return 0 end
local paid = redis.pcall('GET', KEYS[2])
paid = type(paid) == 'string' and tonumber(paid) or now
if paid < now or paid > now + 4 * span then paid = now end
paid = paid + span / crowd
if paid > now + span * times + 0.000001 then return 0 end
redis.call('SET', KEYS[2], string.format('%.6f', paid), 'PX', life * 4)
redis.call('RPUSH', KEYS[1], stamp)
redis.call('PEXPIRE', KEYS[1], life)
return 1
"""

_TELL = """
local told = redis.pcall('GET', KEYS[1])
told = type(told) == 'string' and tonumber(told) or nil
if told and now - told < span and told <= now then return 0 end
redis.call('SET', KEYS[1], stamp, 'PX', life)
return 1
"""
