"""What staff run: the directory of referrals, what is due, what is covered, how matching is measured."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import RuleBase
from bot.core.referrals import expires, last_checked, publishable
from bot.errors import SettingsError
from bot.rendering.catalogs import Progress
from bot.rulebase.load import draft_of
from bot.staff import directory, evaluate, freshness
from bot.staff.question_files import Item, read_first_topics, read_items
from tests.conftest import ROOT, TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", copy, ignore=shutil.ignore_patterns("questions", "terms"))
    return copy


def check(folder: Path, id: str, on: date, result: str = "answered") -> None:
    directory.note_check(folder, id, on=on, by="值班员", method="call", result=result)


def test_a_check_is_written_and_kept_as_history(folder: Path) -> None:
    before = (folder / "referrals/ngos.yaml").read_text(encoding="utf-8")
    check(folder, "bj-zhicheng", TODAY, "no_answer")
    check(folder, "bj-zhicheng", TODAY + timedelta(days=1))
    after = (folder / "referrals/ngos.yaml").read_text(encoding="utf-8")
    draft = draft_of(folder)
    assert not draft.errors
    referral = next(one for one in draft.referrals if one.id == "bj-zhicheng")
    assert [item.result for item in referral.verified] == ["no_answer", "answered"]
    assert last_checked(referral) == TODAY + timedelta(days=1)
    assert expires(referral) == TODAY + timedelta(days=61)
    kept = [line for line in before.splitlines() if line.startswith("#")]
    assert kept == [line for line in after.splitlines() if line.startswith("#")]


def test_two_failed_checks_on_different_days_hide_it(folder: Path) -> None:
    check(folder, "cn-daaiqingchen", TODAY, "no_answer")
    check(folder, "cn-daaiqingchen", TODAY, "dead")
    one_day = next(one for one in draft_of(folder).referrals if one.id == "cn-daaiqingchen")
    assert publishable(one_day)
    check(folder, "cn-daaiqingchen", TODAY + timedelta(days=1), "dead")
    two_days = next(one for one in draft_of(folder).referrals if one.id == "cn-daaiqingchen")
    assert not publishable(two_days)


def test_a_held_record_is_shown_once_a_person_reached_it(folder: Path) -> None:
    held = next(one for one in draft_of(folder).referrals if one.publish == "hold" and one.status == "active")
    assert not publishable(held)
    check(folder, held.id, TODAY)
    assert publishable(next(one for one in draft_of(folder).referrals if one.id == held.id))


def test_every_record_can_be_verified(folder: Path) -> None:
    ids = [one.id for one in draft_of(folder).referrals]
    for id in ids:
        check(folder, id, TODAY)
    draft = draft_of(folder)
    assert not draft.errors
    assert all(len(one.verified) == 1 for one in draft.referrals)


@pytest.mark.parametrize(
    ("id", "by", "method", "result", "words"),
    [
        ("bj-zhichen", "值班员", "call", "answered", "bj-zhicheng"),
        ("bj-zhicheng", "值班员", "pigeon", "answered", "visit"),
        ("bj-zhicheng", "值班员", "call", "maybe", "no_answer"),
        ("bj-zhicheng", "x" * 40, "call", "answered", "role"),
    ],
)
def test_mistakes_are_told(folder: Path, id: str, by: str, method: str, result: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        directory.note_check(folder, id, on=TODAY, by=by, method=method, result=result)


def test_what_is_due_grows_with_time(rules: RuleBase) -> None:
    assert freshness.stale(rules, TODAY) == []
    soon = freshness.stale(rules, TODAY, within=31)
    assert {one.kind for one in soon} == {"crisis line"}
    later = freshness.stale(rules, TODAY, within=400)
    assert len(later) > len(soon)
    assert later[0].kind == "crisis line"
    assert {one.kind for one in later} >= {"minimum_wage", "provision", "topic", "figure"}


def test_coverage_tells_what_is_missing(rules: RuleBase) -> None:
    rows = freshness.coverage(rules, TODAY, ("440300", "411600"))
    shenzhen = next(row for row in rows if row.city == "440300" and row.topic == "wage_arrears")
    zhoukou = next(row for row in rows if row.city == "411600" and row.topic == "heat_allowance")
    assert shenzhen.local_rules > 0
    assert "final_pay" in shenzhen.figures
    assert zhoukou.missing_figures == ("heat_allowance",)
    page = freshness.coverage_html(rules, rows, {"en": Progress(1, 2, 1, 0)})
    assert "<table>" in page
    assert "http" not in page
    text = freshness.coverage_text(rules, rows, {"en": Progress(1, 2, 1, 0)})
    assert "深圳市" in text
    assert "en: 75% translated (1 reviewed, 2 not reviewed, 1 stale, 0 missing)" in text


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_auroc_is_the_share_of_pairs_in_order(inside: list[float], outside: list[float]) -> None:
    pairs = [(1.0 if a > b else 0.5 if a == b else 0.0) for a in inside for b in outside]
    expected = sum(pairs) / len(pairs)
    found = evaluate.auroc(inside, outside)
    assert found is not None
    assert abs(found - expected) < 0.0001


def test_evaluation_counts_each_kind(rules: RuleBase) -> None:
    items = [
        Item("a", "进厂押金500能退吗", ("deposit",), True),
        Item("b", "进厂押金500能退吗", ("maternity",), True),
        Item("c", "明天天气怎么样", ("off_topic",), False),
    ]
    figures = evaluate.measure(items, evaluate.predict(items, rules, TODAY))
    assert figures["top1"] == 0.5
    assert figures["answered_right"] == 0.5
    assert figures["answered_wrong"] == 0.5
    assert figures["falsely_answered"] == 0.0
    assert figures["confusions"] == [{"right": "maternity", "given": "deposit", "count": 1}]
    assert "reliability" in evaluate.as_text(figures)


_GOOD = '{"id": 1, "text": "押金\u2028不退", "topics": ["deposit"]}'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "JSON"),
        ("[1]", "object"),
        ('{"id": 1, "text": "x"}', "topics"),
        ('{"id": 1, "text": "x", "topics": "deposit"}', "list"),
        ('{"id": 1, "text": "x", "topics": []}', "none"),
        ('{"id": 1, "text": "x", "topics": ["deposit"], "in_scope": "no"}', "true"),
    ],
)
def test_a_wrong_line_of_questions_is_named_with_its_remedy(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f"{_GOOD}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as fault:
        read_items(file)
    (message,) = str(fault.value).split("\n")
    assert ":3:" in message
    assert said in message
    assert '"text": "..."' in message


def test_questions_are_split_at_line_feeds_only_and_may_have_number_ids(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(_GOOD, encoding="utf-8")
    assert read_items(file) == [Item("1", "押金\u2028不退", ("deposit",), in_scope=True)]
    assert read_first_topics(file) == {"1": "deposit"}


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes("押金".encode("gb18030"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_items(file)
