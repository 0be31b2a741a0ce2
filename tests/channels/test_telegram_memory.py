"""What is remembered of a chat is gone after half an hour."""

from __future__ import annotations

from bot.channels import telegram_memory
from bot.channels.telegram_memory import KEEP_SECONDS, Recents


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_message_numbers_are_given_once_and_not_after_half_an_hour() -> None:
    clock = Clock()
    recents = Recents(clock)
    recents.sent("a", 1)
    clock.now += KEEP_SECONDS - 1
    recents.sent("a", 2)
    clock.now += 2
    assert recents.take("a") == (2,)
    assert recents.take("a") == ()
    assert recents.take("b") == ()


def test_silent_chats_are_dropped() -> None:
    clock = Clock()
    recents = Recents(clock)
    recents.sent("a", 1)
    recents.mark("b", "place")
    clock.now += KEEP_SECONDS - 1
    recents.sent("b", 2)
    clock.now += 2
    recents.forget_old()
    assert len(recents) == 1
    assert recents.take("b") == (2,)


def test_only_so_many_chats_are_remembered() -> None:
    clock = Clock()
    recents = Recents(clock)
    for number in range(telegram_memory.MOST_CHATS + 5):
        recents.sent(str(number), number)
    assert len(recents) == telegram_memory.MOST_CHATS


def test_a_first_time_comes_back_after_half_an_hour() -> None:
    clock = Clock()
    recents = Recents(clock)
    assert not recents.seen("a", "place")
    recents.mark("a", "place")
    assert recents.seen("a", "place")
    assert not recents.seen("a", "group")
    clock.now += KEEP_SECONDS + 1
    assert not recents.seen("a", "place")
