"""The summary in plain words: only what the published cells bear out, and what to do about it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bot.trends.change import Change, Way
from bot.trends.naming import Naming
from bot.trends.page.crossed import standing_out
from bot.trends.page.model import Bar, Helped, Report
from bot.trends.sentences import Percent, Said, Sentence
from bot.trends.view import total

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
    if (
        len(report.weeks) > 1
        and report.topics
        and not any(bar.change and bar.change.way in (Way.UP, Way.DOWN) for bar in report.topics)
    ):
        yield Sentence("s_no_change")


def _season(report: Report, naming: Naming) -> Iterator[Sentence]:
    """What was asked more than usual in these coming weeks a year ago, where a year is released."""
    if len(report.weeks) >= 52:
        found = standing_out(report.view, report.weeks[-52:][:AHEAD])
        best = sorted(found, key=lambda topic: -found[topic])[:MOST]
        if best:
            named = tuple(Said("said_name", {"name": naming.of("topic", topic)}) for topic in best)
            yield Sentence("s_season", {"topics": named})


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
        low = [one for one in report.helped_topics if _clearly_less(one, report.helped)][:MOST]
        if low:
            named = tuple(Said("said_share", {"name": one.name, "share": Percent(one.share)}) for one in low)
            yield Sentence("s_helped_low", {"topics": named})


def _clearly_less(one: Helped, overall: Helped) -> bool:
    """Ten points less, and three standard deviations of so few presses."""
    return overall.share - one.share > max(10.0, 150 / math.sqrt(one.presses))


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
