"""The only orchestration: load the session, respond, save it, count. No language, no channel, no disk."""

from __future__ import annotations

import threading
from datetime import date, datetime

from bot.core.conversation import Kind, Outcome, Part, Question, Reply, Session, week_of
from bot.core.language import SOURCE, choose_language
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.core.tally import Met, Tally, counts_of, rated
from bot.errors import StoreError
from bot.ports import Clock, Rules, SessionStore, TrendStore


class Service:
    """Answers questions, from any thread; ``faults`` counts what went wrong inside, by kind of error.

    StoreError from ``consider`` and ``notice``: the session cannot be read now, and without it the answer would be another.
    """

    def __init__(self, rules: Rules, sessions: SessionStore, trends: TrendStore, clock: Clock) -> None:
        self._rules = rules
        self._sessions = sessions
        self._trends = trends
        self._clock = clock
        self.faults: dict[str, int] = {}
        self._lock = threading.Lock()

    @property
    def rules(self) -> RuleBase:
        return self._rules.current()

    def answer(self, question: Question, key: str) -> Outcome:
        """The outcome for one message of a chat, kept and counted."""
        outcome = self.consider(question, key)
        self.keep(outcome, key)
        return outcome

    def consider(self, question: Question, key: str) -> Outcome:
        """The outcome, not yet kept or counted; a fault inside gives an apology, never an exception."""
        now = self._clock.now()
        session = self._sessions.load(key, now) or Session()
        try:
            return respond(question, session, self._rules.current(), now.date(), now=now)
        except Exception as problem:  # noqa: BLE001 - the worker must get a reply whatever happens
            self._note(problem)
            language = session.language or SOURCE
            return Outcome(_apology(session), session, Tally("", "", language, question.channel, Met.ERROR))

    def notice(self, kind: str, key: str, hint: str | None = None) -> Outcome:
        """A reply that no question led to (``media``, ``too_fast``), in the chat's language; nothing is kept or counted."""
        session = self._sessions.load(key, self._clock.now()) or Session()
        language = session.language or choose_language(hint, self._rules.current().languages) or SOURCE
        return Outcome(Reply(Kind.COMMAND, language, session.region, (Part(kind),)), session)

    def keep(self, outcome: Outcome, key: str) -> None:
        """Keep the session for the next message and count this one: after the reply has got out, so that a message
        answered again after a crash is neither counted twice nor met by a session that already knows its answer."""
        now = self._clock.now()
        try:
            self._save(outcome, key, now)
        except StoreError as problem:
            self._note(problem)  # the reply is out: the next message is understood without this one
        self._count(outcome, week_of(now.date()))

    def _save(self, outcome: Outcome, key: str, now: datetime) -> None:
        if outcome.reply.command not in ("forget", "hide"):
            self._sessions.save(key, outcome.session, now)
            return
        self._sessions.forget(key)
        keep = Session(language=outcome.session.language, language_fixed=outcome.session.language_fixed)
        if keep.language_fixed:
            self._sessions.save(key, keep, now)

    def _count(self, outcome: Outcome, week: date) -> None:
        counts = (
            *(counts_of(outcome.tally) if outcome.tally else ()),
            *(rated(outcome.rating) if outcome.rating else ()),
        )
        try:
            if counts:
                self._trends.count(week, counts)
            if outcome.donation:
                self._trends.donate(week, outcome.donation)
        except StoreError as problem:
            self._note(problem)

    def _note(self, problem: Exception) -> None:
        name = type(problem).__name__
        with self._lock:
            self.faults[name] = self.faults.get(name, 0) + 1

    def flush(self) -> None:
        """Write the counts that wait."""
        try:
            self._trends.flush()
        except StoreError as problem:
            self._note(problem)


def _apology(session: Session) -> Reply:
    language = session.language or SOURCE
    return Reply(Kind.ERROR, language, session.region, (Part("error"),))
