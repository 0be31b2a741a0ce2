"""Weekly counts in SQLite through sqlite-utils; written in batches, so that file times say little."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from bot.core.tally import CUTS, Count, Donation
from bot.errors import StoreError


class SqliteTrends:
    """Counts a week, one table a cut of ``bot.core.tally.CUTS``; and the questions that were donated."""

    def __init__(self, path: Path | None, batch: int = 20) -> None:
        self._batch = batch
        self._waiting: Counter[tuple[str, Count]] = Counter()
        self._donated: list[tuple[str, Donation]] = []
        self._lock = threading.RLock()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
            connection.execute("pragma secure_delete = on")
            self._database = Database(connection)
            if path is not None:
                self._database.enable_wal()
            self._migrate()
        except (OSError, sqlite3.Error) as problem:
            raise StoreError(f"the counts file cannot be opened: {type(problem).__name__}") from problem

    def _migrate(self) -> None:
        known = self._database.table_names()
        for cut, columns in CUTS.items():
            if cut not in known:
                key = ("week", *columns)
                self._database.table(cut).create(
                    dict.fromkeys(key, str) | {"count": int}, pk=key, not_null={*key, "count"}
                )
        if "donated_questions" not in known:
            self._database.table("donated_questions").create(
                {"week": str, "language": str, "text": str}, not_null={"week", "language", "text"}
            )

    def count(self, week: date, counts: Iterable[Count]) -> None:
        with self._lock:
            self._waiting.update((week.isoformat(), one) for one in counts)
            if self._waiting.total() >= self._batch:
                self.flush()

    def donate(self, week: date, donation: Donation) -> None:
        with self._lock:
            self._donated.append((week.isoformat(), donation))

    def flush(self) -> None:
        """Write what waits, sorted, in one transaction; what cannot be written waits on."""
        with self._lock:
            self._write()

    def _write(self) -> None:
        if not self._waiting and not self._donated:
            return
        try:
            with self._database.conn:
                for (week, one), count in sorted(self._waiting.items()):
                    self._database.conn.execute(_upsert(one.cut), (week, *one.values, count))
                for week, donation in self._donated:
                    self._database.conn.execute(
                        "insert into donated_questions (week, language, text) values (?, ?, ?)",
                        (week, donation.language, donation.text),
                    )
        except sqlite3.Error as problem:
            raise StoreError(f"counts cannot be written: {type(problem).__name__}") from problem
        self._waiting.clear()
        self._donated.clear()

    def rows(self, cut: str, since: date | None = None) -> Iterator[dict[str, object]]:
        """All counts of a cut, newest week first."""
        where, values = ("week >= ?", [since.isoformat()]) if since else (None, [])
        yield from self._database.table(cut).rows_where(where, values, order_by="week desc, count desc")

    def close(self) -> None:
        self.flush()
        self._database.close()


def _upsert(cut: str) -> str:
    key = ("week", *CUTS[cut])
    return (  # names come from CUTS alone
        f"insert into {cut} ({', '.join(key)}, count) values ({', '.join('?' * (len(key) + 1))}) "  # noqa: S608
        f"on conflict ({', '.join(key)}) do update set count = count + excluded.count"
    )


@contextmanager
def opened(path: Path | None) -> Iterator[SqliteTrends]:
    """A store that is flushed and closed again."""
    store = SqliteTrends(path)
    try:
        yield store
    finally:
        store.close()
