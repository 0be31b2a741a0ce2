"""What a calculator accepts: sums and counts that can be true; anything else is refused in words, never worked with.

No law here: the bounds only keep slips of the finger (a minus sign, a telephone number) out of a sum.
"""

from __future__ import annotations

from decimal import Decimal

MOST_MONEY = Decimal(10) ** 12
MOST_DAYS = 36_600
"""A hundred years of days: no claim of a worker is older."""


def money(name: str, value: Decimal) -> Decimal:
    """A sum in CNY: finite, not negative, below a million million.

    >>> money("wage", Decimal("4200.50"))
    Decimal('4200.50')
    """
    if not value.is_finite():
        raise ValueError(f"{name} is not a number: {value}")
    if value < 0:
        raise ValueError(f"{name} is negative: {value}")
    if value > MOST_MONEY:
        raise ValueError(f"{name} is too large to be true: {value}")
    return value


def count(name: str, value: int, *, least: int = 0, most: int = MOST_DAYS) -> int:
    """A whole number of days, months or heads between two bounds, both included.

    >>> count("grade", 8, least=1, most=10)
    8
    """
    if not least <= value <= most:
        raise ValueError(f"{name} must lie between {least} and {most}, not {value}")
    return value


def between(name: str, value: Decimal, least: Decimal, most: Decimal) -> Decimal:
    """A number with a fraction between two bounds, both included (months, per cent).

    >>> between("percent", Decimal(5), Decimal(0), Decimal(100))
    Decimal('5')
    """
    if not value.is_finite() or not least <= value <= most:
        raise ValueError(f"{name} must lie between {least} and {most}, not {value}")
    return value
