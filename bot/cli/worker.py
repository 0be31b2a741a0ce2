"""Commands for workers' channels: ask one question, chat in the terminal, answer on Telegram."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.common import (
    City,
    Json,
    Language,
    Papers,
    Today,
    answered,
    as_json,
    opened,
    put,
    question,
    shown,
)
from bot.core.conversation import Question
from bot.lockdown import lock_down


def ask(
    text: Annotated[str, typer.Argument(help="The worker's question.")],
    city: City = None,
    language: Language = None,
    today: Today = None,
    json: Json = False,
    papers: Papers = None,
    explain: Annotated[bool, typer.Option(help="Show which examples and words led to the topic.")] = False,
) -> None:
    """Answer one question."""
    lock_down()
    app = opened(today)
    outcome = app.outcome(question(app, text, city, language), "ask")
    put(as_json(app, outcome, text, papers) if json else shown(app, outcome, papers))
    if explain:
        from bot.staff.replies import reasons

        put(reasons(app.rules, text))


def chat(
    city: City = None,
    language: Language = None,
    today: Today = None,
    json: Json = False,
    papers: Papers = None,
) -> None:
    """Chat in the terminal, or answer one message a line from a pipe."""
    from bot.channels.terminal import chat as run
    from bot.channels.terminal import is_person

    lock_down()
    app = opened(today)
    question(app, "", city, language)
    if json:
        for line in sys.stdin:
            if line.strip():
                message = line.rstrip("\n")
                outcome = app.outcome(question(app, message, city, language), "chat")
                put(as_json(app, outcome, message, papers))
        return
    person = is_person(sys.stdin)
    hello = shown(app, app.outcome(Question("/start", language=language), "hello")) if person else ""
    run(
        lambda text: answered(app, app.outcome(question(app, text, city, language), "chat"), papers),
        sys.stdin,
        sys.stdout,
        person=person,
        hello=hello,
    )


def telegram() -> None:
    """Answer on Telegram by polling; the token is read from GONGYOU_TELEGRAM_TOKEN."""
    from bot.process import run_telegram
    from bot.settings import read_settings

    run_telegram(read_settings())


def serve() -> None:
    """Serve all channels over HTTP: Telegram's webhook, health, metrics; see README.md for its settings."""
    from bot.serve import run_serve
    from bot.serving.wanted import faults
    from bot.settings import read_settings

    run_serve(read_settings(faults))


def example(language: Language = None, json: Json = False) -> None:
    """The Hai Yan workers of 2004, worked out: for classes."""
    from bot.core.conversation import Outcome, Session
    from bot.staff.examples import hai_yan_reply

    app = opened()
    reply = hai_yan_reply(app.rules, question(app, "", None, language).language or "zh_Hans")
    outcome = Outcome(reply, Session())
    put(as_json(app, outcome, "") if json else shown(app, outcome))
