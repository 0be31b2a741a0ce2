"""The command line: one place that names every command; the commands live beside it by who runs them."""

from __future__ import annotations

import typer

from bot.cli import compare, i18n, preview, staff, worker

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
):
    cli.command()(_command)

_trends = typer.Typer(no_args_is_help=True, help="What is asked, by week; nothing about anyone.")
_trends.command("report")(staff.trends_report)
cli.add_typer(_trends, name="trends")

_referrals = typer.Typer(no_args_is_help=True, help="Who helps: list, see what is due, note a check.")
_referrals.command("list")(staff.referrals_list)
_referrals.command("due")(staff.referrals_due)
_referrals.command("verify")(staff.referrals_verify)
cli.add_typer(_referrals, name="referrals")

_i18n = typer.Typer(no_args_is_help=True, help="Translations: extract, update, stats, check.")
for _command in (i18n.extract, i18n.update, i18n.stats, i18n.check):
    _i18n.command()(_command)
cli.add_typer(_i18n, name="i18n")

__all__ = ["cli"]
