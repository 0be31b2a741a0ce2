"""Every sentence a worker may read, out of the places where it is written: with file, line, a key and a note.

A key names the place of a sentence for good: ``topic/overtime_pay/steps/2/says``. It stands in the catalogs as a
translator's note, so that a changed sentence can be told from a new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from jinja2.ext import babel_extract

from bot.errors import RuleBaseInvalid
from bot.rendering.render import TEMPLATES
from bot.rulebase.reader import Document, Key, parse

KINDS = ("topic", "figure", "provision", "law", "template")
"""First parts of keys."""

Found = tuple[int, str, str, list[str]]
"""A sentence as Babel wants it: line, function (none here), text, notes."""

_TOPIC: Mapping[tuple[str, ...], str] = {
    ("title",): "题目，按钮上也用，要短 / topic title, also on buttons: keep it short",
    ("short", "*"): "简短回答 / short answer",
    ("conditions", "*", "when"): "情况，接在“如果”后面 / a situation, stands after 'if'",
    ("conditions", "*", "says", "*"): "这种情况的回答 / the answer in that situation",
    ("steps", "*", "says"): "步骤 / a step to take",
    ("steps", "*", "deadline"): "期限 / time limit",
    ("evidence", "*"): "要留的证据 / evidence to keep",
    ("misconceptions", "*", "belief"): "误解 / a mistaken belief",
    ("misconceptions", "*", "truth"): "实际是这样 / what is true",
}
_FIGURE: Mapping[tuple[str, ...], str] = {
    ("title",): "数字的名称 / name of a figure",
    ("show",): "数字怎么说，双花括号里不要改 / how the figure is said; leave the double braces alone",
}
_PROVISION: Mapping[tuple[str, ...], str] = {
    ("title",): "规定的标题 / title of a rule",
    ("says",): "规定 / a rule of law in plain words",
    ("doubt",): "为什么还没核实 / why it is not confirmed",
}
_LAW: Mapping[tuple[str, ...], str] = {
    ("short",): "法律的名称，中文在旁边另写 / name of a law; the Chinese is put beside it",
}
_TEMPLATE = "界面文字 / the program's own words"


def extract_knowledge(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """Babel's extractor for a file of knowledge/; raises RuleBaseInvalid where it is no valid YAML."""
    path = Path(fileobj.name)
    document = parse(fileobj.read().decode("utf-8"), str(path))
    if document.errors:
        raise RuleBaseInvalid(document.errors)
    if "topics" in path.parts[-2:]:
        yield from _found(document, (), f"topic/{path.stem}", _TOPIC)
    elif "figures" in path.parts[-2:] and path.stem != "holidays":
        yield from _found(document, (), f"figure/{path.stem}", _FIGURE)
    elif path.name == "laws.yaml":
        for law in document.content:
            yield from _found(document, (law,), f"law/{law}", _LAW)
    elif "provisions" in path.parts[-3:]:
        for index, item in enumerate(document.content):
            yield from _found(document, (index,), f"provision/{item['id']}", _PROVISION)


def _found(
    document: Document, start: Key, name: str, wanted: Mapping[tuple[str, ...], str]
) -> Iterator[Found]:
    """The sentences of one topic, figure or rule, in the order of the file."""
    content = document.content
    for step in start:
        content = content[step]
    title = content.get("title", "")
    places = []
    for pattern, note in wanted.items():
        for key, text in _walk(content, pattern):
            place = document.place((*start, *key))
            readable = "/".join(str(step + 1 if isinstance(step, int) else step) for step in key)
            places.append((place, text.strip(), f"{name}/{readable} {title}：{note}"))
    for place, text, note in sorted(places):
        yield place.line, "", text, [note]


def _walk(content: Any, pattern: tuple[str, ...], key: Key = ()) -> Iterator[tuple[Key, str]]:
    """All texts under a path whose ``*`` stands for every item of a list."""
    if not pattern:
        if isinstance(content, str) and content.strip():
            yield key, content
    elif pattern[0] == "*":
        for index, item in enumerate(content if isinstance(content, list) else ()):
            yield from _walk(item, pattern[1:], (*key, index))
    elif isinstance(content, dict) and pattern[0] in content:
        yield from _walk(content[pattern[0]], pattern[1:], (*key, pattern[0]))


def sources(knowledge: Path) -> dict[str, Catalog]:
    """Everything to be translated, by domain: catalogs without translations, in the order of the sources.

    Raises RuleBaseInvalid where a file of knowledge/ cannot be read.
    """
    return {"interface": interface(), "guidance": guidance(knowledge)}


def guidance(knowledge: Path) -> Catalog:
    """The sentences of the rule base."""
    paths = [
        *sorted((knowledge / "topics").glob("*.yaml")),
        *sorted((knowledge / "figures").glob("*.yaml")),
        *sorted((knowledge / "provisions").rglob("*.yaml")),
        knowledge / "laws.yaml",
    ]
    catalog = _empty("guidance")
    for path in paths:
        shown = f"knowledge/{path.relative_to(knowledge).as_posix()}"
        with path.open("rb") as file:
            for line, text, notes, _ in extract(cast(Any, extract_knowledge), file, {"": None}):
                _add(catalog, text, shown, line, notes)
    return catalog


def interface(templates: Path = TEMPLATES) -> Catalog:
    """The program's own words, from the templates."""
    catalog = _empty("interface")
    for path in sorted(templates.glob("*.j2")):
        shown = f"bot/rendering/templates/{path.name}"
        with path.open("rb") as file:
            found = extract(cast(Any, babel_extract), file, DEFAULT_KEYWORDS, ("NOTE:",))
            for number, (line, text, notes, _) in enumerate(found, start=1):
                _add(catalog, text, shown, line, [f"template/{path.stem}/{number} {_TEMPLATE}", *notes])
    return catalog


def _empty(domain: str) -> Catalog:
    return Catalog(
        project="Gongyou",
        version=domain,
        msgid_bugs_address="",
        fuzzy=False,
        header_comment=f"# Gongyou 工友: {domain}, source: simplified Chinese. Written by gongyou i18n extract.",
    )


def _add(catalog: Catalog, text: str | tuple[str, ...], path: str, line: int, notes: Iterable[str]) -> None:
    catalog.add(text, locations=[(path, line)], auto_comments=list(notes))


def keys_of(notes: Iterable[str]) -> Iterator[str]:
    """The keys among an entry's notes.

    >>> list(keys_of(["topic/deposit/title 押金：题目", "NOTE: short"]))
    ['topic/deposit/title']
    """
    for note in notes:
        key = note.split(" ", 1)[0]
        if key.partition("/")[0] in KINDS and "/" in key:
            yield key
