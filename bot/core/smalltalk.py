"""Greetings, thanks, insults and noise: short messages that want a short reply and no match."""

from __future__ import annotations

import re

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^(?:{pattern})[\s!！。.~?？,，啊呀哈呢吗了的]*$"))
    for kind, pattern in (
        ("greeting", r"你好+|您好+|哈喽|哈罗|嗨|在吗|在不在|有人吗|早上好|下午好|晚上好|早|早安|晚安|hi+|hello+|hey+|yo|good (?:morning|evening|afternoon)|"
                     r"xin chào|chào(?: bạn)?|halo|hai|selamat (?:pagi|siang|sore|malam)|kumusta(?: po)?|magandang (?:umaga|hapon|gabi)(?: po)?|"
                     r"မင်္ဂလာပါ|ဟလို|ياخشىمۇسىز|سالام|ئەسسالامۇ ئەلەيكۇم|nihao|ni hao|你好 ?你好|hello 你好|雷猴|你好呀|哈啰"),
        ("thanks", r"(?:好的?|嗯|ok)?[,，\s]*(?:谢谢|多谢|谢了|感谢|太感谢了|唔该|thx|thanks|thank you|thank u|cảm ơn|cam on|terima kasih|makasih|salamat(?: po)?|"
                   r"ကျေးဇူးတင်ပါတယ်|ကျေးဇူး|رەھمەت|xiexie)(?:你|您|啦|so much|very much)?|好的?|知道了|明白了?|懂了|收到|嗯+|哦+|ok|okay|行|再见|拜拜|bye|88"),
        ("insult", r"(?:你|妳)?(?:个|是|真|他妈)*(?:傻逼|傻b|sb|垃圾|智障|滚|废物|没用|骗子|操你妈|cnm|去死|有病)(?:机器人|吧|玩意)?|stupid(?: bot)?|idiot|fuck(?: you| off)?|useless(?: bot)?|shit"),
        ("noise", r"(?P<one>[a-z0-9])(?P=one)*|(?P<any>.)(?P=any){1,9}|(?:哈|呵|嘿|嘻|啦|测试|test|testing|asdf\w*|qwer\w*|123+)+"),
    )
)  # fmt: skip

_WATCHED = re.compile(
    r"^(?!.*[个家]厂)(?:请问|那)?(?=.*(?:记录|保存|存下|泄[露漏]|暴露|保密|匿名|安全|告诉|传出去|查到|看[到见]|知道|发现))"
    r"(?:你们?|这里|这个|这儿|机器人|我[问说聊讲]的话?|聊天|我的?|个人|信息|名字|号码|隐私|[把被给的会不是]|有没有|能不能|老板|公司|厂里?|别人|警察|"
    r"记录|保存|存下来?|泄[露漏]|暴露|保密|匿名|安全|告诉|传出去|查到|看[到见]|知道|发现|我是谁|[吗嘛么])+[\s?？]*$"
    r"|^(?:will|do|does|can|are|is) (?:you|it|this|the boss|my boss|anyone|anybody|they) (?:\w+ ){0,3}?(?:record|save|store|log|share|safe|private|anonymous|confidential|tell|find out|know|see|keep (?:my|what i))\b(?: (?:my|me|it|this|what|i|said|say|ask|asked|here|about|name|number|messages?|chats?|words|you)){0,4}\s*\?*$"
    r"|^(?:bạn |chat này |tin nhắn )?(?:có )?(?:lưu|ghi|bí mật|ẩn danh|an toàn|bảo mật)(?: lại| tin nhắn| tên(?: tôi)?| thông tin)* không\s*\?*$"
    r"|^(?:apakah )?(?:ini |chat ini |pertanyaan saya )?(?:aman|rahasia|anonim|disimpan|direkam)(?: (?:gak|tidak|nggak|kah))?\s*\?*$"
    r"|^(?:ligtas|anonymous|sikreto|confidential|itinatago|sine-?save)\b.{0,16}\b(?:ba|po)\b.{0,12}$"
)
"""Somebody who asks whether it is safe to ask."""


def asks_about_privacy(text: str) -> bool:
    """Whether a short text asks what becomes of what she says.

    >>> [asks_about_privacy(t) for t in ("你们会记录我吗", "这个会不会告诉老板", "老板把我告了会记录档案吗", "is this anonymous?")]
    [True, True, False, True]
    """
    return len(text) <= 48 and bool(_WATCHED.match(text.strip()))


def smalltalk(text: str) -> str | None:
    """``greeting``, ``thanks``, ``insult`` or ``noise`` for a text in normal form; None for anything with content.

    >>> [smalltalk(t) for t in ("你好", "谢谢啊", "押金", "哈哈哈")]
    ['greeting', 'thanks', None, 'noise']
    """
    bare = text.strip()
    if len(bare) > 24:
        return None
    for kind, pattern in _KINDS:
        if pattern.match(bare):
            return kind
    return None
