"""Burmese typed in Zawgyi, an older encoding that gives Unicode's code points other meanings: seen and put right.

The facts (which code point stands for what, and that vowel E and medial RA are typed before their consonant) are those
of CLDR's transform Zawgyi-my. Rare ligatures of Pali words may stay wrong; matching does not depend on them.
"""

from __future__ import annotations

import re

_KINZI = "\u1004\u103a\u1039"
_STACKED = dict(
    zip(
        range(0x1060, 0x107E),
        [*range(0x1000, 0x1004), 0, 0x1005, 0x1006, 0x1006, 0x1007, 0x1008, 0, 0, 0x100B, 0x100C, 0, 0, 0x100F, 0x1010,
         0x1010, 0x1011, 0x1011, *range(0x1012, 0x101A), 0],
        strict=True,
    )
)  # fmt: skip
"""Zawgyi's small consonants below another; 0 where the code point is something else."""
_TABLE: dict[int, str] = {
    **{point: f"\u1039{chr(base)}" for point, base in _STACKED.items() if base},
    **dict.fromkeys([0x103B, *range(0x107E, 0x1085)], "\u103c"),
    0x1033: "\u102f", 0x1034: "\u1030", 0x1039: "\u103a", 0x103A: "\u103b", 0x103C: "\u103d", 0x103D: "\u103e",
    0x105A: "\u102b\u103a", 0x1064: _KINZI, 0x106A: "\u1009", 0x106B: "\u100a", 0x106E: "\u100d\u1039\u100d",
    0x106F: "\u100d\u1039\u100e", 0x107D: "\u103b", 0x1085: "\u1039\u101c", 0x1086: "\u103f", 0x1087: "\u103e",
    0x1088: "\u103e\u102f", 0x1089: "\u103e\u1030", 0x108A: "\u103d\u103e", 0x108B: f"{_KINZI}\u102d",
    0x108C: f"{_KINZI}\u102e", 0x108D: f"{_KINZI}\u1036", 0x108E: "\u102d\u1036", 0x108F: "\u1014", 0x1090: "\u101b",
    0x1091: "\u100f\u1039\u100d", 0x1092: "\u100b\u1039\u100c", 0x1093: "\u1039\u1018", 0x1094: "\u1037",
    0x1095: "\u1037", 0x1096: "\u1039\u1010\u103d", 0x1097: "\u100b\u1039\u100b", 0x104E: "\u104e\u1004\u103a\u1038",
}  # fmt: skip
_ORDER = {char: place for place, chars in enumerate(
    ("\u103b", "\u103c", "\u103d", "\u103e", "\u1031", "\u102d\u102e\u1032", "\u102f\u1030", "\u102b\u102c", "\u103a", "\u1036", "\u1037", "\u1038")
) for char in chars}  # fmt: skip
"""In which order Unicode wants the signs of a syllable."""
_SYLLABLE = re.compile(
    r"(?P<before>[\u1031\u103c]*)(?P<base>[\u1000-\u102a\u103f\u104e])"
    rf"(?P<after>(?:{_KINZI}|\u1039[\u1000-\u1021]|[\u102b-\u1030\u1032-\u1038\u103a\u103b\u103d\u103e])*)"
)
_BELOW = re.compile(r"\u1039[\u1000-\u1021]")

_ROWS = ("\u1000-\u1004", "\u1005-\u100a", "\u100b-\u100f", "\u1010-\u1014", "\u1015-\u1019")
"""Consonants by where they are spoken: only two of one row are ever written one below the other."""
_UNLIKE_STACK = "|".join(rf"[{row}]\u1039(?![{row}\u101a-\u101e])" for row in _ROWS)

_ZAWGYI_SIGNS = re.compile(
    rf"{_UNLIKE_STACK}|"
    r"[\u1033\u1034\u105a\u1060-\u1097]"  # letters of other languages of the country, hardly ever sent to a bot
    r"|(?<![\u1000-\u102a\u103b-\u103f])\u1031"  # vowel E with nothing before it
    r"|(?<![\u1000-\u1019])\u1039(?![\u1000-\u102a])"  # a stack with nothing below
    r"|(?:^|\s)[\u103a-\u103d]"  # a sign at the start of a word
    r"|\u103a[\u102b\u102c\u102f\u1030\u103d]"  # a vowel after the sign that takes the vowel away
    r"|\u1031\u103b[\u1000-\u1021]"  # vowel E and a medial before the consonant they belong to
)
_UNICODE_SIGNS = re.compile(
    r"\u103e|[\u1000-\u1021]\u103a(?=[\u1000-\u1021\u1037\u1038\s]|$)|[\u103b-\u103d]\u1031"
)


def is_zawgyi(text: str) -> bool:
    """Whether a message is Burmese in Zawgyi: what only Zawgyi has outweighs what only Unicode has.

    >>> is_zawgyi("ေက်ာင္း"), is_zawgyi("ကျောင်း"), is_zawgyi("学校")
    (True, False, False)
    """
    zawgyi = len(_ZAWGYI_SIGNS.findall(text))
    return zawgyi > 0 and zawgyi * 2 >= len(_UNICODE_SIGNS.findall(text))


def to_unicode(text: str) -> str:
    """Zawgyi as Unicode; to be called for Zawgyi only.

    >>> to_unicode("ေက်ာင္း") == "ကျောင်း"
    True
    """
    text = re.sub(r"\u1025(?=\u1039)", "\u1009", text)
    text = re.sub(r"(?<![\u1040-\u1049])\u1040(?![\u1040-\u1049])", "\u101d", text)
    text = text.translate(_TABLE).replace("\u1025\u102e", "\u1026")
    return _SYLLABLE.sub(_in_order, text)


def _in_order(syllable: re.Match[str]) -> str:
    after = syllable["after"]
    kinzi = _KINZI if _KINZI in after else ""
    after = after.replace(_KINZI, "")
    below = "".join(_BELOW.findall(after))
    signs = dict.fromkeys(syllable["before"] + _BELOW.sub("", after))
    return kinzi + syllable["base"] + below + "".join(sorted(signs, key=lambda sign: _ORDER.get(sign, 99)))
