"""Work injury: worked examples to the fen, the clamp of the wage, and what holds for all wages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import work_injury
from bot.core.calculators.work_injury import Care

money = st.decimals(min_value=0, max_value=200_000, places=2)
grades = st.integers(1, 10)


@pytest.mark.parametrize(
    ("own", "value"),
    [
        ("5000", "55000.00"),
        ("3000", "46200.00"),
        ("4200", "46200.00"),
        ("4199.99", "46200.00"),
        ("4200.01", "46200.11"),
        ("21000", "231000.00"),
        ("21000.01", "231000.00"),
        ("0", "46200.00"),
    ],
)
def test_grade_eight_with_the_clamp_at_60_and_300_per_cent(own: str, value: str) -> None:
    assert work_injury.lump_sum(8, Decimal(own), Decimal(7000)).value == Decimal(value)


def test_working_names_the_clamp_and_the_article_of_the_grade() -> None:
    amount = work_injury.lump_sum(8, Decimal(3000), Decimal(7000))
    assert [line.formula for line in amount.working] == ["3000 < 60% × 7000 = 4200", "4200 × 11 = 46200.00"]
    assert [str(line.cites[0]) for line in amount.working] == [
        "work_injury_insurance_regulations/64/2",
        "work_injury_insurance_regulations/37/1(1)",
    ]
    assert len(work_injury.lump_sum(1, Decimal(5000)).working) == 1


@pytest.mark.parametrize(
    ("grade", "value", "payer"),
    [
        (1, "4500.00", "fund"),
        (3, "4000.00", "fund"),
        (4, "3750.00", "fund"),
        (5, "3500.00", "employer"),
        (6, "3000.00", "employer"),
        (7, "0.00", "nobody"),
        (10, "0.00", "nobody"),
    ],
)
def test_monthly_benefit_of_five_thousand(grade: int, value: str, payer: str) -> None:
    amount = work_injury.monthly(grade, Decimal(5000))
    assert amount.value == Decimal(value)
    assert amount.values["payer"] == payer


def test_monthly_benefit_is_topped_up_to_the_minimum_wage_but_not_where_none_is_due() -> None:
    assert work_injury.monthly(6, Decimal(3000), minimum=Decimal(2200)).value == Decimal("2200.00")
    assert work_injury.monthly(6, Decimal(5000), minimum=Decimal(3000)).working[-1].key == "injury_monthly"
    assert work_injury.monthly(7, Decimal(3000), minimum=Decimal(2200)).value == 0


@pytest.mark.parametrize(
    ("months", "extended", "value"),
    [
        ("3", False, "15000.00"),
        ("12", False, "60000.00"),
        ("12.5", False, "60000.00"),
        ("12.5", True, "62500.00"),
        ("30", True, "120000.00"),
        ("0", False, "0.00"),
    ],
)
def test_wage_during_treatment(months: str, extended: bool, value: str) -> None:
    assert work_injury.treatment_wage(Decimal(5000), Decimal(months), extended=extended).value == Decimal(
        value
    )


def test_nursing() -> None:
    values = [work_injury.nursing(care, Decimal(7000)).value for care in Care]
    assert values == [Decimal("3500.00"), Decimal("2800.00"), Decimal("2100.00")]


@pytest.mark.parametrize("grade", [-1, 0, 11])
def test_a_grade_that_does_not_exist_is_refused(grade: int) -> None:
    with pytest.raises(ValueError, match="grade"):
        work_injury.lump_sum(grade, Decimal(5000))
    with pytest.raises(ValueError, match="grade"):
        work_injury.monthly(grade, Decimal(5000))


@pytest.mark.parametrize("wage", ["-0.01", "NaN", "Infinity", "1e15"])
def test_a_wage_that_cannot_be_is_refused(wage: str) -> None:
    value = Decimal(wage)
    with pytest.raises(ValueError, match="wage"):
        work_injury.lump_sum(5, value)
    with pytest.raises(ValueError, match="wage"):
        work_injury.monthly(5, value)
    with pytest.raises(ValueError, match="wage"):
        work_injury.treatment_wage(value, Decimal(1))
    with pytest.raises(ValueError, match="average"):
        work_injury.nursing(Care.FULL, value)


@given(st.integers(1, 9), money, money)
def test_a_worse_grade_never_gets_less(grade: int, wage: Decimal, average: Decimal) -> None:
    worse, better = (work_injury.lump_sum(g, wage, average).value for g in (grade, grade + 1))
    assert worse >= better
    assert work_injury.monthly(grade, wage).value >= work_injury.monthly(grade + 1, wage).value


@given(grades, money, money)
def test_the_wage_used_lies_within_the_clamp(grade: int, wage: Decimal, average: Decimal) -> None:
    base = work_injury.lump_sum(grade, wage, average).values["base"]
    assert isinstance(base, Decimal)
    assert average * 60 / 100 <= base <= average * 3
