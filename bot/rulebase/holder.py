"""Holds the rule base that answers now: a good edit replaces it, a bad one is refused and told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.core.language import LANGUAGES
from bot.core.model import RuleBase
from bot.errors import RuleBaseInvalid
from bot.rulebase.load import digest, load
from bot.rulebase.models import Lanes

Told = Callable[[RuleBaseInvalid | None], None]


class Holder:
    """The last good rule base. ``refresh`` takes over an edit; it never raises for what an editor did."""

    def __init__(
        self,
        folder: Path,
        cache: Path | None,
        *,
        show_leads: bool = True,
        languages: tuple[str, ...] = LANGUAGES,
        told: Told | None = None,
    ) -> None:
        self._folder = folder
        self._cache = cache
        self._show_leads = show_leads
        self._told = told or (lambda _: None)
        self._languages = languages
        self._rules = self._load()
        self._refused = ""
        self._lock = threading.Lock()

    def _load(self) -> RuleBase:
        rules = load(self._folder, cache=self._cache, show_leads=self._show_leads)
        return replace(rules, languages=self._languages)

    def current(self) -> RuleBase:
        return self._rules

    def warm(self) -> None:
        """Have the models of all languages ready; may take some seconds the first time."""
        lanes = self._rules.matcher.lanes
        if isinstance(lanes, Lanes):
            lanes.warm()

    def refresh(self) -> bool:
        """Look at the files again; True where a new rule base answers from now on."""
        with self._lock:
            try:
                now = digest(self._folder)
                if now in (self._rules.digest, self._refused):
                    return False
                fresh = _learnt(self._rules, self._load())
            except RuleBaseInvalid as invalid:
                self._refused = now
                self._told(invalid)
                return False
            except OSError:
                return False
            self._rules = fresh
            self._refused = ""
            self._told(None)
            return True


def _learnt(old: RuleBase, fresh: RuleBase) -> RuleBase:
    """The fresh rules, having learnt what the old ones had ready: answers go on meanwhile.

    Where the questions are the same, so is what was learnt from them.
    """
    before, after = old.matcher.lanes, fresh.matcher.lanes
    if isinstance(before, Lanes) and isinstance(after, Lanes):
        if before.digest == after.digest:
            return replace(fresh, matcher=old.matcher)
        after.warm(before.ready)
    return fresh
