"""What is kept of the counts and for how long: deleting what is old, a copy to put away, and a copy put back.

Old rows leave nothing behind in the file: it is written anew without them. A copy is one plain file that is whole or not
there. Putting one back looks at it first, brings it up to this program's version, and puts it in place in one step.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.core.tally import CUTS
from bot.errors import StoreError
from bot.storage.sqlite import BUSY_SECONDS, SqliteTrends, opened_file
from bot.storage.versions import VERSION, bring_up, version_of

MOST_WEEKS = 156
MOST_DAYS = 90
"""What is promised: counts for three years, donated questions for 90 days; nothing sets more."""
DRAINED_WEEKS = 12
"""How long it is remembered up to where another store was taken over; by then it has long dropped what it kept."""


@dataclass(frozen=True, slots=True)
class Term:
    """Weeks before ``counts`` and ``donated`` are deleted, the day itself included."""

    counts: date
    donated: date


def term(today: date, weeks: int, days: int, before: date | None = None) -> Term:
    """What is old on a day. A week is as old as its Monday, so that nothing in it is kept longer than said.

    >>> term(date(2026, 11, 22), 400, 400) == term(date(2026, 11, 22), MOST_WEEKS, MOST_DAYS)
    True
    """
    counts = today - timedelta(weeks=min(weeks, MOST_WEEKS))
    donated = today - timedelta(days=min(days, MOST_DAYS))
    if before is not None:
        whole = before - timedelta(weeks=1)
        counts, donated = max(counts, whole), max(donated, whole)
    return Term(counts, donated)


def purge(store: SqliteTrends, today: date, old: Term) -> int:
    """Delete what is old, and write the file anew so that nothing of it stays; how many rows went."""
    with store.alone() as rows:
        before = rows.total_changes
        rows.execute("begin immediate")
        for cut in CUTS:
            rows.execute(f"delete from {cut} where week <= ?", (old.counts.isoformat(),))  # noqa: S608
        rows.execute("delete from donated_questions where week <= ?", (old.donated.isoformat(),))
        gone = rows.total_changes - before
        forgotten = today - timedelta(weeks=DRAINED_WEEKS)
        rows.execute("delete from drained where week < ?", (forgotten.isoformat(),))
        rows.execute("commit")
        rows.execute("vacuum")
    return gone


def backup(path: Path, to: Path, *, with_donated: bool = False) -> None:
    """A whole copy of the counts, made while others write; without the donated questions unless they are wanted."""
    if not path.is_file():
        raise StoreError(f"{path}: 还没有计数文件 / there are no counts yet")
    with _refusing(f"{to}: 写不了备份 / the backup cannot be written"):
        try:
            os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise StoreError(
                f"{to}: 已经有这个文件，不覆盖 / exists already and is not overwritten"
            ) from None
        try:
            _copy(path, to, with_donated=with_donated)
        except BaseException:
            to.unlink()
            raise


def _copy(path: Path, to: Path, *, with_donated: bool) -> None:
    """The copy is cut down in memory first, so that what does not belong in it never touches its disk."""
    with closing(opened_file(path)) as rows, closing(sqlite3.connect(":memory:")) as copy:
        rows.backup(copy)
        copy.isolation_level = None
        if not with_donated:
            copy.execute("delete from donated_questions")
        copy.execute("vacuum into ?", (str(to),))
    descriptor = os.open(to, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def restore(path: Path, source: Path) -> None:
    """Put a copy in the place of the counts; these stay beside as ``.before`` until it is there and whole."""
    if not source.is_file():
        raise StoreError(f"{source}: 没有这个文件 / no such file")
    if path.exists() and source.samefile(path):
        raise StoreError(f"{source}: 就是现在用的计数文件 / these are the counts in use")
    fresh, before = path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.before")
    with _refusing(f"{source}: 恢复不了 / cannot be put back"):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _checked_copy(source, fresh)
            with _nobody_else(path):
                _put_in_place(fresh, path, before)
        finally:
            for left in (fresh, *_beside(fresh)):
                left.unlink(missing_ok=True)
        opened_file(path).close()
        before.unlink(missing_ok=True)


def _checked_copy(source: Path, fresh: Path) -> None:
    """The copy as this program's version, found whole; a file that is not one of counts is refused in words."""
    fresh.unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    shutil.copyfile(source, fresh)
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as rows:
            rows.execute("pragma secure_delete = on")
            _whole(rows, source)
            bring_up(rows)
            _whole(rows, source)
            if version_of(rows) != VERSION or not _ours(rows):
                raise StoreError(f"{source}: 这不是计数文件 / this is not a file of counts")
            rows.execute("pragma journal_mode = delete")
            rows.execute("vacuum")
    except sqlite3.DatabaseError as problem:
        raise StoreError(f"{source}: 文件坏了，或不是计数文件 / broken, or not a file of counts") from problem
    with fresh.open("rb") as written:
        os.fsync(written.fileno())


def _whole(rows: sqlite3.Connection, source: Path) -> None:
    version = version_of(rows)
    found = rows.execute("pragma integrity_check").fetchone()[0]
    if found != "ok" or version == 0:
        raise StoreError(f"{source}: 文件坏了，或不是计数文件 / broken, or not a file of counts")


def _ours(rows: sqlite3.Connection) -> bool:
    """Whether the tables are those that this program makes, word by word."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        bring_up(made)
        wanted = "select name, sql from sqlite_master order by name"
        return rows.execute(wanted).fetchall() == made.execute(wanted).fetchall()


@contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    """The counts in our hands alone: a bot that has them open would go on writing into the file put aside."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS / 10, isolation_level=None)) as rows:
        try:
            rows.execute("pragma journal_mode = delete").fetchall()
            rows.execute("begin exclusive")
        except sqlite3.OperationalError as problem:
            raise StoreError(
                "计数文件正在用，先停下机器人 / the counts are in use: stop the bot first"
            ) from problem
        except sqlite3.DatabaseError:
            pass  # what is broken nobody can be using; it is what a copy is put back for
        yield


def _put_in_place(fresh: Path, path: Path, before: Path) -> None:
    if path.exists():
        before.unlink(missing_ok=True)
        before.hardlink_to(path)  # reading the file beside SQLite would let go of SQLite's locks
    for log in _beside(path):
        log.unlink(missing_ok=True)  # that of another file would be read into the new one
    fresh.replace(path)
    _settled(path.parent)


def _settled(folder: Path) -> None:
    """The new name is on the disk, not only in memory."""
    with suppress(OSError):  # not every system opens a folder
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def _beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm", "-journal"))


@contextmanager
def _refusing(words: str) -> Iterator[None]:
    """Faults of disk and database in words; what has words already keeps them."""
    try:
        yield
    except (OSError, sqlite3.Error) as problem:
        raise StoreError(f"{words}: {type(problem).__name__}") from problem
