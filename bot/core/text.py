"""The normal form of a message: one width, one script, no control characters, numerals as digits.

Must not guess meaning: facts.py reads numbers, matching.py reads topics.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

from opencc import OpenCC

MAX_CHARS = 3000
"""Longer messages keep their beginning and end: the question is nearly always in one of them."""

_RUN = re.compile(r"([^\d\s])\1{3,}")
_SPACE = re.compile(r"\s+")
_DROP = {"Cc", "Cf", "Cs", "Co", "Cn"}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2twp")


def simplified(text: str) -> str:
    """Traditional script turned into simplified, character for character."""
    return str(_to_simplified().convert(text))


def traditional(text: str) -> str:
    """Simplified script turned into traditional, with the words used in Taiwan where they differ."""
    return str(_to_traditional().convert(text)).replace("籤", "簽")


@cache
def _is_traditional(char: str) -> bool:
    return simplified(char) != char


def is_traditional(text: str) -> bool:
    """Whether a text holds a character that only the traditional script has.

    Judged character by character: whole phrases would take 打坏 for a traditional spelling.
    """
    return any(_is_traditional(char) for char in _HAN.findall(text))


def clean(text: str) -> str:
    """NFKC without control, format and bidi characters; long runs and long texts cut; case kept.

    >>> clean("１２\u200b小时！！！！！！")
    '12小时!!'
    """
    if len(text) > MAX_CHARS:
        text = text[: MAX_CHARS // 2] + "\n" + text[-MAX_CHARS // 2 :]
    text = unicodedata.normalize("NFKC", text)
    kept = "".join(
        " " if char in "\n\r\t\v\f" else char for char in text if char in "\n\r\t\v\f" or not _dropped(char)
    )
    return _SPACE.sub(" ", _RUN.sub(r"\1\1", kept)).strip()


def _dropped(char: str) -> bool:
    return unicodedata.category(char) in _DROP


def normal(text: str) -> str:
    """The form everything else reads: clean, lower case, simplified script.

    >>> normal("老闆押了我身份證　ＷＨＹ")
    '老板押了我身份证 why'
    """
    text = clean(text).lower()
    return simplified(text) if is_traditional(text) else text


def han_share(text: str) -> float:
    """Share of Chinese characters among the letters of a text, 0 to 1."""
    letters = [char for char in text if char.isalpha()]
    return len(_HAN.findall(text)) / len(letters) if letters else 0.0


_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "幺": 1}
_UNITS = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "k": 1000,
    "万": 10000,
    "w": 10000,
}
_HAN_DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
NUMBER = re.compile(
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:\s?[kw](?![a-z])|[百佰千仟万][\d{_HAN_DIGIT}百佰千仟]*)?"
    rf"|[{_HAN_DIGIT}俩十拾百佰千仟万幺][{_HAN_DIGIT}十拾百佰千仟万]*"
)
"""Finds numerals as workers write them; ``number`` reads what it finds."""


def number(text: str) -> Decimal | None:
    """The value of a numeral as workers write it; None where it is not one.

    >>> [str(number(t)) for t in ("3千5", "两千八", "4k", "1.5万", "一万二", "十二", "2,300", "三百零五", "半")]
    ['3500', '2800', '4000', '15000', '12000', '12', '2300', '305', 'None']
    """
    text = text.replace(",", "").replace(" ", "")
    if not text:
        return None
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return Decimal(text)
    total, section, pending, unit = Decimal(0), Decimal(0), None, 0
    position = 0
    while position < len(text):
        digits = re.match(r"\d+(\.\d+)?", text[position:])
        if digits:
            pending = Decimal(digits.group())
            position += digits.end()
            continue
        char = text[position]
        position += 1
        if char in _DIGITS:
            # A digit straight after a digit is read as positional ("二零二五").
            pending = (
                Decimal(_DIGITS[char])
                if pending is None or (char in "零〇" and unit)
                else pending * 10 + _DIGITS[char]
            )
            if char in "零〇":
                unit = 0 if pending == 0 else unit
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit == 10000:
                total += (section + (pending or 0)) * unit
                section, pending = Decimal(0), None
            else:
                section += (Decimal(1) if pending is None else pending) * unit
                pending = None
        else:
            return None
    if pending is not None:
        # "3千5", "一万二": the last bare digit counts in tenths of the unit before it.
        section += pending * (unit // 10) if unit >= 100 and pending < 10 else pending
    value = (total + section).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
