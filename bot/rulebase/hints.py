"""Faults in the languages of the editors, with the nearest known word where one was mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.errors import Location, RuleError
from bot.rulebase.faults import say

LANGUAGES = ("zh", "en")
CLOSE = 60
"""How alike (0 to 100) a known word must be to be proposed."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The known word nearest to a mistyped one; ``label`` tells an editor what a code stands for."""

    close: str = ""
    label: str = ""

    def words(self) -> dict[str, str]:
        """The hint as a piece of a sentence in each language, empty where nothing is close."""
        if not self.close:
            return {"zh": "", "en": ""}
        label = {"zh": f"（{self.label}）", "en": f" ({self.label})"} if self.label else {"zh": "", "en": ""}
        return {
            "zh": f"是不是“{self.close}”{label['zh']}？",
            "en": f"did you mean '{self.close}'{label['en']}? ",
        }


def fault(location: Location, code: str, *, corrected: str = "", **values: object) -> RuleError:
    """A RuleError in all languages of the editors; a value that is a mapping holds words by language."""
    return RuleError(
        location,
        code,
        {language: say(code, language, **_in(language, values)) for language in LANGUAGES},
        corrected=corrected,
    )


def _in(language: str, values: dict[str, object]) -> dict[str, object]:
    return {name: value[language] if isinstance(value, dict) else value for name, value in values.items()}


def did_you_mean(word: str, known: Iterable[str]) -> Hint:
    """The nearest known word, or an empty hint where nothing is close."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return Hint(found[0]) if found else Hint()


def hinted(location: Location, code: str, hint: Hint, *, corrected: str = "", **values: object) -> RuleError:
    """A fault whose words hold a hint."""
    return fault(location, code, corrected=corrected, hint=hint.words(), **values)
