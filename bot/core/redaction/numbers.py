"""Numbers: those that name somebody or something are taken out; sums, ages and counts of people are made vague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.core.redaction.marks import Cut
from bot.core.text import NUMBER, number

_HAN_DIGIT = "零〇一二两三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_BETWEEN = "[ \\-–—_.·•/()+*~'\ufe0f\u20e3]{0,3}"
_RUN = re.compile(rf"[0-9{_HAN_DIGIT}](?:{_BETWEEN}[0-9{_HAN_DIGIT}]){{4,}}")
_GROUPS = re.compile(rf"[0-9{_HAN_DIGIT}]{{3,4}}(?:[,，、;]\s?[0-9{_HAN_DIGIT}]{{3,4}}){{2,}}")
"""Five digits or more, however they are spaced; or three groups of them between commas."""

_NAMED = re.compile(
    r"(?:工号|编号|尾号|卡号|账号|单号|学号|证号|号码|电话|手机|分机|id no\.?|badge|mã số|nomor|numero)[^\w]{0,3}(?:是|为|is|:|là)?\s?([0-9a-z\-]{2,})"
)

_UNIT = r"(?:多)?\s?(?:元|块|圆|蚊|rmb|cny|yuan|kuai|tệ|te\b|đồng|ယွမ်|يۈەن|块钱|人民币)"
_SPOKEN_OF = r"(?:工资|薪|押金|欠|扣|赔|拿|发|给|付|补偿|社保|罚|salary|wage|pay|paid|owes?|deposit|lương|gaji|sahod|sweldo)"
_BIG_SUM = re.compile(rf"(?<![\d.])(\d{{1,3}}(?:,\d{{3}})+|\d{{5,7}})(?:\.\d+)?(?={_UNIT})")
_PLAIN = re.compile(r"(?<![\d.])\d{3,4}(?:\.\d{1,2})?(?!\d)")
_DOTTED = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.])")
"""A sum as Vietnamese and Indonesians write it: 4.500."""
_KEPT = ("996", "007", "888")

_YEAR = r"(?:(?:19|20)\d{2}|[一二][九零〇][零〇一二三四五六七八九]{2})"
_MONTHS = (
    r"(?:jan(?:uar[yi]|\b)|feb(?:ruar[yi]|\b)|mar(?:ch|et|\b)|apr(?:il|\b)|may\b|mei\b|jun[ei]?\b|jul[yi]?\b|"
    r"aug(?:ust)?\b|agustus|sep(?:t|tember)?\b|o[ck]t(?:ober)?\b|nov(?:ember)?\b|de[cs](?:ember)?\b|enero|pebrero|"
    r"marso|abril|mayo\b|hunyo|hulyo|agosto|setyembre|oktubre|nobyembre|disyembre)"
)
_HAN_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_DATES = (
    re.compile(rf"{_YEAR}\s?年(?:\s?{_HAN_NUMBER}\s?月)?(?:份)?(?:初?\s?{_HAN_NUMBER}\s?[日号])?"),
    re.compile(rf"\d{{2}}年\s?{_HAN_NUMBER}\s?月(?:\s?{_HAN_NUMBER}\s?[日号]?)?"),
    re.compile(
        rf"(?<!\d)(?!(?:1月1|5月1|10月[123]|十月一|五月一)(?![\d一二三四五六七八九十])){_HAN_NUMBER}月初?{_HAN_NUMBER}[日号]?(?!\d)"
    ),
    re.compile(r"(?<!\d)(?:19|20)\d{2}\s?[-/.]\s?\d{1,2}(?:\s?[-/.]\s?\d{1,2})?(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2}/(?:19|20)\d{2}(?!\d)"),
    re.compile(rf"{_MONTHS}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?(?!\d)"),
    re.compile(rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s|ng\s)?{_MONTHS}(?:\s\d{{4}})?"),
    re.compile(rf"{_MONTHS}\s\d{{4}}(?!\d)"),
    re.compile(
        r"(?<!mỗi )(?<!moi )(?<!một )(?<!1 )ng[àa]y \d{1,2}(?!\d|\s?(?:ti[ếe]ng|gi[ờo]|h\b|t[ệe]))(?:\s?(?:th[áa]ng|/|-)\s?\d{1,2})?(?:\s?(?:n[ăa]m|/|-)\s?\d{2,4})?"
    ),
    re.compile(r"th[áa]ng \d{1,2}\s?(?:n[ăa]m|/)\s?\d{4}"),
    re.compile(r"\d{4} ?(?:ခုနှစ်|-?يىل[ىي]?)"),
    re.compile(r"\d{1,2}-ئاي(?:نىڭ)?\s?\d{1,2}-?(?:كۈنى?)?"),
)
_YEAR_ALONE = re.compile(rf"(?<![\d.])(?:19[5-9]\d|20[0-4][0-9])(?!\d|\.\d|{_UNIT}|个|件|\s?小时)")

_AGES = (
    re.compile(r"(?<!\d)([1-9]\d)(?=\s?(?:周)?岁)"),
    re.compile(r"([一二三四五六七八九]?十[一二三四五六七八九]?)(?=\s?(?:周)?岁)"),
    re.compile(
        r"(?<!\d)([1-9]\d)(?=\s?-?(?:years?[ -]old|yrs? old|yo\b|y/o|tu[ổo]i|taong gulang|anyos|ياش))"
    ),
    re.compile(r"(?:umur|usia|aged?|အသက်|edad)\s?(?:ko\s|saya\s|ay\s|က\s?)?([1-9]\d)(?!\d)"),
)
_PEOPLE = re.compile(
    r"(?<!\d)([1-9]\d)(?=\s?(?:多)?(?:个|名|位|号)?(?:人|工人|员工|工友|同事|老乡|女工|people|persons|workers|employees|"
    r"ng[ưu][ờo]i|c[ôo]ng nh[âa]n|orang|karyawan|buruh|tao\b|katao|trabahador|manggagawa|ယောက်|ဦး|ئادەم|ئىشچى|نەپەر))"
)


def numbers(text: str, language: str) -> Iterator[Cut]:
    """What is to be done with the numbers of a text in shadow form; the first rule that finds one has it."""
    for cuts in (_sums_with_unit, _dates, _runs, _ages, _people, _years, _spoken_sums, _plain_numbers):
        found = list(cuts(text, language))
        yield from found
        for cut in found:
            text = text[: cut.start] + "\x00" * (cut.end - cut.start) + text[cut.end :]


def _sums_with_unit(text: str, language: str) -> Iterator[Cut]:
    for pattern in (_BIG_SUM, _AFTER_WORD):
        for found in pattern.finditer(text):
            start, end = found.span(1)
            yield from _vague(text, start, found.end() if pattern is _BIG_SUM else end, found[1], language)


_AFTER_WORD = re.compile(
    rf"{_SPOKEN_OF}(?:了|我|是|of|me)?\s?(?:about |around |khoảng |约|大概)?(?<!\d)([1-9]\d{{4,5}})(?![\d.·\- ]*\d)"
)


def _dates(text: str, _: str) -> Iterator[Cut]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            yield Cut(*found.span(), "date")


def _runs(text: str, _: str) -> Iterator[Cut]:
    for pattern in (_GROUPS, _RUN):
        for found in pattern.finditer(text):
            yield Cut(*found.span(), "number")
    for found in _NAMED.finditer(text):
        yield Cut(*found.span(1), "number")


def _ages(text: str, language: str) -> Iterator[Cut]:
    for place, pattern in enumerate(_AGES):
        for found in pattern.finditer(text):
            value = number(found[1])
            if value is None or value < 10:
                continue
            decade = int(value) // 10 * 10
            said = f"{decade}多" if place < 2 else _about(text, found.start(1), str(decade), language)
            if place < 2 or said != found[1]:
                yield Cut(*found.span(1), "number", said)


def _people(text: str, language: str) -> Iterator[Cut]:
    for found in _PEOPLE.finditer(text):
        yield from _vague(text, *found.span(1), found[1], language)


def _years(text: str, _: str) -> Iterator[Cut]:
    for found in _YEAR_ALONE.finditer(text):
        if int(found.group()) % 100:
            yield Cut(*found.span(), "date")


def _spoken_sums(text: str, language: str) -> Iterator[Cut]:
    """Sums in words: 四千八百三十七, 3千5, 1.25万."""
    for found in NUMBER.finditer(text):
        written = found.group()
        if re.search(r"[百佰千仟万kw]", written) and re.match(rf"[\d{_HAN_DIGIT}]", written):
            yield from _vague(text, *found.span(), written, language)


def _plain_numbers(text: str, language: str) -> Iterator[Cut]:
    for found in _DOTTED.finditer(text) if language in ("vi", "id") else ():
        yield from _vague(text, *found.span(), found.group().replace(".", ""), language)
    for found in _PLAIN.finditer(text):
        if found.group() not in _KEPT:
            yield from _vague(text, *found.span(), found.group(), language)


def _vague(text: str, start: int, end: int, written: str, language: str) -> Iterator[Cut]:
    """A number rounded to its first digit; nothing where it is so already."""
    value = number(written)
    if value is None or value < 10:
        return
    rounded = round_off(value)
    if rounded != value or len(re.findall(r"\d", text[start:end])) >= 5:
        yield Cut(start, end, "number", _about(text, start, _written(rounded, language), language))


def round_off(value: Decimal) -> int:
    """A number with all but its first digit gone.

    >>> round_off(Decimal(4837)), round_off(Decimal("12500.50")), round_off(Decimal(96))
    (5000, 10000, 100)
    """
    whole = max(int(value), 1)
    unit = int(10 ** (len(str(whole)) - 1))
    return (whole + unit // 2) // unit * unit


def _written(value: int, language: str) -> str:
    if value < 10_000:
        return str(value)
    return f"{value // 10_000}万" if language.startswith("zh") else f"{value // 1000}k"


def _about(text: str, start: int, said: str, language: str) -> str:
    """The number as a rough one, unless that stands before it already."""
    if re.search(r"[约~]\s?$", text[:start]):
        return said
    return f"约{said}" if language.startswith("zh") else f"~{said}"
