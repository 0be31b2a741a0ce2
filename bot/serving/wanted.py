"""What the settings must be for the service to start: everything wrong is said at once, and never a secret's value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.settings import Settings

_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,256}")
_LOCAL = ("127.0.0.1", "localhost", "::1")


def faults(settings: Settings) -> Iterator[str]:
    """Each wrong or missing setting, in Chinese and English."""
    called = settings.public_url or settings.valkey_url
    if settings.telegram_token and called and not settings.telegram_webhook_secret:
        yield (
            "GONGYOU_TELEGRAM_WEBHOOK_SECRET 没有设置：有了 GONGYOU_PUBLIC_URL 或几个进程就要它，自己编16个以上的字母和数字 / "
            "is not set: with GONGYOU_PUBLIC_URL or several processes it is needed, make up 16 or more letters and digits"
        )
    if settings.telegram_webhook_secret and not _SECRET_TOKEN.fullmatch(
        settings.telegram_webhook_secret.get_secret_value()
    ):
        yield (
            "GONGYOU_TELEGRAM_WEBHOOK_SECRET：要16到256个，只能用字母、数字、_ 和 - / "
            "must be 16 to 256 letters, digits, _ and -"
        )
    if settings.public_url and not _reachable(settings.public_url):
        yield (
            "GONGYOU_PUBLIC_URL：要写成 https://bot.example.org，不带路径，不带?和# / "
            "must be written as https://bot.example.org, without a path, ? or #"
        )
    yield from _wechat(settings)
    if settings.metrics_port and settings.metrics_port == settings.port:
        yield "GONGYOU_METRICS_PORT：不能和 GONGYOU_PORT 一样 / must differ from GONGYOU_PORT"
    if settings.valkey_url and not settings.secret:
        yield (
            "GONGYOU_SECRET 没有设置：用了 GONGYOU_VALKEY_URL 就要它，各个进程都一样 / "
            "is not set: GONGYOU_VALKEY_URL needs it, the same for all processes"
        )


def _wechat(settings: Settings) -> Iterator[str]:
    given = {
        "GONGYOU_WECHAT_APP_ID": settings.wechat_app_id,
        "GONGYOU_WECHAT_TOKEN": settings.wechat_token,
    }
    missing = [name for name, value in given.items() if not value]
    if missing and (len(missing) < len(given) or settings.wechat_aes_key):
        yield f"{', '.join(missing)} 没有设置：公众号要它 / is not set: the Official Account needs it"


def _reachable(url: str) -> bool:
    """https, or http to this machine alone, with nothing after the host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    bare = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    return secure and bare and bool(parts.hostname) and port != 0
