"""What a message of WeChat says: its XML as fields, and what in it wants an answer. Nothing is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bot.channels.wechat.sealing import Refused
from bot.core.conversation import Question

CHANNEL = "wechat"

_NAME = re.compile(r"[\w@.-]{1,128}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,20}")
_SCENE = re.compile(r"(?:qrscene_)?([a-z_]{3,40})(?:-([0-9]{6}))?")
_FACE = re.compile(r"/:[^\s\u3400-\u9fff]{1,8}")
"""A face of WeChat's own in a text: ``/::)``. With its stroke it would look like a command."""
_UNSHOWN = "【收到不支持的消息类型，暂无法显示】"
"""The text WeChat puts where a sticker or something newer was sent."""


class Want(StrEnum):
    """What a message is to be met with."""

    ANSWER = "answer"
    NOTICE = "notice"
    GREETING = "greeting"
    FORGET = "forget"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Message:
    """One message or event as it came; held only while it is being answered."""

    sender: str
    recipient: str
    kind: str
    created: str
    number: str
    fields: Mapping[str, str]

    @property
    def delivery(self) -> str:
        """The same when WeChat sends it again: its number, or of an event who, when and what."""
        if self.number:
            return f"{self.sender}:{self.number}"
        event = (self.created, self.fields.get("Event", ""), self.fields.get("EventKey", ""))
        return ":".join((self.sender, self.kind, *event))


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a message wants; ``question`` is empty for greetings and notices without a topic."""

    want: Want
    question: Question = field(default_factory=lambda: Question("", channel=CHANNEL))


def fields(body: bytes) -> dict[str, str]:
    """The fields of an XML body; Refused for anything but plain UTF-8 without declarations of its own."""
    try:
        root = fromstring(body.decode("utf-8-sig"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        raise Refused from None
    found: dict[str, str] = {}
    for child in root:
        if child.tag in found:
            raise Refused
        found[child.tag] = child.text or ""
    if root.tag != "xml":
        raise Refused
    return found


def message(body: bytes) -> Message:
    """The message in a body; Refused where it lacks what every message has."""
    found = fields(body)
    sender, recipient = found.get("FromUserName", ""), found.get("ToUserName", "")
    created, number = found.get("CreateTime", "0"), found.get("MsgId", "")
    kind = found.get("MsgType", "").lower()
    named = _NAME.fullmatch(sender) and _NAME.fullmatch(recipient)
    numbered = _NUMBER.fullmatch(created) and (not number or _NUMBER.fullmatch(number))
    if not (named and numbered and kind):
        raise Refused
    return Message(sender, recipient, kind, created, number, found)


def read(came: Message) -> Incoming:
    """What a message wants; whatever is not known yet gets the help, but for machines: nobody reads it there."""
    if came.kind.startswith("device_"):
        return Incoming(Want.NOTHING)
    return _KINDS.get(came.kind, _unknown)(came.fields)


def _asks(text: str, region: str | None = None) -> Incoming:
    return Incoming(Want.ANSWER, Question(text, region=region, channel=CHANNEL))


def _unknown(_: Mapping[str, str]) -> Incoming:
    return _asks("/help")


def _media(_: Mapping[str, str]) -> Incoming:
    return Incoming(Want.NOTICE)


def _text(found: Mapping[str, str]) -> Incoming:
    text = found.get("Content", "").strip()
    if text == _UNSHOWN:
        return Incoming(Want.NOTICE)
    return _asks(_FACE.sub(" ", text).strip() or text.lstrip("/"))


def _voice(found: Mapping[str, str]) -> Incoming:
    heard = found.get("Recognition", "").strip()
    return _asks(heard) if heard else Incoming(Want.NOTICE)


def _place(found: Mapping[str, str]) -> Incoming:
    """Location_X is the latitude, Location_Y the longitude."""
    try:
        place = float(found.get("Location_X", "")), float(found.get("Location_Y", ""))
    except ValueError:
        return _asks("/city")
    if not (all(map(math.isfinite, place)) and abs(place[0]) <= 90 and abs(place[1]) <= 180):
        return _asks("/city")
    return Incoming(Want.ANSWER, Question("", place=place, channel=CHANNEL))


def _event(found: Mapping[str, str]) -> Incoming:
    name, key = found.get("Event", "").lower(), found.get("EventKey", "").strip()
    if name == "subscribe":
        return Incoming(Want.GREETING, _scene(key).question)
    if name == "unsubscribe":
        return Incoming(Want.FORGET, Question("/forget", channel=CHANNEL))
    if name == "scan":
        return _scene(key)
    if name == "click":
        return _asks(key if key.startswith("/") and len(key) <= 128 else "/help")
    return Incoming(Want.NOTHING)


def _scene(key: str) -> Incoming:
    """What a QR code stands for: a topic, with a city where it hangs (``overtime_pay-441900``)."""
    scene = _SCENE.fullmatch(key)
    return _asks(f"/topic {scene[1]}", scene[2]) if scene else _asks("/start")


_KINDS: Mapping[str, Callable[[Mapping[str, str]], Incoming]] = {
    "text": _text,
    "voice": _voice,
    "location": _place,
    "event": _event,
    "image": _media,
    "video": _media,
    "shortvideo": _media,
    "link": _media,
    "file": _media,
}
