"""A comparison for a person, Chinese with English beside, and as an object for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bot.core.model import RuleBase
from bot.staff.diff.difference import GROUPS
from bot.staff.diff.matches import Accuracy
from bot.staff.diff.report import Report, Row

WIDTH = 120
"""Characters of a text that are shown of each side; ``--json`` has all."""

_TITLES = {
    "figures": "数字 Figures",
    "rules": "规定 Rules",
    "answers": "答案 Answers",
    "referrals": "求助处 Referrals",
    "matches": "匹配 Matches",
}
_ASPECTS = {
    "value": "数字 value", "text": "内容 text", "topic": "题目 topic", "verdict": "简短回答 short answer", "sums": "金额 sum",
    "deadlines": "期限 deadline", "conditions": "情况 condition", "local": "当地规定 local rule", "figures": "当地数字 figure",
    "law": "依据 articles", "steps": "步骤 steps", "evidence": "证据 evidence", "ifs": "各种情况 conditions",
    "beliefs": "误解 beliefs", "shown": "显示 shown", "named": "推荐 named",
}  # fmt: skip
_WORKERS = {"low": "低工资 low wage", "high": "高工资 high wage"}
_NOTHING = "（无 none）"


def as_text(report: Report, most: int) -> str:
    """The comparison as lines; of each kind at most so many differences."""
    head = f"和 {report.against} 相比，今天算 {report.today} / compared with {report.against}, today is {report.today}"
    if not report.rows:
        same = "答案没有变化 / no answer differs"
        return f"{head}\n{same}" + ("\n" + _records(report) if report.records else "")
    lines = [head, _records(report)]
    for group in GROUPS:
        rows = report.of(group)
        if rows:
            lines += ["", f"{_TITLES[group]}: {_count(report, group)}"]
            lines += [*_by_item(report, rows, most), *_group(report, rows, most)]
    for one in report.accuracy:
        lines += ["", *_accuracy(one, most)]
    return "\n".join(line for line in lines if line is not None)


def _records(report: Report) -> str:
    names = list(report.records)
    more = f" … +{len(names) - 8}" if len(names) > 8 else ""
    return f"改动的记录 / records changed: {', '.join(names[:8])}{more}" if names else ""


def _count(report: Report, group: str) -> str:
    rows = report.of(group)
    what = dict.fromkeys(row.difference.what for row in rows)
    if group in ("rules", "matches", "referrals"):
        return f"{len(what)} 项 / items"
    return f"{len(rows)} 处，{len(what)} 项 / differences in {len(what)} items"


def _by_item(report: Report, rows: tuple[Row, ...], most: int) -> list[str]:
    """How many differences each item has, where not all of them are shown."""
    if len(rows) <= most or rows[0].difference.group == "matches":
        return []
    counts = Counter(title(report, row) for row in rows)
    return [f"  {', '.join(f'{name} {count}' for name, count in counts.most_common())}"]


def _group(report: Report, rows: tuple[Row, ...], most: int) -> Iterator[str]:
    def key(row: Row) -> tuple[str, tuple[str, ...], str, str]:
        return (
            row.difference.what,
            tuple(place or "" for place in row.places),
            str(row.since),
            str(row.until),
        )

    left = len(rows)
    for _, members in groupby(sorted(rows, key=key)[:most], key=key):
        together = list(members)
        about, place = title(report, together[0]), where(report.rules, together[0])
        yield f"  {about}" + (
            f" · {place}{when(together[0])}" if together[0].difference.group != "matches" else ""
        )
        for row in together:
            left -= 1
            yield from _sides(row)
    if left:
        yield f"  还有 {left} 处 / and {left} more"


def _sides(row: Row) -> Iterator[str]:
    one = row.difference
    named = [_ASPECTS.get(one.aspect, one.aspect), one.key, _WORKERS.get(one.worker, "")]
    yield f"    {' · '.join(name for name in named if name)}"
    yield f"      - {_short(one.before)}"
    yield f"      + {_short(one.after)}"


def _short(text: str) -> str:
    if not text:
        return _NOTHING
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}…"


def title(report: Report, row: Row) -> str:
    """What a row is about: its title in Chinese, and its id."""
    what = row.difference.what
    for rules in (report.rules, report.before):
        for records in (rules.figures, rules.topics):
            if what in records and row.difference.group in ("figures", "answers"):
                return f"{records[what].title} {what}"
    return what


def where(rules: RuleBase, row: Row) -> str:
    """The widest places of a row with how many lie below them."""
    if None in row.places:
        return "全国 / nationwide"
    codes = {place for place in row.places if place}
    widest = [code for code in row.places if code and not codes & set(rules.lineage(code)[1:])]
    names = [f"{rules.regions[code].zh} {rules.regions[code].en}" for code in widest if code in rules.regions]
    below = len(codes) - len(widest)
    shown = "、".join(names[:4]) + (f" 等 {len(names)} 处 / {len(names)} places" if len(names) > 4 else "")
    return f"{shown}（含下辖 {below} 处 / with {below} below）" if below else shown


def when(row: Row) -> str:
    """From which day a row holds, and until when."""
    since = f" · 自 {row.since} 起 / from {row.since}" if row.since else " · 今天 / today"
    return since + (f" · {row.until} 前 / before {row.until}" if row.until else "")


def _accuracy(one: Accuracy, most: int) -> Iterator[str]:
    yield f"留出的问题 Held-out questions, {one.language}: {one.questions}"
    for name, (before, after) in one.shares.items():
        if before != after:
            yield f"  {name}: {before} → {after}"
    for name, lines in (("变对 gains", one.gains), ("变错 losses", one.losses)):
        yield f"  {name}: {len(lines)}"
        yield from (f"    {_short(line)}" for line in lines[:most])
        if len(lines) > most:
            yield f"    还有 {len(lines) - most} 处 / and {len(lines) - most} more"


def as_object(report: Report) -> dict[str, Any]:
    """The comparison as plain JSON values, whole."""
    return {
        "against": report.against,
        "today": report.today.isoformat(),
        "differs": bool(report.rows),
        "records": list(report.records),
        "counts": {group: len(report.of(group)) for group in GROUPS},
        "differences": [_row(row) for row in report.rows],
        "accuracy": [
            {
                "language": one.language,
                "questions": one.questions,
                "shares": {name: {"before": old, "after": new} for name, (old, new) in one.shares.items()},
                "gains": list(one.gains),
                "losses": list(one.losses),
            }
            for one in report.accuracy
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    one = row.difference
    return {
        "group": one.group,
        "what": one.what,
        "aspect": one.aspect,
        "key": one.key,
        "worker": one.worker,
        "before": one.before,
        "after": one.after,
        "places": [place or "100000" for place in row.places],
        "from": row.since.isoformat() if row.since else None,
        "until": row.until.isoformat() if row.until else None,
    }
