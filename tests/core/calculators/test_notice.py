"""A month's wage instead of notice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import notice, severance

money = st.decimals(min_value=0, max_value=100_000, places=2)


def test_worked_example_with_severance() -> None:
    plus_one = notice.notice_pay(Decimal(5200))
    assert plus_one.value == Decimal("5200.00")
    both = notice.with_severance(plus_one, severance.severance(Decimal(6000), Decimal(55)))
    assert both.value == Decimal("35200.00")
    assert both.working[-1].formula == "30000 + 5200 = 35200.00"


@pytest.mark.parametrize(("days", "pay"), [(0, "5200"), (29, "5200"), (30, "0"), (31, "0")])
def test_thirty_days_of_notice_are_enough(days: int, pay: str) -> None:
    assert notice.notice_pay(Decimal(5200), written_notice_days=days).value == Decimal(pay)


def test_never_on_top_of_damages_for_unlawful_dismissal() -> None:
    double = severance.doubled(severance.severance(Decimal(6000), Decimal(55)))
    with pytest.raises(ValueError, match="unlawful_dismissal"):
        notice.with_severance(notice.notice_pay(Decimal(5200)), double)


@pytest.mark.parametrize(("wage", "days"), [("-1", 0), ("Infinity", 0), ("5200", -1), ("5200", 99999)])
def test_absurd_notice_is_refused(wage: str, days: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        notice.notice_pay(Decimal(wage), written_notice_days=days)


@given(money, st.integers(min_value=0, max_value=60))
def test_a_month_or_nothing(wage: Decimal, days: int) -> None:
    pay = notice.notice_pay(wage, written_notice_days=days).value
    assert pay in (0, wage)
    assert notice.notice_pay(wage, written_notice_days=days + 1).value <= pay
