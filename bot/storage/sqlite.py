"""Weekly counts in SQLite: in batches, in the order of their keys, in a file that tells no moment.

Counts wait in memory until ``flush``, which writes whether anything waits or not: the times of the files are then those
of the writer's rounds, never of a question. Several processes may write one file.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Lock

from bot.core.tally import CUTS, Count, Donation
from bot.errors import StoreError
from bot.storage.columns import SOURCE, checked, checked_donation
from bot.storage.versions import VERSION, bring_up

BUSY_SECONDS = 5.0
MOST_WAITING = 100_000
"""Different rows that may wait while the file cannot be written; what comes beyond is refused."""

Counts = Counter[tuple[str, Count]]
Donations = Counter[tuple[str, Donation]]


class SqliteTrends:
    """Counts a week, one table a cut of ``bot.core.tally.CUTS``; and the questions that were donated."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._waiting: Counts = Counter()
        self._donated: Donations = Counter()
        self._adding, self._writing = Lock(), Lock()
        self._rows = opened_file(path)

    def count(self, week: date, counts: Iterable[Count]) -> None:
        known = checked(week, counts)
        with self._adding:
            self._room(len(known))
            self._waiting.update((week.isoformat(), one) for one in known)

    def donate(self, week: date, donation: Donation) -> None:
        with self._adding:
            self._room(1)
            self._donated[(week.isoformat(), checked_donation(week, donation))] += 1

    def _room(self, more: int) -> None:
        if len(self._waiting) + len(self._donated) + more > MOST_WAITING:
            raise StoreError("too many counts wait")

    def flush(self) -> None:
        """Write what waits in one transaction, or a round without anything; what cannot be written waits on."""
        with self._writing:
            with self._adding:
                counts, donated = self._waiting, self._donated
                self._waiting, self._donated = Counter(), Counter()
            try:
                self._write(counts, donated)
            except sqlite3.Error as problem:
                with self._adding:
                    self._waiting.update(counts)
                    self._donated.update(donated)
                raise _unwritten(problem) from problem
            self._emptied()

    def drain(
        self,
        source: str,
        batch: Sequence[tuple[int, date, Sequence[Count]]],
        donations: Sequence[tuple[int, date, Donation]] = (),
    ) -> int:
        """Take over entries that another store has kept, each once however often it is handed over.

        ``source`` is a name by chance of that store's life; its entries are numbered upwards from 1. Those up to the number
        returned are in the file for good and can be dropped there.
        """
        if not SOURCE.fullmatch(source):
            raise StoreError("a source of counts needs a short plain name")
        entries = [(number, week, checked(week, counts)) for number, week, counts in batch]
        given = [(number, week, checked_donation(week, one)) for number, week, one in donations]
        with self._writing:
            try:
                upto = self._take_over(source, entries, given)
            except sqlite3.Error as problem:
                raise _unwritten(problem) from problem
            self._emptied()
        return upto

    def _take_over(
        self,
        source: str,
        entries: Sequence[tuple[int, date, Sequence[Count]]],
        given: Sequence[tuple[int, date, Donation]],
    ) -> int:
        with _transaction(self._rows):
            row = self._rows.execute("select upto from drained where source = ?", (source,)).fetchone()
            before = int(row[0]) if row else 0
            counts = Counter(
                (week.isoformat(), one) for number, week, each in entries if number > before for one in each
            )
            donated = Counter((week.isoformat(), one) for number, week, one in given if number > before)
            self._put(counts, donated)
            new = [(number, week) for number, week, _ in (*entries, *given) if number > before]
            if not new:
                return before
            upto = max(number for number, _ in new)
            self._rows.execute(
                "insert into drained (source, upto, week) values (?, ?, ?) "
                "on conflict (source) do update set upto = excluded.upto, week = excluded.week",
                (source, upto, max(week for _, week in new).isoformat()),
            )
            return upto

    def _write(self, counts: Counts, donated: Donations) -> None:
        with _transaction(self._rows):
            self._put(counts, donated)

    def _put(self, counts: Counts, donated: Donations) -> None:
        for (week, one), count in sorted(counts.items()):
            self._rows.execute(_upsert(one.cut, CUTS[one.cut]), (week, *one.values, count))
        for (week, donation), count in sorted(
            donated.items(), key=lambda item: (item[0][0], item[0][1].text)
        ):
            self._rows.execute(
                _upsert("donated_questions", ("language", "text")),
                (week, donation.language, donation.text, count),
            )

    def _emptied(self) -> None:
        """Bring the log into the file, so that its length tells nothing of what came when."""
        with suppress(sqlite3.Error):  # another process reads: the next round does it
            self._rows.execute("pragma wal_checkpoint(truncate)").fetchall()

    def rows(self, cut: str, since: date | None = None) -> Iterator[dict[str, object]]:
        """All counts of a cut, newest week first."""
        names = ("week", *CUTS[cut], "count")
        with self._writing:
            found = self._rows.execute(
                f"select {', '.join(names)} from {cut} where week >= ? order by week desc, count desc",  # noqa: S608
                (since.isoformat() if since else "",),
            ).fetchall()
        yield from (dict(zip(names, row, strict=True)) for row in found)

    def newest(self) -> date | None:
        """The newest week that anything was counted in."""
        with self._writing:
            weeks = [self._rows.execute(f"select max(week) from {cut}").fetchone()[0] for cut in CUTS]  # noqa: S608
        found = max((week for week in weeks if week), default=None)
        return date.fromisoformat(found) if found else None

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The open file between two rounds of the writer."""
        with self._writing:
            try:
                yield self._rows
            except sqlite3.Error as problem:
                with suppress(sqlite3.Error):
                    self._rows.execute("rollback")
                raise _unwritten(problem) from problem
            self._emptied()

    def close(self) -> None:
        """Write what waits and close the file, whether that could be written or not."""
        try:
            self.flush()
        finally:
            self._rows.close()


def _upsert(table: str, columns: tuple[str, ...]) -> str:
    key = ("week", *columns)
    return (  # names come from CUTS alone
        f"insert into {table} ({', '.join(key)}, count) values ({', '.join('?' * (len(key) + 1))}) "  # noqa: S608
        f"on conflict ({', '.join(key)}) do update set count = count + excluded.count"
    )


@contextmanager
def _transaction(rows: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; it always writes the file's first page, so that a round without counts looks like any other."""
    rows.execute("begin immediate")
    try:
        rows.execute(f"pragma user_version = {VERSION}")
        yield
        rows.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk may have rolled it back already
            rows.execute("rollback")
        raise


def _unwritten(problem: sqlite3.Error) -> StoreError:
    return StoreError(f"counts cannot be written: {type(problem).__name__}")


def opened_file(path: Path | None) -> sqlite3.Connection:
    """A connection to the counts, brought up to this version; for this account's eyes only."""
    rows = None
    try:
        if path is not None:
            private(path)
        rows = sqlite3.connect(
            path or ":memory:", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        rows.execute("pragma secure_delete = on")
        rows.execute("pragma temp_store = memory")
        rows.execute("pragma journal_mode = wal")
        rows.execute("pragma synchronous = full")
        bring_up(rows)
    except (OSError, sqlite3.Error, StoreError) as problem:
        if rows is not None:
            rows.close()
        if isinstance(problem, StoreError):
            raise
        raise StoreError(f"the counts file cannot be opened: {type(problem).__name__}") from problem
    return rows


def private(path: Path) -> None:
    """Make folder and file where they are missing, readable by this account alone; tighten a file that is not."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):  # never opened beside SQLite: closing it would let go of SQLite's locks
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if path.is_file() and path.stat().st_mode & 0o077:
        path.chmod(0o600)


@contextmanager
def opened(path: Path | None) -> Iterator[SqliteTrends]:
    """A store that is flushed and closed again."""
    store = SqliteTrends(path)
    try:
        yield store
    finally:
        store.close()
