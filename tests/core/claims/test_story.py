"""Claims of a story: nothing negative, nothing twice, the same whatever order it is told in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.claims.case import Case, months_between
from bot.core.claims.story import BY_TOPIC, Story, tell
from bot.core.conversation import Facts
from bot.core.model import RuleBase
from tests.conftest import TODAY

DONGGUAN = "441900"


def case(
    rules: RuleBase, *traits: str, region: str | None = DONGGUAN, day: date = TODAY, **values: object
) -> Case:
    """A case with numbers, days and words by name."""
    facts = {
        name: Decimal(str(value)) if isinstance(value, int | float) else value
        for name, value in values.items()
    }
    return Case(rules, Facts(facts, frozenset(traits)), region, day)  # type: ignore[arg-type]


def sums(story: Story) -> dict[str, tuple[str, str]]:
    return {claim.id: (str(claim.due), str(claim.most)) for claim in story.counted}


# --- several claims together ---
def test_dongguan_month(rules: RuleBase) -> None:
    told = case(rules, "last_month", base_wage=2300, overtime_hours_weekday=58, overtime_hours_restday=32,
                overtime_hours_holiday=24, paid=600)  # fmt: skip
    story = tell(told, ("overtime_pay",))
    assert sums(story) == {"overtime": ("2347.70", "2347.70")}
    assert story.limits.standings[0].deadline.name == "arbitration_working"


def test_several_claims_are_added_up(rules: RuleBase) -> None:
    told = case(
        rules, "no_contract", "dismissed", base_wage=3000, months_worked=8, deposit=500, reason="none"
    )
    story = tell(told, ("dismissal",))
    assert sums(story) == {
        "severance": ("6000.00", "6000.00"), "double_wage": ("21000.00", "21000.00"), "deposit": ("500.00", "500.00"),
    }  # fmt: skip
    assert story.least == story.most == Decimal("27500.00")


def test_an_all_in_wage_takes_the_place_of_minimum_wage_and_overtime(rules: RuleBase) -> None:
    told = case(rules, "all_in_wage", monthly_wage=2200, overtime_hours_weekday=44, overtime_hours_restday=32)
    story = tell(told, ("overtime_pay",))
    assert set(sums(story)) == {"all_in"}


def test_months_not_paid_at_all_are_not_also_paid_too_little(rules: RuleBase) -> None:
    told = case(rules, base_wage=2000, months_owed=3)
    story = tell(told, ("wage_arrears", "minimum_wage"))
    assert sums(story) == {"arrears": ("6900.00", "6900.00")}


def test_a_sum_owed_told_with_hours_is_that_overtime(rules: RuleBase) -> None:
    told = case(rules, base_wage=3000, overtime_hours_weekday=30, owed=1000)
    assert set(sums(tell(told, ("overtime_pay",)))) == {"overtime"}


@pytest.mark.parametrize(
    ("reason", "least", "most"),
    [
        ("none", "30000.00", "30000.00"),
        ("unfit", "20000.00", "30000.00"),
        ("layoff", "15000.00", "30000.00"),
        ("expired", "15000.00", "30000.00"),
        ("agreed", "15000.00", "30000.00"),
        ("forced", "15000.00", "30000.00"),
        ("misconduct", "0", "30000.00"),
        (None, "15000.00", "30000.00"),
    ],
)
def test_the_reason_decides_between_nothing_n_and_2n(
    rules: RuleBase, reason: str | None, least: str, most: str
) -> None:
    told = case(rules, "dismissed", monthly_wage=5000, years_worked=3, reason=reason or "unknown")
    claim = tell(told, ("severance",)).claims[0]
    assert (str(claim.due), str(claim.most)) == (least, most)


# --- periods ---
@pytest.mark.parametrize(
    ("months", "days", "due"),
    [(5, 29, "0.5"), (6, 0, "1"), (6, 1, "1"), (11, 30, "1"), (12, 0, "1"), (12, 1, "1.5"), (0, 1, "0.5")],
)
def test_service_of_months_and_days(rules: RuleBase, months: int, days: int, due: str) -> None:
    told = case(rules, "dismissed", monthly_wage=5000, months_worked=months, days_beyond=days)
    claim = tell(told, ("severance",)).claims[0]
    assert claim.amounts[0].values["months"] == Decimal(due)


def test_a_claim_over_a_change_of_the_minimum_wage_is_split_at_it(rules: RuleBase) -> None:
    changed = case(rules).floor.row.period.start  # type: ignore[union-attr]
    assert changed is not None
    day = changed + timedelta(40)
    told = case(rules, day=day, base_wage=100, months_underpaid=4)
    claim = tell(told, ("minimum_wage",)).claims[0]
    total = claim.amounts[-1]
    now, before = told.minimum, told.minimum_on(changed - timedelta(1))
    assert now is not None
    assert before is not None
    assert total.value == (now - 100) * 2 + (before - 100) * 2
    assert len(total.working) == 3


def test_overtime_over_the_change_of_the_divisor(rules: RuleBase) -> None:
    told = case(
        rules,
        region=None,
        day=date(2008, 2, 15),
        base_wage=2000,
        overtime_hours_weekday=10,
        overtime_months=3,
    )
    total = tell(told, ("overtime_pay",)).claims[-1].amounts[-1]
    assert [line.formula.split(" × ")[0] for line in total.working[:2]] == [
        "max(0, 11.4943",
        "max(0, 11.9503",
    ]


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.integers(0, 3000), st.integers(0, 3000))
def test_months_between_only_grow(start: date, first: int, second: int) -> None:
    short, long = sorted((first, second))
    assert months_between(start, start + timedelta(short)) <= months_between(start, start + timedelta(long))


# --- the second wage by day ---
def test_months_of_the_second_wage_that_are_in_time(rules: RuleBase) -> None:
    told = case(rules, "no_contract", monthly_wage=4200, started=date(2025, 9, 23))
    claim = tell(told, ("no_contract",)).claims[0]
    assert str(claim.due) == str(claim.most) == "46200.00"
    later = case(rules, "no_contract", day=date(2027, 1, 5), monthly_wage=4200, started=date(2025, 9, 23))
    claim = tell(later, ("no_contract",)).claims[0]
    assert str(claim.most) == "46200.00"
    assert str(claim.due) == "37800.00"


@pytest.mark.parametrize("days", range(0, 1500, 60))
def test_each_day_of_waiting_never_adds_a_month(rules: RuleBase, days: int) -> None:
    first, second = (
        tell(
            case(rules, "no_contract", day=date(2026, 6, 1) + timedelta(days + more), monthly_wage=4000,
                 started=date(2025, 1, 1), ended=date(2026, 5, 31)), ("no_contract",),
        ).claims[0]
        for more in (0, 1)
    )  # fmt: skip
    assert first.due is not None
    assert second.due is not None
    assert second.due <= first.due
    assert first.most == second.most


# --- deadlines ---
def test_a_year_from_leaving_and_anew_from_a_demand(rules: RuleBase) -> None:
    told = case(rules, "dismissed", monthly_wage=5000, years_worked=3, ended=date(2026, 3, 31))
    standing = tell(told, ("severance",)).limits.standings[0]
    assert standing.deadline.last == date(2027, 3, 31)
    anew = case(
        rules,
        "dismissed",
        monthly_wage=5000,
        years_worked=3,
        ended=date(2026, 3, 31),
        demanded_on=date(2026, 10, 8),
    )
    assert tell(anew, ("severance",)).limits.standings[0].deadline.last == date(2027, 10, 8)


@pytest.mark.parametrize(
    ("day", "state"), [(date(2027, 3, 1), "open"), (date(2027, 3, 2), "near"), (date(2027, 3, 31), "near"), (date(2027, 4, 1), "past")]
)  # fmt: skip
def test_a_deadline_near_on_its_day_and_past(rules: RuleBase, day: date, state: str) -> None:
    told = case(rules, "dismissed", day=day, monthly_wage=5000, years_worked=3, ended=date(2026, 3, 31))
    expected = "near" if state == "open" else state
    assert str(tell(told, ("severance",)).limits.standings[0].state) == expected


def test_injury_has_thirty_days_and_a_year(rules: RuleBase) -> None:
    told = case(rules, "injured", injured_on=date(2026, 11, 2))
    last = [one.deadline.last for one in tell(told, ("work_injury",)).limits.standings]
    assert last == [date(2026, 12, 2), date(2027, 11, 2)]


def test_fifteen_days_to_sue_from_the_award(rules: RuleBase) -> None:
    told = case(rules, award_on=date(2026, 11, 10))
    assert tell(told, ("arbitration",)).limits.standings[0].deadline.last == date(2026, 11, 25)


# --- what is asked ---
def test_what_is_not_known_is_asked_one_at_a_time_and_never_twice(rules: RuleBase) -> None:
    told = case(rules, region=None)
    asked: list[str] = []
    while (name := tell(told, ("overtime_pay",)).asks) is not None:
        assert name not in asked
        asked.append(name)
        told = Case(rules, told.facts, told.region, told.day, declined=told.declined | {name})
    assert asked[0] == "city"


# --- a thousand random stories ---
NUMBERS = {
    "base_wage": (1, 100_000), "monthly_wage": (1, 1_000_000), "overtime_hours_weekday": (0, 300),
    "overtime_hours_restday": (0, 240), "overtime_hours_holiday": (0, 192), "paid": (0, 100_000), "owed": (0, 10**7),
    "months_owed": (0, 240), "deposit": (0, 10**6), "months_worked": (0, 600), "years_worked": (0, 60),
    "days_beyond": (0, 31), "hours_per_day": (1, 24), "days_off_per_month": (0, 31), "fine": (0, 10**6),
    "deduction_percent": (1, 100), "probation_months": (0, 36), "probation_percent": (1, 100), "contract_years": (1, 50),
    "injury_grade": (1, 10), "treatment_months": (0, 60), "leave_taken": (0, 366), "sick_days": (0, 930),
    "overtime_months": (1, 240), "months_underpaid": (1, 240), "months_idle": (0, 120), "workers": (1, 100_000),
    "training_cost": (0, 10**6), "bond_years": (1, 30), "months_kept": (0, 120), "fund_percent": (1, 30),
    "days_late": (0, 10_000), "dependants": (0, 20), "total_hours": (0, 9000), "piece_price": (0, 10_000),
    "pieces_workday": (0, 10**6), "layoff_count": (1, 10**6), "workforce": (1, 10**7), "temperature": (25, 60),
    "hours_per_week": (1, 168), "years_paid": (0, 60), "pregnancy_months": (1, 10), "babies": (1, 8),
}  # fmt: skip
TRAITS = ("no_contract", "dismissed", "resigned", "expired", "still_employed", "all_in_wage", "piece_rate", "last_month",
          "comprehensive_hours", "stoppage", "dead", "unlicensed", "minor", "miscarriage", "twins", "boss_missing",
          "inspection_ordered", "service_and_more", "woman", "probation")  # fmt: skip
DAYS = ("started", "ended", "injured_on", "award_on", "signed_on", "demanded_on", "noticed_on", "birth")
REASONS = ("none", "unfit", "layoff", "expired", "agreed", "misconduct", "forced", "nonsense")

numbers = st.fixed_dictionaries(
    {}, optional={name: st.decimals(low, high, places=1) for name, (low, high) in NUMBERS.items()}
)
days = st.fixed_dictionaries(
    {}, optional={name: st.dates(date(1990, 1, 1), date(2030, 1, 1)) for name in DAYS}
)
reasons = st.fixed_dictionaries({}, optional={"reason": st.sampled_from(REASONS)})
stories = st.tuples(
    numbers, days, reasons, st.frozensets(st.sampled_from(TRAITS), max_size=6),
    st.sampled_from((None, "440300", "441900", "110000", "310000", "650100")),
    st.dates(date(1996, 1, 1), date(2029, 1, 1)),
    st.lists(st.sampled_from(sorted(BY_TOPIC)), min_size=1, max_size=2, unique=True),
)  # fmt: skip


def test_a_thousand_random_stories(rules: RuleBase) -> None:
    """The rule base stays out of the arguments: it is too long to be shown when an example fails."""

    @given(stories)
    @settings(max_examples=1000, deadline=None)
    def holds(story: tuple[object, ...]) -> None:
        _check(rules, story)

    holds()


def _check(rules: RuleBase, story: tuple[object, ...]) -> None:
    values, named, reason, traits, region, day, topics = story
    facts = Facts({**values, **named, **reason}, traits)  # type: ignore[dict-item, arg-type]
    told = tell(Case(rules, facts, region, day), tuple(topics))  # type: ignore[arg-type]
    ids = [claim.id for claim in told.counted]
    assert len(ids) == len(set(ids))
    assert not ({"all_in", "minimum_wage"} <= set(ids))
    assert not ({"arrears", "minimum_wage"} <= set(ids))
    for claim in (*told.claims, *told.also):
        assert claim.due is None or claim.due >= 0
        assert claim.most is None or claim.due is None or claim.most >= claim.due
        for amount in claim.amounts:
            assert amount.value >= 0
            assert amount.working or amount.name in ("injury_monthly",)
    if told.least is not None and told.most is not None:
        assert told.least == sum((claim.due or Decimal(0) for claim in told.counted), Decimal(0))
        assert told.most >= told.least
