"""What a change of knowledge/ does to answers, on real git repositories."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.core.model import RuleBase
from bot.errors import SettingsError
from bot.staff.diff import matches, words
from bot.staff.diff.report import Report, report
from bot.staff.diff.revision import folder_at
from tests.conftest import ROOT, TODAY

CACHE = ROOT / ".pytest_cache" / "models"
SHENZHEN = '  - {region: "440000", tier: 深圳, from: 2026-09-01,'
RAISED = """  - {region: "440000", tier: 深圳, from: 2027-01-01, monthly: 2900, hourly: 27.3,
     areas: ["440300"],
     source: 粤府函〔2026〕999号, status: seen, from_status: seen, confidence: high, checked: 2026-11-22}
"""


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=staff", "-c", "user.email=staff@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of its own with the real rule base committed."""
    top = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / "knowledge", top / "knowledge")
    git(top, "init", "--quiet")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "-m", "knowledge")
    return top


@pytest.fixture
def knowledge(repository: Path) -> Path:
    """The committed rule base, without what another test has edited."""
    git(repository, "checkout", "--quiet", ".")
    git(repository, "clean", "--quiet", "-fd")
    return repository / "knowledge"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def compared(knowledge: Path, held_out: Path | None = None) -> Report:
    return report(knowledge, "HEAD", TODAY, cache=CACHE, held_out=held_out or knowledge)


def gongyou(knowledge: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"GONGYOU_CACHE": str(CACHE), "GONGYOU_KNOWLEDGE": str(knowledge)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(repository: Path) -> Report:
    """What a rise of Shenzhen's minimum wage on 1 January 2027 changes."""
    git(repository, "checkout", "--quiet", ".")
    edit(repository / "knowledge" / "figures" / "minimum_wage.yaml", SHENZHEN, RAISED + SHENZHEN)
    return compared(repository / "knowledge")


class TestAWageWithAFutureDate:
    """Shenzhen's minimum wage rises on 1 January 2027."""

    @pytest.fixture
    def raised(self, knowledge: Path) -> Path:
        edit(knowledge / "figures" / "minimum_wage.yaml", SHENZHEN, RAISED + SHENZHEN)
        return knowledge

    def test_check_passes(self, raised: Path) -> None:
        assert gongyou(raised, "check").returncode == 0

    def test_only_shenzhen_and_its_districts_change_and_from_that_day_on(
        self, found: Report, rules: RuleBase
    ) -> None:
        assert {row.difference.group for row in found.rows} == {"figures", "answers"}
        for row in found.rows:
            assert row.since == date(2027, 1, 1)
            assert row.until is None
            assert row.places[0] == "440300"
            assert all(place and "440300" in rules.lineage(place) for place in row.places)
            assert {"440306", "440309"} <= {*row.places}

    def test_what_was_and_will_be_is_told(self, found: Report) -> None:
        (figure,) = found.of("figures")
        assert "monthly 2700 hourly 25.4" in figure.difference.before
        assert "monthly 2900 hourly 27.3" in figure.difference.after
        sums = {
            (row.difference.what, row.difference.key): (row.difference.before, row.difference.after)
            for row in found.of("answers")
        }
        assert sums["minimum_wage", "minimum_wage_shortfall"] == ("1200.00 CNY/month", "1400.00 CNY/month")
        assert ("dismissal", "severance") in sums
        assert ("overtime_pay", "overtime_due") in sums

    def test_of_many_differences_some_are_shown_and_the_rest_counted(self, found: Report) -> None:
        text = words.as_text(found, 3)
        assert f"and {len(found.of('answers')) - 3} more" in text
        assert len(text.splitlines()) < 45

    def test_places_and_days_are_named(self, found: Report, rules: RuleBase) -> None:
        (row,) = found.of("figures")
        assert words.where(rules, replace(row, places=(None,))) == "全国 / nationwide"
        assert "9 below" in words.where(rules, row)
        assert words.when(replace(row, since=None, until=date(2027, 1, 1))).endswith("/ before 2027-01-01")

    def test_the_command_tells_a_person_and_a_program(self, raised: Path) -> None:
        done = gongyou(raised, "diff", "--today", "2026-11-22", "--lines", "5")
        assert done.returncode == 0
        assert "深圳市 Shenzhen" in done.stdout
        assert "自 2027-01-01 起 / from 2027-01-01" in done.stdout
        assert "more" in done.stdout
        assert "广州" not in done.stdout
        done = gongyou(raised, "diff", "--today", "2026-11-22", "--json", "--exit-code")
        told = json.loads(done.stdout)
        assert done.returncode == 1
        assert told["differs"]
        assert told["counts"]["figures"] == 1
        assert {one["from"] for one in told["differences"]} == {"2027-01-01"}


def test_nothing_changed(knowledge: Path) -> None:
    done = gongyou(knowledge, "diff", "--exit-code")
    assert done.returncode == 0
    assert "no answer differs" in done.stdout


def test_a_comment_changes_nothing(knowledge: Path) -> None:
    path = knowledge / "topics" / "deposit.yaml"
    path.write_text("# 改过\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert not compared(knowledge).rows


def test_a_change_that_cannot_be_loaded_lists_its_faults(knowledge: Path) -> None:
    edit(knowledge / "figures" / "minimum_wage.yaml", SHENZHEN, SHENZHEN.replace("2026-09-01", "2026-99-01"))
    done = gongyou(knowledge, "diff")
    assert done.returncode == 1
    assert "knowledge/figures/minimum_wage.yaml:" in done.stdout
    assert "fault(s)" in done.stdout


def test_a_sentence_of_a_topic_changes_everywhere(knowledge: Path, rules: RuleBase) -> None:
    old = rules.topics["deposit"].short[0]
    edit(knowledge / "topics" / "deposit.yaml", old, "押金一分也不能收。")
    rows = compared(knowledge).rows
    assert {(row.difference.what, row.difference.aspect) for row in rows} == {("deposit", "verdict")}
    (row,) = rows
    assert row.places == (None,)
    assert row.difference.after == "押金一分也不能收。"


def test_a_rule_of_a_city_counts_in_the_city(knowledge: Path, rules: RuleBase) -> None:
    one = next(one for one in rules.provisions if one.region == "440300")
    edit(knowledge / "provisions" / "440300-shenzhen.yaml", one.says[:12], "深圳的规定改了：")
    rows = compared(knowledge).rows
    assert {row.difference.what for row in rows if row.difference.group == "rules"} == {one.id}
    assert all(row.places[0] == "440300" for row in rows)


def test_a_referral_that_closes_is_told_with_who_is_named_instead(knowledge: Path, rules: RuleBase) -> None:
    one = next(one for one in rules.referrals if one.id == "cn-hotline-12348")
    path = ROOT.parent / (one.location.path if one.location else "")
    path = knowledge / "referrals" / path.name
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: cn-hotline-12348")
    path.write_text(
        text[:start] + text[start:].replace("status: active", "status: defunct", 1), encoding="utf-8"
    )
    rows = compared(knowledge).of("referrals")
    assert any(row.difference.aspect == "shown" and not row.difference.after for row in rows)
    named = [row for row in rows if row.difference.what == one.id and row.difference.aspect == "named"]
    assert named
    assert all(row.difference.before and not row.difference.after for row in named)


def test_fewer_examples_change_matches_and_cost_accuracy(
    knowledge: Path, rules: RuleBase, tmp_path: Path
) -> None:
    rules.matcher.lanes["ug"]  # learnt, so that it need not be learnt again below
    for model in CACHE.glob("*.npz"):
        shutil.copyfile(model, tmp_path / model.name)
    path = knowledge / "questions" / "ug.yaml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("\ndeposit:\n")
    kept = "\n".join(rest.split("\n")[50:])
    path.write_text(f"{head}\ndeposit:\n{kept}", encoding="utf-8")
    made = report(knowledge, "HEAD", TODAY, cache=tmp_path, held_out=ROOT / "tests" / "questions")
    assert made.records == ("questions ug",)
    assert {row.difference.group for row in made.rows} == {"matches"}
    assert any(row.difference.before == "deposit" for row in made.rows)
    (one,) = made.accuracy
    assert (one.language, one.questions > 100) == ("ug", True)
    assert set(one.shares) >= {"top1", "answered_wrong"}
    told = words.as_text(made, 2)
    assert "匹配 Matches" in told
    assert "变错 losses" in told
    assert words.as_object(made)["accuracy"][0]["language"] == "ug"


def test_another_process_decides_the_same(rules: RuleBase) -> None:
    asked = [("押金300不退", "zh_Hans"), ("明天下雨吗", "zh_Hans")]
    topics = tuple(rules.topics)
    assert matches.decided_by(ROOT / "knowledge", CACHE, topics, asked) == ["deposit", "out_of_scope"]


class TestRevisions:
    """Reading an older rule base with git."""

    def test_an_older_version_is_read_and_its_copy_removed(self, knowledge: Path) -> None:
        (knowledge / "laws.yaml").write_text("broken: [", encoding="utf-8")
        with folder_at(knowledge, "HEAD") as older:
            assert older.name == "knowledge"
            assert (older / "laws.yaml").read_bytes() == (ROOT / "knowledge" / "laws.yaml").read_bytes()
        assert not older.exists()

    @pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
    def test_a_revision_that_is_none(self, knowledge: Path, revision: str) -> None:
        with pytest.raises(SettingsError, match="--against"), folder_at(knowledge, revision):
            pass

    def test_a_folder_outside_a_repository(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="git"), folder_at(tmp_path, "HEAD"):
            pass
