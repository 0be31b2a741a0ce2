"""README's way from nothing to a running bot, line by line as written, with the emulator as Telegram."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings
from tests.conftest import ROOT
from tests.e2e.processes import environment, free_port, wait
from tests.e2e.talks import Telegram
from tests.emulator.server import Host, hosted
from tests.emulator.workers import Worker

TOKEN = "4343:AAtenMinutesTenMinutesTenMinutes"
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = (
    README.partition("## A bot of your own in ten minutes")[2]
    .partition("```\n")[2].partition("```")[0].replace("<token>", TOKEN).splitlines()
)  # fmt: skip


@pytest.fixture
def telegram() -> Iterator[Host]:
    with hosted() as host:
        host.renew(TOKEN)
        yield host


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files of a fresh checkout; in place of what `make setup` would fetch, the packages that run this test."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    copy = tmp_path / "gongyou"
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    programs = copy / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, first in (("python", ""), ("gongyou", "-m bot")):
        (programs / name).write_text(f'#!/bin/sh\nexec {sys.executable} {first} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    (copy / ".venv" / ".ready").touch()
    return copy


def test_every_line_does_what_it_says(
    checkout: Path, telegram: Host, settings: Settings, tmp_path: Path
) -> None:
    """Only the emulator's address, free ports and models learnt before are added to what a newcomer has."""
    port = free_port()
    env = environment(
        tmp_path,
        checkout,
        telegram_base_url=telegram.base_url,
        port=port,
        metrics_port=free_port(),
        cache=settings.cache,
    )
    *before, serve = LINES
    assert [line.split()[0] for line in LINES] == [
        "make",
        "cp",
        "echo",
        ".venv/bin/gongyou",
        ".venv/bin/gongyou",
    ]
    for line in before:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=checkout,
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
        assert TOKEN not in f"{done.stdout}{done.stderr}"
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(
            ["bash", "-c", f"exec {serve}"], cwd=checkout, env=env, stdout=log, stderr=log
        )
    try:
        wait(lambda: running.poll() is not None or _page(port), seen="the page")
        _a_worker_asks(telegram)
        assert "工友" in _page(port)
        running.send_signal(signal.SIGINT)
        assert running.wait(40) == 0, (tmp_path / "log").read_text()
    finally:
        running.kill()
        running.wait()
    written = (tmp_path / "log").read_text(encoding="utf-8")
    assert f"event='serving' port={port}" in written
    assert TOKEN not in written
    assert not list(checkout.rglob("*.db")), "counts are in the account's own folder"


def _page(port: int) -> str:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).text
    except httpx.TransportError:
        return ""


def _a_worker_asks(telegram: Host) -> None:
    emulator = telegram.emulator
    wait(lambda: emulator.commands, seen="the bot at Telegram")
    worker = Worker(emulator, 700_100_100)
    Telegram(emulator, ()).push(message=worker.message(text="东莞，底薪2000，一天12小时，加班费怎么算？"))
    wait(worker.answers, seen="an answer")
    assert "加班费" in worker.answers()[0]["text"]
    assert emulator.webhook == ""


def test_what_make_setup_leaves_is_what_the_lines_use() -> None:
    """The test above stands in for `make setup`: these are the places it makes."""
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "VENV := .venv\n" in rules
    assert "STAMP := $(VENV)/.ready\n" in rules
    assert re.search(r"^gongyou = ", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ".env" in ignored, "a token must not be committed by chance"
    assert os.sep == "/"
