"""``gongyou trends publish``: what it says, what it refuses, and that the program as a whole keeps to it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
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


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    wrong: str


@pytest.fixture
def publish(
    counts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """The program with these options, as the caller sees it end."""
    monkeypatch.setenv("GONGYOU_TRENDS", str(counts))
    monkeypatch.setenv("GONGYOU_CACHE", str(ROOT / ".pytest_cache" / "models"))

    def run(*options: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["gongyou", "trends", "publish", *options])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run


Publish = Callable[..., Done]


def test_it_releases_closed_weeks_and_says_so_in_both_languages(publish: Publish, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    done = publish(str(out))
    assert done.code == 0, done.wrong
    assert "不到 10，没有公布" in done.out
    assert "fewer than 10 hidden" in done.out
    made = read(out)
    assert made.weeks == (THIS_WEEK - timedelta(days=14), THIS_WEEK - timedelta(days=7))
    assert [(row.values, row.count) for row in made.cuts["topic_outcome"]] == [(("deposit", "answered"), 40)]
    before = out.read_bytes()
    again = publish(str(out))
    assert "0 of them new" in again.out
    assert out.read_bytes() == before


def test_with_noise_it_notes_the_budget(publish: Publish, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    done = publish(str(out), "--epsilon", "2")
    assert done.code == 0, done.wrong
    assert "epsilon 2.0" in done.out
    assert read(out).epsilon == 2.0


def test_nothing_counted_yet_is_said(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GONGYOU_TRENDS", str(tmp_path / "none.db"))
    done = publish(str(tmp_path / "out.db"))
    assert done.code == 0, done.wrong
    assert "no closed week to release yet" in done.out


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
    options: tuple[str, ...], words: str, publish: Publish, tmp_path: Path
) -> None:
    done = publish(str(tmp_path / "out.db"), *options)
    assert done.code == 1
    assert words in done.wrong
    assert not (tmp_path / "out.db").exists()


def test_the_raw_counts_are_never_written_over(publish: Publish, counts: Path) -> None:
    with opened(counts) as store:
        before = list(store.rows("channel"))
    done = publish(str(counts))
    assert done.code == 1
    assert "left as it is" in done.wrong
    with opened(counts) as store:
        assert list(store.rows("channel")) == before


def test_other_rules_for_weeks_already_released_are_refused(publish: Publish, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    publish(str(out), "--today", str(date.fromordinal(THIS_WEEK.toordinal() - 7)))
    for options in (("--k", "12"), ("--epsilon", "1")):
        done = publish(str(out), *options)
        assert done.code == 1
        assert "can be subtracted" in done.wrong
    assert len(read(out).weeks) == 1


def test_no_closed_week_settles_no_rules(publish: Publish, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    assert publish(str(out), "--today", "2020-01-01").code == 0
    assert not out.exists()
    assert publish(str(out), "--k", "20").code == 0
    assert read(out).k == 20
