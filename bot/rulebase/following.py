"""Follows the folder of the rule base: says when to look again, whatever becomes of the folder meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import awatch

QUIET_MS = 50
"""An edit counts as saved after so long without another."""
BURST_MS = 400
"""Edits that never pause are looked at this often."""
PULSE_MS = 500
"""How often it is seen whether the folder is still the one that is watched."""


async def changes(folder: Path, stop: asyncio.Event) -> AsyncIterator[None]:
    """Yields when watching begins, after each burst of edits and when the folder stays away, until ``stop``.

    The system tells of changes inside one folder only: where that is deleted, renamed or put in place anew (as by a
    check-out), its successor has to be watched. The first time comes after watching has begun, so that no edit falls
    between. Nothing is filtered out, since an installed rule base may lie in a
    folder that watchfiles skips (``site-packages``).
    """
    missed = 0
    while not stop.is_set():
        watched = _identity(folder)
        if watched is None:
            missed += 1
            if missed == 2:
                yield
            await _pause(PULSE_MS / 1000, stop)
            continue
        missed, first = 0, True
        try:
            async for found in awatch(
                folder,
                watch_filter=None,
                debounce=BURST_MS,
                step=QUIET_MS,
                rust_timeout=PULSE_MS,
                yield_on_timeout=True,
                stop_event=stop,
            ):
                if found or first:
                    first = False
                    yield
                if _identity(folder) != watched:
                    break
        except FileNotFoundError:
            continue


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
