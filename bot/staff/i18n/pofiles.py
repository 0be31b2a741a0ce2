"""Catalogs on disk in one canonical form, so that a change in one sentence is a change in a few lines.

Babel reads them. They are written here: Babel wraps notes, leaves out the review state of entries no longer used,
and does not read back the former source (``#| msgid``) that tells a translator what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize, normalize, read_po

from bot.errors import CatalogError

_DATES = ("POT-Creation-Date", "Generated-By")
"""Headers that change without a change in any sentence."""
_FORMATS = frozenset({"python-format", "python-brace-format"})


def read(path: Path, language: str | None = None) -> Catalog:
    """A catalog with the former sources of its stale entries; CatalogError where it is not a valid .po file."""
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=language, abort_invalid=True)
    except (OSError, ValueError, PoFileError) as problem:
        raise CatalogError(f"{path}: 读不出来 / cannot be read: {problem}") from problem
    for message in entries(catalog):
        _take_previous(message)
    for message in catalog.obsolete.values():
        _take_previous(message)
    return catalog


def entries(catalog: Catalog) -> Iterator[Message]:
    """The entries of a catalog without its header."""
    return (message for message in catalog if message.id)


def _take_previous(message: Message) -> None:
    """Babel reads ``#| msgid "..."`` as a translator's remark; it is the former source."""
    marked = [line[1:].strip() for line in message.user_comments if line.startswith("|")]
    if not marked:
        return
    message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
    texts: list[list[str]] = []
    for line in marked:
        if line.startswith("msgid"):
            texts.append([line[line.index('"') :]])
        elif texts and line.startswith('"'):
            texts[-1].append(line)
    message.previous_id = [denormalize("\n".join(lines)) for lines in texts]


def write(path: Path, catalog: Catalog, *, lines: bool = False) -> bool:
    """Write a catalog where it differs from what is there; whether it did. ``lines`` adds line numbers (.pot)."""
    text = as_text(catalog, domain=path.stem, lines=lines)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def as_text(catalog: Catalog, *, domain: str = "", lines: bool = False) -> str:
    """The canonical form: entries in the order of the catalog, nothing wrapped, no dates of extraction."""
    blocks = ["\n".join(_header(catalog))]
    drop = _FORMATS if domain == "guidance" else frozenset[str]()
    blocks.extend("\n".join(_entry(catalog, one, lines=lines, drop=drop)) for one in entries(catalog))
    blocks.extend("\n".join(_obsolete(catalog, one)) for one in catalog.obsolete.values())
    return "\n\n".join(blocks) + "\n"


def _header(catalog: Catalog) -> Iterator[str]:
    yield from catalog.header_comment.splitlines()
    headers = [(name, value) for name, value in catalog.mime_headers if name not in _DATES]
    yield 'msgid ""'
    yield f"msgstr {normalize(''.join(f'{name}: {value}' + chr(10) for name, value in headers), width=0)}"


def _entry(catalog: Catalog, message: Message, *, lines: bool, drop: frozenset[str]) -> Iterator[str]:
    yield from _remarks("#", message.user_comments)
    yield from _remarks("#.", message.auto_comments)
    places = dict.fromkeys(f"{path}:{line}" if lines and line else path for path, line in message.locations)
    if places:
        yield f"#: {' '.join(places)}"
    if flags := sorted(set(message.flags) - drop):
        yield f"#, {', '.join(flags)}"
    for name, text in zip(("msgid", "msgid_plural"), message.previous_id, strict=False):
        yield f"#| {name} {normalize(text, prefix='#| ', width=0)}"
    yield from _strings(catalog, message, "")


def _obsolete(catalog: Catalog, message: Message) -> Iterator[str]:
    yield from _remarks("#", message.user_comments)
    if flags := sorted(set(message.flags) - _FORMATS):
        yield f"#, {', '.join(flags)}"
    yield from _strings(catalog, message, "#~ ")


def _remarks(mark: str, remarks: Iterable[str]) -> Iterator[str]:
    for remark in remarks:
        yield f"{mark} {remark}".rstrip()


def _strings(catalog: Catalog, message: Message, prefix: str) -> Iterator[str]:
    def line(name: str, text: str) -> str:
        return f"{prefix}{name} {normalize(text, prefix=prefix, width=0)}"

    if message.context:
        yield line("msgctxt", message.context)
    if isinstance(message.id, str):
        yield line("msgid", message.id)
        yield line("msgstr", str(message.string or ""))
        return
    yield line("msgid", message.id[0])
    yield line("msgid_plural", message.id[1])
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string or "",)
    for index in range(catalog.num_plurals):
        yield line(f"msgstr[{index}]", forms[index] if index < len(forms) else "")
