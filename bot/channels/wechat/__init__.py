"""The WeChat Official Account: passive replies to messages and events, text only, nothing about anyone kept or logged.

door takes requests, gate checks them, reading says what they want, desk answers each once and in time, answers finds the words, pages
cuts them to size, downloads hands papers over, remembering holds what has to be held for some seconds or minutes.
"""

from __future__ import annotations

from bot.channels.wechat.door import routes
from bot.channels.wechat.sealing import Account

__all__ = ["Account", "routes"]
