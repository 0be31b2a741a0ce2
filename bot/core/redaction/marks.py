"""Marks that stand for what was taken out, by language; and the form of a text that rules are tried on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.text import is_traditional, simplified

KINDS = ("name", "number", "account", "firm", "place", "date", "word")

_SAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "zh_Hans": ("姓名", "号码", "账号", "单位", "地名", "日期", "略"),
        "zh_Hant": ("姓名", "號碼", "帳號", "單位", "地名", "日期", "略"),
        "en": ("name", "number", "account", "firm", "place", "date", "..."),
        "vi": ("tên", "số", "tài khoản", "công ty", "nơi", "ngày", "..."),
        "id": ("nama", "nomor", "akun", "perusahaan", "tempat", "tanggal", "..."),
        "fil": ("pangalan", "numero", "account", "kumpanya", "lugar", "petsa", "..."),
        "my": ("နာမည်", "နံပါတ်", "အကောင့်", "ကုမ္ပဏီ", "နေရာ", "ရက်စွဲ", "..."),
        "ug": ("ئىسىم", "نومۇر", "ھېسابات", "شىركەت", "جاي", "چېسلا", "..."),
    }
)

MARK = re.compile(
    r"\[(?:" + "|".join(sorted({re.escape(one) for row in _SAID.values() for one in row})) + r")\]"
)
"""Any mark of any language."""

_HIDDEN = "\x00"


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a text to be taken out: what it is, or what is said ``instead`` of it (a vaguer number)."""

    start: int
    end: int
    kind: str
    instead: str = ""


def mark(kind: str, language: str) -> str:
    """What is shown where something of a kind was taken out."""
    said = _SAID.get(language, _SAID["en"])
    return f"[{said[KINDS.index(kind)]}]"


def shadow(text: str) -> str:
    """The text in lower case, simplified script and ASCII digits, of equal length, with marks hidden from every rule.

    >>> shadow("張SAN ၁၂ [姓名]")
    '张san 12 \\x00\\x00\\x00\\x00'
    """
    chars = [_plain(char) for char in MARK.sub(lambda found: _HIDDEN * len(found.group()), text)]
    lower = "".join(chars)
    if not is_traditional(lower):
        return lower
    whole = simplified(lower)
    return whole if len(whole) == len(lower) else "".join(_one(char) for char in lower)


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    low = char.lower()
    return low if len(low) == 1 else char


def _one(char: str) -> str:
    plain = simplified(char)
    return plain if len(plain) == 1 else char


_SAYING = r"(?:我叫做?|我的?名字(?:是|叫)|名叫|在)?"
"""What only leads up to a mark and goes with it."""
_GAP = re.compile(rf"(.?)\s*{_SAYING}(?:\s*{MARK.pattern})+\s*(.?)", re.S)


def without_marks(text: str) -> str:
    """The text with its marks left out and the gaps closed.

    >>> without_marks("我叫[姓名],老板扣钱"), without_marks("boss [name] keeps my ID: yes")
    ('老板扣钱', 'boss keeps my ID: yes')
    """
    return _GAP.sub(_closed, text).strip(" ,、;:，；：-")


def _closed(found: re.Match[str]) -> str:
    """The characters around a gap, with a space where words have spaces."""
    before, after = found.groups()
    apart = before.isalnum() and after.isalnum() and before < "\u2e80" and after < "\u2e80"
    return f"{before}{' ' if apart else ''}{after}"
