"""Which language a short message is in: by script first, then by letters and small words that only one of ours has.

Libraries for language identification were tried and are weaker on texts of a few words (tech trials); a message
that gives no sign is answered in the language of the chat so far.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.core.pinyin import split_syllables
from bot.core.text import clean, is_traditional

LANGUAGES = ("zh_Hans", "zh_Hant", "en", "vi", "id", "fil", "my", "ug")
"""Languages a reply can be in; ``yue`` and ``pinyin`` are ways of writing that map to Chinese."""

SOURCE = "zh_Hans"
"""The language that the rule base is written in."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_BURMESE = re.compile(r"[\u1000-\u109f\uaa60-\uaa7f]")
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_CANTONESE = re.compile(
    r"[唔冇嘅咗佢哋啲嚟嗰喺畀俾噉咁嘢攞睇諗搵嘥掹攰嬲乜咩㗎啫嗮晒]|老细|老細|出粮|出糧|人工|点解|點解|几时|收工|返工"
)
_WORD = re.compile(r"[a-zà-ỹ']+")

_SMALL_WORDS = {
    "en": "the a an is are was my me i we you he she they boss pay paid salary wage wages work worker working job "
    "overtime contract company factory fired how what when where can do does did not no hour hours month day days "
    "get got want if for and or to of in on at with without money leave sick injury deposit id card help legal law "
    "hello hi thanks thank please yes quit resign owe owes owed insurance holiday rest weekend pregnant",
    "vi": "toi khong cong ty luong lam viec ngay thang gio tien sep ong chu hop dong tang ca duoc bao nhieu nghi bi "
    "co cua cho va nhung thi la gi sao the nao nay ban anh chi em nguoi nha may tra no thue viec nghi phep "
    "xin chào chao bạn cảm ơn",
    "id": "saya gaji tidak bos lembur kerja bekerja pabrik kontrak berapa apa bagaimana bulan hari jam uang dibayar "
    "bayar belum sudah di yang dan untuk dengan ini itu kalau bisa boleh perusahaan majikan cuti sakit ktp ditahan "
    "dipecat kena aku kami kita mereka karena juga harus akan dari ke ada gak nggak upah pesangon "
    "halo selamat pagi siang sore malam makasih terima kasih",
    "fil": "ako ko po ang ng sa mga hindi sahod sweldo amo boss trabaho kontrata magkano paano ano bakit kailan araw "
    "buwan oras bayad binayaran binabayaran wala walang may ba na pa naman lang kami namin ninyo siya nila kung para "
    "pwede puwede tulong pabrika kumpanya tinanggal kinuha overtime sana dapat ito yung aking amin "
    "kumusta salamat magandang umaga hapon gabi",
}
_INDEX = {word: {lang for lang, words in _SMALL_WORDS.items() if word in words.split()} for words in _SMALL_WORDS.values() for word in words.split()}  # fmt: skip


def writing(text: str) -> str:
    """How a message is written: a language of LANGUAGES, ``yue`` (colloquial Cantonese), ``pinyin`` or ``""`` (no sign).

    >>> [writing(t) for t in ("老板不给钱", "老闆不給錢", "老細唔畀加班錢", "boss no pay", "laoban bu gei qian", "?!")]
    ['zh_Hans', 'zh_Hant', 'yue', 'en', 'pinyin', '']
    """
    text = clean(text).lower()
    han = len(_HAN.findall(text))
    for pattern, language in ((_BURMESE, "my"), (_ARABIC, "ug")):
        if len(pattern.findall(text)) > han:
            return language
    words = _WORD.findall(text)
    if han and han * 2 >= len(words):
        if _CANTONESE.search(text):
            return "yue"
        return "zh_Hant" if is_traditional(text) else "zh_Hans"
    return _latin(text, words)


def _latin(text: str, words: list[str]) -> str:
    if not words:
        return ""
    if _VIETNAMESE.search(text):
        return "vi"
    votes = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in words:
        languages = _INDEX.get(word, set())
        for language in languages:
            votes[language] += 1 / len(languages)
    best = max(votes, key=lambda language: votes[language])
    syllables = sum(bool(split_syllables(word)) for word in words)
    if syllables == len(words) and votes["en"] < len(words) * 0.6 and votes[best] < len(words) * 0.6:
        return "pinyin"
    if votes[best] == 0:
        return "pinyin" if syllables >= len(words) * 0.7 else "en"
    if syllables > len(words) * 0.8 and votes[best] < len(words) * 0.35:
        return "pinyin"
    return best


def reply_language(
    text: str, before: str | None, hint: str | None, known: Collection[str] = LANGUAGES
) -> str:
    """The language to answer in: that of the message where it shows, else of the chat so far, else of the app."""
    way = writing(text)
    if way == "yue":
        return "zh_Hant" if is_traditional(clean(text)) or before == "zh_Hant" else before or "zh_Hans"
    if way == "pinyin":
        return before if before in ("zh_Hans", "zh_Hant") else "zh_Hans"
    if way == "zh_Hans" and before == "zh_Hant" and len(text) < 6:
        return before
    return way or before or choose_language(hint, known) or SOURCE


_TAGS = {
    "zh": "zh_Hans", "zho": "zh_Hans", "chi": "zh_Hans", "cmn": "zh_Hans", "wuu": "zh_Hans", "hsn": "zh_Hans",
    "yue": "zh_Hant", "cantonese": "zh_Hant", "hak": "zh_Hant", "nan": "zh_Hant",
    "en": "en", "eng": "en", "vi": "vi", "vie": "vi", "id": "id", "in": "id", "ind": "id", "fil": "fil", "tl": "fil",
    "tgl": "fil", "my": "my", "mya": "my", "bur": "my", "ug": "ug", "uig": "ug",
}  # fmt: skip
"""First parts of tags; ``in`` and ``tl`` are old codes that phones still send."""
_SCRIPTS = {"hans": "zh_Hans", "hant": "zh_Hant", "latn": "zh_Hans"}
_PLACES = {
    "tw": "zh_Hant",
    "hk": "zh_Hant",
    "mo": "zh_Hant",
    "cn": "zh_Hans",
    "sg": "zh_Hans",
    "my": "zh_Hans",
}


def choose_language(tag: str | None, known: Collection[str] = LANGUAGES) -> str | None:
    """A language of ours for a tag as apps write it (zh-TW, zh_HK, yue, tl, in, en-GB); None for others.

    For Chinese a script in the tag decides before a place. ``known`` adds languages that translators have added.

    >>> [choose_language(t) for t in ("zh-CN", "zh_TW", "zh-HK", "zh-Hant", "yue", "tl", "in", "en-GB", "fr", None)]
    ['zh_Hans', 'zh_Hant', 'zh_Hant', 'zh_Hant', 'zh_Hant', 'fil', 'id', 'en', None, None]
    >>> choose_language("zh-Hans-HK"), choose_language("th-TH", ("en", "th"))
    ('zh_Hans', 'th')
    """
    first, *rest = (tag or "").lower().replace("_", "-").split("-")
    language = _TAGS.get(first, "")
    if language.startswith("zh"):
        said = [_SCRIPTS[part] for part in rest if part in _SCRIPTS]
        said += [_PLACES[part] for part in rest if part in _PLACES]
        return said[0] if said else language
    return language or (first if first in known else None)
