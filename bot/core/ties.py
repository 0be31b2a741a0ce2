"""Which time belongs to which event: by clause, by nearness, and by what the words between them allow.

Chinese puts the time before the verb, or after it with a link (离职时间是…); other languages allow either side;
Burmese and Uyghur end with the verb. A time beside no event stays alone.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.core.event_words import Event
from bot.core.spans import Mark

_STOP = re.compile(r"[,，。;；!?！？\n؟،؛။၊、]|\.(?=\s|$)")
_HARD_STOP = frozenset("。;!?\n.؟؛။")
_SINCE_BEFORE = re.compile(
    r"(?:从|自从?|打从?|自打|由|since|from|starting(?: in)?|từ|kể từ|sejak|dari|mulai|simula|mula|buhat)\s?(?:pa )?(?:noong |nung |tháng |bulan )?$"
)
_SINCE_AFTER = re.compile(
    r"\s?(?:份|的)?(?:开始|起|以来|至今|到现在|到今天|到如今|之?后就|就(?=没|不|只)|دىن بېرى|ကစပြီး|ကတည်းက)"
)
_SINCE_WITHIN = re.compile(r"(?:\bsince|\bfrom|\btừ|\bsejak|\bdari|\bmulai|\bsimula|\bmula|دىن) ?|دىن$")
_OUTSIDE = re.compile(
    r"(?:每个?(?:年|月|周|到)?的?|第[一-龥]年|次年|翌年|当年|现在|逢|历|农历|阴历|旧历|满|等|拖|截止?|不到|提前|至少|比"
    r"|till |until |before |by |every |each |mỗi |sampai |setiap )\s?$"
)
_UNTIL = re.compile(r"[到至]\s?$")
_BOUND = re.compile(
    r"\s?(?:份|的)?(?:(?:之|以)?[前内](?!天|面|后|几|两|台|部|蒙)|(?:之|以)后(?!就)|后(?!来|就|面|勤|厨|天|台|道)|左右前)"
)
_RANGE = re.compile(r"\s?(?:份|号|日)?\s?(?:到|至|-|~|—)+\s?$")
_WAGE = re.compile(
    r"\s?(?:份|这|那|当|整|全|个|一)*(?:月|年)?的?(?:的|底薪|基本)?(?:工资|薪|工钱|加班[费工钱时]|奖金|年终奖|绩效|提成|社保|公积金|考勤|工时|货款|账|房租|全勤|补贴|津贴"
    r"|高温|体检|业绩|生活费|钱|款|标准|年假|班表|工地款|材料|订单|运费|单费|合同款|报酬|保险)|\s?(?:'?s)? (?:wages?|pay\b|salary|bonus|overtime|ot\b|payslip|performance)"
)
_WAGE_BEFORE = re.compile(
    r"(?:\b(?:lương|gaji|upah|tiền\S*|sahod(?: ko)?|sweldo(?: ko)?|wages? (?:for|of|in)|salary (?:for|of|in)|pay (?:for|of|in)|lemburan?|bonus|overtime|ot|bayad)(?: của)?) ?(?:noong |nung |bulan )?$"
)
_LINK = re.compile(
    r"\s?(?:我|的|了|我的|工资)?\s?(?:时间|日期|日子|那天|当天)?\s?(?:大概|应该|好像|差不多|已经)?(?:是|在|于|为|:|就|从|到|自|在了|\s|-)*\s?"
)
_FILLER = re.compile(
    r"(?:我|就|应该|大概|大约|好像|差不多|可能|是|在|于|从|自|也就|记得|嗯|哦|啊|,|\s|about|around|it was|on|in|since|vào|hồi|pada|noong|nung)*"
)
_TAIL = re.compile(
    r"(?:的时候|的|吧|左右|那天|开始|呢|啊|哦|呀|了|嘛|白天|上午|下午|晚上|早上|中午|凌晨|,|po|ạ|။|က|\.|\s|!|的样子)*"
)

_HAN = re.compile(r"[\u3400-\u9fff]")
_VERB_LAST = re.compile(r"[\u1000-\u109f\u0600-\u06ff]")
"""Burmese and Uyghur: a time after the verb belongs to what comes next."""

_TURN = re.compile(
    r"\b(?:and|but|shuo|then|because|want|can|rồi|nhưng|mà|muốn|đòi|tròn|đủ|dan|tapi|lalu|terus|kemudian|mau|bisa|tapos|pero|pwede|puwede|gusto)\b"
)
_HAN_TURN = re.compile(
    r"算|怎么|多少|吗|能不能|规定|要不要|还是|或|比|每|按|.因为|所以|问|(?<!先)后|.才|生了"
)
"""Between a time and a verb these begin another thought."""

_HAN_GAP, _OTHER_GAP, _RANGE_GAP = 16, 48, 5


@dataclass(frozen=True, slots=True)
class _Time:
    """A time that may belong to an event, with how it is said: "since", "until", or as a month of wages."""

    mark: Mark
    since: bool
    until: bool
    only_since: bool

    @property
    def start(self) -> int:
        return self.mark.start

    @property
    def end(self) -> int:
        return self.mark.end


def tie(text: str, marks: list[Mark], events: list[Event]) -> dict[Mark, Event]:
    """The event of every time that has one; marks and events from left to right."""
    ranges = _ranges(text, marks)
    closing = {later.start for _, later in ranges}
    opening = {earlier.start for earlier, _ in ranges}
    blocking = [mark.start for mark in marks if mark.start not in closing]
    clauses = _clauses(text, marks)
    times: dict[int, list[_Time]] = {}
    for mark in marks:
        time = None if mark.start in closing else _time(text, mark, opens=mark.start in opening)
        if time:
            times.setdefault(bisect(clauses, mark.start), []).append(time)
    there: dict[int, list[Event]] = {}
    for event in events:
        there.setdefault(bisect(clauses, event.start), []).append(event)
    return {
        time.mark: event
        for clause in times.keys() & there.keys()
        for time, event in _pairs(text, times[clause], there[clause], blocking)
    }


def only_time(text: str, mark: Mark, start: int, end: int) -> bool:
    """Whether a stretch of text is nothing but a time and words that come with one."""
    head = _FILLER.match(text, start)
    return bool(
        start <= mark.start
        and mark.end <= end
        and head
        and head.end() >= mark.start
        and _TAIL.fullmatch(text, mark.end, end)
    )


def last_clause(text: str) -> str:
    """What stands after the last stop."""
    return _STOP.split(text)[-1]


def _ranges(text: str, marks: list[Mark]) -> list[tuple[Mark, Mark]]:
    """Neighbours that are a range: 从3月到5月."""
    return [
        (earlier, later)
        for earlier, later in pairwise(marks)
        if later.start - earlier.end <= _RANGE_GAP and _RANGE.fullmatch(text, earlier.end, later.start)
    ]


def _clauses(text: str, marks: list[Mark]) -> list[int]:
    """Where clauses end: at stops outside the times; a comma after a clause that is only a time is none ("昨天,我…")."""
    ends: list[int] = []
    starts = [mark.start for mark in marks]
    start = 0
    for stop in _STOP.finditer(text):
        before = bisect_left(starts, stop.start()) - 1
        mark = marks[before] if before >= 0 else None
        if mark and stop.start() < mark.end:
            continue
        if mark and text[stop.start()] not in _HARD_STOP and only_time(text, mark, start, stop.start()):
            continue
        start = stop.end()
        ends.append(start)
    return ends


def _time(text: str, mark: Mark, *, opens: bool) -> _Time | None:
    """How a mark is said; None for a habit, a bound ("before March") and a month of wages that is no "since"."""
    before = text[max(0, mark.start - 16) : mark.start]
    since = bool(
        _SINCE_BEFORE.search(before)
        or _SINCE_AFTER.match(text, mark.end)
        or _SINCE_WITHIN.search(text, mark.start, mark.end)
    )
    only_since = opens or bool(_WAGE.match(text, mark.end) or _WAGE_BEFORE.search(before))
    if (only_since and not since) or _BOUND.match(text, mark.end) or _OUTSIDE.search(before):
        return None
    return _Time(mark, since, bool(_UNTIL.search(before)), only_since)


def _pairs(
    text: str, here: list[_Time], there: list[Event], blocking: list[int]
) -> Iterator[tuple[_Time, Event]]:
    """Which time belongs to which event of a clause: in turn where they alternate, else the nearest."""
    if len(here) == len(there) > 1 and _alternate(here, there):
        for time, event in zip(here, there, strict=True):
            if _gap(text, time, event, blocking) is not None:
                yield time, event
        return
    starts = [event.start for event in there]
    gaps: list[tuple[int, int, _Time, Event]] = []
    for time in here:
        after = bisect(starts, time.start)
        for event in there[max(0, after - 1) : after + 1]:
            gap = _gap(text, time, event, blocking)
            if gap is not None:
                gaps.append((gap, time.start, time, event))
    used: set[int] = set()
    for _, _, time, event in sorted(gaps, key=lambda item: item[:2]):
        if time.start not in used and event.start not in used:
            used |= {time.start, event.start}
            yield time, event


def _alternate(here: list[_Time], there: list[Event]) -> bool:
    order = sorted([(time.start, "t") for time in here] + [(event.start, "e") for event in there])
    return "".join(kind for _, kind in order) in ("te" * len(here), "et" * len(here))


def _gap(text: str, time: _Time, event: Event, blocking: list[int]) -> int | None:
    """How far an event is from a time that may be its own; None where it may not."""
    if not time.since if event.needs_since else time.only_since:
        return None
    if time.since and not event.may_last:
        return None
    if event.start <= time.start < event.end:
        return 0
    if event.after_only or time.until:
        return _beside(time, event)
    low, high = (time.end, event.start) if time.end <= event.start else (event.end, time.start)
    if bisect_left(blocking, low) < bisect_left(blocking, high):
        return None
    between = text[low:high]
    if time.mark.loose and len(between) > 3:
        return None
    return _distance(between, text[event.start : event.end], event, follows=time.end <= event.start)


def _distance(between: str, word: str, event: Event, *, follows: bool) -> int | None:
    """The length of what stands between, where it lets time and event belong together; ``follows``: the event does."""
    if not _HAN.search(word):
        far = len(between) > _OTHER_GAP or _TURN.search(between)
        return None if far or (_VERB_LAST.search(word) and not follows) else len(between)
    if follows:
        return None if len(between) > _HAN_GAP or _turns(between, event) else len(between)
    return len(between) + 1 if not event.before_only and _LINK.fullmatch(between) else None


def _turns(between: str, event: Event) -> bool:
    """Whether the words between a time and a verb leave the time; one is hurt, not dismissed, "while" something."""
    return bool(_HAN_TURN.search(between)) or ("的时候" in between and event.name != "injured_on")


def _beside(time: _Time, event: Event) -> int | None:
    """Of "worked until" the time stands right after; "until" a time is an end only with the end right after it."""
    if event.after_only:
        return 0 if 0 <= time.start - event.end <= 1 else None
    return 0 if event.name == "ended" and 0 <= event.start - time.end <= 3 else None
