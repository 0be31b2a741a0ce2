"""Final awards: twelve minimum wages an item, to the fen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calculators import final_award
from bot.core.calculators.final_award import Claim, Effect, Item

MINIMUM = Decimal(2200)


@pytest.mark.parametrize(
    ("value", "claim", "final"),
    [
        ("26399.99", Claim.MONEY, True),
        ("26400", Claim.MONEY, True),
        ("26400.01", Claim.MONEY, False),
        ("0", Claim.MONEY, True),
        ("90000", Claim.STANDARD, True),
        ("1", Claim.OTHER, False),
    ],
)
def test_one_item(value: str, claim: Claim, final: bool) -> None:
    assert final_award.threshold(MINIMUM).value == Decimal("26400.00")
    assert final_award.is_final(Item("wages", Decimal(value), claim), MINIMUM) is final


def test_items_are_not_added_up() -> None:
    items = tuple(Item(name, Decimal(26400)) for name in ("wages", "severance", "second_wage"))
    assert final_award.finality(items, MINIMUM).effect is Effect.FINAL


def test_one_item_above_makes_the_award_mixed_and_the_relationship_makes_nothing_final() -> None:
    items = (Item("wages", Decimal(1000)), Item("severance", Decimal(30000)))
    mixed = final_award.finality(items, MINIMUM)
    assert (mixed.final, mixed.effect) == ((True, False), Effect.MIXED)
    assert final_award.finality(items[1:], MINIMUM).effect is Effect.NOT_FINAL
    related = final_award.finality(items, MINIMUM, relationship=True)
    assert (related.final, related.effect) == ((False, False), Effect.NOT_FINAL)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="minimum"):
        final_award.threshold(Decimal(-1))
    with pytest.raises(ValueError, match="wages"):
        final_award.is_final(Item("wages", Decimal(-1)), MINIMUM)
    with pytest.raises(ValueError, match="at least one"):
        final_award.finality((), MINIMUM)


@given(
    st.decimals(min_value=1, max_value=10_000, places=2), st.decimals(min_value=0, max_value=10**6, places=2)
)
def test_a_higher_minimum_never_takes_finality_away(minimum: Decimal, value: Decimal) -> None:
    item = Item("wages", value)
    if final_award.is_final(item, minimum):
        assert final_award.is_final(item, minimum + 100)
