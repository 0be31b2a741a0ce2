"""Arbitration: limit with interruption and suspension, the timetable, and who may act after the award."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import arbitration
from bot.core.calculators.arbitration import Claim, Course, Suspension
from bot.core.calculators.periods import Deadline, State, WorkCalendar

days = st.dates(date(2008, 5, 1), date(2060, 12, 31))
FIRED = date(2026, 3, 31)


def test_worked_examples_of_the_limit() -> None:
    overtime = arbitration.time_limit(Claim.PAY, date(2024, 6, 1), ended=FIRED)
    assert overtime.last == date(2027, 3, 31)
    dismissed = arbitration.time_limit(Claim.OTHER, FIRED, ended=FIRED)
    assert dismissed.last == date(2027, 3, 31)
    complaint = arbitration.time_limit(Claim.OTHER, FIRED, interruptions=[date(2026, 12, 1)])
    assert complaint.last == date(2027, 12, 1)
    assert "labour_dispute_mediation_arbitration_law/27/2" in map(str, complaint.cites)


def test_pay_has_no_limit_while_employed_but_other_claims_have() -> None:
    assert arbitration.time_limit(Claim.PAY, date(2015, 1, 1)).last is None
    assert arbitration.time_limit(Claim.PAY, date(2015, 1, 1)).state(date(2026, 1, 1)) is State.OPEN
    assert arbitration.time_limit(Claim.OTHER, date(2015, 1, 1)).last == date(2016, 1, 1)


def test_29_february() -> None:
    assert arbitration.time_limit(Claim.OTHER, date(2028, 2, 29)).last == date(2029, 2, 28)
    assert arbitration.time_limit(Claim.OTHER, date(2027, 2, 28)).last == date(2028, 2, 28)


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (date(2026, 3, 30), date(2027, 3, 31)),
        (date(2026, 3, 31), date(2027, 3, 31)),
        (date(2026, 4, 1), date(2027, 4, 1)),
        (date(2027, 3, 31), date(2028, 3, 31)),
        (date(2027, 4, 1), date(2027, 3, 31)),
    ],
)
def test_an_interruption_counts_within_the_limit_only(asked: date, last: date) -> None:
    assert arbitration.time_limit(Claim.OTHER, FIRED, interruptions=[asked]).last == last


def test_interruptions_chain_in_any_order() -> None:
    asked = [date(2028, 1, 5), date(2027, 2, 1), date(2030, 1, 1)]
    assert arbitration.time_limit(Claim.OTHER, FIRED, interruptions=asked).last == date(2029, 1, 5)


@pytest.mark.parametrize(
    ("pauses", "last"),
    [
        ([Suspension(date(2026, 6, 1), date(2026, 7, 1))], date(2027, 4, 30)),
        ([Suspension(date(2026, 6, 1), date(2026, 6, 1))], date(2027, 3, 31)),
        ([Suspension(date(2027, 3, 31), date(2027, 4, 10))], date(2027, 4, 10)),
        ([Suspension(date(2027, 4, 1), date(2027, 4, 10))], date(2027, 3, 31)),
        ([Suspension(date(2026, 1, 1), date(2026, 3, 1))], date(2027, 3, 31)),
        ([Suspension(date(2026, 6, 1), date(2026, 6, 21)), Suspension(date(2026, 6, 11), date(2026, 7, 1))], date(2027, 4, 30)),
    ],
)  # fmt: skip
def test_suspension_adds_the_days_it_lasted_within_the_limit(pauses: list[Suspension], last: date) -> None:
    limit = arbitration.time_limit(Claim.OTHER, FIRED, suspensions=pauses)
    assert limit.last == last
    assert limit.suspended == (last - date(2027, 3, 31)).days


def test_a_last_day_on_a_day_off_moves_on() -> None:
    limit = arbitration.time_limit(Claim.OTHER, date(2026, 10, 2), calendar=WorkCalendar())
    assert (limit.last, limit.extended) == (date(2027, 10, 2), date(2027, 10, 4))
    saved = arbitration.time_limit(
        Claim.OTHER, date(2026, 10, 2), interruptions=[date(2027, 10, 4)], calendar=WorkCalendar()
    )
    assert saved.last == date(2028, 10, 4)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        arbitration.time_limit(
            Claim.OTHER, FIRED, suspensions=[Suspension(date(2026, 6, 2), date(2026, 6, 1))]
        )
    with pytest.raises(ValueError, match="outside"):
        arbitration.time_limit(Claim.OTHER, date(1, 1, 1))
    with pytest.raises(ValueError, match="before the step"):
        arbitration.timetable(Course(filed=date(2026, 12, 2), accepted=date(2026, 12, 1)))
    with pytest.raises(ValueError, match="changed before"):
        arbitration.timetable(
            Course(filed=date(2026, 12, 1), accepted=date(2026, 12, 4), restarted=date(2026, 12, 3))
        )


def _named(items: tuple[Deadline, ...]) -> dict[str, Deadline]:
    return {item.name: item for item in items}


def test_worked_example_of_the_timetable() -> None:
    course = Course(filed=date(2026, 11, 26), accepted=date(2026, 12, 1))
    steps = _named(arbitration.timetable(course))
    assert steps["arbitration_award"].last == date(2027, 1, 15)
    assert steps["arbitration_award_extended"].last == date(2027, 1, 30)
    assert steps["arbitration_accept"].last == date(2026, 12, 3)
    assert steps["arbitration_serve"].last == date(2026, 12, 8)
    assert steps["arbitration_answer"].last == date(2026, 12, 22)
    assert [name for name, step in steps.items() if step.assumed] == [
        "arbitration_answer",
        "arbitration_answer_copy",
    ]
    assert "sue_after_award" not in steps


def test_from_the_filing_alone_all_later_steps_are_assumed() -> None:
    holidays = WorkCalendar(rest=frozenset(date(2026, 10, day) for day in range(1, 8)))
    steps = _named(arbitration.timetable(Course(filed=date(2026, 9, 29)), calendar=holidays))
    assert steps["arbitration_accept"].last == date(2026, 10, 13)
    assert not steps["arbitration_accept"].assumed
    assert steps["arbitration_award"].last == date(2026, 11, 27)
    assert steps["arbitration_award"].assumed


def test_changed_claims_restart_and_pauses_lengthen_the_time_for_the_award() -> None:
    course = Course(
        filed=date(2026, 11, 26), accepted=date(2026, 12, 1), restarted=date(2026, 12, 11), paused=5
    )
    steps = _named(arbitration.timetable(course))
    assert steps["arbitration_award"].last == date(2027, 1, 30)
    assert (steps["arbitration_award"].length, steps["arbitration_award"].suspended) == (45, 5)


def test_after_the_award_fifteen_and_thirty_calendar_days() -> None:
    course = Course(filed=date(2026, 11, 26), accepted=date(2026, 12, 1), received=date(2027, 1, 15))
    steps = _named(arbitration.timetable(course, calendar=WorkCalendar()))
    assert steps["sue_after_award"].last == date(2027, 1, 30)
    assert steps["sue_after_award"].extended == date(2027, 2, 1)
    assert steps["employer_annulment"].last == date(2027, 2, 14)


def test_notice_of_a_hearing_is_counted_back_in_working_days() -> None:
    notice, postpone = arbitration.hearing(date(2026, 12, 16))
    assert (notice.last, postpone.last) == (date(2026, 12, 9), date(2026, 12, 11))


@given(days, st.lists(days, max_size=5), days)
def test_a_further_demand_never_shortens_the_limit(knew: date, asked: list[date], more: date) -> None:
    before = arbitration.time_limit(Claim.OTHER, knew, interruptions=asked).last
    after = arbitration.time_limit(Claim.OTHER, knew, interruptions=[*asked, more]).last
    assert before is not None
    assert after is not None
    assert after >= before >= knew


@given(days, st.lists(st.tuples(days, st.integers(0, 400)), max_size=4))
def test_suspension_never_shortens_and_never_adds_more_than_it_lasted(
    knew: date, pauses: list[tuple[date, int]]
) -> None:
    spans = [Suspension(start, start + timedelta(length)) for start, length in pauses]
    limit = arbitration.time_limit(Claim.OTHER, knew, suspensions=spans)
    assert 0 <= limit.suspended <= sum(length for _, length in pauses)


@given(days, st.integers(0, 20), st.integers(0, 20))
def test_the_timetable_runs_forward(filed: date, first: int, second: int) -> None:
    accepted = filed + timedelta(first)
    course = Course(filed=filed, accepted=accepted, served=accepted + timedelta(second))
    items = arbitration.timetable(course)
    assert all(item.last is not None and item.last >= item.start for item in items)
