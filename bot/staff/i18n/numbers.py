"""Numbers in a sentence of any of our languages, so that a translation's can be held against its source's.

Must not judge what a number means: only that the same ones stand on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from babel import Locale

from bot.core.text import number as chinese_number

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|%\(\w+\)s")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:([,.\u066c\u00a0\u202f ])\d{3})(?:\1\d{3})*(?![\d])")
_NUMBER = re.compile(r"\d+(?:[.,\u066b]\d+)?")
_HAN = "零〇一二两三四五六七八九十百千万亿半双几"
_HAN_NUMBER = re.compile(rf"\d+(?:\.\d+)?[百千万]?|[{_HAN}]+")
_MEANT = {"未成年": {Decimal(18)}, "季": {Decimal(3)}, "周": {Decimal(7)}}
"""Words that another language may say with a number."""
_MONTH = re.compile(r"(\d{1,2})月")


def plain(text: str) -> str:
    """Text without placeholders, its digits (Burmese, Arabic, full-width) as 0-9.

    >>> plain("{{ a.b }}၁၅၀%"), plain("１２小时")
    ('150%', '12小时')
    """
    text = _PLACEHOLDER.sub("", text)
    return "".join(
        str(unicodedata.digit(char)) if char.isdigit() and char.isdecimal() else char for char in text
    )


def numbers(text: str) -> list[set[Decimal]]:
    """Each number written in digits, as the values it may stand for: 1.000 is one or a thousand.

    >>> [sorted(map(str, values)) for values in numbers("1,000 days or 1.000, 21,75%")]
    [['1.000', '1000'], ['1.000', '1000'], ['21.75']]
    """
    text = plain(text)
    found: list[set[Decimal]] = []
    position = 0
    while position < len(text):
        grouped, single = _GROUPED.search(text, position), _NUMBER.search(text, position)
        if single is None:
            break
        if grouped and grouped.start() <= single.start():
            whole = Decimal(re.sub(r"\D", "", grouped.group()))
            pieces = [Decimal(piece) for piece in re.findall(r"\d+", grouped.group())]
            either = {whole, *_decimal(grouped.group())}
            found.append(either | set(pieces) if grouped.group(1) in " \u00a0" else either)
            position = grouped.end()
        else:
            found.append(_decimal(single.group()))
            position = single.end()
    return found


def _decimal(text: str) -> set[Decimal]:
    """The value of digits with at most one decimal mark."""
    return {Decimal(re.sub(r"[,\u066b]", ".", text))} if re.fullmatch(_NUMBER, text) else set()


def source_numbers(text: str) -> list[set[Decimal]]:
    """The numbers in digits of a Chinese sentence; 10万 may be written 100,000."""
    text = plain(text)
    found = []
    for match in re.finditer(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?", text):
        value = Decimal(match.group().replace(",", ""))
        scale = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}.get(
            text[match.end() : match.end() + 1], 1
        )
        found.append({value, value * scale})
    return found


def spoken_numbers(text: str) -> set[Decimal]:
    """What the Chinese numerals of a sentence may be written as in digits: 三倍 3, 半年 0.5 or 6, 两成 20."""
    values: set[Decimal] = set()
    for match in re.finditer(rf"[{_HAN}]+", plain(text)):
        word = match.group()
        value = chinese_number(word.replace("半", "").replace("双", "二").replace("几", ""))
        if value is not None:
            values |= {value, value * 10, value * 100, value + Decimal("0.5")}
        if "半" in word:
            values |= {
                Decimal("0.5"),
                Decimal(6),
                Decimal(30),
                Decimal(12),
                Decimal(15),
                Decimal(50),
                Decimal(1),
                Decimal(2),
            }
        values |= {Decimal(digit) for digit in map(chinese_number, word) if digit is not None}
    return values.union(*(meant for word, meant in _MEANT.items() if word in text))


def named_months(source: str, translation: str, locale: Locale) -> set[Decimal]:
    """Months of the source that the translation calls by name: 7月1日, 1 July."""
    said = translation.casefold()
    found = set()
    for month in {int(month) for month in _MONTH.findall(source)}:
        forms = (
            locale.months[use][width].get(month, "")
            for use in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        )
        if any(form and not form.isdigit() and form.casefold().strip(".") in said for form in forms):
            found.add(Decimal(month))
    return found


def missing(source: str, translation: str, locale: Locale) -> list[str]:
    """Numbers of the source that the translation does not have, as written values."""
    said = set().union(*numbers(translation)) if numbers(translation) else set()
    said |= named_months(source, translation, locale)
    return [f"{min(values)}" for values in _unique(source_numbers(source)) if not values & said]


def added(source: str, translation: str) -> list[str]:
    """Numbers of the translation that the source has neither in digits nor in Chinese numerals."""
    known = spoken_numbers(source)
    known = known.union(*source_numbers(source))
    return [f"{max(values)}" for values in _unique(numbers(translation)) if not values & known]


def _unique(found: list[set[Decimal]]) -> list[set[Decimal]]:
    return [values for index, values in enumerate(found) if values not in found[:index]]
