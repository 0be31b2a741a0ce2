"""The menu to put into the account: within WeChat's limits, every button understood."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.app import App
from bot.core import commands
from bot.core.conversation import Question
from tests.conftest import ROOT

MENU: dict[str, Any] = json.loads((ROOT / "deploy" / "wechat-menu.json").read_text(encoding="utf-8"))
BUTTONS = [one for top in MENU["button"] for one in top.get("sub_button", [top])]


def test_the_menu_is_within_the_limits() -> None:
    assert list(MENU) == ["button"]
    assert 1 <= len(MENU["button"]) <= 3
    for top in MENU["button"]:
        assert len(top["name"].encode()) <= 16
        assert 1 <= len(top["sub_button"]) <= 5
    for button in BUTTONS:
        assert set(button) == {"type", "name", "key"}
        assert button["type"] == "click"
        assert len(button["name"].encode()) <= 60
        assert len(button["key"].encode()) <= 128
        columns = sum(2 if char > "\u2fff" else 1 for char in button["name"])
        assert columns <= 16


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button["key"])
def test_every_button_is_understood(app: App, button: dict[str, str]) -> None:
    command = commands.read(button["key"])
    assert command is not None
    assert command.name != "help"
    outcome = app.consider(Question(button["key"], channel="wechat"), "menu")
    kinds = {part.kind for part in outcome.reply.parts}
    assert not kinds & {"help", "stale_button", "error", "city_unknown"}
    if command.name == "topic":
        assert command.argument in app.rules.topics
