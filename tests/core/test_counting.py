"""What conversations add to the counts: a question once, and what comes after it only where it is more."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.app import FixedClock
from bot.core import counting
from bot.core.conversation import Outcome, Question, Session
from bot.core.model import RuleBase
from bot.core.paper import PaperKind
from bot.core.respond import respond
from bot.core.tally import CUTS, Count, Counted, Met, counts_of
from bot.rendering.render import TEMPLATES
from bot.service import Service
from bot.storage.memory import MemoryTrends
from tests.conftest import TODAY

OVERTIME = "东莞底薪2000,一天12小时,一周6天,加班费怎么算"
OWED = ("minimum_wage_shortfall", "overtime_rate_workday", "overtime_rate_restday", "overtime_rate_holiday", "overtime_due", "overtime_owed")  # fmt: skip


def told(rules: RuleBase, *says: str, today: date = TODAY) -> list[Outcome]:
    session, outcomes = Session(), []
    for text in says:
        outcomes.append(respond(Question(text, channel="web"), session, rules, today))
        session = outcomes[-1].session
    return outcomes


def counted(rules: RuleBase, *says: str, today: date = TODAY) -> Counter[Count]:
    tallies = (outcome.tally for outcome in told(rules, *says, today=today))
    return Counter(count for tally in tallies if tally for count in counts_of(tally))


def of(counts: Counter[Count], cut: str) -> dict[tuple[str, ...], int]:
    return {count.values: number for count, number in counts.items() if count.cut == cut}


def test_a_question_counts_once_with_its_amounts_and_kinds_of_help(rules: RuleBase) -> None:
    counts = counted(rules, OVERTIME)
    assert of(counts, "topic_outcome") == {("overtime_pay", "answered"): 1}
    assert of(counts, "topic_region") == {("overtime_pay", "441900"): 1}
    assert of(counts, "region_outcome") == {("441900", "answered"): 1}
    assert of(counts, "channel") == {("web",): 1}
    assert of(counts, "calculator") == {(name,): 1 for name in OWED}, "what was worked out, not its lines"
    assert ("labour_advice",) in of(counts, "service")
    assert set(of(counts, "service").values()) == {1}


def test_sections_facts_and_language_add_nothing_twice(rules: RuleBase) -> None:
    more = (
        "/working overtime_pay",
        "/steps overtime_pay",
        "/law overtime_pay",
        "/language en",
        "/working overtime_pay",
    )
    assert counted(rules, OVERTIME, *more) == counted(rules, OVERTIME)


def test_a_fact_given_later_adds_what_it_brings(rules: RuleBase) -> None:
    first, later = "被辞退了,没签合同,工资5000,在苏州", ("干了2年", "不清楚", "不清楚")
    before, after = counted(rules, first), counted(rules, first, *later)
    assert not before - after
    assert {count.cut for count in after - before} <= {"calculator", "service"}
    assert after.total() > before.total()
    assert max(of(after, "calculator").values()) == 1


def test_a_paper_counts_once_for_a_question_though_it_is_a_command(rules: RuleBase) -> None:
    papers = [f"/paper {kind}" for kind in PaperKind]
    counts = counted(rules, OVERTIME, *papers, "/paper application")
    assert of(counts, "paper") == {(str(kind),): 1 for kind in PaperKind}
    assert of(counts, "channel") == {("web",): 1}
    twice = counted(rules, OVERTIME, "/paper application", OVERTIME, "/paper application")
    assert of(twice, "paper") == {("application",): 2}


def test_a_place_named_later_counts_for_places_alone(rules: RuleBase) -> None:
    counts = counted(rules, "高温补贴多少", "苏州", "深圳呢", "/city 深圳")
    assert of(counts, "topic_outcome") == {("heat_allowance", "answered"): 1}
    assert of(counts, "topic_language") == {("heat_allowance", "zh_Hans"): 1}
    assert of(counts, "channel") == {("web",): 1}
    assert of(counts, "topic_region") == {("heat_allowance", place): 1 for place in ("", "320500", "440300")}


def test_did_you_mean_and_the_button_are_two_questions(rules: RuleBase) -> None:
    asked, pressed = told(rules, "3000", "/topic wage_arrears")
    assert asked.tally
    assert asked.tally.outcome is Met.DID_YOU_MEAN
    assert pressed.tally
    assert (pressed.tally.topic, pressed.tally.outcome) == ("wage_arrears", Met.ANSWERED)
    assert pressed.tally.counted is Counted.QUESTION


@pytest.mark.parametrize(
    ("text", "today", "met"),
    [
        ("高温补贴多少 拉萨", TODAY, Met.NOT_COVERED),
        ("高温补贴多少 深圳", TODAY, Met.ANSWERED),
        ("婚假几天 乌鲁木齐", TODAY, Met.NOT_COVERED),
        ("最低工资多少 东莞", date(1999, 1, 1), Met.NOT_COVERED),
        ("最低工资多少 东莞", TODAY, Met.ANSWERED),
        ("加班费怎么算 东莞", date(1990, 1, 1), Met.NOT_COVERED),
        ("经济补偿怎么算 拉萨", TODAY, Met.ANSWERED),
        ("在拉萨,押金不退怎么办", TODAY, Met.ANSWERED),
        ("怎么离婚", TODAY, Met.OUT_OF_SCOPE),
        ("我不想活了", TODAY, Met.CRISIS),
    ],
)
def test_how_a_question_was_met(rules: RuleBase, text: str, today: date, met: Met) -> None:
    (outcome,) = told(rules, text, today=today)
    assert outcome.tally
    assert outcome.tally.outcome is met


def test_the_parts_it_looks_at_are_parts_there_are() -> None:
    for kind in counting._UNKNOWN | counting._SAID:
        assert (TEMPLATES / f"{kind}.j2").is_file(), kind


def test_commands_count_nothing(rules: RuleBase) -> None:
    assert not counted(
        rules, "/start", "/help", "/about", "/city", "/language en", "/coverage", "你好", "/forget", "/hide"
    )


def test_a_fault_inside_is_counted_as_one(rules: RuleBase, monkeypatch: pytest.MonkeyPatch) -> None:
    class Held:
        def current(self) -> RuleBase:
            return rules

    def broken(*_: object, **__: object) -> Outcome:
        raise KeyError("canary-7f3a")

    class NoSessions:
        def load(self, key: str, now: object) -> Session | None: ...
        def save(self, key: str, session: Session, now: object) -> None: ...
        def forget(self, key: str) -> None: ...

    trends = MemoryTrends()
    monkeypatch.setattr("bot.service.respond", broken)
    Service(Held(), NoSessions(), trends, FixedClock(TODAY)).answer(
        Question("canary-7f3a", channel="web"), "key"
    )
    assert {count for _, count in trends.counts} >= {
        Count("topic_outcome", ("", "error")),
        Count("channel", ("web",)),
    }
    assert "canary" not in repr(trends.counts)


PRESSES = ("/topic deposit", "/topic overtime_pay", "/working", "/steps", "/who", "/paper application", "/city 深圳", "/city 拉萨",
           "/language vi", "/helpful yes deposit", "/helpful no overtime_pay", "/skip paid", "/set paid 3000", "/forget", OVERTIME, "押金不退", "工资",
           "3000", "东莞呢", "我不想活了")  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(some.lists(some.sampled_from(PRESSES), max_size=8))
def test_whatever_is_said_fits_the_tables_and_counts_a_message_once(rules: RuleBase, says: list[str]) -> None:
    store = MemoryTrends()
    for outcome in told(rules, *says):
        counts = counts_of(outcome.tally) if outcome.tally else ()
        store.count(date(2026, 11, 16), counts)  # refuses what does not fit
        assert max(Counter(counts).values(), default=1) == 1
        assert {count.cut for count in counts} <= set(CUTS)
