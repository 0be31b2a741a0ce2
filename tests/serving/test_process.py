"""``gongyou serve`` as a process of its own: stops in the middle without losing or doubling anything; says what is wrong."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings
from tests.channels.conftest import TOKEN
from tests.channels.test_telegram_privacy import CANARIES
from tests.conftest import ROOT
from tests.emulator.botapi import Emulator
from tests.emulator.workers import Worker, until
from tests.serving.conftest import SECRET

Start = Callable[..., subprocess.Popen[str]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def place(settings: Settings, base_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that can be called by the emulator."""
    port, metrics = free_port(), free_port()
    return {
        **os.environ,
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
        "NO_PROXY": "*",
        "GONGYOU_KNOWLEDGE": str(settings.knowledge),
        "GONGYOU_LOCALES": str(settings.locales),
        "GONGYOU_CACHE": str(settings.cache),
        "GONGYOU_TRENDS": str(tmp_path / "counts" / "trends.db"),
        "GONGYOU_TELEGRAM_TOKEN": TOKEN,
        "GONGYOU_TELEGRAM_BASE_URL": base_url,
        "GONGYOU_TELEGRAM_WEBHOOK_SECRET": SECRET,
        "GONGYOU_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "GONGYOU_PORT": str(port),
        "GONGYOU_METRICS_PORT": str(metrics),
    }


@pytest.fixture
def start(place: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def run() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            cwd=tmp_path, env=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


async def ready(place: dict[str, str]) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(1000):
            try:
                if (await client.get(f"{place['GONGYOU_PUBLIC_URL']}/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.03)
    raise AssertionError("it did not get ready")


async def ended(process: subprocess.Popen[str]) -> str:
    """What it wrote on its error stream; its exit code is 0 and it wrote nothing else."""
    out, err = await asyncio.to_thread(process.communicate, timeout=30)
    assert process.returncode == 0, err
    assert out == ""
    return err


async def test_stopped_in_the_middle_every_message_is_answered_once_and_in_order(
    start: Start,
    place: dict[str, str],
    emulator: Emulator,
    workers: Callable[[int], list[Worker]],
    tmp_path: Path,
) -> None:
    """Messages are numbered by a wage that the answer repeats."""
    talkers, rounds = workers(20), 10
    emulator.delay = lambda method, _: 0.02 if method == "sendMessage" else 0.0
    process = start()
    await ready(place)
    await until(lambda: emulator.courier, within=10)
    for number in range(rounds):
        for one in talkers:
            one.says(f"我叫金丝雀，东莞，月薪{3000 + number}，没签合同干了8个月，电话13898765432")
    await until(lambda: len(emulator.updates) < 150, within=30)
    process.send_signal(signal.SIGTERM)
    err = await ended(process)
    left = len(emulator.updates)
    assert 0 < left < 150
    process = start()
    await until(lambda: not emulator.updates, within=60)
    metrics = await _metrics(place)
    process.send_signal(signal.SIGTERM)
    err += await ended(process)

    for one in talkers:
        texts = [message["text"] for message in one.answers()]
        assert len(texts) == rounds
        assert [re.search(r"300\d", text.replace(",", "")) is not None for text in texts] == [True] * rounds
        order = [int(re.findall(r"300\d", text.replace(",", ""))[0]) for text in texts]
        assert order == sorted(order)
        assert len(set(order)) == rounds
    with sqlite3.connect(tmp_path / "counts" / "trends.db") as counts:
        assert counts.execute("select sum(count) from channel").fetchone() == (200,)
    assert (tmp_path / "counts" / "trends.db").stat().st_mode & 0o077 == 0
    assert f'messages_total{{channel="telegram",outcome="answered"}} {left}.0' in metrics
    for canary in (*CANARIES, TOKEN, SECRET, "东莞", "441900", "no_contract"):
        assert canary not in err
        assert canary not in metrics
    assert set(err.splitlines()) <= {
        f"info event='serving' port={place['GONGYOU_PORT']}",
        "info event='telegram_started'",
        "info event='telegram_stopped'",
        "info event='stopped'",
    }


async def _metrics(place: dict[str, str]) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{place['GONGYOU_METRICS_PORT']}/metrics")
    return answer.text


async def test_wrong_settings_are_said_all_at_once_without_their_values(
    place: dict[str, str], tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(place["GONGYOU_PORT"])))
        taken.listen()
        wrong = {
            "GONGYOU_SECRET": "short-canary",
            "GONGYOU_PUBLIC_URL": "http://bot.example.org/path-canary",
            "GONGYOU_TELEGRAM_WEBHOOK_SECRET": "",
            "GONGYOU_WECHAT_APP_ID": "wx1",
            "GONGYOU_WECHAT_AES_KEY": "key-canary",
            "GONGYOU_METRICS_PORT": "canary",
            "GONGYOU_TRENDS_WEEKS": "999",
            "GONGYOU_TELEGRAM_MESSAGES_A_SECOND": "0",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bot", "serve"],
            cwd=tmp_path, env={**place, **wrong}, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    names = Counter(re.findall(r"^(GONGYOU_\w+)", done.stderr, re.M))
    expected = {*wrong, "GONGYOU_WECHAT_TOKEN"} - {"GONGYOU_WECHAT_APP_ID"}
    assert expected <= set(names) or pytest.fail(done.stderr)
    assert all(" / " in line for line in lines)
    assert "canary" not in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_port_in_use_and_a_refused_token_are_said(place: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(place["GONGYOU_PORT"])))
        taken.listen()
        done = _run(place, tmp_path)
        assert done.returncode == 1
        assert "GONGYOU_PORT" in done.stderr
    done = _run({**place, "GONGYOU_TELEGRAM_TOKEN": "1:wrong"}, tmp_path)
    assert done.returncode == 1
    assert "GONGYOU_TELEGRAM_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr
    assert "1:wrong" not in done.stderr


async def test_secrets_may_be_files(
    start: Start, place: dict[str, str], emulator: Emulator, tmp_path: Path
) -> None:
    for name in ("GONGYOU_TELEGRAM_TOKEN", "GONGYOU_TELEGRAM_WEBHOOK_SECRET"):
        (tmp_path / name.lower()).write_text(place.pop(name))
    place["CREDENTIALS_DIRECTORY"] = str(tmp_path)
    process = start()
    await until(lambda: emulator.courier, within=20)
    assert emulator.hook["secret_token"] == SECRET
    process.send_signal(signal.SIGINT)
    await ended(process)


async def test_with_a_token_alone_it_asks_telegram_and_shows_its_page(
    start: Start, place: dict[str, str], worker: Worker
) -> None:
    page = place.pop("GONGYOU_PUBLIC_URL")
    place["GONGYOU_TELEGRAM_WEBHOOK_SECRET"] = ""
    process = start()
    worker.says("深圳最低工资多少")
    await until(lambda: worker.answers(), within=20)
    assert "2,700" in worker.answers()[-1]["text"]
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(page)).status_code == 200
    process.send_signal(signal.SIGTERM)
    await ended(process)


def _run(environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
