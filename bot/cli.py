"""The command line: chat, ask, telegram for workers; check, evaluate, trends for those who run the bot."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.core.conversation import Outcome, Question
from bot.errors import RuleBaseInvalid, SettingsError

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
trends_cli = typer.Typer(no_args_is_help=True, help="What is asked, by week; nothing about anyone.")
cli.add_typer(trends_cli, name="trends")

City = Annotated[str | None, typer.Option(help="City or district, by name or adcode.")]
Language = Annotated[str | None, typer.Option(help="zh_Hans, zh_Hant, en, vi, id, fil, my or ug.")]
Today = Annotated[str | None, typer.Option(help="Answer as on this day, YYYY-MM-DD.")]
Json = Annotated[bool, typer.Option("--json", help="One reply object a line.")]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"--today {text!r} 不是日期，要写成 2026-09-01 / is not a date, write 2026-09-01"
        ) from None


def _app(today: str | None = None):  # type: ignore[no-untyped-def]
    from bot.app import App, FixedClock
    from bot.settings import read_settings

    day = _day(today)
    return App(read_settings(), clock=FixedClock(day) if day else None)


def _question(app, text: str, city: str | None, language: str | None) -> Question:  # type: ignore[no-untyped-def]
    from bot.core.commands import language_named
    from bot.core.text import normal

    wanted = language_named(language) if language else None
    if language and wanted is None:
        raise SettingsError(
            f"--language {language!r}: 没有这种语言 / not one of zh_Hans zh_Hant en vi id fil my ug"
        )
    if city and app.rules.gazetteer.resolve(normal(city)) is None:
        close = [app.rules.regions[code].zh for code in app.rules.gazetteer.suggest(normal(city))]
        raise SettingsError(f"--city {city!r}: 没有这个地方 / no such place. {'、'.join(close)}?")
    return Question(text, language=wanted, region=city)


@cli.command()
def ask(
    text: Annotated[str, typer.Argument(help="The worker's question.")],
    city: City = None,
    language: Language = None,
    today: Today = None,
    as_json: Json = False,
    explain: Annotated[bool, typer.Option(help="Show which examples and words led to the topic.")] = False,
) -> None:
    """Answer one question."""
    app = _app(today)
    outcome = app.outcome(_question(app, text, city, language), "ask")
    _put(_line(app, outcome) if as_json else _shown(app, outcome))
    if explain:
        _put(_reasons(app, text))


@cli.command()
def chat(city: City = None, language: Language = None, today: Today = None, as_json: Json = False) -> None:
    """Chat in the terminal, or answer one message a line from a pipe."""
    from bot.channels.terminal import chat as run
    from bot.channels.terminal import is_person

    app = _app(today)
    _question(app, "", city, language)
    if as_json:
        for line in sys.stdin:
            if line.strip():
                _put(_line(app, app.outcome(_question(app, line.rstrip("\n"), city, language), "chat")))
        return
    person = is_person(sys.stdin)
    hello = _shown(app, app.outcome(Question("/start", language=language), "hello")) if person else ""
    run(
        lambda text: app.rendered(app.outcome(_question(app, text, city, language), "chat")),
        sys.stdin,
        sys.stdout,
        person=person,
        hello=hello,
    )


@cli.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="The rule base; default: the one in use.")] = None,
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Check the rule base; every fault with place and remedy."""
    from bot.rulebase.load import load
    from bot.settings import read_settings

    settings = read_settings()
    try:
        rules = load(folder or settings.knowledge, cache=settings.cache, strict=True)
    except RuleBaseInvalid as invalid:
        for error in invalid.errors:
            _put(error.say(language))
        _put(f"{len(invalid.errors)} 个问题 / fault(s)")
        raise SystemExit(1) from None
    _put(
        f"好：{len(rules.topics)} 个题目，{len(rules.provisions)} 条规定，{len(rules.figures)} 种数字，{len(rules.regions)} 个地区，{len(rules.referrals)} 个求助处"
    )


@cli.command()
def evaluate(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="JSON Lines: id, text, topics, in_scope.")
    ],
    as_json: Json = False,
    predictions: Annotated[Path | None, typer.Option(help="Write one line a question here.")] = None,
    against: Annotated[
        Path | None, typer.Option(exists=True, help="An older predictions file to compare with.")
    ] = None,
    today: Today = None,
) -> None:
    """How well questions are matched: a file of questions in, figures out."""
    from bot.staff import evaluate as evaluation

    app = _app(today)
    items = evaluation.read_items(file)
    made = evaluation.predict(items, app.rules, app.clock.now().date())
    figures = evaluation.measure(items, made)
    if predictions:
        predictions.write_text(
            "".join(f"{evaluation.prediction_line(one)}\n" for one in made), encoding="utf-8"
        )
    if against:
        figures |= evaluation.compare(items, made, against)
    _put(json.dumps(figures, ensure_ascii=False) if as_json else evaluation.as_text(figures))


@cli.command()
def telegram() -> None:
    """Answer on Telegram by polling; the token is read from GONGYOU_TELEGRAM_TOKEN."""
    from bot.app import run_telegram
    from bot.settings import read_settings

    run_telegram(read_settings())


@trends_cli.command("report")
def trends_report(weeks: Annotated[int, typer.Option(min=1, help="How many weeks back.")] = 8) -> None:
    """The counts as a table."""
    from bot.app import SystemClock
    from bot.settings import read_settings
    from bot.storage.sqlite import opened
    from bot.trends.report import table

    with opened(read_settings().trends) as store:
        _put(table(store.rows(), SystemClock().now().date(), weeks))


def _shown(app, outcome: Outcome) -> str:  # type: ignore[no-untyped-def]
    from bot.channels.terminal import as_text

    return as_text(app.rendered(outcome))


def _line(app, outcome: Outcome) -> str:  # type: ignore[no-untyped-def]
    from bot.staff.replies import reply_object

    return json.dumps(reply_object(outcome.reply, app.rendered(outcome)), ensure_ascii=False)


def _reasons(app, text: str) -> str:  # type: ignore[no-untyped-def]
    from bot.staff.replies import reasons

    return reasons(app.rules, text)


def _put(text: str) -> None:
    sys.stdout.write(text + "\n")
