"""Settings by environment (GONGYOU_...) or a .env file; secrets never appear in a message or log."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

_PACKAGE = Path(__file__).parent


def _packaged(name: str) -> Path:
    """A folder beside the package in a checkout, inside it in an installed wheel."""
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() else _PACKAGE / "_data" / name


class Settings(BaseSettings):
    """Everything that can be set; README.md explains each."""

    model_config = SettingsConfigDict(
        env_prefix="GONGYOU_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True,
        hide_input_in_errors=True,
    )  # fmt: skip

    knowledge: Path = Field(default_factory=lambda: _packaged("knowledge"))
    locales: Path = Field(default_factory=lambda: _packaged("locales"))
    cache: Path = Field(default_factory=lambda: user_cache_path("gongyou"))
    trends: Path = Field(default_factory=lambda: user_data_path("gongyou") / "trends.db")
    show_leads: bool = True
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_webhook_secret: SecretStr | None = None
    telegram_messages_a_second: int = Field(default=30, ge=1, le=1000)
    admin_chats: tuple[int, ...] = ()
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    metrics_port: int = Field(default=9108, ge=0, le=65535)
    valkey_url: SecretStr | None = None
    secret: SecretStr | None = Field(default=None, min_length=32)
    wechat_app_id: str = ""
    wechat_token: SecretStr | None = None
    wechat_aes_key: SecretStr | None = Field(default=None, min_length=43, max_length=43)
    trends_weeks: int = Field(default=156, ge=1, le=156)
    donated_days: int = Field(default=90, ge=1, le=90)
    ask_to_keep: bool = False


Also = Callable[[Settings], Iterable[str]]
"""What a command asks of the settings beyond their form: each fault in words."""


def read_settings(also: Also = lambda _: ()) -> Settings:
    """The settings, or SettingsError naming each wrong one without its value.

    Secrets may be files: ``gongyou_telegram_token`` in the folder systemd gives credentials in, or in that of Docker's.
    """
    try:
        return Settings(**_secret_folders())
    except ValidationError as problem:
        faults = [_explained(error) for error in problem.errors()]
        wrong = {str(error["loc"][0]) for error in problem.errors() if error["loc"]}
        faults += _beyond(also, wrong)
        raise SettingsError("\n".join(faults)) from None


def _secret_folders() -> dict[str, Any]:
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    folders = [Path(name) for name in (given, "/run/secrets") if name and Path(name).is_dir()]
    return {"_secrets_dir": folders} if folders else {}


def _beyond(also: Also, wrong: set[str]) -> list[str]:
    """What else is wrong, with the wrong settings of the first look as if they were given and good."""
    names = {f"GONGYOU_{name.upper()}" for name in wrong}
    good: dict[str, Any] = {
        name: _GOOD.get(name, Settings.model_fields[name].get_default()) for name in wrong
    }
    try:
        rest = Settings(**good, **_secret_folders())
    except (ValidationError, TypeError):
        return []
    return [fault for fault in also(rest) if not any(name in fault for name in names)]


_GOOD: dict[str, Any] = {"secret": "x" * 32, "wechat_aes_key": "x" * 43}


def _explained(error: ErrorDetails) -> str:
    """One wrong setting: its name, and what is expected of it in Chinese and English."""
    name = "GONGYOU_" + "_".join(str(part) for part in error["loc"]).upper()
    limits = {key: str(value) for key, value in error.get("ctx", {}).items()}
    kind = error["type"]
    for wanted, words in _EXPECTED.items():
        if kind.startswith(wanted):
            return f"{name}：{words.format_map(_Lenient(limits))} / {error['msg']}"
    return f"{name}：写法不对 / {error['msg']}"


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


_EXPECTED = {
    "string_too_short": "太短，至少要{min_length}个字符",
    "too_short": "太短，至少要{min_length}个字符",
    "string_too_long": "太长，最多{max_length}个字符",
    "too_long": "太长，最多{max_length}个字符",
    "int_": "要写成整数",
    "bool_": "要写成 true 或 false",
    "greater_than_equal": "至少要{ge}",
    "less_than_equal": "最多{le}",
    "path_": "要写成文件夹的路径",
}
