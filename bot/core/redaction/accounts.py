"""Addresses and accounts: mail, links, handles, number plates, passports, accounts of messaging apps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.redaction.lexicon import Lexicon
from bot.core.redaction.marks import Cut

_ANYWHERE = (
    re.compile(r"(?:https?://|www\.)[^\s,，。、;；\u3400-\u9fff]+"),
    re.compile(r"[^\s,，、;；:：\u3400-\u9fff]*@\s?[^\s,，。、;；]{1,40}"),
    re.compile(
        r"[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:com|cn|net|org|cc|top|xyz|io|me|vn|id|ph|mm|info|link|app|site)\b[^\s,，。、;；\u3400-\u9fff]*"
    ),
    re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·.\-\s]{0,2}(?=[a-z0-9 ]{0,6}\d)[a-z0-9](?:\s?[a-z0-9]){3,5}[学警港澳挂]?"
    ),
)
_APPS = r"(?:微信|薇信|威信|v信|徽信|扣扣|抖音|快手|小红书|支付宝|ဝီချက်|ئۈندىدار(?:دا|ىم)?|(?<![a-z])(?:wechat|weixin|vx|wx|qq|zalo|facebook|messenger|fb|telegram|tg|line|whatsapp|wa|instagram|ig|kakao|viber|skype)(?![a-z]))"
_APP_ACCOUNT = re.compile(
    rf"{_APPS}\s?(?:号码?|账号|id|ko|saya|ku|của tôi|tôi|em)?\s?(?:是|为|:|=|is|là|ay)?\s?([a-z][a-z0-9_.\-]{{2,}})"
)
_TOKEN = re.compile(
    r"(?<![a-z0-9_.\-])(?=[a-z0-9_.\-]*\d)(?=[a-z0-9_.\-]*[a-z_])[a-z0-9][a-z0-9_.\-]{3,}(?<![.\-])"
)
_HANDLE = re.compile(r"(?<![a-z0-9_])[a-z0-9]*_[a-z0-9_]+")
_MEASURED = re.compile(
    r"~?\d+(?:[.,:\-]\d+)*-?(?:k|w|am|pm|h|hr|hrs|hour|hours|h\d{2}|day|days|week|weeks|wk|wks|month|months|mo|year|years|yr|yrs|min|mins|minutes|rmb|cny|yuan|kuai|"
    r"usd|kg|km|m|cm|st|nd|rd|th|x|times|people|workers|gi[ờo]|tr|t[ệe]|ngh[ìi]n|jam|hari|bulan|tahun|oras|araw|buwan|taon|ks|percent|pcs|c|s|n)"
)


def accounts(shade: str, lexicon: Lexicon) -> Iterator[Cut]:
    """Accounts and addresses in a text in shadow form."""
    for pattern in _ANYWHERE:
        for found in pattern.finditer(shade):
            yield Cut(*found.span(), "account")
    for found in _APP_ACCOUNT.finditer(shade):
        if not lexicon.has_word(found[1]):
            yield Cut(*found.span(1), "account")
    for pattern in (_TOKEN, _HANDLE):
        for found in pattern.finditer(shade):
            if not _MEASURED.fullmatch(found.group()):
                yield Cut(*found.span(), "account")
