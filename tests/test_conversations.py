"""Dated conversations a lawyer can read: tests/conversations/*.yaml, one case a document.

Each turn: ``say``, then what must come: ``topics`` (first ones), ``outcome``, ``cites``, ``amounts``, ``text`` (pieces of
the answer), ``absent`` (pieces that must not be there), ``asks``, ``region``, ``referrals``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import App
from bot.core.conversation import Outcome, Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond

FOLDER = Path(__file__).parent / "conversations"
CASES = [
    pytest.param(case, id=f"{path.stem}-{case['case']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_conversation(app: App, rules: RuleBase, case: dict[str, Any]) -> None:
    session = Session()
    today = date.fromisoformat(str(case.get("today", "2026-11-22")))
    for turn in case["turns"]:
        question = Question(str(turn["say"]), region=case.get("city"), language=case.get("language"))
        outcome = respond(question, session, rules, today)
        session = outcome.session
        _compare(app, turn, [outcome, *_further(outcome, rules, today)])


def _further(outcome: Outcome, rules: RuleBase, today: date) -> Iterator[Outcome]:
    """The pages after the first one of a long section."""
    while more := next((choice.send for choice in outcome.reply.choices if choice.key == "more"), None):
        outcome = respond(Question(more), outcome.session, rules, today)
        yield outcome


def _compare(app: App, turn: dict[str, Any], pages: list[Outcome]) -> None:
    reply = pages[0].reply
    text = "\n".join(app.rendered(page).text for page in pages)
    cites = {str(cite) for page in pages for cite in page.reply.citations}
    where = f"{turn['say']!r} -> {reply.kind} {reply.topics[:3]}\n{text}"
    if "topics" in turn:
        assert list(reply.topics[: len(turn["topics"])]) == turn["topics"], where
    assert str(reply.kind) == turn.get("outcome", str(reply.kind)), where
    assert set(turn.get("cites", [])) <= cites, where
    amounts = {amount.name: f"{amount.value:.2f}" for amount in reply.amounts}
    for name, value in turn.get("amounts", {}).items():
        assert amounts.get(name) == f"{float(value):.2f}", f"{name}: {amounts}\n{where}"
    for piece in turn.get("text", []):
        assert str(piece) in text, f"missing {piece!r}: {where}"
    for piece in turn.get("absent", []):
        assert str(piece) not in text, f"unwanted {piece!r}: {where}"
    assert reply.asks == turn.get("asks", reply.asks), where
    assert reply.region == turn.get("region", reply.region), where
    assert set(turn.get("referrals", [])) <= set(reply.referrals), where
