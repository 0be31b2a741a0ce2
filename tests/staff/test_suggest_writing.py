"""New examples written into files of the bank as an editor would: any text, any layout, nothing else changed."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.rulebase.reader import parse_bytes
from bot.staff.suggest import bank_file
from tests.conftest import ROOT

FILES = ("en", "fil", "id", "my", "ug", "vi", "yue", "zh")
HARD = [
    '他说: "不给" # 真的吗',
    "- 不是列表",
    "全角：引号“”、顿号",
    "emoji 😀 工资",
    "it's 50%: {a} [b] & *c !d |e >f",
    "back\\slash \\n not a newline",
    "no",
    "'",
    "ئەسكەرتىش: مائاش",
]


@pytest.mark.parametrize("file", FILES)
def test_a_line_is_added_and_nothing_else_changes(tmp_path: Path, file: str) -> None:
    path = tmp_path / f"{file}.yaml"
    shutil.copyfile(ROOT / "knowledge" / "questions" / f"{file}.yaml", path)
    before = path.read_bytes()
    bank_file.add(path, path.name, {"deposit": HARD, "union": ["one more"]})
    after = path.read_bytes()
    old, new = Counter(before.decode().split("\n")), Counter(after.decode().split("\n"))
    assert (new - old).total() == len(HARD) + 1
    assert not old - new
    added = {line for line in after.decode().split("\n") if new[line] > old[line]}
    kept = [line for line in after.decode().split("\n") if line not in added]
    assert kept == [line for line in before.decode().split("\n") if line not in added]
    was, is_now = (parse_bytes(text, path.name).content for text in (before, after))
    assert list(was) == list(is_now)
    assert is_now == {**was, "deposit": was["deposit"] + HARD, "union": [*was["union"], "one more"]}


LAYOUTS = {
    "plain": "a:\n- x\nb:\n- y\n",
    "indented": "a:\n  - x # why\n\n# about b\nb:\n  - y\n",
    "no_end": "b:\n- y\na:\n- x",
    "windows": "a:\r\n- x\r\nb:\r\n- y\r\n",
    "windows_no_end": "b:\r\n- y\r\na:\r\n- x",
    "folded": "a:\n- x\n- >-\n  long\n  words\nb:\n- y\n",
    "quoted_over_lines": 'a:\n- "x\n  z"\nb:\n- y\n',
    "no_topic": "b:\n- y\n",
    "empty_topic": "a:\nb:\n- y\n",
    "only_comments": "# nothing yet\n",
    "comment_last": "a:\n- x\n# the end\n",
    "bom": "\ufeffa:\n- x\n",
}


@settings(max_examples=150, deadline=None)
@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    texts=st.lists(st.one_of(st.sampled_from(HARD), st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)), min_size=1, max_size=3),
)  # fmt: skip
def test_any_text_reads_back_as_it_was(layout: str, texts: list[str]) -> None:
    raw = LAYOUTS[layout]
    document = parse_bytes(raw.encode(), "x.yaml")
    made = bank_file.with_examples(raw, document, {"a": texts})
    again = parse_bytes(made.encode(), "x.yaml")
    assert not again.errors
    had = (document.content or {}).get("a") or []
    assert again.content == {**(document.content or {}), "a": [*had, *texts]}
    position = 0
    for line in raw.splitlines():  # every line is still there, in order
        position = made.index(line, position) + len(line)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a: [x, y]\n", "一行一句"),
        ("a:\n- x\na:\n- y\n", "a"),
        ("a: words\n", "一行一句"),
        ("a:\n\t- x\n", "Tab"),
    ],
)
def test_a_file_laid_out_otherwise_is_left_alone(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "zh.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        bank_file.add(path, "questions/zh.yaml", {"a": ["z"]})
    assert path.read_text(encoding="utf-8") == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_gone_or_read_only_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "zh.yaml"
    with pytest.raises(SettingsError, match="文件不在了"):
        bank_file.add(path, "questions/zh.yaml", {"a": ["z"]})
    path.write_text("a:\n- x\n", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(SettingsError, match="只读"):
        bank_file.add(path, "questions/zh.yaml", {"a": ["z"]})
    assert path.read_text(encoding="utf-8") == "a:\n- x\n"
