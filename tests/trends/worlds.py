"""Small made-up worlds of messages, and their raw counts as the store gives them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.core.tally import CUTS, Met, Rating, Tally, counts_of, rated

MONDAY = date(2026, 11, 2)
TODAY = date(2026, 11, 22)  # a Sunday: its own week is not over
RawRows = dict[str, list[dict[str, object]]]

TOPICS = ("deposit", "overtime_pay")
OUTCOMES = (Met.ANSWERED, Met.DID_YOU_MEAN, Met.NOT_COVERED)
LANGUAGES = ("en", "zh_Hans")
REGIONS = ("440300", "441900", "320500", "")
CHANNELS = ("telegram", "web")


@dataclass(frozen=True, slots=True)
class Messages:
    """So many messages of one kind in a week, and how many were rated as a help and as none."""

    tally: Tally
    number: int
    helped: int = 0
    not_helped: int = 0
    week: date = MONDAY


def raw(messages: Iterable[Messages]) -> RawRows:
    """The rows of all cuts."""
    counted: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for some in messages:
        week = some.week.isoformat()
        for one in counts_of(some.tally):
            counted[one.cut, week, one.values] += some.number
        for helped, number in ((True, some.helped), (False, some.not_helped)):
            for one in rated(Rating(some.tally.topic, helped)):
                counted[one.cut, week, one.values] += number
    rows: RawRows = {cut: [] for cut in CUTS}
    for (cut, week, values), count in counted.items():
        if count:
            rows[cut].append(dict(zip(CUTS[cut], values, strict=True)) | {"week": week, "count": count})
    return rows


@st.composite
def kinds(draw: st.DrawFn, week: date = MONDAY) -> Messages:
    """Messages of one kind; numbers near the threshold come up often."""
    number = draw(st.one_of(st.integers(1, 9), st.integers(8, 14), st.integers(1, 60)))
    helped = draw(st.integers(0, number))
    return Messages(
        Tally(
            draw(st.sampled_from(TOPICS)),
            draw(st.sampled_from(REGIONS)),
            draw(st.sampled_from(LANGUAGES)),
            draw(st.sampled_from(CHANNELS)),
            draw(st.sampled_from(OUTCOMES)),
            calculators=draw(st.sampled_from(((), ("overtime",), ("overtime", "arrears")))),
        ),
        number,
        helped,
        draw(st.integers(0, number - helped)),
        week,
    )


def weeks(number: int = 1) -> st.SearchStrategy[list[Messages]]:
    """One to nine kinds of messages in each of some weeks."""
    each = [
        st.lists(kinds(MONDAY + timedelta(days=7 * index)), min_size=1, max_size=9) for index in range(number)
    ]
    return st.tuples(*each).map(lambda parts: [one for part in parts for one in part])
