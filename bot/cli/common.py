"""What all commands share: options, the app, printing, and errors in the caller's words."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App, FixedClock
from bot.core.commands import language_named
from bot.core.conversation import Outcome, Question
from bot.core.text import normal
from bot.errors import PaperError, SettingsError
from bot.rendering.papers import File
from bot.rendering.render import Rendered
from bot.settings import read_settings

City = Annotated[str | None, typer.Option(help="City or district, by name or adcode.")]
Language = Annotated[str | None, typer.Option(help="zh_Hans, zh_Hant, en, vi, id, fil, my or ug.")]
Today = Annotated[str | None, typer.Option(help="Answer as on this day, YYYY-MM-DD.")]
Papers = Annotated[Path | None, typer.Option(help="Folder to write the papers to that a reply makes.")]
Json = Annotated[bool, typer.Option("--json", help="One reply object a line.")]


def day(text: str | None) -> date | None:
    """A day of the command line; SettingsError where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"--today {text!r} 不是日期，要写成 2026-09-01 / is not a date, write 2026-09-01"
        ) from None


def opened(today: str | None = None) -> App:
    """The bot on embedded defaults, on a fixed day where one is given."""
    wanted = day(today)
    return App(read_settings(), clock=FixedClock(wanted) if wanted else None)


def question(app: App, text: str, city: str | None, language: str | None) -> Question:
    """A question with city and language as the caller insists on them; SettingsError where they are unknown."""
    known = app.rules.languages
    wanted = language_named(language, known) if language else None
    if language and wanted is None:
        raise SettingsError(f"--language {language!r}: 没有这种语言 / not one of {' '.join(known)}")
    known_city(app, city)
    return Question(text, language=wanted, region=city)


def known_city(app: App, city: str | None) -> str | None:
    """The adcode of a city of the command line."""
    if city is None:
        return None
    gazetteer = app.rules.gazetteer
    code = gazetteer.resolve(normal(city))
    if code is None:
        close = [app.rules.regions[close].zh for close in gazetteer.suggest(normal(city))]
        hint = (
            f"是不是 / did you mean: {'、'.join(close)}"
            if close
            else "写城市或区县的名字，如 / write a name, like 东莞"
        )
        raise SettingsError(f"--city {city!r}: 没有这个地方 / no such place. {hint}")
    return code


def shown(app: App, outcome: Outcome, papers: Path | None = None) -> str:
    """An outcome as the terminal shows it."""
    from bot.channels.terminal import as_text

    return as_text(answered(app, outcome, papers))


def answered(app: App, outcome: Outcome, papers: Path | None = None) -> Rendered:
    """An outcome in words; a paper it makes is written to ``papers``, or else it is said how to get it."""
    rendered = app.rendered(outcome)
    if outcome.reply.paper is None:
        return rendered
    try:
        file = app.paper(outcome)
    except PaperError as problem:
        return replace(rendered, text=f"{rendered.text}\n\n⚠️ {_FAILED}: {problem}")
    if file is None:
        return rendered
    note = f"已存到 {saved(papers, file)} / saved" if papers else _HOW.format(name=file.name)
    return replace(rendered, text=f"{rendered.text}\n\n📄 {note}")


_FAILED = "文件没做成 / the paper could not be made"
_HOW = "{name}：加上 --papers 文件夹 就会存下来 / add --papers FOLDER to save it"


def saved(folder: Path, file: File) -> Path:
    """Where a paper was written; SettingsError where it cannot be."""
    from bot.channels.terminal import save

    try:
        return save(folder, file.name, file.content)
    except OSError as problem:
        raise SettingsError(
            f"--papers {folder}: 写不进去，换一个文件夹 / cannot write there, choose another folder ({problem.strerror})"
        ) from None


def as_json(app: App, outcome: Outcome, text: str, papers: Path | None = None) -> str:
    """An outcome as one reply object, with the reason of its match and the paper it makes."""
    from bot.staff.replies import reason_of, reply_object

    reply = replace(outcome.reply, reason=reason_of(app.rules, text))
    try:
        file = app.paper(outcome)
    except PaperError as problem:
        sys.stderr.write(f"{_FAILED}: {problem}\n")
        file = None
    if file and papers:
        saved(papers, file)
    made = reply_object(reply, app.rendered(outcome), (file,) if file else ())
    return json.dumps(made, ensure_ascii=False)


def put(text: str) -> None:
    """Print a line; the only output of commands."""
    sys.stdout.write(text + "\n")
