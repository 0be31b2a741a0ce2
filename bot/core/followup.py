"""Messages that only make sense after an answer: "那怎么办", "去哪里告", "要多久", "东莞呢"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WANTED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (section, re.compile(pattern))
    for section, pattern in (
        (
            "who",
            r"去?哪里?(?:里|儿|个部门)?(?:可以)?(?:告|投诉|举报|找|问|申请|反映)|找谁|打(?:什么|哪个)?电话|电话(?:是)?(?:多少|几号)|谁能?帮|地址|"
            r"where (?:can|do|should) i|who can help|phone number|ở đâu|gọi ai|di mana|siapa yang bisa|saan ako|sino ang",
        ),
        (
            "evidence",
            r"(?:要|需要|准备|带|留)(?:哪些|什么|啥)(?:证据|材料|东西|资料)|(?:什么|哪些|啥)证据|证据(?:呢|怎么[收留])|没有?证据(?:怎么办|咋办|呢)?|"
            r"what evidence|what proof|bằng chứng|bukti apa|anong ebidensya",
        ),
        (
            "steps",
            r"怎么办|咋办|咋整|怎么做|怎么弄|怎么搞|怎么要(?:回来)?|下一步|然后呢|接下来|点算|点做|具体步骤|流程|要多久|多长时间|多久|期限|什么时候之前|来得及|"
            r"what (?:should|can|do) i do|what now|next step|how long|phải làm (?:sao|gì)|bao lâu|apa yang harus|berapa lama|ano ang gagawin|gaano katagal|zenmeban",
        ),
        (
            "law",
            r"(?:哪|什么|啥)(?:条|部|个)?法律?|法律依据|依据(?:是)?(?:什么|呢)|第几条|哪条|which law|what law|luật nào|pasal berapa|anong batas",
        ),
        (
            "papers",
            r"(?:帮我?|给我|替我|能不能|可以|想|要)?(?:写|做|生成|弄|打印|开|填|出)(?:一?[份个张])?(?:仲裁|投诉|起诉)?(?:申请|投诉|通知|起诉)?[书信函状]|(?:仲裁申请书?|申请书|投诉书|投诉信|离职通知书?|催款函|律师函|证据清单|委托书|工时表|文书|表格)(?:怎么写|模板|范本|样本|呢|给我)?|"
            r"(?:write|make|draft) (?:me )?(?:a |the )?(?:complaint|application|letter|paper|document)s?|application form|viết đơn|mẫu đơn|buatkan surat|surat permohonan|gumawa ng sulat",
        ),
        ("working", r"怎么算(?:的|出来)?的?$|算给我看|计算过程|how did you (?:get|calculate)"),
        ("beliefs", r"误解|误区|谣言"),
    )
)
_FILLER = re.compile(r"^(?:那|那么|哦|喔|嗯|好的?|好吧|请问|谢谢|但是|可是|so|ok|okay|then|and|but)[,，\s]*")
_TAIL = re.compile(r"[\s,，。.?？!！~呢吗嘛啊呀吧了的]+$")
_PLACE_ONLY = re.compile(
    r"^(?:那|如果|要是|我是?在?|在|是|换成?|改成?|at|in|how about|what about|and)*[\s,]*@[\s,]*(?:呢|的话|怎么样|也一样吗|多少|市|这边|那边|打工|上班|工作|吧)*$"
)
_WHERE_SHE_IS = re.compile(
    r"(?:[@\s,，。.!！市区]|我们?|现在|目前|是|在|的|工?厂里?|工地|公司|上班|打工|工作|做工|干活|做嘢|返工|喺|我哋|这[边里]|那[边里]|"
    r"\b(?:i|we|am|m|im|are|my|our|work|works|working|in|at|live|living|now|here|the|city|factory|company|is|"
    r"tôi|toi|em|mình|chúng|đang|làm|lam|việc|viec|ở|o|tại|tai|thành|phố|hiện|nhà|máy|công|ty|bây|giờ|"
    r"saya|aku|kami|kerja|bekerja|di|sekarang|pabrik|kota|tinggal|"
    r"ako|ay|nagtatrabaho|nagtrabaho|nasa|sa|dito|ngayon|po)\b)+"
)
"""Nothing but where she works, the place itself masked as @: it says which city, not what happened."""
_CORRECTION = re.compile(r"^(?:不是|不对|错了|我说错了|搞错了|纠正一下|唔系)")


def followup(text: str, places: Sequence[str], *, has_facts: bool) -> str | None:
    """Which section of the last topic is wanted; ``again`` where place or facts were given anew; None: a question of its own.

    >>> followup("那怎么办", [], has_facts=False), followup("东莞呢", ["东莞"], has_facts=False)
    ('steps', 'again')
    >>> followup("老板不签合同怎么办", [], has_facts=False) is None
    True
    """
    bare = _TAIL.sub("", _FILLER.sub("", text.strip()))
    if only_place(text, places):
        return "again"
    if places:
        masked = text
        for name in places:
            masked = masked.replace(name, "@", 1)
        masked = re.sub(r"(?:不是|不在)[^,，。\s是在]{2,6}[,，\s]*", "", masked)
        if _PLACE_ONLY.match(_TAIL.sub("", masked)) or _PLACE_ONLY.match(masked):
            return "again"
    for section, pattern in _WANTED:
        match = pattern.search(bare)
        if match and len(bare) - (match.end() - match.start()) <= _slack(bare):
            return section
    if _CORRECTION.match(text) and (places or has_facts) and len(text) <= 24:
        return "again"
    if has_facts and len(text) <= 16 and not re.search(r"怎么|咋|吗|合法|违法|多少|what|how|\?", text):
        return "again"
    return None


def only_place(text: str, places: Sequence[str]) -> bool:
    """Whether a message says where she works and nothing else.

    >>> only_place("我现在在苏州打工", ["苏州"]), only_place("i work in dongguan", ["dongguan"])
    (True, True)
    >>> only_place("苏州最低工资", ["苏州"]), only_place("我现在打工", [])
    (False, False)
    """
    for name in places:
        text = text.replace(name, "@", 1)
    return bool(places) and "@" in text and bool(_WHERE_SHE_IS.fullmatch(text))


def _slack(text: str) -> int:
    """How many characters beside the phrase still leave it a mere follow-up."""
    return 3 if not text.isascii() else 14
