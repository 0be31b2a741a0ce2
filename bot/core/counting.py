"""What a reply adds to the counts: the question once, and each amount, paper and kind of help once for a question.

A question is counted when it is answered for the first time. A place named later counts for the tables of places alone;
facts, sections, papers and another language given later add only what they bring that was not there before. A question
that was met with "did you mean" counts as that; the button pressed then is a question of its own, since only the press says
what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.conversation import Kind, Part, Reply
from bot.core.model import RuleBase
from bot.core.tally import Counted, Met, Tally

_MET = {
    Kind.UNSURE: Met.DID_YOU_MEAN,
    Kind.OUT_OF_SCOPE: Met.OUT_OF_SCOPE,
    Kind.CRISIS: Met.CRISIS,
    Kind.ERROR: Met.ERROR,
}
_UNKNOWN = frozenset(
    {"no_rule_for_day", "minimum_wage_unknown", "stoppage_unknown", "average_unknown", "figure_unknown"}
)
"""Parts that say that we have no rule or figure for the day or place."""
_SAID = frozenset(
    {"figure", "local", "minimum_wage", "claim", "total", "overtime_rates", "wage_check", "also"}
)
"""Parts that do say what holds in the place or for the worker; amounts do too."""
_ASIDE = frozenset({"severance", "resignation"})
"""Topics whose local figure is a bound on a few cases, not what was asked for."""


def tallied(
    reply: Reply,
    rules: RuleBase,
    *,
    topic: str,
    language: str,
    channel: str,
    counted: Counted,
    before: frozenset[str],
) -> tuple[Tally | None, frozenset[str]]:
    """What to count (None: nothing), and what has now been counted for the question; ``before`` had been already."""
    if counted is Counted.QUESTION:
        before = frozenset()
    calculators = _new("calculator", (amount.name for amount in reply.amounts), before)
    papers = _new("paper", [str(reply.paper.kind)] if reply.paper else [], before)
    services = _new("service", _services(rules, reply.referrals), before)
    seen = before | _marks("calculator", calculators) | _marks("paper", papers) | _marks("service", services)
    if counted is Counted.MORE and seen == before:
        return None, seen
    region = rules.prefecture(reply.region) or ""
    tally = Tally(
        topic, region, language, channel, met(reply), calculators, papers, services, counted=counted
    )
    return tally, seen


def _new(kind: str, names: Iterable[str], before: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if f"{kind}/{name}" not in before)


def _marks(kind: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{kind}/{name}" for name in names)


def _services(rules: RuleBase, shown: Iterable[str]) -> Iterable[str]:
    """The main kind of help of each referral that was named."""
    known = (rules.referrals_by_id.get(id) for id in shown)
    return (referral.services[0] for referral in known if referral and referral.services)


def met(reply: Reply) -> Met:
    """How a reply counts; a full answer that could say nothing for the place or day is "not covered"."""
    if reply.kind in _MET:
        return _MET[reply.kind]
    return Met.ANSWERED if _covered(reply) else Met.NOT_COVERED


def _covered(reply: Reply) -> bool:
    if reply.amounts or any(part.kind in _SAID for part in reply.parts):
        return True
    titled = [part for part in reply.parts if part.kind == "topic"]
    if titled and not any(part.guidance for part in titled):
        return False  # the short answer is for another day, and no rule of that day is known
    asked = [str(part.values["topic"]) for part in titled]
    return not any(_lacking(part, asked) for part in reply.parts)


def _lacking(part: Part, asked: list[str]) -> bool:
    if part.kind == "figure_unknown":
        return any(topic not in _ASIDE for topic in asked)
    return part.kind in _UNKNOWN
