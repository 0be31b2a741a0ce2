"""Times as written in the languages besides Chinese: names of months, "last week", "hôm qua", dates day first.

Where 3/5/2026 may be March or May it is nothing, unless the language of the text writes the day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from bot.core.spans import FEW, Mark, When, ago, exact, month_before, week_before

_NAMES = (
    "january januari enero jan|february februari pebruari pebrero feb|march maret marso mar|april abril apr|may mei mayo|june juni hunyo jun"
    "|july juli hulyo jul|august agustus agosto aug agu|september setyembre sept sep|october oktober oktubre oct okt"
    "|november nopember nobyembre nov nop|december desember disyembre dec des"
)
_MONTHS = {name: number for number, names in enumerate(_NAMES.split("|"), 1) for name in names.split()}
_VI_NUMBERS = "giêng hai ba tư năm sáu bảy tám chín mười chạp"
_VI_MONTHS = {"mười một": 11, "mười hai": 12, "một": 1} | {
    name: number if number < 11 else 12 for number, name in enumerate(_VI_NUMBERS.split(), 1)
}
_MY_NAMES = "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ"
_MY_MONTHS = {name: number for number, name in enumerate(_MY_NAMES.split(), 1)} | {"သြဂုတ်": 8}
_UG_NAMES = "يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر ئۆكتەبىر نويابىر دېكابىر"
_UG_MONTHS = {name: number for number, name in enumerate(_UG_NAMES.split(), 1)}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_Y = r"(?P<y>(?:19|20)\d\d)"
_D = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_LAST_YEAR = r"last year|tahun lalu|tahun kemarin|năm ngoái|năm trước|nakaraang taon|noong isang taon"
_THIS_YEAR = r"this year|tahun ini|năm nay|ngayong taon"
_YEAR = rf"(?:(?:,? ?(?:of |năm |ng )?|[/-]){_Y}(?!\d)| (?:of )?(?:(?P<last>{_LAST_YEAR})|(?P<this>{_THIS_YEAR})))"
_MON = rf"(?P<mon>{_any(_MONTHS)})"
_NO_MODAL = r"(?! (?:i|not|be|have|get|still|also|we|he|she|they|the|go)\b)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_PART = r"(?P<p>early(?: in)?|mid|middle of|late(?: in)?|(?:the )?(?:start|beginning|end) of|awal|pertengahan|akhir|đầu|giữa|cuối)"
_PARTS = {
    "early": "start", "start": "start", "beginning": "start", "awal": "start", "đầu": "start", "mid": "middle", "middle": "middle",
    "pertengahan": "middle", "giữa": "middle", "late": "end", "end": "end", "akhir": "end", "cuối": "end",
}  # fmt: skip
_LEAD = (
    r"(?:\bin|\bsince|\bfrom|\bthis|\blast|\buntil|\bearly|\bmid|\blate|\bof|\bnoong|\bnung|\bnitong|\bmula|\bsimula|\bbulan|\bsejak|\bpada"
    r"|\bdari|\bmulai|\bawal|\bakhir)"
)
_NOT_WAGE = r"(?<!lương )(?<!công )(?<!mỗi )(?<!hàng )(?<!hằng )(?<!một )(?<!một)(?<!tiền )(?<!thưởng )(?<!luong )(?<!các )(?<!mấy )(?<!nhiều )"
_NO_MONEY = r"(?![\d.,]*\d| ?(?:nghìn|ngàn|triệu|tr\b|k\b|tệ|đồng|yuan|%|tiếng|giờ|ngày|lần))"

_DATED: tuple[tuple[re.Pattern[str], dict[str, int]], ...] = (
    (re.compile(rf"(?<![\d./]){_D}{_ORDINAL}(?: of| ng)?[ -]?{_MON}\b{_NO_MODAL}\.?(?:-?{_YEAR})?"), _MONTHS),
    (re.compile(rf"\b{_MON}\b\.? {_D}{_ORDINAL}(?![\d:.]|[a-z]| ?(?:days?|hours?|hrs|months?|years?|people|yuan|hari|jam|kuai)){_YEAR}?"), _MONTHS),
    (re.compile(rf"(?:\b{_PART} )?\b{_MON}\b{_YEAR}"), _MONTHS),
    (re.compile(rf"(?:\b{_PART}|{_LEAD}) (?:bulan |noong )?{_MON}\b(?! ?\d){_NO_MODAL}"), _MONTHS),
    (re.compile(rf"(?:\b(?:ngày|ngay|hôm|mùng|mồng) )?\b{_D} (?:tháng|thang) {_M}(?!\d){_YEAR}?"), {}),
    (re.compile(rf"{_NOT_WAGE}(?:\b{_PART} )?\b(?:tháng|thang) ?{_M}{_NO_MONEY}{_YEAR}?"), {}),
    (re.compile(rf"(?:(?:\b{_PART}|\btừ|\bvào|\bhồi|\bhôm) )\btháng (?P<mon>{_any(_VI_MONTHS)})\b{_YEAR}?"), _VI_MONTHS),
    (re.compile(rf"\btháng (?P<mon>{_any(_VI_MONTHS)})\b{_YEAR}"), _VI_MONTHS),
    (re.compile(rf"(?:{_Y} ?(?:ခုနှစ်|ခု)[၊, ]*)?(?P<mon>{_any(_MY_MONTHS)})လ(?: ?{_D} ?ရက်)?"), _MY_MONTHS),
    (re.compile(rf"(?:{_Y} ?-?(?:يىلى|يىل) ?)?\b{_D} ?- ?(?P<mon>{_any(_UG_MONTHS)})(?!\w)"), _UG_MONTHS),
    (re.compile(rf"{_Y} ?-?(?:يىلى|يىل) ?{_M} ?- ?ئاي(?:نىڭ ?{_D} ?- ?كۈنى|دا|دىن)"), {}),
    (re.compile(rf"(?<![\d-] ){_M} ?- ?ئاينىڭ ?{_D} ?- ?كۈنى"), {}),
    (re.compile(rf"\b{_M} ?yue ?{_D} ?(?:hao|ri)\b"), {}),
    (re.compile(rf"(?:\b(?:in|since|from|năm|tahun|noong|nung|sejak|từ|dari|mula)|^) (?:năm |tahun |noong )?{_Y}(?![\d./-]| ?(?:yuan|tệ|kuai|rmb|元|块|%))"), {}),
)  # fmt: skip
_SLASHED = re.compile(rf"(?<![\d./-])(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})[/.-]{_Y}(?!\d)")
_HALF_SLASHED = re.compile(
    r"(?:\b(?:on|since|ngày|ngay|hôm|mùng|tanggal|tgl|noong|nung|từ|sejak)\.?) (?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/.]|-\d)"
    + f"{_YEAR}?"
)
_DAY_FIRST = re.compile(
    r"[ạảãầấậẩẫằắặẳẵđẹẻẽềếệểễịỉĩọỏồốộổỗơờớợởỡụủũưừứựửữỳỵỷỹ]|ngày|ngay |tanggal|\btgl\b|dipecat|\bsaya\b|\bkerja\b|[\u1000-\u109f\u0600-\u06ff]"
)
_LONE_DAY = re.compile(
    rf"\b(?:ngày|mùng|mồng|tanggal|tgl) {_D}(?![\d/.-]| ?(?:tháng|thang|{_any(_MONTHS)})| ?%)(?: (?:(?P<last>tháng trước|bulan lalu)|(?P<this>tháng này|bulan ini)))?"
    rf"|\bon the {_D.replace('<d>', '<e>')}{_ORDINAL}\b(?! (?:floor|line|day|month|hour|time))(?: of (?:(?P<gone>last month)|this month))?"
)

_DAYS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (days, re.compile(pattern))
    for days, pattern in (
        (-2, r"\bthe day before yesterday|\bday before yesterday|\bhôm kia|\bkemarin lusa|\bkemarin dulu|\bkamakalawa|\bqiantian\b|တစ်နေ့က|တနေ့က|ئۈلۈشكۈن|ئالدىنقى كۈنى"),
        (-1, r"(?<!before )\byesterday|\blast night|\bhôm qua|\btối qua|\bđêm qua|\bhom qua\b|(?<!bulan )(?<!tahun )(?<!minggu )\bkemarin\b(?! lusa| dulu)|\bkahapon|\bkagabi|\bzuotian\b|\bzuowan\b|မနေ့က|မနေ့ည|ယမန်နေ့|تۈنۈگۈن"),
        (0, r"\btoday|\bthis morning|\bhôm nay|\bsáng nay|\bhom nay\b|\bhari ini|\btadi pagi|\btadi siang|\bngayong araw|\bkanina\b|\bjintian\b|ယနေ့|ဒီနေ့|ဒီမနက်|(?<!ھەر )بۈگۈن"),
        (1, r"\btomorrow|\bngày mai|\bbesok\b|\bmingtian\b|မနက်ဖြန်|ئەتە(?!ي)"),
    )
)  # fmt: skip
_FIL_LAST = r"(?:nakaraang|nakaraan na|noong isang|nung isang|nitong nakaraang)"
_LEADING_PART = rf"(?:\b{_PART} )?"
_SPANS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("last week", rf"\blast week|\btuần trước(?! khi)|\btuan truoc|(?<!\d )\b(?:minggu|pekan) (?:lalu|kemarin)|{_FIL_LAST} linggo|\bshang ?(?:ge ?)?(?:zhou|xingqi|libai)\b|(?:ပြီးခဲ့တဲ့|လွန်ခဲ့တဲ့|အရင်) ?(?:အပတ်|တစ်ပတ်|ပတ်)|ئۆتكەن ھەپتە(?!ل)"),
        ("last month", rf"{_LEADING_PART}(?:(?<!my )(?<!the )(?<!their )(?<!his )(?<!her )(?<!our )\blast month|\btháng trước(?! khi)|\bthang truoc|\bbulan (?:lalu|kemarin)|{_FIL_LAST} buwan|\bshang ?ge ?yue\b|(?:ပြီးခဲ့တဲ့|လွန်ခဲ့တဲ့|အရင်) ?(?:လ|တစ်လ)(?![က-႟]*တွေ)(?=က|$|[ ၊။])|ئۆتكەن ئاي(?!ل))"),
        ("this month", rf"{_LEADING_PART}(?:\bthis month|\btháng này|\bbulan ini|\bngayong buwan|\bzhe ?ge ?yue\b)"),
        ("last year", rf"{_LEADING_PART}(?:(?<!my )(?:\blast year|\bnăm (?:ngoái|trước)(?! khi)|\btahun (?:lalu|kemarin)|{_FIL_LAST} taon)|\bqunian\b|မနှစ်က|(?:ပြီးခဲ့တဲ့|အရင်) ?နှစ်(?=က|$|[ ၊။])|ئۆتكەن يىل(?!ل)|بۇلتۇر)"),
        ("this year", rf"{_LEADING_PART}(?:(?:\bthis year|\bnăm nay|\btahun ini|\bngayong taon)|\bjinnian\b)"),
    )
)  # fmt: skip
_WEEKDAY = re.compile(r"\blast (?P<w>mon|tues|wednes|thurs|fri|satur|sun)day")
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")

_NUMBERS: dict[str, Decimal] = {
    word: Decimal(value)
    for value, words in (
        ("1", "a an one một satu se isang တစ် بىر"), ("2", "two hai dua dalawang နှစ် ئىككى"), ("3", "three ba tiga tatlong သုံး ئۈچ"),
        ("4", "four bốn empat apat လေး تۆت"), ("5", "five năm lima limang ငါး بەش"), ("6", "six sáu enam anim ခြောက် ئالتە"),
        ("7", "seven bảy tujuh pitong ခုနစ် يەتتە"), ("8", "eight tám delapan walong ရှစ် سەككىز"), ("9", "nine chín sembilan siyam ကိုး توققۇز"),
        ("10", "ten mười sepuluh sampung ဆယ် ئون"), ("11", "eleven"), ("12", "twelve"), ("0.5", "half nửa setengah kalahating ئېرىم يېرىم"),
        (str(FEW), "few several some couple vài mấy beberapa ilang"),
    )
    for word in words.split()
}  # fmt: skip
_UNITS: dict[str, str] = {
    word: unit
    for unit, words in (
        ("day", "day days ngày ngay hari araw ရက် كۈن"), ("week", "week weeks tuần tuan minggu pekan linggo ပတ် ھەپتە"),
        ("month", "month months tháng thang bulan buwan လ ئاي"), ("year", "year years năm nam tahun taon နှစ် يىل"),
    )
    for word in words.split()
}  # fmt: skip
_MORE = r"(?P<lean>over|more than|almost|nearly|about|around|hơn|gần|khoảng|lebih dari|hampir|sekitar|mahigit|halos)"
_LEANINGS = {
    "over": "more",
    "more than": "more",
    "hơn": "more",
    "lebih dari": "more",
    "mahigit": "more",
} | dict.fromkeys(("almost", "nearly", "gần", "hampir", "halos"), "less")
_N = r"(?P<n>\d{1,3}|[^\W\d_]+)"
_AGO = (
    re.compile(rf"(?:\b{_MORE} )?(?:\ba (?=few|couple|half))?\b{_N} (?:of |a |an )?(?P<u>days?|weeks?|months?|years?) ago\b"),
    re.compile(rf"(?:\b{_MORE} )?\b(?<!bình quân )(?<!trung bình ){_N} (?P<u>ngày|tuần|tháng|năm) trước(?! khi| lúc| đó| ngày)"),
    re.compile(rf"\bcách đây (?:{_MORE} )?{_N} (?P<u>ngày|tuần|tháng|năm)"),
    # Without "yang", "lalu" is as often "and then": only at the end of a clause is it "ago".
    re.compile(rf"(?:\b{_MORE} )?\b(?:(?P<one>se)|{_N} )(?P<u>hari|minggu|bulan|tahun) (?:yang lalu|lalu(?=$|[,.;!?]))"),
    re.compile(rf"(?:\b{_MORE} )?\b{_N} (?:na )?(?P<u>araw|linggo|buwan|taon) (?:na )?(?:ang )?na?kar?a?(?:raan|lipas)"),
    re.compile(r"လွန်ခဲ့တဲ့ ?(?P<n>\d{1,3}|တစ်|နှစ်|သုံး|လေး|ငါး|ခြောက်|ခုနစ်|ရှစ်|ကိုး|ဆယ်) ?(?P<u>ရက်|ပတ်|လ|နှစ်)(?=က|$|[ ၊။])"),
    re.compile(rf"(?<!\w){_N} ?(?P<u>كۈن|ھەپتە|ئاي|يىل) (?:ئىلگىرى|بۇرۇن|ئاۋۋال)"),
)  # fmt: skip

_SCRIPT = re.compile(r"[a-zà-ỹ]{2}|[\u1000-\u109f\u0600-\u06ff]|\d[/.-]\d")
_GATE = re.compile(
    r"\d|yesterday|today|tomorrow|\blast |\bago\b|\bthis (?:month|year|morning)|"
    + rf"\b(?:{_any(_MONTHS)})\b"
    + r"|hôm|tháng|tuần|năm|hom qua|thang|tuan truoc|trước|ngày mai|đêm qua|tối qua"
    r"|kemarin|lalu|ini\b|tadi|besok|kahapon|kagabi|kanina|nakara|isang|noong|nung|ngayong|kamakalawa|tian\b|zuowan|yue\b|zhou\b|nian\b|xingqi|libai"
    r"|[\u1000-\u109f\u0600-\u06ff]"
)


def find(text: str, today: date) -> Iterator[Mark]:
    """The times of a text in the languages besides Chinese, as they stand; they may overlap."""
    if not _SCRIPT.search(text) or not _GATE.search(text):
        return
    yield from _dated(text, today)
    yield from _slashed(text, today)
    yield from _words(text, today)
    for pattern in _AGO:
        for found in pattern.finditer(text):
            when = _ago(found, today)
            if when:
                yield Mark(*found.span(), when=when)


_NAME = re.compile(rf"\b{_MON}\b")


def alone(text: str) -> Iterator[Mark]:
    """Names of months without more words."""
    for found in _NAME.finditer(text):
        yield Mark(*found.span(), month=_MONTHS[found["mon"]])


def _dated(text: str, today: date) -> Iterator[Mark]:
    for pattern, names in _DATED:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month = names[parts["mon"]] if parts.get("mon") else parts.get("m")
            if month is not None or parts.get("y"):
                part = _part(parts.get("p"))
                yield Mark(
                    *found.span(),
                    _year(parts, today),
                    int(month) if month else None,
                    _int(parts.get("d")),
                    part,
                )
    for found in _LONE_DAY.finditer(text):
        whole = (
            month_before(today, 1)
            if found["last"] or found["gone"]
            else month_before(today, 0)
            if found["this"]
            else None
        )
        year, month = (whole.first.year, whole.first.month) if whole else (None, None)
        yield Mark(*found.span(), year, month, _int(found["d"] or found["e"]))


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _part(words: str | None) -> str:
    return _PARTS.get((words or "").removeprefix("the ").split(" ")[0], "")


def _year(parts: dict[str, str | None], today: date) -> int | None:
    if parts.get("y"):
        return _int(parts["y"])
    return today.year - 1 if parts.get("last") else today.year if parts.get("this") else None


def _slashed(text: str, today: date) -> Iterator[Mark]:
    for pattern in (_SLASHED, _HALF_SLASHED):
        for found in pattern.finditer(text):
            order = day_and_month(int(found["a"]), int(found["b"]), day_first=bool(_DAY_FIRST.search(text)))
            if order:
                yield Mark(*found.span(), _year(found.groupdict(), today), order[1], order[0])


def day_and_month(first: int, second: int, *, day_first: bool) -> tuple[int, int] | None:
    """Which of two numbers is the day and which the month, where that is certain.

    >>> day_and_month(3, 15, day_first=False), day_and_month(3, 5, day_first=False), day_and_month(3, 5, day_first=True)
    ((15, 3), None, (3, 5))
    """
    if day_first or first == second:
        return (first, second) if 1 <= first <= 31 and 1 <= second <= 12 else None
    readings = [(a, b) for a, b in ((first, second), (second, first)) if 1 <= a <= 31 and 1 <= b <= 12]
    return readings[0] if len(readings) == 1 else None


def _words(text: str, today: date) -> Iterator[Mark]:
    for days, pattern in _DAYS:
        for found in pattern.finditer(text):
            yield Mark(*found.span(), when=exact(today + timedelta(days)))
    for name, pattern in _SPANS:
        for found in pattern.finditer(text):
            if not _counted(text, found.start()):
                yield _span(found, name, today)
    for found in _WEEKDAY.finditer(text):
        weekday = _WEEKDAYS.index(found["w"])
        earlier = week_before(today, 1, weekday)
        # Once this week's Friday is past, "last Friday" is said of it and of the one before.
        latest = week_before(today, 0, weekday) if weekday < today.weekday() else earlier
        yield Mark(*found.span(), when=When(earlier.first, latest.last))


def _counted(text: str, start: int) -> bool:
    """Whether a number stands before: "dua tahun lalu" is not "tahun lalu"."""
    words = text[max(0, start - 12) : start].split()
    return bool(words) and (words[-1].isdigit() or words[-1] in _NUMBERS)


def _span(found: re.Match[str], name: str, today: date) -> Mark:
    back = 1 if name.startswith("last") else 0
    part = _part(found.groupdict().get("p"))
    if name.endswith("week"):
        return Mark(*found.span(), when=week_before(today, back))
    if name.endswith("month"):
        return Mark(*found.span(), when=month_before(today, back, part))
    return Mark(*found.span(), today.year - back, part=part)


def _ago(found: re.Match[str], today: date) -> When | None:
    parts = found.groupdict()
    words = parts.get("n") or "se"
    count = Decimal(words) if words.isdigit() else _NUMBERS.get(words)
    if count is None:
        return None
    return ago(today, count, _UNITS[found["u"]], _LEANINGS.get(parts.get("lean") or "", ""))
