"""What messages state, as workers write it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.fact_words import FACTS
from bot.core.facts import read
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
        ("工资1块8一件", {"piece_price": "1.8"}),
        ("上个月平时加班58小时,周六日32小时,国庆3天上了24小时,只发了600加班费",
         {"overtime_hours_weekday": 58, "overtime_hours_restday": 32, "overtime_hours_holiday": 24, "paid": 600}),
        ("工伤九级赔多少", {"injury_grade": 9}),
        ("我今年62岁", {"age": 62}),
        ("试用期3个月", {"probation_months": 3}),
        ("培训费2万,服务期3年", {"training_cost": 20000, "bond_years": 3}),
        ("试用期工资打七折", {"probation_percent": 70}),
        ("试用期发80%工资", {"probation_percent": 80}),
        ("弄坏机器扣我30%工资", {"deduction_percent": 30}),
        ("一个件3元计件", {"piece_price": 3}),
        ("干了6个月零1天被辞退", {"months_worked": 6, "days_beyond": 1}),
        ("工作5个月29天", {"months_worked": 5, "days_beyond": 29}),
        ("今天38度还在室外干活", {"temperature": 38}),
        ("厂里一共110人,裁了12人", {"workforce": 110, "layoff_count": 12}),
        ("怀孕3个月流产了", {"pregnancy_months": 3}),
        ("公积金按5%交", {"fund_percent": 5}),
        ("我们12个人一共被欠96000", {"workers": 12, "owed_total": 96000}),
        ("工厂停工2个月", {"months_idle": 2}),
        ("包薪4000", {"monthly_wage": 4000}),
        ("晚上加班做了400件", {"pieces_workday": 400}),
        ("làm thêm 40 tiếng", {"overtime_hours_weekday": 40}),
        ("lembur 40 jam", {"overtime_hours_weekday": 40}),
        ("早八晚八", {"hours_per_day": 12}),
        ("salary 2500 a month, 12 hours a day", {"monthly_wage": 2500, "hours_per_day": 12}),
    ],
)  # fmt: skip
def test_facts_are_read(text: str, facts: dict[str, int | str]) -> None:
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
