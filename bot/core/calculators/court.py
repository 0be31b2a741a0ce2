"""What court costs a worker, and the extra interest on a debt not paid after a judgment or award.

Legal source: litigation_fee_measures/13-16, 20, 38 (in force since 2007-04-01); civil_procedure_law/264;
spc_delayed_performance_interest_2014/1-3 (in force since 2014-08-01). Arbitration itself is free.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.core.calculators.bounds import cny
from bot.core.calculators.counts import count
from bot.core.calculators.money import fen, shown
from bot.core.calculators.periods import plausible
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

FEES = "litigation_fee_measures"
CASE = (Citation(FEES, "13", "1", "4"),)
HALF = (Citation(FEES, "15"), Citation(FEES, "16"))
PROPERTY = (Citation(FEES, "13", "1", "1"),)
ORDER = (Citation(FEES, "14", "1", "3"),)
ENFORCEMENT = (Citation(FEES, "14", "1", "1"), Citation(FEES, "20", "2"), Citation(FEES, "38", "1"))
INTEREST = (
    Citation("civil_procedure_law", "264"),
    Citation("spc_delayed_performance_interest_2014", "1", "3"),
)

CASE_FEE = Decimal(10)
FIRST_FEE, FIRST_BAND = Decimal(50), Decimal(10_000)
Bands = tuple[tuple[Decimal | None, Decimal], ...]
"""Upper end of each band above the first in CNY (None: open) and its rate in per cent."""


def _bands(*bands: tuple[int | None, str]) -> Bands:
    return tuple((None if top is None else Decimal(top), Decimal(rate)) for top, rate in bands)


PROPERTY_BANDS = _bands(
    (100_000, "2.5"),
    (200_000, "2"),
    (500_000, "1.5"),
    (1_000_000, "1"),
    (2_000_000, "0.9"),
    (5_000_000, "0.8"),
    (10_000_000, "0.7"),
    (20_000_000, "0.6"),
    (None, "0.5"),
)
ENFORCEMENT_BANDS = _bands((500_000, "1.5"), (5_000_000, "1"), (10_000_000, "0.5"), (None, "0.1"))

DAILY_RATE = Decimal("0.000175")


def case_fee(*, halved: bool = False) -> Amount:
    """Fee of a labour case in court in CNY; half if settled by mediation, withdrawn or tried by simple procedure.

    A claim for pay need not be advanced any fee (20/1).
    """
    value = fen(CASE_FEE / 2 if halved else CASE_FEE)
    formula = f"{CASE_FEE} ÷ 2 = {value}" if halved else f"{value}"
    cites = (*CASE, *HALF) if halved else CASE
    return Amount(
        "court_case_fee", value, "CNY", (WorkingLine("court_case_fee", formula, value, "CNY", cites),)
    )


def _by_bands(claim: Decimal, bands: Bands) -> tuple[Decimal, str]:
    """The fee of a claim over the bands, unrounded, and the sum as written."""
    fee, bottom, parts = FIRST_FEE, FIRST_BAND, [shown(FIRST_FEE)]
    for top, rate in bands:
        if claim <= bottom:
            break
        share = (claim if top is None else min(claim, top)) - bottom
        fee += share * rate / 100
        parts.append(f"{shown(share, 2)} × {shown(rate)}%")
        bottom = claim if top is None else top
    return fee, " + ".join(parts)


def payment_order_fee(claim: Decimal) -> Amount:
    """Fee of a payment order for a claim in CNY: one third of the fee of a property case."""
    fee, formula = _by_bands(cny("claim", claim), PROPERTY_BANDS)
    value = fen(fee / 3)
    lines = (
        WorkingLine("court_property_fee", f"{formula} = {fen(fee)}", fen(fee), "CNY", PROPERTY),
        WorkingLine("court_payment_order_fee", f"{fen(fee)} ÷ 3 = {value}", value, "CNY", ORDER),
    )
    return Amount("court_payment_order_fee", value, "CNY", lines)


def enforcement_fee(debt: Decimal) -> Amount:
    """Fee of enforcing a debt in CNY; the debtor pays it afterwards, the worker advances nothing."""
    fee, formula = _by_bands(cny("debt", debt), ENFORCEMENT_BANDS)
    value = fen(fee)
    line = WorkingLine("court_enforcement_fee", f"{formula} = {value}", value, "CNY", ENFORCEMENT)
    return Amount("court_enforcement_fee", value, "CNY", (line,), {"payer": "debtor"})


def days_late(last_day: date, paid: date) -> int:
    """Days from the last day for payment in the judgment or award to the day it was paid; 0 if paid in time."""
    return max(0, (plausible("paid", paid) - plausible("last_day", last_day)).days)


def delay_interest(debt: Decimal, days: int, *, rate: Decimal = DAILY_RATE) -> Amount:
    """Extra interest in CNY on a debt in CNY for days late, besides any interest the judgment itself grants.

    ``debt`` without such interest. For payments in parts, one sum for each part and its days.
    """
    value = fen(cny("debt", debt) * rate * count("days", days))
    formula = f"{shown(debt, 2)} × {shown(rate * 100)}% × {days} = {value}"
    line = WorkingLine("delay_interest", formula, value, "CNY", INTEREST)
    return Amount("delay_interest", value, "CNY", (line,), {"days": Decimal(days), "rate": rate})
