"""The way of a question as an object for programs, and as lines for a person: Chinese with English beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.core.claims.claim import Claim
from bot.staff.explain.sources import Used
from bot.staff.explain.trace import Trace
from bot.staff.replies import facts_object, plain

TOPICS_SHOWN = 5
WIDTH = 90
"""Characters shown of a record's words; ``--json`` has all."""

_WHY = {
    "shown": "显示 shown",
    "farther": "有更近或更合适的 others are nearer or fit better",
    "closed": "关了 closed",
    "failed": "两次没打通 failed two checks",
    "unverified": "还没人核实 nobody has verified it",
    "stale": "过期没核对 its check has expired",
    "elsewhere": "不管这个地方 serves other places",
}
_BECAUSE = {
    "scope_floor": "不像劳动法的问题 not in the field",
    "answer_scope": "不够像劳动法的问题 not surely in the field",
    "outside": "最像的题目不在范围内 the best topic is outside the field",
    "second_margin": "两个题目都说到了 two matters",
    "answer_score": "分数 score",
    "answer_lead": "比第二名高出的分 lead over the second",
}


def as_object(found: Trace) -> dict[str, Any]:
    """Everything as plain JSON values."""
    match, reply, tally = found.match, found.outcome.reply, found.outcome.tally
    return {
        "text": found.question.text,
        "normal": found.turn.text,
        "today": found.day.isoformat(),
        "writing": found.writing,
        "language": reply.language,
        "places": [
            {"code": one.code, "name": one.name, "zh": found.rules.regions[one.code].zh}
            for one in found.mentions
        ],
        "region": reply.region,
        "lineage": list(found.rules.lineage(reply.region)),
        "facts": facts_object(reply.facts, None),
        "odd": {name: plain(value) for name, value in reply.facts.odd.items()},
        "days": {event: [first.isoformat(), last.isoformat()] for event, (first, last) in found.days.items()},
        "dangers": dict(found.dangers),
        "match": {
            "lane": match.lane,
            "in_scope": match.in_scope,
            "known": round(match.known, 3),
            "topics": [
                {"topic": topic, "score": score, "margin": margin}
                for topic, score, margin in zip(match.topics, match.scores, match.margins, strict=True)
            ],
            "examples": list(found.reason["examples"]),
            "words": list(found.reason["words"]),
        },
        "thresholds": asdict(found.tuning),
        "decision": asdict(found.decision) | {"topics": list(found.decision.topics)},
        "outcome": str(reply.kind),
        "parts": [part.kind for part in reply.parts],
        "topics": [{"id": id, "where": str(found.rules.topics[id].location or "")} for id in found.topics],
        "claims": [_claim(one) for one in (*found.story.claims, *found.story.also)],
        "asks": reply.asks,
        "figures": [asdict(one) for one in found.figures],
        "provisions": [asdict(one) for one in found.provisions],
        "referrals": [asdict(one) for one in found.referrals],
        "counted": {"week": found.week.isoformat(), **asdict(tally)} if tally else None,
    }


def _claim(one: Claim) -> dict[str, Any]:
    last = one.deadline.last if one.deadline else None
    return {
        "id": one.id,
        "topic": one.topic,
        "due": plain(one.due),
        "most": plain(one.most),
        "asks": list(one.asks),
        "assumed": [str(part.values["what"]) for part in one.assumed],
        "working": [line.formula for amount in one.amounts for line in amount.working],
        "cites": [str(cite) for cite in one.articles],
        "file_by": last.isoformat() if last else None,
    }


def as_text(found: Trace) -> str:
    """Everything as lines."""
    return "\n".join(
        (*_read(found), *_matched(found), *_worked_out(found), *_rests_on(found), *_after(found))
    )


def _read(found: Trace) -> Iterator[str]:
    reply, regions = found.outcome.reply, found.rules.regions
    yield f"问题 question: {found.turn.text}"
    yield f"日子 day: {found.day}"
    yield f"文字 writing: {found.writing or '-'}；回答用 answered in: {reply.language}"
    named = "、".join(f"{one.name} = {regions[one.code].zh} {one.code}" for one in found.mentions)
    chain = " < ".join(regions[code].zh for code in found.rules.lineage(reply.region) if code in regions)
    yield f"地方 place: {named or '-'}；{chain}"
    facts = facts_object(reply.facts, None)
    yield f"事实 facts: {', '.join(f'{name}={value}' for name, value in facts.items()) or '-'}"
    if reply.facts.odd:
        yield f"不可能的数 impossible: {', '.join(f'{name}={value}' for name, value in reply.facts.odd.items())}"
    if found.days:
        yield f"日期 days: {', '.join(f'{event} {first}..{last}' for event, (first, last) in found.days.items())}"
    yield f"危险 danger: {', '.join(f'{kind}「{words}」' for kind, words in found.dangers.items()) or '-'}"


def _matched(found: Trace) -> Iterator[str]:
    match, tuning, decision = found.match, found.tuning, found.decision
    yield ""
    yield f"匹配 match ({match.lane}): 在范围内 in scope {match.in_scope:.2f} (≥ {tuning.answer_scope}), 认识的字 known {match.known:.2f}"
    ranked = list(zip(match.topics, match.scores, match.margins, strict=True))[:TOPICS_SHOWN]
    for topic, score, margin in ranked:
        yield f"  {score:.2f}  {margin:+.2f}  {found.rules.topics[topic].title} {topic}"
    yield from (f"  例句 example: {text}" for text in found.reason["examples"])
    yield f"  词 words: {' '.join(found.reason['words']) or '-'}"
    limit = getattr(tuning, decision.because, None)
    threshold = f" ({decision.because} {limit})" if limit is not None else ""
    topics = f" {' + '.join(decision.topics)}" if decision.topics else ""
    yield f"  决定 decision: {decision.outcome}{topics}: {_BECAUSE[decision.because]}{threshold}"
    reply = found.outcome.reply
    answered = " + ".join(found.topics) or "-"
    yield f"结果 outcome: {reply.kind}, {answered}; {' '.join(part.kind for part in reply.parts)}"


def _worked_out(found: Trace) -> Iterator[str]:
    claims = (*found.story.claims, *found.story.also)
    if claims:
        yield "\n算出来的 claims:"
    for one in claims:
        due = (
            "-"
            if one.due is None
            else f"{one.due:f}"
            if one.most in (None, one.due)
            else f"{one.due:f}..{one.most:f}"
        )
        yield f"  {one.id} ({one.topic}): {due}"
        yield from (f"    {line.formula}" for amount in one.amounts for line in amount.working)
        if one.assumed:
            yield f"    当作 assumed: {', '.join(str(part.values['what']) for part in one.assumed)}"
        if one.asks:
            yield f"    还要问 asks: {', '.join(one.asks)}"
        if one.deadline and one.deadline.last:
            yield f"    期限 file by: {one.deadline.last}"
    if found.outcome.reply.asks:
        yield f"接着问 asks next: {found.outcome.reply.asks}"


def _rests_on(found: Trace) -> Iterator[str]:
    for topic in found.topics:
        one = found.rules.topics[topic]
        yield f"\n题目 topic: {one.title}  {one.location or ''}"
    for name, used in (("数字 figures", found.figures), ("规定 provisions", found.provisions)):
        if used:
            yield f"{name}:"
            yield from (_used(found, one) for one in used)


def _used(found: Trace, one: Used) -> str:
    region = found.rules.regions.get(one.region)
    says = one.says if len(one.says) <= WIDTH else f"{one.says[:WIDTH]}…"
    return f"  {one.id}  {region.zh if region else one.region}: {says}\n    {one.where}"


def _after(found: Trace) -> Iterator[str]:
    close = [one for one in found.referrals if one.why == "shown" or (one.near and one.why != "farther")]
    rest = Counter(one.why for one in found.referrals if one not in close)
    if found.referrals:
        yield "求助处 referrals:"
    for one in sorted(close, key=lambda one: one.why != "shown"):
        yield f"  {_WHY[one.why]}: {one.name}  {one.where}"
    for why, count in rest.items():
        yield f"  另有 {count} 个 / {count} others: {_WHY[why]}"
    tally = found.outcome.tally
    if tally is None:
        yield "统计 counted: 不计 nothing"
        return
    cells = (tally.topic, tally.region, tally.language, tally.channel, tally.outcome)
    yield f"\n统计 counted: {found.week} {' '.join(cell or '-' for cell in cells)}"
    for what, names in (("算 sums", tally.calculators), ("找谁 help", tally.services)):
        if names:
            yield f"  {what}: {' '.join(names)}"
