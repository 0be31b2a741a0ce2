"""A month's wage instead of notice (代通知金, the +1 of N+1).

Legal source: labour_contract_law/40 (only the three grounds of that article, without 30 days' written notice);
labour_contract_law_implementing_regulations/20 (the wage of the month before). It must not be added for layoffs
(Article 41), an agreement or an expiry, nor to 2N (labour_contract_law_implementing_regulations/25).
"""

from __future__ import annotations

from decimal import Decimal

from bot.core.calculators import bounds
from bot.core.calculators.money import fen, shown
from bot.core.conversation import Amount, WorkingLine
from bot.core.model import Citation

CITES = (
    Citation("labour_contract_law", "40"),
    Citation("labour_contract_law_implementing_regulations", "20"),
)

NOTICE_DAYS = 30


def notice_pay(last_month: Decimal, *, written_notice_days: int = 0) -> Amount:
    """The wage instead of notice in CNY; zero after 30 days' written notice, a whole month after any less.

    ``last_month`` is the wage of the month before the dismissal, in CNY.
    """
    bounds.cny("last_month", last_month)
    bounds.within("written_notice_days", Decimal(written_notice_days), most=Decimal(3660), unit="days")
    value = last_month if written_notice_days < NOTICE_DAYS else Decimal(0)
    sign = "<" if written_notice_days < NOTICE_DAYS else "≥"
    formula = f"{written_notice_days} {sign} {NOTICE_DAYS} → {fen(value)}"
    line = WorkingLine("notice_pay", formula, fen(value), "CNY", CITES)
    return Amount("notice_pay", fen(value), "CNY", (line,), {"wage": last_month})


def with_severance(notice: Amount, severance: Amount) -> Amount:
    """N+1 in CNY: severance and the wage instead of notice; never with 2N."""
    if severance.name != "severance":
        raise ValueError(f"notice pay is added to severance (N) only, not to {severance.name}")
    value = severance.value + notice.value
    formula = f"{shown(severance.value, 2)} + {shown(notice.value, 2)} = {fen(value)}"
    line = WorkingLine("severance_plus_one", formula, fen(value), "CNY", CITES)
    return Amount("severance_plus_one", fen(value), "CNY", (*severance.working, *notice.working, line))
