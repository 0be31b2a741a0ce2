"""One broken file a fault: each is refused with its line and a remedy, and nothing else is blamed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from bot.errors import RuleBaseInvalid
from bot.rulebase.holder import Holder
from bot.rulebase.load import draft_of, load
from bot.rulebase.reader import parse
from bot.settings import Settings

ROOT = Path(__file__).parents[2]

# (file, what stands there, what an editor writes instead, line within the replacement, code, words of the message)
FAULTS = [
    ("topics/deposit.yaml", "title: 押金", "\ttitle: 押金", "tab", ["Tab"]),
    ("topics/deposit.yaml", "title: 押金", "title：押金", "wide_colon", ["中文冒号", "title: "]),
    ("topics/deposit.yaml", "title: 押金", "title: 押金\ntitle: 押金2", "duplicate_key", ["title", "两次"]),
    ("topics/deposit.yaml", "title: 押金", "title: 押金\ntitel: 押金", "unknown_key", ["titel", "title"]),
    ("topics/deposit.yaml", "title: 押金", "", "missing_key", ["title"]),
    ("topics/deposit.yaml", "title: 押金", "title: '押金", "open_quote", ["引号", "quote"]),
    ("topics/deposit.yaml", "id: deposit", "id: desposit", "wrong_name", ["desposit", "deposit"]),
    ("topics/deposit.yaml", "labour_contract_law/9", "labour_contract_law/999", "unknown_article", ["999"]),
    ("topics/deposit.yaml", "labour_contract_law/9", "labor_contract_law/9", "unknown_id", ["labour_contract_law"]),
    ("topics/deposit.yaml", "labour_contract_law/9", "劳动合同法第9条", "bad_citation", ["labour_law/44"]),
    ("topics/deposit.yaml", "- 招工收押金，不合法。", "- '{{ wages.x }}'", "template_name", ["wages"]),
    ("topics/deposit.yaml", "- 招工收押金，不合法。", "- '{{ overtime_rate.workday'", "template", ["{{ overtime_rate.workday }}"]),
    ("topics/deposit.yaml", "checked: 2026-11-22", "checked: 2026-13-45", "bad_date", ["2026-13-45", "没有这一天"]),
    ("topics/deposit.yaml", "checked: 2026-11-22", "related2: [x]\nchecked: 2026-11-22", "unknown_key", ["related"]),
    ("provisions/national/deposit.yaml", "in_force: {from: 2008-01-01}", "in_force: {from: 2008-01-01, until: 2007-01-01}", "reversed", ["2008-01-01"]),
    ("provisions/national/deposit.yaml", "topics: [deposit]", "topics: [depositt]", "unknown_id", ["deposit"]),
    ("provisions/national/deposit.yaml", "labour_contract_law/9", "labour_contract_law/9/7", "unknown_paragraph", ["7"]),
    ("figures/double_wage.yaml", "max_months: 11", "max_month: 11", "unknown_key", ["max_months"]),
    ("referrals/national.yaml", "scope: national", "scope: nationwide", "bad_value", ["national"]),
    ("regions.yaml", 'parent: "440000"', 'parent: "440009"', "unknown_id", ["440009"]),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rule base without its question bank, which these faults do not touch."""
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", copy, ignore=shutil.ignore_patterns("questions", "terms"))
    return copy


def break_file(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence; the line where it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "words"), FAULTS, ids=[f"{f[3]}-{i}" for i, f in enumerate(FAULTS)]
)
def test_fault_names_line_and_remedy(
    folder: Path, file: str, old: str, new: str, code: str, words: list[str]
) -> None:
    line = break_file(folder / file, old, new)
    with pytest.raises(RuleBaseInvalid) as caught:
        load(folder)
    found = [error for error in caught.value.errors if error.code == code]
    assert found, caught.value
    error = found[0]
    assert error.location.path == f"knowledge/{file}"
    if code not in ("missing_key", "reversed", "overlap"):
        assert abs(error.location.line - line) <= 1
    assert error.location.line >= 1
    message = error.say("zh") + error.say("en")
    for word in words:
        assert word in message
    assert "Traceback" not in message


def test_the_unbroken_rule_base_loads(folder: Path) -> None:
    assert not draft_of(folder).errors


def test_all_faults_are_told_at_once(folder: Path) -> None:
    break_file(folder / "topics/deposit.yaml", "title: 押金", "titel: 押金")
    break_file(folder / "topics/id_retention.yaml", "checked: 2026-11-22", "checked: soon")
    with pytest.raises(RuleBaseInvalid) as caught:
        load(folder)
    assert {error.location.path for error in caught.value.errors} >= {
        "knowledge/topics/deposit.yaml",
        "knowledge/topics/id_retention.yaml",
    }
    places = [error.location for error in caught.value.errors]
    assert places == sorted(places)


def test_a_running_bot_keeps_the_last_good_rules(tmp_path: Path, settings: Settings) -> None:
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", copy)
    told: list[RuleBaseInvalid | None] = []
    holder = Holder(copy, settings.cache, told=told.append)
    good = holder.current()
    wage = copy / "figures" / "minimum_wage.yaml"
    text = wage.read_text(encoding="utf-8")
    wage.write_text(text.replace("rows:", "rows：", 1), encoding="utf-8")
    assert not holder.refresh()
    assert holder.current() is good
    assert told[-1] is not None
    assert not holder.refresh()
    assert len(told) == 1, "the same fault is told once"
    wage.write_text(text.replace("monthly: 2300", "monthly: 2310", 1), encoding="utf-8")
    assert holder.refresh()
    assert holder.current() is not good
    assert told[-1] is None
    shutil.rmtree(copy)
    assert not holder.refresh()


def test_random_corruption_never_raises_anything_but_faults() -> None:
    chance = random.Random(20261122)
    source = (ROOT / "knowledge/topics/deposit.yaml").read_text(encoding="utf-8")
    for _ in range(1000):
        text = list(source)
        for _ in range(chance.randint(1, 6)):
            position = chance.randrange(len(text))
            text[position : position + chance.randint(0, 4)] = chance.choice(
                [
                    "",
                    ":",
                    "\t",
                    "\n",
                    "- ",
                    "{",
                    "}",
                    "[",
                    "'",
                    '"',
                    "：",
                    "&a",
                    "*a",
                    "!!x",
                    "#",
                    "\x07",
                    "\ud7ff",
                    "%",
                    "|",
                    ">",
                ]
            )
        document = parse("".join(text), "x.yaml")
        assert document.content is not None or document.errors
        for error in document.errors:
            assert error.location.line >= 1
