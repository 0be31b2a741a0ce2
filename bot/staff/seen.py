"""Figures that note which of them are looked up: what an answer depends on, seen by working it out."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Figure


class Seen(dict[str, Figure]):
    """The figures of a rule base; notes in ``names`` which are looked up."""

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        super().__init__(figures)
        self.names: set[str] = set()

    def get(self, name: str, default: object = None) -> Figure | None:  # type: ignore[override]
        self.names.add(name)
        return super().get(name)
