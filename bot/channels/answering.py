"""What every channel asks of the app: an answer, its words, its paper. Channels know nothing of rules or stores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.conversation import Outcome, Question


class Button(Protocol):
    """A choice in words: ``send`` is the message it stands for, ``mark`` what picks it where there are no buttons."""

    @property
    def label(self) -> str: ...
    @property
    def send(self) -> str: ...
    @property
    def mark(self) -> str: ...


class Rendered(Protocol):
    """An answer in words."""

    @property
    def text(self) -> str: ...
    @property
    def buttons(self) -> Sequence[Button]: ...
    @property
    def language(self) -> str: ...


class File(Protocol):
    """A file in memory."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...


class Answering(Protocol):
    """The app as a channel sees it."""

    def chat_key(self, channel: str, chat: str) -> str: ...

    def outcome(self, question: Question, key: str) -> Outcome:
        """The answer, kept and counted."""
        ...

    def consider(self, question: Question, key: str) -> Outcome:
        """The answer; ``keep`` follows once it has got out."""
        ...

    def keep(self, outcome: Outcome, key: str) -> None: ...
    def notice(self, kind: str, key: str, hint: str | None = None) -> Outcome: ...
    def rendered(self, outcome: Outcome, *, markup: bool = False) -> Rendered: ...
    def languages(self) -> Sequence[str]: ...
    def words(self, kind: str, language: str, **values: str) -> str: ...
    def paper(self, outcome: Outcome) -> File | None: ...
