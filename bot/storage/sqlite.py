"""Weekly counts in SQLite through sqlite-utils; written in batches, so that file times say little."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from bot.core.conversation import Tally
from bot.errors import StoreError

COLUMNS = ("week", "topic", "region", "language", "channel", "outcome")
_UPSERT = (
    "insert into trends (week, topic, region, language, channel, outcome, count) values (?, ?, ?, ?, ?, ?, ?) "
    "on conflict (week, topic, region, language, channel, outcome) do update set count = count + excluded.count"
)


class SqliteTrends:
    """Counts a week: topic, region, language, channel, outcome. There is no other table and no other column."""

    def __init__(self, path: Path | None, batch: int = 20) -> None:
        self._batch = batch
        self._waiting: dict[tuple[str, ...], int] = {}
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
        if "trends" not in self._database.table_names():
            columns = dict.fromkeys(COLUMNS, str) | {"count": int}
            self._database.table("trends").create(columns, pk=COLUMNS, not_null={*COLUMNS, "count"})

    def count(self, week: date, tally: Tally) -> None:
        key = (week.isoformat(), tally.topic, tally.region, tally.language, tally.channel, tally.outcome)
        self._waiting[key] = self._waiting.get(key, 0) + 1
        if sum(self._waiting.values()) >= self._batch:
            self.flush()

    def flush(self) -> None:
        """Write what waits, sorted, in one transaction; what cannot be written waits on."""
        if not self._waiting:
            return
        rows = [(*key, count) for key, count in sorted(self._waiting.items())]
        try:
            with self._database.conn:
                self._database.conn.executemany(_UPSERT, rows)
        except sqlite3.Error as problem:
            raise StoreError(f"counts cannot be written: {type(problem).__name__}") from problem
        self._waiting.clear()

    def rows(self, since: date | None = None) -> Iterator[dict[str, object]]:
        """All counts, newest week first."""
        where, values = ("week >= ?", [since.isoformat()]) if since else (None, [])
        yield from self._database.table("trends").rows_where(
            where, values, order_by="week desc, count desc, topic"
        )

    def close(self) -> None:
        self.flush()
        self._database.close()


@contextmanager
def opened(path: Path | None) -> Iterator[SqliteTrends]:
    """A store that is flushed and closed again."""
    store = SqliteTrends(path)
    try:
        yield store
    finally:
        store.close()
