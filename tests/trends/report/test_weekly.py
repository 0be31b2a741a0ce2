"""The weekly message goes out once: on Monday morning, by one process, whatever is started again."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot import process
from bot.app import CHINA, App
from bot.core.tally import CUTS, Count
from bot.errors import StoreError
from bot.settings import Settings
from bot.storage.sqlite import SqliteTrends, opened
from bot.trends.naming import Naming
from bot.trends.publish import Rules, publish
from bot.trends.weekly import Told, news
from tests.trends.report.simulated import AFTER, WEEKS
from tests.trends.report.simulated import Rows as Simulated

MONDAY = date(2026, 11, 16)
NINE = datetime(2026, 11, 16, 9, tzinfo=CHINA)


def few(rows: Simulated) -> Simulated:
    """The last two weeks."""
    return {cut: [row for row in of if str(row["week"]) >= WEEKS[-2].isoformat()] for cut, of in rows.items()}


def test_it_is_due_from_monday_nine_until_it_is_told(tmp_path: Path) -> None:
    told = Told(tmp_path / "trends.db")
    assert told.due(NINE - timedelta(minutes=1)) is None
    assert told.due(NINE) == MONDAY - timedelta(weeks=1)
    assert told.due(NINE + timedelta(days=3)) == MONDAY - timedelta(weeks=1)
    assert told.take(MONDAY - timedelta(weeks=1))
    assert not told.take(MONDAY - timedelta(weeks=1))
    assert Told(tmp_path / "trends.db").due(NINE) is None
    assert told.due(NINE + timedelta(weeks=1)) == MONDAY
    assert told.take(MONDAY)
    [mark] = tmp_path.iterdir()
    assert mark.name == "trends.db.told-2026-11-16"
    assert mark.read_bytes() == b""


def test_only_one_of_many_tells(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda _: Told(tmp_path / "trends.db").take(MONDAY), range(64)))
    assert sum(taken) == 1


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(StoreError):
        Told(blocked / "trends.db").take(MONDAY)


def test_news_is_made_by_the_rules_of_publishing(rows: Simulated, chinese: Naming, english: Naming) -> None:
    now = datetime.combine(AFTER, NINE.timetz())
    released, _ = publish(few(rows), now.date(), Rules())
    text = news(released, now.date(), [chinese, english])
    assert text is not None
    assert "工友一周（2026-11-09 至 2026-11-15）" in text
    assert "Gongyou's week (2026-11-09 to 2026-11-15)" in text
    assert len(text) <= 2002
    nothing, _ = publish({cut: [] for cut in CUTS}, now.date(), Rules())
    assert news(nothing, now.date(), [english]) is None


async def test_a_running_bot_tells_its_admins_once(
    rows: Simulated, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "WEEKLY_SECONDS", 0.01)
    place = settings.model_copy(update={"trends": tmp_path / "trends.db", "admin_chats": (1,)})

    class Monday:
        def now(self) -> datetime:
            return datetime.combine(AFTER, NINE.timetz())

    trends = SqliteTrends(place.trends)
    for row in few(rows)["channel"]:
        one = Count("channel", (str(row["channel"]),))
        trends.count(date.fromisoformat(str(row["week"])), [one] * int(str(row["count"])))
    trends.flush()
    app = App(place, clock=Monday(), trends=trends)  # type: ignore[arg-type]
    said: list[str] = []
    for _ in range(2):  # as after a restart
        stop = asyncio.Event()
        running = asyncio.create_task(process.tell_weekly(app, trends, said.append, stop))
        async with asyncio.timeout(30):
            while not said:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        stop.set()
        await running
    trends.close()
    assert len(said) == 1
    assert "工友一周" in said[0]


async def test_without_admins_nothing_is_done(settings: Settings, tmp_path: Path) -> None:
    place = tmp_path / "trends.db"
    with opened(place) as trends:
        app = App(settings.model_copy(update={"trends": place}), trends=trends)
        await process.tell_weekly(app, trends, lambda words: None, asyncio.Event())
    assert [path.name for path in tmp_path.iterdir()] == ["trends.db"]
