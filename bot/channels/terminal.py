"""A chat in the terminal: numbered choices for a person, a plain pipe for scripts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Protocol, TextIO

from bot.channels.answering import Button


class Reply(Protocol):
    """What the answering callable gives back."""

    @property
    def text(self) -> str: ...
    @property
    def buttons(self) -> tuple[Button, ...]: ...


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


def save(folder: Path, name: str, content: bytes) -> Path:
    """Write a file for the caller who asked for it, readable by them alone; one already there is kept, the new one numbered."""
    folder.mkdir(parents=True, exist_ok=True)
    stem, dot, ending = name.partition(".")
    for number in count(1):
        path = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        try:
            with open(path, "xb", opener=_private) as file:
                file.write(content)
        except FileExistsError:
            continue
        break
    return path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _say(out: TextIO, text: str) -> None:
    out.write(text + "\n")
    out.flush()


def is_person(stream: TextIO) -> bool:
    """Whether somebody sits at the keyboard."""
    return stream.isatty() and sys.stdout.isatty()
