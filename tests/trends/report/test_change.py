"""A change is said only where rounding, hiding and chance cannot have made it."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as some

from bot.trends.change import Way, change
from bot.trends.released import Released

WEEKS = tuple(date(2026, 9, 7) + timedelta(weeks=number) for number in range(8))
BEFORE, AFTER = WEEKS[:4], WEEKS[4:]
EMPTY = Released(10, 5, None, WEEKS, MappingProxyType({}), MappingProxyType({}))
NOISY = Released(10, 5, 0.1, WEEKS, MappingProxyType({}), MappingProxyType({}))


def cells(*counts: int) -> dict[tuple[str, ...], dict[date, int]]:
    return {("deposit",): dict(zip(WEEKS, counts, strict=True))}


def test_a_clear_rise_and_a_clear_fall() -> None:
    up = change(cells(100, 100, 100, 100, 200, 200, 200, 200), BEFORE, AFTER, EMPTY)
    assert (up.way, up.percent) == (Way.UP, 100)
    down = change(cells(200, 200, 200, 200, 100, 100, 100, 100), BEFORE, AFTER, EMPTY)
    assert (down.way, down.percent) == (Way.DOWN, -50)


def test_noise_makes_it_unsure() -> None:
    assert change(cells(100, 100, 100, 100, 200, 200, 200, 200), BEFORE, AFTER, NOISY).way is Way.UNSURE


def test_small_numbers_say_nothing() -> None:
    assert change(cells(10, 10, 10, 10, 15, 15, 15, 15), BEFORE, AFTER, EMPTY).way is Way.UNSURE


def test_great_numbers_can_be_steady() -> None:
    assert change(cells(*[5000] * 4, *[5100] * 4), BEFORE, AFTER, EMPTY).way is Way.STEADY


def test_a_cell_that_comes_and_goes_is_no_rise() -> None:
    both = cells(100, 100, 100, 100, 100, 100, 100, 100)
    both["other",] = dict.fromkeys(AFTER, 500)
    assert change(both, BEFORE, AFTER, EMPTY).way is not Way.UP
    assert change({("other",): dict.fromkeys(AFTER, 500)}, BEFORE, AFTER, EMPTY).way is Way.UNSURE


@given(some.lists(some.integers(8, 3000), min_size=8, max_size=8), some.permutations(range(8)))
def test_rounding_alone_never_makes_a_change(true: list[int], _: list[int]) -> None:
    """The same true sum before and after, each week rounded its own way, is never called a change."""
    after = list(true[:4])
    rounded = [
        5 * round((count + shift) / 5) for shift, part in ((0, true[:4]), (2, after)) for count in part
    ]
    assert change(cells(*rounded), BEFORE, AFTER, EMPTY).way in (Way.STEADY, Way.UNSURE)


@given(some.lists(some.integers(2, 900), min_size=8, max_size=8))
def test_what_is_said_is_so(fives: list[int]) -> None:
    how = change(cells(*(5 * one for one in fives)), BEFORE, AFTER, EMPTY)
    assert (how.before, how.after) == (5 * sum(fives[:4]), 5 * sum(fives[4:]))
    if how.way is Way.UP:
        assert how.after > how.before * 1.09
        assert how.percent >= 10
    if how.way is Way.DOWN:
        assert how.percent <= -10
