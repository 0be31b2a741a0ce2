"""The words for what happens between a worker and an employer, by event, in all languages of the bot.

Words that are only part of a paper's or a topic's name (离职证明, 工伤认定) are no events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = r"(?=$|[\s,。;!?)、]|时|那|之?后|吗|呢|吧|,)"
_WAGES = r"[^,。;!?]{0,8}?(?:工资|工钱|薪|钱|账|加班费|补偿|款)"
_BOSS = r"(?:老板|公司|厂里|厂长|厂方|厂|单位|他们?|包工头|工头|人事|领导|经理|财务|班组长|项目部)"
_PAPER = r"(?:报告|申请书?|信|书|单|函|邮件|通知书?)"
_RESIGN = r"(?:辞职|离职|辞工|辞呈|解除)"
_AWARD = r"(?:裁决书?|仲裁(?:结果|书|裁决书?)|判决书?|判决结果|裁决结果)"
_HURT = r"(?:伤|断|破|骨折|残|死)"
_LIMB = r"(?:手|脚|腿|腰|胳膊|肋骨|胯骨|脊椎|头|手指|指头|锁骨|脚踝|膝盖|脊柱|眼睛)"

_WORDS: dict[str, tuple[str, ...]] = {
    "award_on": (
        rf"(?:收到|拿到|领到|签收|接到|领取?了)(?:了|的|过)?[^,。;!?]{{0,6}}?{_AWARD}",
        rf"{_AWARD}[^,。;!?]{{0,10}}?(?:收到|拿到|领到|送到|送达|下来|出来|到手|寄到|下达|签收|下了|出了)",
        r"仲裁(?:判下来|裁下来|下来|判了|裁了|出结果)",
        r"(?:received|got|get) (?:the |my |an? )?(?:arbitration )?(?:award|ruling|judge?ment|decision|verdict)",
        r"nhận (?:được )?(?:phán quyết|bản án|quyết định trọng tài)|(?:terima|menerima|dapat) putusan|natanggap (?:ko )?(?:ang )?(?:desisyon|hatol)",
    ),
    "noticed_on": (
        rf"提(?:了|出|交|的|过|完)*(?:书面|口头)?的?{_RESIGN}{_PAPER}?",
        rf"(?:递交|提交|邮寄|交|递|发|寄|打)(?:了|的|出|上去|给)*(?:公司|老板|人事)?(?:书面|一份|被迫|ems)*{_RESIGN}(?:劳动合同|劳动关系)?{_PAPER}",
        rf"{_RESIGN}{_PAPER}?(?:是|在|我)?[^,。;!?]{{0,16}}?(?:交了|递了|提了|说了|说的|提的|交的|递的|交上去|递上去|发的|寄的|写的)",
        r"(?:口头|书面|突然|正式|才|发)?(?:通知|告知)(?:了|书|我们?|说)*(?:我们?|说)(?=[^。;!?]{0,14}?(?:辞|走|离|裁|解除|不用来|别来|不续|开除|终止|到期|遣散|末位|待岗)|的?$|的?[,。])",
        r"(?:收到|接到)(?:了|的|公司|过)*[^,。;!?]{0,6}?(?:解除|辞退|终止|裁员|开除|解聘|不续签?|离职)[^,。;!?]{0,8}?(?:通知书?|函|邮件|信|短信)",
        rf"(?:被迫)(?:解除|离职|辞职){_PAPER}?(?:寄|发|交)(?:了|的|出)",
        r"(?:gave|handed in|submitted|gave in|sent|put in) (?:\w+ ){0,2}?(?:resignation(?: letter)?|notice)|(?:was given|got|received) (?:\w+ ){0,2}?(?:notice|dismissal letter|termination letter)",
        r"(?:nộp|gửi|đưa|viết) (?:\S+ ){0,1}?đơn (?:xin )?(?:nghỉ|thôi)(?: việc)?|(?:mengajukan|menyerahkan|kirim|masukkan|kasih) (?:\S+ ){0,1}?(?:surat )?(?:pengunduran diri|resign|mundur)",
        r"nag-?(?:email|pasa|sumite|abot|bigay) (?:ako )?ng (?:\S+ ){0,1}?(?:resignation|resign)|ti ?le cizhi|ti cizhi",
    ),
    "demanded_on": (
        rf"(?:最后一次|最近一次|又|去|再)?(?:找|问|跟|向|打电话给){_BOSS}+[^,。;!?]{{0,8}}?(?:要|讨|催|索要|问)(?:过|了|的)?{_WAGES}",
        rf"(?:最后一次|最近一次)(?:讨|要|催|投诉|找){_WAGES}?",
        r"讨(?:过|了|的)薪|讨薪(?:了|的|过|是)|催(?:过|了)(?:工资|款|薪|他|老板|一次)|(?:要|讨)过(?:一次)?(?:工资|工钱|钱|账|薪)",
        r"(?:去|到|向|打)?(?:了)?(?:劳动局|劳动监察|劳监|监察大队|监察|人社局|12333|12345|信访局?)[^,。;!?]{0,8}?(?:投诉|反映|举报|告)(?:过|了|的)",
        r"我(?:就|都|们|也|去|曾|已经|又)*(?:投诉|举报)(?:过|了)",
        r"(?:给我们?|给我|老板|公司|包工头|工头|他)?[^,。;!?\d]{0,4}?(?:写|打|签|开)(?:过|了|的|下)+(?:一?[张份])?(?:欠条|欠薪条|结算单|还款协议|保证书)",
        r"(?:asked|demanded|texted|messaged) (?:\w+ ){0,4}?(?:for )?(?:my |the |our )(?:wages?|pay|money|salary)\b|complained to (?:the )?(?:labou?r|inspect\w+)|boss (?:promised|wrote (?:me )?an? iou)",
        r"(?:đã|từng) (?:đòi|hỏi) (?:\S+ ){0,2}?(?:lương|tiền)|menagih (?:gaji|upah)|nagreklamo (?:ako )?sa labor",
    ),
    "promised": (rf"{_BOSS}[^,。;!?]{{0,12}}?(?:答应|承诺|保证)(?:过|了|说)?(?!书)",),
    "signed_on": (
        r"(?:续|补|新|重新|才|只)?签(?:订|署)?(?:的|了|过|下|咗)?(?:一?[份个])?(?:一年|两年|三年|五年|[1-9]年)?(?:期限?)?的?(?:劳动|劳务|用工|书面|固定期限|无固定期限|新|第[一二三]次|正式|劳动关系|电子)*的?合同(?!款|价|到|期满|被|法|书?的?第|上|[^,。;!?]{0,12}?到期)",
        r"合同(?!到期|期满|款)[^,。;!?]{0,22}?签(?:的|订的?|了|字)",
        r"signed (?:\w+ ){0,2}?(?:contract|agreement)|(?:contract|agreement) (?:was )?signed",
        r"ký (?:\S+ ){0,1}?hợp đồng(?! (?:bán|mua|thuê|nhà|cung))|(?:tanda tangan|menandatangani|ttd|teken) (?:\S+ ){0,1}?kontrak|pumirma (?:ako )?(?:\S+ ){0,2}?kontrata|qian ?(?:le )?hetong",
    ),
    "injured_on": (
        rf"(?:摔|砸|压|夹|割|烫|烧|撞|扎|轧|绞|电|切|崴|扭|碰|刮|锯|冲|炸|电){_HURT}+(?!的话|怎么|能|算|会)|(?:砸|压|夹|割|烫|轧|撞|切)到(?!的话)",
        r"(?:摔|砸|压|夹|绞|轧|切|砍|锯)(?:断|掉|进|坏)?了|(?:被|给)[^,。;!?]{0,6}?(?:撞|砸|夹|压|绞|轧|扎|烫|咬)(?:了|倒|伤|到)|被[^,。;!?]{0,6}?伤了",
        rf"断了[^,。;!?]{{0,4}}?{_LIMB}|{_LIMB}断了|骨折|触电|猝死|闪了?腰|中暑(?!补|津|费|药|怎|算)|晕倒|(?:掉|摔|跌|坠)(?:了)?下(?:来|去)|坠落|跌落",
        r"受(?:了|过|的)?(?:工|重|轻)?伤(?!怎么|能|算|害|的话|赔|员|职工|人)",
        r"(?:发生|出)(?:了|的|过)?(?:工伤|车祸|事故|交通事故|工伤事故|意外|事)(?!故责|怎么|谁|不|责)",
        r"(?<!认)(?<!认定)(?<!定)(?<!报)(?<!是)(?<!按)(?<!做)(?<!算)(?<!申请)(?<!鉴定)工伤(?=$|[\s,。;!?的了,])(?!的(?:赔|待|保|医|认|鉴|钱|补|事))",
        r"\b(?:was |got |been )?(?:injured|hurt (?:my|at|on|in)|wounded)\b|\bbroke (?:my|his|her) |\bhad an accident|\b(?:accident|injury) (?:was|happened)|\b(?:cut|crushed|burned|burnt) (?:my|his|her)|\bfell (?:from|off|down)|\binjury date",
        r"bị (?:tai nạn|thương|gãy|bỏng|ngã|kẹp|cắt|điện giật)|tai nạn lao động (?:xảy ra|hôm|ngày)|\bgãy (?:tay|chân)|kecelakaan|\b(?:terluka|cedera|terjatuh|patah|terjepit|tersengat)\b|naaksidente|nasugatan|nasaktan|nabalian|naputulan|nahulog|nadisgrasya",
        r"\bshou ?(?:le )?shang\b|\bgongshang\b|ဒဏ်ရာရ|ထိခိုက်ခဲ့|ထိခိုက်မိ|ကျိုးသွား|ကျိုးခဲ့|ပြတ်သွား|ပြတ်ခဲ့|ပြုတ်ကျ|يارىلان(?!سا)\w*|يارىدار بول\w*|زەخىملەن(?!سە)\w*",
    ),
    "worked_until": (
        r"(?<!书)(?<!要)(?<!必须)(?<!能)(?<!得)(?:干|做|上班?|工作|一直干|待)到(?=\s?(?:\d|[今去前昨上本这][年个月天日周]|大前|[一二三四五六七八九十]{1,3}月))(?!\d+点)(?!\d+岁)",
    ),
    "ended": (
        r"(?:最后一天|最后)(?:上班|工作)|我(?:的)?最后一天|(?:工作|上班|在厂|在职)(?:的)?最后一天",
        r"(?:被|给|把我们?|将我们?|对我|无故|违法|突然)?(?:单方面?)?(?:辞退|开除|解雇|解聘|劝退|除名|清退|遣散|辞掉)(?!赔|补偿|通知|费|金|的?赔|怎么|能|证明|书|函|理由)",
        r"(?:被|把我们?|将我们?)(?:优化|裁员|裁掉|裁了?|炒了?(?:鱿鱼)?|开了|赶走|赶出来|撵走|撵出来|辞了)|炒(?:了|咗)?(?:我|鱿鱼|鱿)|炒咗|(?<=被)炒(?=$|[\s,。;!?])",
        rf"(?<!提交)(?<!交)(?<!提)(?<!提出)(?<!递)(?<!写)(?<!后)离(?:职|厂|岗|开(?:公司|单位|厂里?|工地|那|这家?|这里|原|(?=$|[\s\d,。:的了])))(?!证|申|手|报|单|书|补|原|表|协|交|流|审|率|时间要|体检|不批|没批|未批|被驳|{_PAPER})",
        rf"(?<!提)(?<!交)(?<!写)(?<!提出)(?<!递)(?:辞职|辞工|自离|辞了[职工]|辞咗职|辞了(?=$|[\s,。;!?]))(?!{_PAPER}|要|需|流|怎|能|手|补)",
        rf"(?<![拿搬抢带收骗卷调划扣取转偷拖撤开逃出快])走(?:的|了|人|咗){_END}|(?<=[要号日])走(?=$|[\s,。;!?])|不干了|不做了|没干了|没做了|没去(?:上班)?了|唔做了|不让我(?:上班|干|去|来)|(?:让|叫|喊|请)我们?(?:走人?|滚|卷铺盖|回家|离开){_END}|(?:不用|别|不要|不用再)(?:再)?(?:来|去|上班)(?:上班)?了",
        r"办(?:理|完|好|了|的)*(?:离职|辞职)(?:手续)?|合同(?:[^,。;!?签没未不还才]{0,16}?)(?:到期|期满|满期)(?!前|时间)|到期(?:了|后|不续|没续)|解除(?:了)?(?:劳动)?(?:合同|关系)(?!通知|证明|协议|书|的)|终止(?:了)?(?:劳动)?(?:合同|关系)(?!通知|证明|协议|书|的)|下岗|退场",
        r"\b(?:fired|dismissed|laid off|sacked|terminated|made redundant|let go|kicked out|quit|resigned)\b(?! (?:letter|notice|pay|without|if))|contract (?:ended|expired)|last (?:working )?day(?: of work)?(?! of)|\bstopped working",
        r"(?:^|\b(?:i|we|she|he|ve|already|have|had|who|which i|husband|wife) )left\b(?! (?:hand|arm|leg|foot|eye|ear|side|shoulder|knee|wrist|finger|thumb|over|index|unpaid|home|me|us|him)\b)",
        r"bị (?:đuổi(?: việc)?|sa thải|cho (?:nghỉ|thôi)(?: việc)?)|(?<!trợ cấp )(?<!đơn )(?<!xin )\b(?:nghỉ|thôi|bỏ) việc\b(?! riêng| ốm)|\brời (?:công ty|xưởng|nhà máy)|\bbi duoi(?: viec)?",
        r"\b(?:dipecat|di-?phk|diberhentikan|dikeluarkan|berhenti kerja|mengundurkan diri)\b|(?<!asuransi )\b(?:sudah|udah|saya) (?:udah |sudah )?(?:berhenti|keluar|resign)\b|\bresign(?= (?:bulan|tanggal|tgl|kemarin|sejak|tahun|minggu|\d))",
        r"\b(?:tinanggal|natanggal|sinisante|pinaalis|tinerminate|na-?terminate|umalis|nag-?resign|nasisante)\b",
        r"\b(?:bei ?)?(?:citui|kaichu|jiegu)\b|\b(?:cizhi|lizhi)(?: le)?\b|အလုပ်(?:ကနေ|က|မှ)? ?(?:ထုတ်|ဖြုတ်)(?!ရင်|စာ|မယ်|လို့ရ)[က-႟]*|အလုပ်(?:ကနေ|က|မှ)? ?ထွက်(?!ရင်|စာ|ချင်|မယ်|ခွင့်|လို့ရ|မလို့|ရန်)",
        r"ئىشتىن (?:چىق|كەت|بوشا|بوشى|ئايرىل|ھەيدە|قوغلا)(?!\w*(?:سا|سە|ماقچى|مەكچى))\w+",
    ),
    "started": (
        r"入职(?!的?第|体检|登记|表|材料|手续|押金|培训费|要|时间要|前|当天|费|的?时候要)|入厂|入场(?!费)|进(?:的|了|来的?|这个?|这家|该|我们|现在的|这)*[^,。;!?的]{0,4}?(?:厂|公司|单位|工地)(?!门|里|区|要|押|不|规|的?(?:东西|货|材料))|进来的",
        r"(?:来|到|去)(?:的|了|这|这里|这家|这个|我们|该|本|现在的?)*(?:公司|厂里?|单位|店里?|工地|工厂)(?:里|上)?(?:上班|报到|打工|干活|工作|做工|干|做)?(?=$|[\s,。;!?的]|上班|报到|打工|干|工作|做)(?!的(?:人|货|车|钱|路))",
        rf"来(?:这里?|这边)?(?:上班|打工|干活|工作)(?!的?路|途|时间|要|打卡)|(?<![下起上回出过后拿送寄发收带])来的{_END}|(?<!要)(?<!去)报到|(?<!员)到岗|上的班|就(?:来)?上班|开始(?:上班(?!时|要|打)|干活?|做(?=$|[\s,。;!?]|的)|工作|打工|跑外卖|送外卖|试工|试用|实习)",
        r"\b(?:i|we|he|she|have|ve) (?:have )?(?:started|began|joined)\b(?! (?:to (?:owe|cut|deduct)|paying|owing))|\b(?:started|began) (?:work|working|my job|the job|here|at|this)|\bjoined (?:the|this|in|on|last|company|as)|\bstart(?:ed)? (?:work|date)|(?:^|: )(?:started|joined|hired)\b|\b(?:was|been|got) hired",
        r"\b(?:vào làm|bắt đầu làm|đi làm từ(?= (?:tháng|năm|ngày))|(?<!đi )làm từ|nhận việc|vào (?:xưởng|công ty|nhà máy))\b|\bmulai (?:be)?kerja|\b(?:be)?kerja (?:di ?sini )?sejak|\bmasuk kerja(?= (?:di sini |sejak|bulan|tanggal|tahun|\d))|\bnag-?(?:simula|umpisa)(?: (?:ako(?:ng)?|na akong|kami(?:ng)?))?(?: magtrabaho)?|\bnag-?start ako|\bpumasok ako(?= (?:dito|sa (?:kumpanya|pabrika)))",
        r"\bru ?zhi\b|\bjin ?chang\b|အလုပ်(?:စ)?ဝင်(?!ရင်|ချင်|ခွင့်|မယ်)|အလုပ် ?စ(?:လုပ်|ဆင်း)|စ(?:တင်)? ?အလုပ်|ئىشقا كىر(?!ىش|سە)\w+|ئىش باشلى\w+|زاۋۇتقا كىر(?!سە)\w+",
    ),
    "worked_since": (
        r"(?<!没)(?<!没有)在(?!家)[^,。;!?]{1,10}?(?:干|做|上班|工作|打工)(?!时|服|证|量|餐|到)|(?:上班|工作|打工|干活)(?=$|[\s,。;!?的了至])",
        r"\b(?:work(?:ed|ing)|employed)\b",
    ),
    "unpaid_since": (
        r"(?:没有?|未|不|拖着?不?|停)(?:再|给|按时|正常|足额|拿到|领到|收到)*(?:我们?)?(?:发|给|付|结|支付|发放|拿|领)(?!我?[^,。;!?]{0,6}?(?:交|缴|买|保险|社保|签|办|安排|排班|活干|假|调|放))(?:过|了|到|放)*",
        r"拖欠|欠(?:薪|着?我们?|着|工资|我)|一分(?:钱)?(?:也|都|没)*(?:没|未|不)|没(?:有)?(?:工资|钱)|只发(?:了)?(?:一半|\d|部分|生活费|基本|底薪|半)",
        r"\b(?:unpaid|not (?:been )?paid|haven'?t (?:been )?paid|hasn'?t paid|no (?:pay|wages?|salary)|owes? (?:me|us)|stopped paying|not received (?:a single )?)",
        r"(?:nợ|khất|nợ tiền) lương|(?:chưa|không|ko) (?:được )?(?:trả|phát|nhận)(?: lương)?|(?:belum|tidak|nggak|gak|tak) (?:di)?(?:bayar|gaji|terima)|nunggak|(?:hindi|di) (?:pa )?(?:kami |ako )?(?:binabayaran|nababayaran|sumasahod|pinapasahod|sinasahuran)",
    ),
}  # fmt: skip

EVENT_WORDS = re.compile(
    "|".join(f"(?P<{name}>{'|'.join(f'(?:{word})' for word in words)})" for name, words in _WORDS.items())
)
"""One pattern for all events; the group that matched is the name of the event. Earlier names win at the same place."""

_NAMES = {"worked_until": "ended", "worked_since": "started", "promised": "demanded_on"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something a text says happened, and where its words stand."""

    kind: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The name under which the time is known."""
        return _NAMES.get(self.kind, self.kind)

    @property
    def needs_since(self) -> bool:
        """Whether only a time said as "since" belongs to it."""
        return self.kind in ("worked_since", "unpaid_since")

    @property
    def before_only(self) -> bool:
        """Whether only a time before it belongs to it: what follows a promise is the day that was promised."""
        return self.kind == "promised"

    @property
    def after_only(self) -> bool:
        """Whether only a time right after it belongs to it: 干到10月."""
        return self.kind == "worked_until"

    @property
    def may_come(self) -> bool:
        """Whether it may lie ahead; a future start is the next job's, and the others have happened."""
        return self.name in ("ended", "noticed_on")

    @property
    def may_last(self) -> bool:
        """Whether a time said as "since" may be its own: nobody signs or falls "since March"."""
        return self.name in ("ended", "started", "unpaid_since")
