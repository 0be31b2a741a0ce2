"""What a calculator takes: finite numbers within bounds; anything else is a ValueError that says which input and why.

It must not guess or repair an input: clamping is done in the calculators, and only where the law says so.
"""

from __future__ import annotations

from decimal import Decimal

MOST_CNY = Decimal(10) ** 9
HOURS_PER_MONTH = Decimal(31 * 24)
DAYS_PER_YEAR = Decimal(366)
YEARS_OF_WORK = Decimal(80)


def within(
    name: str, value: Decimal, *, most: Decimal, least: Decimal = Decimal(0), unit: str = ""
) -> Decimal:
    """The value itself, if it lies between both bounds.

    >>> within("days", Decimal(3), most=Decimal(15))
    Decimal('3')
    """
    if not value.is_finite() or not least <= value <= most:
        raise ValueError(f"{name} is {value}; it must be from {least} to {most} {unit}".rstrip())
    return value


def cny(name: str, value: Decimal) -> Decimal:
    """A sum of money from zero to a thousand million CNY."""
    return within(name, value, most=MOST_CNY, unit="CNY")


def percentage(name: str, value: Decimal, most: Decimal = Decimal(100)) -> Decimal:
    """A percentage from zero to ``most``."""
    return within(name, value, most=most, unit="%")


def positive(name: str, value: Decimal, most: Decimal) -> Decimal:
    """A number above zero: a divisor, a length of time."""
    if within(name, value, most=most) == 0:
        raise ValueError(f"{name} is 0; it must be more than 0")
    return value
