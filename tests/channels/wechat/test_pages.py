"""Pieces: none too long, nothing lost, no number, link or amount cut in two."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.channels.wechat.pages import FSI, LIMIT, PDI, RLM, Menu, cut, pages, size, split_asked
from bot.core.conversation import Question

WHOLE = (
    "0755-2511 4567",
    "+86 138 1234 5678",
    "400-888-1234转5",
    "12,345.67元",
    "¥1234.50",
    "2026年11月",
    "https://www.example.org/a?b=1&c=2#d",
    "2300 ÷ 21.75",
    f"{FSI}21.75 ÷ 8{PDI}",
    "overtime",
    "ئىشلىسىڭىز",
)
UNCUT = [one for one in WHOLE if "÷" not in one or FSI in one]
words = st.one_of(
    st.sampled_from(WHOLE),
    st.sampled_from(
        ("老板不给加班费。", "先打电话，", "\n", "\n\n", " ", "！", "နေ့စဉ်", "é\u0301", "👩\u200d🏭", "“好”")
    ),
    st.text(max_size=12),
)
texts = st.lists(words, max_size=400).map(lambda parts: "。".join(parts))
menus = st.lists(st.text(max_size=60).map(lambda text: f"1. {text}"), max_size=20)


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(200, LIMIT), st.integers(200, LIMIT))
def test_cut_pieces_fit_and_are_the_text_again(text: str, first: int, rest: int) -> None:
    pieces = cut(text, first, rest)
    assert "".join(pieces) == text
    assert all(size(piece) <= (first if place == 0 else rest) for place, piece in enumerate(pieces))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(UNCUT), min_size=1, max_size=300),
    st.sampled_from(("，", "。\n", " 和 ", "、")),
    st.integers(60, 300),
)
def test_numbers_links_and_words_stay_whole(parts: list[str], between: str, room: int) -> None:
    pieces = cut(between.join(parts), room, room)
    assert sum(piece.count(one) for piece in pieces for one in set(parts)) >= len(parts)
    for one in set(parts):
        assert sum(piece.count(one) for piece in pieces) == between.join(parts).count(one)


@settings(max_examples=200, deadline=None)
@given(texts, menus)
def test_every_piece_is_taken_by_wechat(text: str, lines: list[str]) -> None:
    menu = Menu("❓ 哪个城市？", "回复数字：", tuple(lines), "（回复 N 看下文）")
    made = pages(text, menu)
    assert all(0 < size(piece) <= LIMIT for piece in made)
    assert all(menu.more in piece for piece in made[:-1])
    assert menu.more not in made[-1]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_all_pieces_together_lose_nothing(text: str) -> None:
    more = "（回复 N 看下文）"
    made = pages(text, Menu(more=more))
    assert _bare("".join(piece.removesuffix(more) for piece in made)) == _bare(text)


def _bare(text: str) -> str:
    """Without space, and without the marks of direction that a piece may get of its own."""
    return re.sub(rf"\s|{RLM}", "", text)


def test_no_choice_is_lost_and_the_first_come_first() -> None:
    lines = tuple(f"{number}. {'很长的选项' * 8}" for number in range(1, 21))
    made = pages("说明。" * 400, Menu("", "选：", lines, "还有"))
    assert all(any(line in piece for piece in made) for line in lines)
    assert lines[0] in made[0]
    assert lines[-1] not in made[0]


def test_a_cut_is_at_the_end_of_a_sentence_where_there_is_one() -> None:
    made = pages("先把工资条拍照存好。" * 120, Menu(more="还有"))
    assert len(made) == 2
    assert made[0].endswith("存好。\n\n还有")


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant", "en", "vi", "id", "fil", "my", "ug"])
def test_real_answers_in_every_language(app: App, language: str) -> None:
    for text in ("东莞，底薪2000，一天12小时，加班费怎么算？", "/topic work_injury", "/coverage"):
        outcome = app.consider(Question(text, language=language, region="东莞"), f"pages {language}")
        shown = app.rendered(outcome)
        body, asked = split_asked(shown.text)
        made = pages(
            body, Menu(asked, "选：", tuple(f"{b.mark}. {b.label}" for b in shown.buttons), "还有 N")
        )
        assert all(size(piece) <= LIMIT for piece in made)
        assert asked in made[0]
        for number in re.findall(r"\d[\d,.-]{3,}\d", shown.text):
            assert any(number in piece for piece in made), number
        for piece in made:
            assert piece.count(FSI) == piece.count(PDI)
