"""The command line as people and programs call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest

from bot.app import App
from bot.cli.common import as_json, shown
from bot.core.paper import PaperKind
from bot.errors import PaperError, SettingsError
from tests.conftest import ROOT
from tests.papers import dongguan, with_paper


def gongyou(
    *arguments: str, text: str = "", knowledge: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"GONGYOU_CACHE": str(ROOT / ".pytest_cache" / "models")}
    if knowledge:
        environment["GONGYOU_KNOWLEDGE"] = str(knowledge)
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=text, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120, check=False,
    )  # fmt: skip


def test_ask_gives_the_reply_object() -> None:
    done = gongyou("ask", "东莞底薪2000加班费怎么算", "--json")
    reply = json.loads(done.stdout)
    assert done.returncode == 0
    assert {
        "language",
        "region",
        "topics",
        "scores",
        "outcome",
        "text",
        "choices",
        "amounts",
        "citations",
        "referrals",
        "asks",
        "papers",
    } <= set(reply)
    assert reply["outcome"] == "answered"
    assert reply["topics"][0] == "overtime_pay"
    assert len(reply["topics"]) >= 3
    assert {
        "name": "minimum_wage_shortfall",
        "value": 300,
        "unit": "CNY/month",
        "working": ["2300 − 2000 = 300"],
    } in reply["amounts"]
    assert "labour_law/44" in reply["citations"]
    assert any("加班" in example for example in reply["reason"]["examples"])
    assert any("加班" in word for word in reply["reason"]["words"])


def test_chat_answers_a_line_at_a_time_and_remembers() -> None:
    done = gongyou("chat", "--json", text="深圳最低工资多少\n东莞呢\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert "2,700" in first["text"]
    assert "2,300" in second["text"]


def test_explain_gives_examples_and_words() -> None:
    done = gongyou("ask", "押金不退", "--explain")
    assert "example:" in done.stdout
    assert "words:" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "加班费", "--city", "东菀市呀"), "没有这个地方"),
        (("ask", "加班费", "--language", "klingon"), "没有这种语言"),
        (("ask", "加班费", "--today", "soon"), "2026-09-01"),
        (("telegram",), "GONGYOU_TELEGRAM_TOKEN"),
    ],
)
def test_a_callers_mistake_is_told_with_exit_code_one(arguments: tuple[str, ...], words: str) -> None:
    done = gongyou(*arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_check_names_a_missing_folder(tmp_path: Path) -> None:
    done = gongyou("check", str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "找不到" in done.stdout


def test_evaluate_measures_a_file(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "1", "text": "进厂要交押金吗", "topics": ["deposit"], "in_scope": true}\n'
        '{"id": "2", "text": "明天下雨吗", "topics": ["off_topic"], "in_scope": false}\n',
        encoding="utf-8",
    )
    out = tmp_path / "predictions.jsonl"
    done = gongyou("evaluate", str(file), "--json", "--predictions", str(out))
    figures = json.loads(done.stdout)
    assert figures["top1"] == 1.0
    assert figures["falsely_answered"] == 0.0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["1", "2"]
    assert len(lines[0]["topics"]) == 48
    again = gongyou("evaluate", str(file), "--json", "--against", str(out))
    assert json.loads(again.stdout)["losses"] == []


def test_evaluate_names_a_broken_line(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "1"}\nnonsense\n', encoding="utf-8")
    done = gongyou("evaluate", str(file))
    assert done.returncode == 1
    assert ":1:" in done.stderr
    assert ":2:" in done.stderr


def test_a_place_like_none_known_gets_a_remedy() -> None:
    done = gongyou("ask", "押金不退", "--city", "火星")
    assert done.returncode == 1
    assert "东莞" in done.stderr


def test_the_reply_object_always_lists_papers() -> None:
    assert json.loads(gongyou("ask", "深圳最低工资多少", "--json").stdout)["papers"] == []


class TestPapers:
    """A reply that carries a paper, as the commands print it."""

    def test_it_is_in_the_reply_object_and_in_the_folder_asked_for(self, app: App, tmp_path: Path) -> None:
        outcome = with_paper(dongguan(PaperKind.APPLICATION, app.rules))
        (paper,) = json.loads(as_json(app, outcome, "/paper", tmp_path / "papers"))["papers"]
        assert paper["name"] == "arbitration-application.docx"
        assert paper["media_type"].endswith("wordprocessingml.document")
        written = (tmp_path / "papers" / paper["name"]).read_bytes()
        assert b64decode(paper["base64"]) == written
        assert written.startswith(b"PK")

    def test_it_is_written_beside_an_older_one(self, app: App, tmp_path: Path) -> None:
        outcome = with_paper(dongguan(PaperKind.SHEET, app.rules))
        assert "hours-and-pay.xlsx" in shown(app, outcome, tmp_path)
        assert "hours-and-pay-2.xlsx" in shown(app, outcome, tmp_path)
        assert len(list(tmp_path.iterdir())) == 2

    def test_without_a_folder_it_says_how_to_get_it_and_writes_nothing(
        self, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        text = shown(app, with_paper(dongguan(PaperKind.DEMAND, app.rules)))
        assert "--papers" in text
        assert "wage-demand.docx" in text
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_cannot_be_written_is_told(self, app: App, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(SettingsError, match="--papers"):
            shown(app, with_paper(dongguan(PaperKind.DEMAND, app.rules)), tmp_path / "file")

    def test_a_template_that_fails_leaves_the_answer(
        self, app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def broken(*_: object) -> None:
            raise PaperError("papers/demand: UndefinedError")

        monkeypatch.setattr(app.papers, "write", broken)
        outcome = with_paper(dongguan(PaperKind.DEMAND, app.rules))
        assert "papers/demand" in shown(app, outcome)
        assert json.loads(as_json(app, outcome, "/paper"))["papers"] == []
        assert "papers/demand" in capsys.readouterr().err
