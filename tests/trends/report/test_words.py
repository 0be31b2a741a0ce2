"""What is said in text: the table, the weekly message and the files for spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.trends.naming import Naming
from bot.trends.released import Released, Row
from bot.trends.report import table
from bot.trends.tables import BOM, files, safe
from bot.trends.weekly import LONGEST, message
from bot.trends.words import WORDS
from tests.trends.report.test_page import MONDAY, WEEKS, made_of, numbers, releases

STARTERS = "=+-@\t\r\n＝＋－＠"


def test_the_table_counts_by_week_and_topic(released: Released, english: Naming) -> None:
    text = table(released, english, 4)
    assert "2026-11-09" in text
    assert "2026-10-12" not in text
    assert "Overtime pay" in text
    assert "Social insurance" in text
    assert "% more" in text
    assert table(made_of({}, ()), english, 4) == WORDS["en"]["nothing_no_weeks"]
    assert "under 10" in table(made_of({}), english, 4)


def test_the_table_keeps_chinese_in_line(released: Released, chinese: Naming) -> None:
    lines = [line for line in table(released, chinese, 8).splitlines() if "约" not in line and "%" in line]
    assert lines
    assert {len(line.split("  ", 1)[0]) for line in lines} != {0}


def test_the_weekly_message(released: Released, english: Naming, chinese: Naming) -> None:
    text = message(released, english)
    assert text.startswith("Gongyou's week (2026-11-09 to 2026-11-15)")
    assert text.count("about") >= 7
    for part in ("Asked most: Overtime pay", "Not answered", "Said it helped", "Vietnamese", "Under 10"):
        assert part in text
    assert "加班费" in message(released, chinese)
    assert len(text) <= LONGEST


@settings(max_examples=40, deadline=None)
@given(released=releases(), name=some.text(max_size=400))
def test_the_weekly_message_is_short_and_from_published_cells(released: Released, name: str) -> None:
    for language in WORDS:
        text = message(released, Naming(language, {"topic": {"deposit": name}}))
        assert 0 < len(text) <= LONGEST
    days = [str(released.weeks[-1]), str(released.weeks[-1] + timedelta(days=6))]
    text = message(released, Naming("en"))
    for day in days:
        text = text.replace(day, "")
    shown = text.split("\nUnder 10")[0].replace("under 10", "")
    percents = {
        int(one.rstrip("%),")) for one in shown.replace("(", " ").split() if one.rstrip("),").endswith("%")
    }
    assert all(one % 5 == 0 or one in percents for one in numbers(shown))


def test_a_rise_from_last_week_is_told() -> None:
    cut = tuple(
        Row(MONDAY + timedelta(weeks=week), ("deposit", "answered"), count)
        for week, count in enumerate((100, 300))
    )
    text = message(made_of({"topic_outcome": cut}, WEEKS[:2]), Naming("en"))
    assert "deposit about 300 (200% more)" in text


def test_nothing_in_the_last_week_is_said() -> None:
    assert "Nothing can be published" in message(made_of({}, WEEKS), Naming("en"))
    assert message(made_of({}, ()), Naming("zh")) == WORDS["zh"]["nothing_no_weeks"]


def test_files_hold_every_published_cell(released: Released, chinese: Naming) -> None:
    made = files(released, chinese)
    assert set(made) == {f"{cut}.csv" for cut in released.cuts}
    for cut, rows in released.cuts.items():
        content = made[f"{cut}.csv"]
        assert content.startswith(BOM)
        read = list(csv.reader(io.StringIO(content.removeprefix(BOM), newline="")))
        columns = released.columns[cut]
        found = {(date.fromisoformat(line[0]), tuple(line[1:-1:2]), int(line[-1])) for line in read[1:]}
        assert found == {(row.week, row.values, row.count) for row in rows}
        assert len(read[0]) == 2 + 2 * len(columns)
    assert "2026-11-09,440000,广东省,441900,东莞市," in made["place.csv"]
    assert len(files(released, chinese, 1)["channel.csv"].splitlines()) == 4


@given(some.text(max_size=20))
def test_no_cell_is_a_formula(name: str) -> None:
    cell = safe(name)
    assert cell.lstrip(" ")[:1] not in tuple(STARTERS)
    assert cell in (name, f"'{name}")
    rows = {"channel": (Row(MONDAY, (name,), 50),)}
    content = files(made_of(rows, (MONDAY,)), Naming("en", {"channel": {name: f"={name}"}}))["channel.csv"]
    [_, line] = list(csv.reader(io.StringIO(content.removeprefix(BOM), newline="")))
    assert all(one.lstrip(" ")[:1] not in tuple(STARTERS) for one in line)


@pytest.mark.parametrize("code", ["440000", "110000", "", "999999"])
def test_every_place_has_a_name(code: str, english: Naming) -> None:
    assert english.of("place", code)
    assert english.of("place", "440000") == "rest of Guangdong"
    assert english.of("province", "440000") == "Guangdong"
    assert english.of("place", "110000") == "Beijing"


def test_cities_of_one_name_are_told_apart(english: Naming) -> None:
    assert english.of("place", "320500") == "Suzhou, Jiangsu"
    assert english.of("place", "341300") == "Suzhou, Anhui"


def test_a_release_of_other_cuts_is_shown_too(english: Naming) -> None:
    """Cuts may change: columns are known by their meaning."""
    rows = (Row(MONDAY, ("441900", "not_covered"), 30), Row(MONDAY, ("441900", "answered"), 70))
    other = replace(made_of({}, (MONDAY,)), cuts={"new": rows}, columns={"new": ("region", "outcome")})
    assert "100" in table(other, english, 1)
    assert "Not answered: at least about 30 (30% or more)" in message(other, english)
