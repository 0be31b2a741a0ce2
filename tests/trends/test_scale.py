"""A full week: 20,000 questions from 300 cities on 46 topics in 8 languages, as a year of a million has 52 of."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from time import perf_counter

from bot.core.tally import Met, Tally
from bot.trends.publish import Rules, publish
from tests.report import LINES
from tests.trends.worlds import MONDAY, Messages, raw

NUMBER = 20_000
LANGUAGES = ("zh_Hans", "zh_Hant", "en", "vi", "id", "fil", "my", "ug")


def falling(names: list[str], by: float) -> tuple[list[str], list[float]]:
    """Names with weights that fall as ranks rise, as cities and topics do."""
    return names, [1 / rank**by for rank in range(1, len(names) + 1)]


def full_week() -> list[Messages]:
    stream = random.Random(8)

    def draw(names: list[str], weights: list[float]) -> list[str]:
        return stream.choices(names, weights, k=NUMBER)

    cities = [f"{11 + index % 31}{index // 31 + 1:02}00" for index in range(299)]
    columns = zip(
        draw(*falling([f"topic_{index}" for index in range(46)], 1)),
        draw(*falling(["", *cities], 0.9)),
        draw(list(LANGUAGES), [86, 4, 3, 2, 2, 1, 1, 1]),
        draw(["wechat", "telegram", "web", "terminal"], [49, 30, 20, 1]),
        draw([str(met) for met in Met], [75, 15, 5, 3, 1.5, 0.5]),
        strict=True,
    )
    return [
        Messages(Tally(topic, city, language, channel, Met(met)), number, number // 12, number // 30)
        for (topic, city, language, channel, met), number in sorted(Counter(columns).items())
    ]


def test_a_full_week_is_released_in_seconds_and_nearly_all_of_it() -> None:
    rows = raw(full_week())
    began = perf_counter()
    made, account = publish(rows, MONDAY + timedelta(days=7), Rules())
    LINES.append(f"a week of {NUMBER} questions released in {perf_counter() - began:.2f} s")
    assert sum(row.count for row in made.cuts["topic_outcome"]) > 0.95 * NUMBER
    assert len(made.cuts["place"]) > 250
    assert account.second <= 5
