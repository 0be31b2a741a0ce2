"""Danger first: suicide, violence, being locked in, an accident just now, recognised by rules before anything else.

Rules and not a score, so that each can be tested and none depends on the question bank. A past event told calmly
("去年工伤") is not a crisis; a threat or a present danger is, even inside a question about wages.
"""

from __future__ import annotations

import re

KINDS = ("suicide", "violence", "locked_in", "accident", "fire")

_PATTERNS: dict[str, str] = {
    "suicide": (
        r"不想活|活不下去|活着没意[思义]|不如死了?算|想死(?!你)|想自杀|要自杀|自杀(?!险)|寻死|轻生|结束(?:自己的?)?生命|"
        r"跳楼|跳下去|跳桥|跳河|喝农药|割腕|上吊|一了百了|遗书|死给他?们?看|(?:想着|琢磨|不知道|晚上|就想)[^,。]{0,6}怎么死|想着死|(?:买好|买了|备好|准备好)(?:了)?(?:农药|安眠药|毒药|药了|绳子|汽油)|带(?:着|了|上)?汽油|一把火烧|同归于尽|了结自己|没有?活路|撑不下去|不知道还?能撑多久|走到(?:江|河|海|湖|桥)边|(?:爬|站|坐|跑|上)(?:到|在|去|上|了)*[^,。]{0,4}(?:塔吊|楼顶|天台|房顶|屋顶|桥上|顶楼|高处)[^。]{0,14}(?:跳|不下来)|(?:说|话|喊)(?:着|了)?[^,。]{0,8}(?:要|就)跳|不想活着|活够了|"
        r"唔想活|想自殺|唔想做人|"
        r"kill myself|suicid|(?:going to|gonna|will|'ll|wants? to|about to|threaten\w* to) jump|bought (?:the |some |my )?(?:pills|poison|rope)|want to die|end my life|don'?t want to live|no reason to live|better off dead|jump off|"
        r"tự tử|(?:đòi|sắp|định|muốn) nhảy|nhảy (?:lầu|xuống)|thuốc (?:tôi )?mua rồi|mua thuốc (?:độc|ngủ)|tự sát|không muốn sống|muốn chết|tu tu\b|khong muon song|bunuh diri|(?:mau|akan|ingin) (?:lon|lom)(?:c|p)at|obat(?:nya)? sudah saya beli|beli racun|ingin mati|mau mati|tidak mau hidup|"
        r"magpakamatay|tatalon|nakabili na ako ng (?:gamot|lason)|gusto ko nang mamatay|ayoko nang mabuhay|magpapakamatay|"
        r"သတ်သေ|ခုန်ချမ|မနေချင်တော့|သေချင်|ئۆلۈۋال|سەكرەيمەن|دورىنى سېتىۋال|ئۆلگۈم|ياشىغۇم يوق|ياشىغۇم كەلمەي|buxianghuo|bu xiang huo|xiang si\b|zisha|tiaolou"
    ),
    "violence": (
        r"(?:正在|在|要|拿刀|拿着?棍|威胁|扬言)(?:殴?打|砍|杀)(?:死)?(?:我|人|我们|他|她)|砍我|斩我|拿刀|拿住把刀|(?:拿|攞)(?:着|住|了)?(?:把|一把)?(?:刀|铁棍|钢管)|要杀|杀了?(?:我|他|老板|全家)|弄死我|打死(?:我|你)|"
        r"被(?:保安|老板|工头|他们|人|经理|主管|打手)?(?:围殴|殴打|打伤|群殴|打得|砍(?:伤|了?我))|强奸|强暴|性侵|"
        r"他们要打我|追着打|打手|beat(?:ing|en)? (?:me|us|up)|threaten(?:s|ed|ing)? to (?:kill|beat|hurt)|kill (?:me|him|the boss)|knife|raped?\b|"
        r"đánh đập|đánh tôi|dọa giết|cưỡng hiếp|hiếp dâm|dipukul|pegang pisau|bawa pisau|ancam bunuh|memukul|mengancam (?:bunuh|membunuh)|diperkosa|binubugbog|kutsilyo|nagbabanta|"
        r"binugbog|sinasaktan|papatayin|ginahasa|ရိုက်နှက်|သတ်မယ်|အဓမ္မပြု|ئۇرۇۋاتىدۇ|ئۇردى|ئۆلتۈرىمەن|باسقۇنچىلىق"
    ),
    "locked_in": (
        r"(?:被|把(?:我们?(?!的)|人))[^,。!?]{0,8}(?:关(?:在|起来|着|了)|锁(?:在|起来|着)|扣(?:在|住)(?:人|厂|工地|宿舍|这)|囚禁|软禁|拘禁)|非法拘禁|限制人身自由|不让(?:我|我们|人)?(?:出厂?门|离开厂|走出|出去|回家)|"
        r"出不去|逃不出|跑不出|被骗到(?:黑|缅|传销)|黑砖窑|传销窝|人身自由|看着不(?:让|准)走|"
        r"locked (?:in|up|us|me)|lock (?:us|me)|can'?t (?:leave|get out)|won'?t let (?:me|us) (?:leave|out|go)|not allowed to leave|held against|"
        r"bị nhốt|nhốt (?:tôi|chúng)|không cho ra|dikurung|disekap|tidak boleh keluar|ikinulong|nakakulong|ayaw kaming palabasin|"
        r"ပိတ်လှောင်|ထွက်ခွင့်မပေး|အပြင်ထွက်ခွင့်|(?:مېنى|بىزنى|ئادەمنى|ئىشچىلارنى)[^.،]{0,24}(?:قاماپ|سولاپ)|چىقىشقا يول قويم"
    ),
    "accident": (
        r"(?:刚|刚刚|刚才|现在|正在|赶紧|快来|救命|急)[^。!?]{0,14}(?:受伤|流血|大出血|断了|压住|压到|砸到|砸中|触电|昏迷|晕倒|昏倒|摔下|坠落|中毒|卷进|绞进|截断)|"
        r"救命|救救(?:我|人|他|她)|快不行了|没呼吸|不省人事|正在流血|血止不住|"
        r"(?:just|now)[^.!?]{0,20}(?:injured|bleeding|crushed|electrocuted|unconscious|fell)|help me please|bleeding (?:a lot|badly)|not breathing|"
        r"cấp cứu|cứu (?:tôi|với)|chảy máu nhiều|bất tỉnh|tolong saya|pingsan|pendarahan|saklolo|tulungan n'?yo|nawalan ng malay|dumudugo|"
        r"ကယ်ပါ|သွေးထွက်|မေ့မြော|قۇتقۇز|قان توختىماي|ھوشىدىن كەت"
    ),
    "fire": r"着火了|起火了|失火了|爆炸了|煤气泄漏|气体泄漏|毒气泄漏|氨气泄漏|on fire|gas leak|explosion just|cháy nhà|kebakaran|nasusunog|မီးလောင်|ئوت كەتتى",
}
_RULES = tuple((kind, re.compile(_PATTERNS[kind])) for kind in KINDS)

_NOT_MEANT = re.compile(
    r"累死|气死|急死|笑死|烦死|热死|饿死(?!了人)|忙死|死活|想死你|跳楼价|跳楼大甩卖|自杀式|打死也?不|打死(?:都|我也)|"
    r"救命(?:钱|稻草|恩人)|杀价|杀青|秒杀|自杀险|(?:跳楼|自杀|上吊)(?:讨薪|算不?算?工伤|能?算|是不是|赔|怎么赔|身亡|死亡|后)"
    r"|(?:游戏|王者|吃鸡|电影|小说|剧情)[^,。]{0,12}|kill time|killing me with|dying to"
)


def danger(text: str) -> tuple[str, ...]:
    """Kinds of danger in a text in normal form, gravest first; empty where there is none.

    >>> danger("我不想活了,老板欠我钱"), danger("今天累死了想死的心都有?不,只问加班费"[:4])
    (('suicide',), ())
    """
    return tuple(signs(text))


def signs(text: str) -> dict[str, str]:
    """The words that show a danger, by kind, gravest first.

    >>> signs("我不想活了")
    {'suicide': '不想活'}
    """
    rest = _NOT_MEANT.sub(" ", text)
    found = ((kind, rule.search(rest)) for kind, rule in _RULES)
    return {kind: match.group() for kind, match in found if match}
