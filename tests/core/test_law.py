"""Figures by place and day: right or silent, tested the day before and the day of."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import law
from bot.core.model import RuleBase


def monthly(rules: RuleBase, place: str, day: date) -> Decimal | None:
    found = law.find(rules, "minimum_wage", rules.gazetteer.resolve(place), day)
    return found.number("monthly") if isinstance(found, law.Found) else None


@pytest.mark.parametrize(
    ("place", "day", "wage"),
    [
        ("东莞", date(2026, 8, 31), 2080), ("东莞", date(2026, 9, 1), 2300), ("厚街", date(2026, 9, 1), 2300),
        ("深圳", date(2025, 2, 28), 2360), ("深圳", date(2025, 3, 1), 2520), ("龙岗", date(2026, 9, 1), 2700),
        ("罗湖", date(2004, 10, 6), 610), ("宝安", date(2004, 10, 6), 480), ("苏州", date(2026, 1, 1), 2660),
        ("昆山", date(2026, 11, 22), 2660), ("北京", date(2025, 8, 31), 2420), ("北京", date(2025, 9, 1), 2540),
        ("惠州", date(2026, 8, 31), 1850), ("惠州", date(2026, 9, 1), 2040), ("上海", date(2026, 11, 22), 2740),
        ("周口", date(2026, 11, 22), 2150),
    ],
)  # fmt: skip
def test_minimum_wage_of_the_day(rules: RuleBase, place: str, day: date, wage: int) -> None:
    assert monthly(rules, place, day) == wage


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("天津", date(2025, 9, 1)),
        ("晋中", date(2026, 11, 22)),
        ("深圳", date(1990, 1, 1)),
        ("拉萨", date(1999, 1, 1)),
    ],
)
def test_silent_where_no_row_covers_the_day(rules: RuleBase, place: str, day: date) -> None:
    assert monthly(rules, place, day) is None


def test_a_city_cut_in_two_gives_both_values(rules: RuleBase) -> None:
    found = law.find(rules, "minimum_wage", "440300", date(2004, 10, 6))
    assert isinstance(found, law.Found)
    assert [row.values["monthly"] for row in found.variants] == [610, 480]


def test_low_confidence_is_not_confirmed(rules: RuleBase) -> None:
    zhoukou = law.find(rules, "minimum_wage", rules.gazetteer.resolve("周口"), date(2026, 11, 22))
    dongguan = law.find(rules, "minimum_wage", "441900", date(2026, 11, 22))
    assert isinstance(zhoukou, law.Found)
    assert not zhoukou.confirmed
    assert isinstance(dongguan, law.Found)
    assert dongguan.confirmed


def test_a_figure_past_its_term_is_stale(rules: RuleBase) -> None:
    fresh = law.find(rules, "minimum_wage", "441900", date(2026, 11, 22))
    old = law.find(rules, "minimum_wage", "441900", date(2027, 11, 22))
    assert isinstance(fresh, law.Found)
    assert not fresh.stale
    assert isinstance(old, law.Found)
    assert old.stale


@pytest.mark.parametrize(
    ("day", "days"), [(date(2008, 1, 2), "20.92"), (date(2008, 1, 3), "21.75"), (date(2026, 11, 22), "21.75")]
)
def test_paid_days_change_on_their_day(rules: RuleBase, day: date, days: str) -> None:
    assert law.national(rules, day)["paid_days_per_month"]["days"] == Decimal(days)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_row_found_covers_the_day_and_the_place(rules: RuleBase, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(rules.regions)))
    day = date(1990, 1, 1) + timedelta(days=data.draw(st.integers(0, 14_000)))
    found = law.find(rules, "minimum_wage", code, day)
    if isinstance(found, law.Found):
        assert found.row.period.covers(day)
        assert found.row.region in rules.lineage(code)
