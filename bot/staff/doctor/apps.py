"""The messaging apps and the way in from outside: whether each is set up whole and answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import httpx
from pydantic import SecretStr

from bot.settings import Settings
from bot.staff.doctor.finding import Finding, bad, good, note

SECONDS = 8.0


def look(settings: Settings) -> Iterator[Finding]:
    """Telegram, WeChat and the public address, as far as they are set."""
    with httpx.Client(timeout=SECONDS, follow_redirects=False) as client:
        if settings.telegram_token:
            yield from _telegram(client, settings, settings.telegram_token)
        else:
            yield note(
                "Telegram",
                ("没有设置", "is not set up"),
                (
                    "要用就填 GONGYOU_TELEGRAM_TOKEN（找 @BotFather 要）",
                    "to use it set GONGYOU_TELEGRAM_TOKEN (from @BotFather)",
                ),
            )
        yield from _wechat(settings)
        yield from _public(client, settings.public_url)


def _telegram(client: httpx.Client, settings: Settings, token: SecretStr) -> Iterator[Finding]:
    me = _asked(client, settings, token, "getMe")
    if me is None:
        yield bad(
            "Telegram",
            ("连不上", "cannot be reached"),
            (
                "看看网络；在中国大陆的机器上连不上，机器人要放在外面",
                "see to the network; from a machine in mainland China it cannot be reached, host the bot elsewhere",
            ),
        )
        return
    if not me.get("ok"):
        yield bad(
            "Telegram",
            ("不认这个令牌", "refuses the token"),
            (
                "到 @BotFather 那里重新拿，填到 GONGYOU_TELEGRAM_TOKEN",
                "get it again from @BotFather, into GONGYOU_TELEGRAM_TOKEN",
            ),
        )
        return
    yield good("Telegram", f"@{me['result'].get('username', '?')}", f"@{me['result'].get('username', '?')}")
    hook = _asked(client, settings, token, "getWebhookInfo")
    if hook and hook.get("ok"):
        yield from _webhook(settings, hook["result"])


def _asked(
    client: httpx.Client, settings: Settings, token: SecretStr, method: str
) -> Mapping[str, Any] | None:
    """What the Bot API answers; None where nothing readable comes. The address holds the token: never shown."""
    try:
        answer = client.post(f"{settings.telegram_base_url}{token.get_secret_value()}/{method}").json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def _webhook(settings: Settings, hook: Mapping[str, Any]) -> Iterator[Finding]:
    wanted = f"{settings.public_url.rstrip('/')}/telegram" if settings.public_url else ""
    set_to = str(hook.get("url", ""))
    if set_to != wanted:
        yield note(
            "Telegram",
            ("webhook 不是指向这里", "its webhook does not point here"),
            (
                "gongyou serve 启动时会自己设好；用 gongyou telegram 就不需要",
                "gongyou serve sets it at its start; gongyou telegram needs none",
            ),
        )
    elif wanted:
        yield good("Telegram", "webhook 指向这里", "its webhook points here")
    waiting = int(hook.get("pending_update_count", 0) or 0)
    if waiting > 100 or hook.get("last_error_date"):
        yield note(
            "Telegram",
            (f"最近送信出过错，{waiting} 条在等", f"deliveries have failed lately, {waiting} are waiting"),
            (
                "看 gongyou serve 是否在跑、外面能不能连上",
                "see whether gongyou serve runs and can be reached from outside",
            ),
        )


def _wechat(settings: Settings) -> Iterator[Finding]:
    named = {
        "GONGYOU_WECHAT_APP_ID": bool(settings.wechat_app_id),
        "GONGYOU_WECHAT_TOKEN": bool(settings.wechat_token),
        "GONGYOU_WECHAT_AES_KEY": bool(settings.wechat_aes_key),
    }
    missing = [name for name, there in named.items() if not there]
    if len(missing) == len(named):
        yield note(
            "WeChat",
            ("没有设置", "is not set up"),
            ("要用就填三个 GONGYOU_WECHAT_…", "to use it set the three GONGYOU_WECHAT_…"),
        )
    elif "GONGYOU_WECHAT_TOKEN" in missing or (len(missing) == 1 and not settings.wechat_app_id):
        yield bad(
            "WeChat",
            (f"缺 {' '.join(missing)}", f"{' '.join(missing)} missing"),
            ("从公众号后台抄过来", "copy it from the account's settings page"),
        )
    elif missing:
        yield note(
            "WeChat",
            ("明文模式：中间的人能看到", "plain mode: readable on the way"),
            (
                "在公众号后台选安全模式，填 GONGYOU_WECHAT_AES_KEY",
                "choose safe mode there and set GONGYOU_WECHAT_AES_KEY",
            ),
        )
    else:
        yield good("WeChat", "设置齐了，安全模式", "set up, safe mode")


def _public(client: httpx.Client, address: str) -> Iterator[Finding]:
    if not address:
        return
    try:
        answered = client.get(f"{address.rstrip('/')}/healthz").status_code
    except (httpx.HTTPError, httpx.InvalidURL):
        answered = 0
    if answered == httpx.codes.OK:
        yield good("GONGYOU_PUBLIC_URL", "连得上", "can be reached")
    else:
        yield bad(
            "GONGYOU_PUBLIC_URL",
            ("从这里连不上机器人", "does not lead to the bot, seen from here"),
            (
                "看 gongyou serve 是否在跑，nginx 或 Caddy 是否转到它的端口，域名是否指向这台机器",
                "see whether gongyou serve runs, nginx or Caddy leads to its port, and the name to this machine",
            ),
        )
