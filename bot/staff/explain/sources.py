"""What an answer rests on, with the place in the files: figures looked up, provisions cited, referrals considered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.core import law, referrals
from bot.core.answer import services_of
from bot.core.calculators import overtime
from bot.core.claims.case import Case
from bot.core.claims.story import Story, tell
from bot.core.conversation import Guidance, Reply
from bot.core.model import NATION, Provision, RuleBase
from bot.staff.diff.said import row_line
from bot.staff.seen import Seen


@dataclass(frozen=True, slots=True)
class Used:
    """A record that the answer rests on: what it says and where it stands (``file:line:column``)."""

    id: str
    says: str
    region: str
    where: str


@dataclass(frozen=True, slots=True)
class Considered:
    """A referral for the help a topic needs; ``why`` is ``shown``, ``farther``, or a reason of ``referrals.refusal``.

    ``near``: it is for the place itself or one that the place lies in.
    """

    id: str
    name: str
    near: bool
    why: str
    where: str


def told(case: Case, topics: tuple[str, ...]) -> tuple[Story, set[str]]:
    """The story of a case, and the ids of the figures that working it out looked up."""
    seen = Seen(case.rules.figures)

    class Watched(Case):
        """The same case; national figures are noted too."""

        def figure(self, id: str, field: str) -> object:  # type: ignore[override]
            seen.names.add(id)
            return super().figure(id, field)

        def terms_on(self, day: date) -> overtime.Terms | None:
            seen.names.update(("overtime_rate", "paid_days_per_month"))
            return super().terms_on(day)

    rules = replace(case.rules, figures=seen)
    story = tell(Watched(rules, case.facts, case.region, case.day, case.topic, case.declined), topics)
    return story, seen.names


def named_in(reply: Reply) -> set[str]:
    """Ids of the figures that the sentences of a reply name."""
    guidance = (one for part in reply.parts for one in (*part.guidance, *part.values.values()))
    return {name for one in guidance if isinstance(one, Guidance) for name in one.values if name != "row"}


def figures_used(rules: RuleBase, names: Iterable[str], region: str | None, day: date) -> Iterator[Used]:
    """The rows in force for the place on the day."""
    for name in sorted(names):
        found = law.find(rules, name, region, day)
        if isinstance(found, law.Found):
            yield Used(name, row_line(rules, found), found.region, str(found.row.location or ""))


def provisions_used(rules: RuleBase, reply: Reply, topics: tuple[str, ...], day: date) -> Iterator[Used]:
    """The rules of the topics in force there and then: those of the place, and those whose articles the answer cites."""
    cited = {(cite.law, cite.article) for cite in reply.citations}
    seen: set[str] = set()
    for topic in topics:
        for one in law.provisions(rules, topic, reply.region, day):
            if one.id not in seen and (one.region != NATION or _articles(one) & cited):
                seen.add(one.id)
                yield Used(one.id, one.says, one.region, str(one.location or ""))


def _articles(one: Provision) -> set[tuple[str, str]]:
    return {(cite.law, cite.article) for cite in one.cites}


def referrals_considered(
    rules: RuleBase, reply: Reply, topics: tuple[str, ...], day: date
) -> Iterator[Considered]:
    """Every referral for the help that the topics need, and why it is shown or not."""
    services = dict.fromkeys(
        service for topic in topics for service in (*services_of(rules.topics[topic]), "labour_advice")
    )
    found = {one.id: one for service in services for one in rules.referrals_by_service.get(service, ())}
    for id, one in found.items():
        why = referrals.refusal(rules, one, reply.region, day) or "farther"
        near = one.region in rules.lineage(reply.region)
        shown = id in reply.referrals
        yield Considered(id, one.name, near, "shown" if shown else why, str(one.location or ""))
