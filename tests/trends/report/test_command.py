"""The command as admins call it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import SystemClock
from bot.cli.trends_report import PageLanguage, trends_report
from bot.core.conversation import week_of
from bot.core.tally import Met, Tally, counts_of
from bot.errors import SettingsError, StoreError
from bot.storage.sqlite import opened
from bot.trends.released import Released, write
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def own_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGYOU_CACHE", str(ROOT / ".pytest_cache" / "models"))
    monkeypatch.setenv("GONGYOU_TRENDS", str(tmp_path / "trends.db"))


def test_a_release_becomes_a_page_and_spreadsheets(
    released: Released, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "released.db", released)
    trends_report(
        released=tmp_path / "released.db",
        html=tmp_path / "out/page.html",
        csv=tmp_path / "csv",
        language=PageLanguage.EN,
        summary=True,
    )
    assert "Gongyou's week" in capsys.readouterr().out
    html = (tmp_path / "out/page.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert '<html lang="en">' in html
    assert (tmp_path / "csv/place.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (tmp_path / "trends.db").exists()


def test_raw_counts_are_released_in_memory_first(tmp_path: Path) -> None:
    """Nothing under ten, nothing of this week, nothing that is not rounded."""
    this = week_of(SystemClock().now().date())
    last = this - timedelta(weeks=1)
    few = {"union": 7, "heat_allowance": 8, "probation": 6}
    many = {"deposit": 1043, "overtime_pay": 2061, "dismissal": 1583}
    with opened(tmp_path / "trends.db") as store:
        for week, topics in ((this, {"severance": 777}), (last, few | many)):
            for topic, times in topics.items():
                tally = Tally(topic, "440300", "zh_Hans", "telegram", Met.ANSWERED)
                store.count(week, counts_of(tally) * times)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "trends", "report", "--language", "en"],
        capture_output=True, text=True, cwd=ROOT, env=os.environ, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert any(topic in done.stdout for topic in ("Deposit", "Overtime pay", "dismissed"))
    for hidden in ("777", "Severance", "nion", "heat", "Trial", str(this), "1,043", "2,061", "1,583"):
        assert hidden not in done.stdout


def test_faults_are_the_callers(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_text("bad", encoding="utf-8")
    for wrong in ("bad.db", "none.db"):
        with pytest.raises(StoreError):
            trends_report(released=tmp_path / wrong)
    with pytest.raises(SettingsError, match="cannot be written"):
        trends_report(html=tmp_path / "bad.db" / "page.html")
