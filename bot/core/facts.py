"""What a message states: sums, hours, days, times of service, and traits of the situation.

Reads text in normal form (text.py). Units: money in CNY, hours, days, months, years; names as in ``fact_words.FACTS``.
Must not guess: a number without a sign of what it is stays out, unless the bot has just asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.core.conversation import Facts
from bot.core.fact_words import ASKED_AGAIN, BOUNDS, HOUR, PATTERNS, REASONS, TRAITS, N
from bot.core.model import Value
from bot.core.text import number

_SHIFT = re.compile(
    r"早上?(?P<a>[\d一二三四五六七八九十]{1,2})点?(?:半)?[^\d]{0,4}?(?:晚上?|夜里)(?P<b>[\d一二三四五六七八九十]{1,2})点?"
)
_LONE_HOURS = re.compile(rf"(?<![\d每月周])(?P<n>1[0-6]|[89]){HOUR}(?!后|内|以)")
_HALF_YEAR = re.compile(r"(?:干|做|工作|上班|满|来|欠|拖欠)[^,。;!?]{0,6}半年")
_BORN = re.compile(r"[^\d,。]{0,3}(?:出生|生日|生的|生(?!病|产|活|孩)|born)")
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[年/.-]\s*(?P<m>1[0-2]|0?[1-9])\s*(?:[月/.-]\s*(?:(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号]?)?)?"
)


def read(text: str) -> Facts:
    """Everything a message in normal form states.

    >>> facts = read("东莞电子厂底薪2000,一天12小时,一个月休两天,押金500元")
    >>> {name: str(value) for name, value in sorted(facts.values.items())}
    {'base_wage': '2000', 'days_off_per_month': '2', 'deposit': '500', 'hours_per_day': '12'}
    """
    values: dict[str, Value] = {}
    odd: dict[str, Decimal] = {}
    taken: list[tuple[int, int]] = []
    for name, start, end, value in _numbers(text):
        if name not in values and not any(start < stop and begin < end for begin, stop in taken):
            if possible(name, value):
                values[name] = value
            elif name in ASKED_AGAIN:
                odd[name] = value
            else:
                continue
            taken.append((start, end))
    traits = {name for name, pattern in TRAITS if pattern.search(text)}
    reason = next((name for name, pattern in REASONS if pattern.search(text)), None)
    if reason:
        values["reason"] = reason
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
    strange = {name: value for name, value in odd.items() if name not in values}
    return Facts(values, frozenset(traits - {"one_week_996", "single_rest"}), strange)


def possible(name: str, value: Decimal) -> bool:
    """Whether a number can be what it is said to be: nobody works 25 hours a day.

    >>> possible("hours_per_day", Decimal(25)), possible("hours_per_day", Decimal(12))
    (False, True)
    """
    low, high = BOUNDS.get(name, (0, 100000000))
    return low <= value <= high


def _numbers(text: str) -> Iterator[tuple[str, int, int, Decimal]]:
    if not re.search(r"[\d零一二两俩三四五六七八九十百千万]", text):
        return
    for name, patterns in PATTERNS:
        for pattern in patterns:
            for match in pattern.finditer(text):
                value = number(match.group("n"))
                if value is None:
                    continue
                yield name, match.start("n"), match.end("n"), _remainder(text, match.end("n"), value)
    for match in _LONE_HOURS.finditer(text):
        if "加班" not in text[max(0, match.start() - 4) : match.start()]:
            yield "hours_per_day", match.start("n"), match.end("n"), Decimal(match.group("n"))


_CHANGE = re.compile(r"块(\d)(?!\d)")


_TENTHS = re.compile(r"\s*(?:成(?![年立])|折)")
_HALF = re.compile(r"\s*(?:年半|个半月)")
_AND_MONTHS = re.compile(rf"\s*年零?{N}\s*个月")


def _remainder(text: str, end: int, value: Decimal) -> Decimal:
    """What still belongs to a number: 1块8 is 1.8, 两年半 2.5, 一年四个月 1 1/3 years, 八折 80 %."""
    change = _CHANGE.match(text, end)
    if change:
        return value + Decimal(change.group(1)) / 10
    if value < 10 and _TENTHS.match(text, end):
        return value * 10
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
        rf"(?:是|大概|大约|差不多|约|每?月|一个月|about)?\s*{N}\s*(?:多)?(?:元|块钱?|yuan|rmb|个?小时|h|天|个?月|年|岁|左右|吧|的样子|级)*",
        text,
    )
    return number(match.group("n")) if match else None
