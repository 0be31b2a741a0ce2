"""A chat in the terminal: numbered choices for a person, a plain pipe for scripts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Protocol, TextIO


class Label(Protocol):
    """A choice as shown."""

    @property
    def label(self) -> str: ...
    @property
    def send(self) -> str: ...
    @property
    def mark(self) -> str: ...


class Reply(Protocol):
    """What the answering callable gives back."""

    @property
    def text(self) -> str: ...
    @property
    def buttons(self) -> tuple[Label, ...]: ...


def chat(
    answer: Callable[[str], Reply], lines: Iterable[str], out: TextIO, *, person: bool, hello: str = ""
) -> None:
    """Answer each line; ``person`` adds a prompt and a greeting."""
    if person and hello:
        _say(out, hello)
    if person:
        out.write("\n> ")
        out.flush()
    for line in lines:
        message = line.rstrip("\n")
        if person and message.strip().lower() in ("/quit", "/exit", "exit", "quit"):
            return
        if message.strip() or person:
            _say(out, as_text(answer(message)))
        if person:
            out.write("\n> ")
            out.flush()


def as_text(reply: Reply) -> str:
    """Text with its choices marked, as a terminal or a print-out shows it."""
    choices = "\n".join(f"  {button.mark}. {button.label}" for button in reply.buttons)
    return f"{reply.text}\n\n{choices}" if choices else reply.text


def _say(out: TextIO, text: str) -> None:
    out.write(text + "\n")
    out.flush()


def is_person(stream: TextIO) -> bool:
    """Whether somebody sits at the keyboard."""
    return stream.isatty() and sys.stdout.isatty()
