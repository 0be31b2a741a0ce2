"""Overtime in comprehensive hours and piece work, and the all-in wage."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import overtime, overtime_special
from bot.core.calculators.overtime_special import Pieces

NOW = overtime.Terms(Decimal("21.75"), Decimal(150), Decimal(200), Decimal(300))
HOLIDAYS = Decimal(13)
CENT = Decimal("0.01")
money = st.decimals(min_value=100, max_value=100_000, places=2)
prices = st.decimals(min_value=0, max_value=100, places=3)
counts = st.decimals(min_value=0, max_value=10_000, places=0)
hours = st.decimals(min_value=0, max_value=200, places=1)


def quarter(
    base: Decimal, worked: Decimal, holiday: Decimal = Decimal(0), paid: Decimal = Decimal(0)
) -> Decimal:
    amounts = overtime_special.comprehensive_pay(
        base, worked, holiday_hours=holiday, months=3, holidays=HOLIDAYS, terms=NOW, paid=paid
    )
    return amounts[1].value


def pieces_pay(price: Decimal, pieces: Pieces, paid: Decimal = Decimal(0)) -> Decimal:
    return overtime_special.piece_rate_pay(price, pieces, terms=NOW, paid=paid)[1].value


def test_worked_example_of_a_quarter() -> None:
    due, owed = overtime_special.comprehensive_pay(
        Decimal(3000), Decimal(560), holiday_hours=Decimal(24), months=3, holidays=HOLIDAYS, terms=NOW
    )
    assert due.value == owed.value == Decimal("2896.55")
    assert due.values["extra_hours"] == 64
    assert due.working[0].formula == "62 × 8 = 496"
    assert due.working[1].formula == "max(0, 560 − 496) = 64"


@pytest.mark.parametrize(
    ("holidays", "months", "days"),
    [(13, 1, "20.67"), (13, 3, "62"), (13, 12, "248"), (11, 1, "20.83"), (11, 3, "62.5"), (10, 1, "20.92")],
)
def test_working_days_of_the_notices(holidays: int, months: int, days: str) -> None:
    assert overtime_special.working_days(months, Decimal(holidays)) == Decimal(days)


def test_only_hours_beyond_the_period_count() -> None:
    assert quarter(Decimal(3000), Decimal(496)) == 0
    assert quarter(Decimal(3000), Decimal("495.9")) == 0
    assert quarter(Decimal(3480), Decimal(497)) == Decimal("30.00")
    assert quarter(Decimal(3480), Decimal(0), Decimal(1)) == Decimal("60.00")


@pytest.mark.parametrize(
    ("base", "worked", "holiday", "months"),
    [("-1", "500", "0", 3), ("3000", "-1", "0", 3), ("3000", "2233", "0", 3), ("3000", "500", "-8", 3),
     ("3000", "2000", "300", 3), ("3000", "500", "0", 2), ("3000", "500", "0", 0), ("NaN", "500", "0", 3)],
)  # fmt: skip
def test_absurd_periods_are_refused(base: str, worked: str, holiday: str, months: int) -> None:
    with pytest.raises(ValueError, match=r"must be|periods?"):
        overtime_special.comprehensive_pay(
            Decimal(base),
            Decimal(worked),
            holiday_hours=Decimal(holiday),
            months=months,
            holidays=HOLIDAYS,
            terms=NOW,
        )


@given(money, st.decimals(min_value=0, max_value=1000, places=1), hours, hours)
def test_more_hours_in_a_period_never_pay_less(
    base: Decimal, worked: Decimal, more: Decimal, holiday: Decimal
) -> None:
    assert quarter(base, worked + more, holiday) >= quarter(base, worked, holiday)
    assert quarter(base, worked, holiday + more) >= quarter(base, worked, holiday)
    assert quarter(base + 1, worked, holiday) >= quarter(base, worked, holiday)


@given(money, hours, hours)
def test_beyond_the_period_hours_may_be_split(base: Decimal, first: Decimal, second: Decimal) -> None:
    start = Decimal(496)
    both = quarter(base, start + first + second)
    assert abs(both - quarter(base, start + first) - quarter(base, start + second)) <= CENT


@given(money, money, hours)
def test_the_lawful_base_keeps_the_floor(wage: Decimal, minimum: Decimal, extra: Decimal) -> None:
    base = overtime.lawful_base(wage, minimum)
    assert base is not None
    assert quarter(base, 496 + extra) >= quarter(minimum, 496 + extra)


def test_worked_example_of_pieces() -> None:
    pieces = Pieces(Decimal(400), Decimal(300), Decimal(100))
    assert pieces_pay(Decimal("0.50"), pieces) == Decimal("750.00")
    assert pieces_pay(Decimal("0.50"), pieces, Decimal(400)) == Decimal("350.00")
    assert pieces_pay(Decimal("0.50"), pieces, Decimal(751)) == 0
    assert pieces_pay(Decimal("0.50"), Pieces()) == 0


@pytest.mark.parametrize(("price", "count", "paid"), [("-0.1", "1", "0"), ("1", "-1", "0"), ("1", "1", "-1")])
def test_negative_pieces_are_refused(price: str, count: str, paid: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        pieces_pay(Decimal(price), Pieces(restday=Decimal(count)), Decimal(paid))


@given(prices, counts, counts)
def test_pieces_may_be_split_and_never_pay_less_than_the_price(
    price: Decimal, first: Decimal, second: Decimal
) -> None:
    both = pieces_pay(price, Pieces(workday=first + second))
    assert (
        abs(both - pieces_pay(price, Pieces(workday=first)) - pieces_pay(price, Pieces(workday=second)))
        <= CENT
    )
    assert both >= price * (first + second) - CENT
    assert pieces_pay(price, Pieces(holiday=first)) >= pieces_pay(price, Pieces(restday=first))


def all_in(wage: Decimal, count: overtime.Hours, minimum: Decimal = Decimal(2200)) -> Decimal:
    return overtime_special.all_in_shortfall(wage, count, minimum=minimum, terms=NOW).value


def test_worked_example_of_an_all_in_wage() -> None:
    amount = overtime_special.all_in_shortfall(
        Decimal(4000), overtime.Hours(Decimal(44), Decimal(32), Decimal(8)), minimum=Decimal(2200), terms=NOW
    )
    assert amount.value == Decimal("147.13")
    assert amount.values["implied_hourly"] == Decimal("12.20")
    assert amount.values["lawful_hourly"] == Decimal("12.64")
    assert amount.values["floor"] == Decimal("4147.13")
    assert amount.working[0].formula == "174 + 150% × 44 + 200% × 32 + 300% × 8 = 328"


def test_an_all_in_wage_with_a_base_or_allowances() -> None:
    count = overtime.Hours(workday=Decimal(40))
    plain = {"minimum": Decimal(2200), "terms": NOW}
    bare = overtime_special.all_in_shortfall(Decimal(3000), count, **plain)  # type: ignore[arg-type]
    assert bare.value == 0
    based = overtime_special.all_in_shortfall(Decimal(3000), count, base=Decimal(2610), **plain)  # type: ignore[arg-type]
    assert based.value == Decimal("510.00")
    low = overtime_special.all_in_shortfall(Decimal(3000), count, base=Decimal(240), **plain)  # type: ignore[arg-type]
    assert low.value == bare.value
    heat = overtime_special.all_in_shortfall(Decimal(3000), count, excluded=Decimal(300), **plain)  # type: ignore[arg-type]
    assert heat.value == Decimal("258.62")


def test_an_all_in_wage_without_overtime_is_the_minimum_wage_test() -> None:
    assert all_in(Decimal(2200), overtime.Hours()) == 0
    assert all_in(Decimal("2199.99"), overtime.Hours()) == CENT
    assert all_in(Decimal(0), overtime.Hours()) == Decimal("2200.00")


def test_absurd_all_in_wages_are_refused() -> None:
    with pytest.raises(ValueError, match="wage"):
        all_in(Decimal(-1), overtime.Hours())
    with pytest.raises(ValueError, match="hours_restday"):
        all_in(Decimal(4000), overtime.Hours(restday=Decimal(745)))
    with pytest.raises(ValueError, match="excluded"):
        overtime_special.all_in_shortfall(
            Decimal(100), overtime.Hours(), minimum=Decimal(2200), terms=NOW, excluded=Decimal(101)
        )


@given(money, money, hours, hours)
def test_an_all_in_wage_with_its_shortfall_is_never_under_the_minimum(
    wage: Decimal, minimum: Decimal, workday: Decimal, holiday: Decimal
) -> None:
    count = overtime.Hours(workday=workday, holiday=holiday)
    missing = all_in(wage, count, minimum)
    lawful = minimum + overtime.pay(minimum, count, NOW)[0].value
    assert wage + missing >= lawful - CENT
    assert all_in(wage + 1, count, minimum) <= missing
    assert all_in(wage, overtime.Hours(workday=workday + 1, holiday=holiday), minimum) >= missing
