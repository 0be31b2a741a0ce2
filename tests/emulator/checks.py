"""What Telegram refuses in a message: bad entities, too long a text, buttons it cannot carry."""

from __future__ import annotations

import html
import re
from typing import Any

ALLOWED_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
_PIECE = re.compile(r"<(/?)([a-z-]*)([^<>]*)>|&(#?\w*)(;?)|<|>")


class BadMessage(Exception):
    """A refusal with the words Telegram uses."""


def checked_text(text: str, mode: object) -> str:
    """The text as readers see it."""
    shown = _parsed(text) if mode == "HTML" else text
    if not shown.strip():
        raise BadMessage("message text is empty")
    if len(shown.encode("utf-16-le")) // 2 > 4096:
        raise BadMessage("message is too long")
    return shown


def _parsed(text: str) -> str:
    opened: list[str] = []
    for match in _PIECE.finditer(text):
        closing, name, _, entity, end = match.groups()
        if match.group() == "<" or (name is not None and name not in ALLOWED_TAGS):
            raise BadMessage(f"can't parse entities: unsupported start tag at byte offset {match.start()}")
        if entity is not None and (not end or html.unescape(f"&{entity};") == f"&{entity};"):
            raise BadMessage(f"can't parse entities: unknown entity at byte offset {match.start()}")
        if name and closing:
            if not opened or opened.pop() != name:
                raise BadMessage("can't parse entities: unmatched end tag")
        elif name:
            opened.append(name)
    if opened:
        raise BadMessage("can't parse entities: can't find end tag")
    return html.unescape(_PIECE.sub(lambda found: "" if found.group(2) else found.group(), text))


def checked_markup(markup: Any) -> dict[str, Any]:
    """The keyboard, each button with a label and data of 1 to 64 bytes."""
    if not markup:
        return {}
    for row in markup.get("inline_keyboard", []):
        for button in row:
            data = str(button.get("callback_data", ""))
            if not button.get("text") or not 1 <= len(data.encode()) <= 64:
                raise BadMessage("BUTTON_DATA_INVALID")
    return dict(markup)
