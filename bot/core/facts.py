"""What a message states: sums, hours, days, times of service, and traits of the situation.

Reads text in normal form (text.py). Units: money in CNY, hours, days, months, years; names as in ``FACTS``.
Must not guess: a number without a sign of what it is stays out, unless the bot has just asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.core.conversation import Facts
from bot.core.model import Value
from bot.core.text import NUMBER, number

FACTS: dict[str, str] = {
    "monthly_wage": "CNY/month", "base_wage": "CNY/month", "contract_wage": "CNY/month", "probation_wage": "CNY/month",
    "daily_wage": "CNY/day", "hourly_wage": "CNY/hour", "overtime_rate_paid": "CNY/hour",
    "hours_per_day": "hours", "days_per_week": "days", "days_off_per_month": "days",
    "overtime_hours_weekday": "hours", "overtime_hours_restday": "hours", "overtime_hours_holiday": "hours",
    "paid": "CNY", "owed": "CNY", "deposit": "CNY", "fine": "CNY", "penalty": "CNY", "bonus": "CNY", "offer": "CNY",
    "years_paid": "years", "months_owed": "months", "months_worked": "months", "years_worked": "years", "contract_years": "years",
    "probation_months": "months", "age": "years", "injury_grade": "grade",
}  # fmt: skip
"""Names of the facts that can be read, with their units."""

_N = "(?P<n>" + NUMBER.pattern + ")"
_YUAN = r"\s*(?:元|块钱|块|圆|rmb|cny|yuan|kuai|蚊|¥)"
_HOUR = r"\s*(?:个?小时|个?钟头|个钟|钟(?!后)|h(?![a-z])|hours?|hrs?|tiếng|giờ|jam|oras|နာရီ|سائەت|xiaoshi)"
_DAY = r"\s*(?:天|日|days?|ngày|hari|araw|ရက်|كۈن|tian)"
_MONTH = r"\s*(?:个多?月|months?|tháng|bulan|buwan|လ|ئاي|ge yue)"
_YEAR = r"\s*(?:年半?多?|years?|năm|tahun|taon|နှစ်|يىل)"
_GAP = r"[^\d,、。;!?]{0,%d}?"
_PER_MONTH = r"(?:\s*(?:/|一|每|a|per|per |mỗi|/ ?)\s*(?:个?月|month|tháng|bulan|buwan))"


def _p(name: str, *patterns: str) -> tuple[str, tuple[re.Pattern[str], ...]]:
    return name, tuple(re.compile(pattern) for pattern in patterns)


_BASE_WORDS = (
    r"(?:底薪|基本工资|基本薪资|底工资|基本(?!上)|base(?: wage| pay| salary)?|lương cơ bản|gaji pokok)"
)
_WAGE_WORDS = (
    r"(?:月薪|月工资|(?<!最低)工资|薪资|薪水|工钱|月收入|月入|人工|拿|到手|salary|wages?|monthly pay|paid|pay|lương|gaji|upah|sahod|sweldo|"
    r"လစာ|مائاش|gongzi)"
)
_REST = r"(?:周末|周六日|周六周日|周六|周日|双休日?|休息日|礼拜六|礼拜天|礼拜日|星期六|星期天|星期日|weekends?|saturdays?|sundays?)"
_HOLIDAY = r"(?:法定(?:节?假日)?|节假日|国庆节?|十一|五一|劳动节|春节|过年|大年|元旦|端午|中秋|清明|除夕|初[一二三]|public holidays?|holidays?)"

_PATTERNS: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...] = (
    _p("injury_grade", rf"(?:伤残|残疾|工伤|评定?|鉴定|定为?){_GAP % 6}{_N}\s*级", rf"{_N}\s*级(?:工?伤残?|残疾|伤)", rf"(?:grade|level)\s*{_N}"),
    _p("age", rf"{_N}\s*(?:周?岁|years? old|tuổi|tahun umur)", rf"(?:年龄|今年|虚岁|aged){_GAP % 2}{_N}(?:周?岁)"),
    _p("probation_months", rf"试用期?{_GAP % 6}{_N}{_MONTH}", rf"{_N}{_MONTH}的?试用"),
    _p("probation_wage", rf"试用期?(?:的?工资|内?工资|拿|每月|一个月|月薪|只给|给)?{_GAP % 4}{_N}(?!{_MONTH})(?:{_YUAN})?(?=\D|$)"),
    _p("overtime_rate_paid",
       rf"加班费?{_GAP % 8}(?:每|一|个|/)(?:个)?(?:小时|钟头?|h)(?:只?给|才|是|按|算|就)?{_N}(?:{_YUAN})?",
       rf"加班费?{_GAP % 8}{_N}(?:{_YUAN})?\s*(?:/|一|每)\s*(?:个)?(?:小时|钟头?|h)",
       rf"overtime{_GAP % 12}{_N}(?:{_YUAN})?\s*(?:/|an?|per)\s*(?:hour|h)"),
    _p("hourly_wage",
       rf"{_N}(?:{_YUAN})?(?:钱)?\s*(?:/|一个?|每个?|per |an )\s*(?:小时|钟头|钟|h(?![a-z])|hour)",
       rf"(?:时薪|小时工?资?|钟点工?){_GAP % 3}{_N}(?:{_YUAN})?(?!\s*(?:个?小时|天))",
       rf"(?:每|一)个?(?:小时|钟头)(?:只|才|就)?(?:给|发|算|拿)?{_N}(?:{_YUAN})"),
    _p("overtime_hours_holiday",
       rf"{_HOLIDAY}(?:[^,。;!?]{{0,12}}?(?:上|做|干|加班|加|工作)了?)?{_GAP % 4}{_N}{_HOUR}"),
    _p("overtime_hours_restday", rf"{_REST}[^,。;!?\d]{{0,10}}{_N}{_HOUR}", rf"(?:weekend|rest day) ot{_GAP % 3}{_N}{_HOUR}"),
    _p("overtime_hours_weekday",
       rf"(?:平时|平日|平常|工作日|周一到周五|weekday)[^,。;!?\d]{{0,8}}{_N}{_HOUR}",
       rf"(?:上个?月|这个月|每个?月|一个?月|当月|本月)[^,。;!?\d]{{0,6}}加班[^,。;!?\d]{{0,4}}{_N}{_HOUR}"),
    _p("hours_per_day",
       rf"(?:一天|每天|天天|一日|每日|日均|每班|一班|a day|per day|mỗi ngày|sehari|kada araw)[^,。;!?\d]{{0,8}}{_N}{_HOUR}",
       rf"{_N}{_HOUR}\s*(?:/|一|每|a |per |mỗi |một |se|kada |isang )\s*(?:天|日|day|ngày|hari|araw)",
       rf"(?:上班|干活|工作|站|做|干)(?:了|足|满|够|时间)?:?{_N}{_HOUR}(?!后)"),
    _p("days_per_week",
       rf"(?:一周|每周|一个?礼拜|一个?星期|每星期|a week|per week)[^,。;!?\d]{{0,6}}{_N}{_DAY}",
       rf"{_N}{_DAY}\s*(?:/|一|每|a |per |mỗi |một |se|kada )\s*(?:周|礼拜|星期|week|tuần|minggu|linggo)"),
    _p("days_off_per_month",
       rf"(?:月休|每个?月(?:只|才|就)?(?:休息?|放)|一个?月(?:只|才|就)?(?:能)?(?:休息?|放|歇)){_GAP % 2}{_N}(?:{_DAY})?(?:假)?",
       rf"(?<![每年婚产])(?:休息|放假?|歇){_N}天(?:/|一)月"),
    _p("deposit",
       rf"(?:押金|保证金|押了?|定金|服装费|工装费?|抵押|deposit|tiền cọc|đặt cọc|deposito|uang jaminan|yajin)[^,。;!?\d]{{0,8}}{_N}(?:{_YUAN})?(?!{_DAY}|{_MONTH}|个月)",
       rf"(?:交|收|扣|付|缴|拿)了?(?:我)?{_N}(?:{_YUAN})?(?:的|钱|做|当|作为?)?(?:押金|保证金|服装|工装|抵押|deposit)",
       rf"{_N}(?:{_YUAN})?(?:的|钱)?(?:押金|保证金|yajin|deposit)"),
    _p("penalty", rf"(?:违约金|赔偿金|赔公司|赔付|penalty){_GAP % 8}{_N}(?:{_YUAN})?", rf"{_N}(?:{_YUAN})?的?(?:违约金)"),
    _p("fine", rf"(?:罚款?|扣(?:了|我|掉|发|除)?|fined?|phạt|denda|multa){_GAP % 6}{_N}(?:{_YUAN})(?!{_DAY})",
       rf"(?:罚款?|fined?){_GAP % 4}{_N}(?!{_DAY})"),
    _p("bonus", rf"(?:奖金|年终奖|提成|补贴|bonus){_GAP % 6}{_N}(?:{_YUAN})", rf"{_N}(?:{_YUAN})的?(?:奖金|年终奖|提成|bonus)"),
    _p("months_owed",
       rf"(?:欠|拖欠|拖|没发|未发|不发|没给|没拿|owe[sd]?|not paid|nợ|nunggak|belum dibayar){_GAP % 8}{_N}{_MONTH}",
       rf"{_N}{_MONTH}[^,。;!?\d]{{0,4}}(?:没发|未发|不发|没给|没拿到?|没结|工资没|没工资|not paid|unpaid|no pay)"),
    _p("owed",
       rf"(?:欠|拖欠|差|没给|没结|owe[sd]?)(?:着|了|我|我们|款|薪|工资|工钱|加班费|me|us)*{_GAP % 4}{_N}(?:多)?(?:{_YUAN})?(?!{_MONTH}|{_DAY}|{_HOUR}|多?个|年|人|号)",
       rf"{_N}(?:多)?(?:{_YUAN})?(?:多)?(?:没给|没结|未付|未给|不给|没拿)"),
    _p("paid",
       rf"(?:只发了?|实发|实际发|发到手|只给了?|才给了?|才发了?|只拿了?|只到账|发的是|发了|paid me|only paid|got)[^,。;!?\d]{{0,6}}{_N}(?:{_YUAN})?(?!{_DAY}|{_MONTH}|{_HOUR})"),
    _p("offer", rf"(?:赔|补偿|补|给)(?:我|偿|你)?{_N}(?:{_YUAN})(?:了事|私了|了结|就)"),
    _p("base_wage", rf"{_BASE_WORDS}(?:只有|是|才|就|为|of|is|was)?[\s::]*{_N}(?:{_YUAN})?(?!{_HOUR}|{_DAY}|{_MONTH})"),
    _p("contract_wage", rf"合同(?:上|里)?(?:写|签|约定)(?:的|了|着)?(?:是|工资)?[\s::]*{_N}(?:{_YUAN})?(?!{_YEAR}|{_MONTH})"),
    _p("daily_wage",
       rf"(?:日薪|日结|日工资|一天|每天|工价|点工)(?:的)?(?:工资|工钱)?(?:是|才|给|拿|只有|发)?{_N}(?:{_YUAN})?(?!{_HOUR}|{_DAY}|{_MONTH}|点|\d)",
       rf"{_N}(?:{_YUAN})?(?:钱)?\s*(?:/|一|每|a |per )\s*(?:天|日|day)(?!\s*\d|[^,。]{{0,4}}小时|[^,。]{{0,4}}个钟)"),
    _p("monthly_wage",
       rf"{_WAGE_WORDS}(?:是|才|就|为|只有|有|大概|大约|差不多|一个月|每个?月|of|is|was|only|me|us)*[\s::]*{_N}(?:多)?(?:{_YUAN})?(?!{_HOUR}|{_DAY}|{_MONTH}|年|号|\s*(?:days?|hours?|months?|jam|hari|bulan))",
       rf"(?:一个月|每个?月|月)(?:只有|才|就|给|拿|挣|赚|发|开|有|到手|工资|底薪)*{_N}(?:多)?(?:{_YUAN})(?!押金|罚)",
       r"(?:一个月|每个?月)(?:只有|才|就|给|拿|挣|赚|发|开|有|到手)*(?P<n>[\d一二两三四五六七八九][\d千k][\d一二三四五六七八九十百千k]*)(?![\d点号个天年月日小时人件%])",
       rf"{_N}(?:多)?(?:{_YUAN})?{_PER_MONTH}"),
    _p("contract_years", rf"(?:签了?|合同期?|签订了?)[^,。;!?\d]{{0,8}}{_N}{_YEAR}(?!前)", rf"{_N}{_YEAR}(?:期)?的?(?:劳动|固定)?合同"),
    _p("years_paid", rf"(?:社保|保险|养老|医保|失业险|失业保险|五险)?(?:交|缴|买|续)(?:费|保|纳)?(?:了|满|够|过|已经)*{_N}{_YEAR}(?!前)"),
    _p("months_worked",
       rf"(?:干|做|上班|工作|入职|来|进厂|待|呆|满|实习|worked|been|làm|kerja)(?:了|满|够|都|已经|快|for|here|được|sudah)*[^,。;!?\d]{{0,2}}{_N}{_MONTH}",
       rf"{_N}{_MONTH}(?:了|没签|没有签|还没签|都没签|,?一张纸没见)"),
    _p("years_worked",
       rf"(?<!交)(?<!缴)(?<!没)(?:干|做|上|上班|工作|入职|来|进厂|待|呆|满|工龄|worked|been|làm|kerja)(?:了|满|够|都|已经|快|有|for|班|sudah)*[^,。;!?\d]{{0,4}}{_N}{_YEAR}(?!前|的?合同|级|底|初)",
       rf"{_N}{_YEAR}(?:工龄|老员工|of service)", rf"(?:^|[,。\s]){_N}{_YEAR}(?=[^,。]{{0,6}}(?:公司|厂|单位|老员工))", rf"(?:公司|单位|厂)[^,。;!?\d]{{0,3}}{_N}{_YEAR}(?:了|,)"),
)  # fmt: skip

_SHIFT = re.compile(
    r"早上?(?P<a>[\d一二三四五六七八九十]{1,2})点?(?:半)?[^\d]{0,4}?(?:晚上?|夜里)(?P<b>[\d一二三四五六七八九十]{1,2})点?"
)
_LONE_HOURS = re.compile(rf"(?<![\d每月周])(?P<n>1[0-6]|[89]){_HOUR}(?!后|内|以)")
_HALF_YEAR = re.compile(r"(?:干|做|工作|上班|满|来|欠|拖欠)[^,。;!?]{0,6}半年")
_BORN = re.compile(r"[^\d,。]{0,3}(?:出生|生日|生的|生(?!病|产|活|孩)|born)")
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[年/.-]\s*(?P<m>1[0-2]|0?[1-9])\s*(?:[月/.-]\s*(?:(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号]?)?)?"
)

_BOUNDS: dict[str, tuple[int, int]] = {
    "hours_per_day": (1, 24), "days_per_week": (1, 7), "days_off_per_month": (0, 31), "age": (10, 99),
    "injury_grade": (1, 10), "months_worked": (0, 600), "years_worked": (0, 60), "months_owed": (0, 240),
    "probation_months": (0, 36), "contract_years": (1, 50), "hourly_wage": (1, 1000), "daily_wage": (10, 5000),
    "overtime_rate_paid": (0, 1000), "overtime_hours_weekday": (0, 744), "overtime_hours_restday": (0, 744),
    "overtime_hours_holiday": (0, 744), "monthly_wage": (50, 1000000), "base_wage": (50, 1000000),
    "contract_wage": (50, 1000000), "probation_wage": (50, 1000000), "deposit": (1, 1000000), "paid": (0, 10000000),
}  # fmt: skip

_TRAITS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in {
        "construction": r"工地|建筑|包工头|工头|施工|项目部|瓦工|钢筋工|木工|塔吊|架子工|construction site|công trường|proyek bangunan",
        "probation": r"试用期|试用|probation|thử việc|masa percobaan",
        "pregnant": r"怀孕|孕期|怀上|有喜|产检|pregnant|mang thai|hamil|buntis|ကိုယ်ဝန်|ھامىلىدار",
        "nursing": r"哺乳|喂奶|断奶|(?:孩子|娃|宝宝|小孩)(?:才|刚|还)?(?:不满|没满|未满|不到)?(?:一岁|1岁|周岁|[一二两三四五六七八九十\d]{1,2}个?多?月)|breast",
        "woman": r"(?<!儿)女(?!儿|朋友|方)|我妈|母亲|妈妈|老婆|妻子|媳妇|阿姨|大姐|女工|woman|female|wife|mother",
        "man": r"男(?!朋友|方)|我爸|父亲|爸爸|老公|丈夫|大哥|师傅|\bman\b|\bmale\b|husband|father",
        "part_time": r"兼职|小时工|钟点工|非全日|临时工|part.?time",
        "student": r"学生|实习|暑假工|寒假工|勤工|在校|大三|大四|intern|student",
        "dispatched": r"派遣|外包|劳务公司|中介公司派|dispatch|outsourc",
        "platform": r"骑手|外卖|跑腿|网约车|滴滴|美团|饿了么|平台|众包|rider|courier app",
        "no_contract": r"(?:没有?|未|不|没给|还没)(?:跟我|和我|给我)?签(?:过|订|劳动)*(?:合同|劳动)|没有?合同|无合同|no contract|without contract",
        "contract_signed": r"签(?:了|订了|过)(?:劳动)?合同",
        "resigned": r"(?<!想)(?<!要)(?<!能)(?<!可以)(?<!让我)(?<!逼我)(?<!自愿)(?:辞职|离职)|(?<!想)不干了|自离|走人|quit|resigned",
        "still_employed": r"还?在职|还在(?:这|厂|公司|单位)|没离职|现在还(?:干|上班)|still work",
        "dismissed": r"辞退|开除|解雇|炒(?:了|我|鱿鱼)|被裁|裁员|劝退|让我走|fired|dismiss|laid off|sa thải|dipecat|phk|tinanggal",
        "boss_missing": r"(?:老板|包工头|工头|公司|厂)[^,。]{0,6}(?:跑路|跑了|失联|联系不上|不见了|找不到)|boss ran",
        "injured": r"受伤|工伤|骨折|断了|压伤|砸伤|摔伤|烫伤|injur|tai nạn|kecelakaan|aksidente",
        "piece_rate": r"计件|按件|piece.?(?:rate|work)",
        "all_in_wage": r"包薪|打包|含加班|包含加班|全包|all.?in",
        "comprehensive_hours": r"综合(?:计算)?工时|综合工时",
        "domestic_worker": r"保姆|家政|住家|月嫂|护工",
        "waiver_signed": r"自愿放弃|放弃(?:社保|加班)|签了?(?:个)?承诺|奋斗者",
        "no_insurance": r"(?:没|不|未)(?:给我?|有|帮我)?(?:交|缴|买|上)(?:过)?(?:社保|保险|五险)|没社保",
        "minor": r"未成年|童工|未满(?:十六|16|18|十八)",
        "commuting": r"回(?:家|宿舍|出租屋)(?:的)?路上|(?:上|下)班(?:的)?(?:路上|途中|路)|上下班|回家路上|(?:way|going) (?:to|home from|from) work|commut|đi làm về|đường đi làm|berangkat kerja|pulang kerja|papuntang trabaho|pauwi",
        "expired": r"合同(?:已经?)?到期|到期(?:了|后)?(?:不|没)续|不续签|not renewed|contract (?:ended|expired)",
        "relocation": r"搬迁|搬厂|厂(?:要)?搬|搬到|relocat",
        "closure": r"倒闭|破产|关门|关厂|停产|closed down|bankrupt",
        "over_age": r"超龄|过了?退休年龄|退休(?:返聘|后)",
        "one_week_996": r"996",
        "single_rest": r"单休",
    }.items()
)


def read(text: str) -> Facts:
    """Everything a message in normal form states.

    >>> facts = read("东莞电子厂底薪2000,一天12小时,一个月休两天,押金500元")
    >>> {name: str(value) for name, value in sorted(facts.values.items())}
    {'base_wage': '2000', 'days_off_per_month': '2', 'deposit': '500', 'hours_per_day': '12'}
    """
    values: dict[str, Value] = {}
    taken: list[tuple[int, int]] = []
    for name, start, end, value in _numbers(text):
        if name not in values and not any(start < stop and begin < end for begin, stop in taken):
            values[name] = value
            taken.append((start, end))
    traits = {name for name, pattern in _TRAITS if pattern.search(text)}
    _add_shift(text, values)
    if "one_week_996" in traits:
        values.setdefault("hours_per_day", Decimal(12))
        values.setdefault("days_per_week", Decimal(6))
    if "single_rest" in traits:
        values.setdefault("days_per_week", Decimal(6))
    if _HALF_YEAR.search(text):
        values.setdefault("months_owed" if "欠" in text else "months_worked", Decimal(6))
    found = _DATE.search(text)
    if found:
        values["birth" if _BORN.match(text, found.end()) else "date"] = _day(found)
    age = values.get("age")
    if isinstance(age, Decimal):
        traits |= {"minor"} if age < 18 else {"over_age"} if age >= 60 else set()
    return Facts(values, frozenset(traits - {"one_week_996", "single_rest"}))


def _numbers(text: str) -> Iterator[tuple[str, int, int, Decimal]]:
    if not re.search(r"[\d零一二两俩三四五六七八九十百千万]", text):
        return
    for name, patterns in _PATTERNS:
        for pattern in patterns:
            for match in pattern.finditer(text):
                value = number(match.group("n"))
                if value is None:
                    continue
                value = _remainder(text, match.end("n"), value)
                low, high = _BOUNDS.get(name, (0, 100000000))
                if low <= value <= high:
                    yield name, match.start("n"), match.end("n"), value
    for match in _LONE_HOURS.finditer(text):
        if "加班" not in text[max(0, match.start() - 4) : match.start()]:
            yield "hours_per_day", match.start("n"), match.end("n"), Decimal(match.group("n"))


_CHANGE = re.compile(r"块(\d)(?!\d)")


_HALF = re.compile(r"\s*(?:年半|个半月)")
_AND_MONTHS = re.compile(rf"\s*年零?{_N}\s*个月")


def _remainder(text: str, end: int, value: Decimal) -> Decimal:
    """What still belongs to a number: 1块8 is 1.8, 两年半 2.5, 一年四个月 1 1/3 years."""
    change = _CHANGE.match(text, end)
    if change:
        return value + Decimal(change.group(1)) / 10
    if _HALF.match(text, end):
        return value + Decimal("0.5")
    months = _AND_MONTHS.match(text, end)
    extra = number(months.group("n")) if months else None
    return value + (extra / 12).quantize(Decimal("0.0001")) if extra is not None and extra < 12 else value


def _add_shift(text: str, values: dict[str, Value]) -> None:
    match = _SHIFT.search(text)
    if not match or "hours_per_day" in values:
        return
    start, end = number(match.group("a")), number(match.group("b"))
    if start is not None and end is not None and 4 <= start <= 11 and 4 <= end <= 12:
        values["hours_per_day"] = end + 12 - start


def _day(match: re.Match[str]) -> Value:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"] or 1))
    except ValueError:
        return match.group()


def lone_number(text: str) -> Decimal | None:
    """The number of a message that is nothing but a number and perhaps a unit, as given when asked for one."""
    match = re.fullmatch(
        rf"(?:是|大概|大约|差不多|约|每?月|一个月|about)?\s*{_N}\s*(?:多)?(?:元|块钱?|yuan|rmb|个?小时|h|天|个?月|年|岁|左右|吧|的样子|级)*",
        text,
    )
    return number(match.group("n")) if match else None
