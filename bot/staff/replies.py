"""The reply object that other programs read, and the reasons of a match in words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.core.conversation import Facts, Reply
from bot.core.language import writing
from bot.core.model import RuleBase
from bot.core.text import normal
from bot.rendering.papers import File
from bot.rendering.render import Rendered


def reply_object(reply: Reply, rendered: Rendered, papers: Sequence[File] = ()) -> dict[str, Any]:
    """The contract of ``gongyou ask --json``."""
    return {
        "language": reply.language,
        "region": reply.region,
        "topics": list(reply.topics),
        "scores": list(reply.scores),
        "outcome": str(reply.kind),
        "text": rendered.text,
        "choices": [{"label": button.label, "send": button.send} for button in rendered.buttons],
        "amounts": [
            {
                "name": amount.name,
                "value": plain(amount.value),
                "unit": amount.unit,
                "working": [line.formula for line in amount.working],
            }
            for amount in reply.amounts
        ],
        "citations": [str(cite) for cite in reply.citations],
        "referrals": list(reply.referrals),
        "asks": reply.asks,
        "in_scope": reply.in_scope,
        "facts": facts_object(reply.facts, reply.region),
        "papers": [
            {
                "name": file.name,
                "media_type": file.media_type,
                "base64": b64encode(file.content).decode("ascii"),
            }
            for file in papers
        ],
        "reason": {name: list(found) for name, found in reply.reason.items()},
    }


def facts_object(facts: Facts, region: str | None) -> dict[str, Any]:
    """Facts as plain JSON values."""
    out: dict[str, Any] = {name: plain(value) for name, value in facts.values.items()}
    if region:
        out["region"] = region
    if facts.traits:
        out["traits"] = sorted(facts.traits)
    return out


def plain(value: object) -> Any:
    """Decimals as numbers, days as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def reason_of(rules: RuleBase, text: str) -> dict[str, tuple[str, ...]]:
    """Nearest examples and pulling words of a message; empty for commands and messages without words."""
    short = normal(text)
    if short.startswith("/") or not any(char.isalpha() for char in short):
        return {}
    return rules.matcher.reason(short, rules.matcher.match(short, writing(text)))


def reasons(rules: RuleBase, text: str) -> str:
    """Which topics, how sure, and why."""
    short = normal(text)
    match = rules.matcher.match(short, writing(text))
    why = rules.matcher.reason(short, match)
    ranked = "  ".join(
        f"{topic} {score:.2f}" for topic, score in list(zip(match.topics, match.scores, strict=True))[:5]
    )
    lines = [f"in scope {match.in_scope:.2f}; {ranked}", f"words: {' '.join(why['words'])}"]
    return "\n".join([*lines, *(f"example: {example}" for example in why["examples"])])
