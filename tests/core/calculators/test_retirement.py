"""Retirement: the official tables rebuilt block by block (408 rows), the worked examples, and the choice either way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import retirement
from bot.core.calculators.periods import add_months
from bot.core.calculators.retirement import Group

births = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def _row(group: Group, birth: date) -> tuple[object, ...]:
    values = retirement.retirement(group, birth).values
    return values["years"], values["months"], values["month"]


@pytest.mark.parametrize(
    ("group", "birth", "years", "months", "month"),
    [
        (Group.MAN, date(1966, 9, 30), 60, 6, date(2027, 3, 1)),
        (Group.WOMAN_50, date(1976, 5, 1), 50, 9, date(2027, 2, 1)),
        (Group.MAN, date(1964, 12, 31), 60, 0, date(2024, 12, 1)),
        (Group.MAN, date(1965, 1, 1), 60, 1, date(2025, 2, 1)),
        (Group.MAN, date(1965, 4, 30), 60, 1, date(2025, 5, 1)),
        (Group.MAN, date(1965, 5, 1), 60, 2, date(2025, 7, 1)),
        (Group.MAN, date(1976, 8, 31), 62, 11, date(2039, 7, 1)),
        (Group.MAN, date(1976, 9, 1), 63, 0, date(2039, 9, 1)),
        (Group.MAN, date(1976, 12, 31), 63, 0, date(2039, 12, 1)),
        (Group.MAN, date(1990, 6, 1), 63, 0, date(2053, 6, 1)),
        (Group.WOMAN_55, date(1969, 12, 31), 55, 0, date(2024, 12, 1)),
        (Group.WOMAN_55, date(1970, 1, 1), 55, 1, date(2025, 2, 1)),
        (Group.WOMAN_55, date(1981, 9, 1), 58, 0, date(2039, 9, 1)),
        (Group.WOMAN_50, date(1974, 12, 31), 50, 0, date(2024, 12, 1)),
        (Group.WOMAN_50, date(1975, 2, 28), 50, 1, date(2025, 3, 1)),
        (Group.WOMAN_50, date(1975, 3, 1), 50, 2, date(2025, 5, 1)),
        (Group.WOMAN_50, date(1984, 10, 31), 54, 11, date(2039, 9, 1)),
        (Group.WOMAN_50, date(1984, 11, 1), 55, 0, date(2039, 11, 1)),
        (Group.WOMAN_50, date(1984, 12, 1), 55, 0, date(2039, 12, 1)),
        (Group.MAN, date(1976, 2, 29), 62, 10, date(2038, 12, 1)),
    ],
)
def test_rows_of_the_tables(group: Group, birth: date, years: int, months: int, month: date) -> None:
    assert _row(group, birth) == (Decimal(years), Decimal(months), month)


@pytest.mark.parametrize(
    ("group", "start", "step", "blocks", "age"),
    [
        (Group.MAN, date(1965, 1, 1), 4, 36, 60),
        (Group.WOMAN_55, date(1970, 1, 1), 4, 36, 55),
        (Group.WOMAN_50, date(1975, 1, 1), 2, 60, 50),
    ],
)
def test_all_rows_block_by_block(group: Group, start: date, step: int, blocks: int, age: int) -> None:
    births = [(block, add_months(start, (block - 1) * step + i)) for block in range(1, blocks + 1) for i in range(step)]  # fmt: skip
    for block, birth in births:
        values = retirement.retirement(group, birth).values
        assert values["delay"] == block
        assert values["month"] == add_months(birth, age * 12 + block)


def test_choice_is_three_years_but_never_below_the_old_age() -> None:
    late = retirement.retirement(Group.MAN, date(1990, 6, 15)).values
    assert (late["earliest"], late["latest"]) == (date(2050, 6, 1), date(2056, 6, 1))
    early = retirement.retirement(Group.MAN, date(1966, 9, 1)).values
    assert (early["earliest"], early["latest"]) == (date(2026, 9, 1), date(2030, 3, 1))
    woman = retirement.retirement(Group.WOMAN_50, date(1984, 12, 1)).values
    assert woman["earliest"] == date(2036, 12, 1)


@pytest.mark.parametrize(
    ("year", "months"), [(2025, 180), (2029, 180), (2030, 186), (2038, 234), (2039, 240), (2060, 240)]
)
def test_months_of_contributions_for_a_pension(year: int, months: int) -> None:
    assert retirement.contribution_months(year).value == months


@pytest.mark.parametrize("birth", [date(1, 1, 1), date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_births_that_cannot_be_are_refused(birth: date) -> None:
    with pytest.raises(ValueError, match="birth year"):
        retirement.retirement(Group.MAN, birth)


@given(st.sampled_from(Group), births, births)
def test_the_younger_never_retire_earlier_nor_younger(group: Group, one: date, two: date) -> None:
    elder, younger = sorted((one, two))
    first, second = (retirement.retirement(group, birth) for birth in (elder, younger))
    assert first.value <= second.value
    assert str(first.values["month"]) <= str(second.values["month"])


@given(st.sampled_from(Group), births)
def test_the_delay_is_within_the_law_and_only_the_month_counts(group: Group, birth: date) -> None:
    track = retirement.TRACKS[group]
    assert 0 <= retirement.delay(group, birth) <= track.most
    assert retirement.retirement(group, birth) == retirement.retirement(group, birth.replace(day=1))
