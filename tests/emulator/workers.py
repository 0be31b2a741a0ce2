"""Workers who write to the bot: each method puts the update in line that their app would cause."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.emulator.botapi import BOT, Emulator, Json

_numbers = count(1)


@dataclass
class Worker:
    """One person in one chat (their own, or a group)."""

    emulator: Emulator
    chat: int
    name: str = "小王"
    language: str = "zh-hans"
    group: int | None = None
    seen: int = 0

    @property
    def place(self) -> int:
        return self.group or self.chat

    def message(self, **content: Any) -> Json:
        """A message as their app sends it."""
        kind = {"id": self.group, "type": "supergroup", "title": "老乡群"} if self.group else {
            "id": self.chat, "type": "private", "first_name": self.name
        }  # fmt: skip
        sender = {"id": self.chat, "is_bot": False, "first_name": self.name, "language_code": self.language}
        return {"message_id": next(_numbers), "date": 1_790_000_000, "chat": kind, "from": sender, **content}

    def sends(self, **content: Any) -> int:
        return self.emulator.push(message=self.message(**content))

    def says(self, text: str, **content: Any) -> int:
        return self.sends(text=text, **_commands(text), **content)

    def edits(self, text: str) -> int:
        return self.emulator.push(edited_message=self.message(text=text, edit_date=1_790_000_060))

    def shares(self, latitude: float, longitude: float) -> int:
        return self.sends(location={"latitude": latitude, "longitude": longitude})

    def presses(self, data: str) -> str:
        """Press a button under the bot's last message; the number of the press."""
        query = str(next(_numbers))
        sender = {"id": self.chat, "is_bot": False, "first_name": self.name, "language_code": self.language}
        under = {**self.message(text="…"), "from": BOT}
        self.emulator.push(
            callback_query={"id": query, "from": sender, "chat_instance": "1", "data": data, "message": under}
        )
        return query

    def answers(self) -> list[Json]:
        """What the bot has said here, but for its offers to take a location."""
        return [one for one in self.emulator.sent(self.place) if "keyboard" not in one["reply_markup"]]

    async def gets(self, number: int = 1, within: float = 8.0) -> list[Json]:
        """The next messages from the bot, waited for."""
        await until(lambda: len(self.answers()) >= self.seen + number, within)
        fresh = self.answers()[self.seen :]
        self.seen += len(fresh)
        return fresh

    async def asks(self, text: str) -> str:
        """Say something and read the answer."""
        self.says(text)
        return str((await self.gets())[-1]["text"])


def _commands(text: str) -> Json:
    if not text.startswith("/"):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(" ")[0])}]}


async def until(true: Any, within: float = 8.0) -> None:
    """Wait until something holds; fail where it never does."""
    for _ in range(int(within / 0.005)):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("nothing came in time")


def buttons(message: Json) -> list[str]:
    """What the buttons under a message send."""
    rows = message["reply_markup"].get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]
