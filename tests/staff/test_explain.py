"""The whole way of one question, told to a person and to a program."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.conversation import Question
from bot.core.model import RuleBase
from bot.staff.explain import words
from bot.staff.explain.trace import Trace, trace
from tests.conftest import ROOT, TODAY

ASKED = "深圳龙华电子厂底薪2000,去年3月进厂,一天12小时,加班费怎么算"


@pytest.fixture(scope="module")
def found(rules: RuleBase) -> Trace:
    return trace(Question(ASKED), rules, TODAY)


def test_what_was_read(found: Trace) -> None:
    told = words.as_object(found)
    assert told["language"] == "zh_Hans"
    assert [place["code"] for place in told["places"]] == ["440300", "440309"]
    assert told["region"] == "440309"
    assert told["facts"]["base_wage"] == 2000
    assert told["days"] == {"started": ["2025-03-01", "2025-03-31"]}
    assert told["dangers"] == {}


def test_what_decided(found: Trace) -> None:
    told = words.as_object(found)
    assert told["match"]["topics"][0]["topic"] == "overtime_pay"
    assert len(told["match"]["topics"]) == len(found.rules.topics)
    assert any("加班" in example for example in told["match"]["examples"])
    assert told["decision"]["outcome"] == told["outcome"] == "answered"
    assert told["decision"]["because"] in told["thresholds"]


def test_what_was_worked_out(found: Trace) -> None:
    claims = {one["id"]: one for one in words.as_object(found)["claims"]}
    assert claims["minimum_wage"]["due"] == 700
    assert claims["minimum_wage"]["working"] == ["2700 − 2000 = 700"]
    assert claims["minimum_wage"]["assumed"] == ["one_month"]
    assert claims["overtime"]["asks"] == ["days_off_per_month"]


def test_every_source_points_to_its_line(found: Trace) -> None:
    told = words.as_object(found)
    assert {"minimum_wage", "overtime_rate", "paid_days_per_month"} <= {one["id"] for one in told["figures"]}
    assert "440300-overtime_base-1" in {one["id"] for one in told["provisions"]}
    for one in (*told["topics"], *told["figures"], *told["provisions"], *told["referrals"]):
        path, line, _ = one["where"].split(":")
        assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) >= int(line)
        assert one["id"].rpartition("-")[0] or one["id"]


def test_referrals_say_why_they_are_shown_or_not(found: Trace) -> None:
    why = {one.id: one.why for one in found.referrals}
    assert why["cn-hotline-12333"] == "shown"
    assert {"closed", "unverified"} <= {*why.values()}
    assert {id for id, reason in why.items() if reason == "shown"} == {*found.outcome.reply.referrals}


def test_what_is_counted(found: Trace) -> None:
    counted = words.as_object(found)["counted"]
    assert counted.pop("calculators")[-1] == "overtime_rate_holiday"
    assert counted.pop("services") == ("labour_advice", "legal_aid")
    assert counted == {
        "week": "2026-11-16", "topic": "overtime_pay", "region": "440300", "language": "zh_Hans",
        "channel": "terminal", "outcome": "answered", "papers": (), "counted": "question",
    }  # fmt: skip


def test_a_person_reads_it_in_both_languages(found: Trace) -> None:
    text = words.as_text(found)
    for word in (
        "地方 place",
        "危险 danger",
        "匹配 match",
        "2700 − 2000 = 700",
        "规定 provisions",
        "统计 counted",
    ):
        assert word in text


@pytest.mark.parametrize(
    ("text", "outcome", "word"),
    [
        ("我不想活了,老板欠我钱", "crisis", "suicide「不想活」"),
        ("明天下雨吗", "out_of_scope", "不像劳动法的问题"),
        ("你好", "command", "counted: 不计 nothing"),
        ("老板说", "", "decision"),
        ("", "", "decision"),
        ("押金300不退怎么办", "answered", "deposit"),
        ("tiền lương tháng trước chưa trả", "answered", "wage_arrears"),
    ],
)
def test_any_message_is_explained(rules: RuleBase, text: str, outcome: str, word: str) -> None:
    made = trace(Question(text), rules, date(2026, 11, 22))
    assert word in words.as_text(made)
    assert outcome in ("", str(made.outcome.reply.kind))
    words.as_object(made)
