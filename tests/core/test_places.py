"""Places as workers name them."""

from __future__ import annotations

import pytest

from bot.core.model import RuleBase
from bot.core.text import normal


@pytest.mark.parametrize(
    ("text", "zh"),
    [("东莞厚街鞋厂", "厚街镇"), ("龙岗电子厂", "龙岗区"), ("昆山打工", "昆山市"), ("番禺制衣厂", "番禺区"), ("我在深圳龙华", "龙华区"),
     ("working in shenzhen", "深圳市"), ("在广東省東莞市", "东莞市"), ("Dongguan factory", "东莞市"), ("dongguan", "东莞市"),
     ("北京朝阳区", "朝阳区"), ("苏州工业园区", "苏州工业园区")],
)  # fmt: skip
def test_the_narrowest_place_named(rules: RuleBase, text: str, zh: str) -> None:
    code = rules.gazetteer.narrowest(rules.gazetteer.find(normal(text)))
    assert code is not None
    assert rules.regions[code].zh == zh


@pytest.mark.parametrize(
    "text",
    ["组长安排周末加班", "公司和平时一样", "去公安局报案", "东西安装好了", "保险安全第一", "我每周至少加班三次", "合同安排", "长期加班",
     "老板说开发新客户", "工资中扣", "金山软件没说", "大家都安心"],
)  # fmt: skip
def test_ordinary_words_are_not_places(rules: RuleBase, text: str) -> None:
    found = [rules.regions[mention.code].zh for mention in rules.gazetteer.find(normal(text))]
    assert found == []


def test_shared_name_is_decided_by_its_neighbour(rules: RuleBase) -> None:
    beijing = rules.gazetteer.narrowest(rules.gazetteer.find("北京朝阳"))
    liaoning = rules.gazetteer.narrowest(rules.gazetteer.find("辽宁朝阳"))
    assert beijing == "110105"
    assert liaoning == "211300"


def test_every_region_is_found_by_its_full_name(rules: RuleBase) -> None:
    lost = []
    for region in rules.regions.values():
        if region.level in ("province", "prefecture"):
            mentions = rules.gazetteer.find(region.zh)
            if region.code not in {mention.code for mention in mentions}:
                lost.append(region.zh)
    assert lost == []


def test_a_mistyped_city_is_suggested(rules: RuleBase) -> None:
    assert "441900" in rules.gazetteer.suggest("dongguang")


def test_nearest_to_a_point(rules: RuleBase) -> None:
    assert rules.gazetteer.nearest((22.54, 114.06))[0] == "440300"
    assert rules.gazetteer.nearest((0.0, 0.0)) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("我在深圳上班,老家广西,产假多少天", "440300"), ("我是河南人在东莞打工", "441900"), ("招聘说不要河南人", None), ("户口在湖南,深圳上班", "440300"),
     ("北京人社局电话", "110000")],
)  # fmt: skip
def test_where_somebody_comes_from_is_not_where_she_works(
    rules: RuleBase, text: str, code: str | None
) -> None:
    gazetteer = rules.gazetteer
    assert gazetteer.narrowest(gazetteer.workplaces(text, gazetteer.find(text))) == code
