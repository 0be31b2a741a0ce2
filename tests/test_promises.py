"""Every promise of privacy that a worker reads names tests that hold it, and those tests exist."""

from __future__ import annotations

import ast
import re

import pytest

from bot.app import App
from bot.core.conversation import Question, Session
from bot.core.respond import respond
from tests.conftest import ROOT, TODAY

PAGE = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
ABOUT = (ROOT / "bot" / "rendering" / "templates" / "about.j2").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_named_test_exists(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert test in {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_sentence_the_bot_says_about_itself_is_on_the_page() -> None:
    said = re.findall(r'_\("(.+?)"\)', ABOUT)
    assert len(said) >= 10
    for sentence in said[:-1]:  # the last is of legal information, not of privacy
        if "聊天软件自己" not in sentence:
            assert f"| {sentence} |" in PAGE


BEYOND = ("**Malicious admin** (root, can change the program)", "**The messaging app's owner**")
"""Whom the program can do nothing about."""


def _tables() -> dict[str, list[list[str]]]:
    """The cells of each table's rows, by the heading above it."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.M)[1:]
    return {
        heading: [
            [cell.strip() for cell in line.strip("|").split(" | ")]
            for line in text.splitlines()
            if line.startswith("| ")
        ]
        for heading, text in zip(parts[::2], parts[1::2], strict=True)
    }


@pytest.mark.parametrize("heading", _tables())
def test_every_claim_is_held_by_a_test(heading: str) -> None:
    """Each row of each table; the table of what apps do has the test of its saying above it."""
    names, *rows = _tables()[heading]
    assert rows
    if names[-1].lower() != "held by":
        section = PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]
        assert "`tests/" in section.partition("|---")[0]
        return
    for row in rows:
        assert len(row) == len(names), row
        assert ("`tests/" in row[-1]) != (row[0] in BEYOND), row[0]


def test_every_promise_to_workers_is_held_by_a_test() -> None:
    rows = _tables()["对打工的人 For workers"][1:]
    assert len(rows) >= 6


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("telegram", "Telegram自己知道你的号码"),
        ("wechat", "微信自己知道你是谁"),
        ("web", "清掉浏览记录"),
        ("terminal", "聊天软件自己"),
    ],
)
def test_each_channel_says_what_its_app_sees(app: App, channel: str, words: str) -> None:

    outcome = respond(Question("/about", channel=channel), Session(), app.rules, TODAY)
    text = app.rendered(outcome).text
    assert words in text
    assert text.count("自己知道") + text.count("自己会留") + text.count("网页不用登录") == 1
