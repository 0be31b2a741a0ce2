"""Questions about the law: what was asked for before, follow-ups, new questions."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core import dates, facts, places, referrals
from bot.core.answering import again, answer, decline, detail, give, papers_menu, story_of, worked_out
from bot.core.claims import slots
from bot.core.conversation import Choice, Facts, Kind, Outcome, Part
from bot.core.followup import followup
from bot.core.language import writing
from bot.core.matching import OUT_OF_SCOPE, Match, decide
from bot.core.tally import Counted
from bot.core.text import han_share
from bot.core.turn import Turn, cities, done, make_reply, menu, plain, without_denied


def asked_for(turn: Turn) -> Outcome | None:
    """A bare number or place given after the bot asked for it."""
    asks, topics = turn.session.asks, turn.session.topics
    if not asks or not topics:
        return None
    if asks == "city":
        named = turn.rules.gazetteer.find(turn.text)
        return answer(turn, topics, counted=Counted.PLACE) if named and len(turn.text) <= 12 else None
    if _NOT_KNOWN.fullmatch(turn.text):
        return decline(turn, asks)
    slot = slots.SLOTS.get(asks)
    if slot is not None and slot.kind is slots.Kind.DAY:
        return _day_given(turn, asks)
    value = facts.lone_number(turn.text)
    if value is None:
        return None
    if not facts.possible(asks, value):
        return again(turn, asks, value)
    return give(turn, asks, Facts({asks: value}))


def _day_given(turn: Turn, asks: str) -> Outcome | None:
    """A day, "still here", or how long ago the work began, as an answer to when."""
    when = dates.lone(turn.text, turn.today)
    if when is not None:
        return give(turn, asks, Facts(slots.of_day(asks, when.first, when.last)))
    if asks == "ended" and "still_employed" in turn.stated.traits and len(turn.text) <= 12:
        return give(turn, asks, Facts({}, frozenset({"still_employed"})))
    length, value = _LENGTH.search(turn.text), facts.lone_number(turn.text)
    if asks == "started" and length and value is not None:
        name = "months_worked" if length["months"] else "years_worked"
        return give(turn, name, Facts({name: value})) if facts.possible(name, value) else None
    return None


_LENGTH = re.compile(r"\d\s*(?:(?P<months>个?月|个多月|months?|tháng|bulan|buwan)|年|years?|năm|tahun|taon)")


_NOT_KNOWN = re.compile(
    r"(?:我)?(?:也)?(?:不(?:太)?(?:清楚|知道|记得|确定|晓得)|忘了|记不(?:清|得)了?|唔(?:知|清楚|记得)(?:道)?|说不(?:清|准)|不好说|搞不清)(?:了|啊|呀|诶|哦)*"
    r"|(?:i )?(?:don'?t know|do not know|not sure|no idea|dunno|forgot)|(?:tôi )?không (?:biết|rõ|nhớ)|(?:saya )?(?:tidak tahu|nggak tau|gak tau|lupa)"
    r"|(?:hindi ko alam|di ko alam|ewan(?: ko)?)|မသိ(?:ဘူး|ပါဘူး)?|بىلمەيمەن|bu (?:zhidao|qingchu)",
)
_CORRECTED = re.compile(
    r"^(?:不是|不对|错了|我?(?:说|写|打|搞)错了|更正|唔系|no|wrong|sorry|salah|sai rồi|mali)[,，。、!！\s]*(?:应该|其实|actually|it'?s|而)*(?:是)?\s*(?P<rest>.+)$"
)


def corrected(turn: Turn) -> Outcome | None:
    """The fact given last, given anew: "不对,是2500"."""
    name, match = turn.session.answered, _CORRECTED.match(turn.text)
    if name is None or match is None or turn.session.asks not in (None, *slots.SLOTS):
        return None
    slot, rest = slots.SLOTS[name], match.group("rest")
    if slot.kind is slots.Kind.DAY:
        when = dates.lone(rest, turn.today)
        return give(turn, name, Facts(slots.of_day(name, when.first, when.last))) if when else None
    value = facts.lone_number(rest)
    if value is None or turn.stated.values:
        return None
    return give(turn, name, Facts({name: value})) if facts.possible(name, value) else again(turn, name, value)


def mistyped_place(turn: Turn) -> Outcome | None:
    """Places like a short reply that names none ("donguan", "tham quyen"), to choose from, when one was asked for.

    Not for Chinese: two characters of which one agrees are no likeness. What is clearly a question stays one.
    """
    text = turn.text
    if turn.session.asks != "city" or len(text) > 16 or len(text) < 5 or text.count(" ") > 2:
        return None
    if han_share(text) > 0 or turn.rules.gazetteer.find(text):
        return None
    match = turn.rules.matcher.match(text, writing(turn.question.text))
    if match.scores[0] >= 0.6 and match.in_scope >= turn.rules.matcher.tuning.answer_scope:
        return None
    close = turn.rules.gazetteer.suggest(text, alike=75)
    return plain(turn, "city_unknown", choices=cities(close), asks="city") if close else None


def follow_up(turn: Turn) -> Outcome | None:
    """A short message that only makes sense after the last answer."""
    topics = turn.session.topics
    if not topics:
        return None
    places_named = turn.rules.gazetteer.find(without_denied(turn.text))
    next_step = followup(
        turn.text, [mention.name for mention in places_named], has_facts=bool(turn.stated.values)
    )
    if next_step is None:
        return None
    if next_step == "again":
        if _about_something_else(turn, places_named):
            return None
        return answer(turn, topics, counted=Counted.PLACE) if places_named else worked_out(turn, topics)
    if next_step == "papers":
        return papers_menu(turn, topics)
    return detail(turn, next_step, topics[0])


def _about_something_else(turn: Turn, named: tuple[places.Mention, ...]) -> bool:
    """Whether facts given in passing belong to a new matter: "押金300也不退" after an answer on overtime."""
    if not turn.stated.values and named:
        return False
    match = turn.rules.matcher.match(turn.text, writing(turn.question.text))
    sure = match.scores[0] >= 0.6 and match.in_scope >= turn.rules.matcher.tuning.answer_scope
    return sure and match.best not in turn.session.topics and not set(turn.stated.values) <= _WAGE_FACTS


_WAGE_FACTS = frozenset(
    [
        "base_wage",
        "monthly_wage",
        "contract_wage",
        "hours_per_day",
        "days_per_week",
        "days_off_per_month",
        "overtime_hours_weekday",
        "overtime_hours_restday",
        "overtime_hours_holiday",
        "paid",
        "months_worked",
        "years_worked",
        "hourly_wage",
        "daily_wage",
    ]
)
"""Facts that go with nearly every matter: given alone they complete the question before."""


def new_question(turn: Turn) -> Outcome:
    placeless = turn.rules.gazetteer.without_places(turn.text)
    match = turn.rules.matcher.match(placeless, writing(turn.question.text))
    closed = referrals.closed_named(turn.rules, turn.text)
    if closed:
        parts = (Part("closed", {"names": tuple(referral.name for referral in closed)}),)
        return done(turn, make_reply(turn, Kind.ANSWERED, parts, menu()[:6], match=match), topic=match.best)
    value = facts.lone_number(turn.text)
    if value is not None:
        return _unsure(turn, match, "number")
    match = _with_age(match, turn.stated)
    decision = decide(match, turn.rules.matcher.tuning)
    if decision.outcome == Kind.OUT_OF_SCOPE:
        return _out_of_scope(turn, match)
    if not decision.topics:
        return _unsure(turn, match, "did_you_mean")
    topics = _by_story(turn, decision.topics)
    return answer(turn, topics, match=_led_by(match, topics))


_LOW_PAY = re.compile(
    r"最低|低于|达标|太低|太少|够不够|不够|标准|底线|合法|minimum|legal|low|tối thiểu|thấp|minimum|rendah|mababa|အနည်းဆုံး|ئەڭ تۆۋەن"
)


def _by_story(turn: Turn, topics: tuple[str, ...]) -> tuple[str, ...]:
    """The topics without the minimum wage where a wage was only told in passing, led by what the facts claim."""
    spoken_of = _LOW_PAY.search(turn.text) or turn.stated.number("hourly_wage") is not None
    if "minimum_wage" not in topics or spoken_of or not turn.stated.values:
        return topics
    case = turn.setting.case
    below = case.minimum is not None and case.wage is not None and case.wage < case.minimum
    others = tuple(topic for topic in topics if topic != "minimum_wage")
    if others:
        return topics if below else others
    held = [claim.topic for claim in story_of(turn, topics).also]
    return tuple(held[:1]) or topics


def _led_by(match: Match, topics: tuple[str, ...]) -> Match:
    """The match with the topics that are answered first."""
    if match.topics[: len(topics)] == topics:
        return match
    scores = dict(zip(match.topics, match.scores, strict=True))
    margins = dict(zip(match.topics, match.margins, strict=True))
    order = (*topics, *(topic for topic in match.topics if topic not in topics))
    best = max(match.scores)
    return replace(
        match,
        topics=order,
        scores=tuple(best if topic in topics else scores[topic] for topic in order),
        margins=tuple(margins[topic] for topic in order),
    )


def _with_age(match: Match, stated: Facts) -> Match:
    """A stated age decides between child labour and work past the retirement age: both speak of "岁"."""
    wrong, right = ("child_labour", "retirement") if "over_age" in stated.traits else ("", "")
    if match.best != wrong:
        return match
    order = [right, *(topic for topic in match.topics if topic not in (wrong, right)), wrong]
    return replace(match, topics=tuple(order))


def _unsure(turn: Turn, match: Match, why: str) -> Outcome:
    ranked = [topic for topic in match.topics if topic not in (*OUT_OF_SCOPE, "crisis")]
    count = 3 if match.scores[2] > 0.08 else 2
    choices = tuple(Choice(f"/topic {topic}", "topic", {"topic": topic}) for topic in ranked[:count])
    reply = make_reply(turn, Kind.UNSURE, (Part(why),), choices, match=match)
    return done(turn, reply, topic=match.best)


def _out_of_scope(turn: Turn, match: Match) -> Outcome:
    legal = (
        match.topics.index("other_legal") < match.topics.index("off_topic")
        if "other_legal" in match.topics
        else False
    )
    shown: tuple[str, ...] = ()
    if legal:
        helps = referrals.nearest(
            turn.rules, ("legal_advice",), turn.session.region, turn.today, turn.now, limit=1
        )
        parts, shown = (Part("other_legal", {"helps": helps}),), tuple(help.referral.id for help in helps)
    else:
        parts = (Part("off_topic"),)
    reply = make_reply(turn, Kind.OUT_OF_SCOPE, parts, menu()[:6], match=match, shown=shown)
    return done(turn, reply, topic="other_legal" if legal else "off_topic")
