"""A bot that repeats what it hears: quick enough for many thousand messages, slow where a test wants it to be."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.conversation import Kind, Outcome, Part, Question, Reply, Session


@dataclass(frozen=True)
class Words:
    text: str
    buttons: tuple[()] = ()
    language: str = "zh_Hans"


class Parrot:
    """An ``Answering`` that says "说：" and what was asked; ``before`` runs first, in the thread of the answer."""

    def __init__(self, before: Callable[[str], object] = lambda _: None) -> None:
        self.before = before
        self.heard: list[str] = []
        self.kept: Counter[str] = Counter()
        self._lock = threading.Lock()

    def chat_key(self, channel: str, chat: str) -> str:
        return f"{channel}|{chat}"

    def outcome(self, question: Question, key: str) -> Outcome:
        outcome = self.consider(question, key)
        self.keep(outcome, key)
        return outcome

    def consider(self, question: Question, key: str) -> Outcome:
        text = question.text or str(question.place)
        self.before(text)
        with self._lock:
            self.heard.append(text)
        command = text[1:] if text in ("/hide", "/forget") else ""
        return _outcome(f"说：{text}", command)

    def keep(self, outcome: Outcome, key: str) -> None:
        with self._lock:
            self.kept[key] += 1

    def notice(self, kind: str, key: str, hint: str | None = None) -> Outcome:
        return _outcome(kind, "")

    def rendered(self, outcome: Outcome, *, markup: bool = False) -> Words:
        return Words(outcome.reply.parts[0].kind)

    def languages(self) -> Sequence[str]:
        return ("zh_Hans",)

    def words(self, kind: str, language: str, **values: str) -> str:
        return kind

    def paper(self, outcome: Outcome) -> None:
        return None


def _outcome(text: str, command: str) -> Outcome:
    return Outcome(Reply(Kind.ANSWERED, "zh_Hans", None, (Part(text),), command=command), Session())
