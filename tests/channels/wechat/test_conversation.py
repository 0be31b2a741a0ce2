"""Conversations over HTTP, every kind of message, built and read by wechatpy in both modes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from wechatpy.events import EVENT_TYPES
from wechatpy.messages import MESSAGE_TYPES

from tests.channels.wechat.account import Oracle, event, message, stamped
from tests.channels.wechat.conftest import Served
from tests.channels.wechat.stub import Parrot

QUESTION = "东莞，底薪2000，一天12小时，加班费怎么算？"


def test_the_address_is_proved_and_forgers_are_not(served: Served, mode: str) -> None:
    wechat = served(mode)
    query = {**stamped(), "echostr": "5838479218127813673"}
    assert wechat.request("GET", query) == (200, b"5838479218127813673")
    assert wechat.request("GET", {**query, "signature": "0" * 40}) == (403, b"")
    assert wechat.request("GET", {**query, "echostr": "<script>"}) == (403, b"")
    assert wechat.request("GET", {**stamped(1_700_000_000), "echostr": "1"}) == (403, b"")
    assert wechat.request("GET", {}) == (403, b"")


def test_a_question_is_answered_and_its_choices_work(served: Served, mode: str, openid: str) -> None:
    wechat = served(mode)
    first = wechat.say(openid, QUESTION)
    assert "2,300" in first
    assert "一个月休息几天" in first
    assert "a. 0天" in first
    rest = wechat.say(openid, "更多")
    assert rest
    assert rest not in first
    assert "没有下文" in wechat.say(openid, "n")
    assert "休息日" in wechat.say(openid, "c")


def test_one_who_follows_is_greeted_with_a_warning_and_the_menu(served: Served, openid: str) -> None:
    greeting = served().send(event(openid, "subscribe")) or ""
    assert greeting.index("微信自己会存聊天记录") < greeting.index("1. 加班费")
    assert "隐藏" in greeting
    assert "语言 Language" in greeting


def test_a_code_on_a_notice_board_opens_its_topic(served: Served, openid: str) -> None:
    wechat = served()
    followed = (
        wechat.send(event(openid, "subscribe", "<EventKey>qrscene_overtime_pay-441900</EventKey>")) or ""
    )
    assert "微信自己会存" in followed
    assert "【加班费】" in followed
    assert "东莞" in followed
    scanned = wechat.send(event(openid, "SCAN", "<EventKey>deposit</EventKey>")) or ""
    assert "【押金】" in scanned
    assert "问我" in (wechat.send(event(openid, "SCAN", "<EventKey>no_such_topic</EventKey>")) or "")


def test_menu_buttons(served: Served, openid: str) -> None:
    wechat = served()
    assert "城市" in (wechat.send(event(openid, "CLICK", "<EventKey>/city</EventKey>")) or "")
    assert "深圳" in wechat.say(openid, "1")
    assert wechat.send(event(openid, "VIEW", "<EventKey>https://example.org</EventKey>")) is None
    assert (
        wechat.send(event(openid, "LOCATION", "<Latitude>23.1</Latitude><Longitude>113.3</Longitude>"))
        is None
    )
    assert wechat.send(event(openid, "unsubscribe")) is None


def test_a_place_is_met_with_cities_near_it(served: Served, openid: str) -> None:
    wechat = served()
    place = "<Location_X>22.54</Location_X><Location_Y>114.05</Location_Y>"
    reply = wechat.send(message(openid, "location", place)) or ""
    assert "1. 深圳" in reply
    assert "深圳" in wechat.say(openid, "1")


@pytest.mark.parametrize("kind", ["image", "video", "shortvideo", "link", "file", "voice"])
def test_what_cannot_be_read_is_said(served: Served, openid: str, kind: str) -> None:
    assert "文字" in (served().send(message(openid, kind, "<MediaId><![CDATA[m]]></MediaId>")) or "")


def test_speech_and_new_kinds_of_messages(served: Served, openid: str) -> None:
    wechat = served()
    heard = "<Recognition><![CDATA[深圳最低工资多少]]></Recognition>"
    assert "深圳" in (wechat.send(message(openid, "voice", heard)) or "")
    assert "/city" in (wechat.send(message(openid, "hologram", "")) or "")


def test_every_kind_that_wechatpy_knows_gets_an_answer_or_success(served: Served, mode: str) -> None:
    wechat = served(mode, on=Parrot())
    for kind in MESSAGE_TYPES:
        assert wechat.send(message(f"oKind{kind}", kind, ""))
    for name in EVENT_TYPES:
        wechat.send(event(f"oEvent{name}", name, "<EventKey><![CDATA[k]]></EventKey><MsgID>1</MsgID>"))


def test_danger_comes_first_whatever_is_pending(served: Served, openid: str) -> None:
    wechat = served()
    wechat.say(openid, QUESTION)
    assert re.search("120|12356", wechat.say(openid, "老板不给钱，我不想活了"))


def test_hiding_and_forgetting(served: Served, openid: str) -> None:
    wechat = served()
    wechat.say(openid, QUESTION)
    hidden = wechat.say(openid, "隐藏")
    assert len(hidden) < 10
    assert "没有下文" in wechat.say(openid, "更多")
    assert "长按" in wechat.say(openid, "忘记我")


def test_the_language_of_the_worker(served: Served, openid: str) -> None:
    wechat = served()
    assert "overtime" in wechat.say(openid, "Dongguan, 12 hours a day, how is overtime paid?").lower()
    uyghur = wechat.say(openid, "/language ug")
    assert any("\u0600" <= char <= "\u06ff" for char in uyghur)


def test_papers_are_fetched_once_and_never_by_looking(served: Served, openid: str) -> None:
    wechat = served()
    path = asked_for_paper(wechat, openid)
    for _ in range(2):
        status, headers, page = wechat.fetch("GET", path)
        assert status == 200
        assert b"<form method='post'>" in page
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
    assert wechat.fetch("HEAD", path)[::2] == (200, b"")
    status, headers, content = wechat.fetch("POST", path)
    assert status == 200
    assert "filename*=UTF-8''arbitration-application.docx" in headers["content-disposition"]
    assert headers["cache-control"] == "no-store"
    assert "word/document.xml" in ZipFile(BytesIO(content)).namelist()
    assert wechat.fetch("POST", path)[0] == 404
    assert wechat.fetch("GET", path)[0] == 404


def test_papers_go_with_hiding_and_cannot_be_guessed(served: Served, openid: str) -> None:
    wechat = served()
    path = asked_for_paper(wechat, openid)
    wechat.say(openid, "隐藏")
    assert wechat.fetch("GET", path)[0] == 404
    assert wechat.fetch("POST", "paper/" + "A" * 22)[0] == 404


def test_papers_last_ten_minutes(served: Served, openid: str) -> None:
    at = [0.0]
    wechat = served(tick=lambda: at[0])
    path = asked_for_paper(wechat, openid)
    at[0] = 601.0
    assert wechat.fetch("POST", path)[0] == 404


def test_without_an_address_no_paper_is_promised(served: Served, openid: str) -> None:
    wechat = served(public_url="")
    reply = _paper_reply(wechat, openid)
    assert "12348" in reply
    assert "http" not in reply
    assert "发给你了" not in reply


def _paper_reply(wechat: Oracle, openid: str) -> str:
    wechat.say(openid, "东莞，老板拖欠工资3个月，一共12000元")
    return wechat.say(openid, "/paper application")


def asked_for_paper(wechat: Oracle, openid: str) -> str:
    """The path of the paper below the channel's address."""
    reply = _paper_reply(wechat, openid)
    link = re.search(r"https://bot\.example\.org/wechat/(paper/[\w-]{22,})\n", reply)
    assert link, reply
    return link[1]
