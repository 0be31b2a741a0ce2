"""Times in a text: dates, months, years and words such as 上个月底, each with its place.

Reads text in normal form (text.py). Chinese and dates in figures are here, other languages in times_abroad.py.
Must not say what happened at a time: dates.py ties times to events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from bot.core import times_abroad
from bot.core.spans import (
    FEW,
    FIRST_YEAR,
    Mark,
    When,
    ago,
    exact,
    festival,
    month_before,
    of_month,
    of_year,
    week_before,
)
from bot.core.text import number

_GATE = re.compile(
    r"\d|[年月昨]|[今前明听琴寻噚][天日]|[今前]晚|刚[才刚]|[上本这下]个?(?:周|星期|礼拜)|后天|天前|日前|周前|礼拜前|星期前|前[两几些]天|这[两几]天"
    r"|[一二三四五六七八九十廿][号日]|国庆|五一|元旦|春节|中秋|端午|清明|正月"
)
_OTHER_DIGIT = re.compile(r"[^\W\D0-9]")
_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")

_YEAR_WORDS = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "旧年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
}
_DAY_WORDS = {
    "大前天": -3, "前天": -2, "前晚": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "昨儿": -1, "昨早": -1,
    "昨个": -1, "琴日": -1, "寻日": -1, "噚日": -1, "寻晚": -1, "琴晚": -1, "今天": 0, "今日": 0, "今早": 0, "今儿": 0, "今晨": 0, "今晚": 0,
    "刚才": 0, "明天": 1, "明日": 1, "听日": 1, "后天": 2,
}  # fmt: skip
_MONTH_WORDS = {"上上": 2, "上": 1, "这": 0, "本": 0, "下": -1}
_WEEKDAYS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
    "6": 5,
}
_PARTS = {
    "初": "start",
    "头": "start",
    "上": "start",
    "中": "middle",
    "底": "end",
    "末": "end",
    "尾": "end",
    "下": "end",
}
_HALVES = {"上半年": "first half", "下半年": "second half", "春": "spring", "夏": "summer", "秋": "autumn"}
_UNITS = {"天": "day", "日": "day", "周": "week", "星": "week", "礼": "week", "月": "month", "年": "year"}

_HAN = "一二三四五六七八九"
_YEAR = (
    r"(?:(?P<yw>大前年|前年|去年|旧年|(?<!以)上年|今年|本年|明年|后年(?!龄))"
    r"|(?<![\d.])(?P<y>(?:19|20)\d\d|[一二][零〇一二三四五六七八九]{3}|\d\d)\s*年(?!度|龄|级|薪|假|终|代|期|限))"
)
_MONTH = rf"(?<![\d.{_HAN}十])(?P<m>1[0-2]|0?[1-9]|十[一二]?|[{_HAN}])\s*月份?"
_DAY = rf"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_HAN}]?|廿[{_HAN}]?|[{_HAN}])"
_AFTER_BARE_DAY = r"(?=$|[\s,。;!?)、的]|[被离入进辞走受开签就到才在那提交收摔砸出早晚上下去来我公老])"
_MONTH_PART = rf"(?P<p>初(?![{_HAN}十])|头|底|末|中旬|上旬|下旬|中(?!旬|秋|间))"
_NOT_NUMBERED = r"(?!\s*(?:线|楼|门|房|车|机|库|仓|院|码|厂|栋|店|馆|令|文|工|铺|商|段|井|标|炉|塔|桩|矿|位|窗|坑|床|岗|样|贴|台))"

_CIVIL = re.compile(
    rf"(?:{_YEAR}\s*的?\s*)?{_MONTH}(?:\s*的?\s*{_DAY}(?:\s*[日号]|(?![\d{_HAN}十百千]){_AFTER_BARE_DAY})|{_MONTH_PART})?"
)
_YEARLY = re.compile(
    rf"{_YEAR}(?!\s*\d+\s*月)(?:\s*的?(?:年?(?P<p>初(?![{_HAN}十])|底|末|头|尾|中(?!秋|间))|(?P<half>[上下]半年|[春夏秋]天|[春夏秋](?=$|[\s,。入进来离])))?"
    r"|\s*的?(?=国庆|五一|元旦|春节|过年|中秋|端午|清明))"
)
_RELATIVE_MONTH = re.compile(
    rf"(?<![晚早以线网海路手班加一])(?P<w>上上|上|这|本|下)个?月(?!薪|入|休|均|租|供|结|子|嫂)份?(?:\s*的?\s*{_DAY}\s*[日号]|{_MONTH_PART})?"
)
_LONE_DAY = re.compile(
    rf"(?<![\d月.#第年{_HAN}十百工满限续达近共约假休过期-]){_DAY}\s*(?:号{_NOT_NUMBERED}|(?<![{_HAN}])日(?!内|常|期|结|薪|工|均|资|班|夜|子|后|前|以|之|个|起|历|志|本|用|报))"
)
_YMD = re.compile(
    r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)\s?[-/.]\s?(?P<m>1[0-2]|0?[1-9])(?:\s?[-/.]\s?(?P<d>3[01]|[12]\d|0?[1-9]))?(?![\d元块]|[./-]\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:199|20[0-4])\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)")
_MD_FIGURES = re.compile(
    r"(?<![\d/.-])(?P<m>1[0-2]|0?[1-9])[./-](?P<d>3[01]|[12]\d|0?[1-9])\s*[日号]" + _NOT_NUMBERED
)
_DAY_WORD = re.compile(
    r"大前天|(?<!大)前天|昨[天日晚夜儿早个]|[琴寻噚]日|[琴寻]晚|今[天日早儿晨晚]|前晚|(?<![目之以当])前日|刚才|(?<!聪)明[天日]|听日|(?<![之以今])后天"
)
_JUST = re.compile(r"刚刚")
_FEW_DAYS = re.compile(r"(?:^|(?<=[\s,。;!?我是就们板司厂于]))(?:前[两几些]天|这[两几]天)")
_WEEK = re.compile(
    r"(?<![晚早以])(?P<w>上上|上|这|本|下)个?(?:周|星期|礼拜)(?P<d>[一二三四五六日天]|[1-6](?![\d天个小])|末)?(?!转|边|年|岁|期|报|末班)"
)
_COUNT = rf"(?P<n>\d{{1,3}}(?:\.5)?|好?几|数|半|十几|[{_HAN}两俩十]{{1,3}}几?)"
_SPAN = (
    rf"(?<![\d.{_HAN}十百第提])(?P<near>快要?|近|将近|接近|不到|大)?\s*{_COUNT}\s*(?P<more>来|多)?\s*"
    r"(?P<u>天|日|个?(?:星期|礼拜)|周|(?:个多|个半|个)?月|年)(?P<half>半)?(?P<over>多)?"
)
_AGO = re.compile(rf"{_SPAN}\s*(?:之|以)?前(?![一二三四五六七八九十\d天台面方期程往])")
_ELAPSED = re.compile(
    rf"(?:了|后|已经?|都|有|到现在|到今天|至今|大概|差不多|大约|距今|\s)*{_SPAN}(?:了(?!解)|至今)"
)
_LASTED = re.compile(r"[天周期拜月年]半?多?(?:了|至今)")
_FEAST = re.compile(
    r"(?P<f>国庆节?|五一(?:劳动)?节?|劳动节|元旦|春节|过年|正月|中秋节?|端午节?|清明节?)(?:假期|放假|长假)?(?:(?:之|以)?(?P<s>[前后])|期间|那几?天|的?时候)?"
    r"|(?<![\d一二两三四五六七八九十几半数多整近每当学今去前明本后成])年(?P<t>[前后])(?![月台天])"
)
_BARE_PART = re.compile(
    r"(?<![\d一二两三四五六七八九十上本这下个今去前明大每当])(?:(?P<m>月)|年)(?:初(?![一二三四五六七八九十])|(?P<mid>中)(?![旬秋间]))"
)
_FEAST_NAMES = {"过年": "春节", "正月": "春节", "劳动": "五一"}


def find(text: str, today: date) -> list[Mark]:
    """Every time a text names, from left to right; where two readings overlap the longer one stays.

    >>> [(mark.start, mark.end) for mark in find("上个月15号被辞退,2025年8月入职", date(2026, 11, 22))]
    [(0, 6), (10, 17)]
    """
    return _longest(_found(text, today))


def _longest(found: Iterator[Mark]) -> list[Mark]:
    marks = sorted(found, key=lambda mark: (mark.start - mark.end, mark.start))
    kept: list[Mark] = []
    taken = bytearray(max((mark.end for mark in marks), default=0))
    for mark in marks:
        if not any(taken[mark.start : mark.end]):
            kept.append(mark)
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    return sorted(kept, key=lambda mark: mark.start)


def western(text: str) -> str:
    """Digits of any script as 0-9, one for one."""
    return _OTHER_DIGIT.sub(lambda found: str(int(found.group())), text)


def _found(text: str, today: date) -> Iterator[Mark]:
    if _GATE.search(text):
        yield from _dates(text)
        if not text.isascii():
            yield from _calendar(text, today)
            yield from _relative(text, today)
    yield from times_abroad.find(text, today)


def _dates(text: str) -> Iterator[Mark]:
    for pattern in (_YMD, _COMPACT, _MD_FIGURES):
        for found in pattern.finditer(text):
            parts = {name: int(value) for name, value in found.groupdict().items() if value}
            yield Mark(*found.span(), parts.get("y"), parts["m"], parts.get("d"))


def _calendar(text: str, today: date) -> Iterator[Mark]:
    """Dates with 年, 月, 日 or 号; a pattern is tried only where its character stands, since most messages lack it."""
    if "月" in text:
        for found in _CIVIL.finditer(text):
            day = _int(found["d"]) if found["d"] else None
            yield Mark(*found.span(), _year(found, today), _int(found["m"]), day, _part(found["p"]))
        yield from _relative_months(text, today)
    if "号" in text or "日" in text:
        for found in _LONE_DAY.finditer(text):
            yield Mark(*found.span(), day=_int(found["d"]))
    if "年" in text:
        yield from _years(text, today)


def _years(text: str, today: date) -> Iterator[Mark]:
    for found in _YEARLY.finditer(text):
        year = _year(found, today)
        if found["y"] and len(found["y"]) == 2 and not _is_short_year(text, found):
            continue
        feast = _FEAST.match(text, found.end())
        if feast and feast["f"]:
            yield _feast(feast, today, year, found.start())
        else:
            half = _HALVES.get(found["half"] or "") or _HALVES.get((found["half"] or "")[:1], "")
            yield Mark(*found.span(), year, part=_part(found["p"]) or half)


_JOINED = re.compile(r"(?:初|底|末|中)?(?:的时候|就)?(?:进|入职|来)")


def _is_short_year(text: str, found: re.Match[str]) -> bool:
    """Whether 08年 or 18年 is a year: said with 初/底, with a zero, or of joining; else it is a length of time."""
    before = text[max(0, found.start() - 1) : found.start()]
    if before and before in "了满够过龄作干做近约共第":
        return False
    return found["y"].startswith("0") or found["y"] > "89" or bool(_JOINED.match(text, found.end()))


def _year(found: re.Match[str], today: date) -> int | None:
    if found["yw"]:
        return today.year + _YEAR_WORDS[found["yw"]]
    if not found["y"]:
        return None
    digits = int(found["y"].translate(_HAN_DIGITS))
    if digits > 99:
        return digits
    return digits + (2000 if digits <= (today.year + 1) % 100 else 1900)


def _int(numeral: str) -> int:
    value = number(numeral.replace("廿", "二十"))
    return int(value) if value is not None else 0


def _part(words: str | None) -> str:
    return _PARTS[words[0]] if words else ""


def _relative(text: str, today: date) -> Iterator[Mark]:
    for found in _DAY_WORD.finditer(text):
        yield Mark(*found.span(), when=exact(today + timedelta(_DAY_WORDS[found.group()])))
    for found in _JUST.finditer(text):
        # 刚刚 is said of this minute and of this week alike.
        yield Mark(*found.span(), when=When(today - timedelta(7), today), loose=True)
    for found in _FEW_DAYS.finditer(text):
        since, until = (9, 2) if found.group()[0] == "前" else (4, 0)
        yield Mark(*found.span(), when=When(today - timedelta(since), today - timedelta(until)))
    for found in _WEEK.finditer(text):
        yield Mark(*found.span(), when=_week(found, today))
    for found in _BARE_PART.finditer(text):
        when = _bare_part(found, today)
        if when.first <= today:
            yield Mark(*found.span(), when=when)
    if "前" in text:
        for found in _AGO.finditer(text):
            yield Mark(*found.span(), when=_ago(found, today))
    for found in _FEAST.finditer(text):
        yield _feast(found, today, None, found.start())


def _relative_months(text: str, today: date) -> Iterator[Mark]:
    for found in _RELATIVE_MONTH.finditer(text):
        whole = month_before(today, _MONTH_WORDS[found["w"]], _part(found["p"]))
        if whole:
            day = _int(found["d"]) if found["d"] else None
            yield Mark(*found.span(), whole.first.year, whole.first.month, day, _part(found["p"]))


def _bare_part(found: re.Match[str], today: date) -> When:
    """月初 and 年中 of the running month or year; 月底 and 年底 alone may be past or to come and are not read."""
    part = "middle" if found["mid"] else "start"
    when = of_month(today.year, today.month, part) if found["m"] else of_year(today.year, part)
    return when or exact(today)


def _week(found: re.Match[str], today: date) -> When:
    weeks = _MONTH_WORDS[found["w"]]
    if found["d"] == "末":
        return When(week_before(today, weeks, 5).first, week_before(today, weeks, 6).last)
    return week_before(today, weeks, _WEEKDAYS[found["d"]] if found["d"] else None)


def _feast(found: re.Match[str], today: date, year: int | None, start: int) -> Mark:
    side = {"前": "before", "后": "after"}.get(found["s"] or found["t"] or "", "")
    name = _FEAST_NAMES.get((found["f"] or "过年")[:2], (found["f"] or "")[:2])
    bare = found["f"] is not None and found.group() == found["f"]
    return Mark(start, found.end(), when=festival(name, side, year, today), loose=bare)


def _ago(found: re.Match[str], today: date) -> When | None:
    words, unit = found["n"], _UNITS[found["u"].lstrip("个多半")[0]]
    more = found["more"] or found["over"] or "多" in found["u"]
    if words in ("几", "好几", "数"):
        return ago(today, FEW, unit)
    if words.endswith("几"):
        words, more = words.removesuffix("几"), "几"
    count = Decimal("0.5") if words == "半" else number(words)
    if count is None:
        return None
    if found["half"] or "半" in found["u"]:
        count += Decimal("0.5")
    leaning = "more" if more or found["near"] == "大" else "less" if found["near"] else ""
    return ago(today, count, unit, leaning)


def may_last(text: str) -> bool:
    """Whether a text may say how long ago something was: 离职三个月了."""
    return bool(_LASTED.search(text))


def elapsed(text: str, start: int, today: date) -> tuple[int, When] | None:
    """What "...三个月了" straight after an event says: where it ends and how long ago the event was."""
    found = _ELAPSED.match(text, start)
    when = _ago(found, today) if found else None
    return (found.end(), when) if found and when else None


_ALONE_MD = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})[./-](?P<b>\d{1,2})(?![\d/.-])")


def alone(text: str, today: date) -> list[Mark]:
    """The times of a message sent as the answer to "when?": also 3/15, "March" or 三个月了 without more words."""
    return _longest(_alone(text, today))


def _alone(text: str, today: date) -> Iterator[Mark]:
    yield from _found(text, today)
    yield from times_abroad.alone(text)
    for found in _ALONE_MD.finditer(text):
        order = times_abroad.day_and_month(int(found["a"]), int(found["b"]), day_first=False)
        if order:
            yield Mark(*found.span(), month=order[1], day=order[0])
    for start in range(min(len(text), 8)):
        lasted = elapsed(text, start, today)
        if lasted:
            yield Mark(start, lasted[0], when=lasted[1])


def lone_year(text: str, today: date) -> When | None:
    """A message that is only a year."""
    year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() else 0
    return of_year(year) if FIRST_YEAR <= year <= today.year else None
