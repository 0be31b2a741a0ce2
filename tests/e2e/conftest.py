"""The whole program on a stage: its processes, their Telegrams and Valkey, and the folder that holds all they could write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from tests.channels.wechat import account
from tests.conftest import ROOT
from tests.e2e import talks
from tests.e2e.canaries import HOOK_SECRET, SECRET, TELEGRAM_TOKEN, Folder, Somebody
from tests.e2e.processes import Running, environment, free_port, start
from tests.emulator.server import hosted
from tests.valkey import Server as Valkey
from tests.valkey import running as valkey_running

TOKENS = {
    name: f"{number}:{TELEGRAM_TOKEN}" for number, name in enumerate(("alone", "shared", "polling"), 41)
}
ADMIN = Somebody(0xFFFE)


@dataclass
class Stage:
    """The processes, their Telegrams, and the folder that holds all they could have written."""

    folder: Path
    seen: Folder
    alone: Running
    shared: Running
    polling: Running
    telegrams: dict[str, talks.Telegram]
    valkey: Valkey
    people: Iterator[Somebody] = field(default_factory=lambda: map(Somebody, count()))
    all: list[Somebody] = field(default_factory=list)
    found: dict[str, set[str]] = field(default_factory=dict)

    def some(self, number: int) -> list[Somebody]:
        """People who have not written yet."""
        new = [next(self.people) for _ in range(number)]
        self.all += new
        return new

    def look(self, more: list[str] | None = None) -> None:
        digests = frozenset(digest for one in self.all[::97] for digest in one.digests())
        self.found |= self.seen.canaries(more or [], digests)


@pytest.fixture
def stage(app: App, settings: Settings, tmp_path: Path) -> Iterator[Stage]:
    app.holder.warm()  # so that there are models to copy
    broken = _copies(settings, tmp_path)
    with ExitStack() as closing:
        valkey = closing.enter_context(valkey_running(_made(tmp_path / "valkey")))
        hosts = {name: closing.enter_context(hosted()) for name in TOKENS}
        seen = Folder(tmp_path)
        emulators = {name: hosts[name].renew(token) for name, token in TOKENS.items()}
        common = {
            "knowledge": tmp_path / "knowledge", "locales": settings.locales, "cache": tmp_path / "cache",
            "ask_to_keep": "true", "secret": SECRET, "admin_chats": f"[{ADMIN.chat}]",
        }  # fmt: skip

        def up(name: str, command: str, code: Path, more: dict[str, str]) -> Running:
            env = environment(
                tmp_path, code, **common, trends=tmp_path / "counts" / name / "trends.db", port=free_port(),
                metrics_port=free_port(), telegram_token=TOKENS[name], telegram_base_url=hosts[name].base_url, **more,
            )  # fmt: skip
            if command == "serve":
                env["GONGYOU_PUBLIC_URL"] = f"http://127.0.0.1:{env['GONGYOU_PORT']}"
            made = start(name, tmp_path, [command], env)
            closing.callback(made.process.wait)
            closing.callback(made.process.kill)
            return made

        wechat = {"wechat_app_id": account.APP_ID, "wechat_token": account.TOKEN}
        hook = {"telegram_webhook_secret": HOOK_SECRET}
        alone = up("alone", "serve", broken, wechat | hook)
        sealed = {"wechat_aes_key": account.AES_KEY, "valkey_url": valkey.url}
        shared = up("shared", "serve", ROOT, wechat | hook | sealed)
        polling = up("polling", "telegram", broken, {})
        telegrams = {name: talks.Telegram(one, ()) for name, one in emulators.items()}
        yield Stage(tmp_path, seen, alone, shared, polling, telegrams, valkey)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _copies(settings: Settings, folder: Path) -> Path:
    """Rules to break, models to add to, and a program whose template breaks with a worker's words in its hands."""
    shutil.copytree(settings.knowledge, folder / "knowledge")
    shutil.copytree(settings.cache, folder / "cache")
    shutil.copytree(ROOT / "bot", folder / "program" / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    template = folder / "program" / "bot" / "rendering" / "templates" / "may_keep.j2"
    template.write_text("{{ {}[text] }}", encoding="utf-8")
    return folder / "program"
