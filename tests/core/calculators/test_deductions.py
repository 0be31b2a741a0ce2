"""The cap on deductions and what an ignored order adds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import deductions

MINIMUM, PERCENT = Decimal(2200), Decimal(20)
money = st.decimals(min_value=0, max_value=100_000, places=2)


def cap(wage: Decimal, loss: Decimal, minimum: Decimal = MINIMUM) -> Decimal:
    return deductions.most_deduction(wage, loss, minimum=minimum, percent=PERCENT).value


def test_worked_example() -> None:
    amount = deductions.most_deduction(Decimal(3000), Decimal(5000), minimum=MINIMUM, percent=PERCENT)
    assert amount.value == Decimal("600.00")
    assert [line.result for line in amount.working] == [
        Decimal("600.00"),
        Decimal("800.00"),
        Decimal("600.00"),
    ]
    assert amount.working[-1].formula == "min(5000, 600.00, 800.00) = 600.00"
    assert amount.values["kept"] == Decimal("2400.00")


@pytest.mark.parametrize(
    ("wage", "loss", "most"),
    [("2750", "5000", "550"), ("2749", "5000", "549"), ("2751", "5000", "550.20"), ("3000", "100", "100"),
     ("2200", "100", "0"), ("2199.99", "100", "0"), ("2200.01", "100", "0.01"), ("0", "100", "0"), ("3000", "0", "0")],
)  # fmt: skip
def test_where_the_cap_changes(wage: str, loss: str, most: str) -> None:
    assert cap(Decimal(wage), Decimal(loss)) == Decimal(most)


@pytest.mark.parametrize(("wage", "loss"), [("-1", "1"), ("1", "-1"), ("NaN", "1"), ("1e12", "1")])
def test_absurd_sums_are_refused(wage: str, loss: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        cap(Decimal(wage), Decimal(loss))


def test_absurd_percentages_are_refused() -> None:
    with pytest.raises(ValueError, match="percent"):
        deductions.most_deduction(Decimal(3000), Decimal(1), minimum=MINIMUM, percent=Decimal(101))


@given(money, money, money)
def test_never_more_than_the_loss_or_a_fifth_nor_under_the_minimum(
    wage: Decimal, loss: Decimal, minimum: Decimal
) -> None:
    most = cap(wage, loss, minimum)
    half = Decimal("0.005")
    assert 0 <= most <= min(loss, wage / 5 + half)
    assert wage - most >= min(wage, minimum)
    assert cap(wage, loss, minimum + 1) <= most <= cap(wage + 1, loss, minimum)


def test_worked_example_of_extra_compensation() -> None:
    least, most = deductions.extra_compensation(Decimal(12000), least=Decimal(50), most=Decimal(100))
    assert (least.value, most.value) == (Decimal("6000.00"), Decimal("12000.00"))
    assert least.working[0].formula == "12000 × 50% = 6000.00"


def test_paid_in_time_adds_nothing() -> None:
    least, most = deductions.extra_compensation(Decimal(0), least=Decimal(50), most=Decimal(100))
    assert least.value == most.value == 0


@pytest.mark.parametrize(
    ("unpaid", "least", "most"), [("-1", "50", "100"), ("1", "101", "100"), ("1", "-1", "100")]
)
def test_absurd_extra_compensation_is_refused(unpaid: str, least: str, most: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        deductions.extra_compensation(Decimal(unpaid), least=Decimal(least), most=Decimal(most))


@given(money, money)
def test_extra_compensation_may_be_split(first: Decimal, second: Decimal) -> None:
    def least(unpaid: Decimal) -> Decimal:
        return deductions.extra_compensation(unpaid, least=Decimal(50), most=Decimal(100))[0].value

    assert abs(least(first + second) - least(first) - least(second)) <= Decimal("0.01")
    assert least(first + second) >= least(first)
