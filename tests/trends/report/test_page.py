"""The page: made in seconds, small, from published cells only, saying so where there is nothing, and safe to open."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.trends.naming import Naming
from bot.trends.page.render import page
from bot.trends.released import CUTS, Released, Row
from bot.trends.words import WORDS
from tests.report import say
from tests.trends.report.simulated import Rows, asked

MONDAY = date(2026, 9, 7)
WEEKS = tuple(MONDAY + timedelta(weeks=number) for number in range(9))
VALUES = {
    "topic": ("overtime_pay", "deposit", "off_topic", ""),
    "outcome": ("answered", "did_you_mean", "out_of_scope", "not_covered"),
    "language": ("zh_Hans", "vi"),
    "province": ("440000", "320000", ""),
    "place": ("441900", "440000", ""),
    "channel": ("telegram", "web"),
    "helpful": ("yes", "no"),
    "calculator": ("severance",),
    "paper": ("application",),
    "service": ("arbitration",),
}
OWN = re.compile(r'<time[^>]*>.*?</time>|<span class="[pk]">.*?</span>|<text class="tick.*?</text>', re.S)
"""What has numbers that are no counts: days, shares and changes, the rules of publishing, the scale of a chart."""
HIDDEN = re.compile(r"<style>.*?</style>|<head>.*?</head>", re.S)


def made_of(rows: Mapping[str, tuple[Row, ...]], weeks: tuple[date, ...] = WEEKS, k: int = 10) -> Released:
    cuts = {cut: rows.get(cut, ()) for cut in CUTS}
    return Released(k, 5, None, weeks, MappingProxyType(cuts), CUTS)


@some.composite
def releases(draw: some.DrawFn) -> Released:
    """Any release: cells of any cut there or not, of ten or more, in fives."""
    rows: dict[str, tuple[Row, ...]] = {}
    for cut, columns in CUTS.items():
        keys = some.tuples(
            some.sampled_from(WEEKS), *(some.sampled_from(VALUES[column]) for column in columns)
        )
        cells = draw(some.dictionaries(keys, some.integers(2, 4000), max_size=12))
        rows[cut] = tuple(sorted(Row(key[0], key[1:], 5 * count) for key, count in cells.items()))
    return made_of(rows, draw(some.sampled_from([WEEKS, WEEKS[:2], WEEKS[:1]])))


def numbers(html: str) -> list[int]:
    """Every number that a reader of the page meets as a count."""
    text = unescape(re.sub(r"<[^>]+>", " ", OWN.sub(" ", HIDDEN.sub(" ", html))))
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]


def test_a_year_of_a_million_questions(
    rows: Rows, released: Released, chinese: Naming, english: Naming
) -> None:
    for naming in (chinese, english):
        began = time.perf_counter()
        html = page(released, naming, 52)
        took = time.perf_counter() - began
        size = len(html.encode())
        say(
            f"trends page ({naming.language}): {asked(rows):,} questions, "
            f"{sum(map(len, released.cuts.values())):,} published cells: {took:.2f} s, {size / 1000:.0f} KB"
        )
        assert took < 10
        assert size < 500_000
        assert html.count("<svg") > 40
        assert {number % 5 for number in numbers(html)} == {0}
    assert asked(rows) > 1_000_000


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(released=releases())
def test_every_count_is_a_sum_of_published_cells(released: Released) -> None:
    """No count that is not a sum of rounded cells gets out: none under k, none off the rounding."""
    for language in WORDS:
        html = page(released, Naming(language))
        assert all(number >= released.k and number % released.rounding == 0 for number in numbers(html))


@given(released=releases(), rest=releases())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_weeks_that_are_not_asked_for_change_nothing(released: Released, rest: Released) -> None:
    earlier = {
        cut: tuple(Row(row.week - timedelta(weeks=20), row.values, row.count) for row in rows)
        for cut, rows in rest.cuts.items()
    }
    both = replace(
        released,
        weeks=(*(week - timedelta(weeks=20) for week in WEEKS), *released.weeks),
        cuts={cut: (*earlier[cut], *rows) for cut, rows in released.cuts.items()},
    )
    weeks = len(released.weeks)
    assert page(both, Naming("en"), weeks) == page(released, Naming("en"), weeks)


@pytest.mark.parametrize("language", list(WORDS))
def test_nothing_to_show_is_said(language: str) -> None:
    words = WORDS[language]
    none = page(made_of({}, ()), Naming(language))
    assert words["nothing_no_weeks"] in none
    hidden = page(made_of({}), Naming(language))
    assert words["nothing_title"] in hidden
    assert words["nothing_hidden"].split("{k}")[0] in hidden
    for html in (none, hidden):
        assert "<svg" not in html
        assert words["method"] in html


def test_one_week_has_no_change_and_says_so() -> None:
    rows = (Row(MONDAY, ("deposit", "answered"), 40), Row(MONDAY, ("deposit", "did_you_mean"), 15))
    html = page(made_of({"topic_outcome": rows}, (MONDAY,)), Naming("en"))
    assert WORDS["en"]["one_week"] in html
    assert "▲" not in html
    assert "more)" not in html
    assert numbers(html)


def test_names_are_text_wherever_they_come_from() -> None:
    nasty = "<script>alert(1)</script>\"'&{{7*7}}{count}"
    names = {"topic": {"deposit": nasty}, "region": {"441900": nasty}, "language": {"vi": nasty}}
    rows = {
        "topic_outcome": (Row(MONDAY, ("deposit", "did_you_mean"), 50), Row(MONDAY, (nasty, "answered"), 50)),
        "topic_province": (Row(MONDAY, ("deposit", "441900"), 50),),
        "place": (Row(MONDAY, ("440000", "441900"), 50),),
        "topic_language": (Row(MONDAY, ("deposit", "vi"), 50),),
        "helpful": (Row(MONDAY, ("deposit", "yes"), 50), Row(MONDAY, ("deposit", "no"), 50)),
    }
    html = page(made_of(rows, (MONDAY,)), Naming("en", names))
    assert "<script" not in html
    assert "alert(1)&lt;/script&gt;" in html
    assert "49" not in html


def test_the_page_asks_for_nothing_and_runs_nothing(released: Released, english: Naming) -> None:
    html = page(released, english)
    assert not re.search(
        r"<(script|link|img|iframe|object|embed|form|base)\b|\bsrc=|\bon\w+=|https?:|url\(|@import", html
    )
    assert "default-src 'none'" in html


def test_both_languages_have_the_same_words_with_the_same_places() -> None:
    chinese, english = WORDS["zh"], WORDS["en"]
    assert list(chinese) == list(english)
    for key, words in chinese.items():
        assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", english[key])), key
        assert words and english[key], key
        assert not set("<>&\"'") & set(words), key


def test_shares_of_outcomes_are_told_only_where_outcomes_are() -> None:
    """Where half of the questions have their outcome hidden, what is left would flatter the bot."""
    known = {
        "topic_outcome": (
            Row(MONDAY, ("deposit", "answered"), 80),
            Row(MONDAY, ("deposit", "not_covered"), 20),
        )
    }
    whole = page(made_of(known, (MONDAY,)), Naming("en"))
    assert '<dd><strong><span class="p">80%</span></strong>' in whole
    half = known | {"channel": (Row(MONDAY, ("web",), 200),)}
    html = page(made_of(half, (MONDAY,)), Naming("en"))
    assert '<dd><strong><span class="p">80%</span></strong>' not in html
    assert "outcome published of only" in html
    assert '≥ <span class="p">10%</span>' in html
