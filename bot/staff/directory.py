"""The referral directory for staff: list it, see what is due, note a check; files keep their comments and order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bot.core.directory import Referral
from bot.core.model import RuleBase
from bot.core.referrals import RESULTS, expires, group, last_checked, publishable
from bot.errors import SettingsError

METHODS = ("call", "visit", "page", "email")
_RECORD = re.compile(r"^- id: (?P<id>[\w-]+)\s*$")


def lines(rules: RuleBase, today: date) -> Iterator[str]:
    """Every referral in one line: state, id, area, phones, when checked, when due."""
    for referral in sorted(rules.referrals, key=lambda one: (one.region, one.id)):
        yield line(rules, referral, today)


def line(rules: RuleBase, referral: Referral, today: date) -> str:
    shown = publishable(referral, leads=rules.show_leads)
    expiry = expires(referral)
    state = (
        "hidden"
        if not shown
        else "stale"
        if expiry and today > expiry
        else "lead"
        if referral.publish == "lead"
        else "shown"
    )
    region = rules.regions.get(referral.region)
    phones = " ".join(phone.number for phone in referral.phones) or "-"
    return (
        f"{state:7} {referral.id:34} {region.zh if region else referral.region}  {referral.name}  {phones}  "
        f"checked {last_checked(referral) or '-'}  due {expiry or '-'}"
    )


def due(rules: RuleBase, today: date, within: int) -> list[Referral]:
    """What a person should check within so many days, by value for workers: crisis lines, then what is shown, then holds."""
    limit = today + timedelta(days=within)
    found = [
        referral
        for referral in rules.referrals
        if referral.publish != "closed_notice"
        and (_unverified(referral) or (expires(referral) or limit) <= limit)
    ]
    order = {"crisis": 0, "national": 1, "ngo": 2, "office": 3}
    return sorted(
        found, key=lambda one: (not publishable(one), order[group(one)], expires(one) or date.min, one.id)
    )


def _unverified(referral: Referral) -> bool:
    return not referral.verified


def note_check(folder: Path, id: str, *, on: date, by: str, method: str, result: str) -> Path:
    """Write one check into the file that holds the referral; the file's path.

    Raises SettingsError for an unknown id, method or result, and for a name in place of a role.
    """
    if method not in METHODS:
        raise SettingsError(f"--method {method!r}: 用 {' '.join(METHODS)} 之一 / one of {' '.join(METHODS)}")
    if result not in RESULTS:
        raise SettingsError(f"--result {result!r}: 用 {' '.join(RESULTS)} 之一 / one of {' '.join(RESULTS)}")
    if not re.fullmatch(r"[\w .-]{1,20}", by):
        raise SettingsError(f"--by {by!r}: 写职务，不写全名 / write a role, not a full name")
    entry = f"{{on: {on.isoformat()}, by: {by}, method: {method}, result: {result}}}"
    known: list[str] = []
    for path in sorted((folder / "referrals").glob("*.yaml")):
        text = path.read_text(encoding="utf-8").split("\n")
        known += [match["id"] for row in text if (match := _RECORD.match(row))]
        start = next((n for n, row in enumerate(text) if (m := _RECORD.match(row)) and m["id"] == id), None)
        if start is not None:
            path.write_text("\n".join(_with_check(text, start, entry)), encoding="utf-8")
            return path
    import difflib

    close = difflib.get_close_matches(id, known, n=1)
    raise SettingsError(f"没有叫 {id} 的求助处 / no referral {id}{f'; {close[0]}?' if close else ''}")


def _with_check(text: list[str], start: int, entry: str) -> list[str]:
    end = next((n for n in range(start + 1, len(text)) if text[n].startswith("- ")), len(text))
    while end > start + 1 and (not text[end - 1].strip() or text[end - 1].startswith("#")):
        end -= 1
    for number in range(start, end):
        if text[number].startswith("  verified:"):
            rest = text[number].removeprefix("  verified:").strip()
            if rest in ("null", "~", ""):
                last = number + 1
                while last < end and text[last].startswith("    "):
                    last += 1
                return [
                    *text[:number],
                    "  verified:",
                    *text[number + 1 : last],
                    f"    - {entry}",
                    *text[last:],
                ]
            return [*text[:number], "  verified:", f"    - {rest}", f"    - {entry}", *text[number + 1 :]]
    return [*text[:end], "  verified:", f"    - {entry}", *text[end:]]
