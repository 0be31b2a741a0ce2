"""Nothing in Valkey can be read without the secret, and nothing of it reaches the disk."""

from __future__ import annotations

from bot.core.conversation import Facts, Session
from bot.core.tally import Donation
from bot.storage.sqlite import SqliteTrends
from tests.storage.conftest import process
from tests.storage.test_contracts import COUNT, NOW, WEEK
from tests.valkey import Server


def test_nothing_in_valkey_can_be_read_without_the_secret(
    own: Server, mortal: Server, file: SqliteTrends
) -> None:
    said, given, chat = "王小翠 canary-7f3a", "canary-donated 鑫旺达电子科技", "wechat:canary-openid"
    told = Session(region="441900", topics=("overtime_pay",), facts=Facts({"reason": said}), asks=said)
    with process(own.url, file) as one, own.client() as client:
        one.sessions.save(chat, told, NOW)
        one.trends.donate(WEEK, Donation(given, "zh_Hans"))
        one.trends.count(WEEK, [COUNT])
        one.deliveries.begin(chat)
        one.deliveries.begin(chat + "2")
        one.deliveries.done(chat + "2")
        assert one.turns.take(chat)
        assert one.limits.admit(chat)
        assert one.limits.tell(chat)
        assert one.sessions.load(chat, NOW) == told
        client.config_set("rdbcompression", "no")
        client.save()
        seen = [part for key in client.scan_iter() for part in (key, client.dump(key) or b"")]
    seen.append((mortal.folder / "dump.rdb").read_bytes())
    assert len(seen) > 15
    for word in (
        "canary",
        "王小翠",
        "鑫旺达",
        "441900",
        "overtime_pay",
        "wechat",
        "reason",
        "zh_Hans",
        "week",
    ):
        assert not any(word.encode() in part for part in seen), word


def test_the_sample_settings_keep_nothing_on_disk(own: Server) -> None:
    with own.client() as client:
        assert client.config_get("save") == {"save": ""}
        assert client.config_get("appendonly") == {"appendonly": "no"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "volatile-ttl"}
        assert str(client.config_get("bind")["bind"]).startswith("127.0.0.1")
        assert client.config_get("protected-mode") == {"protected-mode": "yes"}
