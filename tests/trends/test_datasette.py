"""The Datasette example: its settings parse, keep strangers out, and every query runs on a released file."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.tally import Met, Tally
from bot.trends.publish import Rules, publish
from bot.trends.released import write
from tests.conftest import ROOT
from tests.trends.worlds import MONDAY, TODAY, Messages, raw

FOLDER = ROOT / "deploy" / "datasette"
METADATA: dict[str, Any] = yaml.safe_load((FOLDER / "metadata.yaml").read_text(encoding="utf-8"))
BOARD = METADATA["plugins"]["datasette-dashboards"]["trends"]
QUERIES = {
    name: part["query"]
    for group in ("charts", "filters")
    for name, part in BOARD[group].items()
    if "query" in part
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("released") / "released.db"
    messages = [
        Messages(
            Tally(topic, "440300", "en", "web", met), 200 + index, 50, 40, MONDAY + timedelta(days=7 * week)
        )
        for week in (0, 1)
        for index, (topic, met) in enumerate(
            [("deposit", Met.ANSWERED), ("deposit", Met.NOT_COVERED), ("overtime_pay", Met.ANSWERED)]
        )
    ]
    write(path, publish(raw(messages), TODAY, Rules())[0])
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.mark.parametrize("filters", [(), ("since",), ("topic",), ("since", "topic")])
@pytest.mark.parametrize("name", QUERIES)
def test_every_query_runs_with_and_without_filters(
    name: str, filters: tuple[str, ...], database: sqlite3.Connection
) -> None:
    """A part in double brackets is left out where its filter is not set, as the dashboards do."""

    def part(found: re.Match[str]) -> str:
        return found[1] if any(f":{one}" in found[1] for one in filters) else ""

    query = re.sub(r"\[\[(.*?)\]\]", part, QUERIES[name])
    rows = database.execute(query, {"since": MONDAY.isoformat(), "topic": "deposit"}).fetchall()
    assert rows
    chart = BOARD["charts"].get(name, {})
    display = chart.get("display") or {}
    fields = [one["field"] for one in display.get("encoding", {}).values()] + [
        *filter(None, [display.get("field")])
    ]
    assert set(fields) <= set(rows[0].keys())


def test_only_the_admin_gets_in_and_no_secret_is_written_down() -> None:
    assert METADATA["allow"] == METADATA["allow_sql"] == {"id": "admin"}
    [(name, where)] = METADATA["plugins"]["datasette-auth-passwords"].items()
    assert name == "admin_password_hash"
    assert where == {"$env": "GONGYOU_DATASETTE_HASH"}
    words = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "serve -i released.db" in words
    assert "--setting default_allow_sql off" in words


def test_every_chart_has_its_place_and_offers_no_way_out() -> None:
    placed = {name for row in BOARD["layout"] for name in row}
    assert placed == set(BOARD["charts"])
    assert {part["db"] for part in BOARD["charts"].values() if "db" in part} == {"released"}
    for part in BOARD["charts"].values():
        if part["library"] == "vega-lite":
            assert part["display"]["usermeta"] == {"embedOptions": {"actions": False}}
