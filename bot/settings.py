"""Settings by environment (GONGYOU_...) or a .env file; secrets never appear in a message or log."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError
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
        env_prefix="GONGYOU_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    knowledge: Path = Field(default_factory=lambda: _packaged("knowledge"))
    locales: Path = Field(default_factory=lambda: _packaged("locales"))
    cache: Path = Field(default_factory=lambda: user_cache_path("gongyou"))
    trends: Path = Field(default_factory=lambda: user_data_path("gongyou") / "trends.db")
    show_leads: bool = True
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_webhook_secret: SecretStr | None = None
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


def read_settings() -> Settings:
    """The settings, or SettingsError naming each wrong one without its value."""
    try:
        return Settings()
    except ValidationError as problem:
        faults = "; ".join(
            f"GONGYOU_{'_'.join(str(part) for part in error['loc']).upper()}: {error['msg']}"
            for error in problem.errors()
        )
        raise SettingsError(faults) from None
