"""Cutting, learning and matching: the same pieces one by one and all at once, the same model every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.features import WAYS, many, pieces, sound_table
from bot.core.language import choose_language, reply_language, writing
from bot.core.learning import Example, learn
from bot.core.matching import OUT_OF_SCOPE, Matcher
from bot.core.model import RuleBase
from bot.core.pinyin import split_syllables
from bot.core.text import is_traditional, normal, traditional
from bot.rulebase.models import readings

TABLE = sound_table({"工": "gong", "公": "gong", "资": "zi", "司": "si", "押": "ya", "金": "jin"})


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="工公资司押金a1 |。?!", max_size=12), min_size=1, max_size=8),
    st.sampled_from(sorted(WAYS)),
)
def test_many_texts_at_once_are_cut_as_one_by_one(texts: list[str], lane: str) -> None:
    way = WAYS[lane]
    sounds = TABLE if lane == "zh" else None
    flat, owner = many(texts, way, sounds)
    for number, text in enumerate(texts):
        one = pieces(text, way, sounds)
        ids, counts = np.unique(flat[owner == number], return_counts=True)
        assert ids.tolist() == one.ids.tolist()
        assert np.allclose(1 + np.log(np.maximum(counts, 1)), one.strengths)


def test_the_same_examples_give_the_same_model() -> None:
    examples = [
        Example("押金不退", ("deposit",)),
        Example("工资不发", ("wages",)),
        Example("天气好", ("off_topic",)),
    ]
    models = [
        learn(examples, ("deposit", "off_topic", "wages"), WAYS["zh"], TABLE, outside=OUT_OF_SCOPE)
        for _ in range(2)
    ]
    assert np.array_equal(models[0].weights, models[1].weights)
    matcher = Matcher(("deposit", "off_topic", "wages"), {"zh": models[0]})
    assert matcher.match("押金没退", "zh_Hans").best == "deposit"
    assert matcher.match("明天天气", "zh_Hans").best == "off_topic"
    assert matcher.match("明天天气", "zh_Hans").in_scope < matcher.match("押金没退", "zh_Hans").in_scope


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_scores_are_probabilities_for_any_text(rules: RuleBase, text: str) -> None:
    match = rules.matcher.match(normal(text))
    assert abs(sum(match.scores) - 1) < 0.02
    assert list(match.scores) == sorted(match.scores, reverse=True)
    assert 0 <= match.in_scope <= 1
    assert set(match.topics) == set(rules.topics)


@pytest.mark.parametrize(
    "text",
    [
        "厂里收五百块押金不退怎么办",
        "老板拖欠三个月工资不发",
        "没签劳动合同能要双倍工资吗",
        "上班的时候手被机器压伤了",
    ],
)
def test_other_script_pinyin_and_homophones_keep_the_topic(rules: RuleBase, text: str) -> None:
    right = rules.matcher.match(normal(text)).best
    from bot.rulebase.models import as_pinyin

    assert rules.matcher.match(normal(traditional(text))).best == right
    spaced = as_pinyin(normal(text))
    assert rules.matcher.match(spaced, writing(spaced)).best == right
    joined = spaced.replace(" ", "")
    assert rules.matcher.match(joined, writing(joined)).best == right


def test_the_reason_names_examples_and_words(rules: RuleBase) -> None:
    text = normal("厂里收五百块押金不退怎么办")
    match = rules.matcher.match(text)
    why = rules.matcher.reason(text, match)
    assert any("押金" in example for example in why["examples"])
    assert "押金" in why["words"]


def test_readings_cover_the_common_characters() -> None:
    found = readings()
    assert found["工"] == "gong"
    assert found["女"] == "nv"
    assert len(found) > 20_000


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_syllables_join_to_the_word_again(word: str) -> None:
    found = split_syllables(word)
    assert not found or "".join(found) == word


@pytest.mark.parametrize(
    ("text", "language"),
    [("老板不给钱", "zh_Hans"), ("老闆不給錢", "zh_Hant"), ("打坏机器要赔吗", "zh_Hans"), ("老細唔畀錢", "yue"), ("老细唔畀钱", "yue"),
     ("the boss does not pay", "en"), ("sếp không trả lương", "vi"), ("gaji saya belum dibayar", "id"), ("hindi ako binayaran ng amo", "fil"),
     ("လစာမရသေးဘူး", "my"), ("مائاش بەرمىدى", "ug"), ("laoban bu fa gongzi", "pinyin"), ("laobanbufagongzi", "pinyin")],
)  # fmt: skip
def test_the_way_a_message_is_written(text: str, language: str) -> None:
    assert writing(text) == language


def test_reply_language_follows_the_message_then_the_chat_then_the_app() -> None:
    assert reply_language("gaji saya belum dibayar", "zh_Hans", None) == "id"
    assert reply_language("500", "vi", "en") == "vi"
    assert reply_language("500", None, "zh-TW") == "zh_Hant"
    assert reply_language("500", None, "fr") == "zh_Hans"
    assert reply_language("老细唔畀钱", None, None) == "zh_Hans"
    assert choose_language("in") == "id"


def test_script_is_judged_by_character() -> None:
    assert is_traditional("勞動")
    assert not is_traditional("打坏机器")
