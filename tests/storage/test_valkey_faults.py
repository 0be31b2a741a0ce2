"""Valkey gone, back, emptied, slow or full of rubbish: workers are answered and nothing counts twice."""

from __future__ import annotations

import time
from datetime import timedelta

from redis import Redis

from bot.core.conversation import Session
from bot.ports import Stage
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits
from bot.storage.sqlite import SqliteTrends
from bot.storage.valkey.deliveries import ValkeyDeliveries
from bot.storage.valkey.limits import ValkeyLimits
from tests.storage.conftest import process
from tests.storage.test_contracts import COUNT, NOW, SESSION, WEEK, in_file
from tests.valkey import Server, until


def test_while_valkey_is_away_each_process_goes_on_alone(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        one.sessions.save("before", SESSION, NOW)
        assert one.deliveries.begin("telegram:1") is Stage.NEW
        one.deliveries.done("telegram:1")
        own.kill()
        assert one.sessions.load("before", NOW) is None
        one.sessions.save("a", SESSION, NOW)
        assert one.sessions.load("a", NOW) == SESSION
        one.sessions.forget("a")
        assert one.sessions.load("a", NOW) is None
        assert one.deliveries.begin("telegram:1") is Stage.DONE
        assert one.deliveries.begin("telegram:2") is Stage.NEW
        assert one.deliveries.begin("telegram:2") is Stage.BUSY
        assert one.turns.take("a")
        assert not one.turns.take("a")
        one.turns.give_back("a")
        assert [one.limits.admit("a") for _ in range(21)] == [True] * 20 + [False]
        assert [one.limits.tell("a"), one.limits.tell("a")] == [True, False]
        one.trends.count(WEEK, [COUNT])
        assert not one.link.beat()
        assert "cannot be reached" in one.ping()
        assert one.faults["ValkeyConnectionError"]


def test_nobody_waits_twice_for_one_that_is_away(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        own.pause()
        began = time.monotonic()
        assert one.sessions.load("a", NOW) is None
        assert time.monotonic() - began < 1.5, "once, and not for long"
        began = time.monotonic()
        for number in range(200):
            one.sessions.load("a", NOW)
            one.deliveries.begin(str(number))
            one.limits.admit("a")
        assert time.monotonic() - began < 0.4
        assert "does not answer in time" in one.ping()
        own.go_on()
        until(one.link.beat)
        assert one.ping() == ""
        assert set(one.faults) <= {"ValkeyTimeoutError"}


def test_what_was_kept_meanwhile_is_handed_over(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        one.sessions.save("forgotten", SESSION, NOW)
        one.sessions.save("grown", SESSION, NOW)
        own.pause()
        later = Session(region="440300")
        one.sessions.save("grown", later, NOW + timedelta(minutes=1))
        one.sessions.save("new", later, NOW)
        one.sessions.forget("forgotten")
        assert one.sessions.load("forgotten", NOW) is None
        own.go_on()
        until(one.link.beat)
        until(two.link.beat)
        assert two.sessions.load("grown", NOW) == later
        assert two.sessions.load("new", NOW) == later
        assert two.sessions.load("forgotten", NOW) is None
        two.sessions.forget("new")
        assert one.sessions.load("new", NOW) is None, "nothing stays behind in the process that kept it"


def test_an_older_session_does_not_come_over_a_newer_one(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        own.pause()
        one.sessions.save("a", SESSION, NOW)
        own.go_on()
        until(two.link.beat)
        newer = Session(region="440300")
        two.sessions.save("a", newer, NOW)
        until(one.link.beat)
        assert one.sessions.load("a", NOW) == newer


def test_marks_and_turns_are_brought_back_to_an_emptied_valkey(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        one.deliveries.begin("done")
        one.deliveries.done("done")
        one.deliveries.begin("busy")
        assert one.turns.take("chat")
        own.kill()
        own.start()
        until(one.link.beat)
        until(two.link.beat)
        assert two.deliveries.begin("done") is Stage.DONE
        assert two.deliveries.begin("busy") is Stage.BUSY
        assert not two.turns.take("chat")
        one.turns.give_back("chat")
        assert two.turns.take("chat")


def test_a_process_that_valkey_forgot_makes_itself_known_first(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        assert one.turns.take("held")
        with own.client() as client:
            client.flushall()
        assert one.turns.take("other")
        with process(own.url, file) as two:
            assert not two.turns.take("held")
            assert not two.turns.take("other")


def test_until_all_know_of_a_restart_nothing_is_begun(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file, settle=0.3) as two:
        assert one.turns.take("chat")
        own.kill()
        assert two.deliveries.begin("telegram:1") is Stage.BUSY
        assert not two.turns.take("chat")
        until(lambda: two.turns.take("chat"))
        two.turns.give_back("chat")
        own.start()
        until(two.link.beat)
        assert not two.turns.take("chat"), "though Valkey knows of nobody who has it"
        until(one.link.beat)
        until(lambda: two.turns.take("another"))
        assert not two.turns.take("chat")
        assert two.deliveries.begin("telegram:1") is Stage.NEW


def test_what_the_dead_held_is_free(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        assert one.deliveries.begin("telegram:1") is Stage.NEW
        assert one.turns.take("chat")
        assert two.deliveries.begin("telegram:1") is Stage.BUSY
        assert not two.turns.take("chat")
        with own.client() as client:
            client.hset(
                one.link.alive, one.link.owner, time.time() - 5.1
            )  # as when its last sign of life has lapsed
        assert two.deliveries.begin("telegram:1") is Stage.NEW
        assert two.turns.take("chat")
        one.link.beat()
        one.deliveries.abandon("telegram:1")
        one.turns.give_back("chat")
        with process(own.url, file) as three:
            assert three.deliveries.begin("telegram:1") is Stage.BUSY, "only the holder can let go"
            assert not three.turns.take("chat")


def test_a_lease_ends_though_its_holder_lives(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        short = ValkeyDeliveries(one.link, MemoryDeliveries(), lease=0.05)
        assert short.begin("telegram:1") is Stage.NEW
        until(lambda: two.deliveries.begin("telegram:1") is Stage.NEW)


def test_processes_share_a_pace(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, process(own.url, file) as two:
        admitted = [who.limits.admit("a") for who in (one, two) * 15]
        assert admitted == [True] * 20 + [False] * 10
        assert [one.limits.tell("a"), two.limits.tell("a")] == [True, False]


def test_all_chats_together_have_a_limit(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        limits = ValkeyLimits(one.link, MemoryLimits(), most_of_all=10)
        assert [limits.admit(f"chat {number}") for number in range(12)] == [True] * 10 + [False] * 2
        assert limits.admit("chat 12", urgent=True)


def test_rubbish_in_the_place_of_values_is_no_value(valkey: Server, file: SqliteTrends) -> None:
    with process(valkey.url, file) as one, valkey.client() as client:
        link = one.link
        one.trends.count(WEEK, [COUNT])
        for rubbish in (_text, _list, _hash):
            rubbish(client, link.key("session", "a"))
            assert one.sessions.load("a", NOW) is None
            one.sessions.save("a", SESSION, NOW)
            assert one.sessions.load("a", NOW) == SESSION
            rubbish(client, link.key("delivery", rubbish.__name__))
            assert one.deliveries.begin(rubbish.__name__) is Stage.NEW
            rubbish(client, link.key("turn", rubbish.__name__))
            assert one.turns.take(rubbish.__name__)
            rubbish(client, link.key("pace", "a"))
            rubbish(client, link.own("pace-of-all"))
            assert one.limits.admit("a")
            rubbish(client, link.key("told", rubbish.__name__))
            assert one.limits.tell(rubbish.__name__)
            for kind, name in (
                ("entries", link.owner),
                ("pushed", link.owner),
                ("sources", ""),
                ("arrived", link.owner),
                ("alive", ""),
            ):
                rubbish(client, link.own(kind, name))
                one.trends.count(WEEK, [COUNT])
            rubbish(client, link.own("drainer"))
            one.link.beat()
            one.drainer.drain()
        one.trends.flush()
        assert in_file(file)[0] == {COUNT: 16}


def _text(client: Redis, key: str) -> None:
    client.set(key, b"\xff rubbish")


def _list(client: Redis, key: str) -> None:
    client.delete(key)
    client.rpush(key, b"rubbish", b"1:rubbish", b"99:", b":")


def _hash(client: Redis, key: str) -> None:
    client.delete(key)
    client.hset(key, "a", "rubbish")


def test_a_session_copied_to_another_chat_does_not_open(valkey: Server, file: SqliteTrends) -> None:
    with process(valkey.url, file) as one, valkey.client() as client:
        one.sessions.save("a", SESSION, NOW)
        client.copy(one.link.key("session", "a"), one.link.key("session", "b"))
        assert one.sessions.load("b", NOW) is None


def test_another_secret_sees_nothing(valkey: Server, file: SqliteTrends) -> None:
    with process(valkey.url, file) as one, process(valkey.url, file, secret="x" * 32) as two:
        one.sessions.save("a", SESSION, NOW)
        one.trends.count(WEEK, [COUNT])
        assert two.sessions.load("a", NOW) is None
        assert two.drainer.drain() == 0


def test_a_late_write_of_an_older_session_does_not_win(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one:
        own.pause()
        one.sessions.save("a", SESSION, NOW)  # goes out, and is carried out when Valkey goes on
        newer = Session(region="440300")
        one.sessions.save("a", newer, NOW + timedelta(seconds=2))
        own.go_on()
        until(one.link.beat)
        assert one.sessions.load("a", NOW) == newer
