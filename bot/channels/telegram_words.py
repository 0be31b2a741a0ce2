"""The few words that Telegram alone needs where rendering cannot help: an apology, news for the admins.

Everything else a worker reads, the command menu too, comes from rendering.
"""

from __future__ import annotations

from bot.errors import RuleBaseInvalid

MENU = ("start", "city", "language", "help", "about", "coverage", "forget", "hide")
"""The command menu, in its order; rendering has a description of each."""

APOLOGY = (
    "对不起，我出了点问题。请再发一遍；急的话打12333。\n"
    "Sorry, something went wrong. Please send it again; if it is urgent, call 12333."
)
"""Said where an answer could not be put into words, in which case a translation cannot be counted on either."""

UNKNOWN_BOT = (
    "Telegram 不认 GONGYOU_TELEGRAM_TOKEN 里的令牌 / Telegram refuses the token in GONGYOU_TELEGRAM_TOKEN"
)

LANGUAGE_CODES = {"zh_Hans": "zh", "fil": "tl"}
"""Telegram wants two letters: what differs from our own codes."""


def menu_code(language: str) -> str | None:
    """Telegram's code for a language of ours; None where it has none.

    >>> [menu_code(language) for language in ("zh_Hans", "zh_Hant", "fil", "my")]
    ['zh', None, 'tl', 'my']
    """
    code = LANGUAGE_CODES.get(language, language)
    return code if len(code) == 2 else None


def edit_news(invalid: RuleBaseInvalid | None, most: int = 8) -> str:
    """What became of an edit of the rule base, for the admins: plain text, Chinese and English."""
    if invalid is None:
        return "✅ 新的规则已经用上。\nThe edited rules are in use now."
    faults = "\n".join(f"· {error.say('zh')}\n  {error.say('en')}" for error in invalid.errors[:most])
    rest = len(invalid.errors) - most
    more = f"\n… +{rest}" if rest > 0 else ""
    return (
        "⚠️ 改动有错，没有用上；还按原来的规则回答。\n"
        f"The edit was refused; the last good rules still answer.\n{faults}{more}"
    )


def refused_webhook(reason: str) -> str:
    """Why Telegram does not call us yet, for the admin who starts the service."""
    return (
        "Telegram 还不能把消息送来，会接着试；看看 GONGYOU_PUBLIC_URL 和网络 / "
        f"Telegram cannot bring messages yet, trying on; see GONGYOU_PUBLIC_URL and the network: {reason}"
    )
