"""End to end over HTTP: nginx, two processes and a Valkey, one of each ended in the middle of thousands of updates.

Every question is answered once and in the order of its chat, and counted once.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from itertools import count

from bot.app import App
from tests.emulator.botapi import Json
from tests.emulator.workers import Worker
from tests.report import say
from tests.restarts.reader import ROWS, Reader
from tests.restarts.site import Counts, Site
from tests.restarts.talks import ROUNDS, Said, expected, talk
from tests.valkey import until

CHATS, CHATS_AT_A_KILL = 500, 100
_numbers = count(800_000_001)


class Crowd:
    """Workers who have all written by now; what they read."""

    def __init__(self, site: Site, chats: int) -> None:
        self._site = site
        self._talks = {next(_numbers): talk(number) for number in range(chats)}
        self._sent: list[tuple[int, Said]] = []
        self.number = chats * ROUNDS

    def writes(self) -> None:
        """One message of each chat after the other; the updates of a round wait beside each other."""
        workers = {chat: Worker(self._site.emulator, chat) for chat in self._talks}
        for place in range(ROUNDS):
            for chat, said in self._talks.items():
                said[place].by(workers[chat])

    def answers(self) -> dict[int, list[int]]:
        """For each chat the places of the messages that were answered, in the order of the answers."""
        found: dict[int, list[int]] = {chat: [] for chat in self._talks}
        for (chat, _), message in sorted(self._site.emulator.messages.items()):
            if chat in found and "keyboard" not in message["reply_markup"]:
                found[chat].append(_place(self._talks[chat], message))
        return found


def _place(said: list[Said], message: Json) -> int:
    """Which message this answers."""
    (place,) = [place for place, one in enumerate(said) if one.mark in message["text"]]
    return place


def _counted_since(site: Site, before: Counts, wanted: Counts) -> Counts:
    """What was counted, once as much is there as wanted; what is too much or too little after a while is told too."""
    end = time.monotonic() + 15
    while (found := site.counts() - before) != wanted and time.monotonic() < end:
        time.sleep(0.1)
    return found


def test_a_process_and_valkey_are_restarted_and_nobody_notices(site: Site, app: App) -> None:
    crowd, before = Crowd(site, CHATS), site.counts()
    wanted, first = expected(app, CHATS), site.processes[0]
    began = time.monotonic()
    crowd.writes()
    until(lambda: site.left(crowd.number * 2 // 3), 120)
    with Reader(site.address) as reader:
        assert first.end(signal.SIGTERM) == 0
        first.start()
        until(first.ready, 60)
    until(lambda: site.left(crowd.number // 3), 120)
    left = len(site.emulator.updates)
    site.valkey.kill()
    site.valkey.start()
    until(site.answered_all, 180)
    seconds = time.monotonic() - began
    for row in ROWS:
        wanted[row] += reader.asked

    assert left > crowd.number // 5
    assert list(crowd.answers().values()) == [list(range(ROUNDS))] * CHATS
    assert _counted_since(site, before, wanted) == wanted
    assert reader.statuses == {("GET", 200): reader.statuses["GET", 200], ("POST", 200): reader.asked}
    assert site.emulator.refusals == []
    assert site.faults() == Counter()
    statuses = Counter(status for _, status in site.deliveries)
    say(
        f"end to end: {crowd.number} updates from {CHATS} chats in {seconds:.0f} s ({crowd.number / seconds:.0f}/s), a process "
        f"and Valkey restarted: all answered once, in order and counted; deliveries by status {dict(statuses)}; "
        f"web meanwhile {sum(reader.statuses.values())} requests, all 200, the slowest {reader.slowest:.2f} s"
    )


def test_a_killed_process_loses_nothing(site: Site, app: App) -> None:
    """Only what it had in hand may be answered a second time, since nobody knows any more that it got out."""
    crowd, before = Crowd(site, CHATS_AT_A_KILL), site.counts()
    wanted, second = expected(app, CHATS_AT_A_KILL), site.processes[1]
    site.emulator.delay = lambda method, _: 0.05 if method == "sendMessage" else 0.0  # as Telegram takes
    crowd.writes()
    until(lambda: site.left(crowd.number // 2), 60)
    brought = len(site.deliveries)
    second.end(signal.SIGKILL)
    second.start()
    until(site.answered_all, 90)

    answers = crowd.answers()
    cut_off = {update for update, status in site.deliveries[brought:] if status == 502}
    twice = 0
    for places in answers.values():
        assert sorted(set(places)) == list(range(ROUNDS)), "nothing is lost"
        assert places == sorted(places), "in order"
        twice += len(places) - ROUNDS
    found = _counted_since(site, before, wanted)
    missing = sum(number for row, number in (wanted - found).items() if row[0] == "channel")
    say(
        f"end to end: a process killed in the middle of {crowd.number} updates: nothing lost, all in order; "
        f"of {len(cut_off)} that it had in hand {twice} answered twice, none counted twice, {missing} not counted"
    )
    assert twice <= len(cut_off)
    assert found - wanted == Counter(), "never counted twice"
    assert missing <= len(cut_off)
