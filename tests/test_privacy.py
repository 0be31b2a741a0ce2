"""Promises about privacy, proved: canaries sent through the terminal reach no file and no stream but the answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

CANARIES = ("王小翠", "440301199001011234", "13812345678", "canary-7f3a", "鑫旺达电子科技")


def test_terminal_leaves_no_canary_on_disk(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = os.environ | {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "GONGYOU_CACHE": str(ROOT / ".pytest_cache" / "models"),
        "TMPDIR": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    lines = "".join(
        f"我叫{CANARIES[0]}，身份证{CANARIES[1]}，电话{CANARIES[2]}，在{CANARIES[4]}，{CANARIES[3]} 押金500不退{number}\n"
        for number in range(300)
    )
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=lines, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=240, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert not any(canary in done.stdout for canary in CANARIES), (
        "the answer does not repeat what it was told"
    )
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(canary.encode() in content for canary in CANARIES), path


def test_a_bug_is_told_without_the_words_that_led_to_it(tmp_path: Path) -> None:
    code = (
        "import bot.cli.worker, bot.__main__, sys\n"
        "def broken(*a, **k): raise RuntimeError('canary-7f3a')\n"
        "bot.cli.worker.opened = broken\n"
        "sys.argv = ['gongyou', 'ask', 'canary-7f3a']\n"
        "bot.__main__.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 3
    assert "RuntimeError" in done.stderr
    assert "canary" not in done.stderr
