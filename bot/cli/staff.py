"""Commands for those who keep the rule base and read the trends."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import City, Json, Today, day, known_city, opened, put
from bot.core.model import RuleBase
from bot.errors import SettingsError
from bot.settings import read_settings

Within = Annotated[int, typer.Option(min=0, help="Also what is due within so many days.")]


def check(
    folder: Annotated[Path | None, typer.Argument(help="The rule base; default: the one in use.")] = None,
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    format: Annotated[str, typer.Option(help="full, or compact: one line a problem.")] = "full",
    json: Annotated[bool, typer.Option("--json", help="A list of problems, for other programs.")] = False,
    articles: Annotated[
        Path | None, typer.Option(exists=True, help="Texts of articles (JSON Lines) to compare numbers with.")
    ] = None,
) -> None:
    """Check the rule base; every problem with place, remedy and where it helps the line as it should stand."""
    from bot.staff import problems

    if language[:2] not in ("zh", "en"):
        raise SettingsError(f"--language {language!r}: zh / en")
    if format not in ("full", "compact"):
        raise SettingsError(f"--format {format!r}: full / compact")
    settings = read_settings()
    rules, errors = problems.found(folder or settings.knowledge, settings.cache, settings.locales)
    if json:
        put(problems.as_json(errors, language))
    elif format == "compact":
        for line in problems.compact(errors, language):
            put(line)
    elif errors or rules is None:
        put(problems.full(errors, language))
    if errors or rules is None:
        raise SystemExit(1)
    if articles:
        _compare(rules, folder or settings.knowledge, articles, language)
    if not json:
        put(problems.praise(rules, language))


def schema(
    folder: Annotated[Path | None, typer.Argument(help="The rule base; default: the one in use.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write them, and name them in every file.")] = False,
) -> None:
    """Whether the JSON Schemas of knowledge/ are as the bot reads its files; editors complete and explain keys by them."""
    from bot.rulebase import json_schemas

    knowledge = folder or read_settings().knowledge
    if not knowledge.is_dir():
        raise SettingsError(f"{knowledge}: 没有这个文件夹 / no such folder")
    changed = json_schemas.write(knowledge) if write else json_schemas.differences(knowledge)
    for name in changed:
        put(f"{name}: {'写好了 / written' if write else '不是最新的 / out of date'}")
    if changed and not write:
        put("运行 gongyou schema --write / run gongyou schema --write")
        raise SystemExit(1)
    put(f"{len(json_schemas.KINDS)} 种文件 / kinds of file: {' '.join(json_schemas.KINDS)}")


def _compare(rules: RuleBase, folder: Path, articles: Path, language: str) -> None:
    """Numbers and citations beside the texts of the articles; exit code 1 where one has no source."""
    from bot.rulebase.faults import say
    from bot.staff import proof

    texts = proof.read_articles(articles)
    found = [f"{one}: no such article" for one in proof.unknown_citations(rules, texts)]
    for one in proof.unsourced(rules, texts, proof.read_allowed(folder)):
        fact, remedy = say("unsourced_number", language, number=one.number)
        found.append(f"{one.where}: {one.provision}: {fact}; {remedy}")
    for line in found:
        put(line)
    if found:
        raise SystemExit(1)


def evaluate(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="JSON Lines: id, text, topics, in_scope.")
    ],
    json: Json = False,
    predictions: Annotated[Path | None, typer.Option(help="Write one line a question here.")] = None,
    against: Annotated[
        Path | None, typer.Option(exists=True, help="An older predictions file to compare with.")
    ] = None,
    today: Today = None,
) -> None:
    """How well questions are matched: a file of questions in, figures out."""
    from json import dumps

    from bot.staff import evaluate as evaluation
    from bot.staff.question_files import read_items

    app = opened(today)
    items = read_items(file)
    made = evaluation.predict(items, app.rules, app.clock.now().date())
    figures = evaluation.measure(items, made)
    if predictions:
        lines = "".join(f"{evaluation.prediction_line(one)}\n" for one in made)
        predictions.write_text(lines, encoding="utf-8")
    if against:
        figures |= evaluation.compare(items, made, against)
    put(dumps(figures, ensure_ascii=False) if json else evaluation.as_text(figures))


def stale(within: Within = 0, today: Today = None) -> None:
    """What is due for a check, what matters most to workers first."""
    from bot.staff.freshness import stale as due

    app = opened(today)
    found = due(app.rules, app.clock.now().date(), within)
    for one in found:
        put(f"{one.on}  {one.kind:12}  {one.what}  {one.where}")
    put(f"{len(found)} 项到期 / due")


def coverage(
    city: City = None,
    html: Annotated[Path | None, typer.Option(help="Write one page here.")] = None,
    today: Today = None,
) -> None:
    """What is covered: city by topic by language, and what is not covered yet."""
    from bot.staff import freshness

    app = opened(today)
    code = known_city(app, city)
    rows = freshness.coverage(app.rules, app.clock.now().date(), (code,) if code else freshness.CITIES)
    translated = app.translated()
    if html:
        html.write_text(freshness.coverage_html(app.rules, rows, translated), encoding="utf-8")
    put(freshness.coverage_text(app.rules, rows, translated))


def referrals_list(today: Today = None) -> None:
    """Every referral: shown, lead, stale or hidden, when checked and when due."""
    from bot.staff.directory import lines

    app = opened(today)
    for one in lines(app.rules, app.clock.now().date()):
        put(one)


def referrals_due(within: Within = 0, today: Today = None) -> None:
    """Which referrals a person should check, the most valuable first."""
    from bot.staff.directory import due, line

    app = opened(today)
    now = app.clock.now().date()
    for one in due(app.rules, now, within):
        put(line(app.rules, one, now))


def referrals_verify(
    id: Annotated[str, typer.Argument(help="The referral's id.")],
    by: Annotated[str, typer.Option(help="Your role, not your name.")],
    method: Annotated[str, typer.Option(help="call, visit, page or email.")],
    result: Annotated[str, typer.Option(help="answered, no_answer, wrong_party or dead.")] = "answered",
    today: Today = None,
) -> None:
    """Note that somebody checked a referral; the history stays in its file."""
    from bot.app import SystemClock
    from bot.staff.directory import note_check

    on = day(today) or SystemClock().now().date()
    path = note_check(read_settings().knowledge, id, on=on, by=by, method=method, result=result)
    put(f"记好了：{path.name} / noted in {path.name}")
