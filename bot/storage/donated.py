"""The questions that their writers let us keep, for those who keep the rule base: read them, and delete what was used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import StoreError

PATIENCE_SECONDS = 5.0
"""How long a bot that is writing counts is waited for."""


@dataclass(frozen=True, slots=True)
class Donated:
    """One donated question: nothing is known of it but the Monday of its week and its language."""

    week: date
    language: str
    text: str


class DonatedQuestions:
    """The table of donated questions in the file of counts; a file that is not there yet is an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def donated(self, since: date | None = None) -> tuple[Donated, ...]:
        """All that are kept, of weeks from ``since`` on; in an order that tells nothing."""
        if not self._path.exists():
            return ()
        query = (
            "select week, language, text from donated_questions where week >= ? order by language, text, week"
        )
        with self._opened() as connection:
            if not _there(connection):
                return ()
            rows = connection.execute(query, ((since or date.min).isoformat(),)).fetchall()
        return tuple(Donated(date.fromisoformat(week), language, text) for week, language, text in rows)

    def use(self, texts: Iterable[str]) -> int:
        """Delete questions that have been used; how many rows went."""
        if not self._path.exists():
            return 0
        with self._opened() as connection:
            if not _there(connection):
                return 0
            with connection:
                gone = sum(
                    connection.execute("delete from donated_questions where text = ?", (text,)).rowcount
                    for text in dict.fromkeys(texts)
                )
            connection.execute("pragma wal_checkpoint(truncate)")  # the log would keep what is deleted
        return gone

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._path, timeout=PATIENCE_SECONDS)
            try:
                connection.execute("pragma secure_delete = on")
                yield connection
            finally:
                connection.close()
        except (OSError, sqlite3.Error, ValueError) as problem:
            raise StoreError(
                f"读不了存下的问题 / the donated questions cannot be read: {type(problem).__name__}"
            ) from problem


def _there(connection: sqlite3.Connection) -> bool:
    found = connection.execute("select 1 from sqlite_master where name = 'donated_questions'").fetchone()
    return found is not None
