"""What ``gongyou check`` says: everything at once, the gravest first, for people, CI and editors."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.rulebase.faults import FAULTS, severity
from bot.rulebase.reader import parse, read
from bot.settings import Settings
from bot.staff import problems
from tests.conftest import ROOT
from tests.report import LINES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rule base to break, without its questions."""
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", copy, ignore=shutil.ignore_patterns("questions", "schemas"))
    return copy


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def broken(folder: Path) -> Path:
    """Three slips: one of style, one that misleads, one that stops the bot, in that order of file names."""
    edit(folder / "figures/minimum_wage.yaml", "title: 最低工资\n", "title: 最低工资  \n")
    edit(folder / "topics/deposit.yaml", "招工收押金，不合法。\n", "招工收押金，不合法。\n    －别交。\n")
    edit(folder / "topics/wage_arrears.yaml", "related: [", "related: [depositt, ")
    return folder


def check(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    monkeypatch.setenv("GONGYOU_CACHE", str(cache))
    return CliRunner().invoke(cli, ["check", str(folder), *options])


def test_all_at_once_the_gravest_first(broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = check(broken, tmp_path / "cache", monkeypatch, "--json")
    assert done.exit_code == 1
    found = json.loads(done.output)
    assert [one["severity"] for one in found] == ["stops", "misleads", "style"]
    assert [one["code"] for one in found] == ["unknown_id", "merged_line", "trailing_space"]
    assert set(found[0]) == {"path", "line", "column", "severity", "code", "fact", "remedy", "corrected"}
    assert "related: [deposit, " in found[0]["corrected"]
    assert found[1]["corrected"] == "    - 别交。"
    assert found[2]["corrected"] == "title: 最低工资"


def test_words_in_the_language_of_the_editor(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese = check(broken, tmp_path / "cache", monkeypatch).output
    english = check(broken, tmp_path / "cache", monkeypatch, "--language", "en").output
    assert "== 机器人不能用，先改这些" in chinese
    assert "是不是“deposit”？" in chinese
    assert "    改成 | title: 最低工资" in chinese
    assert chinese.rstrip().endswith("3 个问题")
    assert "== The bot cannot use this" in english
    assert "did you mean 'deposit'?" in english
    assert english.rstrip().endswith("3 problems")


def test_the_compact_form_has_one_line_a_problem(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = check(broken, tmp_path / "cache", monkeypatch, "--format", "compact", "--language", "en")
    lines = done.output.splitlines()
    assert done.exit_code == 1
    assert len(lines) == 3
    assert lines[0].startswith("knowledge/topics/wage_arrears.yaml:")
    assert " unknown_id there is no topic 'depositt'; did you mean 'deposit'?" in lines[0]


@pytest.mark.parametrize("options", [("--language", "vi"), ("--format", "xml")])
def test_an_option_it_does_not_know_is_refused(
    options: tuple[str, str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(folder, tmp_path / "cache", monkeypatch, *options).exit_code != 0


def test_a_broken_file_of_laws_is_told_once_and_nothing_else_is_blamed(folder: Path, tmp_path: Path) -> None:
    edit(folder / "laws.yaml", "labour_law:", "labour_law：")
    edit(folder / "topics/deposit.yaml", "title: 押金", "title: '押金")
    _, found = problems.found(folder, tmp_path / "cache", ROOT / "locales")
    assert [(error.location.path, error.code) for error in found] == [
        ("knowledge/laws.yaml", "wide_colon"),
        ("knowledge/topics/deposit.yaml", "open_quote"),
    ]


def test_a_missing_file_is_called_missing(folder: Path, tmp_path: Path) -> None:
    (folder / "regions.yaml").unlink()
    _, found = problems.found(folder, tmp_path / "cache", ROOT / "locales")
    assert [(error.location.path, error.code) for error in found] == [
        ("knowledge/regions.yaml", "missing_file")
    ]


@pytest.mark.parametrize(("encoding", "guess"), [("gb18030", "GBK"), ("utf-16", "UTF-16"), ("utf-16-be", "")])
def test_another_encoding_is_named(encoding: str, guess: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes("id: a\ntitle: 押金不退怎么办\n".encode(encoding))
    errors = read(file, "x.yaml").errors
    assert errors
    assert guess in errors[0].say("zh")


def test_a_byte_order_mark_is_only_style(tmp_path: Path) -> None:
    document = parse("\ufeffid: a\n", "x.yaml")
    assert document.content == {"id": "a"}
    assert [severity(note.code) for note in document.notes] == ["style"]


def test_numbers_that_change_are_told_with_what_they_become() -> None:
    notes = parse("a: 1e5\nb: 012333\nc: 2_000\nd: '1e5'\ne: 2360\n", "x.yaml").notes
    assert [(note.location.line, note.code) for note in notes] == [
        (1, "unquoted_number"),
        (2, "unquoted_code"),
        (3, "unquoted_number"),
    ]
    assert [note.words["en"][1][-2:] for note in parse("a: 0x1F\nb: 0o17\nc: 0o9\n", "x.yaml").notes] == [
        "31",
        "15",
    ]
    assert "100000" in notes[0].say("en")
    assert notes[1].corrected == 'b: "012333"'


def test_a_break_that_editors_do_not_show_is_told_where_it_stands() -> None:
    errors = parse("id: a\ntitle: x\u2028y\nshort: [\n", "x.yaml").errors
    assert [(error.location.line, error.location.column, error.code) for error in errors] == [
        (2, 9, "bad_character")
    ]
    assert errors[0].corrected == "title: xy"


def test_questions_and_terms_are_checked_too(folder: Path, tmp_path: Path) -> None:
    (folder / "questions").mkdir()
    (folder / "questions/vi.yaml").write_text("depozit:\n- giu tien coc: sao\n", encoding="utf-8")
    (folder / "terms/vi.yaml").write_text("a: [b]\n", encoding="utf-8")
    _, found = problems.found(folder, tmp_path / "cache", ROOT / "locales")
    codes = {(error.location.path, error.location.line, error.code) for error in found}
    assert ("knowledge/questions/vi.yaml", 2, "inner_colon") in codes
    assert ("knowledge/terms/vi.yaml", 1, "shape") in codes


def test_every_fault_is_said_in_both_languages() -> None:
    for code, words in FAULTS.items():
        assert set(words) == {"zh", "en"}, code
        assert all(fact and remedy for fact, remedy in words.values()), code


def test_the_whole_base_is_good_and_quickly_checked(settings: Settings, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = time.perf_counter()
    assert problems.found(settings.knowledge, cache, settings.locales)[1] == []
    second = time.perf_counter()
    rules, errors = problems.found(settings.knowledge, cache, settings.locales)
    third = time.perf_counter()
    assert rules is not None
    assert errors == []
    LINES.append(f"check: {second - first:.1f} s the first time, {third - second:.1f} s again")
    assert third - second < 5, "far over what an editor should wait, whatever else the machine does"
