"""The page over real HTTP: problems with their places, the chat as a worker sees it, and nothing let in or out."""

from __future__ import annotations

import html
import logging
import re
import socket
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.app import App, FixedClock
from bot.core.conversation import Question
from bot.errors import SettingsError
from bot.settings import Settings
from bot.staff.preview.chat import MOST_MESSAGES, Wish, play, read
from bot.staff.preview.server import Preview
from tests.conftest import TODAY
from tests.report import say
from tests.staff.preview.conftest import served, wait

WAGE = "monthly: 2520, hourly: 23.7"
WARM = 60.0


def page(address: str, **form: str | list[str]) -> str:
    """The page after the form was sent, as text without marks."""
    answer = httpx.post(address, data=form, timeout=WARM)
    assert answer.status_code == 200
    return answer.text


def words(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_chat_is_what_a_worker_reads(address: str, app: App) -> None:
    for text, language, city in (("最低工资多少", "", "深圳"), ("押金不退怎么办", "ug", "")):
        question = Question(text, language=language or None, region=city or None)
        wanted = app.rendered(app.outcome(question, f"worker {text}"))
        shown = page(address, text=text, language=language, city=city)
        assert wanted.text in words(shown)
        for button in wanted.buttons:
            assert button.label in words(shown)
            assert f'value="{html.escape(button.send)}"' in shown
        direction = "rtl" if language == "ug" else "ltr"
        assert f'<div class="text" lang="{wanted.language.replace("_", "-")}" dir="{direction}">' in shown


def test_reasons_and_places_are_shown(address: str, knowledge: Path) -> None:
    shown = page(address, text="东莞底薪2000，加班费怎么算")
    said = words(shown)
    assert "overtime_pay" in said
    assert "最像的问法" in said
    for kind in (
        "figures/minimum_wage",
        "figures/overtime_rate",
        "topics/overtime_pay",
        "provisions/440000-guangdong",
    ):
        assert f"knowledge/{kind}.yaml:" in said
    assert "provisions/120000-tianjin" not in said, "the same words, but of another place"
    place, line = re.findall(
        r'href="(/source/knowledge/figures/minimum_wage\.yaml\?line=(\d+))#here"', shown
    )[0]
    source = httpx.get(address + place[1:]).text
    stands = (knowledge / "figures/minimum_wage.yaml").read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert stands in words(source)
    assert source.count('aria-current="true"') == 1


def test_a_choice_goes_on_with_the_chat(address: str) -> None:
    shown = page(address, said=["押金不退怎么办"], pick="/law deposit", text="不管这个")
    assert shown.count('class="said"') == 2
    assert "不管这个" not in shown
    assert shown.count('name="said"') == 2
    assert "/law deposit" not in words(shown), "a button shows its label"
    assert 'class="said"' not in page(address, said=["押金不退怎么办"], clear="1")


def test_a_date_to_come_shows_the_figures_of_that_day(address: str, knowledge: Path) -> None:
    asked = {"text": "最低工资多少", "city": "深圳"}
    assert "2,999" not in page(address, **asked, day="2027-03-01")
    edit(
        knowledge / "figures/minimum_wage.yaml",
        '  - {region: "440000", tier: 深圳, from: 2025-03-01',
        '  - {region: "440000", tier: 深圳, from: 2027-03-01, monthly: 2999, hourly: 28, areas: ["440300"],\n'
        "     source: 试, status: seen, from_status: seen, confidence: high, checked: 2026-11-22}\n"
        '  - {region: "440000", tier: 深圳, from: 2025-03-01',
    )
    took = wait(lambda: "2,999" in page(address, **asked, day="2027-03-01"))
    say(f"preview: {took:.1f} s until an edit is answered from")
    assert took < 6, "with other tests on the machine; alone it is about one second"
    assert "2,999" not in page(address, **asked, day="2027-02-28")
    assert "2,999" not in page(address, **asked)
    assert "2,999" not in page(address, text="最低工资多少", city="广州", day="2027-03-01")


def test_a_broken_edit_is_shown_while_the_last_good_rules_answer(address: str, knowledge: Path) -> None:
    path = knowledge / "topics/deposit.yaml"
    good = path.read_text(encoding="utf-8")
    line = good[: good.index("title: 押金")].count("\n") + 1
    edit(path, "title: 押金", "title：押金")
    took = wait(lambda: f"knowledge/topics/deposit.yaml:{line}:" in words(page(address)))
    say(f"preview: {took:.1f} s until a fault is shown")
    shown = words(page(address, text="押金不退怎么办"))
    assert "中文冒号" in shown
    assert "full-width colon" in shown
    assert "last good rules still answer" in shown
    assert "收了的都要退给你" in shown
    path.write_text(good, encoding="utf-8")
    wait(lambda: "没有问题" in words(page(address)))


def test_faults_of_the_strict_check_are_shown_too(address: str, knowledge: Path) -> None:
    path = knowledge / "questions/en.yaml"
    edit(path, "overtime_pay:\n", 'tax_refund_of_mine:\n- "how do i get my tax back"\novertime_pay:\n')
    wait(lambda: "tax_refund_of_mine" in words(page(address)))
    (knowledge / "papers/demand.docx").write_bytes(b"not a paper")
    edit(path, 'tax_refund_of_mine:\n- "how do i get my tax back"\n', "")
    wait(lambda: "knowledge/papers/demand.docx" in words(page(address)))


def test_a_rule_base_that_is_broken_from_the_start_opens_once_mended(
    knowledge: Path, settings: Settings
) -> None:
    path = knowledge / "laws.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text("\t" + good, encoding="utf-8")
    with contextmanager(served)(settings.model_copy(update={"knowledge": knowledge})) as address:
        shown = page(address, text="押金不退怎么办")
        assert "knowledge/laws.yaml:1:" in words(shown)
        assert 'class="reply"' not in shown
        path.write_text(good, encoding="utf-8")
        wait(lambda: 'class="reply"' in page(address, text="押金不退怎么办"))


def test_the_mark_changes_when_a_file_is_saved(address: str, knowledge: Path) -> None:
    with httpx.stream("GET", f"{address}events", timeout=20) as stream:
        marks = (line for line in stream.iter_lines() if line.startswith("data: "))
        first = next(marks)
        edit(knowledge / "figures/minimum_wage.yaml", WAGE, "monthly: 2521, hourly: 23.7")
        assert next(marks) != first


def test_fields_that_cannot_be_used_are_told(address: str) -> None:
    shown = words(page(address, text="最低工资", city="深川", day="2026-13-01"))
    assert "2026-09-01" in shown
    assert re.search("是不是|没有这个地方", shown)


def test_what_is_typed_is_shown_as_text_and_kept_nowhere(
    address: str, knowledge: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    before = {path: path.stat().st_mtime_ns for path in knowledge.parent.rglob("*")}
    shown = page(address, text='<script>alert("金丝雀")</script> 押金', city='"><b>金丝雀')
    assert "<script>alert" not in shown
    assert "<b>金丝雀" not in shown
    assert "金丝雀" not in page(address)
    assert "金丝雀" not in caplog.text + "".join(capfd.readouterr())
    assert before == {path: path.stat().st_mtime_ns for path in knowledge.parent.rglob("*")}


def test_nothing_from_outside_is_asked_for_and_only_this_machine_is_answered(address: str) -> None:
    answer = httpx.get(address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    for path in ("", "preview.css", "preview.js", "source/knowledge/laws.yaml?line=2"):
        text = httpx.get(address + path).text
        assert not re.search(r"https?://(?!www\.w3\.org)", text) or path.startswith("source")
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", text)
    assert httpx.get(address, headers={"host": "evil.example"}).status_code == 400
    for name in ("../../etc/passwd", "knowledge/../../x", "knowledge/papers/demand.docx", "/etc/passwd"):
        assert httpx.get(f"{address}source/{name}").status_code == 404
    assert httpx.post(address, data={"text": "x" * 2_000_000}).status_code == 413
    other = socket.gethostbyname(socket.gethostname())
    if not other.startswith("127."):
        with pytest.raises(httpx.ConnectError):
            httpx.get(address.replace("127.0.0.1", other), timeout=2)


def test_a_port_in_use_is_told_with_another(settings: Settings, address: str) -> None:
    with pytest.raises(SettingsError, match="--port"):
        Preview(settings, FixedClock(TODAY), urlsplit(address).port or 0)


def test_a_form_is_read_as_it_was_sent() -> None:
    assert read({}) == Wish()
    assert read({"text": [" 押金 "], "said": ["你好"]}).said == ("你好", "押金")
    assert len(read({"said": ["a"] * 100, "text": ["b"]}).said) == MOST_MESSAGES


def test_the_same_messages_give_the_same_chat(app: App) -> None:
    wish = Wish(city="东莞", day="2026-11-22", said=("加班费怎么算", "底薪2000", "那怎么办"))
    first = play(wish, app.rules, app.renderer, app.clock)
    assert first == play(wish, app.rules, app.renderer, app.clock)
    assert first.day == date(2026, 11, 22)
    assert len(first.exchanges) == 3
