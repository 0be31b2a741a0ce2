"""Translations: two gettext domains read straight from .po files, and what to do where one is missing or stale.

``interface`` holds the program's words, ``guidance`` those of the rule base. The source language of both is
simplified Chinese. Traditional Chinese is made from it by OpenCC wherever no translation overrides it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale
from babel.messages.pofile import PoFileError, read_po

from bot.core.text import traditional
from bot.errors import CatalogError

SOURCE = "zh_Hans"
DOMAINS = ("interface", "guidance")
REVIEWED = "reviewed"
"""The PO flag of a translation that a speaker of the language has checked."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in the language asked for, or in another where there is no translation."""

    text: str
    language: str
    reviewed: bool = True


@dataclass(frozen=True)
class Catalog:
    """All translations into one language: domain -> source text -> (translation, reviewed)."""

    language: str
    texts: Mapping[str, Mapping[str, tuple[str, bool]]] = field(default_factory=dict)

    def say(self, source: str, domain: str = "interface") -> Said:
        """The translation, or the source text marked as such."""
        if self.language == SOURCE or not source:
            return Said(source, self.language)
        found = self.texts.get(domain, {}).get(source)
        if found:
            return Said(found[0], self.language, found[1])
        if self.language == "zh_Hant":
            return Said(traditional(source), self.language)
        return Said(source, SOURCE)

    def share(self, sources: Collection[str]) -> float:
        """Share of guidance sentences that can be said in this language, 0 to 1."""
        said = sum(self.say(source, "guidance").language == self.language for source in sources)
        return said / len(sources) if sources else 1.0


class Catalogs:
    """The catalogs of all languages, read from ``folder/<locale>/LC_MESSAGES/<domain>.po``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._catalogs: dict[str, Catalog] = {}

    def get(self, language: str) -> Catalog:
        """A language's catalog, read when first wanted; an unknown language gives the source."""
        if language not in self._catalogs:
            texts = {domain: self._read(language, domain) for domain in DOMAINS}
            self._catalogs[language] = Catalog(language, texts)
        return self._catalogs[language]

    def languages(self) -> tuple[str, ...]:
        """Languages that have a folder, with the source and the script made from it."""
        found = {path.parent.name for path in self._folder.glob("*/LC_MESSAGES")}
        return tuple(sorted(found | {SOURCE, "zh_Hant"}))

    def _read(self, language: str, domain: str) -> dict[str, tuple[str, bool]]:
        path = self._folder / language / "LC_MESSAGES" / f"{domain}.po"
        if not path.exists():
            return {}
        try:
            with path.open("rb") as file:
                catalog = read_po(file, locale=language, abort_invalid=True)
        except (OSError, ValueError, PoFileError) as problem:
            raise CatalogError(f"{path.name} of {language} cannot be read: {problem}") from problem
        return {
            str(message.id): (str(message.string), REVIEWED in message.flags)
            for message in catalog
            if message.id and message.string and not message.fuzzy and isinstance(message.id, str)
        }


def locale_of(language: str) -> Locale:
    """Babel's locale for numbers and dates."""
    return Locale.parse(language)


NAMES = {
    "zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English", "vi": "Tiếng Việt", "id": "Bahasa Indonesia",
    "fil": "Filipino", "my": "မြန်မာ", "ug": "ئۇيغۇرچە",
}  # fmt: skip
"""Each language's name in its own script, as the menu shows it."""
