"""respond(question, session, rules, today) -> Outcome: the whole conversation as a pure function.

Order: danger first; then commands and buttons; then what was just asked for; then a new question. A typed question
always beats a pending button or question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from bot.core import commands, crisis, keeping
from bot.core.asides import command_reply, crisis_reply, place_only, shared_place, small_talk
from bot.core.conversation import Outcome, Question, Session
from bot.core.model import RuleBase
from bot.core.questioning import asked_for, corrected, follow_up, mistyped_place, new_question
from bot.core.text import normal
from bot.core.turn import hinted, language_of, pressed, read_turn, small
from bot.core.zawgyi import is_zawgyi, to_unicode


def respond(
    question: Question, session: Session, rules: RuleBase, today: date, *, now: datetime | None = None
) -> Outcome:
    """The reply to one message, the session after it and what to count. Never raises for any text."""
    to_keep, session = session.to_keep, replace(session, to_keep=None)
    zawgyi = is_zawgyi(question.text)
    if zawgyi:
        question = replace(question, text=to_unicode(question.text))
    outcome = _respond(question, session, rules, today, now, to_keep)
    return keeping.offer(hinted(outcome, "zawgyi") if zawgyi else outcome, question, rules)


def _respond(
    question: Question,
    session: Session,
    rules: RuleBase,
    today: date,
    now: datetime | None,
    to_keep: str | None,
) -> Outcome:
    text = normal(question.text)
    if question.place is not None:
        return shared_place(question, session, rules, today)
    text = pressed(text, session)
    language = question.language or language_of(question, session, text, rules.languages)
    turn = read_turn(question, session, rules, today, now, text, language)
    dangers = crisis.danger(text) if not text.startswith("/") else ()
    if dangers:
        return crisis_reply(turn, dangers)
    command = commands.read(text)
    if command and command.name == "keep":
        return keeping.answered(turn, command.argument, to_keep)
    if command:
        return command_reply(turn, command)
    if not re.search(r"\w", text):
        if not (session.language or question.language or question.language_hint):
            # A picture or a mark for a first message says nothing of the language: all are offered.
            return command_reply(turn, commands.Command("language"))
        return small(turn, "greeting" if not session.topics else "empty")
    return (
        asked_for(turn)
        or corrected(turn)
        or follow_up(turn)
        or place_only(turn)
        or small_talk(turn)
        or mistyped_place(turn)
        or new_question(turn)
    )
