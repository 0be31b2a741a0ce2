"""What is released as CSV files that spreadsheets open as they should: names beside codes, no cell taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from bot.trends.naming import Naming
from bot.trends.released import Released
from bot.trends.view import view

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the system's old encoding, and Chinese as noise."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def files(released: Released, naming: Naming, weeks: int | None = None) -> Mapping[str, str]:
    """File name -> content: one of each published cut, newest week first."""
    return {
        f"{cut}.csv": BOM + _file(released, cut, columns, naming, weeks)
        for cut, columns in sorted(released.columns.items())
    }


def _file(released: Released, cut: str, columns: tuple[str, ...], naming: Naming, weeks: int | None) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    wanted = set(view(released, weeks).weeks)
    writer.writerow([naming.words["column_week"], *_heads(columns, naming), naming.words["column_count"]])
    rows = sorted(released.cuts.get(cut, ()), key=lambda row: (-row.week.toordinal(), -row.count, row.values))
    for row in rows:
        if row.week in wanted:
            cells = (safe(cell) for cell in _cells(columns, row.values, naming))
            writer.writerow([row.week.isoformat(), *cells, row.count])
    return text.getvalue()


def _heads(columns: tuple[str, ...], naming: Naming) -> Iterator[str]:
    for column in columns:
        head = naming.words.get(f"column_{column}", column)
        yield naming.words["column_code"].format(column=head)
        yield head


def _cells(columns: tuple[str, ...], values: tuple[str, ...], naming: Naming) -> Iterator[str]:
    for column, value in zip(columns, values, strict=True):
        yield value
        yield naming.of(column, value)


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("加班费"), safe(" =1")
    ("'=1+1", '加班费', "' =1")
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
