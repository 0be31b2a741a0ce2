"""Taking counts over from another store: each entry once, however often it is handed over."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.core.tally import Count, Donation
from bot.errors import StoreError
from bot.storage.sqlite import SqliteTrends, opened

WEEK = date(2026, 11, 16)
ALL = [Count("calculator", (f"amount_{number}",)) for number in range(40)]


def held(store: SqliteTrends) -> Counter[Count]:
    return Counter(
        {
            Count("calculator", (str(row["calculator"]),)): int(str(row["count"]))
            for row in store.rows("calculator")
        }
    )


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(some.integers(1, 20), some.integers(1, 20)), max_size=12))
def test_what_is_handed_over_again_is_taken_once(spans: list[tuple[int, int]]) -> None:
    with opened(None) as store:
        upto = 0
        for first, length in spans:
            first = min(first, upto + 1)  # a store hands over from what it still has, without a gap
            batch = [(number, WEEK, [ALL[number]]) for number in range(first, min(first + length, len(ALL)))]
            given_too = [(number, WEEK, Donation(f"问题{number}", "vi")) for number, _, _ in batch]
            assert store.drain("run_1", batch, given_too) == max([upto, *(number for number, _, _ in batch)])
            upto = max([upto, *(number for number, _, _ in batch)])
        assert held(store) == Counter({ALL[number]: 1 for number in range(1, upto + 1)})
        with store.alone() as rows:
            assert rows.execute("select count(*), sum(count) from donated_questions").fetchone() == (
                (upto, upto) if upto else (0, None)
            )


def test_sources_are_kept_apart_and_named_plainly() -> None:
    with opened(None) as store:
        assert store.drain("a", [(1, WEEK, [ALL[0]])]) == 1
        assert store.drain("b", [(1, WEEK, [ALL[0]])]) == 1
        assert store.drain("b", []) == 1
        assert store.drain("c", []) == 0
        assert held(store)[ALL[0]] == 2
        for wrong in ("", "a" * 65, "深圳", "chat 5"):
            with pytest.raises(StoreError):
                store.drain(wrong, [])
        with pytest.raises(StoreError):
            store.drain("a", [(2, WEEK, [ALL[0]]), (3, WEEK, [Count("nowhere", ("x",))])])
        assert store.drain("a", []) == 1


@pytest.mark.parametrize(
    "donation", [Donation("", "en"), Donation("x" * 1001, "en"), Donation("押金", "中文")]
)
def test_a_donation_that_does_not_fit_is_refused(donation: Donation) -> None:
    with opened(None) as store, pytest.raises(StoreError):
        store.donate(WEEK, donation)
