"""Lines that tests want printed at the end of a run: figures measured, not only passed."""

from __future__ import annotations

LINES: list[str] = []


def say(line: str) -> None:
    """Keep a line for the end of the run."""
    LINES.append(line)
