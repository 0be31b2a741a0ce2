"""The employment without a contract, on probation and at its end: second wage, severance, notice, bonds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from bot.core.calculators import double_wage, layoff, non_compete, notice, probation, training_bond
from bot.core.calculators import severance as severances
from bot.core.calculators.money import fen, shown
from bot.core.calculators.periods import add_months
from bot.core.claims.case import Case, months_between, snapped
from bot.core.claims.claim import Claim, assumed
from bot.core.conversation import Amount, Part, WorkingLine

REASONS = ("none", "unfit", "layoff", "expired", "agreed", "misconduct", "forced")
"""Why the employment ended, as it can be asked for and stated; the order is that of the buttons."""

ENDINGS = frozenset({"dismissal", "severance", "resignation", "transfer_demotion"})


CONTRACT_LAW = date(2008, 1, 1)
"""The day the Labour Contract Law came into force (labour_contract_law/97, 98)."""


# --- no contract ---
def second_wage_claim(case: Case) -> Claim:
    """The second wage of the months without a contract, and which of them are still in time on the day."""
    most = case.figure("double_wage", "max_months")
    if most is None:
        return Claim("double_wage", "no_contract")
    wage, months = case.gross if case.wage is None else case.wage, case.service_months
    if months is None:
        return Claim("double_wage", "no_contract", asks=case.unknown("started", "months_worked"))
    if wage is not None and case.minimum is not None:
        wage = max(wage, case.minimum)
    worked = snapped(months)
    if wage is None:
        due = double_wage.payable_months(worked, most)
        part = Part("double_wage_months", {"months": due, "worked": worked})
        return Claim("double_wage", "no_contract", (part,), asks=case.unknown("monthly_wage"))
    if case.on("started") is None:
        amount = double_wage.second_wage(wage, worked, most)
    else:
        amount = _by_calendar(case, wage, _window(case))
    part = Part("double_wage", {"amount": amount, "worked": worked})
    return _in_time(case, wage, amount, part)


def _window(case: Case) -> tuple[double_wage.Month, ...]:
    """The months of the second wage; counted back from the last day worked where the first day is not known."""
    started = case.on("started")
    if started is None:
        months = case.service_months or Decimal(0)
        whole = int(months.to_integral_value(rounding=ROUND_FLOOR))
        started = add_months(case.last_day + timedelta(1), -whole)
    # Before the Labour Contract Law there was no second wage; work begun earlier counts from its first day.
    started = max(started, CONTRACT_LAW)
    signed = case.on("signed_on")
    until = case.last_day if signed is None else min(case.last_day, signed - timedelta(1))
    return double_wage.months_of(started, until, interrupted=case.on("demanded_on"))


def _by_calendar(case: Case, wage: Decimal, months: tuple[double_wage.Month, ...]) -> Amount:
    return double_wage.by_months(
        wage, months, paid_days=case.figure("paid_days_per_month", "days") or Decimal("21.75")
    )


def _in_time(case: Case, wage: Decimal, amount: Amount, part: Part) -> Claim:
    """The claim with its months in time as the least that is due, all of them as the most."""
    months = _window(case)
    alive = tuple(month for month in months if month.file_by >= case.day)
    parts, amounts, least = [part], [amount], amount.value
    if months and len(alive) < len(months):
        left = _by_calendar(case, wage, alive)
        in_time = Amount("double_wage_in_time", left.value, "CNY", left.working, left.values)
        least = min(left.value, amount.value)
        amounts.append(in_time)
        parts.append(
            Part("months_in_time", {"alive": alive, "lost": len(months) - len(alive), "amount": in_time})
        )
    elif alive:
        parts.append(Part("months_in_time", {"alive": alive, "lost": 0, "amount": amount}))
    taken = [] if case.on("started") else [assumed("started_counted_back", day=case.last_day)]
    if case.minimum is not None and wage == case.minimum and wage != (case.wage or case.gross):
        taken.append(assumed("wage_raised"))
    asks = case.unknown("started") if case.number("days_beyond") is None else ()
    if case.is_over is None:
        asks = (*asks, *case.unknown("ended"))
    return Claim(
        "double_wage", "no_contract", tuple(parts), tuple(amounts), least, amount.value, double_wage.CITES, tuple(taken), asks
    )  # fmt: skip


# --- severance ---
def severance_claim(case: Case) -> Claim:
    """N, N+1 or 2N by the reason given; without a reason the range between N and 2N."""
    months, cap = case.service_months, case.figures.get("severance_cap")
    if months is None or months <= 0 or cap is None:
        asks = case.unknown("started", "years_worked") if case.topic in ("dismissal", "severance") else ()
        return Claim("severance", "severance", asks=asks[:1])
    times, most = cap.get("times"), cap.get("years")
    if not isinstance(times, Decimal) or not isinstance(most, Decimal):
        return Claim("severance", "severance")
    average = case.average
    values: dict[str, object] = {
        "years": case.service_years, "service": months, "months": severances.months_due(months),
        "times": times, "most": most, "average": average,
    }  # fmt: skip
    cites = (*severances.CITES, *severances.DOUBLE_CITES, *severances.CAP_CITES)
    wage = case.gross
    if wage is None:
        part = Part("severance", {**values, "amount": None, "double": None})
        return Claim(
            "severance", "severance", (part,), cites=cites, asks=case.unknown("monthly_wage", "reason")
        )
    amount = severances.severance(
        wage, months, average=average, minimum=case.minimum, times=times, most_years=most
    )
    double = severances.doubled(amount)
    part = Part("severance", {**values, "amount": amount, "double": double})
    least, upper, extra = _by_reason(case, amount, double)
    taken = [assumed("wage_is_average")]
    if case.on("started") is None and case.number("days_beyond") is None:
        taken.append(assumed("service_as_said"))
    if (case.on("started") or CONTRACT_LAW) < CONTRACT_LAW or months > months_between(
        CONTRACT_LAW, case.last_day
    ):
        taken.append(assumed("before_2008"))
    asks = case.unknown("reason", *(("ended",) if case.is_over else ()))
    return Claim(
        "severance", "severance", (part, *(Part(one.kind, one.values) for one in extra[0])), (amount, double, *extra[1]),
        least, upper, cites, tuple(taken), asks,
    )  # fmt: skip


def _by_reason(
    case: Case, amount: Amount, double: Amount
) -> tuple[Decimal, Decimal, tuple[tuple[Part, ...], tuple[Amount, ...]]]:
    """The least and the most due, with what is to be said and added for the reason stated."""
    reason = case.word("reason")
    if reason is None and case.has("resigned") and not case.has("dismissed", "expired", "closure"):
        return Decimal(0), amount.value, ((Part("severance_reason", {"reason": "resigned"}),), ())
    if reason is None or reason not in REASONS:
        return amount.value, double.value, ((), ())
    part = Part("severance_reason", {"reason": reason})
    if reason == "none":
        return double.value, double.value, ((part,), ())
    if reason == "misconduct":
        return Decimal(0), double.value, ((part,), ())
    if reason == "unfit":
        plus = notice.notice_pay(case.gross or Decimal(0))
        both = notice.with_severance(plus, amount)
        return both.value, double.value, ((part, Part("claim", {"amounts": (both,)})), (both,))
    if reason == "layoff":
        part = Part("severance_reason", {"reason": reason, "layoff": _layoff(case)})
    return amount.value, double.value, ((part,), ())


def _layoff(case: Case) -> layoff.Layoff | None:
    cut, all_ = case.number("layoff_count"), case.number("workforce")
    if cut is None or all_ is None or cut > all_:
        return None
    return layoff.mass_layoff(int(cut), int(all_))


# --- probation ---
def probation_claim(case: Case) -> Claim:
    """How long probation may be, what it must pay, and what is owed where it was longer or paid less."""
    limits = [case.figure("probation_limit", name) for name in ("under_one_year_months", "under_three_years_months", "three_years_months")]  # fmt: skip
    years = case.number("contract_years")
    if years is None or None in limits:
        return Claim("probation", "probation", asks=case.unknown("contract_years"))
    under_one, under_three, three = (limit or Decimal(0) for limit in limits)
    longest = probation.longest(years * 12, probation.Limits(under_one, under_three, three))
    amounts, due = [longest], Decimal(0)
    served, full = (
        case.number("probation_months"),
        case.number("monthly_wage") or case.number("contract_wage"),
    )
    asks = case.unknown("probation_months", *(("monthly_wage",) if full is None else ()), "probation_wage")
    if served is not None and full is not None and served > longest.value:
        minimum = case.minimum or Decimal(0)
        over = probation.overrun(full, served=served, allowed=longest.value, minimum=minimum)
        amounts.append(over)
        due += over.value
    low = _probation_pay(case, full, min(served, longest.value) if served is not None else None)
    if low:
        amounts.extend(low)
        due += low[-1].value
    if case.number("probation_percent") is not None:
        asks = tuple(name for name in asks if name != "probation_wage")
    parts = (Part("claim", {"amounts": tuple(amounts)}),)
    known = served is not None and full is not None
    return Claim(
        "probation", "probation", parts, tuple(amounts), due if known else None, due if known else None,
        assumed=(assumed("probation_served"),) if due else (), asks=asks,
    )  # fmt: skip


def _probation_pay(case: Case, full: Decimal | None, months: Decimal | None) -> tuple[Amount, ...]:
    """The least pay on probation and what was missing in its lawful months; none where nothing was missing or known."""
    percent, share = case.figure("probation_pay", "percent"), case.number("probation_percent")
    paid = case.number("probation_wage")
    if full is None or percent is None or (paid is None and share is None):
        return ()
    paid = paid if paid is not None else fen(full * (share or Decimal(0)) / 100)
    least = probation.least_pay(full, minimum=case.minimum or Decimal(0), percent=percent)
    if paid >= least.value or not months:
        return (least,) if paid < least.value else ()
    value = fen((least.value - paid) * months)
    formula = f"({least.value} − {shown(paid, 2)}) × {shown(months, 2)} = {value}"
    line = WorkingLine("probation_missing", formula, value, "CNY", probation.PAY_CITES)
    return (least, Amount("probation_missing", value, "CNY", (*least.working, line)))


# --- what the worker may be asked to pay, or be paid for keeping away ---
def training_claim(case: Case) -> Claim | None:
    """The most a worker may be made to pay back for training."""
    cost, years = case.number("training_cost"), case.number("bond_years")
    if cost is None or years is None:
        if case.topic != "training_bond":
            return None
        return Claim("training_bond", "training_bond", asks=case.unknown("training_cost", "bond_years"))
    served = case.number("months_served")
    if served is None:
        served = case.service_months
    if served is None:
        return Claim("training_bond", "training_bond", asks=case.unknown("months_served"))
    amount = training_bond.most_penalty(
        cost, agreed_months=years * 12, served_months=min(served, Decimal(1200)),
        agreed_penalty=case.number("penalty"), employer_at_fault=case.word("reason") == "forced",
    )  # fmt: skip
    return Claim("training_bond", "training_bond", (Part("claim", {"amounts": (amount,)}),), (amount,))


def non_compete_claim(case: Case) -> Claim | None:
    """Pay for keeping a non-compete clause in which none was agreed."""
    if case.topic != "non_compete":
        return None
    wage, months, minimum = case.gross, case.number("months_kept"), case.minimum
    if wage is None or months is None or minimum is None:
        return Claim("non_compete", "non_compete", asks=case.unknown("monthly_wage", "months_kept", "city"))
    amount = non_compete.compensation(wage, months, minimum=minimum)
    return Claim(
        "non_compete", "non_compete", (Part("claim", {"amounts": (amount,)}),), (amount,), amount.value, amount.value,
        assumed=(assumed("nothing_agreed"),),
    )  # fmt: skip
