"""Death at work: worked examples, the cap of support, and the case after the treatment period."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import work_death
from bot.core.calculators.work_death import Dependants


def test_worked_example() -> None:
    amounts = work_death.benefits(
        wage=Decimal(5000),
        average=Decimal(7000),
        income=Decimal(56502),
        dependants=Dependants(spouse=True, others=2),
    )
    assert [amount.value for amount in amounts] == [
        Decimal("42000.00"),
        Decimal("1130040.00"),
        Decimal("5000.00"),
    ]


def test_after_the_treatment_period_there_is_no_one_off_grant() -> None:
    amounts = work_death.benefits(
        wage=Decimal(5000), average=Decimal(7000), income=Decimal(56502), after_treatment=True
    )
    assert [amount.name for amount in amounts] == ["death_funeral", "death_support"]
    assert amounts[1].value == 0


@pytest.mark.parametrize(
    ("dependants", "value"),
    [
        (Dependants(), "0.00"),
        (Dependants(spouse=True), "2000.00"),
        (Dependants(spouse=True, alone=1), "2500.00"),
        (Dependants(others=1), "1500.00"),
        (Dependants(others=2, alone=2), "4000.00"),
        (Dependants(spouse=True, others=2), "5000.00"),
        (Dependants(spouse=True, others=2, alone=1), "5000.00"),
        (Dependants(others=4), "5000.00"),
    ],
)
def test_support_and_its_cap(dependants: Dependants, value: str) -> None:
    assert work_death.support(Decimal(5000), dependants).value == Decimal(value)


def test_support_shows_the_cut() -> None:
    amount = work_death.support(Decimal(5000), Dependants(spouse=True, others=3))
    assert amount.working[0].formula == "40% + 3 × 30% = 130% → 100%"


@pytest.mark.parametrize(
    "dependants", [Dependants(others=-1), Dependants(alone=1), Dependants(others=1, alone=2)]
)
def test_dependants_that_cannot_be_are_refused(dependants: Dependants) -> None:
    with pytest.raises(ValueError, match=r"others|alone"):
        work_death.support(Decimal(5000), dependants)


@pytest.mark.parametrize("call", [work_death.funeral, work_death.grant])
def test_negative_figures_are_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=r"average|income"):
        call(Decimal(-1))


@given(
    st.decimals(min_value=0, max_value=100_000, places=2),
    st.booleans(),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_support_is_never_above_the_wage(wage: Decimal, spouse: bool, others: int, alone: int) -> None:
    people = Dependants(spouse, others, min(alone, others))
    assert 0 <= work_death.support(wage, people).value <= wage
    more = Dependants(spouse, others + 1, people.alone)
    assert work_death.support(wage, more).value >= work_death.support(wage, people).value
