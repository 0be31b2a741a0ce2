"""The weekly counts as a table of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot.core.conversation import week_of

COLUMNS = ("week", "topic", "outcome", "count")


def table(rows: Iterable[Mapping[str, object]], today: date, weeks: int) -> str:
    """Counts of the last ``weeks`` weeks, newest first, with a sum for each week."""
    first = (week_of(today) - timedelta(weeks=weeks - 1)).isoformat()
    chosen = [row for row in rows if str(row["week"]) >= first]
    if not chosen:
        return "还没有人提问 / nobody has asked yet"
    lines = [[str(row[name]) or "-" for name in COLUMNS] for row in chosen]
    widths = [max(len(line[index]) for line in [list(COLUMNS), *lines]) for index in range(len(COLUMNS))]
    out = [_row(list(COLUMNS), widths), *(_row(line, widths) for line in lines)]
    sums: Counter[str] = Counter()
    for row in chosen:
        sums[str(row["week"])] += int(str(row["count"]))
    out += ["", *(f"{week}: {count}" for week, count in sorted(sums.items(), reverse=True))]
    return "\n".join(out)


def _row(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
