"""What the page is about: the last good rules, and every fault in the files as they stand."""

from __future__ import annotations

import hashlib
import threading

from bot.core.model import RuleBase
from bot.errors import Location, RuleBaseInvalid, RuleError
from bot.rendering.catalogs import Catalogs, spoken
from bot.rendering.render import Renderer
from bot.rulebase.hints import fault
from bot.rulebase.holder import Holder
from bot.settings import Settings
from bot.staff.problems import found, ordered


class Desk:
    """The rule base on the desk; ``look`` and ``check`` never raise for what an editor did."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.renderer = Renderer(Catalogs(settings.locales))
        self.problems: tuple[RuleError, ...] = ()
        self.checked = False
        """Whether the files have been checked once."""
        self._holder: Holder | None = None
        self._lock = threading.Lock()

    @property
    def rules(self) -> RuleBase | None:
        """The last good rules; None where there have been none yet."""
        return self._holder.current() if self._holder else None

    @property
    def mark(self) -> str:
        """Changes whenever the page would."""
        rules = self.rules
        words = [rules.digest if rules else "", str(self.checked), *map(str, self.problems)]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]

    def look(self) -> None:
        """Take a good edit over as a running bot does; of a bad one note the faults that refuse it."""
        with self._lock:
            try:
                if self._holder is None:
                    self._holder = self._held()
                else:
                    self._holder.refresh()
            except RuleBaseInvalid as invalid:
                self._told(invalid)
            except OSError as problem:
                self.problems = (self._unreadable(problem),)

    def check(self) -> None:
        """Every fault that ``gongyou check`` would give, the gravest first."""
        settings = self.settings
        try:
            _, errors = found(settings.knowledge, settings.cache, settings.locales)
            self.problems = tuple(errors)
        except OSError as problem:
            self.problems = (self._unreadable(problem),)
        self.checked = True

    def _held(self) -> Holder:
        settings = self.settings
        return Holder(
            settings.knowledge,
            settings.cache,
            show_leads=settings.show_leads,
            languages=spoken(settings.locales),
            told=self._told,
        )

    def _told(self, invalid: RuleBaseInvalid | None) -> None:
        if invalid:
            self.problems = tuple(ordered(invalid.errors))

    def _unreadable(self, problem: OSError) -> RuleError:
        return fault(Location(self.settings.knowledge.name), "unreadable", detail=type(problem).__name__)
