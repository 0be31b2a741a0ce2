"""Every command that README.md shows for a shell really runs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import cli
from bot.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [
    re.sub(r"\s+#.*$", "", line).strip()
    for block in re.findall(r"```\n(.*?)```", README, re.S)
    for line in block.splitlines()
    if re.match(r"(echo .*\| )?gongyou ", line)
]


@pytest.mark.parametrize("line", LINES)
def test_command_runs_as_written(line: str, tmp_path: Path) -> None:
    command = line.replace("gongyou ", f"{shlex.quote(sys.executable)} -m bot ", 1)
    if line.startswith("echo"):
        command = line.replace("| gongyou", f"| {shlex.quote(sys.executable)} -m bot", 1)
    environment = os.environ | {
        "GONGYOU_CACHE": str(ROOT / ".pytest_cache" / "models"),
        "GONGYOU_TRENDS": str(tmp_path / "trends.db"),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_readme_opens_with_the_two_commands() -> None:
    assert README.index("make run") < README.index("make test") < 120


def test_every_command_is_in_the_readme() -> None:
    for command in [
        info.name or (info.callback.__name__ if info.callback else "") for info in cli.registered_commands
    ]:
        assert f"gongyou {command}" in README


def test_every_setting_is_in_the_readme() -> None:
    for name in Settings.model_fields:
        if name != "telegram_base_url":
            assert f"GONGYOU_{name.upper()}" in README
