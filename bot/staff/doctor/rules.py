"""The rule base the service would answer from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.errors import BotError, RuleBaseInvalid
from bot.rulebase.holder import Holder
from bot.settings import Settings
from bot.staff.doctor.finding import Finding, bad, good, note
from bot.staff.freshness import stale


def look(settings: Settings, today: date) -> Iterator[Finding]:
    """Whether it loads, and how much of it is due for a check."""
    try:
        rules = Holder(settings.knowledge, settings.cache).current()
    except RuleBaseInvalid as invalid:
        yield bad(
            "knowledge",
            (
                f"有 {len(invalid.errors)} 处错误，机器人起不来",
                f"{len(invalid.errors)} faults: the bot cannot start",
            ),
            ("运行 gongyou check，一处一处改", "run gongyou check and mend them one by one"),
        )
        return
    except BotError as problem:
        yield bad(
            "knowledge",
            (str(problem), str(problem)),
            ("检查 GONGYOU_KNOWLEDGE 的位置", "see where GONGYOU_KNOWLEDGE points"),
        )
        return
    yield good(
        "knowledge",
        f"{len(rules.topics)} 个题目，{len(rules.provisions)} 条规定",
        f"{len(rules.topics)} topics, {len(rules.provisions)} provisions",
    )
    due = len(stale(rules, today))
    if due:
        yield note(
            "knowledge",
            (f"{due} 项该重新核对了", f"{due} facts are due for a check"),
            ("运行 gongyou stale 看是哪些", "run gongyou stale to see which"),
        )
