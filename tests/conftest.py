"""Fixtures that all tests share: the real rule base, a fixed day, and questions answered in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, FixedClock
from bot.core.conversation import Outcome, Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.settings import Settings
from tests.report import LINES

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parent.parent

Ask = Callable[..., Outcome]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process beside others hands over what its tests measured."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["lines"] = list(LINES)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What the tests of a process beside this one measured."""
    LINES.extend(getattr(node, "workeroutput", {}).get("lines", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured."""
    for line in sorted(LINES):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project's own knowledge; models are kept between runs, counts are not."""
    return Settings(
        knowledge=ROOT / "knowledge",
        locales=ROOT / "locales",
        cache=ROOT / ".pytest_cache" / "models",
        trends=tmp_path_factory.mktemp("trends") / "trends.db",
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> App:
    """The whole bot on the day the rule base was checked."""
    return App(settings, clock=FixedClock(TODAY))


@pytest.fixture(scope="session")
def rules(app: App) -> RuleBase:
    return app.rules


@pytest.fixture(scope="session")
def ask(rules: RuleBase) -> Ask:
    """Answer a message: ``ask(text, city=..., today=..., session=...)``."""

    def answer(
        text: str,
        *,
        city: str | None = None,
        language: str | None = None,
        today: date = TODAY,
        session: Session | None = None,
    ) -> Outcome:
        return respond(Question(text, region=city, language=language), session or Session(), rules, today)

    return answer


@pytest.fixture(scope="session")
def said(app: App, ask: Ask) -> Callable[..., str]:
    """The text of an answer."""

    def text(message: str, **how: object) -> str:
        return app.rendered(ask(message, **how)).text

    return text
