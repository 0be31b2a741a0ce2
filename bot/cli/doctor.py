"""``gongyou doctor``: looks a set-up over."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import typer

from bot.cli.common import Json, put
from bot.errors import SettingsError


def doctor(
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    json: Json = False,
) -> None:
    """Look this set-up over: settings, files, stores, apps; what to mend and how. Exit code 1 where it cannot run."""
    from json import dumps

    from bot.app import SystemClock
    from bot.serving.wanted import faults
    from bot.settings import read_settings
    from bot.staff.doctor.examine import examine
    from bot.staff.doctor.finding import Level, as_json, as_text, bad

    if language[:2] not in ("zh", "en"):
        raise SettingsError(f"--language {language!r}: zh / en")
    settings, found = read_settings(), []
    wrong = (
        bad("serve", _both(fault), ("改好再启动", "mend it before the start")) for fault in faults(settings)
    )
    for one in chain(wrong, examine(settings, SystemClock().now().date())):
        found.append(one)
        if not json:
            put(as_text([one], language))
    if json:
        put(dumps(as_json(found, language), ensure_ascii=False))
    if any(one.level is Level.BAD for one in found):
        raise SystemExit(1)


def _both(fault: str) -> tuple[str, str]:
    """A fault's words in Chinese and English; the name of the setting stands before the Chinese."""
    zh, _, en = fault.partition(" / ")
    name = zh.split("：")[0].split(" ")[0]
    return zh, f"{name} {en}"
