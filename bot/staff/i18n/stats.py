"""How far each language is: what is translated, by whom it was checked, what is stale and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from bot.rendering.catalogs import MACHINE, REVIEWED
from bot.staff.i18n import folder, pofiles
from bot.staff.i18n.pofiles import entries


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of sentences; ``translated`` = ``reviewed`` + ``machine`` + ``draft``, ``total`` adds ``stale`` and ``missing``."""

    language: str
    domain: str
    total: int
    translated: int
    reviewed: int
    machine: int
    draft: int
    stale: int
    missing: int

    def as_dict(self) -> dict[str, str | int]:
        return asdict(self)


def stats(locales: Path, sources: Mapping[str, Catalog]) -> list[Stats]:
    """Language by domain."""
    return [
        counted(language, domain, source, _read(locales, language, domain))
        for language in folder.languages(locales)
        for domain, source in sources.items()
    ]


def _read(locales: Path, language: str, domain: str) -> Catalog:
    path = folder.path_of(locales, language, domain)
    return pofiles.read(path, language) if path.exists() else folder.blank(language, domain)


def counted(language: str, domain: str, source: Catalog, catalog: Catalog) -> Stats:
    """One catalog measured against its sources: what it has besides is not counted."""
    known = {message.id: message for message in entries(catalog)}
    states = [state_of(known.get(sentence.id)) for sentence in entries(source)]
    count = {state: states.count(state) for state in (REVIEWED, MACHINE, "draft", "stale", "missing")}
    return Stats(
        language, domain, len(states), count[REVIEWED] + count[MACHINE] + count["draft"], count[REVIEWED],
        count[MACHINE], count["draft"], count["stale"], count["missing"],
    )  # fmt: skip


def state_of(message: Message | None) -> str:
    """``reviewed``, ``machine``, ``draft`` (by a person, not yet checked by another), ``stale`` or ``missing``."""
    forms = message.string if message else ""
    if message is None or not (all(forms) if isinstance(forms, (tuple, list)) and forms else forms):
        return "missing"
    if message.fuzzy:
        return "stale"
    return REVIEWED if REVIEWED in message.flags else MACHINE if MACHINE in message.flags else "draft"


def table(rows: Iterable[Stats]) -> str:
    """The counts as a table, in Chinese and English."""
    heads = ("语言 language", "domain", "总数 total", "已译 translated", "已核对 reviewed", "机器 machine", "待核对 draft", "过期 stale", "缺 missing")  # fmt: skip
    lines = [heads]
    for row in rows:
        share = f"{row.translated} ({row.translated / row.total:.0%})" if row.total else "0"
        lines.append(
            (row.language, row.domain, f"{row.total}", share, f"{row.reviewed}", f"{row.machine}", f"{row.draft}",
             f"{row.stale}", f"{row.missing}")
        )  # fmt: skip
    widths = [max(_columns(line[index]) for line in lines) for index in range(len(heads))]
    return "\n".join(
        "  ".join(_padded(cell, width, left=index < 2) for index, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )  # fmt: skip


def _columns(text: str) -> int:
    """Width in a terminal: Chinese characters take two columns."""
    return sum(2 if "\u2e80" <= char <= "\uffef" else 1 for char in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _columns(text))
    return text + space if left else space + text
