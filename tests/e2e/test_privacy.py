"""Ten thousand conversations through all channels, with everything going wrong: nobody can be found in what is left.

The program runs as its workers meet it, in processes of its own: twice as a service (alone, and with Valkey), polling
Telegram, and in the terminal. Split: 6,800 conversations in the terminal, 1,200 on the web page, 1,400 on WeChat (half in
the clear, half sealed), 600 on Telegram (by webhook twice, by polling). One in fifty is longer and partly broken.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.core.tally import CUTS
from tests.channels.wechat import account
from tests.e2e import talks
from tests.e2e.canaries import FIRM, STEMS, Folder, Somebody, forms, found_in
from tests.e2e.conftest import ADMIN, TOKENS, Stage
from tests.e2e.processes import environment, start, wait

TERMINAL, WEB, WECHAT, TELEGRAM = 3400, 600, 700, 200
"""Conversations of one process in each channel: two of each, three on Telegram."""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@LINUX
def test_ten_thousand_conversations_leave_nobody_behind(stage: Stage) -> None:
    for one in (stage.alone, stage.shared):
        wait(one.ready)
    wait(lambda: all(one.emulator.commands for one in stage.telegrams.values()), seen="menus")
    cookies, shown = _talk(stage)
    assert len(stage.all) >= 10_000
    _breaks_open(stage)
    _looks_into(stage)
    _crash(stage)
    account_secrets = [account.TOKEN, account.AES_KEY]
    stage.look([*cookies[::50], *account_secrets])
    assert stage.found == {}
    assert stage.seen.wal_seen, "the counts were looked at while they were being written"
    assert _no_cookie(stage.folder, cookies)
    assert not list((stage.folder / "cwd").iterdir())
    _only_what_was_shown(stage, shown)
    _counts_are_of_nobody(stage)


def _talk(stage: Stage) -> tuple[list[str], list[str]]:
    """All channels at once, while the files are looked at again and again and the rules are broken."""
    done = threading.Event()
    watching = threading.Thread(target=_watch, args=(stage, done))
    for telegram in stage.telegrams.values():
        telegram.people = stage.some(TELEGRAM)
        telegram.breaks()
    with ThreadPoolExecutor(12) as pool:
        watching.start()
        try:
            chats = [pool.submit(_chats, stage, name, stage.some(TERMINAL)) for name in ("chat-1", "chat-2")]
            pages = [pool.submit(talks.web, one.url, stage.some(WEB)) for one in (stage.alone, stage.shared)]
            letters = [
                pool.submit(talks.wechat, one.url, mode, stage.some(WECHAT))
                for one, mode in ((stage.alone, "plain"), (stage.shared, "aes"))
            ]
            messages = [pool.submit(one.talk) for one in stage.telegrams.values()]
            beside = [pool.submit(_breaks_the_rules, stage), pool.submit(_reads_along, stage)]
            everything: list[Future[object]] = [*chats, *pages, *letters, *messages, *beside]  # type: ignore[list-item]
            assert all(one.result() is not False for one in everything)
            shown = _leave_to_keep(stage)
        finally:
            done.set()
            watching.join()
    assert [one.result() for one in letters] == [WECHAT, WECHAT]
    return [token for one in pages for token in one.result()], shown


def _watch(stage: Stage, done: threading.Event) -> None:
    while not done.wait(3):
        stage.look()


_READER = """
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1])
rows.execute("begin")
rows.execute("select count(*) from channel").fetchone()
sys.stdin.read()
"""


def _reads_along(stage: Stage) -> None:
    """Who reads the counts keeps their log from being emptied: so it is seen while messages are written into it.

    In a process of its own: looking into the files would end this one's locks on them.
    """
    path = stage.folder / "counts" / "alone" / "trends.db"
    with subprocess.Popen([sys.executable, "-c", _READER, str(path)], stdin=subprocess.PIPE) as reader:
        try:
            wait(lambda: stage.seen.wal_seen, seen="a log of counts")
        finally:
            reader.communicate()


def _chats(stage: Stage, name: str, people: list[Somebody]) -> None:
    """The terminal: what is shown goes to the worker's screen, so it is read here and lies in no file."""
    env = environment(
        stage.folder, cache=stage.folder / "cache", trends=stage.folder / "counts" / name / "trends.db"
    )
    one = start(name, stage.folder, ["chat"], env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    wait(lambda: one.core_limits() == {"0"}, seen="it keeps its memory to itself")
    screen, _ = one.process.communicate(talks.terminal(people), timeout=240)
    assert one.process.returncode == 0
    assert one.written == ""
    assert screen.count("忘".encode()) >= len(people)
    assert not found_in(screen), "answers do not repeat who somebody is"


def _breaks_the_rules(stage: Stage) -> None:
    """An edit that cannot be, and its undoing, while workers write; the admins are told, and nobody else is."""
    topic = next((stage.folder / "knowledge" / "topics").glob("deposit*.yaml"))
    good = topic.read_bytes()
    topic.write_bytes(good + "\n  犇: [没写完".encode())
    for telegram in stage.telegrams.values():
        wait(lambda one=telegram: one.emulator.sent(ADMIN.chat), seen="the news of a refused edit")  # type: ignore[misc]
    topic.write_bytes(good)


def _leave_to_keep(stage: Stage) -> list[str]:
    """Some say yes, some no, and two meet a program whose template breaks on the words: what the first were shown."""
    yes, no, *broken = stage.some(4)
    shared = stage.telegrams["shared"]
    shown = shared.gives_leave(
        yes, _unclear(yes, "红烧肉怎么做才好吃，要放多少水多少糖，要煮多长时间"), "yes"
    )
    shared.gives_leave(no, _unclear(no, "糖醋排骨怎么做才好吃，要放多少水多少糖，要煮多长时间"), "no")
    for name, one in zip(("alone", "polling"), broken, strict=True):
        stage.telegrams[name].says(
            one, text=_unclear(one, "红烧肉怎么做才好吃，要放多少水多少糖，要煮多长时间")
        )
        wait(lambda name=name, one=one: stage.telegrams[name].emulator.sent(one.chat), seen="an apology")  # type: ignore[misc]
    return [shown]


def _unclear(one: Somebody, question: str) -> str:
    return (
        f"我叫{one.name}，电话{one.phone}，身份证{one.identity}，微信{one.openid}，在{FIRM}厂，今天想问一下{question}，"
        "家里人都喜欢吃肉"
    )


def _breaks_open(stage: Stage) -> None:
    """All that Valkey holds, written to a file that it never writes by itself."""
    with stage.valkey.client() as client:
        client.config_set("rdbcompression", "no")
        client.save()
        keys = list(client.scan_iter(count=1000))
        held = b"\n".join(part for key in keys for part in (key, client.dump(key) or b""))
    assert len(keys) > WECHAT
    (stage.folder / "valkey" / "keys-and-values").write_bytes(held)


def _looks_into(stage: Stage) -> None:
    """What runs: its metrics, what a crash could write of it, files that no folder shows."""
    for one in (stage.alone, stage.shared):
        page = one.metrics()
        assert 'channel="web"' in page
        (stage.folder / "streams" / f"{one.name}.metrics").write_text(page, encoding="utf-8")
    for one in (stage.alone, stage.shared, stage.polling):
        assert one.core_limits() == {"0"}
        assert one.hidden_files() == []


def _crash(stage: Stage) -> None:
    """One is stopped, two die in the middle of messages: of one the system says where it was."""
    for name in ("alone", "polling"):
        for one in stage.some(40):
            stage.telegrams[name].says(one)
    wait(lambda: len(stage.telegrams["alone"].emulator.updates) < 35, seen="the middle of messages")
    assert stage.alone.ends(signal.SIGABRT) == -signal.SIGABRT
    assert stage.polling.ends(signal.SIGKILL) == -signal.SIGKILL
    assert stage.shared.ends(signal.SIGTERM) == 0
    assert "Fatal Python error: Aborted" in stage.alone.written
    for dead in (stage.alone, stage.polling):
        assert "error='UndefinedError'" in dead.written
        assert "Traceback" not in dead.written


def _no_cookie(folder: Path, cookies: list[str]) -> bool:
    """None of all the cookies: too many to look for in every form, so as they are."""
    kept = b"".join(
        one.read_bytes()
        for part in ("streams", "counts", "valkey", "home", "tmpdir")
        for one in (folder / part).rglob("*") if one.is_file()
    )  # fmt: skip
    return not any(token.encode() in kept for token in cookies)


def _only_what_was_shown(stage: Stage, shown: list[str]) -> None:
    """Of all that was not understood only the redacted words that somebody gave away are there."""
    kept = [row for path in _counts(stage) for row in _rows(path, "select text from donated_questions")]
    assert len(kept) == len(shown)
    assert all(text in words for (text,), words in zip(kept, shown, strict=True))
    assert "红烧肉" in kept[0][0]
    written = b"".join(one.read_bytes() for one in (stage.folder / "counts").rglob("*") if one.is_file())
    assert "糖醋排骨".encode() not in written


def _counts_are_of_nobody(stage: Stage) -> None:
    """The counts of all channels are there, each value is one of the program's own words, and there is no other column."""
    totals: dict[str, int] = {}
    for path in _counts(stage):
        tables = {name for (name,) in _rows(path, "select name from sqlite_master where type = 'table'")}
        assert tables == {*CUTS, "donated_questions", "drained"}
        for channel, number in _rows(path, "select channel, sum(count) from channel group by 1"):
            totals[channel] = totals.get(channel, 0) + int(number)
        for cut, columns in CUTS.items():
            described = [(row[1], row[2]) for row in _rows(path, f"pragma table_info({cut})")]
            assert described == [*((name, "TEXT") for name in ("week", *columns)), ("count", "INTEGER")]
    assert set(totals) >= {"web", "wechat", "telegram"}
    assert totals["web"] > WEB
    assert totals["wechat"] > WECHAT


def _counts(stage: Stage) -> list[Path]:
    return [stage.folder / "counts" / name / "trends.db" for name in TOKENS]


def _rows(path: Path, query: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("stem", STEMS)
def test_what_looks_for_canaries_finds_them_in_every_form(stem: str, tmp_path: Path) -> None:
    seen = Folder(tmp_path)
    for number, form in enumerate(sorted(forms(stem))):
        (tmp_path / f"{number}").write_bytes(b"x" * (number % 7) + form + b"y")
    assert len(seen.canaries()) == len(forms(stem))
    assert found_in(zlib.compress(f"中{stem}文".encode() * 3)) == {stem}


def test_numbers_and_plain_hashes_of_them_are_found() -> None:
    one = Somebody(97)
    assert one.chat < 2**52
    for order in ("little", "big"):
        assert found_in(b"\0" + one.chat.to_bytes(8, order)) == {"a chat's number"}
    digests = frozenset(one.digests())
    for digest in digests:
        assert found_in(b"key " + digest.upper() + b"\n", digests=digests) == {"a plain hash"}
    assert found_in("东莞底薪2000，一天12小时，加班费怎么算".encode()) == set()
