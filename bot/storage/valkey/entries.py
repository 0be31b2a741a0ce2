"""What travels through Valkey to the counts file: numbered, sealed entries of one message's counts or one donation.

The number stands before the sealed part so that Valkey can drop what has arrived.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.tally import Count, Donation
from bot.errors import StoreError
from bot.storage.columns import checked, checked_donation
from bot.storage.valkey.sealing import Seal


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a source: counts or a donation."""

    number: int
    week: date
    counts: tuple[Count, ...] = ()
    donation: Donation | None = None


def close(entry: Entry, source: str, seal: Seal) -> bytes:
    given = entry.donation
    content = {
        "week": entry.week.isoformat(),
        "counts": [[one.cut, *one.values] for one in entry.counts],
        "donation": [given.text, given.language] if given else None,
    }
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%d:" % entry.number + seal.close(plain, f"{source}:{entry.number}")


def opened(found: bytes, source: str, seal: Seal) -> Entry | None:
    """The entry, or None for whatever is none. StoreError for one of another version, which waits for its like."""
    head, _, sealed = found.partition(b":")
    if not head.isdigit() or len(head) > 15:
        return None
    number = int(head)
    plain = seal.open(sealed, f"{source}:{number}")
    if plain is None:
        return None
    try:
        return _read(number, json.loads(plain))
    except (ValueError, TypeError, LookupError):
        raise StoreError("an entry of counts is of another version") from None


def _read(number: int, content: dict[str, Sequence[Sequence[str]]]) -> Entry:
    week = date.fromisoformat(str(content["week"]))
    counts = checked(week, (Count(cut, tuple(values)) for cut, *values in content["counts"]))
    given = content["donation"]
    donation = checked_donation(week, Donation(str(given[0]), str(given[1]))) if given else None
    return Entry(number, week, counts, donation)
