"""The command for admins: what is asked, as a table, a page and files for spreadsheets, from what is released only."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.cli.common import opened, put
from bot.errors import SettingsError
from bot.trends.released import Released, read

PAGE_WEEKS, TABLE_WEEKS = 52, 8


class PageLanguage(StrEnum):
    """Languages of the report."""

    ZH = "zh"
    EN = "en"


def trends_report(
    released: Annotated[
        Path | None, typer.Option(help="What `trends publish` wrote; default: the release beside the counts.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write one page here.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Folder to write a CSV file a table to.")] = None,
    weeks: Annotated[
        int | None, typer.Option(min=1, help="Last closed weeks: 52 for the page, 8 for the table.")
    ] = None,
    language: Annotated[PageLanguage, typer.Option(help="zh or en.")] = PageLanguage.ZH,
    summary: Annotated[bool, typer.Option(help="The weekly message to admins.")] = False,
) -> None:
    """What is asked, by week, from published cells only: a table, a page, spreadsheets or a short message."""
    from bot.staff.trend_names import naming_of
    from bot.trends.page.render import page
    from bot.trends.report import table
    from bot.trends.tables import files
    from bot.trends.weekly import message

    app = opened()
    wide = weeks or PAGE_WEEKS
    found = read(released) if released else released_now(app)
    naming = naming_of(app.rules, app.renderer, language)
    if html:
        _write(html, page(found, naming, wide))
    if csv:
        for name, content in files(found, naming, wide).items():
            _write(csv / name, content)
    if summary:
        put(message(found, naming))
    elif not (html or csv):
        put(table(found, naming, weeks or TABLE_WEEKS))


def released_now(app: App) -> Released:
    """The release beside the counts, with the weeks that have closed since."""
    from bot.staff.releasing import own, release
    from bot.storage.sqlite import opened as opened_counts

    with opened_counts(app.settings.trends) as store:
        return release(own(app.settings), store, app.clock.now().date(), lambda: app.rules)[0]


def _write(path: Path, content: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    except OSError as problem:
        raise SettingsError(
            f"{path}: 写不进去，换一个地方 / cannot be written, choose another place ({problem.strerror})"
        ) from None
    put(f"写好了 / written: {path}")
