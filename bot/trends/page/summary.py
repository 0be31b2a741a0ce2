"""The summary in plain words: only what the published cells bear out, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.trends.change import Change, Way, change
from bot.trends.naming import Naming
from bot.trends.page.model import Bar, Report
from bot.trends.sentences import Percent, Said, Sentence
from bot.trends.view import View, total

MOST = 3
"""Names in a sentence."""
OFFICIAL = frozenset(
    {
        "wage_arrears",
        "deposit",
        "id_retention",
        "social_insurance",
        "child_labour",
        "safety",
        "harassment_force",
        "no_contract",
        "minimum_wage",
        "heat_allowance",
        "occupational_disease",
        "agency_fees",
    }
)
"""Topics that an office can act on without a worker's case."""
MUCH_UNMET = 10
"""Percent of a topic's questions left unanswered that are worth naming."""
AHEAD = 8
"""Weeks to plan for."""
SEASON = 1.3
"""A topic has its season where it was asked so much more often than over the year."""


def summary(report: Report, naming: Naming) -> tuple[Sentence, ...]:
    """What an admin should know first; the last ones say what to do."""
    if not report.total:
        return ()
    return tuple(
        sentence
        for part in (_overall, _asked, _moved, _season, _unmet, _helped, _print, _officials)
        for sentence in part(report, naming)
    )


def _overall(report: Report, naming: Naming) -> Iterator[Sentence]:
    yield Sentence("s_total", {"count": report.total, "first": report.first, "last": report.last})
    if report.change.way is not Way.UNSURE:
        yield Sentence(f"s_all_{report.change.way}", {"change": _percent(report.change)})


def _asked(report: Report, naming: Naming) -> Iterator[Sentence]:
    recent = report.view.recent()[0] or report.weeks
    groups = report.view.by(report.view.cut("topic"), "topic")
    sums = {topic: total(cells, recent) for topic, cells in groups.items()}
    best = sorted((topic for topic in sums if sums[topic]), key=lambda topic: (-sums[topic], topic))[:MOST]
    if best:
        named = tuple(
            Said("said_count", {"name": naming.of("topic", topic), "count": sums[topic]}) for topic in best
        )
        yield Sentence("s_asked", {"topics": named})


def _moved(report: Report, naming: Naming) -> Iterator[Sentence]:
    for way in (Way.UP, Way.DOWN):
        moved = [(bar, bar.change) for bar in report.topics if bar.change and bar.change.way is way]
        moved.sort(key=lambda one: -abs(one[1].after - one[1].before))
        if moved:
            named = tuple(
                Said(f"said_{way}", {"name": bar.name, "change": _percent(how)}) for bar, how in moved[:MOST]
            )
            yield Sentence(f"s_{way}", {"topics": named})
    if report.topics and not any(
        bar.change and bar.change.way in (Way.UP, Way.DOWN) for bar in report.topics
    ):
        yield Sentence("s_no_change")


def _season(report: Report, naming: Naming) -> Iterator[Sentence]:
    """What was asked in these coming weeks a year ago, where a year is released."""
    found = sorted(_seasonal(report.view, report.topics), key=lambda one: -one[1])[:MOST]
    if found:
        named = tuple(Said("said_name", {"name": bar.name}) for bar, _ in found)
        yield Sentence("s_season", {"topics": named})


def _seasonal(view: View, topics: Iterable[Bar]) -> Iterator[tuple[Bar, float]]:
    if len(view.weeks) < 52:
        return
    year = view.weeks[-52:]
    groups = view.by(view.cut("topic"), "topic")
    for bar in topics:
        then, whole = total(groups[bar.value], year[:AHEAD]), total(groups[bar.value], year)
        usual = whole * AHEAD / len(year)
        if usual and then >= SEASON * usual and _stands_out(view, bar.value, year):
            yield bar, then / usual


def _stands_out(view: View, topic: str, year: tuple[date, ...]) -> bool:
    """Whether the season stands out of rounding and chance, against the weeks that followed it."""
    cells = view.by(view.cut("topic"), "topic")[topic]
    return change(cells, year[AHEAD : 2 * AHEAD], year[:AHEAD], view.released).way is Way.UP


def _unmet(report: Report, naming: Naming) -> Iterator[Sentence]:
    if report.unmet:
        yield Sentence("s_unmet", {"count": report.unmet, "share": Percent(report.unmet_share)})
    high = [one for one in report.unmet_topics if one.share >= MUCH_UNMET and one.about_work][:MOST]
    if high:
        named = tuple(Said("said_share", {"name": one.name, "share": Percent(one.share)}) for one in high)
        yield Sentence("s_unmet_topics", {"topics": named})


def _helped(report: Report, naming: Naming) -> Iterator[Sentence]:
    if report.helped:
        yield Sentence("s_helped", {"share": Percent(report.helped.share), "presses": report.helped.presses})
        low = [one for one in report.helped_topics if one.share < report.helped.share - 10][:MOST]
        if low:
            named = tuple(Said("said_share", {"name": one.name, "share": Percent(one.share)}) for one in low)
            yield Sentence("s_helped_low", {"topics": named})


def _print(report: Report, naming: Naming) -> Iterator[Sentence]:
    if report.topics:
        places = tuple(bar.name for bar in report.cities[:MOST])
        topics = tuple(bar.name for bar in _asked_lately(report)[:2])
        if places and topics:
            yield Sentence("s_teach", {"topics": topics, "places": places})
    others = tuple(
        Said("said_share", {"name": bar.name, "share": Percent(bar.share)})
        for bar in report.languages
        if bar.value not in ("zh_Hans", "zh_Hant") and bar.share >= 1
    )[:MOST]
    if others:
        yield Sentence("s_print", {"languages": others})


def _asked_lately(report: Report) -> list[Bar]:
    """Topics about work, by what was asked in the last weeks."""
    recent = len(report.view.recent()[0]) or 1
    about_work = [bar for bar in report.topics if bar.value not in ("", "off_topic", "other_legal", "crisis")]
    return sorted(about_work, key=lambda bar: -sum(count or 0 for count in bar.series[-recent:]))


def _officials(report: Report, naming: Naming) -> Iterator[Sentence]:
    raised = [bar for bar in _asked_lately(report) if bar.value in OFFICIAL][:2]
    if raised:
        yield Sentence("s_officials", {"topics": tuple(bar.name for bar in raised)})


def _percent(how: Change) -> Percent:
    return Percent(abs(how.percent))
