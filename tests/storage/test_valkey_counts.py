"""Counts through Valkey are exact whatever is killed, emptied, full or of another version."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.core.tally import Count, Donation
from bot.errors import StoreError
from bot.ports import Stage
from bot.storage.sqlite import SqliteTrends
from bot.storage.valkey.counts import MOST_KEPT
from bot.storage.valkey.entries import Entry, close
from bot.storage.valkey.link import ALIVE_SECONDS
from bot.storage.valkey.shared import opened_valkey
from tests.conftest import ROOT
from tests.report import say
from tests.storage.conftest import process
from tests.storage.test_contracts import COUNT, OTHER, WEEK, in_file
from tests.valkey import SECRET, Server, until

_COUNTING = """
import sys
from datetime import date
from pathlib import Path
from bot.core.tally import Count
from bot.storage.sqlite import opened
from bot.storage.valkey.link import ALIVE_SECONDS
from bot.storage.valkey.shared import opened_valkey
url, secret, path, name = sys.argv[1:]
with opened(Path(path)) as file, opened_valkey(url, secret, file, pause=(0.05, 0.2)) as shared:
    shared.turns.take(name), shared.deliveries.begin(name)
    print("ready", flush=True)
    for number in iter(sys.stdin.readline, ""):
        shared.trends.count(date(2026, 11, 16), [Count("topic_outcome", (name, "answered"))])
        print(number, end="", flush=True)
"""


class Counting:
    """A process of its own that counts one for each line, and says so."""

    def __init__(self, server: Server, path: Path, name: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _COUNTING, server.url, SECRET, str(path), name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True,
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout
        assert self._out.readline() == "ready\n"

    def count(self, times: int) -> None:
        for number in range(times):
            print(number, file=self._in, flush=True)
            assert self._out.readline() == f"{number}\n"

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._closed()

    def end(self) -> int:
        return self._closed()

    def _closed(self) -> int:
        self._in.close()
        code = self._process.wait(30)
        self._out.close()
        return code


def test_two_processes_one_killed_valkey_restarted_and_every_count_is_there(
    own: Server, tmp_path: Path
) -> None:
    path = tmp_path / "trends.db"
    with closing(SqliteTrends(path)) as seen:
        one = Counting(own, path, "one")
        one.count(10)
        until(lambda: _counted(seen) == {"one": 10})
        two = Counting(own, path, "two")
        one.count(140)
        two.count(150)
        one.kill()  # which led the drain
        killed = time.monotonic()
        two.count(100)
        _held_until(own, seen, killed)
        until(lambda: _counted(seen) == {"one": 150, "two": 250}, 20)
        two.count(50)
        own.kill()
        two.count(100)
        own.start()
        two.count(50)
        until(lambda: _counted(seen) == {"one": 150, "two": 450}, 20)
        two.count(50)
        assert two.end() == 0
        assert _counted(seen) == {"one": 150, "two": 500}


def _held_until(server: Server, file: SqliteTrends, killed: float) -> None:
    """What the dead held is free when it counts as dead; what the living hold is not."""
    with process(server.url, file) as third:
        until(lambda: third.turns.take("one"))
        free = time.monotonic() - killed
        assert third.deliveries.begin("one") is Stage.NEW
        assert not third.turns.take("two")
        assert third.deliveries.begin("two") is Stage.BUSY
    assert free < ALIVE_SECONDS + 1
    say(f"kill -9: what a process held in Valkey was free after {free:.1f} s")


def _counted(file: SqliteTrends) -> dict[str, int]:
    return {count.values[0]: times for count, times in in_file(file)[0].items()}


def test_who_leads_drains_for_all(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        for _ in range(3):
            one.trends.count(WEEK, [COUNT])
            two.trends.count(WEEK, [COUNT, OTHER])
        two.trends.donate(WEEK, Donation("a question", "en"))
        assert [two.drainer.drain(), one.drainer.drain(), two.drainer.drain()] == [7, 0, 0]
        assert in_file(file) == ({COUNT: 6, OTHER: 3}, [(str(WEEK), "en", "a question")])
        one.trends.count(WEEK, [COUNT])
        with own.client() as client:
            client.hdel(two.link.alive, two.link.owner)
        assert one.drainer.drain() == 1
        assert in_file(file)[0] == {COUNT: 7, OTHER: 3}


def test_what_an_emptied_valkey_lost_is_pushed_again_once(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, own.client() as client:
        for _ in range(3):
            one.trends.count(WEEK, [COUNT])
        assert one.drainer.drain() == 3
        one.trends.count(WEEK, [COUNT])
        one.trends.count(WEEK, [COUNT])
        client.flushall()
        one.trends.count(WEEK, [COUNT])
        assert one.drainer.drain() == 3
        assert in_file(file)[0] == {COUNT: 6}
        client.flushall()
        one.link.beat()
        one.drainer.drain()
        assert in_file(file)[0] == {COUNT: 6}


def test_the_file_has_it_but_valkey_does_not_know(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        one.trends.count(WEEK, [COUNT])
        assert file.drain(one.link.owner, [(1, WEEK, [COUNT])]) == 1
        one.trends.flush()
        assert one.drainer.drain() == 1
        assert in_file(file)[0] == {COUNT: 1}


def test_what_was_pushed_without_an_answer_counts_once(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        one.trends.count(WEEK, [COUNT])
        own.pause()
        one.trends.count(WEEK, [COUNT])
        one.trends.count(WEEK, [COUNT])
        own.go_on()
        until(one.link.beat)
        one.trends.count(WEEK, [COUNT])
        one.drainer.drain()
        assert in_file(file)[0] == {COUNT: 4}


def test_known_to_be_in_the_file_it_is_kept_no_longer(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        for _ in range(5):
            one.trends.count(WEEK, [COUNT])
        two.drainer.drain()
        assert one.trends.waiting == 5
        one.link.beat()
        assert one.trends.waiting == 0


def test_without_valkey_a_process_writes_itself_before_much_waits(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        one.trends.count(WEEK, [COUNT])
        own.kill()
        for _ in range(MOST_KEPT + 50):
            one.trends.count(WEEK, [COUNT])
        assert in_file(file)[0][COUNT] >= MOST_KEPT
        own.start()
        until(one.link.beat)
        one.drainer.drain()
        assert in_file(file)[0] == {COUNT: MOST_KEPT + 51}


class Full:
    """A file whose disk is full until there is room again."""

    def __init__(self, file: SqliteTrends) -> None:
        self._file = file
        self.full = True

    def drain(
        self,
        source: str,
        batch: Sequence[tuple[int, date, Sequence[Count]]],
        donations: Sequence[tuple[int, date, Donation]] = (),
    ) -> int:
        if self.full:
            raise StoreError("counts cannot be written: OperationalError")
        return self._file.drain(source, batch, donations)


def test_while_the_disk_is_full_counts_wait(own: Server, file: SqliteTrends) -> None:
    disk = Full(file)
    with process(own.url, disk) as one:
        one.trends.count(WEEK, [COUNT])
        assert one.drainer.drain() == 0
        with pytest.raises(StoreError):
            one.trends.flush()
        assert one.faults["StoreError"] == 1
        own.pause()
        for _ in range(MOST_KEPT):
            one.trends.count(WEEK, [COUNT])
        assert one.faults["StoreError"] == 2
        own.go_on()
        until(one.link.beat)
        disk.full = False
        one.drainer.drain()
        assert in_file(file)[0] == {COUNT: MOST_KEPT + 1}


def test_an_entry_of_another_version_waits_and_holds_up_no_other_source(
    own: Server, file: SqliteTrends
) -> None:
    with process(own.url, file) as one, own.client() as client:
        newer = Entry(1, WEEK, (Count("a_newer_cut", ("a",)),))
        client.sadd(one.link.own("sources"), "0newer")
        client.rpush(one.link.own("entries", "0newer"), close(newer, "0newer", one.link.seal))
        one.trends.count(WEEK, [COUNT])
        one.drainer.drain()
        assert in_file(file)[0] == {COUNT: 1}
        assert client.llen(one.link.own("entries", "0newer")) == 1
        assert one.faults == {"StoreError": 1}


def test_a_process_that_ends_leaves_its_counts_in_the_file_and_nothing_in_valkey(
    valkey: Server, file: SqliteTrends
) -> None:
    with opened_valkey(valkey.url, SECRET, file, pause=(60, 60)) as shared:
        shared.trends.count(WEEK, [COUNT])
        assert shared.turns.take("a")
    assert in_file(file)[0] == {COUNT: 1}
    with valkey.client() as client:
        lasting = [key for key in client.scan_iter() if client.ttl(key) == -1]
        assert lasting == []
    with opened_valkey(valkey.url, SECRET, file) as shared:
        assert shared.turns.take("a"), "free at once"
