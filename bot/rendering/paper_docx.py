"""A template of knowledge/papers with its words filled in, as the bytes of a DOCX. In memory only.

Staff edit the templates, so they are run in a sandbox where an unknown name is an error, and every value is escaped.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot.rendering.paper_facts import clean

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BESIDE = "Beside"
"""The paragraph style of the worker's own language: empty paragraphs of it are left out."""

RIGHT_TO_LEFT = frozenset({"ug"})
_FONTS = {"my": "Myanmar Text", "ug": "Arial"}
_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
)
_AFTER_RTL = ("w:cs", "w:em", "w:lang")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/%s-properties"/>'
)
_PROPERTIES = {
    "docProps/app.xml": _NO_PROPERTIES % b"extended",
    "docProps/custom.xml": _NO_PROPERTIES % b"custom",
}


def environment() -> SandboxedEnvironment:
    """How the templates are read: sandboxed, escaped, an unknown name is an error."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_printable)


def _printable(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def opened(template: bytes) -> DocxTemplate:
    """A template from its bytes; raises what python-docx raises for a file that is none."""
    made = DocxTemplate(io.BytesIO(template))
    made.init_docx()
    return made


def fill(template: bytes, words: Mapping[str, Any], language: str, day: date) -> bytes:
    """The paper as a file; the same words on the same day give the same bytes."""
    made = opened(template)
    made.render(dict(words), environment(), autoescape=True)
    document: Document = made.docx
    styles = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    if BESIDE in styles:
        paragraphs = _paragraphs(document, str(styles[BESIDE].style_id))
        _without_empty(paragraphs)
        _set_language(styles[BESIDE].element, paragraphs, language)
    _set_properties(document, day)
    out = io.BytesIO()
    made.save(out)
    return _repacked(out.getvalue())


def _paragraphs(document: Document, style_id: str) -> list[Any]:
    """The paragraphs of a style, in tables too."""
    named = f"{qn('w:pPr')}/{qn('w:pStyle')}"
    return [
        paragraph
        for paragraph in document.element.body.iter(qn("w:p"))
        if (style := paragraph.find(named)) is not None and style.get(qn("w:val")) == style_id
    ]


def _without_empty(paragraphs: list[Any]) -> None:
    """Take out the lines beside the Chinese that have nothing to say; a table's cell keeps its last one."""
    for paragraph in paragraphs:
        parent = paragraph.getparent()
        if not any(text.text for text in paragraph.iter(qn("w:t"))) and len(parent.findall(qn("w:p"))) > 1:
            parent.remove(paragraph)


def _set_language(style: Any, paragraphs: list[Any], language: str) -> None:
    """Font and direction of the worker's language, in its style alone."""
    run = style.get_or_add_rPr()
    if language in _FONTS:
        fonts = run.find(qn("w:rFonts"))
        if fonts is None:
            fonts = OxmlElement("w:rFonts")
            run.insert(0, fonts)
        for name in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(name), _FONTS[language])
    if language in RIGHT_TO_LEFT:
        _insert(style.get_or_add_pPr(), "w:bidi", _AFTER_BIDI)
        _insert(run, "w:rtl", _AFTER_RTL)
        for paragraph in paragraphs:
            side = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
            if side is not None and side.get(qn("w:val")) in ("right", "end"):
                side.getparent().remove(side)  # from right to left, "right" is where a line ends: on the left


def _insert(parent: Any, name: str, followers: tuple[str, ...]) -> None:
    """An empty element in its place: word processors refuse one that stands in the wrong order."""
    place = next((child for child in parent if child.tag in {qn(follower) for follower in followers}), None)
    if place is None:
        parent.append(OxmlElement(name))
    else:
        place.addprevious(OxmlElement(name))


def _set_properties(document: Document, day: date) -> None:
    """Nobody's name and no time of day, whoever has edited the template."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, no moment
    properties.revision = 1


def _repacked(packed: bytes) -> bytes:
    """The same parts without the time they were packed and without what an editor's word processor says of itself."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _PROPERTIES.get(part.filename) or source.read(part))
    return out.getvalue()
