"""The rows of a figure: its own fields, which no schema knows, and the numbers in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import RuleError
from bot.rulebase.reader import Document
from bot.rulebase.schema import FigureRowBase
from bot.rulebase.shaping import NUMBER, not_a_number, unknown_key


def stray_fields(document: Document, rows: list[Any], fields: dict[str, Any]) -> Iterator[RuleError]:
    """Keys of rows that are no field of the figure."""
    known = (
        {info.alias or name for name, info in FigureRowBase.model_fields.items()}
        | set(fields)
        | {"hourly_kind"}
    )
    for index, row in enumerate(rows):
        for key in row if isinstance(row, dict) else ():
            if key not in known:
                yield unknown_key(document, ("rows", index, key), known)


def not_numbers(document: Document, rows: list[Any], fields: dict[str, Any]) -> Iterator[RuleError]:
    """Amounts with a unit, a comma or words in them, and days that are none."""
    for index, row in enumerate(rows):
        for name in fields if isinstance(row, dict) else ():
            value, key = row.get(name), ("rows", index, name)
            if value is not None and fields[name] != "date" and not NUMBER.fullmatch(str(value)):
                yield not_a_number(document, key)
