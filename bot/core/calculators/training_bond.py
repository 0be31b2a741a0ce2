"""The most a worker may be made to pay for leaving before an agreed term of service ends.

Legal source: labour_contract_law/22/2; labour_contract_law_implementing_regulations/16, 26. Only for special professional
training the employer paid for, with receipts: induction and safety training do not count, nor wages during training.
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (
    Citation("labour_contract_law", "22", "2"),
    Citation("labour_contract_law_implementing_regulations", "16"),
)
FAULT_CITES = (Citation("labour_contract_law_implementing_regulations", "26", "1"),)

_MOST_MONTHS = Decimal(1200)


def most_penalty(
    cost: Decimal,
    *,
    agreed_months: Decimal,
    served_months: Decimal,
    agreed_penalty: Decimal | None = None,
    employer_at_fault: bool = False,
) -> Amount:
    """The most that may be asked, in CNY: the training cost for the months not served, or the agreed sum if less.

    ``cost`` in CNY with receipts; months of the agreed term of service. ``employer_at_fault``: the worker leaves under
    Article 38, and owes nothing.
    """
    bounds.cny("cost", cost)
    bounds.positive("agreed_months", agreed_months, _MOST_MONTHS)
    bounds.within("served_months", served_months, most=_MOST_MONTHS, unit="months")
    if employer_at_fault:
        line = WorkingLine("training_bond", "→ 0", Decimal(0), "CNY", FAULT_CITES)
        return Amount("training_bond", fen(Decimal(0)), "CNY", (line,))
    left = max(Decimal(0), agreed_months - served_months)
    share = cost * left / agreed_months
    value = share if agreed_penalty is None else min(share, bounds.cny("agreed_penalty", agreed_penalty))
    unserved = f"max(0, {shown(agreed_months, 2)} − {shown(served_months, 2)}) = {shown(left, 2)}"
    formula = f"{shown(cost, 2)} × {shown(left, 2)} ÷ {shown(agreed_months, 2)} = {fen(share)}"
    lines = [
        WorkingLine("months_left", unserved, left, "months", CITES[:1]),
        WorkingLine("training_bond", formula, fen(share), "CNY", CITES),
    ]
    if agreed_penalty is not None:
        lower = f"min({fen(share)}, {shown(agreed_penalty, 2)}) = {fen(value)}"
        lines.append(WorkingLine("training_bond_agreed", lower, fen(value), "CNY", CITES[:1]))
    return Amount("training_bond", fen(value), "CNY", tuple(lines), {"months": left})
