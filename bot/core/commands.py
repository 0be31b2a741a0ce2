"""Commands, however they come: ``/city 深圳``, a button's text, or the same words typed plainly in any language."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.core.language import LANGUAGES, choose_language

COMMANDS = ("start", "help", "city", "language", "about", "forget", "hide", "coverage")
"""Commands a worker can type; the rest are sent by buttons."""

BUTTONS = (
    "topic",
    "steps",
    "evidence",
    "beliefs",
    "law",
    "who",
    "working",
    "ifs",
    "skip",
    "set",
    "papers",
    "paper",
    "original",
    "helpful",
    "keep",
)

_WORDS: dict[str, str] = {
    "start": "开始 重新开始 主菜单 菜单 start menu restart bắt đầu mulai simula စတင် باشلاش kaishi",
    "help": "帮助 怎么用 使用说明 你能做什么 你会什么 你是谁 能干啥 help trợ giúp bantuan tulong အကူအညီ ياردەم bangzhu",
    "city": "换城市 改城市 选城市 城市 换地方 city thành phố kota lungsod မြို့ شەھەر",
    "language": "语言 换语言 选语言 language ngôn ngữ bahasa wika ဘာသာစကား تىل yuyan",
    "about": "关于 隐私 会不会泄露 你们是谁 谁做的 会记录吗 about privacy giới thiệu tentang tungkol ထောက်ပံ့ ھەققىدە",
    "forget": "忘记我 忘掉我 清除 清除记录 删除记录 忘记 forget forget me xóa xoá lupakan kalimutan မေ့ပါ ئۇنتۇ",
    "hide": "隐藏 快速离开 躲起来 有人来了 hide quick exit ẩn sembunyikan itago ဖျောက် يوشۇر",
    "coverage": "覆盖范围 有哪些城市 支持哪些城市 coverage phạm vi cakupan saklaw",
}
_PHRASES = {
    phrase: name
    for name, words in _WORDS.items()
    for phrase in ([words] if " " not in words else words.split(" "))
    if len(phrase) > 1
}
_PHRASES |= {
    "quick exit": "hide", "forget me": "forget", "bắt đầu": "start", "trợ giúp": "help", "thành phố": "city",
    "ngôn ngữ": "language", "giới thiệu": "about", "phạm vi": "coverage",
}  # fmt: skip
for _broken in (
    "me",
    "quick",
    "exit",
    "bắt",
    "đầu",
    "trợ",
    "giúp",
    "thành",
    "phố",
    "ngôn",
    "ngữ",
    "giới",
    "thiệu",
    "phạm",
    "vi",
):
    _PHRASES.pop(_broken, None)

_LANGUAGE_NAMES = {
    "简体": "zh_Hans", "简体中文": "zh_Hans", "普通话": "zh_Hans", "中文": "zh_Hans", "汉语": "zh_Hans", "chinese": "zh_Hans",
    "繁体": "zh_Hant", "繁体中文": "zh_Hant", "粤语": "zh_Hant", "广东话": "zh_Hant", "白话": "zh_Hant",
    "英文": "en", "英语": "en", "english": "en", "越南语": "vi", "越南文": "vi", "tiếng việt": "vi", "vietnamese": "vi",
    "印尼语": "id", "印尼文": "id", "bahasa indonesia": "id", "indonesian": "id", "菲律宾语": "fil", "他加禄语": "fil",
    "filipino": "fil", "tagalog": "fil", "缅甸语": "my", "缅语": "my", "burmese": "my", "မြန်မာ": "my", "မြန်မာစာ": "my",
    "维语": "ug", "维吾尔语": "ug", "uyghur": "ug", "ئۇيغۇرچە": "ug",
}  # fmt: skip
_SLASH = re.compile(r"^/([a-z_]{2,20})(?:@\w+)?(?:\s+(.*))?$", re.S)
_SPEAK = re.compile(
    r"^(?:请?(?:说|讲|用|换成?|改成?|切换到?|speak|use|in|switch to|nói|bicara|salita)\s*)?(.{2,20}?)(?:回答|回复|吧|please)?$"
)


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    argument: str = ""


def read(text: str) -> Command | None:
    """The command a message in normal form gives, if it is one.

    >>> read("/city 深圳"), read("忘记我"), read("说英语"), read("押金能退吗")
    (Command(name='city', argument='深圳'), Command(name='forget', argument=''), Command(name='language', argument='en'), None)
    """
    match = _SLASH.match(text)
    if match:
        name, argument = match.group(1), (match.group(2) or "").strip()
        if name in COMMANDS or name in BUTTONS:
            return Command(name, argument)
        return Command("help")
    bare = text.strip("！？、。 !?.,“”‘’「」『』\"'")
    if bare in _PHRASES:
        return Command(_PHRASES[bare])
    spoken = _SPEAK.match(bare)
    if spoken and spoken.group(1).strip() in _LANGUAGE_NAMES:
        return Command("language", _LANGUAGE_NAMES[spoken.group(1).strip()])
    place = re.match(r"^(?:换城市|改城市|城市|换到|改到|city|kota|thành phố)[\s::]+(.{2,20})$", bare)
    if place:
        return Command("city", place.group(1))
    return None


def language_named(text: str, known: Collection[str] = LANGUAGES) -> str | None:
    """A language of those known from its name in any of our languages or from its code."""
    return _LANGUAGE_NAMES.get(text.strip().lower()) or choose_language(text, known)
