"""Sums to the fen, at their boundaries, and rules that hold for all inputs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import double_wage, minimum_wage, overtime, severance
from bot.core.calculators.money import fen

NOW = overtime.Terms(Decimal("21.75"), Decimal(150), Decimal(200), Decimal(300))
IN_2004 = overtime.Terms(Decimal("20.92"), Decimal(150), Decimal(200), Decimal(300))
money = st.decimals(min_value=100, max_value=100_000, places=2)
hours = st.decimals(min_value=0, max_value=300, places=1)


def test_worked_example_standard_hours() -> None:
    due, owed = overtime.pay(Decimal(3000), overtime.Hours(Decimal(30), Decimal(16), Decimal(8)), NOW)
    assert due.value == owed.value == Decimal("1741.38")


def test_dongguan_month_with_part_paid() -> None:
    due, owed = overtime.pay(
        Decimal(2300), overtime.Hours(Decimal(58), Decimal(32), Decimal(24)), NOW, Decimal(600)
    )
    assert [line.result for line in due.working[1:]] == [
        Decimal("1150.00"),
        Decimal("845.98"),
        Decimal("951.72"),
    ]
    assert due.value == Decimal("2947.70")
    assert owed.value == Decimal("2347.70")


def test_hai_yan_rates_of_2004() -> None:
    rates = overtime.hourly_rates(Decimal(610), IN_2004)
    assert [amount.value for amount in rates] == [Decimal("5.47"), Decimal("7.29"), Decimal("10.93")]


@pytest.mark.parametrize(
    ("months", "payable"), [("0", "0"), ("1", "0"), ("2", "1"), ("12", "11"), ("14", "11"), ("600", "11")]
)
def test_second_wage_months(months: str, payable: str) -> None:
    assert double_wage.payable_months(Decimal(months)) == Decimal(payable)


def test_second_wage_of_fourteen_months() -> None:
    assert double_wage.second_wage(Decimal(4200), Decimal(14)).value == Decimal("46200.00")


def test_shortfall_is_never_negative() -> None:
    assert minimum_wage.shortfall(Decimal(2000), Decimal(2300)).value == Decimal("300.00")
    assert minimum_wage.shortfall(Decimal(2300), Decimal(2300)).value == 0
    assert minimum_wage.shortfall(Decimal(9000), Decimal(2300)).value == 0


@given(money, hours, hours, hours, st.decimals(min_value=0, max_value=50_000, places=2))
def test_owed_is_due_less_paid_and_never_negative(
    base: Decimal, workday: Decimal, restday: Decimal, holiday: Decimal, paid: Decimal
) -> None:
    due, owed = overtime.pay(base, overtime.Hours(workday, restday, holiday), NOW, paid)
    assert owed.value >= 0
    assert abs(owed.value - max(Decimal(0), due.value - paid)) <= Decimal("0.01")
    if paid:
        assert owed.working[-1].formula == f"max(0, {due.value} − {paid:.2f}) = {owed.value}"


@given(money, hours, hours)
def test_more_hours_never_pay_less_and_splitting_changes_nothing(
    base: Decimal, first: Decimal, second: Decimal
) -> None:
    one = overtime.pay(base, overtime.Hours(workday=first), NOW)[0].value
    two = overtime.pay(base, overtime.Hours(workday=second), NOW)[0].value
    both = overtime.pay(base, overtime.Hours(workday=first + second), NOW)[0].value
    assert both >= max(one, two)
    assert abs(both - one - two) <= Decimal("0.01")


@given(money, money)
def test_base_is_never_below_the_minimum(wage: Decimal, floor: Decimal) -> None:
    base = overtime.lawful_base(wage, floor)
    assert base is not None
    assert base >= floor
    assert base >= wage


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_fen_rounds_by_at_most_half(value: Decimal) -> None:
    assert abs(fen(value) - value) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("service", "months"),
    [("0", "0"), ("0.03", "0.5"), ("5.94", "0.5"), ("6", "1"), ("6.03", "1"), ("12", "1"), ("12.03", "1.5"),
     ("30", "3"), ("55", "5"), ("183", "15.5"), ("144", "12")],
)  # fmt: skip
def test_months_of_service_as_months_of_wage(service: str, months: str) -> None:
    assert severance.months_due(Decimal(service)) == Decimal(months)


def test_severance_of_the_worked_examples() -> None:
    assert severance.severance(Decimal(6000), Decimal(55)).value == Decimal("30000.00")
    average = Decimal(10000)
    assert severance.severance(Decimal(40000), Decimal(183), average=average).value == Decimal("360000.00")
    assert severance.severance(Decimal(29000), Decimal(183), average=average).value == Decimal("449500.00")
    assert severance.doubled(severance.severance(Decimal(6000), Decimal(30))).value == Decimal("36000.00")


@given(
    money,
    st.decimals(min_value=0, max_value=480, places=2),
    st.decimals(min_value=0, max_value=480, places=2),
)
def test_longer_service_never_gives_less(wage: Decimal, first: Decimal, second: Decimal) -> None:
    short, long = sorted((first, second))
    assert severance.severance(wage, short).value <= severance.severance(wage, long).value
