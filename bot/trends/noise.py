"""Whole-number noise for differentially private counts: exact, from the system's secret source, without floating point.

The noise is the discrete Laplace distribution: n with a probability in proportion to exp(-share * abs(n)). It is built from
coins that fall with probability exp(-p/q), which take no logarithm, so that no rounding error can tell a count apart.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from fractions import Fraction

Below = Callable[[int], int]
"""A whole number from 0 to one less than the argument, each as likely as the other."""

TOUCHED = 6
"""The most cells that a message and the press on its answer change: one each in topic_outcome, topic_language,
topic_province, place, channel and helpful. Each gets a sixth of the week's epsilon."""


def share(epsilon: float) -> Fraction:
    """What one cell gets of a week's epsilon.

    >>> share(1.5)
    Fraction(1, 4)
    """
    return Fraction(str(epsilon)) / TOUCHED


def noise(scale: Fraction, below: Below = secrets.randbelow) -> int:
    """One draw, with ``scale`` as the share of epsilon."""
    while True:
        size = _size(scale.denominator, below) // scale.numerator
        negative = below(2) == 1
        if size or not negative:  # one zero, not two
            return -size if negative else size


def _size(length: int, below: Below) -> int:
    """A number n with a probability in proportion to exp(-n / length): its remainder by length, then whole lengths."""
    while True:
        remainder = below(length)
        if _falls(remainder, length, below):
            break
    lengths = 0
    while _falls(1, 1, below):
        lengths += 1
    return remainder + length * lengths


def _falls(numerator: int, denominator: int, below: Below) -> bool:
    """A coin that falls with probability exp(-numerator / denominator), the fraction being at most 1.

    The chance that a run of ever rarer events (p, p/2, p/3 ...) ends after an even number is the series of exp(-p).
    """
    run = 1
    while below(denominator * run) < numerator:
        run += 1
    return run % 2 == 1
