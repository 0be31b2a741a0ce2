"""What each column of the counts file may hold: short names, a Monday, a place of six digits; never a person or a text.

The file holds its own CHECK constraints (``bot.storage.versions``); these are the same, so that what the file would
refuse is refused before it waits with others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.core.tally import CUTS, Count, Donation, Met
from bot.errors import StoreError

_NAME = re.compile(r"(?!.*[0-9]{7})[a-z0-9_]{0,40}")
"""No run of figures as long as a phone number."""
_OTHERS = {
    "region": re.compile(r"(?:[0-9]{6})?"),
    "language": re.compile(r"[A-Za-z0-9_]{0,20}"),
    "outcome": re.compile("|".join(Met)),
    "helpful": re.compile("yes|no"),
}
SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST_TEXT = 1000


def checked(week: date, counts: Iterable[Count]) -> tuple[Count, ...]:
    """The counts, if the file can hold every one of them."""
    known = tuple(counts)
    if week.weekday() or not all(_fits(one) for one in known):
        raise StoreError("a count does not fit its table")
    return known


def checked_donation(week: date, donation: Donation) -> Donation:
    """The donation, if the file can hold it."""
    short = 0 < len(donation.text) <= LONGEST_TEXT
    if week.weekday() or not short or not _OTHERS["language"].fullmatch(donation.language):
        raise StoreError("a donated question does not fit its table")
    return donation


def _fits(count: Count) -> bool:
    columns = CUTS.get(count.cut, ())
    return len(columns) == len(count.values) > 0 and all(
        _OTHERS.get(column, _NAME).fullmatch(value)
        for column, value in zip(columns, count.values, strict=True)
    )
