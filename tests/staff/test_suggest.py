"""From questions to examples: likeness, proposals, a person's decisions, and lines written as an editor would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import cli
from bot.core.conversation import week_of
from bot.core.model import RuleBase
from bot.core.tally import Donation
from bot.errors import SettingsError
from bot.rulebase.questions import Bank
from bot.staff.suggest.asking import go_through
from bot.staff.suggest.decisions import ACCEPT, REFUSE, SKIP, additions, read_decisions, settled
from bot.staff.suggest.gather import gather
from bot.staff.suggest.likeness import groups
from bot.staff.suggest.propose import Suggestion, suggestions
from bot.staff.suggest.words import as_object
from bot.storage.donated import DonatedQuestions
from bot.storage.sqlite import opened
from tests.conftest import ROOT, TODAY

FILES = ("en", "fil", "id", "my", "ug", "vi", "yue", "zh")


@pytest.fixture(scope="module")
def bank(rules: RuleBase) -> Bank:
    return Bank(ROOT / "knowledge" / "questions", ROOT / "knowledge" / "terms", tuple(rules.topics))


@pytest.fixture(scope="module")
def found(rules: RuleBase, bank: Bank) -> list[Suggestion]:
    return proposed(rules, bank, TEXTS)


TEXTS = (
    "公司亏损就扣我们三个月绩效奖金",
    "说公司亏损扣我们三个月的绩效奖金",
    "加班费怎么算",
    "我叫王小翠,电话13812345678,上厕所超过五分钟就罚站",
    "boss locks the toilet and counts minutes",
    "13812345678",
)


def proposed(rules: RuleBase, bank: Bank, texts: tuple[str, ...]) -> list[Suggestion]:
    rows = [("", text, True) for text in texts]
    return suggestions(gather(rows, rules, bank.languages()).heard, rules, bank)


def test_like_questions_are_one_suggestion(found: list[Suggestion]) -> None:
    first = found[0]
    assert first.count == 2
    assert first.topic == "bonus_allowance"
    assert first.file == "zh"
    assert (
        (ROOT / first.place.path)
        .read_text(encoding="utf-8")
        .splitlines()[first.place.line - 1]
        .startswith("- ")
    )
    assert len(first.others) == 3
    assert first.examples


def test_what_the_bank_has_is_said_to_be_there(found: list[Suggestion]) -> None:
    (known,) = [one for one in found if one.known]
    assert known.text == "加班费怎么算"
    assert "zh.yaml:" in known.known


def test_texts_are_redacted_once_more(found: list[Suggestion]) -> None:
    shown = " ".join(member.text for one in found for member in one.members)
    assert "王小翠" not in shown
    assert "138" not in shown
    assert "[" not in shown
    assert "上厕所" in shown


def test_the_same_questions_give_the_same_suggestions(
    rules: RuleBase, bank: Bank, found: list[Suggestion]
) -> None:
    assert proposed(rules, bank, tuple(reversed(TEXTS))) == found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=20), max_size=12, unique=True))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    made = groups(texts)
    assert sorted(position for members in made for position in members) == list(range(len(texts)))


# --- deciding ---
def typed(*lines: str) -> Callable[[str], str]:
    """Somebody at the keyboard."""
    rest = iter(lines)

    def ask(_: str) -> str:
        try:
            return next(rest)
        except StopIteration:
            raise EOFError from None

    return ask


def test_a_person_decides_one_by_one(rules: RuleBase, bank: Bank, found: list[Suggestion]) -> None:
    shown: list[str] = []
    keys = typed(
        "?",
        "t",
        "bonus",
        "t",
        "2",
        "y",
        "e",
        "13812345678",
        "e",
        "工资:打我电话13812345678说扣掉",
        "y",
        "n",
        "y",
    )
    made = go_through(found, rules, bank, keys, shown.append)
    assert [one.verdict for one in made] == [ACCEPT, ACCEPT, REFUSE]
    assert made[0].topic == found[0].others[1][0]
    assert "138" not in made[1].text
    assert "工资" in made[1].text
    said = "\n".join(shown)
    assert "bonus_allowance" in said
    assert "y n t e s q" in said
    assert set(settled(made)) == {text for one in made for text in one.stored}


@pytest.mark.parametrize("keys", [("q",), (), ("s", "q"), ("t", "no_such", "e", "", "q")])
def test_nothing_is_written_without_a_yes(
    rules: RuleBase, bank: Bank, found: list[Suggestion], keys: tuple[str, ...]
) -> None:
    made = go_through(found, rules, bank, typed(*keys), lambda _: None)
    assert additions(made) == {}
    assert settled(made) == ()


GOOD = {"file": "my", "topic": "deposit", "text": "boss keeps the deposit", "decision": ACCEPT, "donated": []}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"topic": "depositt"}, "deposit"),
        ({"topic": "deposit+deposit"}, "twice"),
        ({"file": "th"}, "th"),
        ({"decision": "yes"}, "accept"),
        ({"text": "13812345678"}, "换句话"),
        ({"text": ["x"]}, "text"),
        ({"donated": "x"}, "donated"),
    ],
)
def test_what_is_wrong_in_a_file_of_decisions_is_all_told(
    tmp_path: Path, rules: RuleBase, change: dict[str, object], says: str
) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"suggestions": [GOOD, {**GOOD, **change}, 7]}), encoding="utf-8")
    with pytest.raises(SettingsError, match=says) as told:
        read_decisions(path, rules, FILES)
    assert ": 2: " in str(told.value)
    assert ": 3: " in str(told.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"a: [", b"{}"])
def test_no_file_of_decisions_is_told_in_words(tmp_path: Path, rules: RuleBase, content: bytes) -> None:
    path = tmp_path / "decisions.json"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"decisions\.json"):
        read_decisions(path, rules, FILES)
    with pytest.raises(SettingsError, match="打不开"):
        read_decisions(tmp_path / "none.json", rules, FILES)


# --- the command ---
def run(folder: Path, *words: str, keys: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "GONGYOU_KNOWLEDGE": str(folder / "knowledge"),
        "GONGYOU_CACHE": str(folder / "cache"),
        "GONGYOU_TRENDS": str(folder / "trends.db"),
    }
    command = [sys.executable, "-m", "bot", "questions", "suggest", *words]
    return subprocess.run(
        command,
        input=keys,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=180,
        check=False,
    )


def test_from_a_donated_question_to_a_line_in_the_bank(tmp_path: Path, rules: RuleBase, bank: Bank) -> None:
    rules.matcher.lanes["my"]
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    shutil.copytree(ROOT / ".pytest_cache" / "models", tmp_path / "cache")
    path = tmp_path / "knowledge" / "questions" / "my.yaml"
    before = path.read_text(encoding="utf-8").splitlines()
    text = "သူဌေးက အိမ်သာသွားရင် မိနစ်တွက်ပြီး ဒဏ်ငွေဖြတ်တယ်"
    with opened(tmp_path / "trends.db") as store:
        store.donate(week_of(TODAY), Donation(text, "my"))
    gathered = gather([("my", text, True)], rules, bank.languages())
    told = as_object(suggestions(gathered.heard, rules, bank), gathered)
    (one,) = told["suggestions"]
    assert one["decision"] == SKIP
    assert one["donated"] == [text]
    one |= {"topic": "wage_deductions", "decision": ACCEPT}
    decisions = tmp_path / "decisions.json"
    decisions.write_text(json.dumps(told), encoding="utf-8")

    done = run(tmp_path, "--accept", str(decisions))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "my.yaml +1" in done.stdout
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line not in before] == [
        f'- "{one["text"]}"'
    ]
    assert DonatedQuestions(tmp_path / "trends.db").donated() == ()


def test_questions_of_a_file_are_shown_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGYOU_CACHE", str(ROOT / ".pytest_cache" / "models"))
    monkeypatch.setenv("GONGYOU_TRENDS", str(tmp_path / "none.db"))
    asked = tmp_path / "asked.txt"
    asked.write_text("\n".join(TEXTS), encoding="utf-8")
    cli(["questions", "suggest", "--file", str(asked)], standalone_mode=False)
    shown = capsys.readouterr().out
    assert "×2" in shown
    assert "bonus_allowance" in shown
    assert "王小翠" not in shown
    with pytest.raises(SettingsError, match="打不开"):
        cli(["questions", "suggest", "--file", str(tmp_path / "gone.txt")], standalone_mode=False)
    with pytest.raises(SettingsError, match="--accept"):
        cli(["questions", "suggest", "--json", "--write"], standalone_mode=False)
