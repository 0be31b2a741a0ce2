"""Composition root: names the concrete classes and hands each channel one callable."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property

from bot.core.conversation import Outcome, Question
from bot.core.model import RuleBase
from bot.core.tally import Counted
from bot.errors import RuleBaseInvalid
from bot.meters import Meters
from bot.ports import SessionStore, TrendStore
from bot.rendering.catalogs import Catalogs, Progress, spoken
from bot.rendering.papers import File, PaperWriter
from bot.rendering.render import Rendered, Renderer
from bot.rulebase.holder import Holder
from bot.service import Service
from bot.settings import Settings
from bot.storage.memory import MemorySessions, MemoryTrends

CHINA = timezone(timedelta(hours=8), "CST")


class SystemClock:
    """The machine's clock, in China Standard Time."""

    def now(self) -> datetime:
        return datetime.now(CHINA)  # noqa: TID251 - the one place that reads the clock


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands at noon of one day: for ``--today`` and previews."""

    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), CHINA)


Clock = SystemClock | FixedClock


class App:
    """Everything wired together for one process."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        sessions: SessionStore | None = None,
        trends: TrendStore | None = None,
        told: Callable[[RuleBaseInvalid | None], None] | None = None,
        meters: Meters | None = None,
    ) -> None:
        self.settings = settings
        self.meters = meters or Meters()
        self.holder = Holder(
            settings.knowledge,
            settings.cache,
            show_leads=settings.show_leads,
            languages=spoken(settings.locales),
            told=told,
        )
        self.clock = clock or SystemClock()
        self.trends = MemoryTrends() if trends is None else trends
        kept = MemorySessions() if sessions is None else sessions  # an empty store is false
        self.service = Service(self.holder, kept, self.trends, self.clock)
        shared = settings.secret
        self._secret = shared.get_secret_value().encode() if shared else secrets.token_bytes(32)

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(Catalogs(self.settings.locales))

    @cached_property
    def papers(self) -> PaperWriter:
        return PaperWriter(self.renderer, self.settings.knowledge / "papers")

    @property
    def rules(self) -> RuleBase:
        return self.holder.current()

    def chat_key(self, channel: str, chat: str) -> str:
        """A key for a chat's session that cannot be turned back.

        The secret lives as long as this process, unless several processes share one (``GONGYOU_SECRET``).
        """
        return hmac.new(self._secret, f"{channel}:{chat}".encode(), hashlib.sha256).hexdigest()

    def outcome(self, question: Question, key: str) -> Outcome:
        outcome = self.service.answer(question, key)
        self._metered(outcome)
        return outcome

    def consider(self, question: Question, key: str) -> Outcome:
        return self.service.consider(question, key)

    def keep(self, outcome: Outcome, key: str) -> None:
        self.service.keep(outcome, key)
        self._metered(outcome)

    def _metered(self, outcome: Outcome) -> None:
        if outcome.tally and outcome.tally.counted is Counted.QUESTION:
            self.meters.more("messages", outcome.tally.channel, outcome.tally.outcome)

    def notice(self, kind: str, key: str, hint: str | None = None) -> Outcome:
        return self.service.notice(kind, key, hint)

    def rendered(self, outcome: Outcome, *, markup: bool = False) -> Rendered:
        return self.renderer.render(outcome.reply, self.rules, markup=markup)

    def paper(self, outcome: Outcome) -> File | None:
        """The paper of a reply as a file in memory, None where it has none; PaperError where it cannot be made."""
        paper = outcome.reply.paper
        return self.papers.write(paper, self.rules, outcome.reply.language) if paper else None

    def languages(self) -> tuple[str, ...]:
        """Languages a reply can be in."""
        return self.rules.languages

    def words(self, kind: str, language: str, **values: str) -> str:
        """A few words that a channel needs beside answers: a template of rendering."""
        return self.renderer.piece(language, kind, **values)

    def translated(self) -> dict[str, Progress]:
        """How far the rule base's sentences are translated and reviewed in each language."""
        catalogs = Catalogs(self.settings.locales)
        sources = set(self.rules.texts())
        return {language: catalogs.get(language).progress(sources) for language in catalogs.languages()}
