"""Commands for the counts: deleting what is old, putting a copy away and putting it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import put
from bot.errors import SettingsError
from bot.settings import read_settings


def purge(
    weeks: Annotated[
        int | None, typer.Option(min=1, help="Keep so many weeks of counts; no more than is set.")
    ] = None,
    before: Annotated[str | None, typer.Option(help="Delete all before this day too, YYYY-MM-DD.")] = None,
) -> None:
    """Delete counts and donated questions that have been kept for their term; a running bot does it once a day."""
    from bot.app import SystemClock
    from bot.storage import keeping
    from bot.storage.sqlite import opened

    settings, today = read_settings(), SystemClock().now().date()
    kept = min(weeks or settings.trends_weeks, settings.trends_weeks)
    old = keeping.term(today, kept, settings.donated_days, _day(before, today))
    with opened(settings.trends) as store:
        gone = keeping.purge(store, today, old)
    put(f"删了 {gone} 行 / rows deleted: {gone}")


def _day(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found > today:
        raise SettingsError(
            f"--before {text!r}: 要写到今天为止的日期，如 2026-09-01 / "
            "write a day up to today, like 2026-09-01"
        )
    return found


def backup(
    file: Annotated[Path, typer.Argument(help="The file to make; none is overwritten.")],
    with_donated: Annotated[
        bool, typer.Option("--with-donated", help="The donated questions too: they are to go after 90 days.")
    ] = False,
) -> None:
    """Put a whole copy of the counts away, also while the bot runs."""
    from bot.storage import keeping

    keeping.backup(read_settings().trends, file, with_donated=with_donated)
    put(f"备份好了：{file} / backed up to {file}")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `gongyou trends backup` made.")],
) -> None:
    """Put a copy in the place of the counts; the bot must stand still."""
    from bot.storage import keeping

    keeping.restore(read_settings().trends, file)
    put(f"恢复好了：{file} / put back from {file}")
