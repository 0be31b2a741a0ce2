"""How much may be taken from a month's wage for damage, and what is added to wages an order told the employer to pay.

Legal source: wage_payment_provisional_rules/16 (only for loss the worker caused, and only where the contract provides
for it; a fine is no loss); labour_contract_law/85 and labour_inspection_regulations/26 (only after a labour-inspection
order whose deadline has passed). Tax, own social insurance and court orders (wage_payment_provisional_rules/15) lie
outside the cap.
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CAP_CITES = (Citation("wage_payment_provisional_rules", "16"),)
EXTRA_CITES = (Citation("labour_contract_law", "85"), Citation("labour_inspection_regulations", "26"))


def most_deduction(
    wage: Decimal, loss: Decimal, *, minimum: Decimal, percent: Decimal, floor_percent: Decimal = Decimal(100)
) -> Amount:
    """The most that may be taken this month for a loss, in CNY; zero where the wage is not above the minimum wage.

    ``wage`` is the wage due in the month, ``loss`` what the worker is liable for, both in CNY. ``minimum``: figure
    ``minimum_wage.monthly``; ``percent``, ``floor_percent``: figure ``deduction_limit``, damage_percent and
    floor_percent.
    """
    for name, value in (("wage", wage), ("loss", loss), ("minimum", minimum)):
        bounds.cny(name, value)
    share = wage * bounds.percentage("percent", percent) / 100
    kept = minimum * bounds.percentage("floor_percent", floor_percent) / 100
    above = max(Decimal(0), wage - kept)
    most = min(loss, share, above)
    shares = f"{shown(wage, 2)} × {shown(percent)}% = {fen(share)}"
    aboves = f"max(0, {shown(wage, 2)} − {shown(kept, 2)}) = {fen(above)}"
    least = f"min({shown(loss, 2)}, {fen(share)}, {fen(above)}) = {fen(most)}"
    lines = (
        WorkingLine("deduction_share", shares, fen(share), "CNY", CAP_CITES),
        WorkingLine("above_minimum", aboves, fen(above), "CNY", CAP_CITES),
        WorkingLine("deduction_cap", least, fen(most), "CNY", CAP_CITES),
    )
    return Amount("deduction_cap", fen(most), "CNY", lines, {"kept": fen(wage - most)})


def extra_compensation(unpaid: Decimal, *, least: Decimal, most: Decimal) -> tuple[Amount, Amount]:
    """The least and the most that is added, in CNY, to a sum not paid by the deadline of an order.

    ``unpaid`` in CNY: zero where the employer paid in time. ``least``, ``most`` in per cent: figure
    ``extra_compensation``, min and max. Where between them the labour bureau decides.
    """
    bounds.cny("unpaid", unpaid)
    bounds.percentage("most", most, Decimal(500))
    bounds.percentage("least", least, most)
    amounts = []
    for name, percent in (("extra_compensation_least", least), ("extra_compensation_most", most)):
        value = unpaid * percent / 100
        formula = f"{shown(unpaid, 2)} × {shown(percent)}% = {fen(value)}"
        line = WorkingLine(name, formula, fen(value), "CNY", EXTRA_CITES)
        amounts.append(Amount(name, fen(value), "CNY", (line,), {"percent": percent}))
    return (amounts[0], amounts[1])
