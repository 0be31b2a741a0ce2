"""A Valkey that is full, a replica or asks for another password, and an address that is none: told in words, never with it."""

from __future__ import annotations

import pytest

from bot.errors import StoreError
from bot.ports import Stage
from bot.storage.sqlite import SqliteTrends
from bot.storage.valkey.shared import opened_valkey
from tests.storage.conftest import process
from tests.storage.test_contracts import COUNT, NOW, SESSION, WEEK, in_file
from tests.valkey import SECRET, Server, until


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [("maxmemory", "1", "no memory left"), ("min-replicas-to-write", "1", "did not take")],
)
def test_a_full_or_refusing_valkey_is_told_in_words(
    own: Server, file: SqliteTrends, setting: str, value: str, words: str
) -> None:
    with process(own.url, file) as one, own.client() as client:
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set(setting, value)
        one.sessions.save("a", SESSION, NOW)
        assert one.sessions.load("a", NOW) == SESSION
        assert one.deliveries.begin("telegram:1") is Stage.NEW
        assert one.turns.take("a")
        one.trends.count(WEEK, [COUNT])
        with pytest.raises(StoreError, match=words):
            one.link.ask(lambda valkey: valkey.set("a", "b"))
        client.config_set(setting, "0")
        until(one.link.beat)
        one.drainer.drain()
        assert in_file(file)[0] == {COUNT: 1}


def test_a_replica_and_a_wrong_password_are_told_without_it(own: Server, file: SqliteTrends) -> None:
    with process(own.url, file) as one, own.client() as client:
        client.replicaof("127.0.0.1", "1")
        one.sessions.save("a", SESSION, NOW)
        assert "may not be written to" in one.ping()
        client.replicaof("no", "one")
        until(one.link.beat)
        client.config_set("requirepass", "canary-7f3a")
    for password in ("canary-wrong", ""):
        url = own.url.replace("//", f"//:{password}@")
        with opened_valkey(url, SECRET, file) as shared:
            assert "password" in shared.ping()
            assert "canary" not in shared.ping() + repr(shared) + str(shared.link.__dict__.get("why"))
            shared.sessions.save("a", SESSION, NOW)
            assert shared.sessions.load("a", NOW) == SESSION
    own.kill()  # with its password


@pytest.mark.parametrize(
    "url", ["canary-7f3a", "http://:canary-7f3a@host", "redis://:canary-7f3a@host:port/0"]
)
def test_an_address_that_is_none_is_told_without_it(url: str, file: SqliteTrends) -> None:
    with pytest.raises(StoreError, match="GONGYOU_VALKEY_URL") as told, opened_valkey(url, SECRET, file):
        pass
    assert "canary" not in str(told.value)
    assert told.value.__cause__ is None
