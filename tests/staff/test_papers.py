"""Faults in the paper templates, as ``gongyou check`` tells them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from bot.core.model import RuleBase
from bot.core.paper import PaperKind
from bot.errors import RuleError
from bot.staff.papers import paper_faults
from tests.conftest import ROOT
from tests.test_cli import gongyou

LOCALES = ROOT / "locales"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "knowledge" / "papers", tmp_path / "knowledge" / "papers")
    return tmp_path / "knowledge"


def faults(rules: RuleBase, folder: Path) -> list[RuleError]:
    return list(paper_faults(rules, folder, LOCALES))


def spoil(folder: Path, name: str, text: str) -> int:
    """Add a paragraph to a template; its number."""
    path = folder / "papers" / f"{name}.docx"
    document = Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))
    return len(
        list(document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"))
    )


def test_our_templates_are_sound(rules: RuleBase) -> None:
    assert list(paper_faults(rules, ROOT / "knowledge", LOCALES)) == []
    names = {path.stem for path in (ROOT / "knowledge" / "papers").glob("*.docx")}
    assert names == set(PaperKind) - {PaperKind.SHEET}


@pytest.mark.parametrize(
    ("text", "unknown", "hint"),
    [
        ("{{ ofice }}", "ofice", "是不是“office”"),
        ("{{ fact.statred }}", "statred", "是不是“started”"),
        ("{{ beside.singn }}", "singn", "是不是“sign”"),
        ("{% for claim in claims %}{{ claim.sumn }}{% endfor %}", "sumn", "是不是“sum”"),
        ("{{ fact.name }}", "name", ""),
    ],
)
def test_an_unknown_name_is_named_with_its_paragraph_and_a_remedy(
    rules: RuleBase, folder: Path, text: str, unknown: str, hint: str
) -> None:
    paragraph = spoil(folder, "demand", text)
    (fault,) = faults(rules, folder)
    assert (fault.code, fault.location.path) == ("paper_name", "knowledge/papers/demand.docx")
    assert fault.location.line == paragraph
    assert f"“{unknown}”" in fault.say("zh")
    assert hint in fault.say("zh")
    assert "README.md" in fault.say("en")


@pytest.mark.parametrize(
    "text", ["{{ office", "{{ office }", "{% for x in claims %}", "{{ office（ }}", "{{ total + }}"]
)
def test_braces_gone_wrong_are_told(rules: RuleBase, folder: Path, text: str) -> None:
    spoil(folder, "evidence", text)
    found = faults(rules, folder)
    assert [fault.code for fault in found] == ["paper_template"]
    assert "endfor" in found[0].say("zh")


def test_every_template_is_told_of_and_what_is_missing_too(rules: RuleBase, folder: Path) -> None:
    (folder / "papers" / "resignation.docx").unlink()
    (folder / "papers" / "inspection.docx").write_bytes(b"no docx")
    spoil(folder, "application", "{{ nobody }}")
    found = sorted(paper_faults(rules, folder, LOCALES), key=lambda error: error.location)
    assert [error.code for error in found] == ["paper_name", "paper_unreadable", "paper_missing"]


def test_a_template_cannot_leave_its_sandbox(rules: RuleBase, folder: Path) -> None:
    spoil(folder, "demand", "{{ ''.__class__.__mro__ }}")
    assert faults(rules, folder)


def test_the_command_names_the_template(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    spoil(tmp_path / "knowledge", "authorisation", "{{ wrong_name }}")
    done = gongyou("check", str(tmp_path / "knowledge"))
    assert done.returncode == 1
    assert "knowledge/papers/authorisation.docx" in done.stdout
    assert "wrong_name" in done.stdout
