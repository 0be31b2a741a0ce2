"""Who helps, as frozen values aligned with Open Referral's HSDS; who may be shown when is decided in referrals.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.errors import Location


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours on some weekdays (0 = Monday), as minutes after midnight in China Standard Time."""

    days: tuple[int, ...]
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """A person's check of a referral: when, by which role, how, with what result."""

    on: date
    by: str
    method: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """A place or line that helps, aligned with Open Referral's HSDS; ``publish`` says whether a worker may see it."""

    id: str
    name: str
    english: str
    kind: str
    services: tuple[str, ...]
    region: str
    scope: str
    status: str
    publish: str
    phones: tuple[Phone, ...] = ()
    address: str = ""
    website: str = ""
    hours: str = ""
    always_open: bool = False
    openings: tuple[Opening, ...] = ()
    fee: str = ""
    languages: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    about: str = ""
    alert: str = ""
    seen_on: date | None = None
    seen_source: str = ""
    trust: str = ""
    verified: tuple[Verification, ...] = ()
    checked: date | None = None
    own: bool = False
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A number or name that must never be printed, and why."""

    text: str
    why: str
