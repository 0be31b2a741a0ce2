"""Two rule bases compared as a whole: everything found, with where and from when it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.core.model import RuleBase
from bot.rulebase.load import load
from bot.staff.diff import matches
from bot.staff.diff.changed import Pair, touches
from bot.staff.diff.compare import compare, new_and_gone
from bot.staff.diff.difference import Difference, Differences
from bot.staff.diff.offers import compare_offers
from bot.staff.diff.places import Place
from bot.staff.diff.revision import folder_at


@dataclass(frozen=True, slots=True)
class Row:
    """A difference with the places it holds in, the first day it shows, and the first compared day it no longer does.

    ``since`` is None where it shows today already, ``until`` where it lasts.
    """

    difference: Difference
    places: tuple[Place, ...]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that differs from a revision, ready to be told."""

    against: str
    today: date
    rules: RuleBase
    before: RuleBase
    rows: tuple[Row, ...] = ()
    accuracy: tuple[matches.Accuracy, ...] = ()
    looked_at: int = 0
    records: tuple[str, ...] = field(default=())

    def of(self, group: str) -> tuple[Row, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.difference.group == group)


def report(
    knowledge: Path, revision: str, today: date, *, cache: Path, held_out: Path, show_leads: bool = True
) -> Report:
    """What the files of ``knowledge`` change for answers since a git revision.

    Raises:
        RuleBaseInvalid: either version has faults.
        SettingsError: the revision cannot be read.
    """
    after = load(knowledge, cache=cache, show_leads=show_leads)
    with folder_at(knowledge, revision) as older:
        kept = cache / "older"
        before = load(older, cache=kept, show_leads=show_leads)
        pair = Pair(before, after, today)
        both = matches.banks(older, knowledge, pair)
        if both.languages:
            matches.share_models(cache, kept, both.before)
            matches.share_models(kept, cache, both.after)
        return _report(pair, both, kept, revision, held_out)


def _report(pair: Pair, both: matches.Banks, kept: Path, revision: str, held_out: Path) -> Report:
    found = Differences()
    touched = touches(pair)
    topics = list(new_and_gone(pair, found))
    compare(pair, touched, found)
    compare_offers(pair, found, moved=any(touch.kind == "region" for touch in touched))
    measured: list[matches.Accuracy] = []
    if both.languages:
        matches.compare_matches(pair, both, kept, found)
        measured = matches.accuracy(pair, both, held_out)
    rows = tuple(row for one in found.cells for row in _rows(one, found, pair.today))
    names = (f"{touch.kind} {touch.id}" for touch in touched)
    records = tuple(dict.fromkeys((*names, *topics, *(f"questions {one}" for one in both.languages))))
    return Report(
        revision, pair.today, pair.after, pair.before, rows, tuple(measured), found.looked_at, records
    )


def _rows(one: Difference, found: Differences, today: date) -> Iterable[Row]:
    """A difference as rows: the places that share the same days together."""
    by_place: dict[Place, set[date]] = {}
    for place, day in found.cells[one]:
        by_place.setdefault(place, set()).add(day)
    by_span: dict[tuple[date | None, date | None], list[Place]] = {}
    for place, on in by_place.items():
        compared = found.compared.get((one.group, one.what, place), on)
        later = [day for day in compared if day > max(on)]
        span = (None if min(on) == today else min(on), min(later, default=None))
        by_span.setdefault(span, []).append(place)
    for (since, until), members in by_span.items():
        yield Row(one, _sorted(members), since, until)


def _sorted(members: list[Place]) -> tuple[Place, ...]:
    """Places in order; the nation alone where a difference shows without any place."""
    return (None,) if None in members else tuple(sorted(one for one in members if one))
