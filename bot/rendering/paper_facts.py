"""Facts, sums and days as an official Chinese paper writes them, and the blanks where she said nothing.

Only the facts named here are ever written down; name, ID number, address and phone are not among them.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.core.calculators.money import fen
from bot.core.model import NATION, RuleBase
from bot.core.paper import Paper

BLANK = "________"
MOST_CHARACTERS = 400
_ALWAYS = ("started", "ended", "place", "job", "wage", "hours_per_day", "days_per_week")
_WHERE_SAID = {
    "hours_workday": "overtime_hours_weekday", "hours_restday": "overtime_hours_restday",
    "hours_holiday": "overtime_hours_holiday", "paid": "paid", "owed": "owed", "months_owed": "months_owed",
    "deposit": "deposit", "fine": "fine", "injured_on": "injured_on", "injury_grade": "injury_grade",
}  # fmt: skip
_IN_YUAN = frozenset({"paid", "owed", "deposit", "fine"})
_WAGES = (
    ("base_wage", "月"),
    ("monthly_wage", "月"),
    ("contract_wage", "月"),
    ("daily_wage", "天"),
    ("hourly_wage", "小时"),
)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


def clean(text: str) -> str:
    """One line that any XML can hold: no control characters, no line breaks, not without end.

    >>> clean("a\\x00b\\n c")
    'ab c'
    """
    line = " ".join(_UNPRINTABLE.sub("", text).split())
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"


def yuan(value: Decimal | None) -> str:
    """A sum in CNY to the fen with thousands marked; a blank where there is none.

    >>> yuan(Decimal("2347.7")), yuan(None)
    ('2,347.70', '________')
    """
    if value is None or not value.is_finite():
        return BLANK
    try:
        return f"{fen(value):,.2f}"
    except InvalidOperation:
        return f"{value:.6E}"


def plain(value: Decimal) -> str:
    """A number without needless zeros.

    >>> plain(Decimal("21.750")), plain(Decimal(30))
    ('21.75', '30')
    """
    if not value.is_finite() or abs(value.adjusted()) > 20:
        return BLANK
    return f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"


def chinese_day(day: date) -> str:
    """A day as an official paper writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def fact_words(paper: Paper, rules: RuleBase) -> dict[str, str]:
    """Facts as a paper writes them, by the names templates use; a blank where she said nothing."""
    values = paper.facts.values
    words = dict.fromkeys((*_ALWAYS, *_WHERE_SAID), BLANK)
    words |= {
        key: chinese_day(day) for key in ("started", "ended") if isinstance(day := values.get(key), date)
    }
    words["place"] = _place(rules, paper.region)
    for name, unit in _WAGES:
        wage = values.get(name)
        if isinstance(wage, Decimal) and words["wage"] == BLANK:
            words["wage"] = f"{plain(wage)} 元/{unit}"
    for key in ("hours_per_day", "days_per_week"):
        if isinstance(number := values.get(key), Decimal):
            words[key] = plain(number)
    for key, name in _WHERE_SAID.items():
        value = values.get(name)
        if isinstance(value, Decimal):
            words[key] = f"{yuan(value)} 元" if key in _IN_YUAN else plain(value)
        elif isinstance(value, date):
            words[key] = chinese_day(value)
    return words


def shown(key: str, value: str) -> bool:
    """Whether a fact gets a line: those that every paper has, and those she stated."""
    return key in _ALWAYS or value != BLANK


def _place(rules: RuleBase, region: str | None) -> str:
    """The place from the province down, each name once."""
    chain = [code for code in rules.lineage(region) if code != NATION] if region else []
    names = dict.fromkeys(rules.regions[code].zh for code in reversed(chain))
    return "".join(names) or BLANK
