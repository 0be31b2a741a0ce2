"""The folder of catalogs: ``<domain>.pot`` and ``<locale>/LC_MESSAGES/<domain>.po``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog

from bot.errors import CatalogError
from bot.rendering.catalogs import DOMAINS, SOURCE
from bot.staff.i18n import pofiles
from bot.staff.i18n.merge import merged, places


def languages(locales: Path) -> tuple[str, ...]:
    """Languages that have a folder."""
    return tuple(sorted(path.parent.name for path in locales.glob("*/LC_MESSAGES")))


def path_of(locales: Path, language: str, domain: str) -> Path:
    """Where a language's catalog of a domain stands."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def extract(locales: Path, sources: Mapping[str, Catalog]) -> list[Path]:
    """Write the .pot of each domain; those that changed."""
    paths = {domain: locales / f"{domain}.pot" for domain in sources}
    return [path for domain, path in paths.items() if pofiles.write(path, sources[domain], lines=True)]


def update(locales: Path, sources: Mapping[str, Catalog]) -> list[Path]:
    """Bring every catalog up to its sources, then the .pot files; the paths that changed.

    Raises CatalogError where a catalog cannot be read; nothing is written then.
    """
    fresh: dict[Path, Catalog] = {}
    for domain, source in sources.items():
        template = locales / f"{domain}.pot"
        before = places(pofiles.read(template)) if template.exists() else {}
        for language in languages(locales):
            path = path_of(locales, language, domain)
            old = pofiles.read(path, language) if path.exists() else blank(language, domain)
            fresh[path] = merged(old, source, before)
    changed = [path for path, catalog in fresh.items() if pofiles.write(path, catalog)]
    return [*changed, *extract(locales, sources)]


def add(locales: Path, language: str, sources: Mapping[str, Catalog]) -> list[Path]:
    """Empty catalogs for a new language; CatalogError for a code that Babel does not know or that has a folder."""
    try:
        code = str(Locale.parse(language)) if language else ""
    except (ValueError, UnknownLocaleError):
        code = ""
    if not code or code != language or code == SOURCE:
        raise CatalogError(
            f"{language!r}: 不是语言代码，写成 th、ne、pt_BR 这样 / not a language code, write it like th, ne, pt_BR"
        )
    if language in languages(locales):
        raise CatalogError(f"{language!r}: 已经有了 / is there already")
    paths = {domain: path_of(locales, language, domain) for domain in DOMAINS}
    return [
        path
        for domain, path in paths.items()
        if pofiles.write(path, merged(blank(language, domain), sources[domain]))
    ]


def blank(language: str, domain: str) -> Catalog:
    """A catalog without entries."""
    return Catalog(
        locale=language,
        project="Gongyou",
        version=domain,
        msgid_bugs_address="",
        fuzzy=False,
        header_comment=(
            f"# Gongyou {domain}: {language}. "
            'Translations flagged "machine" have not been checked by a speaker; set "reviewed" once one has.'
        ),
    )
