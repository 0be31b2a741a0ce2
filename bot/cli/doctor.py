"""``gongyou doctor``: looks a set-up over."""

from __future__ import annotations

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
    from bot.settings import read_settings
    from bot.staff.doctor.examine import examine
    from bot.staff.doctor.finding import Level, as_json, as_text

    if language[:2] not in ("zh", "en"):
        raise SettingsError(f"--language {language!r}: zh / en")
    found = []
    for one in examine(read_settings(), SystemClock().now().date()):
        found.append(one)
        if not json:
            put(as_text([one], language))
    if json:
        put(dumps(as_json(found, language), ensure_ascii=False))
    if any(one.level is Level.BAD for one in found):
        raise SystemExit(1)
