"""Tests of conditions: a trait (``construction``) or a comparison with a stated fact (``months_worked > 12``)."""

from __future__ import annotations

import operator
import re
from decimal import Decimal

from bot.core.conversation import Facts


def _derived(name: str, facts: Facts) -> Decimal | None:
    """A fact as stated, or worked out: months of service from years and years from months."""
    value = facts.number(name)
    if value is None and name == "months_worked":
        years = facts.number("years_worked")
        return years * 12 if years is not None else None
    if value is None and name == "years_worked":
        months = facts.number("months_worked")
        return months / 12 if months is not None else None
    return value


_COMPARE = re.compile(r"^\s*([a-z_]+)\s*(>=|<=|==|!=|>|<)\s*([\d.]+)\s*$")
_OPERATORS = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def holds(test: str, facts: Facts) -> bool:
    """Whether a condition's test is met by the facts: a trait (``construction``) or a comparison (``months_worked > 12``)."""
    if not test:
        return False
    match = _COMPARE.match(test)
    if match is None:
        return test.strip() in facts.traits
    value = _derived(match.group(1), facts)
    return value is not None and bool(_OPERATORS[match.group(2)](value, Decimal(match.group(3))))
