"""The normal form and numerals."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.core.calculators.money
import bot.core.calculators.severance
import bot.core.commands
import bot.core.crisis
import bot.core.facts
import bot.core.followup
import bot.core.language
import bot.core.pinyin
import bot.core.smalltalk
import bot.core.text
from bot.core.text import MAX_CHARS, normal, number


@pytest.mark.parametrize(
    "module",
    [
        bot.core.text, bot.core.language, bot.core.facts, bot.core.crisis, bot.core.commands, bot.core.followup,
        bot.core.smalltalk, bot.core.pinyin, bot.core.calculators.money,
        bot.core.calculators.severance,
    ],
    ids=lambda module: module.__name__,
)  # fmt: skip
def test_examples_in_docstrings_hold(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize(
    ("written", "value"),
    [("3千5", "3500"), ("两千八", "2800"), ("4k", "4000"), ("1.5万", "15000"), ("三万五", "35000"), ("一百二", "120"),
     ("二十", "20"), ("十五", "15"), ("两千零五十", "2050"), ("2,300", "2300"), ("12", "12"), ("一万零八百", "10800")],
)  # fmt: skip
def test_numerals_as_workers_write_them(written: str, value: str) -> None:
    assert number(written) == Decimal(value)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_digits_read_as_themselves(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@given(st.text(max_size=400))
def test_normal_form_is_stable_and_clean(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert not any(ord(char) < 32 for char in once)
    assert "\u202e" not in once


def test_a_hundred_thousand_characters_are_cut_from_the_middle() -> None:
    text = normal("开头" + "字" * 5 + "x y " * 25_000 + "结尾")
    assert len(text) <= MAX_CHARS + 10
    assert text.startswith("开头")
    assert text.endswith("结尾")
