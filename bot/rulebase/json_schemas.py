"""JSON Schemas of the files of knowledge/, made from the shapes, so that editors complete and explain keys."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import RootModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from bot.rulebase import schema
from bot.rulebase.key_words import KEYS, SHAPES

FOLDER = "schemas"
_FIRST = "# yaml-language-server: $schema="


class Laws(RootModel[dict[schema.Slug, schema.LawShape]]):
    pass


class Regions(RootModel[dict[schema.Adcode, schema.RegionShape]]):
    pass


class Provisions(RootModel[list[schema.ProvisionShape]]):
    pass


class Referrals(RootModel[list[schema.ReferralShape]]):
    pass


class Forbidden(RootModel[list[schema.ForbiddenShape]]):
    pass


class Questions(RootModel[dict[str, list[schema.Text]]]):
    pass


class Terms(RootModel[dict[str, schema.Text]]):
    pass


class AllowedNumbers(RootModel[dict[str, schema.AllowedShape]]):
    pass


KINDS: dict[str, Any] = {
    "laws": Laws,
    "regions": Regions,
    "topic": schema.TopicShape,
    "provisions": Provisions,
    "figure": schema.FigureShape,
    "holidays": schema.HolidaysShape,
    "referrals": Referrals,
    "forbidden": Forbidden,
    "questions": Questions,
    "terms": Terms,
    "allowed_numbers": AllowedNumbers,
}
"""Kind of file -> the model it must fit."""

_FOLDERS = {"topics": "topic", "figures": "figure"}


def kind_of(path: PurePosixPath) -> str | None:
    """Which kind of file stands at a path below knowledge/; None where there is no schema for it."""
    if path.suffix != ".yaml":
        return None
    if path.stem in ("holidays", "forbidden") and path.parts[0] in ("figures", "referrals"):
        return path.stem
    folder = path.parts[0] if len(path.parts) > 1 else path.stem
    kind = _FOLDERS.get(folder, folder)
    return kind if kind in KINDS else None


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, with each key explained in Chinese and English."""
    made = TypeAdapter(KINDS[kind]).json_schema(by_alias=True, schema_generator=_Generator)
    for name, part in (*made.get("$defs", {}).items(), (made.get("title", ""), made)):
        _explain(part, str(name))
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_seventh(made)}


def _seventh(part: Any) -> Any:
    """A schema in draft 7, which every editor knows: only lists of fixed length are written otherwise there."""
    if isinstance(part, list):
        return [_seventh(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {"items" if key == "prefixItems" else key: _seventh(value) for key, value in part.items()}


class _Generator(GenerateJsonSchema):
    """Leaves out what says nothing to an editor: titles made from key names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _explain(part: dict[str, Any], name: str) -> None:
    """Put words to a shape and its keys, and let optional keys be left empty, as the reader does."""
    part["description"] = SHAPES[name]
    required = set(part.get("required", ()))
    for key, value in part.get("properties", {}).items():
        words = {"description": KEYS[name][key]}
        if key not in required and not _may_be_null(value):
            default = {"default": value.pop("default")} if "default" in value else {}
            value = {"anyOf": [value, {"type": "null"}], **default}
        part["properties"][key] = {**value, **words}


def _may_be_null(value: dict[str, Any]) -> bool:
    return {"type": "null"} in value.get("anyOf", ())


def texts() -> dict[str, str]:
    """File name -> content of every schema."""
    return {f"{kind}.json": _text(schema_of(kind)) for kind in KINDS}


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def first_line(path: PurePosixPath) -> str | None:
    """What the first line of a file of knowledge/ must be for editors to find its schema."""
    kind = kind_of(path)
    up = "../" * (len(path.parts) - 1)
    return f"{_FIRST}{up}{FOLDER}/{kind}.json" if kind else None


def differences(folder: Path) -> list[str]:
    """What ``write`` would change: schemas that are not as the models are, files that do not name theirs."""
    out = [
        f"{FOLDER}/{name}"
        for name, text in texts().items()
        if not (path := folder / FOLDER / name).is_file() or path.read_text(encoding="utf-8") != text
    ]
    return out + [
        path.relative_to(folder).as_posix() for path, line in _files(folder) if _begins(path) != line
    ]


def _files(folder: Path) -> list[tuple[Path, str]]:
    named = (
        (path, first_line(PurePosixPath(path.relative_to(folder).as_posix())))
        for path in sorted(folder.rglob("*.yaml"))
    )
    return [(path, line) for path, line in named if line]


def _begins(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().rstrip("\n")


def write(folder: Path) -> list[str]:
    """Write all schemas, and the line that names its schema at the top of every file; what was changed."""
    changed = differences(folder)
    (folder / FOLDER).mkdir(exist_ok=True)
    for name, text in texts().items():
        (folder / FOLDER / name).write_text(text, encoding="utf-8")
    for path, line in _files(folder):
        text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
        if text.startswith(_FIRST):
            text = text.partition("\n")[2]
        path.write_text(f"{line}\n{text}", encoding="utf-8")
    return changed
