"""What is kept of a question: private pieces are gone, by kind and language, and what is left still says the matter.

The sentences were looked at while the rules were mended, so all of them are met. Of 45 pieces in sentences that had not been
looked at, 40 were taken out at first: numbers, accounts, dates and sums all, of 33 names, firms and places 28.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language import writing
from bot.core.model import RuleBase
from bot.core.redact import LONGEST, keepable, redact, safe
from bot.core.redaction.marks import shadow, without_marks
from bot.core.text import clean, normal
from tests.conftest import ROOT
from tests.report import LINES

FOLDER = Path(__file__).parent / "redaction"
_PIECE = re.compile(r"\[\[(\w+):(.+?)\]\]")
LANGUAGES = {"zh": "zh_Hans", "yue": "zh_Hant"}
VAGUE = ("sum", "age", "people")

Case = tuple[str, str, tuple[tuple[str, str], ...]]


_HELD: dict[str, RuleBase] = {}


@pytest.fixture(autouse=True, scope="module")
def _rules(rules: RuleBase) -> None:
    """For property tests: hypothesis would print the whole rule base where it is an argument."""
    _HELD["rules"] = rules


def cases() -> Iterator[Case]:
    """(language, text, private pieces as (kind, words)) of every sentence."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for line in yaml.safe_load(path.read_text(encoding="utf-8")):
            pieces = tuple((found[1], found[2]) for found in _PIECE.finditer(line))
            yield LANGUAGES.get(path.stem, path.stem), _PIECE.sub(lambda found: found[2], line), pieces


def left_of(kind: str, piece: str, kept: str) -> str:
    """What of a private piece is still to be read: all of it, or of names and places any part of two characters or a word."""
    plain, shown = shadow(clean(piece)), shadow(kept)
    if kind in VAGUE:
        return plain if re.search(rf"(?<!\d){re.escape(plain)}(?!\d)", shown) else ""
    words = re.findall(r"[\u3400-\u9fff]{2,}|[^\W_]{2,}", plain)
    parts = [
        word[i : i + 2] for word in words if re.match(r"[\u3400-\u9fff]", word) for i in range(len(word) - 1)
    ]
    parts += [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words if not re.match(r"[\u3400-\u9fff]", word)]
    whole = [re.escape(plain)] if kind == "account" or not parts else parts
    return next((one for one in whole if re.search(one, shown) and one not in COMMON), "")


_COMMON = (
    "经理 师傅 小姐 公司 有限 限公 工厂 电子 科技 家政 美容 容店 五金 金厂 劳务 食品 制衣 衣厂 子厂 工业 业区 街道 社区 第二 花园 大道 子科 technology "
    "co ltd road district restaurant room kindergarten garments pt tnhh mr ngày tháng jalan đường brgy yahoo"
)
COMMON = {*_COMMON.split(), *(rf"(?<!\w){word}(?!\w)" for word in _COMMON.split())}
"""Parts that say only what kind of thing it is."""


def kept_of(text: str, language: str, rules: RuleBase) -> str:
    return redact(text, language, rules.matcher.lexicons.of(language), rules.gazetteer)


def test_private_pieces_are_taken_out(rules: RuleBase) -> None:
    total: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    missed: list[str] = []
    for language, text, pieces in cases():
        kept = kept_of(text, language, rules)
        for kind, piece in pieces:
            total[kind] += 1
            rest = left_of(kind, piece, kept)
            gone[kind] += not rest
            if rest:
                missed.append(f"{kind} {piece!r} in {kept!r}")
    shares = ", ".join(f"{kind} {gone[kind]}/{total[kind]}" for kind in sorted(total))
    LINES.append(f"redaction, taken out: {shares}")
    for kind in ("phone", "id", "card", "account", "plate", "date", "sum", "age", "people", "number"):
        assert gone[kind] == total[kind], missed
    for kind in ("name", "firm", "place"):
        assert gone[kind] >= 0.95 * total[kind], missed


def test_once_redacted_is_redacted(rules: RuleBase) -> None:
    for language, text, _ in cases():
        kept = kept_of(text, language, rules)
        assert kept_of(kept, language, rules) == kept


def test_what_is_left_still_says_the_matter(rules: RuleBase) -> None:
    """The topic of held-out questions is mostly the same without what was taken out; hardly any is left empty."""
    for path in sorted((ROOT / "tests" / "questions").glob("*.yaml")):
        language = LANGUAGES.get(path.stem, path.stem)
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts = [text for texts in content.values() for text in texts[:2]]
        same = sum(_topic(text, rules) == _topic(_words(text, language, rules), rules) for text in texts)
        useless = sum(not _words(text, language, rules) for text in texts)
        LINES.append(
            f"redaction, {path.stem}: {same / len(texts):.3f} of {len(texts)} questions keep their topic, {useless} not offered"
        )
        assert same >= 0.9 * len(texts), path.stem
        assert useless <= 0.1 * len(texts), path.stem


def _words(text: str, language: str, rules: RuleBase) -> str:
    kept = keepable(text, language, rules.matcher.lexicons.of(language), rules.gazetteer)
    return without_marks(kept) if kept else ""


def _topic(text: str, rules: RuleBase) -> str:
    return rules.matcher.match(rules.gazetteer.without_places(normal(text)), writing(text)).best


SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范廖"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞鹏桂兰玲辉婷建国志刚春梅晓燕海波雪琴德福"

persons = st.builds(
    lambda surname, given: surname + given,
    st.sampled_from(SURNAMES),
    st.text(st.sampled_from(GIVEN), min_size=2, max_size=2),
)
digits = st.text(st.sampled_from("0123456789"), min_size=8, max_size=8)
SPELT: dict[str, Callable[[str], str]] = {
    "plain": lambda number: number,
    "spaced": lambda number: f"{number[:3]} {number[3:7]} {number[7:]}",
    "dashed": lambda number: f"{number[:3]}-{number[3:7]}-{number[7:]}",
    "apart": " ".join,
    "dotted": ".".join,
    "wide": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in number),
    "han": lambda number: "".join("零一二三四五六七八九"[int(digit)] for digit in number),
    "formal": lambda number: "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in number),
    "yao": lambda number: "".join("零幺二三四五六七八九"[int(digit)] for digit in number),
    "burmese": lambda number: "".join(chr(0x1040 + int(digit)) for digit in number),
    "arabic": lambda number: "".join(chr(0x0660 + int(digit)) for digit in number),
    "bold": lambda number: "".join(chr(0x1D7CE + int(digit)) for digit in number),
    "keycaps": lambda number: "".join(f"{digit}\ufe0f\u20e3" for digit in number),
    "country": lambda number: f"+86 {number}",
}
phones = st.tuples(
    st.sampled_from(("13", "15", "17", "18", "19")), digits, st.sampled_from("0123456789")
).map("".join)
questions = st.sampled_from(
    [
        "老板不给工资怎么办", "boss keeps my passport what can I do", "押金不退", "公司不买社保可以吗",
        "gaji belum dibayar tiga bulan", "hindi ako binayaran ng overtime", "lương tháng này chưa trả",
        "အလုပ်ရှင်က လစာမပေးဘူး", "مائاشىمنى بەرمىدى قانداق قىلىمەن", "今天红烧肉怎么做",
    ]
)  # fmt: skip


def _number_in(text: str) -> str:
    """All digits of a text in one row, however they are written."""
    han = {
        char: str(number)
        for row in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "〇幺")
        for number, char in enumerate(row)
    }
    return "".join(han.get(char, char) for char in shadow(clean(text)) if char in han or char.isdigit())


@settings(max_examples=150, deadline=None)
@given(
    question=questions,
    phone=phones,
    how=st.sampled_from(sorted(SPELT)),
    first=st.booleans(),
    close=st.booleans(),
)
def test_no_phone_survives_however_it_is_written(
    question: str, phone: str, how: str, first: bool, close: bool
) -> None:
    spelt = SPELT[how](phone)
    gap = "" if close and not question.isascii() else " "
    text = f"{spelt}{gap}{question}" if first else f"{question}{gap}{spelt}"
    kept = kept_of(text, _language(question), _HELD["rules"])
    assert phone[:5] not in _number_in(kept), kept
    assert phone[-5:] not in _number_in(kept), kept


def _language(text: str) -> str:
    return {"yue": "zh_Hant", "pinyin": "zh_Hans", "": "zh_Hans"}.get(writing(text), writing(text))


@settings(max_examples=120, deadline=None)
@given(
    person=persons,
    how=st.sampled_from(
        [
            "我叫{}，{}",
            "{1}，我是{0}",
            "老板{}，{}",
            "{1}找{0}。",
            "工友{}说{}",
            "{0}，{1}",
            "{1} {0}",
            "姓名：{} {}",
            "{}经理说{}",
        ]
    ),
    question=st.sampled_from(["老板不给工资怎么办", "押金不退", "公司不买社保可以吗", "今天红烧肉怎么做"]),
)
def test_no_chinese_name_survives_whole(person: str, how: str, question: str) -> None:
    kept = kept_of(how.format(person, question), "zh_Hans", _HELD["rules"])
    assert person not in kept
    assert person[1:] not in kept, kept


@pytest.mark.parametrize(
    "text", ["老板不给工资怎么办，我是韩国丽", "工友韩国丽说押金不退", "老板韩国丽，押金不退"]
)
def test_a_name_that_begins_like_a_word_is_a_name(text: str) -> None:
    assert "国丽" not in kept_of(text, "zh_Hans", _HELD["rules"])


@settings(max_examples=120, deadline=None)
@given(
    question=questions,
    canary=st.one_of(
        st.tuples(st.text(st.sampled_from("0123456789"), min_size=17, max_size=17), st.sampled_from("0123456789Xx")).map("".join),
        st.tuples(st.sampled_from("粤沪京浙"), st.sampled_from("ABCD"), st.text(st.sampled_from("ABC0123456789"), min_size=4, max_size=4), st.sampled_from("0123456789")).map("".join),
        st.from_regex(r"[a-z]{4,8}[0-9]{2,6}", fullmatch=True),
        st.from_regex(r"[a-z]{3,8}_[a-z0-9]{2,6}", fullmatch=True),
        st.from_regex(r"[a-z]{3,8}[.]?[a-z0-9]{2,6}@(qq|gmail|163)\.com", fullmatch=True),
        st.from_regex(r"https?://[a-z]{3,8}\.(com|cn)/[a-z0-9]{2,6}", fullmatch=True),
        st.from_regex(r"[EGP][0-9]{8}", fullmatch=True),
    ),
    first=st.booleans(),
)  # fmt: skip
def test_no_number_plate_or_account_survives(question: str, canary: str, first: bool) -> None:
    text = f"{canary} {question}" if first else f"{question} {canary}"
    kept = kept_of(text, _language(question), _HELD["rules"])
    assert canary.lower() not in kept.lower(), kept
    assert safe(kept)


@settings(max_examples=120, deadline=None)
@given(
    text=st.text(max_size=300),
    pieces=st.lists(st.sampled_from(["我叫", "王小明", "13812345678", "[姓名]", "[name]", "[", "]", "东莞", "公司", "元", "~", "约", "3千5"]), max_size=8),
    language=st.sampled_from(["zh_Hans", "zh_Hant", "en", "vi", "id", "fil", "my", "ug", "th"]),
)  # fmt: skip
def test_any_text_is_redacted_for_good(text: str, pieces: list[str], language: str) -> None:
    kept = kept_of("".join(pieces) + text, language, _HELD["rules"])
    assert kept_of(kept, language, _HELD["rules"]) == kept
    assert len(kept) <= LONGEST
    rules = _HELD["rules"]
    offered = keepable(text, language, rules.matcher.lexicons.of(language), rules.gazetteer)
    assert offered is None or safe(offered)
