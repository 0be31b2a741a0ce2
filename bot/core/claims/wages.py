"""Pay that was too little, late or cut: minimum wage, arrears, deductions, deposits, stoppage."""

from __future__ import annotations

from decimal import Decimal

from bot.core import law
from bot.core.calculators import deductions, minimum_wage, stoppage, wage_refusal, working_time
from bot.core.calculators.money import fen, shown
from bot.core.claims.case import Case
from bot.core.claims.claim import Claim, assumed
from bot.core.conversation import Amount, Part, WorkingLine
from bot.core.model import Citation

WAGE_TOPICS = frozenset({"overtime_pay", "minimum_wage"})
NEAR_WAGE = frozenset({"overtime_pay", "minimum_wage", "working_hours", "wage_arrears", "wage_deductions", "probation", "part_time_student"})  # fmt: skip
FLOOR_CITES = (Citation("labour_law", "48", "2"),)
ARREARS_CITES = (Citation("labour_contract_law", "30"), Citation("labour_law", "50"))
DEPOSIT_CITES = (Citation("labour_contract_law", "9"), Citation("labour_contract_law", "84"))
FINE_CITES = (Citation("wage_payment_provisional_rules", "15"), Citation("labour_contract_law", "30"))


def minimum_wage_claim(case: Case) -> Claim:
    """The minimum wage of the place, and how far the wage stated lies below it, a month or an hour, or for months."""
    floor, topic = case.floor, case.topic
    monthly = case.minimum
    hour, hourly = case.number("hourly_wage"), case.local("minimum_wage", "hourly")
    parts: list[Part] = []
    amounts: list[Amount] = []
    cites: list[Citation] = []
    below = monthly is not None and case.wage is not None and case.wage < monthly and topic in NEAR_WAGE
    hourly_below = topic in NEAR_WAGE and hour is not None
    listed = topic in case.rules.topics and "minimum_wage" in case.rules.topics[topic].figures
    if case.region and (topic in WAGE_TOPICS or listed or below or hourly_below):
        parts.append(_floor_part(floor, case.region))
        cites.extend(FLOOR_CITES)
    due: Decimal | None = None
    taken: tuple[Part, ...] = ()
    if monthly is not None and case.wage is not None and (below or topic == "minimum_wage"):
        missing = minimum_wage.shortfall(case.wage, monthly)
        values = {"amount": missing, "wage": case.wage, "minimum": monthly, "unit": "month"}
        parts.append(Part("wage_check", values))
        amounts.append(missing)
        cites.extend(minimum_wage.CITES)
        due, taken = missing.value, (assumed("one_month"),) if missing.value else ()
        count = case.number("months_underpaid")
        if count is not None and missing.value:
            total = shortfall_over_months(case, case.wage, int(count))
            left_out = int(count) - months_in(total)
            due, taken = total.value, ()
            if months_in(total):
                parts.append(Part("claim", {"amounts": (total,)}))
                amounts.append(total)
            if left_out:
                taken = (assumed("months_left_out", months=left_out),)
    elif hourly is not None and hour is not None and hourly_below and _is_part_time(floor):
        missing = minimum_wage.shortfall(hour, hourly, "CNY/hour")
        values = {"amount": missing, "wage": hour, "minimum": hourly, "unit": "hour"}
        parts.append(Part("wage_check", values))
        amounts.append(missing)
        cites.extend(minimum_wage.CITES)
    asks = _asks(case, due) if topic == "minimum_wage" else ()
    return Claim(
        "minimum_wage", "minimum_wage", tuple(parts), tuple(amounts), due, due, tuple(cites), taken, asks
    )


def _asks(case: Case, due: Decimal | None) -> tuple[str, ...]:
    if case.region is None:
        return case.unknown("city")
    return case.unknown("months_underpaid") if due else ()


def shortfall_over_months(case: Case, wage: Decimal, count: int) -> Amount:
    """The missing part of so many months in CNY, each against the minimum wage of its own first day."""
    runs: list[tuple[int, Decimal]] = []
    for month in case.months_back(count):
        minimum = case.minimum_on(month)
        if minimum is None:
            continue
        if runs and runs[-1][1] == minimum:
            runs[-1] = (runs[-1][0] + 1, minimum)
        else:
            runs.append((1, minimum))
    lines, total = [], Decimal(0)
    for months, minimum in runs:
        value = max(Decimal(0), minimum - wage) * months
        total += value
        formula = f"max(0, {shown(minimum, 2)} − {shown(wage, 2)}) × {months} = {fen(value)}"
        lines.append(WorkingLine("shortfall", formula, fen(value), "CNY", minimum_wage.CITES))
    if len(lines) > 1:
        formula = " + ".join(str(line.result) for line in lines)
        lines.append(WorkingLine("shortfall_total", f"{formula} = {fen(total)}", fen(total)))
    known = Decimal(sum(months for months, _ in runs))
    return Amount("shortfall_total", fen(total), "CNY", tuple(lines), {"months": known})


def months_in(total: Amount) -> Decimal:
    """How many months a sum over months covers: those whose figures are known."""
    months = total.values["months"]
    return months if isinstance(months, Decimal) else Decimal(0)


def _is_part_time(floor: law.Found | law.Unknown) -> bool:
    return isinstance(floor, law.Found) and floor.row.values.get("hourly_kind") != "full_time"


def _floor_part(floor: law.Found | law.Unknown, region: str) -> Part:
    if isinstance(floor, law.Unknown):
        return Part("minimum_wage_unknown", {"region": region, "levels": floor.levels})
    return Part("minimum_wage", {"found": floor, "region": region})


def arrears_claim(case: Case) -> Claim | None:
    """Wages not paid: the sum stated, or months times the wage, at least the minimum wage."""
    owed, months = case.number("owed") or case.number("owed_total"), case.number("months_owed")
    extra = _refusal(case, months)
    if owed is not None:
        line = WorkingLine(
            "arrears_stated", f"{shown(owed, 2)} = {fen(owed)}", fen(owed), "CNY", ARREARS_CITES
        )
        amount = Amount("arrears", fen(owed), "CNY", (line,))
        return _arrears(case, (amount,), extra)
    wage = case.gross
    if months is None:
        if case.topic != "wage_arrears":
            return None
        return Claim("arrears", "wage_arrears", extra, asks=case.unknown("months_owed"))
    if wage is None:
        return Claim("arrears", "wage_arrears", extra, asks=case.unknown("monthly_wage"))
    base = max(wage, case.minimum or Decimal(0))
    value = fen(base * months)
    formula = f"{shown(base, 2)} × {shown(months, 2)} = {value}"
    if base > wage:
        formula = f"max({shown(wage, 2)}, {shown(base, 2)}) × {shown(months, 2)} = {value}"
    amount = Amount("arrears", value, "CNY", (WorkingLine("arrears", formula, value, "CNY", ARREARS_CITES),))
    return _arrears(case, (amount,), extra)


def _arrears(case: Case, amounts: tuple[Amount, ...], extra: tuple[Part, ...]) -> Claim:
    """The arrears, with what the labour bureau may order on top where it has given the employer a deadline."""
    due = amounts[0].value
    least, most = case.figure("extra_compensation", "min"), case.figure("extra_compensation", "max")
    parts: tuple[Part, ...] = (Part("claim", {"amounts": amounts}),)
    upper = due
    if case.has("inspection_ordered") and least is not None and most is not None:
        added = deductions.extra_compensation(due, least=least, most=most)
        parts, amounts = (*parts, Part("claim", {"amounts": added})), (*amounts, *added)
        due, upper = due + added[0].value, due + added[1].value
    return Claim("arrears", "wage_arrears", (*parts, *extra), amounts, due, upper)


def _refusal(case: Case, months: Decimal | None) -> tuple[Part, ...]:
    """Whether the sums reach those of the crime of refusing to pay, where many or much was named."""
    workers = int(case.number("workers") or 1)
    total = case.number("owed_total") or case.number("owed")
    if total is None or (months is None and workers < 10):
        return ()
    own = case.number("owed") if case.number("owed_total") is not None else None
    own = min(own or total / workers, total)
    found = wage_refusal.threshold(
        own, months or Decimal(0), workers=workers, total=total, flight_or_means=case.has("boss_missing"),
        ignored_order=case.has("inspection_ordered"),
    )  # fmt: skip
    return (
        Part("wage_refusal", {"size": found.size.name.lower(), "missing": found.missing}, cites=found.cites),
    )


def deduction_claim(case: Case) -> Claim:
    """The most that may be taken from a month's wage for damage, and what was taken beyond it."""
    wage, minimum = case.gross, case.minimum
    percent = case.local("deduction_limit", "damage_percent") or case.figure("deduction_cap", "percent")
    floor_percent = case.local("deduction_limit", "floor_percent") or Decimal(100)
    taken = _taken(case, wage)
    wanted = ("city", "monthly_wage") if taken is not None else ("fine", "monthly_wage", "city")
    if wage is None or minimum is None or percent is None:
        asks = case.unknown(*wanted) if case.topic == "wage_deductions" else ()
        return Claim("deduction", "wage_deductions", asks=asks)
    loss = case.number("loss") or (taken if taken is not None else wage)
    cap = deductions.most_deduction(wage, loss, minimum=minimum, percent=percent, floor_percent=floor_percent)
    if taken is None:
        return Claim(
            "deduction", "wage_deductions", (Part("claim", {"amounts": (cap,)}),), (cap,),
            assumed=(assumed("loss_proved"),), asks=case.unknown("fine"),
        )  # fmt: skip
    over = max(Decimal(0), taken - cap.value)
    formula = f"max(0, {shown(taken, 2)} − {cap.value}) = {fen(over)}"
    line = WorkingLine("deduction_over", formula, fen(over), "CNY", deductions.CAP_CITES)
    back = Amount("deduction_over", fen(over), "CNY", (*cap.working, line))
    parts = (Part("claim", {"amounts": (cap, back)}),)
    return Claim(
        "deduction", "wage_deductions", parts, (cap, back), back.value, fen(taken), FINE_CITES, (assumed("loss_proved"),)
    )  # fmt: skip


def _taken(case: Case, wage: Decimal | None) -> Decimal | None:
    """What was taken from the wage in CNY: as a sum or a share of it."""
    share = case.number("deduction_percent")
    if share is not None and wage is not None:
        return fen(wage * share / 100)
    return case.number("fine")


def deposit_claim(case: Case) -> Claim | None:
    """A deposit is given back whole; the employer may be fined for taking it."""
    deposit = case.number("deposit")
    if deposit is None:
        return None
    line = WorkingLine("deposit", f"{shown(deposit, 2)} = {fen(deposit)}", fen(deposit), "CNY", DEPOSIT_CITES)
    amount = Amount("deposit", fen(deposit), "CNY", (line,))
    return Claim(
        "deposit", "deposit", (Part("claim", {"amounts": (amount,)}),), (amount,), amount.value, amount.value
    )


def stoppage_claim(case: Case) -> Claim | None:
    """Pay while the plant stands still: the first pay period in full, later the local living allowance."""
    months, wage, minimum = case.number("months_idle"), case.gross, case.minimum
    if not case.has("stoppage") and months is None:
        return None
    percent = case.local("stoppage_pay", "percent")
    if not months or wage is None or minimum is None:
        return Claim("stoppage", "wage_arrears", asks=case.unknown("city", "months_idle", "monthly_wage"))
    if percent is None:
        return Claim("stoppage", "wage_arrears", (Part("stoppage_unknown", {"region": case.region}),))
    amount = stoppage.stoppage_pay(wage, max(1, int(months)), minimum=minimum, percent=percent)
    paid = case.number("paid")
    if paid is None:
        taken = (assumed("idle"), assumed("nothing_paid"))
        part = Part("claim", {"amounts": (amount,)})
        return Claim(
            "stoppage", "wage_arrears", (part,), (amount,), amount.value, amount.value, assumed=taken
        )
    left = fen(max(Decimal(0), amount.value - paid))
    line = WorkingLine("minus_paid", f"max(0, {amount.value} − {fen(paid)}) = {left}", left)
    owed = Amount("stoppage_owed", left, "CNY", (*amount.working, line))
    parts = (Part("claim", {"amounts": (amount, owed)}),)
    return Claim("stoppage", "wage_arrears", parts, (amount, owed), left, left, assumed=(assumed("idle"),))


def heat_claim(case: Case) -> Claim | None:
    """What a day's heat allows outdoors."""
    heat = case.number("temperature")
    if heat is None:
        return None
    limits = working_time.heat_limits(heat, pregnant_or_minor=case.has("pregnant", "minor"))
    return Claim(
        "heat", "heat_allowance", (Part("heat", {"limits": limits, "temperature": heat}),), cites=limits.cites
    )


def part_time_claim(case: Case) -> Claim | None:
    """Whether the work is part-time by law, or ordinary employment with all its rights."""
    a_day, a_week = case.number("hours_per_day"), case.number("hours_per_week")
    if a_day is not None and a_week is None and case.number("days_per_week") is not None:
        a_week = a_day * (case.number("days_per_week") or Decimal(0))
    if a_day is None or a_week is None or a_week > 168:
        return None
    found = working_time.part_time(
        a_day, a_week, hourly_wage=case.number("hourly_wage"),
        hourly_minimum=case.local("minimum_wage", "hourly") if _is_part_time(case.floor) else None,
    )  # fmt: skip
    cites = tuple(dict.fromkeys(cite for line in found.working for cite in line.cites))
    return Claim("part_time", "part_time_student", (Part("part_time", {"found": found}),), cites=cites)
