"""Whom to call or visit: the nearest place that fits, and never one that may not be shown.

Nearest means the worker's district or city, then her province, then the nearest city that has one, then the nation;
an office with a district of its own (arbitration, inspection, legal aid, court) is never named outside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.directory import Referral
from bot.core.model import NATION, RuleBase, due
from bot.core.places import distance_km

TERM_DAYS = {"crisis": 30, "ngo": 60, "office": 90, "national": 180}
"""After so many days without a check a referral counts as stale."""

REACHED = ("", "answered")
FAILED = ("no_answer", "wrong_party", "dead")
RESULTS = ("answered", *FAILED)
"""What came of a check; two failed ones on different days hide a referral until it is reached again."""

_CRISIS = frozenset({"emergency", "medical_emergency", "psychological"})
_NGO_KINDS = frozenset({"ngo", "university_clinic", "women"})
_BOUND = frozenset(
    {"arbitration_commission", "labour_inspection", "legal_aid_centre", "court", "procuratorate"}
)
"""Offices that take only cases of their own area: the one of a neighbouring city would send her away."""


@dataclass(frozen=True, slots=True)
class Help:
    """A referral as it may be shown today: what is stale has lost what may mislead."""

    referral: Referral
    phones: tuple[str, ...]
    address: str
    hours: str
    open_now: bool | None
    stale: bool
    unconfirmed: bool
    distance: int


def group(referral: Referral) -> str:
    """Which term of TERM_DAYS applies."""
    if referral.scope == "national" and referral.kind != "ngo":
        return "crisis" if _CRISIS & set(referral.services) else "national"
    return "ngo" if referral.kind in _NGO_KINDS else "office"


def last_checked(referral: Referral) -> date | None:
    """The day a person last verified it, or else the day the rule base took it over from a public source."""
    return max((check.on for check in referral.verified if check.result in REACHED), default=referral.checked)


def expires(referral: Referral) -> date | None:
    """The day from which it counts as stale."""
    return due(last_checked(referral), TERM_DAYS[group(referral)])


def publishable(referral: Referral, *, leads: bool = True) -> bool:
    """Whether a worker may see it at all. A ``hold`` record is shown once a person has verified it."""
    if referral.status != "active" or _lost(referral):
        return False
    if referral.publish == "yes" or referral.own:
        return True
    if referral.verified and referral.verified[-1].result in REACHED:
        return True
    return referral.publish == "lead" and leads


def _lost(referral: Referral) -> bool:
    last = referral.verified[-2:]
    return len(last) == 2 and all(check.result in FAILED for check in last) and last[0].on != last[1].on


def as_shown(referral: Referral, today: date, now: datetime | None = None, distance: int = 0) -> Help | None:
    """A referral under the policy for stale ones; None where it must be hidden."""
    expiry = expires(referral)
    stale = bool(expiry and today > expiry)
    kind = group(referral)
    phones = tuple(phone.number for phone in referral.phones)
    address, hours = referral.address, referral.hours
    if stale and kind == "ngo":
        return None
    if stale and kind == "crisis":
        hours = ""
    if stale and kind == "office":
        phones, address, hours = tuple(number for number in phones if len(number) <= 5), "", ""
    open_now = None if stale or now is None else is_open(referral, now)
    return Help(referral, phones, address, hours, open_now, stale, not referral.verified, distance)


def is_open(referral: Referral, now: datetime) -> bool | None:
    """Open at a moment of China Standard Time; None where the hours are not known."""
    if referral.always_open:
        return True
    if not referral.openings:
        return None
    minute = now.hour * 60 + now.minute
    return any(
        now.weekday() in span.days and span.opens <= minute < span.closes for span in referral.openings
    )


def nearest(
    rules: RuleBase,
    services: Iterable[str],
    region: str | None,
    today: date,
    now: datetime | None = None,
    limit: int = 4,
) -> tuple[Help, ...]:
    """The best referral for each service in order, without repeats; a lead never stands without an official route."""
    chosen: list[Help] = []
    for service in services:
        options = _options(rules, service, region, today, now)
        for option in options[:2]:
            if option.referral.id not in {help.referral.id for help in chosen}:
                chosen.append(option)
            if option.referral.publish != "lead":
                break
    own = [help for help in chosen if help.referral.own]
    rest = [help for help in chosen if not help.referral.own]
    chosen = (own + rest)[:limit]
    official = [help for help in chosen if help.referral.kind not in _NGO_KINDS]
    if not official:
        fallback = _options(rules, "labour_advice", region, today, now)
        chosen = (chosen[: limit - 1] if len(chosen) == limit else chosen) + fallback[:1]
    return tuple(chosen)


def _options(
    rules: RuleBase, service: str, region: str | None, today: date, now: datetime | None
) -> list[Help]:
    chain = rules.lineage(region)
    seat = next(
        (rules.regions[code].seat for code in chain if code in rules.regions and rules.regions[code].seat),
        None,
    )
    found: list[tuple[tuple[int, ...], Help]] = []
    for position, referral in enumerate(rules.referrals_by_service.get(service, ())):
        if not publishable(referral, leads=rules.show_leads):
            continue
        rank = _rank(rules, referral, chain, seat)
        if rank is None:
            continue
        help = as_shown(referral, today, now, rank[1])
        if help is not None:
            main = referral.services.index(service)
            found.append(((0 if referral.own else 1, *rank, main, position), help))
    found.sort(key=lambda item: item[0])
    return [help for _, help in found]


def _rank(
    rules: RuleBase, referral: Referral, chain: tuple[str, ...], seat: tuple[float, float] | None
) -> tuple[int, int] | None:
    """(tier, kilometres): inside her own area, the national lines, or the nearest city; None where it is not for her."""
    if referral.region == NATION or referral.scope == "national":
        return (2, 0)
    if referral.region in chain:
        return (0, chain.index(referral.region))
    place = rules.regions.get(referral.region)
    if len(chain) == 1 or place is None:
        return None
    if referral.region not in chain and set(rules.lineage(referral.region)[:-1]) & set(chain[:-1]):
        same_city = rules.prefecture(referral.region) == rules.prefecture(chain[0])
        if same_city:
            # An office of another district of her city; right only where she has not said which district is hers.
            return (1, 1) if referral.scope != "district" or chain[0] == rules.prefecture(chain[0]) else None
    if referral.kind in _BOUND:
        return None
    if seat and place.seat:
        return (
            1 if rules.lineage(referral.region)[-2] == chain[-2] else 3,
            round(distance_km(seat, place.seat)),
        )
    return None


def refusal(rules: RuleBase, referral: Referral, region: str | None, today: date) -> str:
    """Why a referral is not offered in a place on a day; empty where it may be.

    ``closed``, ``failed`` (two checks), ``unverified`` (a hold or a lead), ``stale`` or ``elsewhere``.
    """
    if referral.status != "active" or referral.publish == "closed_notice":
        return "closed"
    if _lost(referral):
        return "failed"
    if not publishable(referral, leads=rules.show_leads):
        return "unverified"
    chain = rules.lineage(region)
    seat = next((one.seat for code in chain if (one := rules.regions.get(code)) and one.seat), None)
    if _rank(rules, referral, chain, seat) is None:
        return "elsewhere"
    return "" if as_shown(referral, today) else "stale"


def emergency(rules: RuleBase, services: Iterable[str], today: date) -> tuple[Help, ...]:
    """The national lines for a danger, always shown, stale or not."""
    found: list[Help] = []
    for service in services:
        for referral in rules.referrals:
            if service in referral.services and referral.region == NATION and publishable(referral):
                help = as_shown(referral, today)
                if help and referral.id not in {other.referral.id for other in found}:
                    found.append(help)
    return tuple(found)


def closed_named(rules: RuleBase, text: str) -> tuple[Referral, ...]:
    """Closed places that a message asks about by name."""
    return tuple(
        referral
        for referral in rules.referrals
        if referral.publish == "closed_notice" and any(name in text for name in _names(referral))
    )


def _names(referral: Referral) -> tuple[str, ...]:
    name = referral.name.replace("“", "").replace("”", "")
    return tuple(
        part
        for part in (name, *name.replace(")", "").replace("）", "").replace("（", "(").split("("))
        if len(part) >= 3
    )
