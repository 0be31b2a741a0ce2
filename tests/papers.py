"""Papers for tests: the Dongguan worker's claim for overtime, and what python-docx and openpyxl read back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from docx import Document
from docx.oxml.ns import qn

from bot.core.calculators.overtime import Hours, Terms, pay
from bot.core.calculators.periods import Deadline, Unit
from bot.core.conversation import Amount, Facts, Guidance, Kind, Outcome, Part, Reply, Session
from bot.core.model import Citation, RuleBase
from bot.core.paper import Paper, PaperClaim, PaperKind
from bot.rendering.papers import File

DAY = date(2026, 11, 22)
TERMS = Terms(Decimal("21.75"), Decimal(150), Decimal(200), Decimal(300))
HOURS = Hours(Decimal(58), Decimal(32), Decimal(24))
FACTS = Facts(
    {
        "base_wage": Decimal(2300), "hours_per_day": Decimal(12), "overtime_hours_weekday": Decimal(58),
        "overtime_hours_restday": Decimal(32), "overtime_hours_holiday": Decimal(24), "paid": Decimal(600),
        "started": date(2024, 3, 1),
    }
)  # fmt: skip
DOCX_KINDS = tuple(kind for kind in PaperKind if kind is not PaperKind.SHEET)


def amounts() -> tuple[Amount, ...]:
    """2300 a month, 58/32/24 hours, 600 paid: 2,947.70 due, 2,347.70 left."""
    return pay(Decimal(2300), HOURS, TERMS, Decimal(600))


def dongguan(kind: PaperKind, rules: RuleBase) -> Paper:
    """Everything a paper can say."""
    worked = amounts()
    claim = PaperClaim(
        "overtime_owed", "overtime_pay", worked[-1].value, worked, (Citation("labour_law", "44"),),
        assumed=(Part("thanks"),),
        deadline=Deadline("arbitration", date(2026, 10, 31), 1, Unit.YEARS, date(2027, 10, 31), ()),
    )  # fmt: skip
    deposit = PaperClaim("deposit", "deposit", Decimal(500), (), (Citation("labour_contract_law", "9"),))
    papers = PaperClaim(
        "leaving_papers", "leaving_papers", None, (), (Citation("labour_contract_law", "50"),)
    )
    return Paper(
        kind, "441900", DAY, ("overtime_pay", "deposit"), (claim, deposit, papers), Decimal("2847.70"), FACTS,
        tuple(Guidance(text) for text in rules.topics["overtime_pay"].evidence),
        rules.referrals_by_service["arbitration"][0], Decimal(2300), TERMS.paid_days,
    )  # fmt: skip


def with_paper(paper: Paper, language: str = "zh_Hans") -> Outcome:
    """A reply that carries a paper."""
    reply = Reply(Kind.COMMAND, language, paper.region, (Part("thanks"),), command="paper", paper=paper)
    return Outcome(reply, Session())


def said(outcome: Outcome, paper: Paper) -> Outcome:
    """The same outcome, with a paper."""
    return replace(outcome, reply=replace(outcome.reply, paper=paper))


def text_of(file: File) -> str:
    """All words of a DOCX, a paragraph a line, tables included."""
    body = Document(io.BytesIO(file.content)).element.body
    return "\n".join("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p")))
