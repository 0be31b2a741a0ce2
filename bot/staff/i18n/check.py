"""All translations of a language held against their sources; every fault with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message

from bot.errors import CatalogError
from bot.rulebase.load import draft_of
from bot.rulebase.reader import read as read_yaml
from bot.staff.i18n import compare, folder, pofiles
from bot.staff.i18n.pofiles import entries
from bot.staff.i18n.sentences import keys_of
from bot.staff.i18n.words import Fault, Flaw, flaw


def languages(locales: Path, only: str | None = None) -> tuple[str, ...]:
    """The languages to check; CatalogError where the one named has no folder."""
    known = folder.languages(locales)
    if only is not None and only not in known:
        raise CatalogError(f"--language {only!r}: 没有这个文件夹 / has no folder; {' '.join(known)}")
    return (only,) if only else known


def official_names(knowledge: Path) -> tuple[str, ...]:
    """Chinese names that stay as they are, the longest first: laws, offices, places."""
    draft = draft_of(knowledge)
    names = {name for law in draft.laws.values() for name in (law.title, law.short)}
    names |= {referral.name for referral in draft.referrals} | {
        region.zh for region in draft.regions.values()
    }
    return tuple(sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name)))


def check(
    locales: Path, language: str, sources: Mapping[str, Catalog], names: Sequence[str] = ()
) -> Iterator[Fault]:
    """Every fault in a language's catalogs and glossary. Raises CatalogError where a catalog cannot be read."""
    locale = Locale.parse(language)
    glossary_path = locales / language / "glossary.yaml"
    glossary, faults = read_glossary(glossary_path)
    yield from (_at(glossary_path, locales, line, found) for line, found in faults)
    for domain, source in sources.items():
        path = folder.path_of(locales, language, domain)
        if not path.exists():
            yield _at(path, locales, 1, flaw("outdated", missing=len(source), extra=0))
            continue
        catalog = pofiles.read(path, language)
        yield from (_at(path, locales, 1, found) for found in _outdated(catalog, source))
        for message in entries(catalog):
            sentence = source.get(message.id)
            if sentence is None or message.fuzzy:
                continue
            for found in _flaws(message, sentence, catalog, locale, names, glossary):
                yield _at(path, locales, message.lineno or 1, found)


def _at(path: Path, locales: Path, line: int, found: Flaw) -> Fault:
    return Fault(f"{locales.name}/{path.relative_to(locales).as_posix()}", line, found)


def _outdated(catalog: Catalog, source: Catalog) -> Iterator[Flaw]:
    """Sentences without an entry, and entries without a sentence."""
    has, wanted = ({message.id for message in entries(one)} for one in (catalog, source))
    if has != wanted:
        yield flaw("outdated", missing=len(wanted - has), extra=len(has - wanted))


def _flaws(
    message: Message,
    sentence: Message,
    catalog: Catalog,
    locale: Locale,
    names: Sequence[str],
    glossary: compare.Glossary,
) -> Iterator[Flaw]:
    if isinstance(message.id, tuple):
        yield from plurals(message, catalog)
    pairs = _pairs(message)
    for source, translation in pairs:
        yield from compare.flaws(source, translation, locale, names, glossary)
        if _on_button(sentence):
            yield from compare.label(translation)


def plurals(message: Message, catalog: Catalog) -> Iterator[Flaw]:
    """Either no plural form is filled or all of them are."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    filled = sum(bool(form) for form in forms)
    if filled and (filled != catalog.num_plurals or len(forms) != catalog.num_plurals):
        yield flaw("plural", wanted=catalog.num_plurals, found=filled)


def _pairs(message: Message) -> list[tuple[str, str]]:
    """(source, translation) of each filled form; the first plural form answers to the singular where there are several."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))] if message.string else []
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    one, many = message.id[0], message.id[-1]
    return [
        (one if index == 0 and len(forms) > 1 else many, form) for index, form in enumerate(forms) if form
    ]


def _on_button(sentence: Message) -> bool:
    """Whether a sentence is the text of a button: a choice, or the title of a topic."""
    return any(
        key.startswith("template/choice/") or (key.startswith("topic/") and key.count("/") == 2)
        for key in keys_of(sentence.auto_comments)
    )


def read_glossary(path: Path) -> tuple[dict[str, tuple[str, ...]], list[tuple[int, Flaw]]]:
    """Chinese term -> accepted translations, and what is wrong with the file; no file is an empty glossary."""
    if not path.exists():
        return {}, []
    document = read_yaml(path, path.name)
    if document.errors or not isinstance(document.content, dict):
        line = document.errors[0].location.line if document.errors else 1
        return {}, [(line, flaw("glossary_file"))]
    glossary: dict[str, tuple[str, ...]] = {}
    faults: list[tuple[int, Flaw]] = []
    for term, forms in document.content.items():
        listed = (forms,) if isinstance(forms, str) else tuple(forms) if isinstance(forms, list) else ()
        if listed and all(isinstance(form, str) and form.strip() for form in listed):
            glossary[term] = listed
        else:
            faults.append((document.place((term,)).line, flaw("glossary_file")))
    return glossary, faults
