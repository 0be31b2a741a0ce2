"""The words by which facts and traits are known: names with units, bounds, patterns. ``facts.read`` applies them.

Patterns read text in normal form (text.py); the number is the group ``n``. Order matters: what comes first takes the
number, so the narrow stands before the wide.
"""

from __future__ import annotations

import re

from bot.core.text import NUMBER

FACTS: dict[str, str] = {
    "monthly_wage": "CNY/month", "base_wage": "CNY/month", "contract_wage": "CNY/month", "probation_wage": "CNY/month",
    "daily_wage": "CNY/day", "hourly_wage": "CNY/hour", "overtime_rate_paid": "CNY/hour",
    "hours_per_day": "hours", "days_per_week": "days", "days_off_per_month": "days",
    "overtime_hours_weekday": "hours", "overtime_hours_restday": "hours", "overtime_hours_holiday": "hours",
    "paid": "CNY", "owed": "CNY", "deposit": "CNY", "fine": "CNY", "penalty": "CNY", "bonus": "CNY", "offer": "CNY",
    "years_paid": "years", "months_owed": "months", "months_worked": "months", "years_worked": "years", "contract_years": "years",
    "probation_months": "months", "age": "years", "injury_grade": "grade", "owed_total": "CNY",
    "days_beyond": "days", "probation_percent": "%", "deduction_percent": "%", "loss": "CNY",
    "leave_taken": "days", "sick_days": "days", "training_cost": "CNY", "bond_years": "years", "temperature": "°C",
    "workers": "workers", "layoff_count": "workers", "workforce": "workers", "hours_per_week": "hours",
    "fund_percent": "%", "treatment_months": "months", "pregnancy_months": "months", "days_late": "days",
    "piece_price": "CNY/piece", "pieces_workday": "pieces", "pieces_restday": "pieces", "pieces_holiday": "pieces",
    "total_hours": "hours", "overtime_months": "months", "months_underpaid": "months", "months_idle": "months",
    "babies": "babies", "dependants": "dependants", "months_kept": "months", "months_served": "months",
}  # fmt: skip
"""Names of the facts that can be read or asked for, with their units."""

N = "(?P<n>" + NUMBER.pattern + ")"
YUAN = r"\s*(?:元|块钱|块|圆|rmb|cny|yuan|kuai|蚊|¥)"
HOUR = r"\s*(?:个?小时|个?钟头|个钟|钟(?!后)|h(?![a-z])|hours?|hrs?|tiếng|giờ|jam|oras|နာရီ|سائەت|xiaoshi)"
DAY = r"\s*(?:天|日|days?|ngày|hari|araw|ရက်|كۈن|tian)"
MONTH = r"\s*(?:个多?月|months?|tháng|bulan|buwan|လ|ئاي|ge yue)"
YEAR = r"\s*(?:年半?多?|years?|năm|tahun|taon|နှစ်|يىل)"
GAP = r"[^\d,、。;!?]{0,%d}?"
_PER_MONTH = r"(?:\s*(?:/|一|每|a|per|per |mỗi|/ ?)\s*(?:个?月|month|tháng|bulan|buwan))"


def _p(name: str, *patterns: str) -> tuple[str, tuple[re.Pattern[str], ...]]:
    return name, tuple(re.compile(pattern) for pattern in patterns)


_BASE_WORDS = (
    r"(?:底薪|基本工资|基本薪资|底工资|基本(?!上)|base(?: wage| pay| salary)?|lương cơ bản|gaji pokok)"
)
_WAGE_WORDS = (
    r"(?:月薪|月工资|包薪|全包|(?<!最低)工资|薪资|薪水|工钱|月收入|月入|人工|拿|到手|salary|wages?|monthly pay|paid|pay|lương|gaji|upah|sahod|sweldo|"
    r"လစာ|مائاش|gongzi)"
)
_REST = r"(?:周末|周六日|周六周日|周六|周日|双休日?|休息日|礼拜六|礼拜天|礼拜日|星期六|星期天|星期日|weekends?|saturdays?|sundays?)"
_HOLIDAY = r"(?:法定(?:节?假日)?|节假日|国庆节?|十一|五一|劳动节|春节|过年|大年|元旦|端午|中秋|清明|除夕|初[一二三]|public holidays?|holidays?)"

PATTERNS: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...] = (
    _p("injury_grade", rf"(?:伤残|残疾|工伤|评定?|鉴定|定为?){GAP % 6}{N}\s*级", rf"{N}\s*级(?:工?伤残?|残疾|伤)", rf"(?:grade|level)\s*{N}"),
    _p("age", rf"{N}\s*(?:周?岁|years? old|tuổi|tahun umur)", rf"(?:年龄|今年|虚岁|aged){GAP % 2}{N}(?:周?岁)"),
    _p("probation_months", rf"试用期?{GAP % 6}{N}{MONTH}", rf"{N}{MONTH}的?试用"),
    _p("probation_percent",
       rf"试用期?[^,。;!?\d]{{0,14}}{N}\s*(?:%|成(?![年立])|折)", rf"{N}\s*(?:%|折)的?(?:工资)?[^,。;!?\d]{{0,4}}试用",
       rf"试用期?(?:\d+|[一二两三四五六])个?月[^,。;!?\d]{{0,8}}{N}\s*(?:%|成(?![年立])|折)"),
    _p("deduction_percent",
       rf"扣(?:了|我|掉|除|发)*(?:我|的)?(?:一个月|每个?月|当月|这个月|上个月)?(?:的)?(?:工资|薪水)?(?:的)?{N}\s*(?:%|成(?![年立]))",
       rf"{N}\s*%的?工资(?:被|都)?扣"),
    _p("fund_percent", rf"公积金[^,。;!?%\d]{{0,8}}{N}\s*%"),
    _p("temperature", rf"{N}\s*(?:°c|摄氏度|度(?!假|过|数|量|日|春))"),
    _p("training_cost", rf"(?:培训|学习|进修)费用?{GAP % 6}{N}(?:{YUAN})?"),
    _p("bond_years", rf"服务(?:期|满|够){GAP % 4}{N}{YEAR}"),
    _p("hours_per_week", rf"(?:一周|每周|一个?礼拜|一个?星期|每星期|a week|per week)[^,。;!?\d]{{0,6}}{N}{HOUR}", rf"{N}{HOUR}\s*(?:a|per|/)\s*week"),
    _p("days_beyond", rf"(?:\d+|[一二两三四五六七八九十]+)\s*个月(?:零|又|加|多)?{N}\s*天"),
    _p("pregnancy_months", rf"怀孕?(?:了|才|有|到)*{N}{MONTH}[^,。;!?\d]{{0,6}}(?:流产|小产|没保住|没了)", rf"{N}{MONTH}(?:的)?(?:时候)?(?:流产|小产)"),
    _p("months_idle", rf"(?:(?:厂里?|公司|车间|单位)(?:已经|都|又)?停工|停产|待岗|放假|放长假)(?:放假)?(?:了|都|已经|快)*{N}{MONTH}"),
    _p("treatment_months", rf"(?:停工|住院|养伤|治疗|治伤|休养|在家养)(?:留薪期?|了|休息|伤)*{GAP % 4}{N}{MONTH}"),
    _p("leave_taken", rf"(?:只?休了|已经?休了?|休过){N}{DAY}(?:的)?(?:年假|年休)", rf"年休?假(?:只|才|已经?)?休了{N}{DAY}"),
    _p("sick_days", rf"病假[^,。;!?\d]{{0,6}}{N}{DAY}", rf"{N}{DAY}的?病假"),
    _p("days_late", rf"(?:逾期|过期|过了期限|过了履行期){GAP % 4}{N}{DAY}"),
    _p("layoff_count", rf"裁(?:掉|了|员|减)*{N}(?:多)?(?:个|名)?人", rf"{N}(?:个|名)?人(?:被|要被)裁"),
    _p("workforce", rf"(?:全?厂里?|公司|单位|员工)(?:一共|总共|共|有)+{N}(?:多)?(?:个|名)?(?:人|员工|工人)"),
    _p("workers", rf"(?:我们|一共|总共|大家)(?:有)?{N}(?:多)?(?:个|名)?(?:人|工友|工人|民工)", rf"(?:欠|拖欠)(?:了|我们)*{N}(?:多)?(?:个|名)(?:人|工友|工人|民工)"),
    _p("pieces_restday", rf"{_REST}[^,。;!?\d]{{0,8}}{N}\s*(?:件|个件|打|双|条)(?!衣)"),
    _p("pieces_holiday", rf"{_HOLIDAY}[^,。;!?\d]{{0,8}}{N}\s*(?:件|个件|打|双|条)(?!衣)"),
    _p("pieces_workday", rf"加班[^,。;!?\d]{{0,8}}{N}\s*(?:件|个件|打|双|条)(?!衣)"),
    _p("piece_price",
       rf"(?:一件|每件|单价|一个件|一打|计件)(?:是|才|给|算)*{N}{YUAN}", rf"{N}(?:{YUAN}\d?)\s*(?:钱)?\s*(?:/|一|每)\s*(?:件|个件|打|双|条)"),
    _p("loss", rf"(?:损失|赔偿损失|弄坏|打坏|损坏|报废)[^,。;!?\d]{{0,10}}{N}{YUAN}"),
    _p("probation_wage", rf"试用期?(?:的?工资|内?工资|拿|每月|一个月|月薪|只给|给)?{GAP % 4}{N}(?!{MONTH}|\s*[%天日折成])(?:{YUAN})?(?=\D|$)"),
    _p("overtime_rate_paid",
       rf"加班费?{GAP % 8}(?:每|一|个|/)(?:个)?(?:小时|钟头?|h)(?:只?给|才|是|按|算|就)?{N}(?:{YUAN})?",
       rf"加班费?{GAP % 8}{N}(?:{YUAN})?\s*(?:/|一|每)\s*(?:个)?(?:小时|钟头?|h)",
       rf"overtime{GAP % 12}{N}(?:{YUAN})?\s*(?:/|an?|per)\s*(?:hour|h)"),
    _p("hourly_wage",
       rf"{N}(?:{YUAN})?(?:钱)?\s*(?:/|一个?|每个?|per |an )\s*(?:小时|钟头|钟|h(?![a-z])|hour)",
       rf"(?:时薪|小时工?资?|钟点工?){GAP % 3}{N}(?:{YUAN})?(?!\s*(?:个?小时|天))",
       rf"(?:每|一)个?(?:小时|钟头)(?:只|才|就)?(?:给|发|算|拿)?{N}(?:{YUAN})"),
    _p("overtime_hours_holiday",
       rf"{_HOLIDAY}(?:[^,。;!?]{{0,12}}?(?:上|做|干|加班|加|工作)了?)?{GAP % 4}{N}{HOUR}"),
    _p("overtime_hours_restday", rf"{_REST}[^,。;!?\d]{{0,10}}{N}{HOUR}", rf"(?:weekend|rest day) ot{GAP % 3}{N}{HOUR}"),
    _p("overtime_hours_weekday",
       rf"(?:平时|平日|平常|工作日|周一到周五|weekday)[^,。;!?\d]{{0,8}}{N}{HOUR}",
       rf"(?:上个?月|这个月|每个?月|一个?月|当月|本月)[^,。;!?\d]{{0,6}}加班[^,。;!?\d]{{0,4}}{N}{HOUR}",
       rf"(?:overtime|\bot\b|tăng ca|làm thêm|lembur|အချိန်ပို|قوشۇمچە){GAP % 10}{N}{HOUR}(?!\s*(?:/|a|per|mỗi|một|se|kada|every|isang)?\s*(?:day|ngày|hari|araw|ရက်))",
       rf"{N}{HOUR}\s*(?:of |ng )?(?:overtime|\bot\b|tăng ca|lembur|အချိန်ပို)"),
    _p("hours_per_day",
       rf"(?:一天|每天|天天|一日|每日|日均|每班|一班|a day|per day|mỗi ngày|sehari|kada araw)[^,。;!?\d]{{0,8}}{N}{HOUR}",
       rf"{N}{HOUR}\s*(?:/|一|每|a |per |mỗi |một |se|kada |isang )\s*(?:天|日|day|ngày|hari|araw)",
       rf"(?:上班|干活|工作|站|做|干)(?:了|足|满|够|时间)?:?{N}{HOUR}(?!后)"),
    _p("days_per_week",
       rf"(?:一周|每周|一个?礼拜|一个?星期|每星期|a week|per week)[^,。;!?\d]{{0,6}}{N}{DAY}",
       rf"{N}{DAY}\s*(?:/|一|每|a |per |mỗi |một |se|kada )\s*(?:周|礼拜|星期|week|tuần|minggu|linggo)"),
    _p("days_off_per_month",
       rf"(?:月休|每个?月(?:只|才|就)?(?:休息?|放)|一个?月(?:只|才|就)?(?:能)?(?:休息?|放|歇)){GAP % 2}{N}(?:{DAY})?(?:假)?",
       rf"(?<![每年婚产])(?:休息|放假?|歇){N}天(?:/|一)月"),
    _p("deposit",
       rf"(?:押金|保证金|押了?|定金|服装费|工装费?|抵押|deposit|tiền cọc|đặt cọc|deposito|uang jaminan|yajin)[^,。;!?\d]{{0,8}}{N}(?:{YUAN})?(?!{DAY}|{MONTH}|个月)",
       rf"(?:交|收|扣|付|缴|拿)了?(?:我)?{N}(?:{YUAN})?(?:的|钱|做|当|作为?)?(?:押金|保证金|服装|工装|抵押|deposit)",
       rf"{N}(?:{YUAN})?(?:的|钱)?(?:押金|保证金|yajin|deposit)"),
    _p("penalty", rf"(?:违约金|赔偿金|赔公司|赔付|penalty){GAP % 8}{N}(?:{YUAN})?", rf"{N}(?:{YUAN})?的?(?:违约金)"),
    _p("fine", rf"(?:罚款?|扣(?:了|我|掉|发|除)?|fined?|phạt|denda|multa){GAP % 6}{N}(?:{YUAN})(?!{DAY})",
       rf"(?:罚款?|fined?){GAP % 4}{N}(?!{DAY})"),
    _p("bonus", rf"(?:奖金|年终奖|提成|补贴|bonus){GAP % 6}{N}(?:{YUAN})", rf"{N}(?:{YUAN})的?(?:奖金|年终奖|提成|bonus)"),
    _p("months_owed",
       rf"(?:欠|拖欠|拖|没发|未发|不发|没给|没拿|owe[sd]?|not paid|nợ|nunggak|belum dibayar){GAP % 8}{N}{MONTH}",
       rf"{N}{MONTH}[^,。;!?\d]{{0,4}}(?:没发|未发|不发|没给|没拿到?|没结|工资没|没工资|not paid|unpaid|no pay)"),
    _p("owed_total", rf"(?:一共|总共|合计|加起来|全部)(?:被|都|还)?(?:欠|拖欠)(?:着|了|我们|大家|薪|工资)*{GAP % 4}{N}(?:多)?(?:{YUAN})?(?!{MONTH}|{DAY}|个|人)"),
    _p("owed",
       rf"(?:欠|拖欠|差|没给|没结|owe[sd]?)(?:着|了|我|我们|款|薪|工资|工钱|加班费|me|us)*{GAP % 4}{N}(?:多)?(?:{YUAN})?(?!{MONTH}|{DAY}|{HOUR}|多?个|年|人|号)",
       rf"{N}(?:多)?(?:{YUAN})?(?:多)?(?:没给|没结|未付|未给|不给|没拿)"),
    _p("paid",
       rf"(?:只发了?|实发|实际发|发到手|只给了?|才给了?|才发了?|只拿了?|只到账|发的是|发了|paid me|only paid|got)[^,。;!?\d]{{0,6}}{N}(?:{YUAN})?(?!{DAY}|{MONTH}|{HOUR})"),
    _p("offer", rf"(?:赔|补偿|补|给)(?:我|偿|你)?{N}(?:{YUAN})(?:了事|私了|了结|就)"),
    _p("base_wage", rf"{_BASE_WORDS}(?:只有|是|才|就|为|of|is|was)?[\s::]*{N}(?:{YUAN})?(?!{HOUR}|{DAY}|{MONTH})"),
    _p("contract_wage", rf"转正(?:以?后)?(?:的)?(?:每?月)?(?:工资|月薪|薪资|薪水|拿|是|有|给|发)*{N}(?:{YUAN})?(?!{YEAR}|{MONTH}|{DAY})", rf"合同(?:上|里)?(?:写|签|约定)(?:的|了|着)?(?:是|工资)?[\s::]*{N}(?:{YUAN})?(?!{YEAR}|{MONTH})"),
    _p("daily_wage",
       rf"(?:日薪|日结|日工资|一天|每天|工价|点工)(?:的)?(?:工资|工钱)?(?:是|才|给|拿|只有|发)?{N}(?:{YUAN})?(?!{HOUR}|{DAY}|{MONTH}|点|\d)",
       rf"{N}(?:{YUAN})?(?:钱)?\s*(?:/|一|每|a |per )\s*(?:天|日|day)(?!\s*\d|[^,。]{{0,4}}小时|[^,。]{{0,4}}个钟)"),
    _p("monthly_wage",
       rf"{_WAGE_WORDS}(?:是|才|就|为|只有|有|大概|大约|差不多|一个月|每个?月|of|is|was|only|me|us)*[\s::]*{N}(?:多)?(?:{YUAN})?(?!{HOUR}|{DAY}|{MONTH}|年|号|\s*(?:days?|hours?|months?|jam|hari|bulan))",
       rf"(?:一个月|每个?月|月)(?:只有|才|就|给|拿|挣|赚|发|开|有|到手|工资|底薪)*{N}(?:多)?(?:{YUAN})(?!押金|罚)",
       r"(?:一个月|每个?月)(?:只有|才|就|给|拿|挣|赚|发|开|有|到手)*(?P<n>[\d一二两三四五六七八九][\d千k][\d一二三四五六七八九十百千k]*)(?![\d点号个天年月日小时人件%])",
       rf"{N}(?:多)?(?:{YUAN})?{_PER_MONTH}"),
    _p("contract_years", rf"(?:签了?|合同期?|签订了?)[^,。;!?\d]{{0,8}}{N}{YEAR}(?!前)", rf"{N}{YEAR}(?:期)?的?(?:劳动|固定)?合同"),
    _p("years_paid", rf"(?:社保|保险|养老|医保|失业险|失业保险|五险)?(?:交|缴|买|续)(?:费|保|纳)?(?:了|满|够|过|已经)*{N}{YEAR}(?!前)"),
    _p("months_worked",
       rf"(?:干|做|上班|工作|入职|来|进厂|待|呆|满|实习|worked|been|làm|kerja)(?:了|满|够|都|已经|快|for|here|được|sudah)*[^,。;!?\d]{{0,2}}{N}{MONTH}",
       rf"{N}{MONTH}(?:了|没签|没有签|还没签|都没签|,?一张纸没见)"),
    _p("years_worked",
       rf"(?<!交)(?<!缴)(?<!没)(?:干|做|上|上班|工作|入职|来|进厂|待|呆|满|工龄|worked|been|làm|kerja)(?:了|满|够|都|已经|快|有|for|班|sudah)*[^,。;!?\d]{{0,4}}{N}{YEAR}(?!前|的?合同|级|底|初)",
       rf"{N}{YEAR}(?:工龄|老员工|of service)", rf"(?:^|[,。\s]){N}{YEAR}(?=[^,。]{{0,6}}(?:公司|厂|单位|老员工))", rf"(?:公司|单位|厂)[^,。;!?\d]{{0,3}}{N}{YEAR}(?:了|,)"),
)  # fmt: skip

BOUNDS: dict[str, tuple[int, int]] = {
    "hours_per_day": (1, 24), "days_per_week": (1, 7), "days_off_per_month": (0, 31), "age": (10, 99),
    "injury_grade": (1, 10), "months_worked": (0, 600), "years_worked": (0, 60), "months_owed": (0, 240),
    "probation_months": (0, 36), "contract_years": (1, 50), "hourly_wage": (1, 1000), "daily_wage": (10, 5000),
    "overtime_rate_paid": (0, 1000), "overtime_hours_weekday": (0, 368), "overtime_hours_restday": (0, 240),
    "overtime_hours_holiday": (0, 192), "monthly_wage": (50, 1000000), "base_wage": (50, 1000000),
    "probation_percent": (1, 100), "deduction_percent": (1, 100), "fund_percent": (1, 30), "temperature": (25, 60),
    "bond_years": (1, 30), "hours_per_week": (1, 168), "days_beyond": (0, 31), "pregnancy_months": (1, 10),
    "treatment_months": (0, 60), "leave_taken": (0, 366), "sick_days": (0, 930), "days_late": (0, 10000),
    "layoff_count": (1, 1000000), "workforce": (1, 10000000), "workers": (1, 100000), "total_hours": (0, 9000),
    "overtime_months": (1, 240), "months_underpaid": (1, 240), "months_idle": (0, 120), "babies": (1, 8),
    "dependants": (0, 20), "months_kept": (0, 120), "months_served": (0, 600), "years_paid": (0, 60),
    "piece_price": (0, 10000), "pieces_workday": (0, 1000000), "pieces_restday": (0, 1000000), "pieces_holiday": (0, 1000000),
    "contract_wage": (50, 1000000), "probation_wage": (50, 1000000), "deposit": (1, 1000000), "paid": (0, 10000000),
}  # fmt: skip

ASKED_AGAIN = frozenset(
    ["hours_per_day", "days_per_week", "injury_grade", "overtime_hours_weekday", "overtime_hours_restday",
     "overtime_hours_holiday", "hours_per_week", "probation_months", "days_off_per_month"]
)  # fmt: skip
"""Numbers that a slip of the finger makes impossible: told back and asked for again, not passed over."""

TRAITS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
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
        "wants_to_leave": r"(?:想|要|准备|打算|能不能|可以)(?:马上|现在|直接|立刻)?(?:辞职|离职|走人|不干)|want to (?:quit|resign|leave)",
        "resigned": r"(?<!想)(?<!要)(?<!能)(?<!可以)(?<!让我)(?<!逼我)(?<!自愿)(?:辞职|离职)|(?<!想)不干了|自离|走人|quit|resigned",
        "still_employed": r"还?在职|还在(?:这|厂|公司|单位|干|做|上班|工作|打工|里面)|没离职|现在还(?:干|上班)|still work",
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
        "last_month": r"上个?月|last month|tháng trước|bulan lalu|noong isang buwan|nakaraang buwan|ပြီးခဲ့တဲ့လ|ئالدىنقى ئاي",
        "service_and_more": r"(?:干|做|上班|工作|工龄|进厂|来)(?:了|满|有|快)*\s*(?:\d+|[一二两三四五六七八九十]+)年多",
        "stoppage": r"停工|停产|没活(?:干|儿)|待岗|放(?:长|无薪)假|no work to do",
        "dead": r"工亡|身亡|去世|过世|死亡|(?:工地|厂里|干活|上班)[^,。]{0,8}(?:摔|压|砸|电)?死了",
        "unlicensed": r"(?:没有?|无)(?:营业)?执照|黑厂|黑工厂|黑作坊|没注册|无证经营",
        "difficult_birth": r"难产|剖腹产|剖宫产|剖产",
        "twins": r"双胞胎|双胎",
        "miscarriage": r"流产|小产|胎停|没保住",
        "inspection_ordered": r"(?:责令|限期)[^,。]{0,10}(?:支付|改正|发工资)|劳动局[^,。]{0,6}(?:责令|下了?通知)",
        "over_age": r"超龄|过了?退休年龄|退休(?:返聘|后)",
        "one_week_996": r"996",
        "single_rest": r"单休",
    }.items()
)


REASONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "forced",
            r"被迫(?:离职|辞职|解除)|(?:欠薪|拖欠|没?不?发工资|没?不?交社保|没?不?给加班费)[^,。;]{0,12}(?:所以|就|我才?|只好)(?:我)?(?:辞职|离职|走|不干)|逼(?:我|得我)(?:辞职|离职|走)",
        ),
        (
            "expired",
            r"合同(?:已经?)?(?:到期|期满)[^。;]{0,12}(?:不续|不再续|没续|不签|不要我|让我走)|到期(?:了|后)?(?:公司|厂里|老板|单位)?不续|not renew",
        ),
        (
            "layoff",
            r"裁员|被裁|裁掉|裁了|效益不好|经营困难|没订单|厂(?:要)?(?:倒闭|关门|搬)|公司(?:要)?(?:倒闭|关门|破产)|laid off|redundan|bankrupt|closed down|phk massal",
        ),
        (
            "unfit",
            r"不胜任|不能胜任|能力(?:不行|不够|不足)|考核(?:不合格|不达标|没过|末位)|末位淘汰|医疗期(?:满|到)|poor performance",
        ),
        (
            "misconduct",
            r"(?:说|以)(?:我)?(?:严重)?(?:违纪|违反|旷工|迟到|偷|打架)[^,。;]{0,14}(?:开除|辞退|解雇|解除)|(?:开除|辞退|解除)[^,。;]{0,10}(?:说|因为|理由是?)(?:我)?(?:严重)?(?:违纪|违反|旷工|偷)",
        ),
        ("agreed", r"协商(?:一致)?(?:解除|离职|走)|签了?(?:协商|协议)(?:解除|离职)|mutual agreement"),
        (
            "none",
            r"(?:没有?|无|毫无)(?:任何)?(?:理由|原因|缘由|缘故)[^,。;]{0,8}|无故|无缘无故|违法(?:辞退|解除|开除|解雇)|突然(?:把我|被|就)?(?:辞退|开除|解雇|赶)|说(?:开|辞|炒)就(?:开|辞|炒)|for no reason|without (?:a )?reason|không lý do|tanpa alasan|walang dahilan",
        ),
    )
)
"""Why the employment ended, the surest sign first; the reason decides between nothing, N, N+1 and 2N."""
