"""Asking whether a question that was not understood may be kept, redacted, and what comes of the answer.

Asked once a session at most, with the very words that would be kept; those wait in the session for the next message only.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.conversation import Choice, Kind, Outcome, Part, Question
from bot.core.model import RuleBase
from bot.core.redact import keepable
from bot.core.tally import Donation
from bot.core.turn import Turn, plain, small

_FAILED = ("did_you_mean", "off_topic", "other_legal")
"""First parts of replies that say a question was not understood or not of the field."""

CHOICES = (Choice("/keep yes", "keep_yes"), Choice("/keep no", "keep_no"))


def offer(outcome: Outcome, question: Question, rules: RuleBase) -> Outcome:
    """The outcome with the question whether its message may be kept, where it was not understood and that may be asked.

    The choices are not among those that a bare number picks: nobody gives leave by chance.
    """
    reply, session = outcome.reply, outcome.session
    if not question.may_keep or session.asked_to_keep or not _failed(outcome):
        return outcome
    kept = keepable(question.text, reply.language, rules.matcher.lexicons.of(reply.language), rules.gazetteer)
    if kept is None:
        return outcome
    asked = replace(
        reply,
        parts=(*reply.parts, Part("may_keep", {"text": kept})),
        choices=(*reply.choices, *CHOICES),
    )
    return replace(outcome, reply=asked, session=replace(session, to_keep=kept, asked_to_keep=True))


def _failed(outcome: Outcome) -> bool:
    reply = outcome.reply
    return reply.kind in (Kind.UNSURE, Kind.OUT_OF_SCOPE) and reply.parts[0].kind in _FAILED


def answered(turn: Turn, argument: str, to_keep: str | None) -> Outcome:
    """Yes or no to the question; stale where nothing waits to be kept."""
    if to_keep is None or argument not in ("yes", "no"):
        return small(turn, "stale_button")
    if argument == "no":
        return plain(turn, "not_kept", command="keep")
    made = plain(turn, "kept", command="keep")
    return replace(made, donation=Donation(to_keep, turn.language))
