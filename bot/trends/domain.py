"""Every cell that a week can have, known without looking at any count: what noise is added to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.tally import Met
from bot.trends.cells import CITY, Cell, province_of

CHANNELS = ("terminal", "telegram", "wechat", "web")
UNKNOWN = ""


def cells(topics: Sequence[str], languages: Sequence[str], regions: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of all topics, languages and prefectures; one of each is "" where it is not known.

    >>> len(cells(["deposit"], ["en"], ["440300"]))
    28
    """
    named = sorted({*topics, UNKNOWN})
    places = sorted({*regions, UNKNOWN})
    provinces = sorted({province_of(place) for place in places})
    return (
        *(Cell("topic_outcome", (topic, str(met))) for topic in named for met in Met),
        *(
            Cell("topic_language", (topic, language))
            for topic in named
            for language in sorted(set(languages))
        ),
        *(Cell("topic_province", (topic, province)) for topic in named for province in provinces),
        *(Cell(CITY, (province_of(place), place)) for place in places),
        *(Cell("channel", (channel,)) for channel in CHANNELS),
        *(Cell("helpful", (topic, answer)) for topic in named for answer in ("no", "yes")),
    )
