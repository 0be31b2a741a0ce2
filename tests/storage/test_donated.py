"""The questions that were donated: read, deleted when used, and a file that is missing or broken told in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.core.tally import Donation
from bot.errors import StoreError
from bot.storage.donated import Donated, DonatedQuestions
from bot.storage.sqlite import opened

WEEK = date(2026, 11, 16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "trends.db"
    with opened(path) as store:
        store.donate(WEEK, Donation("押金不退还要罚站", "zh_Hans"))
        store.donate(WEEK, Donation("boss locks the toilet", "en"))
        store.donate(date(2026, 11, 9), Donation("boss locks the toilet", "en"))
    return path


def test_donated_questions_are_read_by_week(path: Path) -> None:
    kept = DonatedQuestions(path)
    assert len(kept.donated()) == 3
    assert kept.donated(WEEK) == (
        Donated(WEEK, "en", "boss locks the toilet"),
        Donated(WEEK, "zh_Hans", "押金不退还要罚站"),
    )


def test_a_used_question_is_gone_from_every_byte(path: Path) -> None:
    kept = DonatedQuestions(path)
    assert kept.use(["boss locks the toilet", "nobody said this"]) == 2
    assert [row.text for row in kept.donated()] == ["押金不退还要罚站"]
    written = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert b"toilet" not in written
    assert "罚站".encode() in written


def test_a_bot_that_runs_goes_on_counting(path: Path) -> None:
    with opened(path) as store:
        assert DonatedQuestions(path).use(["押金不退还要罚站"]) == 1
        store.donate(WEEK, Donation("another", "en"))
        store.flush()
        assert {row.text for row in DonatedQuestions(path).donated()} == {"boss locks the toilet", "another"}


def test_no_file_is_an_empty_store(tmp_path: Path) -> None:
    kept = DonatedQuestions(tmp_path / "none.db")
    assert kept.donated() == ()
    assert kept.use(["x"]) == 0
    assert not (tmp_path / "none.db").exists()


def test_a_broken_file_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    path.write_bytes(b"not a database at all, just words " * 40)
    with pytest.raises(StoreError, match="DatabaseError"):
        DonatedQuestions(path).donated()


def test_a_file_without_the_table_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "trends.db"
    path.touch()
    assert DonatedQuestions(path).donated() == ()
    assert DonatedQuestions(path).use(["x"]) == 0
