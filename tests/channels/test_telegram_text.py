"""Cutting and laying out: no piece too long, no tag torn, no line broken that fits."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_text import LIMIT, plain, rows, split, units
from tests.emulator.checks import checked_text

WORDS = st.text(st.sampled_from("工资abc 。，📍\u1019\u0631&<>"), min_size=1, max_size=60)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


LINES = st.lists(
    st.one_of(WORDS.map(_escaped), WORDS.map(lambda word: f"<b>{_escaped(word)}</b>"), st.just("")),
    max_size=40,
)
SPANS = LINES.map(lambda lines: "<b>" + "\n".join(line for line in lines if "<" not in line) + "</b>")


@settings(max_examples=150, deadline=None)
@given(st.one_of(LINES.map("\n".join), SPANS), st.integers(160, 600))
def test_pieces_fit_stand_alone_and_lose_nothing(text: str, limit: int) -> None:
    pieces = split(text, limit)
    for piece in pieces:
        assert units(piece) <= limit
        assert checked_text(piece, "HTML")
    assert "".join("".join(map(plain, pieces)).split()) == "".join(plain(text).split())


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS.map(str.strip).filter(bool).map(_escaped), max_size=40))
def test_lines_that_fit_stay_whole(lines: list[str]) -> None:
    limit = max([400, *(units(line) + 64 for line in lines)])
    pieces = split("\n".join(lines), limit)
    assert [line for piece in pieces for line in piece.split("\n")] == lines


def test_a_line_too_long_is_cut_after_a_sentence() -> None:
    pieces = split("<b>" + "加班要给加班费。" * 1200 + "</b>")
    assert len(pieces) == 3
    assert all(units(piece) <= LIMIT for piece in pieces)
    assert all(plain(piece).endswith("。") for piece in pieces)
    assert all(piece.startswith("<b>") and piece.endswith("</b>") for piece in pieces)


def test_a_line_without_any_mark_is_cut_all_the_same() -> None:
    pieces = split("&amp;" * 3000)
    assert "".join(map(plain, pieces)) == "&" * 3000


def test_an_empty_text_is_no_message() -> None:
    assert split("") == split(" \n ") == split("<b></b>" * 900) == ()


@dataclass(frozen=True)
class Label:
    label: str
    send: str


def test_two_short_labels_share_a_row() -> None:
    laid = rows(
        [Label("押金", "/a"), Label("工伤", "/b"), Label("没签合同怎么办", "/c"), Label("欠薪", "/d")]
    )
    assert [[one.label for one in row] for row in laid] == [["押金", "工伤"], ["没签合同怎么办", "欠薪"]]
    assert len(rows([Label("全部步骤怎么做", "/a"), Label("留什么证据", "/b")])) == 2


def test_a_button_that_telegram_would_refuse_is_left_out() -> None:
    assert rows([Label("x", "/city " + "深" * 20), Label("", "/a"), Label("y", "")]) == []
