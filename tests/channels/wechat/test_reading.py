"""Messages are read as wechatpy reads them; what is no message is refused whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wechatpy.events import EVENT_TYPES
from wechatpy.messages import MESSAGE_TYPES
from wechatpy.parser import parse_message

from bot.channels.wechat.reading import Incoming, Want, fields, message, read
from bot.channels.wechat.sealing import Refused
from tests.channels.wechat.account import event, text_message
from tests.channels.wechat.account import message as built

WHO = "oCanaryOpenid"


def _met(xml: str) -> Incoming:
    return read(message(xml.encode()))


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
        max_size=300,
    )
)
def test_words_come_through_as_with_wechatpy(words: str) -> None:
    xml = text_message(WHO, words.replace("]]>", ""))
    theirs, ours = parse_message(xml), message(xml.encode())
    assert (ours.sender, ours.recipient, int(ours.number)) == (theirs.source, theirs.target, theirs.id)
    assert ours.fields["Content"].strip() == (theirs.content or "").strip()


@pytest.mark.parametrize("kind", sorted(MESSAGE_TYPES))
def test_every_kind_of_message_is_met(kind: str) -> None:
    met = _met(built(WHO, kind, ""))
    unread = ("image", "video", "shortvideo", "link", "voice")
    assert met.want is (Want.NOTICE if kind in unread else Want.ANSWER)


@pytest.mark.parametrize("kind", ["device_text", "device_event"])
def test_machines_are_not_answered(kind: str) -> None:
    assert _met(built(WHO, kind, "<Content>MTIz</Content>")).want is Want.NOTHING


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_every_kind_of_event_is_met(name: str) -> None:
    spoken = {
        "subscribe": Want.GREETING,
        "unsubscribe": Want.FORGET,
        "scan": Want.ANSWER,
        "click": Want.ANSWER,
    }
    assert _met(event(WHO, name)).want is spoken.get(name, Want.NOTHING)


def test_a_place_is_latitude_and_longitude() -> None:
    xml = built(
        WHO, "location", "<Location_X>22.54</Location_X><Location_Y>114.05</Location_Y><Scale>15</Scale>"
    )
    assert _met(xml).question.place == tuple(map(float, parse_message(xml).location)) == (22.54, 114.05)


@pytest.mark.parametrize("pair", ["", "nan", "inf", "1e999", "91", "无", "0x10", "1_0_0"])
def test_a_place_that_is_none_asks_for_the_city(pair: str) -> None:
    xml = built(WHO, "location", f"<Location_X>{pair}</Location_X><Location_Y>114</Location_Y>")
    assert _met(xml).question.text == "/city"


def test_speech_that_wechat_understood_is_a_question() -> None:
    assert (
        _met(built(WHO, "voice", "<Recognition>老板不发工资</Recognition>")).question.text == "老板不发工资"
    )


@pytest.mark.parametrize(
    ("key", "text", "region"),
    [
        ("qrscene_overtime_pay", "/topic overtime_pay", None),
        ("qrscene_overtime_pay-441900", "/topic overtime_pay", "441900"),
        ("last_trade_no_123", "", None),
        ("", "", None),
    ],
)
def test_a_code_for_a_topic_greets_with_it(key: str, text: str, region: str | None) -> None:
    met = _met(event(WHO, "subscribe", f"<EventKey>{key}</EventKey>"))
    assert met.want is Want.GREETING
    assert (met.question.text.replace("/start", ""), met.question.region) == (text, region)


def test_menu_buttons_send_commands_and_nothing_else() -> None:
    assert _met(event(WHO, "CLICK", "<EventKey>/city</EventKey>")).question.text == "/city"
    assert _met(event(WHO, "CLICK", "<EventKey>OLD_KEY</EventKey>")).question.text == "/help"
    assert _met(event(WHO, "VIEW", "<EventKey>https://example.org</EventKey>")).want is Want.NOTHING


@pytest.mark.parametrize("words", ["/::) 老板不发工资", "/::D老板不发工资", "老板不发工资/:8-)"])
def test_faces_are_no_commands(words: str) -> None:
    assert _met(text_message(WHO, words)).question.text == "老板不发工资"


def test_stickers_are_said_to_be_unreadable() -> None:
    assert _met(text_message(WHO, "【收到不支持的消息类型，暂无法显示】")).want is Want.NOTICE


def test_a_second_try_is_the_same_delivery_and_others_are_not() -> None:
    first = message(text_message(WHO, "一", 1).encode())
    assert first.delivery == message(text_message(WHO, "一", 1).encode()).delivery
    assert first.delivery != message(text_message("oOther", "一", 1).encode()).delivery
    scan, click = (message(event(WHO, name, created=5).encode()) for name in ("SCAN", "CLICK"))
    assert scan.delivery != click.delivery


GOOD = text_message(WHO, "好")
BAD = [
    "",
    "x",
    "<xml>",
    "<xml></xml>",
    "<a/>",
    GOOD.replace("xml>", "html>"),
    GOOD.replace("<MsgType>", "<Other>").replace("</MsgType>", "</Other>"),
    GOOD.replace(WHO, ""),
    GOOD.replace(WHO, "../../etc"),
    GOOD.replace(WHO, "a" * 200),
    GOOD.replace("<MsgId>", "<MsgId>x"),
    GOOD.replace("<CreateTime>", "<CreateTime>-"),
    GOOD.replace("<Content>", "<MsgType>event</MsgType><Content>"),
    GOOD.replace("好", "\x00"),
    GOOD.replace("好]]>", "好"),
    "<!DOCTYPE xml>" + GOOD,
    '<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + GOOD.replace("<![CDATA[好]]>", "&b;"),
    '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + GOOD.replace("<![CDATA[好]]>", "&a;"),
    '<!DOCTYPE xml SYSTEM "http://127.0.0.1/x.dtd">' + GOOD,
    GOOD.replace("<![CDATA[好]]>", "&undefined;"),
    "<xml>" + "<a>" * 15_000,
    "<xml>" * 15_000 + "</xml>" * 15_000,
]


@pytest.mark.parametrize("number", range(len(BAD)))
def test_what_is_no_message_is_refused(number: int) -> None:
    with pytest.raises(Refused):
        message(BAD[number].encode())


@pytest.mark.parametrize("charset", ["utf-16", "gb18030", "utf-7", "latin-1", "utf-32"])
def test_other_charsets_are_refused_or_read_as_utf8(charset: str) -> None:
    body = f"<?xml version='1.0' encoding='{charset}'?>{GOOD}".encode(
        charset if charset != "latin-1" else "gb18030"
    )
    try:
        found = message(body)
    except Refused:
        return
    assert found.fields["Content"] == body.decode().split("CDATA[")[-1].split("]")[0]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_end_otherwise(body: bytes) -> None:
    for reader in (fields, message):
        try:
            reader(body)
        except Refused:
            continue
