"""Worked cases for classes: what the law required, what was paid, what was missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.core.calculators import hai_yan
from bot.core.claims.case import overtime_terms
from bot.core.conversation import Kind, Part, Reply
from bot.core.law import national
from bot.core.model import Citation, RuleBase

OCTOBER_2004 = date(2004, 10, 15)


def hai_yan_reply(rules: RuleBase, language: str) -> Reply:
    """The Hai Yan workers of 2004, per hour and per month of the hours they worked, with the figures of that month."""
    terms = overtime_terms(rules, OCTOBER_2004)
    cap = national(rules, OCTOBER_2004).get("overtime_limit", {}).get("month")
    if terms is None or not isinstance(cap, Decimal):
        raise LookupError("the rule base has no divisor, rates or cap for October 2004")
    months = tuple(
        (name, hai_yan.per_month(hours, terms, month_cap=cap)) for name, hours in hai_yan.READINGS.items()
    )
    hours = hai_yan.per_hour(terms)
    cites: tuple[Citation, ...] = tuple(dict.fromkeys(cite for gap in hai_yan.UNMET for cite in gap.cites))
    part = Part(
        "hai_yan",
        {
            "hours": hours, "months": months, "before": hai_yan.BASE_BEFORE, "rate_before": hai_yan.RATE_BEFORE,
            "minimum": hai_yan.MINIMUM,
        },
        cites=cites,
    )  # fmt: skip
    amounts = (
        *hours,
        *(one for _, month in months for one in (month.required, month.settlement, month.missing)),
    )
    return Reply(
        Kind.COMMAND, language, "440300", (part,), amounts=amounts, citations=cites, command="example"
    )
