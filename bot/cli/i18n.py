"""Commands for translators: sentences out, catalogs kept up, counted and checked."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Json, put
from bot.settings import read_settings

Only = Annotated[str | None, typer.Option("--language", help="Only this language.")]


def extract() -> None:
    """Write locales/interface.pot and locales/guidance.pot: every sentence with file, line and a note."""
    from bot.staff.i18n import folder, sentences

    settings = read_settings()
    _told(folder.extract(settings.locales, sentences.sources(settings.knowledge)), settings.locales)


def update(
    add: Annotated[str | None, typer.Option(help="Begin a new language: its code, like th or ne.")] = None,
) -> None:
    """Bring all catalogs up to the sources: a changed sentence makes its translations stale and keeps them."""
    from bot.staff.i18n import folder, sentences

    settings = read_settings()
    sources = sentences.sources(settings.knowledge)
    begun = folder.add(settings.locales, add, sources) if add is not None else []
    _told([*begun, *folder.update(settings.locales, sources)], settings.locales)


def stats(json: Json = False, language: Only = None) -> None:
    """How far each language is: translated, reviewed, by machine, stale, missing."""
    from bot.staff.i18n import sentences
    from bot.staff.i18n import stats as counting

    settings = read_settings()
    rows = counting.stats(settings.locales, sentences.sources(settings.knowledge))
    chosen = [row for row in rows if language in (None, row.language)]
    put(
        jsonlib.dumps([row.as_dict() for row in chosen], ensure_ascii=False)
        if json
        else counting.table(chosen)
    )


def check(language: Only = None) -> None:
    """Every fault in the translations with its place and remedy; exit code 1 where there is one."""
    from bot.staff.i18n import check as checking
    from bot.staff.i18n import sentences

    settings = read_settings()
    sources = sentences.sources(settings.knowledge)
    names = checking.official_names(settings.knowledge)
    faults = [
        fault
        for one in checking.languages(settings.locales, language)
        for fault in checking.check(settings.locales, one, sources, names)
    ]
    for fault in faults:
        put(str(fault))
    if faults:
        put(f"{len(faults)} 个问题 / fault(s)")
        raise SystemExit(1)
    put("好：译文没有问题 / the translations have no fault")


def _told(paths: Iterable[Path], locales: Path) -> None:
    names = [path.relative_to(locales).as_posix() for path in paths]
    for name in names:
        put(f"写好了 / written: {name}")
    if not names:
        put("没有变化 / nothing changed")
