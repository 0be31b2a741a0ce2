"""Every error Gongyou raises on purpose, and the place it points to.

::

    BotError
    ├── RuleError(location, code, words)       one fault in the rule base, in a caseworker's words
    ├── RuleBaseInvalid(errors)                all faults of one load, sorted by place
    ├── CatalogError                           a translation catalog cannot be read
    ├── PaperError                             a paper cannot be made: its template is missing or broken
    ├── SettingsError                          a setting is missing or wrong
    ├── StoreError                             counts or sessions cannot be kept
    └── ChannelError                           a messaging app refused what we sent
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, as editors do."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class BotError(Exception):
    """Root of all errors raised on purpose."""


class RuleError(BotError):
    """One fault in the rule base: where, what, and what to do about it, in the languages of its editors.

    ``words`` maps a language (``zh``, ``en``) to (fact, remedy). ``corrected`` is the line as it should stand, where
    that can be told.
    """

    def __init__(
        self, location: Location, code: str, words: Mapping[str, tuple[str, str]], corrected: str = ""
    ) -> None:
        fact, remedy = words["en"]
        super().__init__(f"{location}: {fact}; {remedy}")
        self.location = location
        self.code = code
        self.words = words
        self.corrected = corrected

    def say(self, language: str) -> str:
        """``file:line:column: fact; remedy`` in an editor's language."""
        chinese = language.startswith("zh")
        fact, remedy = self.words["zh" if chinese else "en"]
        return f"{self.location}: {fact}{'；' if chinese else '; '}{remedy}"


class RuleBaseInvalid(BotError):
    """The rule base as a whole is refused; ``errors`` holds every fault found, sorted by place."""

    def __init__(self, errors: Iterable[RuleError]) -> None:
        self.errors = sorted(errors, key=lambda error: (error.location, error.code))
        super().__init__("\n".join(str(error) for error in self.errors))


class CatalogError(BotError):
    """A translation catalog cannot be read."""


class PaperError(BotError):
    """A paper cannot be made: its template is missing or broken; the message names the template and nothing of the worker."""


class SettingsError(BotError):
    """A setting is missing or wrong; the message says which and what is expected, never its secret value."""


class StoreError(BotError):
    """Counts or sessions cannot be kept."""


class ChannelError(BotError):
    """A messaging app refused what we sent."""
