"""When things happened: the events a message names, each with its day or span of days.

Reads text in normal form (text.py); the times themselves are found in times.py. Must not guess: a time that
stands beside no event, or beside two that could both own it, stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.core import times
from bot.core.event_words import EVENT_WORDS, Event
from bot.core.spans import Mark, When, resolve
from bot.core.ties import last_clause, only_time, tie

__all__ = ["EVENTS", "When", "lone", "read"]

EVENTS = (
    "started",
    "ended",
    "injured_on",
    "award_on",
    "signed_on",
    "demanded_on",
    "noticed_on",
    "unpaid_since",
)
"""Names of the events that are read. Those of ``LATEST`` may happen again; of them the latest counts."""

LATEST = frozenset({"demanded_on"})

_NEGATED = re.compile(
    r"(?:没有?|未|(?<!昨)不(?!小心)|别|无法|不能|还没|从没|拒绝|如果|假如|要是|假设|万一|能否|是否|能不能|可不可以|可以|能|想|逼|逼着|让|叫|要求|强迫|劝|动员|谈|商量|通知改?|改)"
    r"(?:被|给|我们?|跟|和|能|肯|同意|批准?|让|去|自动|主动|自己|写|公司|老板|他们?|大家)*$"
    r"|(?:\b(?:not|never|no|if|want to|wants to|to|can|could|should|may|when|before|without|unless|belum|tidak|gak|nggak|jika|kalau|mau|ingin|bisa"
    r"|không|chưa|nếu|muốn|định|sắp|hindi|kung|gusto|pag|kapag)|n't) (?:\S+ ){0,1}$"
)
_CONDITION = re.compile(
    r"如果|假如|要是|假设|万一|倘若|若是|可以|能不能|可不可以|能否|\bif\b|\bnếu\b|\bjika\b|\bkalau\b|\bkung\b|\bkapag\b"
)
_COMING = re.compile(
    r"将(?!我|他|她|本人|员工|其)|(?<![主只需重工社开机协])[要会](?!求|计|议|员|钱|债|账|工资|薪|上|回|我|到|了|过|不)|打算|准备|计划|\bwill\b|going to|\bsẽ\b|\bsắp\b|\bakan\b"
)
_REPORTED = re.compile(r"通知|说|叫|让|告诉|发话|said|told|bảo|bilang|sabi")
_STILL = re.compile(
    r"还在|继续|接着|仍|一直(?:干|上班|做)|现在还|照常|照旧|still|continue|keep (?:on )?work|until now|till now"
)
_EXPIRED = re.compile(r"到期|满期|期满|expired|contract ended")
_EXPIRED_PAST = re.compile(r"到期了|已到期|已经到期|到期后|到期之后|期满后|expired|ended")
_WORKMATE = re.compile(r"[^,。;!?]{0,3}(?:工友|同事|有人|一个小?工|个人|[\d几两一二三四五六七八九十]人)")
_TAIL_OF_YEAR = re.compile(r"年?(?:的|吧)?$")
_KIN = re.compile(r"爸|妈|父亲|母亲|爷爷|奶奶|伯|叔|老伴")
_GONE = re.compile(r"老板|工头|经理|主管|站长|爸|妈|父亲|母亲|爷爷|奶奶|伯|叔|他|她|开车|心梗|出事|儿子|孩子")


def read(text: str, today: date) -> Mapping[str, When]:
    """The events a message in normal form dates, by name.

    >>> for name, when in read("我2025年8月进厂的,今年10月31号走的", date(2026, 11, 22)).items():
    ...     print(name, when.first, when.last)
    started 2025-08-01 2025-08-31
    ended 2026-10-31 2026-10-31
    """
    text = times.western(text)
    marks = times.find(text, today)
    if not marks and not times.may_last(text):
        return {}
    events = _events(text)
    found: dict[str, list[When]] = {}
    for name, when in _tied(text, marks, events, today):
        found.setdefault(name, []).append(when)
    for name, when in _lasting(text, events, today):
        found.setdefault(name, [when])
    chosen = {name: _one(found[name], latest=name in LATEST) for name in EVENTS if name in found}
    return {name: when for name, when in chosen.items() if when is not None}


def lone(text: str, today: date) -> When | None:
    """The time of a message that is nothing but a time, as given when asked for one.

    >>> lone("大概是上个月15号吧", date(2026, 11, 22))
    When(first=datetime.date(2026, 10, 15), last=datetime.date(2026, 10, 15))
    >>> lone("15块", date(2026, 11, 22)) is None
    True
    """
    if len(text) > 80:
        return None
    text = times.western(text.strip())
    year = times.lone_year(_TAIL_OF_YEAR.sub("", text), today)
    if year is not None:
        return year.until(today)
    for mark in times.alone(text, today):
        if only_time(text, mark, 0, len(text)):
            when = resolve(mark, today)
            return when.until(today) if when else None
    return None


def _one(found: list[When], *, latest: bool) -> When | None:
    """The time of an event named more than once: the narrowest of those that agree; none where they do not."""
    if latest:
        return max(found, key=lambda when: when.last)
    best = min(found, key=lambda when: (when.last - when.first, when.first))
    return best if all(when.first <= best.last and best.first <= when.last for when in found) else None


def _events(text: str) -> list[Event]:
    """The events a text names, from left to right, without those it denies or only asks about."""
    events: list[Event] = []
    for found in EVENT_WORDS.finditer(text):
        event = Event(found.lastgroup or "", found.start(), found.end())
        denied = _NEGATED.search(text, max(0, event.start - 14), event.start)
        if not denied and not _of_another(text, event):
            events.append(event)
    return events


def _of_another(text: str, event: Event) -> bool:
    """Whether it befell somebody else: a workmate hurt, a boss or a parent who is gone."""
    before = last_clause(text[max(0, event.start - 16) : event.start])
    if event.name == "injured_on":
        return bool(_WORKMATE.search(before) or _WORKMATE.match(text[event.end : event.end + 8]))
    kin = _KIN.search(text, max(0, event.start - 40), event.start) and "我" not in before
    return text.startswith("走", event.start) and bool(_GONE.search(before) or kin)


def _tied(text: str, marks: list[Mark], events: list[Event], today: date) -> Iterator[tuple[str, When]]:
    pairs = tie(text, marks, events)
    if any(event.name == "ended" and not _is_expiry(text, event) for event in pairs.values()):
        # Who names the day she left means that day, not the end of the contract.
        pairs = {mark: event for mark, event in pairs.items() if not _is_expiry(text, event)}
    before: When | None = None
    for mark in marks:
        event = pairs.get(mark)
        when = _meant(text, mark, event, before, today) if event else resolve(mark, today, before)
        if event and when:
            yield event.name, when
        if when and (mark.month is not None or mark.year is not None):
            before = when


def _meant(text: str, mark: Mark, event: Event, before: When | None, today: date) -> When | None:
    """The days a time tied to an event means; None where the text only supposes or plans what would be past."""
    low = min(mark.start, event.start)
    lead = text[max(0, low - 12) : low]
    if _CONDITION.search(last_clause(lead)):
        return None
    words = text[mark.end : event.start] + "|" + lead[-3:]
    expiring = _is_expiry(text, event)
    if expiring and _STILL.search(text):
        return None
    # An end of contract without a year may have been or be to come.
    if (
        expiring
        and mark.year is None
        and mark.when is None
        and not _EXPIRED_PAST.search(text, max(0, event.start - 2), event.end + 2)
    ):
        return None
    coming = bool(_COMING.search(words))
    when = resolve(mark, today, before, coming=coming)
    if when is None or (coming and when.last < today) or (when.first > today and not event.may_come):
        return None
    if when.first > today and _REPORTED.search(text, max(0, low - 16), event.start) and mark.when is not None:
        # "通知我明天不用来了": tomorrow of the day it was said.
        return None
    # 月底 of the running month is said of both what has been and what is to come.
    open_end = event.may_come and mark.part == "end"
    return when if expiring or coming or open_end else when.until(today)


def _is_expiry(text: str, event: Event) -> bool:
    return bool(_EXPIRED.search(text, event.start, event.end))


def _lasting(text: str, events: list[Event], today: date) -> Iterator[tuple[str, When]]:
    """Events that are said to be so long ago: 离职三个月了."""
    for event in events:
        supposed = _CONDITION.search(last_clause(text[max(0, event.start - 12) : event.start]))
        going_on = _is_expiry(text, event) and _STILL.search(text)
        if event.needs_since or event.before_only or supposed or going_on:
            continue
        lasted = times.elapsed(text, event.end, today)
        if lasted:
            yield event.name, lasted[1]
