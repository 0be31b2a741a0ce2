"""One translation held against its source: each function yields what it finds wrong. Pure; files are read in check.py."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale

from bot.staff.i18n import numbers
from bot.staff.i18n.words import Flaw, flaw

LABEL_LIMIT = 40
"""Characters of a button's text that a small phone shows."""

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|%\(\w+\)s|%%")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|&\w+;|[\x02\x03]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_REFERENCE = re.compile(r"《[^》]+》|第\d+条")
_OFFICIAL = re.compile(r"《[^》]*》|第\d+[条款项]|[\u3400-\u9fff]{0,8}〔\d+〕\d*号?")
_BRACKETS = re.compile(r"[(（\[【“\"「‹«][^()（）\[\]【】“”\"「」‹›«»]*[)）\]】”\"」›»]")
_WIDE = re.compile(r"[，。：；！？（）［］％＋－＝／＂＇～\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000、]")
_NARROW = re.compile(r"(?<=[\u3400-\u9fff])[,;:?!()]|[,;:?!()](?=[\u3400-\u9fff])")

_UNITS = "°℃℉"
_CHINESE_BESIDE = re.compile(r"\s*[(（][\u3400-\u9fff、，]+[)）]")

Glossary = Mapping[str, Sequence[str]]
"""Chinese term -> the ways it may be translated."""


def flaws(
    source: str, translation: str, locale: Locale, names: Sequence[str] = (), glossary: Glossary | None = None
) -> Iterator[Flaw]:
    """Everything wrong with a translation, whatever its language."""
    yield from placeholders(source, translation)
    yield from markup(source, translation)
    if locale.language == "zh":
        yield from narrow(translation)
        return
    yield from figures(source, translation, locale)
    yield from references(source, translation)
    rest = without_official(translation, names)
    yield from wide(rest)
    yield from leftover(rest)
    yield from terms(source, translation, glossary or {})


def placeholders(source: str, translation: str) -> Iterator[Flaw]:
    """Names of figures and values, each as often as in the source."""
    wanted, found = (
        sorted(re.sub(r"\s", "", one) for one in _PLACEHOLDER.findall(text)) for text in (source, translation)
    )
    if wanted != found:
        yield flaw("placeholder", wanted=" ".join(wanted) or "-", found=" ".join(found) or "-")


def markup(source: str, translation: str) -> Iterator[Flaw]:
    """Tags, line breaks and picture symbols, each as often as in the source."""
    wanted, found = _marks(source), _marks(translation)
    if wanted != found:
        yield flaw("markup", wanted=_listed(wanted), found=_listed(found))


def _marks(text: str) -> Counter[str]:
    symbols = [
        char for char in text if char == "\n" or (unicodedata.category(char) == "So" and char not in _UNITS)
    ]
    return Counter([*_TAG.findall(text), *symbols])


def _listed(marks: Counter[str]) -> str:
    return " ".join(repr(mark)[1:-1] for mark in sorted(marks.elements())) or "-"


def figures(source: str, translation: str, locale: Locale) -> Iterator[Flaw]:
    """Numbers: none missing, none more."""
    for number in numbers.missing(source, translation, locale):
        yield flaw("number_missing", number=number)
    for number in numbers.added(source, translation):
        yield flaw("number_extra", number=number)


def references(source: str, translation: str) -> Iterator[Flaw]:
    """Titles of laws stay in Chinese, since she has to say and show them; of an article at least the number stays."""
    said = {number for values in numbers.numbers(translation) for number in values}
    for reference in dict.fromkeys(_REFERENCE.findall(source)):
        kept = reference in translation
        if not kept and reference.startswith("第"):
            kept = bool(numbers.numbers(reference)[0] & said)
        if not kept:
            yield flaw("article", reference=reference)


def without_official(text: str, names: Iterable[str] = ()) -> str:
    """A translation without what may be Chinese in it: brackets and quotes, titles of laws, official names."""
    for name in names:
        if name in text:
            text = text.replace(name, " ")
    text = _OFFICIAL.sub(" ", _PLACEHOLDER.sub(" ", text))
    while (shorter := _BRACKETS.sub(_emptied, text)) != text:
        text = shorter
    return text


def _emptied(match: re.Match[str]) -> str:
    """Chinese in brackets is free; of brackets around anything else a full-width one stays to be found."""
    inside = match.group()
    return " " if _HAN.search(inside) else f"{inside[0]} " if inside[0] in "（［" else f" {inside[1:-1]} "


def wide(rest: str) -> Iterator[Flaw]:
    """Full-width punctuation, letters and digits in a language that does not use them."""
    for char in dict.fromkeys(_WIDE.findall(rest)):
        yield flaw("width", char=char)


def narrow(translation: str) -> Iterator[Flaw]:
    """Half-width punctuation beside Chinese characters."""
    for char in dict.fromkeys(_NARROW.findall(_PLACEHOLDER.sub("", translation))):
        yield flaw("half_width", char=char)


def leftover(rest: str) -> Iterator[Flaw]:
    """Chinese that nobody translated."""
    for text in dict.fromkeys(_HAN.findall(rest)):
        yield flaw("leftover", text=text)


def leftover_share(translation: str, names: Sequence[str] = ()) -> float:
    """Share of Chinese characters among a text's letters, official names and brackets left out, 0 to 1.

    >>> leftover_share("Call 12333 (劳动保障热线)"), round(leftover_share("Call 老板"), 2)
    (0.0, 0.33)
    """
    rest = without_official(translation, names)
    letters = [char for char in rest if char.isalpha()]
    return sum(len(run) for run in _HAN.findall(rest)) / len(letters) if letters else 0.0


def terms(source: str, translation: str, glossary: Glossary) -> Iterator[Flaw]:
    """Terms of the glossary, the longest first; what a longer one covers is not looked up again.

    Chinese in brackets beside a word is left out on both sides: it is not wanted at every mention.
    """
    said = _folded(_CHINESE_BESIDE.sub("", translation))
    for term in sorted(glossary, key=len, reverse=True):
        if term not in source:
            continue
        source = source.replace(term, "\x00")
        if not any(_folded(_CHINESE_BESIDE.sub("", form)) in said for form in glossary[term]):
            yield flaw("glossary", term=term, wanted=" / ".join(glossary[term]))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def label(translation: str) -> Iterator[Flaw]:
    """A button's text is short."""
    shown = unicodedata.normalize("NFC", _PLACEHOLDER.sub("", translation))
    count = sum(unicodedata.category(char) not in ("Mn", "Cf") for char in shown)
    if count > LABEL_LIMIT:
        yield flaw("long_label", count=count, most=LABEL_LIMIT)
