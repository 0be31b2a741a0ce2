"""The second wage for months worked without a written contract: from the second month, eleven at most.

Legal source: labour_contract_law/82/1; labour_contract_law_implementing_regulations/6, 7. In force since 2008-01-01.
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (
    Citation("labour_contract_law", "82", "1"),
    Citation("labour_contract_law_implementing_regulations", "6"),
    Citation("labour_contract_law_implementing_regulations", "7"),
)


def payable_months(months_worked: Decimal, most: Decimal = Decimal(11)) -> Decimal:
    """Months for which the second wage is due: those after the first, at most ``most``."""
    return min(max(Decimal(0), months_worked - 1), most)


def second_wage(monthly_wage: Decimal, months_worked: Decimal, most: Decimal = Decimal(11)) -> Amount:
    """The second wage in CNY for so many months of work without a contract at a wage in CNY/month."""
    months = payable_months(months_worked, most)
    value = monthly_wage * months
    lines = (
        WorkingLine(
            "double_wage_months",
            f"min({shown(months_worked, 2)} − 1, {shown(most)}) = {shown(months, 2)}",
            months,
            "months",
            CITES[1:],
        ),
        WorkingLine(
            "double_wage",
            f"{shown(monthly_wage, 2)} × {shown(months, 2)} = {fen(value)}",
            fen(value),
            "CNY",
            CITES[:1],
        ),
    )
    return Amount("double_wage", fen(value), "CNY", lines, {"months": months})
