"""The command line: one place that names every command; the commands live beside it by who runs them."""

from __future__ import annotations

import typer

from bot.cli import (
    compare,
    doctor,
    i18n,
    preview,
    questions,
    staff,
    trends,
    trends_publish,
    trends_report,
    worker,
)

cli = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Gongyou 工友"
)
for _command in (
    worker.ask,
    worker.chat,
    worker.telegram,
    worker.serve,
    worker.example,
    staff.check,
    compare.diff,
    compare.explain,
    staff.schema,
    preview.preview,
    staff.evaluate,
    staff.stale,
    staff.coverage,
    doctor.doctor,
):
    cli.command()(_command)

_trends = typer.Typer(no_args_is_help=True, help="What is asked, by week; nothing about anyone.")
_trends.command("report")(trends_report.trends_report)
_trends.command()(trends.purge)
_trends.command()(trends.backup)
_trends.command()(trends.restore)
_trends.command("publish")(trends_publish.trends_publish)
cli.add_typer(_trends, name="trends")

_referrals = typer.Typer(no_args_is_help=True, help="Who helps: list, see what is due, note a check.")
_referrals.command("list")(staff.referrals_list)
_referrals.command("due")(staff.referrals_due)
_referrals.command("verify")(staff.referrals_verify)
cli.add_typer(_referrals, name="referrals")

_questions = typer.Typer(no_args_is_help=True, help="The question bank: learn from what was not understood.")
_questions.callback()(lambda: None)
_questions.command("suggest")(questions.suggest)
cli.add_typer(_questions, name="questions")

_i18n = typer.Typer(no_args_is_help=True, help="Translations: extract, update, stats, check.")
for _command in (i18n.extract, i18n.update, i18n.stats, i18n.check):
    _i18n.command()(_command)
cli.add_typer(_i18n, name="i18n")

__all__ = ["cli"]
