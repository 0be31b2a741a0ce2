"""The schemas in knowledge/schemas are what the models say, fit every real file, and refuse what the bot refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from bot.rulebase import json_schemas
from bot.rulebase.key_words import KEYS, SHAPES

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no yes and no."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"^[-+]?[0-9]+\.[0-9]*$", "-+0123456789"),
):
    Core.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


def faults(kind: str, content: Any) -> list[str]:
    validator = Draft7Validator(json_schemas.schema_of(kind), format_checker=FormatChecker())
    return [f"{list(error.path)}: {error.message[:200]}" for error in validator.iter_errors(content)]


def test_schemas_and_first_lines_are_as_the_models_say() -> None:
    assert json_schemas.differences(KNOWLEDGE) == [], "run gongyou schema --write"
    on_disk = {path.name for path in (KNOWLEDGE / "schemas").iterdir()}
    assert on_disk == set(json_schemas.texts())


def test_every_file_names_a_schema_that_is_there() -> None:
    for path in KNOWLEDGE.rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        assert (path.parent / first.partition("=")[2]).resolve().is_file(), path


@pytest.mark.parametrize("kind", json_schemas.KINDS)
def test_every_real_file_fits_its_schema(kind: str) -> None:
    Draft7Validator.check_schema(json_schemas.schema_of(kind))
    files = [
        path
        for path in KNOWLEDGE.rglob("*.yaml")
        if json_schemas.kind_of(PurePosixPath(path.relative_to(KNOWLEDGE).as_posix())) == kind
    ]
    assert files
    for path in files:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=Core)  # noqa: S506 - built on SafeLoader
        assert faults(kind, content) == [], path


def test_every_key_is_explained_in_both_languages() -> None:
    for kind in json_schemas.KINDS:
        made = json_schemas.schema_of(kind)
        for part in (made, *made.get("$defs", {}).values()):
            for words in (
                part["description"],
                *(p["description"] for p in part.get("properties", {}).values()),
            ):
                chinese, _, english = words.partition(" / ")
                assert re.search("[\u4e00-\u9fff]", chinese), words
                assert re.search("[a-z]{2}", english), words


def test_no_words_are_left_over() -> None:
    used: dict[str, set[str]] = {}
    for kind in json_schemas.KINDS:
        made = json_schemas.schema_of(kind)
        used[made["title"]] = set(made.get("properties", {}))
        used |= {name: set(part["properties"]) for name, part in made.get("$defs", {}).items()}
    assert set(SHAPES) == set(used)
    assert {name: set(keys) for name, keys in KEYS.items()} == {n: keys for n, keys in used.items() if keys}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"titel": "x"}, "titel"),
        ({"checked": "2026-13-45"}, "2026-13-45"),
        ({"title": "一二三四五六七八九十一二三"}, "too long"),
        ({"related": "deposit"}, "deposit"),
    ],
)
def test_an_editor_refuses_what_the_bot_refuses(change: dict[str, Any], word: str) -> None:
    content = {"id": "deposit", "title": "押金", "short": ["不合法。"], "checked": "2026-11-22"}
    assert faults("topic", content) == []
    assert any(word in fault for fault in faults("topic", content | change))


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    file = tmp_path / "terms" / "zh.yaml"
    file.write_text("# 土话\n黑厂: 违法工厂\n", encoding="utf-8")
    assert "terms/zh.yaml" in json_schemas.write(tmp_path)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/terms.json\n# 土话\n")
    assert json_schemas.write(tmp_path) == []
    assert file.read_text(encoding="utf-8") == text
    assert json.loads((tmp_path / "schemas/terms.json").read_text(encoding="utf-8"))["type"] == "object"
