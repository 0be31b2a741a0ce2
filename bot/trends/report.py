"""What is asked, as a table of text: published cells only, by week and by topic."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from bot.trends.change import Change, Way, change
from bot.trends.naming import Naming
from bot.trends.released import Released
from bot.trends.sentences import Bare, Percent, Sentence, as_text
from bot.trends.view import series, total, view


def table(released: Released, naming: Naming, weeks: int) -> str:
    """The last ``weeks`` closed weeks: questions of each, newest first, then topics with their change."""
    words, seen = naming.words, view(released, weeks)
    cut = seen.cut()
    if cut is None:
        return words["nothing_no_weeks"] if not seen.weeks else nothing(released, naming)
    sums = zip(seen.weeks, series(seen.where(cut), seen.weeks), strict=True)
    by_week = [(week.isoformat(), _count(count, words["hidden"])) for week, count in sums][::-1]
    after, before = seen.recent()
    topics = sorted(seen.by(seen.cut("topic"), "topic").items(), key=lambda one: (-total(one[1]), one[0]))
    lines = [
        (
            naming.of("topic", topic),
            f"{total(cells):,}",
            moved(change(cells, before, after, released), naming),
        )
        for topic, cells in topics
    ]
    parts = [_table((words["h_week"], words["h_questions"]), by_week)]
    if lines:
        parts.append(_table((words["h_topic"], words["h_count"], words["h_change"]), lines))
    rounding = {"k": Bare(released.k), "rounding": Bare(released.rounding)}
    return "\n\n".join([*parts, as_text(Sentence("t_note", rounding), words)])


def nothing(released: Released, naming: Naming) -> str:
    """Said where weeks are closed but no cell of them is published."""
    return as_text(Sentence("nothing_hidden", {"k": Bare(released.k)}), naming.words)


def moved(how: Change, naming: Naming) -> str:
    """A change in words."""
    if how.way in (Way.UP, Way.DOWN):
        return as_text(Sentence(str(how.way), {"change": Percent(abs(how.percent))}), naming.words)
    return naming.words[str(how.way)]


def _count(count: int | None, hidden: str) -> str:
    return hidden if count is None else f"{count:,}"


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [heads, *lines]
    widths = [max(_width(row[index]) for row in rows) for index in range(len(heads))]
    return "\n".join(
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    """Columns a text takes in a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
