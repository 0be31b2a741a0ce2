"""Whatever fails, dies or comes twice: each update is answered once, and a chat's in the order they were brought."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.once import Beside, Fate, Lines, Once
from bot.storage.memory_service import MemoryDeliveries, MemoryTurns

Plan = Sequence[tuple[int, int, bool, bool]]
"""Updates: its chat, how often answering fails first, whether failing raises, whether it is brought twice at once."""


async def _brought(plan: Plan) -> dict[int, list[int]]:
    """Bring all as Telegram does, to two processes in turn; what was answered in each chat."""
    deliveries, turns, beside = MemoryDeliveries(), MemoryTurns(), Beside(4)
    processes = [Once(deliveries, turns, beside, patience=5) for _ in range(2)]
    answered: dict[int, list[int]] = defaultdict(list)
    left = {number: fails for number, (_, fails, _, _) in enumerate(plan)}
    busy: set[int] = set()

    async def work(number: int, chat: int, raises: bool) -> bool:
        assert chat not in busy, "two at once in one chat"
        busy.add(chat)
        try:
            await asyncio.sleep(0)
            if left[number]:
                left[number] -= 1
                if raises:
                    raise ZeroDivisionError
                return False
            answered[chat].append(number)
            return True
        finally:
            busy.discard(chat)

    async def bring(number: int, chat: int, raises: bool, process: Once) -> Fate:
        try:
            return await process.answer(str(number), str(chat), lambda: work(number, chat, raises))
        except ZeroDivisionError:
            return Fate.AGAIN

    async def line(chat: int) -> None:
        for number, (its, _, raises, twice) in enumerate(plan):
            tries = 0
            while its == chat:
                copies = [
                    bring(number, chat, raises, processes[(tries + one) % 2]) for one in range(1 + twice)
                ]
                tries += 1
                if any(fate is not Fate.AGAIN for fate in await asyncio.gather(*copies)):
                    break

    await asyncio.gather(*(line(chat) for chat in {chat for chat, _, _, _ in plan}))
    beside.close()
    return answered


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=12
    )
)
def test_each_is_answered_once_and_in_order(plan: Plan) -> None:
    answered = asyncio.run(_brought(plan))
    for chat in {chat for chat, _, _, _ in plan}:
        assert answered[chat] == [number for number, (its, _, _, _) in enumerate(plan) if its == chat]


async def test_who_waits_too_long_for_its_turn_is_brought_again() -> None:
    deliveries, turns, beside = MemoryDeliveries(), MemoryTurns(), Beside(2)
    once = Once(deliveries, turns, beside, patience=0.1)
    turns.take("chat")  # another process has the chat
    assert await once.answer("1", "chat", lambda: asyncio.sleep(0, result=True)) is Fate.AGAIN
    turns.give_back("chat")
    assert await once.answer("1", "chat", lambda: asyncio.sleep(0, result=True)) is Fate.ANSWERED
    assert await once.answer("1", "chat", lambda: asyncio.sleep(0, result=True)) is Fate.TWICE
    beside.close()


async def test_a_line_that_nobody_stands_in_is_forgotten() -> None:
    lines = Lines()
    async with lines.of("a"):
        with pytest.raises(TimeoutError):
            async with lines.of("a", 0.01):
                raise AssertionError("it was let in")
    assert lines._lines == {}
