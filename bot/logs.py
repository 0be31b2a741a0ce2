"""What the program writes to its log: what happened and where in the code, never to whom, what or exactly when.

Libraries quote what they choke on (python-telegram-bot prints whole updates, httpx the address with the token), so of
their records only level, place and kind of error are shown.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

SILENT = logging.CRITICAL + 1
_OURS = "gongyou"
_PLAIN = re.compile(r"[\w.:/<>@=+-]{1,120}", re.ASCII)
_LONG_NUMBER = re.compile(r"\d{6,}")


def scrub(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Only short plain words and small numbers pass: no sentence, phone number or chat id does.

    >>> scrub(None, "info", {"event": "fault", "error": "KeyError", "line": 12, "chat": 5550001234, "said": "我叫小王"})
    {'event': 'fault', 'error': 'KeyError', 'line': 12, 'chat': '…', 'said': '…'}
    """
    return {name: value if _harmless(value) else "…" for name, value in event.items()}


def _harmless(value: object) -> bool:
    text = str(value)
    return isinstance(value, str | int) and bool(_PLAIN.fullmatch(text)) and not _LONG_NUMBER.search(text)


class _Scrubbed(logging.Formatter):
    """Our own lines as they are; of anybody else's only where it came from and which kind of error."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name == _OURS:
            return f"{record.levelname.lower()} {record.getMessage()}"
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "-"
        return f"{record.levelname.lower()} {record.name} {record.module}:{record.lineno} {kind}"


def _logger() -> structlog.stdlib.BoundLogger:
    logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(_OURS),
        processors=[scrub, structlog.processors.KeyValueRenderer(key_order=["event"])],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return logger


def note(event: str, /, **values: str | int) -> None:
    """Write down that something happened; values that could point to a person are blotted out."""
    _logger().info(event, **values)


def fault(event: str, problem: BaseException, /) -> None:
    """Write down what kind of error happened where; its words could hold a worker's."""
    frame = problem.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    code = frame.tb_frame.f_code if frame else None
    place = f"{code.co_name}:{frame.tb_lineno}" if frame and code else "-"
    _logger().warning(event, error=type(problem).__name__, place=place)


def set_up(stream: TextIO | None = None) -> None:
    """Send everything scrubbed to one place, and silence the libraries that would print updates and tokens."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Scrubbed())
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one.formatter, _Scrubbed)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(logging.INFO)
    for name in ("httpx", "httpcore", "watchfiles"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Even its errors quote messages: "Error while parsing updates! Received data was ...".
    logging.getLogger("telegram").setLevel(SILENT)
