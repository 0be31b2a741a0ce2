"""The month-by-month sheet of hours and pay as an XLSX whose formulas recompute what is owed. In memory only.

It works as bot/core/calculators/overtime.py does: labour_law/44, base and divisor of monthly_hours_notice_2025/2, floor of
labour_law/48/2. Each formula carries its value, since viewers on a phone show that and do not compute.
"""

from __future__ import annotations

import io
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xlsxwriter import Workbook

from bot.core.model import Citation
from bot.core.paper import Paper
from bot.rendering.paper_facts import clean
from bot.rendering.paper_words import Pair, percents

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONTHS = 24
TITLE_ROW, HOW_ROW, TERMS_ROW = 0, 1, 3
HEAD_ROW = TERMS_ROW + 8
FIRST_ROW = HEAD_ROW + 1
LAST_ROW = FIRST_ROW + MONTHS - 1
MOST = Decimal(10) ** 9
"""No wage and no hours of a month reach this many; what does is left out."""

_NORMAL_HOURS = Decimal(8)
_WIDTHS = (10, 9, 9, 10, 9, 9, 9, 10, 10, 10, 10, 11, 10, 11, 14)
_LAWS = (
    Citation("labour_law", "44"), Citation("labour_law", "48", "2"), Citation("monthly_hours_notice_2025", "2")
)  # fmt: skip
_FORMULAS = {
    "B": "=$E$4",
    "C": "=$E$5",
    "D": "=MAX(B{row},C{row})",
    "E": "=IF(N($E$6)*N($E$7)>0,D{row}/$E$6/$E$7,0)",
    "I": "=ROUND(E{row}*$E$8*F{row},2)",
    "J": "=ROUND(E{row}*$E$9*G{row},2)",
    "K": "=ROUND(E{row}*$E$10*H{row},2)",
    "L": "=ROUND(E{row}*($E$8*F{row}+$E$9*G{row}+$E$10*H{row}),2)",
    "N": "=MAX(0,L{row}-M{row})",
}
"""Columns: month, base, minimum, the higher, an hour's pay; hours of three kinds; pay for each; due, paid, left, remark.

E4 to E10 hold the terms in the order of ``Terms``.
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """What all months are worked out with: CNY/month, days, hours and multiples of the hourly wage."""

    base: Decimal | None
    minimum: Decimal | None
    paid_days: Decimal | None
    daily_hours: Decimal
    workday: Decimal | None
    restday: Decimal | None
    holiday: Decimal | None


@dataclass(frozen=True, slots=True)
class Month:
    """One month as far as she told it: overtime hours of three kinds and the overtime pay she got, in CNY."""

    workday: Decimal | None = None
    restday: Decimal | None = None
    holiday: Decimal | None = None
    paid: Decimal | None = None


def made(paper: Paper, pair: Pair) -> bytes:
    """The sheet as a file; the same paper gives the same bytes."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(paper.day.year, paper.day.month, paper.day.day)})  # noqa: DTZ001
        _Sheet(book, paper, pair).write()
    return out.getvalue()


def worked_out(terms: Terms, month: Month) -> dict[str, Decimal]:
    """The values of a month's formulas, by the letter of their column: full precision, rounded once to the fen."""
    zero = Decimal(0)
    base = max(terms.base or zero, terms.minimum or zero)
    hourly = base / terms.paid_days / terms.daily_hours if terms.paid_days else zero
    kinds = {
        letter: hourly * (times or zero) * (hours or zero)
        for letter, times, hours in (
            ("I", terms.workday, month.workday), ("J", terms.restday, month.restday), ("K", terms.holiday, month.holiday)
        )
    }  # fmt: skip
    due = _fen(sum(kinds.values(), zero))
    left = max(zero, due - (month.paid or zero))
    return {
        "B": terms.base or zero,
        "C": terms.minimum or zero,
        "D": base,
        "E": hourly,
        "L": due,
        "N": left,
    } | {letter: _fen(value) for letter, value in kinds.items()}


def _fen(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def terms_of(paper: Paper, pair: Pair) -> Terms:
    """The terms of a paper; what is not known is left to be filled in."""
    rates = percents(paper, pair.rules)
    wage = next(
        (found for name in ("base_wage", "monthly_wage", "contract_wage") if (found := _number(paper, name))),
        None,
    )
    times = {name: percent / 100 if percent else None for name, percent in rates.items()}
    return Terms(wage, _sane(paper.minimum), _sane(paper.paid_days) or None, _NORMAL_HOURS, **times)


def month_of(paper: Paper) -> Month:
    """The month she spoke of."""
    names = ("overtime_hours_weekday", "overtime_hours_restday", "overtime_hours_holiday", "paid")
    return Month(*(_number(paper, name) for name in names))


def _number(paper: Paper, name: str) -> Decimal | None:
    return _sane(paper.facts.number(name))


def _sane(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() and 0 <= value < MOST else None


def months_of(paper: Paper) -> tuple[date, ...]:
    """First days of months, the latest first: from her last month (or this one) back to her first, at most 24."""
    if paper.months:
        return tuple(month for month, _ in paper.months)
    ended, started = (paper.facts.values.get(name) for name in ("ended", "started"))
    last = min(ended, paper.day) if isinstance(ended, date) else paper.day
    first = started if isinstance(started, date) else None
    found: list[date] = []
    for back in range(MONTHS):
        index = last.year * 12 + last.month - 1 - back
        if index < 12:
            break
        month = date(index // 12, index % 12 + 1, 1)
        if first and found and month.replace(day=monthrange(month.year, month.month)[1]) < first:
            break
        found.append(month)
    return tuple(found)


class _Sheet:
    """One sheet while it is written."""

    def __init__(self, book: Any, paper: Paper, pair: Pair) -> None:
        self._paper = paper
        self._pair = pair
        self._foreign = not pair.own.chinese
        self._terms = terms_of(paper, pair)
        self._sheet = book.add_worksheet(pair.word("title_sheet")[0])
        font = {"font_name": "SimSun", "font_size": 10, "valign": "vcenter"}
        box = {**font, "border": 1}
        self._title = book.add_format({**font, "font_size": 16, "bold": True})
        self._plain = book.add_format({**font, "text_wrap": True})
        self._head = book.add_format(
            {**box, "font_size": 9, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E8E8E8"}
        )
        self._label = book.add_format({**box, "text_wrap": True})
        money = {
            **box,
            "num_format": "#,##0.00;-#,##0.00;;@",
        }  # a month without overtime shows nothing, not zeros
        self._money = book.add_format(money)
        self._sum = book.add_format({**money, "bold": True, "bg_color": "#E8E8E8"})
        self._wage = book.add_format({**money, "bg_color": "#FFF8DC"})
        self._hours = book.add_format({**box, "num_format": "0.##", "bg_color": "#FFF8DC"})
        self._given = book.add_format({**box, "num_format": "#,##0.##", "bg_color": "#FFF8DC"})
        self._text = book.add_format({**box, "bg_color": "#FFF8DC"})
        self._month = book.add_format(
            {**box, "num_format": "yyyy-mm", "bg_color": "#FFF8DC", "align": "center"}
        )

    def write(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.repeat_rows(HEAD_ROW)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        zh, own = self._pair.word("title_sheet")
        self._say(TITLE_ROW, 0, f"{zh}  {own}".strip(), self._title)
        self._wide(HOW_ROW, self._both("sheet_how"), 32)
        self._write_terms()
        self._write_head()
        totals = list(self._write_months())
        self._write_totals(totals)
        self._wide(LAST_ROW + 3, self._both("foot"), 46)
        self._wide(LAST_ROW + 4, self._pair.laws(_LAWS), 20)
        sheet.freeze_panes(FIRST_ROW, 1)

    def _both(self, key: str, joint: str = "\n") -> str:
        return joint.join(clean(text) for text in self._pair.word(key) if text)

    def _labelled(self, key: str) -> str:
        return "\n".join(clean(text) for text in self._pair.label(key) if text)

    def _say(self, row: int, column: int, text: str, style: Any) -> None:
        self._sheet.write_string(row, column, text, style)

    def _wide(self, row: int, text: str, height: int) -> None:
        self._sheet.merge_range(row, 0, row, len(_WIDTHS) - 2, text, self._plain)
        self._sheet.set_row(row, height)

    def _write_terms(self) -> None:
        """One line for each: wage and minimum a month, days, hours, and the three multiples."""
        terms = self._terms
        for row, (key, value) in enumerate(
            (
                ("base", terms.base), ("minimum", terms.minimum), ("divisor", terms.paid_days),
                ("daily_hours", terms.daily_hours), ("times_workday", terms.workday),
                ("times_restday", terms.restday), ("times_holiday", terms.holiday),
            ),
            start=TERMS_ROW,
        ):  # fmt: skip
            self._sheet.merge_range(row, 0, row, 3, self._both(key), self._label)
            self._sheet.set_row(row, 28 if self._foreign else 15)
            self._fill(row, 4, value)

    def _fill(self, row: int, column: int, value: Decimal | None, style: Any = None) -> None:
        style = style or self._given
        if value is None:
            self._sheet.write_blank(row, column, None, style)
        else:
            self._sheet.write_number(row, column, float(value), style)

    def _write_head(self) -> None:
        heads = [
            *(self._both(key) for key in ("month", "base", "minimum", "base_used")),
            self._labelled("hourly_wage"),
            *(self._both(key) for key in ("hours_workday", "hours_restday", "hours_holiday")),
            *(self._labelled(key) for key in ("pay_workday", "pay_restday", "pay_holiday", "overtime_due")),
            self._both("paid"),
            self._labelled("overtime_owed"),
            self._both("remark"),
        ]
        for column, text in enumerate(heads):
            self._say(HEAD_ROW, column, text, self._head)
        self._sheet.set_row(HEAD_ROW, 104 if self._foreign else 52)

    def _write_months(self) -> Iterator[Mapping[str, Decimal]]:
        months, given = months_of(self._paper), month_of(self._paper)
        for number in range(MONTHS):
            row = FIRST_ROW + number
            if number < len(months):
                start = months[number]
                self._sheet.write_datetime(row, 0, datetime(start.year, start.month, 1), self._month)  # noqa: DTZ001
            else:
                self._sheet.write_blank(row, 0, None, self._month)
            then = self._paper.months[number][1] if number < len(self._paper.months) else None
            yield self._write_month(row, given if number == 0 else Month(), _sane(then))

    def _write_month(self, row: int, month: Month, minimum: Decimal | None) -> Mapping[str, Decimal]:
        """One month; ``minimum`` is the minimum wage of then where it differs from the one above."""
        terms = replace(self._terms, minimum=minimum) if minimum is not None else self._terms
        values = worked_out(terms, month)
        for letter, formula in _FORMULAS.items():
            if letter == "C" and terms.minimum != self._terms.minimum:
                self._fill(row, 2, terms.minimum, self._wage)
                continue
            style = {"B": self._wage, "C": self._wage, "N": self._sum}.get(letter, self._money)
            self._sheet.write_formula(
                f"{letter}{row + 1}", formula.format(row=row + 1), style, float(values[letter])
            )
        for column, hours in enumerate((month.workday, month.restday, month.holiday), start=5):
            self._fill(row, column, hours, self._hours)
        self._fill(row, 12, month.paid)
        self._sheet.write_blank(row, 14, None, self._text)
        return values | {"M": month.paid or Decimal(0)}

    def _write_totals(self, months: list[Mapping[str, Decimal]]) -> None:
        row = LAST_ROW + 1
        self._sheet.merge_range(row, 0, row, 10, self._both("total", "  "), self._head)
        for letter in "LMN":
            total = sum((values[letter] for values in months), Decimal(0))
            formula = f"=SUM({letter}{FIRST_ROW + 1}:{letter}{LAST_ROW + 1})"
            self._sheet.write_formula(f"{letter}{row + 1}", formula, self._sum, float(total))
        self._sheet.write_blank(row, 14, None, self._text)
