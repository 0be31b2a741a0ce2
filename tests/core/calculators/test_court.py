"""Court: fees at every band's edge, and interest after the deadline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import court

claims = st.decimals(min_value=0, max_value=10**8, places=2)


def test_fee_of_a_labour_case() -> None:
    assert court.case_fee().value == Decimal("10.00")
    assert court.case_fee(halved=True).value == Decimal("5.00")


@pytest.mark.parametrize(
    ("claim", "full", "third"),
    [
        ("0", "50.00", "16.67"),
        ("10000", "50.00", "16.67"),
        ("10000.40", "50.01", "16.67"),
        ("30000", "550.00", "183.33"),
        ("100000", "2300.00", "766.67"),
        ("200000", "4300.00", "1433.33"),
        ("500000", "8800.00", "2933.33"),
        ("1000000", "13800.00", "4600.00"),
        ("2000000", "22800.00", "7600.00"),
        ("5000000", "46800.00", "15600.00"),
        ("10000000", "81800.00", "27266.67"),
        ("20000000", "141800.00", "47266.67"),
        ("30000000", "191800.00", "63933.33"),
    ],
)
def test_payment_order_is_a_third_of_the_property_fee(claim: str, full: str, third: str) -> None:
    amount = court.payment_order_fee(Decimal(claim))
    assert amount.working[0].result == Decimal(full)
    assert amount.value == Decimal(third)


@pytest.mark.parametrize(
    ("debt", "fee"),
    [
        ("10000", "50.00"),
        ("30000", "350.00"),
        ("500000", "7400.00"),
        ("5000000", "52400.00"),
        ("20000000", "87400.00"),
    ],
)
def test_enforcement_is_paid_by_the_debtor(debt: str, fee: str) -> None:
    amount = court.enforcement_fee(Decimal(debt))
    assert (amount.value, amount.values["payer"]) == (Decimal(fee), "debtor")


def test_worked_example_of_the_interest() -> None:
    amount = court.delay_interest(Decimal(30000), 120)
    assert amount.value == Decimal("630.00")
    assert amount.working[0].formula == "30000 × 0.0175% × 120 = 630.00"
    assert court.delay_interest(Decimal(30000), 0).value == 0


@pytest.mark.parametrize(
    ("paid", "days"), [(date(2028, 2, 27), 0), (date(2028, 2, 28), 0), (date(2028, 2, 29), 1), (date(2028, 3, 1), 2)]
)  # fmt: skip
def test_days_late(paid: date, days: int) -> None:
    assert court.days_late(date(2028, 2, 28), paid) == days


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="claim"):
        court.payment_order_fee(Decimal(-1))
    with pytest.raises(ValueError, match="debt"):
        court.delay_interest(Decimal("NaN"), 1)
    with pytest.raises(ValueError, match="days"):
        court.delay_interest(Decimal(1), -1)


@given(claims, claims)
def test_fees_grow_with_the_claim(one: Decimal, two: Decimal) -> None:
    small, large = sorted((one, two))
    assert court.payment_order_fee(small).value <= court.payment_order_fee(large).value
    assert court.enforcement_fee(small).value <= court.enforcement_fee(large).value


@given(claims, st.integers(0, 5000), st.integers(0, 5000))
def test_interest_of_two_times_adds_up(debt: Decimal, one: int, two: int) -> None:
    apart = court.delay_interest(debt, one).value + court.delay_interest(debt, two).value
    assert abs(court.delay_interest(debt, one + two).value - apart) <= Decimal("0.01")
