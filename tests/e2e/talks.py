"""Conversations full of canaries, through each channel as its apps and browsers hold them, broken messages among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import httpx

from tests.channels.wechat.account import Oracle, event, message, packed, text_message
from tests.e2e.canaries import FIRM, HOOK_SECRET, NAME, Somebody
from tests.e2e.processes import wait
from tests.emulator.botapi import Emulator, Fault
from tests.emulator.workers import Worker, buttons

FORGET = "忘记"
SELDOM = 50
"""One conversation in so many is longer and partly broken."""


def terminal(people: Iterable[Somebody]) -> bytes:
    """Lines for ``chat``: each conversation ends with forgetting it."""
    return "".join(f"{one.says()}\n{FORGET}\n" for one in people).encode()


def web(url: str, people: Iterable[Somebody]) -> list[str]:
    """Each from a network of their own, with a cookie; the cookies' tokens."""
    cookies = []
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        for one in people:
            client.cookies.clear()
            client.headers = {
                "X-Forwarded-For": one.address,
                "User-Agent": one.word,
                "Sec-Fetch-Site": "same-origin",
            }
            assert client.post("/", data={"text": one.says()}).status_code == 200
            cookies.append(client.cookies["s"].partition(".")[0])
            if one.number % SELDOM == 0:
                _browses(client, one)
    return cookies


def _browses(client: httpx.Client, one: Somebody) -> None:
    client.post("/", data={"text": one.says()})
    client.post("/paper", data={"pick": "/paper application"})
    client.post("/", data={"city": f"{FIRM}{one.name}"})
    client.post("/", content=f"text={one.name}".encode("gb18030"), headers={"Content-Type": "text/plain"})
    client.post("/", content=b"text=" + one.name.encode("utf-16"))
    client.post("/", data={"text": one.name * 2000})
    client.get("/t/overtime_pay", params={"city": one.name, "lang": one.word})
    client.get(
        f"/{one.name}/{one.phone}", headers={"Referer": f"http://x/{one.word}", "Cookie": f"s={one.word}"}
    )
    client.post("/telegram", json={"update_id": one.word})
    client.post("/leave")


def wechat(url: str, mode: str, people: Iterable[Somebody]) -> int:
    """Messages to the Official Account; how many were answered in words."""
    oracle, answered = Oracle(f"{url}/wechat", mode), 0
    for one in people:
        answered += bool(oracle.say(one.openid, one.says()))
        if one.number % SELDOM == 0:
            _troubles(oracle, one)
    return answered


def _troubles(oracle: Oracle, one: Somebody) -> None:
    oracle.send(event(one.openid, "subscribe"))
    oracle.send(message(one.openid, "voice", f"<Recognition>{one.name}</Recognition>"))
    oracle.send(
        message(
            one.openid,
            "location",
            f"<Location_X>22.5</Location_X><Location_Y>114</Location_Y><Label>{FIRM}</Label>",
        )
    )
    oracle.say(one.openid, "/paper application")
    query, body = packed(text_message(one.openid, one.says()), oracle.mode)
    oracle.request("POST", query, body[:-9])
    oracle.request("POST", {**query, "nonce": one.name}, body)
    oracle.request("POST", query, text_message(one.openid, one.name).encode("gb18030"))
    oracle.request("GET", {"echostr": one.word})
    oracle.fetch("POST", f"/paper/{one.word}")


class Telegram:
    """A bot's chats at an emulator, from outside its loop."""

    def __init__(self, emulator: Emulator, people: Sequence[Somebody]) -> None:
        self.emulator = emulator
        self.people = people

    def says(self, one: Somebody, **content: Any) -> None:
        worker = Worker(self.emulator, one.chat, one.name)
        self.push(message=worker.message(**(content or {"text": one.says()})))

    def push(self, **update: Any) -> None:
        loop = self.emulator._loop
        assert loop
        loop.call_soon_threadsafe(partial(self.emulator.push, **update))

    def breaks(self) -> None:
        """Telegram in trouble: what it then says quotes what it choked on."""
        said = f"{NAME} {FIRM} {HOOK_SECRET}"
        for fault, times in (
            (Fault(400, f"Bad Request: can't parse {said}"), 3), (Fault(500, said), 3), (Fault(403, said), 1),
            (Fault(200, garbage=b"{" + said.encode()), 3), (Fault(429, said, {"retry_after": 1}), 2),
        ):  # fmt: skip
            self.emulator.arm("sendMessage", fault, times)
        self.emulator.arm("getUpdates", Fault(200, garbage=b'{"result": [' + said.encode()), 2)
        self.emulator.arm("getUpdates", Fault(500, said), 1)

    def talk(self) -> int:
        """Everybody writes; how many have an answer, all but those whose Telegram would not take it."""
        for one in self.people:
            self.says(one)
            if one.number % SELDOM == 0:
                self._sends_more(one)
        wait(
            lambda: self.answered() >= len(self.people) - 8 and not self.emulator.updates,
            seen="answers on Telegram",
        )
        return self.answered()

    def _sends_more(self, one: Somebody) -> None:
        self.says(one, contact={"phone_number": one.phone, "first_name": one.name})
        self.says(
            one,
            document={"file_id": "1", "file_unique_id": "1", "file_name": f"{one.name}.pdf"},
            caption=one.says(),
        )
        self.push(message={"message_id": one.name, "chat": one.word})
        self.push(
            edited_message=Worker(self.emulator, one.chat, one.name).message(text=one.says(), edit_date=1)
        )
        self.push(callback_query=self._press(one, f"/who {one.name}"))

    def answered(self) -> int:
        return len({chat for chat, _ in self.emulator.messages})

    def _press(self, one: Somebody, data: str) -> dict[str, Any]:
        under = Worker(self.emulator, one.chat, one.name).message(text="…")
        return {"id": "1", "from": under["from"], "chat_instance": "1", "data": data, "message": under}

    def gives_leave(self, one: Somebody, question: str, answer: str) -> str:
        """Ask something that is not understood, and say whether it may be kept; what was shown before."""
        self.says(one, text=question)
        wait(lambda: self._asked(one), seen="the question whether it may be kept")
        shown = str(self._asked(one)[0]["text"])
        said = len(self.emulator.sent(one.chat))
        self.push(callback_query=self._press(one, f"/keep {answer}"))
        wait(lambda: len(self.emulator.sent(one.chat)) > said, seen="the answer to it")
        return shown

    def _asked(self, one: Somebody) -> list[dict[str, Any]]:
        return [sent for sent in self.emulator.sent(one.chat) if "/keep yes" in buttons(sent)]
