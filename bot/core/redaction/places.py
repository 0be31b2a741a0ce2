"""Firms and places by how they are named: a name with a word for what it is (厂, 公司, 路, 村, Co., đường, Jalan)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.redaction.lexicon import HAN, Lexicon
from bot.core.redaction.marks import Cut

_STOP = "在是给被去到进从和跟的了我你他她们这那哪个家有没不就也都要想问让叫把对向与及为因所以说干做,。!?;:、 （(）)《》\x00\n"
"""Characters that a name of a firm or place does not run over."""

_FIRM = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|分公司|子公司|集团公司|集团|公司|工厂|厂|劳务|门店|专卖店|饭店|酒店|餐厅|餐馆|超市|商行|工作室|中心|学校|幼儿园|医院|工地|项目部|家政|中介|物业|物流|美容院|饭馆|纺织|制衣|塑胶|玩具|五金|食品|鞋业|店)"
)
_OUTRIGHT = ("有限责任公司", "股份有限公司", "有限公司", "集团")
_TRADE = re.compile(
    r"(?:电子|五金|制衣|玩具|塑胶|塑料|食品|家具|家私|服装|制鞋|鞋|印刷|包装|机械|建筑|物流|快递|劳务|派遣|中介|外包|物业|保安|保洁|餐饮|人力资源|人力|科技|"
    r"实业|贸易|工程|纺织|电器|手机|灯饰|家政|美容|美发|理发|快餐|火锅|奶茶|连锁|便利|小吃|咖啡|网约车|货运|运输|装修|装饰|建筑工|化工|电池|模具|汽车|汽配|"
    r"小|大|黑|私人|私|分|子|母|总|原|老|新|前|外资|台资|日资|港资|韩资|外贸|代工|加工|作坊|工|民营|国有|国|央|企业|同|本|别|一|两|几|某|该|每|各|上市|外地|本地|"
    r"培训|职业|技术|技校|卫生|社区|人民|定点|仲裁|服务|活动|维权|招聘|人才|市场|就业|购物|大酒|我们|咱们|咱|厂|公司|店)+"
)
_FAMOUS = re.compile(
    r"富士康|比亚迪|华为|顺丰|京东|阿里巴巴|阿里|腾讯|美的|格力|海底捞|沃尔玛|立讯|蓝思|伟创力|仁宝|和硕|纬创|昌硕|宁德时代|万科|碧桂园|肯德基|麦当劳|星巴克|沙县"
)

_PLACE = re.compile(
    r"(?:工业区|工业园区?|科技园|产业园|开发区|高新区|经济区|街道|社区|小区|花园|广场|大厦|商场|市场|城中村|新村|宿舍楼|校区|园区|大道|公路|马路|大街|步行街|"
    r"自治区|自治州|省|市|县|区|镇|乡|村|屯|寨|组|路|街|巷|弄|里弄|胡同|庄|桥头|地铁站|车站|火车站|派出所)"
)
_GENERIC_PLACE = re.compile(
    r"(?:[大小老新本外同各全每某该整边山市郊城厂生活办公宿舍人才农批发劳务菜商业住附近住宅务工矿院社一两几个进出回农乡下当地户籍所属户口政府自由灰超开上马公铁道线高速半网]|工业|出租|停车|二手|建材)*"
)
_NUMBERED = re.compile(
    rf"(?:(?<=[{HAN}\s,])[a-z]?\d{{1,4}}|[a-z]\d{{0,3}}|第?[一二三四五六七八九十]{{1,3}})\s?(?:号楼|号院|号房|栋|幢|单元|室|房(?![租东产子补贴价费])|弄|巷|号(?=[院铺门仓店厂]))(?:\s?\d{{1,4}}(?:室|房|号)?)?"
)
_ESTATE = re.compile(
    rf"(?:住在?|(?:^|(?<=[,，。\s]))在?)([{HAN}]{{2,5}}(?:小区|花园|新村|社区|大厦|公寓|广场))"
)
_AFTER_ROAD = re.compile(r"(?:(?<=[路街巷道弄村])\x00*|(?<=\x00))\d{1,4}(?:-\d{1,3})?号?")

_LATIN_FIRM = re.compile(
    r"(?:\b[A-Z][\w&'.\-]*\s+){1,5}(?:Co\b\.?,?\s*(?:Ltd\b\.?)?|Ltd\b\.?|Inc\b\.?|LLC\b|Corp\b\.?|Corporation|Group|Factory|Electronics|Technology|Restaurant|Hotel|Garments?|Agency|Kindergarten|School|Academy|College|University|Cent(?:er|re)|Company|Store|Shop|Bar|Club|Clinic|Hospital|Mall|Logistics|Foods?|Textiles?|Toys|Industr(?:y|ies|ial)|Trading|Services?|Salon|Spa|Cafe)\b"
    r"|\b(?:C[ôo]ng ty|c[ôo]ng ty|Cty|cty|CTY|X[ưu][ởo]ng|x[ưu][ởo]ng|Nh[àa] m[áa]y|nh[àa] m[áa]y|PT\.?|CV\.?|Pabrik|pabrik|Perusahaan|perusahaan|Kumpanya|kumpanya|Pabrika|pabrika)"
    r"(?:\s+(?:TNHH|tnhh|MTV|c[ổo] ph[ầa]n|CP|may|giày|da|điện tử|ng|na))*((?:\s+[A-ZĐ][\w&'\-]*){1,5})"
)
_LATIN_PLACE = re.compile(
    r"(?:\b\d{1,4}[a-zA-Z]?,?\s+)?(?:\b[A-Z][\w'\-]*\s+){1,3}(?:[Rr]oad|Rd\b\.?|[Ss]treet|St\b\.|[Aa]venue|Ave\b\.?|[Dd]istrict|[Tt]own|[Vv]illage|[Cc]ounty|[Pp]rovince|[Cc]ity|[Ii]ndustrial (?:[Zz]one|[Pp]ark|[Aa]rea|[Ee]state)|[Bb]uilding|[Dd]ormitory|[Dd]orm|[Pp]lateau|[Pp]laza|Qu|Lu|Zhen|Cun|Jie)\b"
    r"|\b(?:(?:[Đđ][ưu][ờo]ng|[Pp]h[ốo]|[Qq]u[ậa]n|[Pp]h[ưu][ờo]ng|[Hh]uy[ệe]n|[Tt]h[ôo]n|[Xx][ãa]|[Tt][ỉi]nh|[Tt]h[àa]nh ph[ốo]|[Kk]hu c[ôo]ng nghi[ệe]p|KCN|[Hh][ẻe]m|[Nn]g[õo]"
    r"|[Jj]alan|[Jj]l\.?|[Dd]esa|[Kk]elurahan|[Kk]ecamatan|[Kk]abupaten|[Kk]ota|[Kk]ampung|[Gg]ang|[Pp]rovinsi|[Bb]arangay|[Bb]rgy\.?|[Kk]alye|[Ll]ungsod ng|[Ss]itio|[Pp]urok)"
    r"\s+(?:[A-Z\d][\w'\-]*(?:\s+[A-Z\d][\w'\-]*){0,3}))"
)
_LATIN_NUMBERED = re.compile(
    r"\b(?:room|rm|block|blk|unit|building|bldg|floor|no|phòng|tòa|số nhà|kamar|blok|lantai|kwarto|palapag|dorm)\.?\s*#?\s?[a-z]?\d{1,4}[a-z]?\b"
)
_BURMESE_PLACE = re.compile(r"[\u1000-\u109f]{2,16}(?=မြို့နယ်|မြို့|ရပ်ကွက်|ကျေးရွာ|လမ်း(?!ကြောင်း|ည|ခ)|စက်မှုဇုန်|ကုမ္ပဏီ)")
_UYGHUR_PLACE = re.compile(
    r"\w+(?=\s(?:شەھىرى|شەھەر|ناھىيىسى|ناھىيە|يېزىسى|كەنتى|كوچىسى|رايونى|ۋىلايىتى|شىركىتى|زاۋۇتى|ئاشخانىسى))"
)

FAR_PLACES = re.compile(
    r"\b(?:hanoi|hà nội|ha noi|sài gòn|sai gon|saigon|hồ chí minh|đà nẵng|da nang|hải phòng|nghệ an|nghe an|thanh hóa|thanh hoa|lạng sơn|lang son|quảng ninh|cao bằng|lào cai"
    r"|móng cái|jakarta|surabaya|bandung|medan|semarang|cirebon|indramayu|lampung|malang|jawa|java|sumatra|manila|cebu|davao|quezon|batangas|iloilo|luzon|mindanao"
    r"|yangon|mandalay|muse|ruili|lashio|myitkyina|kachin|shan state)\b"
    r"|ရန်ကုန်|မန္တလေး|မူဆယ်|ရွှေလီ|လားရှိုး|မြစ်ကြီးနား|ကူမင်း|ယူနန်|တယ်ဟုန်|မန်စီ|ကချင်|ရှမ်းပြည်|ကွမ်တုံ|ရှန်ကျန့်|ရှန်ဟိုင်း|ကွမ်ကျိုး|ရှမ်ကျန်|နန်းဒေါက်|ပေကျင်း"
    r"|ئۈرۈمچى|قەشقەر|خوتەن|ئاقسۇ|غۇلجا|تۇرپان|قۇمۇل|كورلا|ئاتۇش|ئىلى|كۇچا|يەكەن|شىنجاڭ|بېيجىڭ|شاڭخەي|گۇاڭجۇ|شېنجېن|خاڭجۇ|جېجياڭ|دوڭگۈەن|گۇاڭدۇڭ|چېڭدۇ|شىئەن|لەنجۇ|ۋۇخەن|سۇجۇ|تيەنجىن"
)


def places(text: str, shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    """Firms and places in a text that no list names; ``shade`` is its shadow form."""
    yield from _chinese(shade, lexicon)
    for found in _LATIN_FIRM.finditer(text):
        yield Cut(*(found.span(1) if found[1] else found.span()), "firm")
    for found in _LATIN_PLACE.finditer(text):
        if not _first_word_only(found.group(), text, found.start()):
            yield Cut(*found.span(), "place")
    for pattern in (_LATIN_NUMBERED, _NUMBERED, _AFTER_ROAD, _UYGHUR_PLACE, FAR_PLACES):
        for found in pattern.finditer(shade):
            if pattern is not _UYGHUR_PLACE or not lexicon.has_word(found.group()):
                yield Cut(*found.span(), "place")
    for found in _BURMESE_PLACE.finditer(shade):
        tail = re.split(r"(?:က|မှာ|ရဲ့|ကို|နဲ့|တဲ့|တော့)", found.group())[-1]
        if len(tail) > 1 and tail not in ("ကျွန်တော်တို့", "အလုပ်", "ဒီ"):
            yield Cut(found.end() - len(tail), found.end(), "place")


def _first_word_only(found: str, text: str, start: int) -> bool:
    """A capital that only begins a sentence names nothing: "My city", "The building"."""
    first = found.split()[0].lower()
    return (
        first
        in ("the", "my", "our", "this", "in", "a", "which", "what", "every", "same", "another", "one", "is")
        and len(found.split()) == 2
    )


def _chinese(shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    for found in _FAMOUS.finditer(shade):
        yield Cut(*found.span(), "firm")
    for found in _FIRM.finditer(shade):
        start = _name_start(shade, found.start(), 14)
        name = shade[start : found.start()]
        if found.group() in _OUTRIGHT:
            if name and not _TRADE.fullmatch(name):
                yield Cut(start, found.end(), "firm")
            continue
        core = _core(name, _TRADE, lexicon)
        if core is not None:
            yield Cut(start + core, found.end(), "firm")
    for found in _PLACE.finditer(shade):
        start = _name_start(shade, found.start(), 6)
        name = shade[start : found.start()]
        core = None if _GENERIC_PLACE.fullmatch(name) else _core(name, _GENERIC_PLACE, lexicon)
        if core is not None and shade[found.start() - 1 : found.end()][:2] not in lexicon.pairs:
            yield Cut(start + core, found.end(), "place")

    for found in _ESTATE.finditer(shade):
        if not _GENERIC_PLACE.fullmatch(found[1][:-2]):
            yield Cut(*found.span(1), "place")


def _name_start(shade: str, end: int, most: int) -> int:
    """Where the name before a suffix can begin at the earliest."""
    start = end
    while (
        start > max(0, end - most)
        and shade[start - 1] not in _STOP
        and re.match(rf"[{HAN}a-z0-9&]", shade[start - 1])
    ):
        start -= 1
    return start


def _core(name: str, everyday: re.Pattern[str], lexicon: Lexicon) -> int | None:
    """Where in what stands before a suffix the part begins that is no everyday word; None where all of it is."""
    common = [False] * len(name)
    for index in range(len(name) - 1):
        if name[index : index + 2] in lexicon.pairs:
            common[index] = common[index + 1] = True
    for found in everyday.finditer(name):
        for index in range(*found.span()):
            common[index] = True
    if False not in common or (common.count(False) == 1 and name[common.index(False)] in _ALONE):
        return None
    return common.index(False)


_ALONE = frozenset(
    "全旧要到找搬换月期派怕区店里种级出事又因按回留等招罚告进上当用管开关送骗算赔欠退交办是有没比靠经过让使由而且但或很多少高低整间座栋层"
)
"""Characters that are no name when they stand alone before a word for a firm or place."""
