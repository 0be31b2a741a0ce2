"""``gongyou trends publish``: what it says, what it refuses, and that the program as a whole keeps to it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.app import SystemClock
from bot.core.conversation import week_of
from bot.core.tally import Met, Tally, counts_of
from bot.storage.sqlite import opened
from bot.trends.released import read
from tests.conftest import ROOT

THIS_WEEK = week_of(SystemClock().now().date())


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """A week long over and the running one."""
    path = tmp_path / "trends.db"
    with opened(path) as store:
        for week in (THIS_WEEK - timedelta(days=14), THIS_WEEK):
            tally = Tally("deposit", "440300", "zh_Hans", "web", Met.ANSWERED)
            few = Tally("overtime_pay", "441900", "en", "web", Met.ANSWERED)
            store.count(week, [*counts_of(tally)] * 42 + [*counts_of(few)] * 7)
    return path


def published(counts: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "GONGYOU_TRENDS": str(counts),
        "GONGYOU_CACHE": str(ROOT / ".pytest_cache" / "models"),
    }
    command = [sys.executable, "-m", "bot", "trends", "publish", *options]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120, check=False
    )


def test_it_releases_closed_weeks_and_says_so_in_both_languages(counts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    done = published(counts, str(out))
    assert done.returncode == 0, done.stderr
    assert "不到 10，没有公布" in done.stdout
    assert "fewer than 10 hidden" in done.stdout
    made = read(out)
    assert made.weeks == (THIS_WEEK - timedelta(days=14), THIS_WEEK - timedelta(days=7))
    assert [(row.values, row.count) for row in made.cuts["topic_outcome"]] == [(("deposit", "answered"), 40)]
    before = out.read_bytes()
    again = published(counts, str(out))
    assert "0 of them new" in again.stdout
    assert out.read_bytes() == before


def test_with_noise_it_notes_the_budget(counts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    done = published(counts, str(out), "--epsilon", "2")
    assert done.returncode == 0, done.stderr
    assert "epsilon 2.0" in done.stdout
    assert read(out).epsilon == 2.0


def test_nothing_counted_yet_is_said(tmp_path: Path) -> None:
    done = published(tmp_path / "none.db", str(tmp_path / "out.db"))
    assert done.returncode == 0, done.stderr
    assert "no closed week to release yet" in done.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--k", "9"), "cannot be less than 10"),
        (("--k", "-3"), "cannot be less than 10"),
        (("--epsilon", "0"), "0.01"),
        (("--epsilon", "nan"), "0.01"),
        (("--today", "2999-01-01"), "cannot be later than today"),
        (("--today", "soon"), "is not a date"),
    ],
)
def test_what_would_give_somebody_away_is_refused(
    options: tuple[str, ...], words: str, counts: Path, tmp_path: Path
) -> None:
    done = published(counts, str(tmp_path / "out.db"), *options)
    assert done.returncode == 1
    assert words in done.stderr
    assert not (tmp_path / "out.db").exists()


def test_the_raw_counts_are_never_written_over(counts: Path) -> None:
    before = counts.read_bytes()
    done = published(counts, str(counts))
    assert done.returncode == 1
    assert "left as it is" in done.stderr
    assert counts.read_bytes() == before


def test_other_rules_for_weeks_already_released_are_refused(counts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    published(counts, str(out), "--today", str(date.fromordinal(THIS_WEEK.toordinal() - 7)))
    for options in (("--k", "12"), ("--epsilon", "1")):
        done = published(counts, str(out), *options)
        assert done.returncode == 1
        assert "can be subtracted" in done.stderr
    assert len(read(out).weeks) == 1
