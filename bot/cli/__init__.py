"""The command line: one place that names every command; the commands live beside it by who runs them."""

from __future__ import annotations

import typer

from bot.cli import staff, worker

cli = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Gongyou 工友"
)
for _command in (
    worker.ask,
    worker.chat,
    worker.telegram,
    worker.example,
    staff.check,
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

__all__ = ["cli"]
