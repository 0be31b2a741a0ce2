"""What is released of the counts, and the file that holds it: rounded cells of closed weeks and nothing else.

A cell that is not there has fewer than ``k`` or was hidden to protect one that has: nobody can tell which, and an empty
cell looks the same. There are no totals: whoever wants one adds up the cells that are there.

The file is SQLite, a table a cut and ``about``; its rows lie in the order of their keys, its bytes depend on its content alone.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from bot.errors import StoreError

CUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "topic_outcome": ("topic", "outcome"),
        "topic_language": ("topic", "language"),
        "topic_province": ("topic", "province"),
        "place": ("province", "place"),
        "channel": ("channel",),
        "helpful": ("topic", "helpful"),
        "calculator": ("calculator",),
        "paper": ("paper",),
        "service": ("service",),
    }
)
"""The cuts that are published. ``province`` and ``place`` are adcodes, "" where no city was said.

A ``place`` that is its province's own code is the rest of the province: all of it but the cities named beside it that week.
"""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A published cell: a week's Monday, the values of the cut's columns, the rounded count."""

    week: date
    values: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Released:
    """All that is published, and by which rules; ``epsilon`` is None where no noise was added."""

    k: int
    rounding: int
    epsilon: float | None
    weeks: tuple[date, ...]
    cuts: Mapping[str, tuple[Row, ...]]
    columns: Mapping[str, tuple[str, ...]]


def write(path: Path, released: Released) -> None:
    """The file as a whole, or the one before: never half of it."""
    content = _content(released)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                unfinished.chmod(0o644)
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
    except OSError as problem:
        raise StoreError(
            f"{path}: 写不进去，换一个地方 / cannot be written, choose another place ({problem.strerror})"
        ) from None


def _content(released: Released) -> bytes:
    """The bytes of the file: made in memory in one go, so that no page is free and none holds what was there before."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(
            "create table about (k integer primary key, rounding integer not null, epsilon real, weeks text not null)"
            " without rowid"
        )
        weeks = " ".join(week.isoformat() for week in sorted(released.weeks))
        database.execute(
            "insert into about values (?, ?, ?, ?)", (released.k, released.rounding, released.epsilon, weeks)
        )
        for cut in sorted(released.cuts):
            _fill(database, cut, released.columns[cut], released.cuts[cut])
        database.commit()
        return database.serialize()


def _fill(database: sqlite3.Connection, cut: str, columns: tuple[str, ...], rows: tuple[Row, ...]) -> None:
    key = ("week", *columns)
    fields = ", ".join(f"{name} text not null" for name in key)
    database.execute(
        f"create table {cut} ({fields}, count integer not null, primary key ({', '.join(key)})) without rowid"
    )
    database.executemany(
        f"insert into {cut} values ({', '.join('?' * (len(key) + 1))})",  # noqa: S608 - names of cuts alone
        sorted((row.week.isoformat(), *row.values, row.count) for row in rows),
    )


def read(path: Path) -> Released:
    """What a file holds; StoreError where it is no release, or holds what no release may."""
    if not path.is_file():
        raise StoreError(f"{path}: 没有这个文件 / there is no such file")
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            released = _read(database)
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        raise not_a_release(path) from None
    _check(path, released)
    return released


def not_a_release(path: Path) -> StoreError:
    return StoreError(
        f"{path}: 这个文件不是 gongyou trends publish 写的，没有动它；换一个文件名 / "
        "was not written by gongyou trends publish and is left as it is; choose another name"
    )


def _read(database: sqlite3.Connection) -> Released:
    [(k, rounding, epsilon, weeks)] = database.execute("select k, rounding, epsilon, weeks from about")
    names = [
        name
        for (name,) in database.execute("select name from sqlite_master order by name")
        if name != "about"
    ]
    if not all(re.fullmatch(r"[a-z_]+", name) for name in names):
        raise ValueError
    cuts, columns = {}, {}
    for name in names:
        key = [field[1] for field in database.execute(f"pragma table_info({name})")]
        if key[0] != "week" or key[-1] != "count":
            raise ValueError
        columns[name] = tuple(key[1:-1])
        cuts[name] = tuple(
            Row(date.fromisoformat(week), tuple(values), int(count))
            for week, *values, count in database.execute(f"select * from {name}")  # noqa: S608 - checked above
        )
    covered = tuple(date.fromisoformat(week) for week in weeks.split())
    return Released(k, rounding, epsilon, covered, MappingProxyType(cuts), MappingProxyType(columns))


def _check(path: Path, released: Released) -> None:
    """A file that somebody changed by hand is not built upon."""
    rows = [row for cut in released.cuts.values() for row in cut]
    weeks = set(released.weeks)
    if (
        not (isinstance(released.k, int) and isinstance(released.rounding, int) and released.rounding > 0)
        or not isinstance(released.epsilon, float | None)
        or any(week.weekday() for week in weeks)
        or any(not isinstance(value, str) for row in rows for value in row.values)
        or any(row.week not in weeks for row in rows)
        or any(row.count < released.k or row.count % released.rounding for row in rows)
    ):
        raise not_a_release(path)
