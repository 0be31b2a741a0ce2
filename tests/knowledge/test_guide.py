"""knowledge/README.md does what it says: its edits and commands are carried out in order on a copy."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bot.rulebase.load import digest
from tests.conftest import ROOT

GUIDE = (ROOT / "knowledge/README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+) ?(\S*) ?(\w*)\n(.*?)^```$", re.S | re.M)
TASKS = [text for text in re.split(r"^## ", GUIDE, flags=re.M) if re.match(r"\d\. ", text)]


@dataclass
class Newcomer:
    """Somebody who does what the guide says: writes what it shows, and runs what it names."""

    knowledge: Path
    cache: Path
    found: str = ""
    seen: str = ""

    def write(self, name: str, how: str, text: str) -> None:
        path = self.knowledge / name
        if how == "new":
            assert not path.exists()
            path.write_text(text, encoding="utf-8")
            return
        whole = path.read_text(encoding="utf-8")
        if how == "find":
            assert re.findall(rf"^{re.escape(text)}", whole, re.M) == [text], (
                f"{text!r} must stand once in {name}"
            )
            self.found = text
            return
        new = {"above": text + self.found, "below": self.found + text, "instead": text}[how]
        path.write_text(
            re.sub(rf"^{re.escape(self.found)}", lambda _: new, whole, flags=re.M), encoding="utf-8"
        )

    def run(self, line: str) -> None:
        environment = os.environ | {
            "GONGYOU_KNOWLEDGE": str(self.knowledge),
            "GONGYOU_CACHE": str(self.cache),
        }
        command = [sys.executable, "-m", "bot", *shlex.split(line.removeprefix("gongyou "))]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=180, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        self.seen += done.stdout


@pytest.mark.parametrize("task", TASKS, ids=[task[0] for task in TASKS])
def test_each_task_goes_as_written(task: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    cache = ROOT / ".pytest_cache" / "models"
    if "questions/" in task:
        cache = tmp_path / "cache"
    newcomer = Newcomer(tmp_path / "knowledge", cache)
    blocks = _BLOCK.findall(task)
    assert {kind for kind, *_ in blocks} == {"yaml", "sh", "text"}
    for kind, name, how, text in blocks:
        if kind == "yaml":
            newcomer.write(name, how, text)
        elif kind == "sh":
            for line in text.splitlines():
                newcomer.run(line)
        else:
            for words in text.splitlines():
                assert words in newcomer.seen


def test_the_city_rule_is_seen_in_its_city_only(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    newcomer = Newcomer(tmp_path / "knowledge", ROOT / ".pytest_cache" / "models")
    newcomer.write(
        *next((name, how, text) for _, name, how, text in _BLOCK.findall(TASKS[2]) if how == "new")
    )
    newcomer.run("gongyou ask '/law wage_arrears' --city 东莞")
    assert "示例" not in newcomer.seen


def test_there_are_four_tasks_in_both_languages() -> None:
    assert len(TASKS) == 4
    for task in TASKS:
        prose = _BLOCK.sub("", task)
        assert re.search(r"[\u4e00-\u9fff]{4}", prose)
        assert re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", prose)


def test_the_guide_is_no_part_of_the_rule_base(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    before = digest(tmp_path / "knowledge")
    (tmp_path / "knowledge/README.md").write_text("：\t- [", encoding="utf-8")
    (tmp_path / "knowledge/topics/README.md").write_text("：\t- [", encoding="utf-8")
    assert digest(tmp_path / "knowledge") == before
    Newcomer(tmp_path / "knowledge", ROOT / ".pytest_cache" / "models").run("gongyou check")


def test_the_examples_of_hooks_and_ci_call_commands_that_are_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hook = hooks["repos"][0]["hooks"][0]
    assert hook["entry"].endswith("gongyou check")
    assert re.match(hook["files"], "knowledge/topics/deposit.yaml")
    jobs = yaml.safe_load((ROOT / "deploy/ci-knowledge.yml.example").read_text(encoding="utf-8"))["jobs"]
    runs = "\n".join(step.get("run", "") for step in jobs["knowledge"]["steps"])
    for command in ("make setup", "gongyou check", "gongyou diff --against", "gongyou evaluate"):
        assert command in runs
