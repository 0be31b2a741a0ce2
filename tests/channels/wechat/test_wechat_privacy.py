"""A hundred and more messages full of things that point to a person, good and broken: none of it in a file or a log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import logs
from bot.app import App, FixedClock
from bot.settings import Settings
from bot.storage.sqlite import opened
from tests.channels.wechat.account import AES_KEY, TOKEN, event, message, packed, text_message
from tests.channels.wechat.conftest import Served

OPENID = "oCanaryKanarienvogel"
CANARIES = (
    "金丝雀",
    "Kanarienvogel",
    "13898765432",
    "440301199001011234",
    "喵汪厂",
    TOKEN,
    AES_KEY,
    "22.5437",
)
TEXTS = (
    "我叫金丝雀，在喵汪厂上班，电话13898765432，老板欠我3个月工资一共12000元",
    "/paper application",
    "东莞喵汪厂，底薪2000，一天12小时，加班费怎么算？我身份证440301199001011234",
    "更多",
    "金丝雀不想活了，喵汪厂",
    "/city 喵汪厂金丝雀",
    "/金丝雀 13898765432",
    "隐藏",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything a process writes by default goes here."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR"):
        place = tmp_path / name.lower()
        place.mkdir()
        monkeypatch.setenv(name, str(place))
    return tmp_path


@pytest.fixture
def kept(settings: Settings, folder: Path) -> Iterator[App]:
    """The bot with counts on disk, as it runs in service."""
    place = settings.model_copy(update={"trends": folder / "data" / "trends.db"})
    with opened(place.trends) as trends:
        yield App(place, clock=FixedClock(date(2026, 11, 22)), trends=trends)


@pytest.fixture
def _levels() -> Iterator[None]:
    """What logs.set_up changes is put back."""
    root = logging.getLogger()
    before, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(before)
    root.handlers[:] = handlers


@pytest.mark.usefixtures("_levels")
def test_nothing_of_many_messages_is_kept(
    kept: App,
    folder: Path,
    served: Served,
    mode: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.set_up()
    caplog.set_level(logging.DEBUG)
    wechat = served(mode, on=kept)
    for number in range(12):
        who = f"{OPENID}{number}"
        wechat.send(event(who, "subscribe"))
        for text in TEXTS:
            assert wechat.say(who, text)
        wechat.send(message(who, "voice", "<Recognition>我叫金丝雀</Recognition>"))
        wechat.send(
            message(
                who,
                "location",
                "<Location_X>22.5437</Location_X><Location_Y>114.05</Location_Y><Label>喵汪厂</Label>",
            )
        )
        query, body = packed(text_message(who, TEXTS[0]), mode)
        wechat.request("POST", query, body[:-9])
        wechat.request("POST", {**query, "nonce": "金丝雀"}, body)
        wechat.request("GET", {"echostr": "金丝雀"})
        wechat.fetch("POST", "paper/Kanarienvogel")
        wechat.send(event(who, "unsubscribe"))
    kept.service.flush()

    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    logged = f"{caplog.text}{capfd.readouterr()}{[record.__dict__ for record in caplog.records]}"
    assert b"wechat" in written
    for canary in CANARIES:
        assert canary.encode() not in written
        assert canary.encode("gb18030") not in written
        assert canary not in logged
