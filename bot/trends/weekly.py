"""The weekly message to admins: the last closed week in a few lines, and whether it is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.core.conversation import week_of
from bot.errors import StoreError
from bot.trends.change import Way, change
from bot.trends.naming import Naming
from bot.trends.page.model import Report, report
from bot.trends.released import Released
from bot.trends.report import moved
from bot.trends.sentences import Bare, Percent, Said, Sentence, Value, as_text
from bot.trends.view import View, view

LONGEST = 1000
"""Characters of the message."""
TOPICS, LANGUAGES = 5, 4
FROM = time(9)
"""When on Monday it is sent, in China."""


def message(released: Released, naming: Naming) -> str:
    """The last closed week: how many, what, what could not be answered, whether it helped, in which languages.

    Changes are against the week before.
    """
    last = view(released, 1)
    if not last.weeks:
        return naming.words["nothing_no_weeks"]
    title = _say(naming, "w_title", first=last.weeks[0], last=last.weeks[0] + timedelta(days=6))
    of_week = report(last, naming)
    if not of_week.total:
        return f"{title}\n{_say(naming, 'w_nothing', k=Bare(released.k))}"
    lines = [title, *_lines(of_week, view(released, 2), naming)]
    note = _say(naming, "w_note", k=Bare(released.k), rounding=Bare(released.rounding))
    room = LONGEST - len(note) - 1
    text = "\n".join(lines)
    return f"{text if len(text) <= room else text[: room - 1] + '…'}\n{note}"


def _lines(of_week: Report, two: View, naming: Naming) -> Iterator[str]:
    yield _with_change(naming, "w_total", two, None, count=of_week.total)
    topics = tuple(
        Said(
            "said_name",
            {"name": _with_change(naming, "w_topic", two, bar.value, name=bar.name, count=bar.count)},
        )
        for bar in of_week.topics[:TOPICS]
    )
    if topics:
        yield _say(naming, "w_topics", topics=topics)
    if of_week.unmet:
        most = next(
            (_say(naming, "w_unmet_most", name=one.name) for one in of_week.unmet_topics if one.about_work),
            "",
        )
        yield _say(naming, "w_unmet", count=of_week.unmet, share=Percent(of_week.unmet_share)) + most
    if of_week.helped:
        helped = of_week.helped
        yield _say(naming, "w_helped", share=Percent(helped.share), presses=helped.presses)
    languages = tuple(
        Said("said_share", {"name": bar.name, "share": Percent(bar.share)})
        for bar in of_week.languages[:LANGUAGES]
        if bar.share
    )
    if languages:
        yield _say(naming, "w_languages", languages=languages)


def _with_change(naming: Naming, key: str, two: View, topic: str | None, **values: Value) -> str:
    """Words with the change against the week before, or without where nothing can be said of it."""
    if len(two.weeks) == 2:
        cells = two.where(two.cut()) if topic is None else two.by(two.cut("topic"), "topic").get(topic, {})
        how = change(cells, two.weeks[:1], two.weeks[1:], two.released)
        if how.way in (Way.UP, Way.DOWN) or (topic is None and how.way is Way.STEADY):
            return _say(naming, f"{key}_change", change=moved(how, naming), **values)
    return _say(naming, key, **values)


def _say(naming: Naming, key: str, **values: Value) -> str:
    return as_text(Sentence(key, values), naming.words)


def news(released: Released, today: date, namings: Sequence[Naming]) -> str | None:
    """The message of the last closed week in each language; None where it is not released, as nothing was counted yet."""
    if week_of(today) - timedelta(weeks=1) not in released.weeks:
        return None
    return "\n\n".join(message(released, naming) for naming in namings)


class Told:
    """Which closed week the admins were told of: an empty file beside the counts, with the week in its name.

    It is made before the message goes out, by one process alone, so that no restart tells a week twice; a message lost on
    its way is lost, and ``gongyou trends report --summary`` shows it.
    """

    def __init__(self, counts: Path) -> None:
        self._counts = counts

    def due(self, now: datetime) -> date | None:
        """The Monday of the week to tell of, where it is time and nobody has told of it yet."""
        monday = week_of(now.date())
        if now < datetime.combine(monday, FROM, now.tzinfo):
            return None
        week = monday - timedelta(weeks=1)
        return None if self._mark(week).exists() else week

    def take(self, week: date) -> bool:
        """Whether it falls to the caller to tell of a week; marks of earlier weeks go."""
        mark = self._mark(week)
        try:
            mark.parent.mkdir(parents=True, exist_ok=True)
            if not _made(mark):
                return False
            for older in self._counts.parent.glob(f"{self._counts.name}.told-*"):
                if older.name < mark.name:
                    older.unlink(missing_ok=True)
        except OSError as problem:
            raise StoreError(f"the week told cannot be noted: {type(problem).__name__}") from problem
        return True

    def _mark(self, week: date) -> Path:
        return self._counts.with_name(f"{self._counts.name}.told-{week.isoformat()}")


def _made(mark: Path) -> bool:
    """Whether the mark was made just now, by the caller and nobody else."""
    try:
        mark.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    return True
