"""Attacks on what is released: with the file, its rules and a solver nothing hidden can be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.tally import Met, Tally
from bot.trends.audit import drawn_up, unsafe
from bot.trends.cells import Cell, weeks_of
from bot.trends.publish import Rules, publish
from bot.trends.released import read, write
from bot.trends.shown import Shown
from tests.trends.attack import Attacker, Key, attacker, keys_of, message_of
from tests.trends.worlds import MONDAY, TODAY, Messages, raw, weeks

ATTACK = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NEXT = MONDAY + timedelta(days=7)


def some(number: int, outcome: Met = Met.ANSWERED, language: str = "en", region: str = "440300") -> Messages:
    return Messages(Tally("deposit", region, language, "web", outcome), number)


GIVEN_AWAY = [  # by subtraction, were it not for the second hiding
    some(50),
    some(3, Met.DID_YOU_MEAN, language="zh_Hans"),
    some(14, Met.NOT_COVERED, region="441900"),
]


def release(path: Path, messages: Iterable[Messages], today: date = TODAY, *, add: bool = False) -> Path:
    before = read(path) if add and path.exists() else None
    write(path, publish(raw(messages), today, Rules(), before)[0])
    return path


@ATTACK
@example(messages=GIVEN_AWAY)
@given(messages=weeks())
def test_every_hidden_cell_can_be_anything_below_k(messages: list[Messages], tmp_path: Path) -> None:
    spy = attacker(release(tmp_path / "out.db", messages), messages, MONDAY)
    small = spy.small()
    for key, span in zip(small, spy.range_of([key] for key in small), strict=True):
        assert span == (0, 9), key


@ATTACK
@example(messages=GIVEN_AWAY)
@given(messages=weeks())
def test_what_is_hidden_of_a_line_is_never_surely_a_few(messages: list[Messages], tmp_path: Path) -> None:
    spy = attacker(release(tmp_path / "out.db", messages), messages, MONDAY)
    lines: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in spy.possible:
        if key[0] != "city" and key not in spy.cells:
            lines[key[0], "" if key[0] == "channel" else key[1][0]].append(key)
    for (cut, name), (least, most) in zip(lines, spy.range_of(lines.values()), strict=True):
        assert least == 0 or most >= 10, (cut, name)


@ATTACK
@example(messages=GIVEN_AWAY, chosen=1)
@given(messages=weeks(), chosen=st.integers(0, 8))
def test_who_asked_herself_cannot_tell_whether_others_did(
    messages: list[Messages], chosen: int, tmp_path: Path
) -> None:
    """She takes her own message off every cell; the others in a hidden cell can still be several numbers."""
    spy = attacker(release(tmp_path / "out.db", messages), messages, MONDAY)
    hers = message_of(messages[chosen % len(messages)])
    own = [key for key in keys_of(hers) if key in spy.small()]
    for (least, most), key in zip(_knowing(spy, hers, own), own, strict=True):
        assert least <= 4 and most >= 8, (key, least, most)


def _knowing(spy: Attacker, hers: tuple[str, str, str, str, str], own: list[Key]) -> list[tuple[int, int]]:
    spy.at_least = dict.fromkeys((*keys_of(hers), *own), 1)
    return [(least - 1, most - 1) for least, most in spy.range_of([key] for key in own)]


@ATTACK
@given(messages=weeks())
def test_the_fast_audit_finds_all_that_the_full_solver_finds(
    messages: list[Messages], tmp_path: Path
) -> None:
    """On a week in which nothing was hidden a second time."""
    [week] = weeks_of(raw(messages), TODAY)
    shown = Shown(week, 10)
    spy = Attacker(10, {(cell.cut, cell.values): count for cell, count in shown.published().items()})
    spy.learn(messages, MONDAY)
    small = spy.small()
    ranges = spy.range_of([key] for key in small)
    given_away = {key for key, span in zip(small, ranges, strict=True) if span != (0, 9)}
    found = {(one.cut, one.values) for one in unsafe(drawn_up(shown)) if isinstance(one, Cell)}
    assert found == given_away


@settings(ATTACK, max_examples=6)
@given(messages=weeks(2), late=weeks(1))
def test_published_twice_tells_nothing_more(
    messages: list[Messages], late: list[Messages], tmp_path: Path
) -> None:
    """Counts that came after a week was released never get out, nor does a difference of two releases."""
    path = release(tmp_path / "out.db", messages, NEXT + timedelta(days=1))
    first = read(path)
    assert first.weeks == (MONDAY,)
    second = read(release(path, [*messages, *late], add=True))
    assert second.weeks == (MONDAY, NEXT)
    for cut, rows in second.cuts.items():
        assert tuple(row for row in rows if row.week == MONDAY) == first.cuts[cut]
    spy = attacker(path, [*messages, *late], NEXT)
    small = [key for key in spy.small() if key[0] != "city"]
    for key, span in zip(small, spy.range_of([key] for key in small), strict=True):
        assert span == (0, 9), key
