"""Names of persons: said outright, with a title, beside a role, or simply not a word that many write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.redaction.lexicon import HAN, WORD, Lexicon
from bot.core.redaction.marks import Cut
from bot.core.redaction.people import (
    BURMESE_BEFORE,
    DOUBLE,
    FOREIGN_NAMES,
    GIVEN,
    ROLES,
    SAID_BEFORE,
    SURE,
    SURNAMES,
    TITLES,
    TITLES_BEFORE,
    UYGHUR_NAMES,
)

_ENDS = "在是的了也被和要想有没不就去来从今做干跟到因对把给让说问打都已刚我你他她,，。.!！?？、:：;； "
"""Characters at which a name ends that was said outright."""

_AFTER_A_NAME = "说问叫让跟和被,，。.!！?？、:：;； "
"""Characters before which a name has come to its end; nothing at the end of a text."""

_SAID = re.compile(
    rf"(?:我叫做?|我(?:的)?(?:名字|姓名|大名)(?:是|叫做?)?|名叫|名字(?:是|叫做?)?|本人(?:姓名)?(?:叫|是)?|姓名(?:是|:)?|署名|人称|叫我)[\s:]*([{HAN}·]{{1,6}})"
)
_NOT_NAMED = re.compile(
    r"(?:[他她它您你咱谁们]|大家|老板|公司|单位|人事|经理|主管|组长|厂里|怎么|什么|赔|滚|走|加班|签|去|来|做|写|辞|自己|别|不)"
)
_SURNAME_SAID = re.compile(rf"(?:我|本人|他|她|免贵|{ROLES})姓\s?([{SURNAMES}])")
_I_AM = re.compile(
    rf"(?:我是|这是|本人是|我系)((?:[{SURNAMES}]|{'|'.join(DOUBLE)})[{HAN}]{{1,2}})(?=$|[,，。.!！?？、;；\s在从来\x00])"
)
_FAMILIAR = re.compile(
    rf"(?<![大老])(?:小|老|阿)([{''.join(sorted(SURE))}高方金江段康万])(?![{HAN}]?(?:时|末|期))"
)
_FIRST = re.compile(rf"(?<![大最较很微弱幼从矮缩])小([{GIVEN}]{{1,2}})(?![{HAN}]?(?:时|末|期))")
_TWICE = re.compile(rf"(?!刚刚|宝宝|月月|飞飞|平平|红红)([{GIVEN}])\1")
_DEAR = re.compile(
    rf"(?:^|(?<=[,，。、\s和叫找揾跟同被让是我友的]))阿(?!姨|里|拉|胶|婆|妈|爸|公|嫂|叔|伯)([{HAN}])"
)
_TITLED = re.compile(rf"((?:{'|'.join(DOUBLE)}|[{SURNAMES}])(?:[{HAN}]{{0,2}}?))({TITLES})")
_NO_TITLE_AFTER = re.compile(
    r"(?:[由对关属等终至基处低最提甲乙双地明每上下这本几两一二三四五六七八九十\d包工欠拿发出交给]|[^跟和叫找是被,，。\s]钱|我方|公|单)$"
)
_BESIDE = re.compile(rf"(?:{ROLES})(?:是|叫|名叫|姓)?((?:{'|'.join(DOUBLE)}|[{SURNAMES}])[{HAN}]{{1,2}})")
_ALONE = re.compile(
    rf"(?:^|(?<=[,，。.:：;；、!?\s]))([{''.join(sorted(SURE))}][{HAN}]{{1,2}})(?=$|[,，。.:：;；、!?\s])"
)
"""A surname and one or two characters between two stops."""

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ][^\W\d_]*(?:['’\-][^\W\d_]+)*"
_LATIN_SAID = re.compile(rf"\b{SAID_BEFORE}[\s:,]+", re.IGNORECASE)
_LATIN_TITLED = re.compile(rf"\b{TITLES_BEFORE}\b\.?\s+", re.IGNORECASE)
_LATIN_NAME = re.compile(
    rf"{_CAPITAL}(?:\s+(?:(?:van|bin|binti|de|del|dela|thi|thị|văn|al)\s+)?{_CAPITAL}){{0,3}}"
)
_MIDDLE = re.compile(rf"(?<=[^\W\d_,;:）)\x00])[,;]?\s+({_CAPITAL})|(?<=[({HAN}])({_CAPITAL})")
_SEVERAL = re.compile(rf"(?<=[^\W\d_,;:)\x00])[,;]?\s+({_CAPITAL}(?:\s+{_CAPITAL})+)")
"""Two words or more with capitals inside a sentence: a person or a place, whatever they mean."""

_BURMESE = "\u1000-\u109f"
_BURMESE_SAID = re.compile(
    rf"(?:(?:ကျွန်တော်|ကျွန်မ|ကျွန်တော့်|ကျွန်မရဲ့|ကျွန်တော့်ရဲ့|ကျနော့်|ကျမ)?\s?(?:နာမည်|အမည်)(?:က|မှာ|ကတော့|:)?)\s?([{_BURMESE}]{{2,24}}?)(?=\s|$|ပါ|လို့|ဖြစ်|၊|။|[^{_BURMESE}])"
)
_BURMESE_I_AM = re.compile(rf"(?:ကျွန်တော်|ကျွန်မ|ကျနော်|ကျမ)\s([{_BURMESE}]{{2,20}}?)\s?ပါ(?=[\s၊။]|$)")
_BURMESE_TITLED = re.compile(
    rf"(?:^|(?<=[\s၊။(]))(?:{'|'.join(BURMESE_BEFORE)})(?=[{_BURMESE}])([{_BURMESE}]{{2,18}}?)(?=\s|$|က|ကို|နဲ့|ရဲ့|ဟာ|မှာ|၊|။|ပါ)"
)
_UYGHUR_SAID = re.compile(
    r"(?:ئىسمىم|ئىسمى|ئات-فامىلەم|ئېتىم|مېنىڭ ئىسمىم)[\s:]+(\w+(?:\s+(?!دەپ|مەن|بولىدۇ)\w+)?)"
)
_UYGHUR_TITLED = re.compile(
    r"(\w+)\s(?:ئاكا|ئاكام|ئۇستام|ئۇستا|خوجايىن|باشلىق|ھەدە|ئاچا|مۇئەللىم)(?:\b|م|نىڭ|غا)"
)
_UYGHUR_KNOWN = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(UYGHUR_NAMES, key=len, reverse=True))})(?:جان|ئاي|خان|گۈل|نىڭ|غا|گە|نى|دىن|مۇ|قا)*(?!\w)"
)


def names(text: str, shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    """Names in a text; ``shade`` is its shadow form."""
    yield from _chinese(shade, lexicon)
    yield from _latin(text, shade, lexicon)
    yield from _burmese_and_uyghur(shade, lexicon)


def _chinese(shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    for found in _SAID.finditer(shade):
        if not _NOT_NAMED.match(found[1]):
            yield Cut(found.start(1), found.start(1) + _name_length(found[1]), "name")
    yield from _called(shade, lexicon)
    for found in _TITLED.finditer(shade):
        if not _NO_TITLE_AFTER.search(shade[: found.start()]) and not _word(found[1], found[2], lexicon):
            yield Cut(*found.span(), "name")
    for pattern in (_I_AM, _BESIDE, _ALONE):
        for found in pattern.finditer(shade):
            if not _everyday(found[1], shade[found.end(1) : found.end(1) + 1], lexicon):
                yield Cut(found.start(1), found.start(1) + _name_length(found[1]), "name")


def _everyday(said: str, after: str, lexicon: Lexicon) -> bool:
    """Whether many write what looks like a name: all of it where it ends there (韩国人, but not 韩国丽), else its beginning."""
    pairs = [said[at : at + 2] for at in range(len(said) - 1)]
    return all(pair in lexicon.pairs for pair in (pairs if after in _AFTER_A_NAME else pairs[:1]))


def _called(shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    """How friends are called: 小芳, 阿强, 老周; and a surname said alone."""
    for found in _FIRST.finditer(shade):
        if found.group()[:2] not in lexicon.pairs or len(found[1]) == 2:
            yield Cut(*found.span(), "name")
    for found in _FAMILIAR.finditer(shade):
        if not _common(shade, found, lexicon):
            yield Cut(*found.span(), "name")
    for pattern in (_DEAR, _TWICE):
        for found in pattern.finditer(shade):
            yield Cut(*found.span(), "name")
    for found in _SURNAME_SAID.finditer(shade):
        yield Cut(*found.span(1), "name")


def _name_length(said: str) -> int:
    """How many characters of what follows are the name: up to a word that goes on, three at most after a surname."""
    most = 4 if said[:2] in DOUBLE else 3 if said[0] in SURNAMES else 4
    for index, char in enumerate(said[:most]):
        if char in _ENDS and index and char not in GIVEN:
            return index
    return min(len(said), most)


def _common(shade: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether 小/老 with a surname begins an everyday word (小金额)."""
    return shade[found.end() - 1 : found.end() + 1] in lexicon.pairs and found[1] not in SURE


def _word(name: str, title: str, lexicon: Lexicon) -> bool:
    """Whether what looks like a name before a title is a word (安全主管, 高级经理)."""
    if len(name) == 1:
        return (
            title == "工" and name not in SURE
        ) or name in "和时从单别能都全常相查后有包公工干但来支利信印况门位满初费席由"
    return name[:2] in lexicon.pairs and name[:2] not in DOUBLE


def _latin(text: str, shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    for found in _LATIN_SAID.finditer(text):
        yield from _told(text, shade, found.end(), lexicon, strong=_tells_name(found.group()))
    for found in _LATIN_TITLED.finditer(text):
        name = _LATIN_NAME.match(text, found.end())
        if name and not (shade[found.end() : name.end()] in lexicon.words and text.isupper()):
            yield Cut(found.end(), name.end(), "name")
    for found in _MIDDLE.finditer(text):
        group = 1 if found[1] else 2
        word = found[group].lower()
        if not lexicon.has_word(word) or (word in FOREIGN_NAMES and not text.isupper()):
            yield Cut(*found.span(group), "name")
    for found in _SEVERAL.finditer(text):
        if not found[1].isupper():
            yield Cut(*found.span(1), "word")
    for found in WORD.finditer(shade):
        if found.group() in FOREIGN_NAMES and (
            text[found.start()].isupper() or not lexicon.has_word(found.group())
        ):
            yield Cut(*found.span(), "name")


def _tells_name(intro: str) -> bool:
    """Whether what was said can only be followed by a name (my name is), not by anything (I am, saya)."""
    return bool(
        re.search(
            r"name|call|t[êe]n|nama|perkenalkan|panggil|pangalan|tawag|\bsi\b|sina|kay|kina|jiao|ming",
            intro,
            re.IGNORECASE,
        )
    )


def _told(text: str, shade: str, start: int, lexicon: Lexicon, *, strong: bool) -> Iterator[Cut]:
    """The name after an introduction: one with capitals, else one or two words that nobody else writes."""
    name = _LATIN_NAME.match(text, start)
    if name and (strong or not lexicon.has_word(shade[start : name.end()])):
        yield Cut(start, name.end(), "name")
        return
    end = start
    for found in WORD.finditer(shade, start):
        if shade[end : found.start()].strip() or (end > start and lexicon.has_word(found.group())):
            break
        if end == start and not strong and lexicon.has_word(found.group()):
            break
        end = found.end()
        if len(shade[start:end].split()) >= 3:
            break
    if end > start:
        yield Cut(start, end, "name")


def _burmese_and_uyghur(shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    for pattern in (_BURMESE_SAID, _BURMESE_I_AM, _BURMESE_TITLED, _UYGHUR_SAID):
        for found in pattern.finditer(shade):
            yield Cut(*found.span(1), "name")
    for found in _UYGHUR_TITLED.finditer(shade):
        if not lexicon.has_word(found[1]):
            yield Cut(*found.span(1), "name")
    for found in _UYGHUR_KNOWN.finditer(shade):
        yield Cut(*found.span(), "name")
