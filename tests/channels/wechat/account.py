"""WeChat's side, by wechatpy: it signs, seals and sends messages, and opens and reads what comes back."""

from __future__ import annotations

import http.client
import secrets
import time
from itertools import count
from urllib.parse import urlencode, urlsplit

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

APP_ID = "wx5823bf96d3bd56c7"
TOKEN = "canarytoken"
AES_KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
RECIPIENT = "gh_0123456789ab"

_numbers = count(23_000_000_000_000_000)


def text_message(sender: str, text: str, number: int | None = None) -> str:
    return message(sender, "text", f"<Content><![CDATA[{text}]]></Content>", number)


def event(sender: str, name: str, inside: str = "", created: int | None = None) -> str:
    return message(sender, "event", f"<Event><![CDATA[{name}]]></Event>{inside}", 0, created)


def message(
    sender: str, kind: str, inside: str, number: int | None = None, created: int | None = None
) -> str:
    number = next(_numbers) if number is None else number
    return (
        f"<xml><ToUserName><![CDATA[{RECIPIENT}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{created or int(time.time())}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{inside}"
        + (f"<MsgId>{number}</MsgId>" if number else "")
        + "</xml>"
    )


def signature(*parts: str) -> str:
    signer = WeChatSigner()
    signer.add_data(TOKEN, *parts)
    return str(signer.signature)


def stamped(stamp: int | None = None, nonce: str = "") -> dict[str, str]:
    """Query parameters as WeChat makes them for any request."""
    when, chance = str(stamp or int(time.time())), nonce or secrets.token_hex(5)
    return {"signature": signature(when, chance), "timestamp": when, "nonce": chance}


def packed(
    xml: str,
    mode: str,
    *,
    stamp: int | None = None,
    nonce: str = "",
    app_id: str = APP_ID,
    key: str = AES_KEY,
) -> tuple[dict[str, str], bytes]:
    """A message as WeChat sends it in a mode: query parameters and body."""
    query = stamped(stamp, nonce)
    if mode == "plain":
        return query, xml.encode()
    crypto = WeChatCrypto(TOKEN, key, app_id)
    sealed = crypto.encrypt_message(xml, query["nonce"], query["timestamp"])
    envelope = sealed.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    signed = signature(query["timestamp"], query["nonce"], envelope)
    body = f"<xml><ToUserName><![CDATA[{RECIPIENT}]]></ToUserName><Encrypt><![CDATA[{envelope}]]></Encrypt></xml>"
    return {**query, "encrypt_type": "aes", "msg_signature": signed}, body.encode()


class Oracle:
    """WeChat talking to a bot at an address."""

    def __init__(self, address: str, mode: str) -> None:
        self.address = address
        self.mode = mode

    def send(self, xml: str) -> str | None:
        """Deliver a message; the words of the reply, None for no reply."""
        return self.deliver(*packed(xml, self.mode))

    def say(self, sender: str, text: str) -> str:
        return self.send(text_message(sender, text)) or ""

    def deliver(self, query: dict[str, str], body: bytes) -> str | None:
        status, answer = self.request("POST", query, body)
        assert status == 200, status
        words = self.opened(answer, query)
        assert words is None or self.mode == "aes" or RECIPIENT.encode() in answer
        return words

    def opened(self, answer: bytes, query: dict[str, str]) -> str | None:
        """The words of a reply as wechatpy reads it."""
        if answer in (b"", b"success"):
            return None
        xml = answer.decode()
        if self.mode == "aes":
            found = xmltodict.parse(xml)["xml"]
            crypto = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
            xml = crypto.decrypt_message(xml, found["MsgSignature"], found["TimeStamp"], found["Nonce"])
        reply = xmltodict.parse(xml)["xml"]
        assert reply["MsgType"] == "text"
        assert reply["FromUserName"] in xml
        assert len(reply["Content"].encode()) <= 2048
        return str(reply["Content"])

    def request(
        self, method: str, query: dict[str, str], body: bytes = b"", path: str = ""
    ) -> tuple[int, bytes]:
        status, _, answer = self.fetch(method, f"{path}?{urlencode(query)}" if query else path, body)
        return status, answer

    def fetch(self, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(self.address)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=15)
        try:
            line.request(method, parts.path + path, body, {"Content-Type": "text/xml"})
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            line.close()
