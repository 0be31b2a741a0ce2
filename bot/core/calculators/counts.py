"""Whole numbers a calculator takes (days, months, heads, grades); the sums of money and fractions are in bounds.py.

Like there, nothing is guessed or repaired: a count that cannot be true is a ValueError in words.
"""

from __future__ import annotations

MOST_DAYS = 36_600
"""A hundred years of days: no claim of a worker is older."""


def count(name: str, value: int, *, least: int = 0, most: int = MOST_DAYS) -> int:
    """The number itself, if it lies between both bounds.

    >>> count("grade", 8, least=1, most=10)
    8
    """
    if not least <= value <= most:
        raise ValueError(f"{name} is {value}; it must be from {least} to {most}")
    return value
