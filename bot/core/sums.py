"""What an answer shows of the claims worked out for one topic: parts, amounts, articles, what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.claims.claim import Claim
from bot.core.claims.story import Story
from bot.core.conversation import Amount, Part
from bot.core.model import Citation


@dataclass(frozen=True, slots=True)
class Sums:
    """What could be worked out for a topic."""

    parts: tuple[Part, ...] = ()
    amounts: tuple[Amount, ...] = ()
    cites: tuple[Citation, ...] = ()


def shown(claims: Sequence[Claim]) -> Sums:
    """The parts of claims in order, with what was taken for granted at the end."""
    taken = tuple(dict.fromkeys(_key(part) for claim in claims for part in claim.assumed))
    by_key = {_key(part): part for claim in claims for part in claim.assumed}
    parts = tuple(part for claim in claims for part in claim.parts)
    if taken:
        parts = (*parts, Part("assumptions", {"items": tuple(by_key[key] for key in taken)}))
    amounts = tuple(amount for claim in claims for amount in claim.amounts)
    cites = tuple(dict.fromkeys(cite for claim in claims for cite in claim.articles))
    return Sums(parts, amounts, cites)


def _key(part: Part) -> str:
    return str(part.values["what"])


def together(story: Story) -> Sums:
    """Other claims that the facts hold, what all come to, and until when to file."""
    parts: list[Part] = []
    if story.also and story.least is None:
        parts.append(Part("also", {"claims": story.also}))
    if story.least is not None:
        parts.append(Part("total", {"claims": story.counted, "least": story.least, "most": story.most}))
    if story.limits.standings:
        parts.append(Part("deadlines", {"standings": story.limits.standings, "rough": story.limits.rough}))
    cites = [cite for claim in story.also for cite in claim.articles]
    cites += [cite for one in story.limits.standings for cite in one.deadline.cites]
    amounts = tuple(amount for claim in story.also for amount in claim.amounts)
    return Sums(tuple(parts), amounts, tuple(dict.fromkeys(cites)))
