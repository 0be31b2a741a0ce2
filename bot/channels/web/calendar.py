"""The page that "leave quickly" leads to: this month, as anyone might look it up. It names nothing and links nowhere."""

from __future__ import annotations

import calendar
from datetime import date

from babel import Locale
from babel.dates import format_date
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.pages import Pages, direction_of
from bot.core.language import choose_language
from bot.ports import Clock


class Calendar:
    """A month in the browser's language."""

    def __init__(self, pages: Pages, clock: Clock) -> None:
        self._pages = pages
        self._clock = clock

    async def show(self, request: Request) -> Response:
        asked = request.headers.get("accept-language", "")[:40].partition(",")[0]
        language = choose_language(asked) or "zh_Hans"
        today = self._clock.now().date()
        return self._pages.plain(request, "calendar", **month_of(today, language))


def month_of(today: date, language: str) -> dict[str, object]:
    """The words and days of a month.

    >>> month_of(date(2026, 11, 22), "zh_Hans")["month"], month_of(date(2026, 11, 22), "en")["weeks"][0]
    ('2026年11月', [0, 0, 0, 0, 0, 0, 1])
    """
    locale = Locale.parse(language)
    names = locale.days["stand-alone"]["abbreviated"]
    return {
        "tag": language.replace("_", "-"),
        "direction": direction_of(language),
        "month": format_date(today, locale.datetime_skeletons["yMMMM"].pattern, locale=locale),
        "names": [names[day] for day in range(7)],
        "weeks": calendar.Calendar().monthdayscalendar(today.year, today.month),
        "today": today.day,
    }
