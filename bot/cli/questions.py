"""Commands about the question bank: learning from what was not understood."""

from __future__ import annotations

import sys
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import put
from bot.errors import SettingsError
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.core.model import RuleBase
    from bot.staff.suggest.decisions import Decision


def suggest(
    file: Annotated[
        Path | None, typer.Option(help="Questions of your own, one a line, beside those donated.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For other programs, and for --accept.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Confirm one by one and write them.")] = False,
    accept: Annotated[
        Path | None, typer.Option(help="Write what was decided in a file that --json wrote.")
    ] = None,
) -> None:
    """What questions that were not understood could teach the bot: groups, a topic for each, and where it would stand."""
    from bot.rulebase.questions import Bank
    from bot.staff.suggest import words
    from bot.staff.suggest.asking import go_through
    from bot.staff.suggest.decisions import read_decisions
    from bot.staff.suggest.gather import gather, lines_of
    from bot.staff.suggest.propose import suggestions

    if sum((json, write, accept is not None)) > 1:
        raise SettingsError("--json、--write、--accept 只能用一个 / use one of --json, --write, --accept")
    settings = read_settings()
    rules = _rules(settings)
    bank = Bank(settings.knowledge / "questions", settings.knowledge / "terms", tuple(rules.topics))
    if accept:
        _settle(settings, rules, read_decisions(accept, rules, bank.languages()))
        return
    rows = [*_donated(settings), *(lines_of(file) if file else ())]
    gathered = gather(rows, rules, bank.languages())
    found = suggestions(gathered.heard, rules, bank)
    if json:
        put(dumps(words.as_object(found, gathered), ensure_ascii=False, indent=1))
    elif write:
        _settle(settings, rules, go_through(found, rules, bank, _ask, put))
    else:
        put(words.as_text(found, gathered, rules))


def _rules(settings: Settings) -> RuleBase:
    """The rule base without faults, or all of them told."""
    from bot.errors import RuleBaseInvalid
    from bot.rulebase.load import load

    try:
        return load(settings.knowledge, cache=settings.cache, show_leads=settings.show_leads)
    except RuleBaseInvalid as invalid:
        raise SettingsError(
            "\n".join(
                [
                    *(error.say("zh") for error in invalid.errors),
                    "先运行 gongyou check / run gongyou check first",
                ]
            )
        ) from None


def _donated(settings: Settings) -> list[tuple[str, str, bool]]:
    from bot.storage.donated import DonatedQuestions

    return [(row.language, row.text, True) for row in DonatedQuestions(settings.trends).donated()]


def _ask(words: str) -> str:
    """Show words and read a line; from a pipe too."""
    sys.stdout.write(words)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _settle(settings: Settings, rules: RuleBase, decisions: list[Decision]) -> None:
    """Write what was accepted and delete donated questions that are settled; exit code 1 where the check finds anything."""
    from bot.app import SystemClock
    from bot.staff.suggest import words
    from bot.staff.suggest.apply import Desk, write
    from bot.staff.suggest.decisions import additions, settled
    from bot.storage.donated import DonatedQuestions

    accepted = additions(decisions)
    errors = False
    if accepted:
        today = SystemClock().now().date()
        made = write(Desk(settings.knowledge, settings.cache, settings.locales, today), rules, accepted)
        for name, count in made.counts.items():
            put(f"写好了 written: {settings.knowledge.name}/questions/{name}.yaml +{count}")
        for line in words.gains_and_losses(made.measured):
            put(line)
        for error in made.errors:
            put(error.say("zh"))
        errors = bool(made.errors)
        if errors:
            put(
                "文件已经写了，没有退回；照上面的改 / the files are written, nothing was undone; mend what is said above"
            )
    else:
        put("没有写什么 / nothing was written")
    gone = DonatedQuestions(settings.trends).use(settled(decisions))
    if gone:
        put(f"用过的问题已从存处删掉 / used questions deleted from the store: {gone}")
    if errors:
        raise SystemExit(1)
