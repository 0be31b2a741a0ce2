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

from bot import logs
from bot.core.language import LANGUAGES
from bot.core.text import traditional
from bot.errors import CatalogError

SOURCE = "zh_Hans"
DOMAINS = ("interface", "guidance")
REVIEWED = "reviewed"
"""The PO flag of a translation that a speaker of the language has checked."""
MACHINE = "machine"
"""The PO flag of a translation that a machine has made and nobody has checked."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in the language asked for, or in another where there is no translation."""

    text: str
    language: str
    reviewed: bool = True
    stale: bool = False
    """There is a translation, but of what the sentence said before it was changed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of some sentences are translated and checked, translated only, stale, or missing."""

    reviewed: int = 0
    unreviewed: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def share(self) -> float:
        """Share that can be said in the language, 0 to 1."""
        total = self.reviewed + self.unreviewed + self.stale + self.missing
        return (self.reviewed + self.unreviewed) / total if total else 1.0

    def __str__(self) -> str:
        parts = (f"{self.reviewed} reviewed", f"{self.unreviewed} not reviewed", f"{self.stale} stale", f"{self.missing} missing")  # fmt: skip
        return f"{self.share:.0%} translated ({', '.join(parts)})"


@dataclass(frozen=True)
class Catalog:
    """All translations into one language: domain -> source text -> (translation, reviewed).

    ``stale`` holds, by domain, the sentences whose translation is one of an older wording; it is not shown.
    """

    language: str
    texts: Mapping[str, Mapping[str, tuple[str, bool]]] = field(default_factory=dict)
    stale: Mapping[str, Collection[str]] = field(default_factory=dict)

    def say(self, source: str, domain: str = "interface") -> Said:
        """The translation, or the source text marked as such."""
        if self.language == SOURCE or not source:
            return Said(source, self.language)
        found = self.texts.get(domain, {}).get(source)
        if found:
            return Said(found[0], self.language, found[1])
        if self.language == "zh_Hant":
            return Said(traditional(source), self.language)
        return Said(source, SOURCE, stale=source in self.stale.get(domain, ()))

    def progress(self, sources: Collection[str]) -> Progress:
        """How far the translation of guidance sentences is; the script made by OpenCC counts as the source does."""
        said = [self.say(source, "guidance") for source in sources]
        here = [one for one in said if one.language == self.language]
        reviewed, stale = sum(one.reviewed for one in here), sum(one.stale for one in said)
        return Progress(reviewed, len(here) - reviewed, stale, len(said) - len(here) - stale)


class Catalogs:
    """The catalogs of all languages, read from ``folder/<locale>/LC_MESSAGES/<domain>.po``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._catalogs: dict[str, Catalog] = {}

    def get(self, language: str) -> Catalog:
        """A language's catalog, read when first wanted; an unknown language gives the source.

        A file that cannot be read counts as untranslated, so that an answer is still given; it is noted in the log.
        """
        if language not in self._catalogs:
            read = {domain: self._read_or_nothing(language, domain) for domain in DOMAINS}
            texts = {domain: texts for domain, (texts, _) in read.items()}
            stale = {domain: stale for domain, (_, stale) in read.items()}
            self._catalogs[language] = Catalog(language, texts, stale)
        return self._catalogs[language]

    def languages(self) -> tuple[str, ...]:
        """Languages that have a folder, with the source and the script made from it."""
        found = {path.parent.name for path in self._folder.glob("*/LC_MESSAGES")}
        return tuple(sorted(found | {SOURCE, "zh_Hant"}))

    def _read_or_nothing(
        self, language: str, domain: str
    ) -> tuple[dict[str, tuple[str, bool]], frozenset[str]]:
        try:
            return self._read(language, domain)
        except CatalogError as problem:
            logs.fault("catalog", problem)
            return {}, frozenset()

    def _read(self, language: str, domain: str) -> tuple[dict[str, tuple[str, bool]], frozenset[str]]:
        """Translations by source, and the sources whose translation is stale."""
        path = self._folder / language / "LC_MESSAGES" / f"{domain}.po"
        if not path.exists():
            return {}, frozenset()
        try:
            with path.open("rb") as file:
                catalog = read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)
        except (OSError, ValueError, PoFileError) as problem:
            raise CatalogError(f"{path.name} of {language} cannot be read: {problem}") from problem
        said = [one for one in catalog if one.id and one.string and isinstance(one.id, str)]
        texts = {str(one.id): (str(one.string), REVIEWED in one.flags) for one in said if not one.fuzzy}
        return texts, frozenset(str(one.id) for one in said if one.fuzzy)


def locale_of(language: str) -> Locale:
    """Babel's locale for numbers and dates."""
    return Locale.parse(language)


NAMES = {
    "zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English", "vi": "Tiếng Việt", "id": "Bahasa Indonesia",
    "fil": "Filipino", "my": "မြန်မာ", "ug": "ئۇيغۇرچە",
}  # fmt: skip
"""Each language's name in its own script, as the menu shows it, where Babel's would be longer or another."""


def spoken(locales: Path) -> tuple[str, ...]:
    """Languages a reply can be in: our own and those that translators have added."""
    return (*LANGUAGES, *sorted({*Catalogs(locales).languages()} - {*LANGUAGES}))


def name_of(language: str) -> str:
    """A language's name in its own script; a language that translators have added has the name Babel knows.

    >>> name_of("en"), name_of("th")
    ('English', 'ไทย')
    """
    return NAMES.get(language) or Locale.parse(language).get_display_name() or language
