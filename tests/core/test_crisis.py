"""Danger first, in every language, and not for a figure of speech."""

from __future__ import annotations

import pytest

from bot.core.conversation import Kind
from bot.core.crisis import danger
from bot.core.text import normal
from tests.conftest import Ask

DANGERS = [
    ("我不想活了,老板欠我钱", "suicide"), ("活着没意思", "suicide"), ("再不给钱我就从楼上跳下去", "suicide"),
    ("老闆再唔出糧我唔想活喇", "suicide"), ("I want to kill myself", "suicide"), ("tôi muốn chết", "suicide"),
    ("saya mau bunuh diri", "suicide"), ("gusto ko nang mamatay", "suicide"), ("သတ်သေချင်တယ်", "suicide"),
    ("ئۆلۈۋالىمەن", "suicide"), ("bu xiang huo le", "suicide"),
    ("他爬到塔吊上说不给钱就要跳", "suicide"), ("我已经买好农药了", "suicide"), ("他站在楼顶不下来要跳", "suicide"),
    ("有人喺天台话要跳", "suicide"), ("he is on the roof and says he will jump", "suicide"), ("dia di atap mau loncat", "suicide"),
    ("nasa bubong siya, tatalon daw", "suicide"), ("anh ấy đòi nhảy lầu", "suicide"), ("老细攞住把刀要斩我", "violence"),
    ("bos pegang pisau ancam bunuh saya", "violence"),
    ("老板带人来打手打伤我们", "violence"), ("工头拿刀要砍我", "violence"), ("the boss is threatening to kill us", "violence"),
    ("被关在厂里不让出去", "locked_in"), ("保安把我锁在宿舍", "locked_in"), ("they locked us in the factory", "locked_in"),
    ("chủ nhốt tôi trong xưởng", "locked_in"), ("saya dikurung di pabrik", "locked_in"),
    ("工友刚刚被机器压住了流血", "accident"), ("救命", "accident"), ("someone is bleeding a lot", "accident"),
    ("车间着火了", "fire"), ("gas leak in the workshop", "fire"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), DANGERS)
def test_danger_is_recognised(text: str, kind: str) -> None:
    assert kind in danger(normal(text))


@pytest.mark.parametrize(
    "text",
    ["今天累死了", "气死我了", "去年工伤认定怎么办", "加班太多快累死了", "跳楼讨薪违法吗", "忙死了", "热死人的车间有高温补贴吗",
     "救命钱都不给", "打死也不签字", "公司放火线工作", "经理把我的资格证原件锁起来不给", "我想跳槽", "工资跳水", "跳过社保", "死活不给签合同", "玩游戏被砍"],
)  # fmt: skip
def test_a_figure_of_speech_is_not_danger(text: str) -> None:
    assert danger(normal(text)) == ()


@pytest.mark.parametrize(("text", "_kind"), DANGERS)
def test_emergency_lines_come_first_without_a_city(ask: Ask, text: str, _kind: str) -> None:
    reply = ask(text).reply
    assert reply.kind is Kind.CRISIS
    assert reply.parts[0].kind == "crisis"
    assert reply.topics[0] == "crisis"
    assert {"cn-hotline-110", "cn-hotline-120", "cn-hotline-12356"} & set(reply.referrals)
