"""A caseworker's typical mistakes, each a file of tests/knowledge/bad: line, remedy in both languages, corrected line."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

import pytest

from bot.errors import RuleError
from bot.rulebase.checks import check_all, with_city
from bot.rulebase.draft import Draft
from bot.rulebase.load import draft_of, take
from bot.rulebase.reader import read
from tests.conftest import ROOT

BAD = ROOT / "tests" / "knowledge" / "bad"
TOPIC, FIGURE, REFERRAL = "topics/deposit.yaml", "figures/double_wage.yaml", "referrals/441900-dongguan.yaml"

# file: (where it would stand, line, code, words in Chinese, words in English, the line as it should be)
MISTAKES = {
    "tab": (TOPIC, 8, "tab", "Tab", "two spaces", "  - says: 先要收据。"),
    "wide_colon": (TOPIC, 2, "wide_colon", "中文冒号", "full-width colon", "title: 押金"),
    "no_space_colon": (TOPIC, 2, "no_space_colon", "加一个空格", "space after the colon", "title: 押金"),
    "no_space_dash": (TOPIC, 5, "no_space_dash", "减号后面", "put a space", "  - 收了的都要退给你。"),
    "inner_colon": (TOPIC, 8, "inner_colon", "引号", "in quotes", "  - says: '先要收据: 没有就录音'"),
    "mixed_quote": (TOPIC, 5, "mixed_quote", "中文引号", "ends with", '  - "收了的都要退给你。"'),
    "open_bracket": (TOPIC, 6, "open_bracket", "没有关上", "never closed", "cites: [labour_contract_law/9]"),
    "indent": (TOPIC, 9, "indent", "0 个空格", "0 space", "services: [labour_inspection]"),
    "bad_date": (TOPIC, 11, "bad_date", "没有这一天", "no such day", ""),
    "duplicate_key": (TOPIC, 3, "duplicate_key", "第 2 行", "line 2", ""),
    "unknown_key": (TOPIC, 10, "unknown_key", "是不是“related”", "did you mean 'related'", "related: [id_retention]"),
    "unknown_id": (TOPIC, 10, "unknown_id", "没有叫“id_retension”的题目", "did you mean 'id_retention'", "related: [id_retention]"),
    "unknown_law": (TOPIC, 6, "unknown_id", "的法律", "no law 'labor_contract_law'", "cites: [labour_contract_law/9]"),
    "bad_citation": (TOPIC, 6, "bad_citation", "是不是“labour_contract_law/9”", "did you mean", "cites: [labour_contract_law/9]"),
    "wide_value": (TOPIC, 10, "wide_value", "中文标点", "English keyboard", "related: [id_retention, wage_arrears]"),
    "unknown_service": (TOPIC, 9, "unknown_id", "的服务", "did you mean 'labour_inspection'", "services: [labour_inspection]"),
    "figure_amount": (FIGURE, 8, "not_a_number", "不写单位", "digits only", "    max_months: 11"),
    "thousands": (FIGURE, 7, "not_a_number", "例如 1100", "for example 1100", '  - {region: "100000", max_months: 1100, source: labour_contract_law/82}'),
    "flow_colon": (REFERRAL, 10, "wide_flow", "中文标点", "Chinese punctuation", '    - {number: "0769-12351"}'),
    "bullet": (TOPIC, 4, "wide_dash", "“·”", "in place of '-'", "  - 招工收押金，不合法。"),
    "after_quote": (TOPIC, 2, "after_quote", "删掉多出来的字", "delete it", 'title: "押金"'),
    "city_name": (REFERRAL, 5, "bad_region", "441900", "东莞市", '  region: "441900"'),
    "leading_zero": (REFERRAL, 10, "unquoted_code", "加上引号", "in quotes", '    - {number: "076912351"}'),
    "full_width_digits": (REFERRAL, 10, "wide_value", "全角", "full-width", '    - {number: "0769-12351"}'),
}  # fmt: skip


@pytest.fixture(scope="module")
def around() -> Draft:
    """The real rule base, to which each mistaken file is put."""
    return draft_of(ROOT / "knowledge")


def problems(around: Draft, file: str, relative: str) -> list[RuleError]:
    """What is said of one file in the place of the real one."""
    draft = Draft(
        laws=around.laws,
        regions=around.regions,
        region_places=around.region_places,
        figures={**around.figures},
        figure_places={**around.figure_places},
        topics={**around.topics},
        documents={**around.documents},
    )
    take(draft, read(BAD / f"{file}.yaml", f"knowledge/{relative}"), PurePath(relative))
    found = [with_city(draft, error) for error in (*draft.errors, *draft.notes, *check_all(draft))]
    return [error for error in found if error.location.path == f"knowledge/{relative}"]


@pytest.mark.parametrize("file", MISTAKES)
def test_mistake_is_told_with_line_remedy_and_correction(around: Draft, file: str) -> None:
    relative, line, code, chinese, english, corrected = MISTAKES[file]
    found = problems(around, file, relative)
    assert {error.code for error in found} == {code}, [str(error) for error in found]
    error = found[0]
    assert error.location.line == line
    assert error.say("zh").startswith(f"knowledge/{relative}:{line}:{error.location.column}: ")
    assert chinese in error.say("zh")
    assert english in error.say("en")
    assert re.search("[\u4e00-\u9fff]", error.words["zh"][1])
    assert re.search("[a-z]", error.words["en"][1])
    assert error.corrected == corrected


@pytest.mark.parametrize("file", [name for name, mistake in MISTAKES.items() if mistake[5]])
def test_the_corrected_line_heals_the_file(around: Draft, file: str, tmp_path: Path) -> None:
    relative, line, *_, corrected = MISTAKES[file]
    lines = (BAD / f"{file}.yaml").read_text(encoding="utf-8").split("\n")
    lines[line - 1] = corrected
    healed = tmp_path / "healed.yaml"
    healed.write_text("\n".join(lines), encoding="utf-8")
    document = read(healed, f"knowledge/{relative}")
    draft = Draft()
    take(draft, document, PurePath(relative))
    assert [str(error) for error in (*draft.errors, *draft.notes)] == []


def test_every_file_of_the_folder_is_a_mistake_told_here() -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} == set(MISTAKES)
