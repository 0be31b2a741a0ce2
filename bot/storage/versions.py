"""The counts file from its first shape to today's: each version once, all in one transaction, or none of it.

The number of its version stands in the file's header (``pragma user_version``); no row says when a step was taken.
The statements of a version are never changed again: a file made by it must come up from there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.errors import StoreError

Rows = sqlite3.Connection
APPLICATION = 0x476F4759
"""Marks a file as ours, so that no other SQLite file is taken for it."""

_CUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "topic_outcome": ("topic", "outcome"),
        "topic_region": ("topic", "region"),
        "topic_language": ("topic", "language"),
        "region_outcome": ("region", "outcome"),
        "channel": ("channel",),
        "helpful": ("topic", "helpful"),
        "calculator": ("calculator",),
        "paper": ("paper",),
        "service": ("service",),
    }
)
_NAME = "length({0}) <= 40 and {0} not glob '*[^a-z0-9_]*'"
_CHECKS = {
    "week": "strftime('%w', {0}) is '1' and date({0}) is {0}",
    "region": "{0} = '' or ({0} glob '[0-9][0-9][0-9][0-9][0-9][0-9]')",
    "language": "length({0}) <= 20 and {0} not glob '*[^A-Za-z0-9_]*'",
    "outcome": "{0} in ('answered', 'did_you_mean', 'out_of_scope', 'not_covered', 'crisis', 'error')",
    "helpful": "{0} in ('yes', 'no')",
    "text": "length({0}) between 1 and 1000",
    "source": "length({0}) between 1 and 64",
}


def _first(rows: Rows) -> None:
    """One table of all six together."""
    key = ("week", "topic", "region", "language", "channel", "outcome")
    rows.execute(
        f"create table trends ({', '.join(f'{name} text not null' for name in key)}, "
        f"count integer not null, primary key ({', '.join(key)}))"
    )


def _second(rows: Rows) -> None:
    """Small separate tables, so that no row joins what could single anyone out.

    A program of this version opened a file of the first one without taking its table over: both may stand in it.
    """
    for cut, columns in _CUTS.items():
        key = ("week", *columns)
        rows.execute(
            f"create table if not exists {cut} ({', '.join(f'{name} text not null' for name in key)}, "
            f"count integer not null, primary key ({', '.join(key)}))"
        )
    rows.execute(
        "create table if not exists donated_questions "
        "(week text not null, language text not null, text text not null)"
    )
    outcome = "case outcome when 'unsure' then 'did_you_mean' else outcome end"
    for cut in ("topic_outcome", "topic_region", "topic_language", "region_outcome", "channel"):
        names = ", ".join(_CUTS[cut])
        values = names.replace("outcome", f"{outcome} as outcome")
        groups = ", ".join(str(number) for number in range(1, len(_CUTS[cut]) + 2))
        rows.execute(
            f"insert into {cut} (week, {names}, count) "  # noqa: S608 - names of this module alone
            f"select week, {values}, sum(count) from trends where true group by {groups} "
            f"on conflict (week, {names}) do update set count = count + excluded.count"
        )
    rows.execute("drop table trends")


def _third(rows: Rows) -> None:
    """Strict tables that say what they hold, in the order of their keys; what was taken over from elsewhere."""
    for cut, columns in _CUTS.items():
        _strict(rows, cut, ("week", *columns))
    _strict(rows, "donated_questions", ("week", "language", "text"))
    rows.execute(
        "create table drained (source text not null primary key check (length(source) between 1 and 64), "
        "upto integer not null check (upto >= 0), week text not null "
        f"check ({_CHECKS['week'].format('week')})) strict, without rowid"
    )
    rows.execute(f"pragma application_id = {APPLICATION}")


def _strict(rows: Rows, table: str, key: tuple[str, ...]) -> None:
    """The same table anew; a row that no program of ours can have written is left out."""
    columns = [f"{name} text not null check ({_CHECKS.get(name, _NAME).format(name)})" for name in key]
    rows.execute(f"alter table {table} rename to former")
    rows.execute(
        f"create table {table} ({', '.join(columns)}, count integer not null check (count > 0), "
        f"primary key ({', '.join(key)})) strict, without rowid"
    )
    count = "count(*)" if table == "donated_questions" else "sum(count)"
    names = ", ".join(key)
    rows.execute(
        f"insert or ignore into {table} ({names}, count) "  # noqa: S608 - names of this module alone
        f"select {names}, {count} from former group by {names}"
    )
    rows.execute("drop table former")


STEPS: tuple[Callable[[Rows], None], ...] = (_first, _second, _third)
VERSION = len(STEPS)


def version_of(rows: Rows) -> int:
    """The version of an open file; StoreError where it is newer than this program or not a counts file."""
    number = int(rows.execute("pragma user_version").fetchone()[0])
    tables = {row[0] for row in rows.execute("select name from sqlite_master where type = 'table'")}
    if number == 0:  # the first two versions had no number
        number = 1 if "trends" in tables else 2 if "topic_outcome" in tables else 0
        if tables and not number:
            raise StoreError("这不是计数文件 / this is not a file of counts")
    elif int(rows.execute("pragma application_id").fetchone()[0]) != APPLICATION:
        raise StoreError("这不是计数文件 / this is not a file of counts")
    if number > VERSION:
        raise StoreError(
            f"计数文件是更新的程序写的（第{number}版，这个程序只认到第{VERSION}版），请更新程序 / "
            f"the counts were written by a newer program (version {number}, this one knows {VERSION}): update it"
        )
    return number


def bring_up(rows: Rows) -> None:
    """Take the steps that are missing; the connection must not be in a transaction."""
    if version_of(rows) == VERSION:
        return
    rows.execute("begin immediate")
    try:
        for step in STEPS[version_of(rows) :]:
            step(rows)
        rows.execute(f"pragma user_version = {VERSION}")
        rows.execute("commit")
    except BaseException:
        rows.execute("rollback")
        raise
