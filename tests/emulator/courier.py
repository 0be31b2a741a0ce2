"""Telegram bringing updates to a webhook: one at a time for each chat, several chats at once, and again until 2xx."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.emulator.botapi import Emulator

Json = dict[str, Any]
FIRST_WAIT, LONGEST_WAIT = 0.05, 0.8
"""Telegram waits from a second to minutes between deliveries; tests cannot."""


@dataclass
class Courier:
    """Delivers what waits at an emulator to one address."""

    emulator: Emulator
    url: str
    secret: str
    most: int
    timeout: float = 60.0
    carrying: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    tries: Counter[int] = field(default_factory=Counter)
    statuses: list[tuple[int, int]] = field(default_factory=list)
    """Update and status (0: no answer) of every delivery."""
    most_at_once: int = 0
    _resting: list[httpx.AsyncClient] = field(default_factory=list)
    """Each with one connection: in a pool every call would look through all forty."""
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        self._woken.set()

    def end(self) -> None:
        for task in (self._task, *self.carrying.values()):
            if task:
                task.cancel()

    async def _run(self) -> None:
        try:
            while not self.emulator.closed:
                self._woken.clear()
                for update in list(self.emulator.updates):
                    if len(self.carrying) >= self.most:
                        break  # thousands may wait behind
                    line = line_of(update)
                    if line not in self.carrying:
                        self.carrying[line] = asyncio.create_task(self._carry(line, update))
                self.most_at_once = max(self.most_at_once, len(self.carrying))
                await self._woken.wait()
        finally:
            for client in self._resting:
                await client.aclose()

    async def _carry(self, line: str, update: Json) -> None:
        number = update["update_id"]
        try:
            status = await self._post(update)
            self.statuses.append((number, status))
            if 200 <= status < 300:
                self.emulator.updates.remove(update)
            else:
                self.tries[number] += 1
                await asyncio.sleep(min(FIRST_WAIT * 2 ** (self.tries[number] - 1), LONGEST_WAIT))
        finally:
            self.carrying.pop(line, None)
            self._woken.set()

    async def _post(self, update: Json) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        client = (
            self._resting.pop()
            if self._resting
            else httpx.AsyncClient(
                timeout=self.timeout,
                trust_env=False,
                verify=False,  # noqa: S501 - only ever a loopback address
            )
        )
        try:
            return (await client.post(self.url, json=update, headers=headers)).status_code
        except httpx.HTTPError:
            return 0
        finally:
            self._resting.append(client)


def line_of(update: Json) -> str:
    """The chat whose updates wait for each other."""
    under = update.get("callback_query") or {}
    message = update.get("message") or update.get("edited_message") or {}
    for one in (message, under.get("message") if isinstance(under, dict) else None):
        if isinstance(one, dict) and isinstance(one.get("chat"), dict):
            return f"chat {one['chat'].get('id')}"
    return f"update {update['update_id']}"
