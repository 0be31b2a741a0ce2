"""A Paper as a file in the worker's hands: DOCX from a template that staff edit, or the XLSX sheet. Never on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.core.model import RuleBase
from bot.core.paper import Paper, PaperKind
from bot.errors import PaperError
from bot.rendering.paper_words import Pair, words_of
from bot.rendering.render import Renderer

NAMES = {
    PaperKind.APPLICATION: "arbitration-application", PaperKind.INSPECTION: "inspection-complaint",
    PaperKind.RESIGNATION: "notice-of-leaving", PaperKind.DEMAND: "wage-demand", PaperKind.EVIDENCE: "evidence-list",
    PaperKind.AUTHORISATION: "authorisation", PaperKind.SHEET: "hours-and-pay",
}  # fmt: skip
"""File names say what a paper is and nothing of whose."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that exists in memory only: its name in ASCII, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes


class PaperWriter:
    """Makes papers from the templates of a folder; an edited template is used from the next paper on."""

    def __init__(self, renderer: Renderer, folder: Path) -> None:
        self._renderer = renderer
        self._folder = folder

    def write(self, paper: Paper, rules: RuleBase, language: str) -> File:
        """The paper in Chinese with the worker's language beside; PaperError where its template fails."""
        from bot.rendering import paper_docx, sheet  # loading them takes longer than answering most questions

        try:
            pair = Pair(self._renderer, rules, language)
            if paper.kind is PaperKind.SHEET:
                return File(f"{NAMES[paper.kind]}.xlsx", sheet.MEDIA_TYPE, sheet.made(paper, pair))
            template = (self._folder / f"{paper.kind}.docx").read_bytes()
            content = paper_docx.fill(template, words_of(paper, pair), language, paper.day)
        except Exception as problem:  # noqa: BLE001 - whatever a template does, its error may quote what she said
            raise PaperError(f"papers/{paper.kind}: {type(problem).__name__}") from None
        return File(f"{NAMES[paper.kind]}.docx", paper_docx.MEDIA_TYPE, content)
