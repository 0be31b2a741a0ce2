"""What has been read of knowledge/ so far, with the places that checks need and what is known to be broken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.core.directory import Forbidden, Referral
from bot.core.model import Figure, Law, Provision, Region, Topic
from bot.errors import Location, RuleError
from bot.rulebase.reader import Document

ANY = "*"
"""Stands for every id of a kind whose file cannot be read."""


@dataclass
class Draft:
    """What has been read so far, with the shapes and places that checks need."""

    errors: list[RuleError] = field(default_factory=list)
    laws: dict[str, Law] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    region_places: dict[str, Location] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    figure_places: dict[str, Location] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    provisions: list[Provision] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    forbidden: list[Forbidden] = field(default_factory=list)
    forbidden_places: list[Location] = field(default_factory=list)
    holidays: dict[Any, tuple[str, str]] = field(default_factory=dict)
    cited: list[tuple[str, Location]] = field(default_factory=list)
    notes: list[RuleError] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    broken: dict[str, set[str]] = field(default_factory=dict)

    def missing(self, kind: str, id: str) -> bool:
        """Whether nothing has this id; what stands in a file that is itself broken is not blamed on others."""
        broken = self.broken.get(kind, set())
        return id not in getattr(self, f"{kind}s") and id not in broken and ANY not in broken

    def break_(self, kind: str, id: str) -> None:
        """Note that something with this id is there but cannot be used; ``ANY`` for a whole file of them."""
        self.broken.setdefault(kind, set()).add(id)
