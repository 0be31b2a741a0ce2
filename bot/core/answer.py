"""One topic's answer for a place, a day and the facts stated: parts in the order a worker needs them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core import law, referrals, sums
from bot.core.claims.case import Case
from bot.core.claims.claim import Claim
from bot.core.conditions import holds
from bot.core.conversation import Amount, Choice, Facts, Guidance, Part
from bot.core.model import NATION, Citation, Condition, Provision, RuleBase, Step, Topic, Value

FIRST_STEPS = 3
FIRST_CONDITIONS = 3
FIRST_LOCAL = 2
LAW_PAGE = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything said about one topic."""

    topic: str
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...]
    amounts: tuple[Amount, ...]
    cites: tuple[Citation, ...]
    referrals: tuple[str, ...]
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where, when and for whom an answer is made."""

    rules: RuleBase
    region: str | None
    day: date
    facts: Facts
    now: datetime | None = None
    text: str = ""
    declined: frozenset[str] = frozenset()

    @property
    def case(self) -> Case:
        """What claims are worked out from."""
        return Case(self.rules, self.facts, self.region, self.day, declined=self.declined)

    def meets(self, condition: Condition) -> bool:
        """Whether the facts or the message's words show that a condition applies, on a day its law is in force."""
        stated = any(word in self.text for word in condition.words) or holds(condition.test, self.facts)
        return stated and law.in_force(self.rules, condition.cites, self.day)

    def said(self, text: str, figures: Mapping[str, Mapping[str, Value]] | None = None) -> Guidance:
        """A sentence of the rule base with the national figures its template names."""
        names = _NAMES.findall(text)
        if not names:
            return Guidance(text)
        known = figures if figures is not None else law.national(self.rules, self.day)
        return Guidance(text, {name: known[name] for name in dict.fromkeys(names) if name in known})

    def sayable(self, text: str) -> bool:
        """Whether every figure a template names has a value on the day."""
        known = law.national(self.rules, self.day)
        return all(name in known for name in _NAMES.findall(text))


_NAMES = re.compile(r"\{\{\s*([a-z_0-9]+)\.")


def compose(
    setting: Setting,
    topic_id: str,
    claims: Sequence[Claim] = (),
    together: sums.Sums | None = None,
    *,
    alone: bool = True,
) -> Answer:
    """The first answer: verdict, sums, deadlines, what changes it, law, first steps, who helps.

    ``claims`` are those of the topic, ``together`` what is said of the whole story after them.
    """
    rules, day = setting.rules, setting.day
    topic = rules.topics[topic_id]
    worked = sums.shown(claims)
    parts: list[Part] = [
        Part("topic", {"topic": topic_id, "title": setting.said(topic.title)}, _verdict(setting, topic))
    ]
    parts.extend(worked.parts)
    parts.extend(together.parts if together else ())
    parts.extend(_local_figures(setting, topic))
    matched = [condition for condition in topic.conditions if setting.meets(condition)]
    for condition in matched[:FIRST_CONDITIONS]:
        parts.append(_condition_part(setting, condition))
    local = _local_provisions(setting, topic)
    for provision in local[:FIRST_LOCAL]:
        parts.append(_local_part(setting, provision))
    cites = _cites(setting, topic, worked, matched, local)
    if topic.steps:
        shown = topic.steps[: FIRST_STEPS if alone else 2]
        parts.append(_steps_part(setting, shown, more=len(topic.steps) > len(shown)))
    helps = referrals.nearest(
        rules, services_of(topic), setting.region, day, setting.now, limit=3 if alone else 2
    )
    parts.append(Part("who", {"helps": helps, "region": setting.region}))
    if cites:
        parts.append(Part("law", {"checked": topic.checked}, cites=cites))
    return Answer(
        topic_id,
        tuple(parts),
        choices(topic, worked),
        worked.amounts,
        cites,
        tuple(help.referral.id for help in helps),
        "city" if setting.region is None and "city" in topic.needs else None,
    )


def services_of(topic: Topic) -> tuple[str, ...]:
    """The kinds of help a topic needs, those that every answer falls back on among them."""
    return (*topic.services, "labour_advice") if topic.services else ("labour_advice", "legal_aid")


def _verdict(setting: Setting, topic: Topic) -> tuple[Guidance, ...]:
    """The short answer, where it holds on the day; else the rules that were in force then."""
    if law.spoken_for(setting.rules, topic, setting.day):
        return tuple(setting.said(text) for text in topic.short if setting.sayable(text))
    then = _own_provisions(setting, topic)
    return tuple(setting.said(provision.says) for provision in then[:3] if setting.sayable(provision.says))


def _own_provisions(setting: Setting, topic: Topic) -> list[Provision]:
    """Rules in force then whose first topic this is: what is said where the short answer is for a later law."""
    found = law.provisions(setting.rules, topic.id, setting.region, setting.day)
    return [provision for provision in found if provision.topics[0] == topic.id]


def _local_figures(setting: Setting, topic: Topic) -> list[Part]:
    parts = []
    for figure_id in topic.figures:
        if figure_id not in setting.rules.figures or figure_id == "minimum_wage":
            continue
        found = law.find(setting.rules, figure_id, setting.region, setting.day)
        if isinstance(found, law.Found):
            parts.append(
                Part("figure", {"found": found, "region": found.region}, (_figure_line(setting, found),))
            )
        elif setting.region:
            title = setting.rules.figures[figure_id].title
            parts.append(Part("figure_unknown", {"region": setting.region, "title": setting.said(title)}))
    return parts


def _figure_line(setting: Setting, found: law.Found) -> Guidance:
    return Guidance(setting.rules.figures[found.figure].show, {"row": found.row.values})


def _local_provisions(setting: Setting, topic: Topic) -> tuple[Provision, ...]:
    """Rules of the place on the topic that no figure has said already."""
    found = law.provisions(setting.rules, topic.id, setting.region, setting.day)
    chosen = [
        provision
        for provision in found
        if provision.region != NATION and not any(f"-{figure}-" in provision.id for figure in topic.figures)
    ]
    return tuple(sorted(chosen, key=lambda provision: provision.topics.index(topic.id)))


def _local_part(setting: Setting, provision: Provision) -> Part:
    values = {"region": provision.region, "confirmed": provision.status == "seen"}
    return Part("local", values, (setting.said(provision.says),), provision.cites)


def _condition_part(setting: Setting, condition: Condition) -> Part:
    says = tuple(setting.said(text) for text in condition.says if setting.sayable(text))
    return Part("condition", {"when": setting.said(condition.when)}, says, condition.cites)


def _steps_part(setting: Setting, steps: tuple[Step, ...], *, more: bool) -> Part:
    sayable = [step for step in steps if setting.sayable(step.says)]
    deadlines = tuple(setting.said(step.deadline) if step.deadline else None for step in sayable)
    return Part(
        "steps", {"deadlines": deadlines, "more": more}, tuple(setting.said(step.says) for step in sayable)
    )


def _cites(
    setting: Setting,
    topic: Topic,
    worked: sums.Sums,
    matched: list[Condition],
    local: tuple[Provision, ...],
) -> tuple[Citation, ...]:
    cites: list[Citation] = []
    if law.spoken_for(setting.rules, topic, setting.day):
        cites.extend(topic.cites)
    else:
        for provision in _own_provisions(setting, topic)[:3]:
            cites.extend(provision.cites)
    cites.extend(worked.cites)
    for provision in local[:FIRST_LOCAL]:
        cites.extend(provision.cites)
    for condition in matched[:FIRST_CONDITIONS]:
        cites.extend(condition.cites[:1])
    return tuple(cite for cite in dict.fromkeys(cites) if law.in_force(setting.rules, (cite,), setting.day))


def choices(topic: Topic, worked: sums.Sums) -> tuple[Choice, ...]:
    """The buttons under an answer: its sections, and papers where something can be claimed."""
    out = []
    if worked.amounts:
        out.append(Choice(f"/working {topic.id}", "working"))
        out.append(Choice(f"/papers {topic.id}", "papers"))
    if len(topic.steps) > FIRST_STEPS:
        out.append(Choice(f"/steps {topic.id}", "steps"))
    if topic.evidence:
        out.append(Choice(f"/evidence {topic.id}", "evidence"))
    if topic.conditions:
        out.append(Choice(f"/ifs {topic.id}", "ifs"))
    if topic.misconceptions:
        out.append(Choice(f"/beliefs {topic.id}", "beliefs"))
    out.append(Choice(f"/law {topic.id}", "law"))
    out.append(Choice(f"/who {topic.id}", "who"))
    return tuple(out)


def detail(
    setting: Setting, section: str, topic_id: str, worked: sums.Sums | None = None, page: int = 1
) -> Answer:
    """One section of a topic in full: what a button under the first answer opens; ``worked`` are the story's sums.

    The law of a topic comes in pages of LAW_PAGE rules, those of the place first.
    """
    rules = setting.rules
    topic = rules.topics[topic_id]
    title = Part("heading", {"topic": topic_id, "title": setting.said(topic.title), "section": section})
    cites: tuple[Citation, ...] = ()
    amounts: tuple[Amount, ...] = ()
    shown: tuple[str, ...] = ()
    more = False
    parts: tuple[Part, ...]
    if section == "steps":
        parts = (_steps_part(setting, topic.steps, more=False),)
    elif section == "evidence":
        parts = (Part("evidence", {}, tuple(setting.said(item) for item in topic.evidence)),)
    elif section == "beliefs":
        beliefs = tuple(
            Part("belief", {"belief": setting.said(item.belief)}, (setting.said(item.truth),), item.cites)
            for item in topic.misconceptions
            if setting.sayable(item.truth) and setting.sayable(item.belief)
        )
        parts, cites = beliefs, tuple(dict.fromkeys(cite for part in beliefs for cite in part.cites))
    elif section == "ifs":
        valid = [one for one in topic.conditions if law.in_force(rules, one.cites, setting.day)]
        parts = tuple(_condition_part(setting, condition) for condition in valid)
        cites = tuple(dict.fromkeys(cite for part in parts for cite in part.cites))
    elif section == "law":
        everything = law.provisions(rules, topic_id, setting.region, setting.day)
        sayable = [provision for provision in everything if setting.sayable(provision.says)]
        first = LAW_PAGE * (page - 1)
        found = sayable[first : first + LAW_PAGE]
        more = len(sayable) > first + LAW_PAGE
        parts = tuple(_provision_part(setting, provision) for provision in found)
        cites = tuple(dict.fromkeys(cite for provision in found for cite in provision.cites))
    elif section == "working":
        worked = worked or sums.Sums()
        parts, amounts, cites = (Part("working", {"amounts": worked.amounts}),), worked.amounts, worked.cites
    else:
        helps = referrals.nearest(
            rules, services_of(topic), setting.region, setting.day, setting.now, limit=6
        )
        parts, shown = (
            (Part("who", {"helps": helps, "region": setting.region, "full": True}),),
            tuple(h.referral.id for h in helps),
        )
    further = (Choice(f"/law {topic_id} {page + 1}", "more"),) if more else ()
    back = further + tuple(
        choice for choice in choices(topic, sums.Sums()) if not choice.send.startswith(f"/{section} ")
    )
    return Answer(topic_id, (title, *parts), back, amounts, cites, shown)


def _provision_part(setting: Setting, provision: Provision) -> Part:
    values = {
        "title": setting.said(provision.title),
        "confirmed": provision.status == "seen" and not provision.doubt,
        "doubt": setting.said(provision.doubt) if provision.doubt else None,
        "region": provision.region,
        "since": provision.period.start,
    }
    return Part("provision", values, (setting.said(provision.says),), provision.cites)
