"""Commands that show what the rule base does: what a change of it changes, and how one question is answered."""

from __future__ import annotations

from json import dumps
from typing import Annotated

import typer

from bot.cli.common import City, Json, Language, Today, day, opened, put, question
from bot.errors import RuleBaseInvalid
from bot.settings import read_settings


def diff(
    against: Annotated[str, typer.Option(help="The git revision to compare with.")] = "HEAD",
    today: Today = None,
    json: Json = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 when anything differs.")
    ] = False,
    lines: Annotated[int, typer.Option(min=1, help="Differences of each kind to show.")] = 20,
    language: Annotated[str, typer.Option(help="Language of faults: zh or en.")] = "zh",
) -> None:
    """What the changes in knowledge/ do to answers, compared with a git revision."""
    from bot.app import SystemClock
    from bot.staff.diff import words
    from bot.staff.diff.report import report

    settings = read_settings()
    knowledge = settings.knowledge.resolve()
    try:
        found = report(
            knowledge,
            against,
            day(today) or SystemClock().now().date(),
            cache=settings.cache,
            held_out=knowledge.parent / "tests" / "questions",
            show_leads=settings.show_leads,
        )
    except RuleBaseInvalid as invalid:
        for error in invalid.errors:
            put(error.say(language))
        put(f"{len(invalid.errors)} 个问题 / fault(s)")
        raise SystemExit(1) from None
    put(dumps(words.as_object(found), ensure_ascii=False) if json else words.as_text(found, lines))
    if exit_code and found.rows:
        raise SystemExit(1)


def explain(
    text: Annotated[str, typer.Argument(help="The worker's question.")],
    city: City = None,
    language: Language = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """The whole way of one question: what was read, what decided, what the answer rests on, with file and line."""
    from bot.staff.explain import words
    from bot.staff.explain.trace import trace

    app = opened(today)
    now = app.clock.now()
    found = trace(question(app, text, city, language), app.rules, now.date(), now)
    put(dumps(words.as_object(found), ensure_ascii=False) if json else words.as_text(found))
