"""What messages state, as workers write it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.facts import FACTS, read
from bot.core.text import normal


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("底薪2000一天12小时", {"base_wage": 2000, "hours_per_day": 12}),
        ("一个月三千五,一天干11个钟", {"monthly_wage": 3500, "hours_per_day": 11}),
        ("每个月休两天,每天10小时", {"days_off_per_month": 2, "hours_per_day": 10}),
        ("996月薪8千", {"hours_per_day": 12, "days_per_week": 6, "monthly_wage": 8000}),
        ("押金500块不退", {"deposit": 500}),
        ("收了我300元押金", {"deposit": 300}),
        ("干了14个月没签合同,月薪4200", {"months_worked": 14, "monthly_wage": 4200}),
        ("拖欠三个月工资", {"months_owed": 3}),
        ("欠我12000", {"owed": 12000}),
        ("时薪15块", {"hourly_wage": 15}),
        ("加班费一小时10块", {"overtime_rate_paid": 10}),
        ("工资1块8一件", {}),
        ("上个月平时加班58小时,周六日32小时,国庆3天上了24小时,只发了600加班费",
         {"overtime_hours_weekday": 58, "overtime_hours_restday": 32, "overtime_hours_holiday": 24, "paid": 600}),
        ("工伤九级赔多少", {"injury_grade": 9}),
        ("我今年62岁", {"age": 62}),
        ("试用期3个月", {"probation_months": 3}),
        ("早八晚八", {"hours_per_day": 12}),
        ("salary 2500 a month, 12 hours a day", {"monthly_wage": 2500, "hours_per_day": 12}),
    ],
)  # fmt: skip
def test_facts_are_read(text: str, facts: dict[str, int]) -> None:
    found = {name: value for name, value in read(normal(text)).values.items() if isinstance(value, Decimal)}
    assert found == {name: Decimal(value) for name, value in facts.items()}


@pytest.mark.parametrize(
    ("text", "trait"),
    [("在工地上干活", "construction"), ("怀孕被辞退", "pregnant"), ("没签合同", "no_contract"), ("老板跑路了", "boss_missing"),
     ("我是计件的", "piece_rate"), ("签了自愿放弃社保", "waiver_signed"), ("试用期", "probation"), ("我15岁", "minor")],
)  # fmt: skip
def test_traits_are_recognised(text: str, trait: str) -> None:
    assert trait in read(normal(text)).traits


@pytest.mark.parametrize("text", ["4月5日", "2026年", "18楼", "电话13800000000", "3号线"])
def test_numbers_that_say_nothing_stay_out(text: str) -> None:
    assert not [name for name in read(normal(text)).values if name != "date"]


@given(st.text(alphabet="一二三千百块元天小时月薪押金欠工资加班每个0123456789, ", max_size=60))
def test_any_mixture_gives_known_names_in_bounds(text: str) -> None:
    for name, value in read(normal(text)).values.items():
        assert name in FACTS or name == "date"
        if isinstance(value, Decimal):
            assert value >= 0
