"""A person goes through the suggestions one by one, in the terminal or from a pipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.model import RuleBase
from bot.rulebase.questions import Bank
from bot.staff.suggest.decisions import ACCEPT, REFUSE, SKIP, Decision, topic_fault, worded
from bot.staff.suggest.propose import Suggestion, end_of_list
from bot.staff.suggest.words import block

Ask = Callable[[str], str]
"""Shows words and gives what was typed; EOFError where nothing comes any more."""
Put = Callable[[str], None]

KEYS = "y 写入 add · n 不要 refuse · t 换题目 topic · e 改字 edit · s 以后再说 later · q 停 stop > "


class _Stop(Exception):
    """No more is to be asked."""


def go_through(
    found: Sequence[Suggestion], rules: RuleBase, bank: Bank, ask: Ask, put: Put
) -> list[Decision]:
    """The decisions taken until the end or until it was stopped; what the bank has already is not asked about."""
    made: list[Decision] = []
    for one in (one for one in found if not one.known):
        try:
            made.append(_one(one, rules, bank, ask, put))
        except (_Stop, EOFError):
            break
    return made


def _one(one: Suggestion, rules: RuleBase, bank: Bank, ask: Ask, put: Put) -> Decision:
    """One suggestion until it is decided; its topic and words can be changed before."""
    put("\n" + "\n".join(block(one, rules)))
    while True:
        typed = ask(KEYS).strip().lower()[:1]
        if typed == "q":
            raise _Stop
        if typed == "t":
            one = _other_topic(one, rules, bank, ask, put)
        elif typed == "e":
            one = _edited(one, rules, ask, put)
        elif typed in ("y", "n", "s"):
            verdict = {"y": ACCEPT, "n": REFUSE, "s": SKIP}[typed]
            return Decision(one.file, one.topic, one.text, verdict, one.stored)
        else:
            put("请打 y n t e s q 里的一个 / type one of y n t e s q")


def _other_topic(one: Suggestion, rules: RuleBase, bank: Bank, ask: Ask, put: Put) -> Suggestion:
    for number, (topic, score) in enumerate(one.others, start=1):
        put(f"  {number} {topic} {rules.topics[topic].title} ({score:.2f})")
    typed = ask("题目或号码 / topic or number > ").strip()
    if typed.isdecimal() and 1 <= int(typed) <= len(one.others):
        typed = one.others[int(typed) - 1][0]
    wrong = topic_fault(typed, rules)
    if wrong:
        put(wrong)
        return one
    place = end_of_list(bank, one.file, typed)
    put(f"  {typed} → {place.path}:{place.line}")
    return replace(one, topic=typed, place=place)


def _edited(one: Suggestion, rules: RuleBase, ask: Ask, put: Put) -> Suggestion:
    typed = ask("新的说法 / new words > ")
    try:
        text = worded(typed, one.file, rules)
    except ValueError as problem:
        put(str(problem))
        return one
    if text != typed.strip():
        put(f"  去掉了能认出人的 / taken out what could point to somebody: {text}")
    return replace(one, text=text)
