"""Whom answers name: changed referrals, and others that a change puts forward or drops, by place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import services_of
from bot.core.matching import OUT_OF_SCOPE
from bot.core.model import NATION, RuleBase
from bot.core.referrals import Help, as_shown, nearest, publishable
from bot.staff.diff.changed import Pair
from bot.staff.diff.difference import Difference, Differences
from bot.staff.diff.places import Place, Places

SHOWN_OF_FEW = 3
"""How many an answer names."""


def compare_offers(pair: Pair, found: Differences, *, moved: bool) -> None:
    """Note every referral whose words change, and every place where another one is named; ``moved``: regions changed."""
    records = [{one.id: replace(one, location=None) for one in rules.referrals} for rules in pair.both]
    changed = [
        id for id in dict.fromkeys((*records[0], *records[1])) if records[0].get(id) != records[1].get(id)
    ]
    for id in changed:
        lines = [_line(rules, id, pair.today) for rules in pair.both]
        region = next(side[id].region for side in records if id in side)
        if lines[0] != lines[1]:
            where = None if region == NATION else region
            found.add(Difference("referrals", id, "shown", lines[0], lines[1]), (where,), pair.today)
    services = {service for side in records for id in changed if id in side for service in side[id].services}
    if not services and not moved:
        return
    wanted = {
        services_of(topic)
        for rules in pair.both
        for topic in rules.topics.values()
        if topic.id not in OUT_OF_SCOPE
    }
    for names in sorted(wanted):
        if moved or services & {*names, "labour_advice"}:
            _named(pair, names, found)


def _named(pair: Pair, services: tuple[str, ...], found: Differences) -> None:
    """Who is named for services in each place, before and after."""
    places: tuple[Place, ...] = (None, *Places(pair).all)
    for place in places:
        before, after = (
            {
                help.referral.id: help
                for help in nearest(rules, services, place, pair.today, limit=SHOWN_OF_FEW)
            }
            for rules in pair.both
        )
        found.looked_at += 1
        for id in dict.fromkeys((*before, *after)):
            if (id in before) != (id in after):
                one = (before.get(id) or after[id]).referral.name
                gone, new = (one, "") if id in before else ("", one)
                found.add(Difference("referrals", id, "named", gone, new), (place,), pair.today)


def _line(rules: RuleBase, id: str, day: date) -> str:
    """A referral as a worker sees it on a day; empty where it is hidden or not there."""
    one = next((one for one in rules.referrals if one.id == id), None)
    if one is None or not publishable(one, leads=rules.show_leads):
        return ""
    help = as_shown(one, day)
    return _words(help) if help else ""


def _words(help: Help) -> str:
    one = help.referral
    marks = [mark for mark, true in (("stale", help.stale), ("unconfirmed", help.unconfirmed)) if true]
    pieces = (
        one.name,
        " ".join(help.phones),
        help.address,
        help.hours,
        one.about,
        one.alert,
        one.fee,
        *one.bring,
        *marks,
    )
    return ", ".join(piece for piece in (*pieces, one.website, "/".join(one.languages)) if piece)
