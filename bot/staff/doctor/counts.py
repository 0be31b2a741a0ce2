"""The file of counts: whether it is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from bot.settings import Settings
from bot.staff.doctor.finding import Finding, bad, good


def look(settings: Settings) -> Iterator[Finding]:
    """Opens the file for reading only; one that is not there yet is no fault."""
    path = settings.trends
    if not path.exists():
        yield good("GONGYOU_TRENDS", "还没有统计，第一次用时会建", "no counts yet: made at first use")
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as file:
            whole = file.execute("pragma quick_check").fetchone()[0] == "ok"
    except sqlite3.Error:
        whole = False
    if whole:
        yield good("GONGYOU_TRENDS", "统计文件完好", "the counts are whole")
    else:
        yield bad(
            "GONGYOU_TRENDS",
            ("统计文件坏了，或者不是统计文件", "the file of counts is damaged, or no such file"),
            (
                "停下机器人，用最近的备份恢复：gongyou trends restore 备份文件",
                "stop the bot and restore the last backup: gongyou trends restore FILE",
            ),
        )
