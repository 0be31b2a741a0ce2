"""All looks in one order: what everything else rests on first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.settings import Settings
from bot.staff.doctor import apps, counts, machine, processes, rules
from bot.staff.doctor.finding import Finding


def examine(settings: Settings, today: date) -> Iterator[Finding]:
    """Findings as they are made; those of the network come last and may take some seconds."""
    yield from rules.look(settings, today)
    yield from machine.look(settings)
    yield from counts.look(settings)
    yield from processes.look(settings)
    yield from apps.look(settings)
