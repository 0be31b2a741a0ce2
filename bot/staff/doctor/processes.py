"""What several processes share: the secret and Valkey, and whether Valkey keeps off the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import redis
from pydantic import SecretStr

from bot.settings import Settings
from bot.staff.doctor.finding import Finding, bad, good, note


def look(settings: Settings) -> Iterator[Finding]:
    """Whether several processes would work together."""
    if settings.valkey_url is None:
        yield note(
            "Valkey",
            ("没有设置：只能跑一个进程", "is not set up: one process only"),
            ("一个小机构一个进程就够", "which is enough for a small NGO"),
        )
        return
    if settings.secret is None:
        yield bad(
            "GONGYOU_SECRET",
            ("没有设置，几个进程认不出同一个聊天", "is not set: the processes would not know the same chat"),
            (
                "运行 openssl rand -hex 32，填给所有进程",
                "run openssl rand -hex 32 and give it to all processes",
            ),
        )
    yield from _valkey(settings.valkey_url)


def _valkey(address: SecretStr) -> Iterator[Finding]:
    try:
        with redis.Redis.from_url(
            address.get_secret_value(), socket_timeout=2, socket_connect_timeout=2, decode_responses=True
        ) as client:
            client.ping()
            kept = _config(client)
    except (redis.RedisError, OSError, ValueError) as problem:
        yield bad(
            "Valkey",
            (f"连不上（{type(problem).__name__}）", f"cannot be used ({type(problem).__name__})"),
            (
                "看 Valkey 是否在跑，GONGYOU_VALKEY_URL 对不对",
                "see whether Valkey runs and GONGYOU_VALKEY_URL is right",
            ),
        )
        return
    yield good("Valkey", "连得上", "can be reached")
    if kept.get("save") or kept.get("appendonly") == "yes":
        yield note(
            "Valkey",
            ("会把内存写到硬盘上", "writes its memory to the disk"),
            (
                '用 deploy/valkey.conf，或者设 save "" 和 appendonly no',
                'use deploy/valkey.conf, or set save "" and appendonly no',
            ),
        )


def _config(client: redis.Redis) -> Mapping[str, str]:
    """Its settings, as far as it tells them."""
    try:
        told = client.config_get("save", "appendonly")
    except redis.ResponseError:
        return {}
    return {str(name): str(value) for name, value in dict(told).items()}
