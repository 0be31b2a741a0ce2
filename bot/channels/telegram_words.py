"""The few words that belong to Telegram alone: the command menu, the location button, notes to groups and admins.

Everything else a worker reads comes from rendering.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.text import traditional
from bot.errors import RuleBaseInvalid

COMMANDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "start": "开始",
        "city": "换城市",
        "language": "换语言 Language",
        "help": "怎么用",
        "about": "我记录什么、不记录什么",
        "coverage": "有哪些地方的规定",
        "forget": "忘掉刚才说的，收回我的消息",
        "hide": "有人来了，马上收起来",
    },
    "en": {
        "start": "Start",
        "city": "Change city",
        "language": "Change language 换语言",
        "help": "How to use this",
        "about": "What is kept and what is not",
        "coverage": "Places covered",
        "forget": "Forget what I said, take your messages back",
        "hide": "Someone is coming: put it away",
    },
}
"""The menu by the language of the app; other languages see the English one."""

_WORDS = {
    "group": {
        "zh": "（这里别人也看得到。不想让人知道，就点我的名字，私下问我。）",
        "en": "(Others can read this. To ask in private, tap my name and write to me there.)",
        "vi": "(Người khác cũng đọc được ở đây. Muốn hỏi riêng, hãy bấm vào tên tôi và nhắn cho tôi.)",
        "id": "(Orang lain bisa membaca ini. Untuk bertanya pribadi, ketuk nama saya dan kirim pesan di sana.)",
        "fil": "(Nababasa ito ng iba. Kung gusto mong sarilinan, pindutin ang pangalan ko at doon magtanong.)",
    },
    "share_place": {
        "zh": "📍 发我的位置",
        "en": "📍 Send my location",
        "vi": "📍 Gửi vị trí của tôi",
        "id": "📍 Kirim lokasi saya",
        "fil": "📍 Ipadala ang lokasyon ko",
    },
    "may_share": {
        "zh": "也可以点下面的按钮发位置。我不保存。",
        "en": "You can also send your location with the button below. I do not keep it.",
        "vi": "Bạn cũng có thể gửi vị trí bằng nút bên dưới. Tôi không lưu lại.",
        "id": "Anda juga bisa mengirim lokasi dengan tombol di bawah. Saya tidak menyimpannya.",
        "fil": "Puwede mo ring ipadala ang lokasyon mo gamit ang pindutan sa ibaba. Hindi ko ito itatago.",
    },
    "apology": {
        "zh": "对不起，我出了点问题。请再发一遍；急的话打12333。",
        "en": "Sorry, something went wrong. Please send it again; if it is urgent, call 12333.",
    },
}


def say(what: str, language: str) -> str:
    """Words of this channel in a language; English where they are not yet translated.

    >>> say("share_place", "zh_Hant"), say("share_place", "my")
    ('📍 發我的位置', '📍 Send my location')
    """
    words = _WORDS[what]
    if language in ("zh_Hans", "zh_Hant"):
        return traditional(words["zh"]) if language == "zh_Hant" else words["zh"]
    return words.get(language, words["en"])


def edit_news(invalid: RuleBaseInvalid | None, most: int = 8) -> str:
    """What became of an edit of the rule base, for the admins: plain text, Chinese and English."""
    if invalid is None:
        return "✅ 新的规则已经用上。\nThe edited rules are in use now."
    faults = "\n".join(f"· {error.say('zh')}\n  {error.say('en')}" for error in invalid.errors[:most])
    rest = len(invalid.errors) - most
    more = f"\n… +{rest}" if rest > 0 else ""
    return (
        "⚠️ 改动有错，没有用上；还按原来的规则回答。\n"
        f"The edit was refused; the last good rules still answer.\n{faults}{more}"
    )
