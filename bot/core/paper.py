"""What a paper says: claims with their working, facts, evidence and the office to take it to. No language, no layout.

Names, ID numbers, addresses and phones are never in it: the worker writes them with her own pen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.core.calculators.periods import Deadline
from bot.core.conversation import Amount, Facts, Guidance, Part
from bot.core.directory import Referral
from bot.core.model import Citation


class PaperKind(StrEnum):
    """The papers that can be made; the names are those of the templates in knowledge/papers/."""

    APPLICATION = "application"
    INSPECTION = "inspection"
    RESIGNATION = "resignation"
    DEMAND = "demand"
    EVIDENCE = "evidence"
    AUTHORISATION = "authorisation"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class PaperClaim:
    """One claim of a paper: ``due`` in CNY (None: not in money, or not known), its working in ``amounts``, its articles.

    ``assumed`` says, in parts that rendering has templates for, what was taken for granted in working it out.
    """

    id: str
    topic: str
    due: Decimal | None
    amounts: tuple[Amount, ...] = ()
    cites: tuple[Citation, ...] = ()
    assumed: tuple[Part, ...] = ()
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything one paper says; what the worker did not say is missing here and a blank there.

    ``total`` in CNY is the sum of what can be asked for together; None where no claim has a sum.
    ``minimum`` and ``paid_days`` are the minimum wage in CNY/month and the divisor in days that the sheet recomputes with;
    ``months`` are the first days of its months, latest first, each with the minimum wage of then where it is known.
    """

    kind: PaperKind
    region: str | None
    day: date
    topics: tuple[str, ...] = ()
    claims: tuple[PaperClaim, ...] = ()
    total: Decimal | None = None
    facts: Facts = field(default_factory=Facts)
    evidence: tuple[Guidance, ...] = ()
    office: Referral | None = None
    minimum: Decimal | None = None
    paid_days: Decimal | None = None
    months: tuple[tuple[date, Decimal | None], ...] = ()
