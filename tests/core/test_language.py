"""Which language a reply is in: by the app's tag, by the message, by what was chosen; and Burmese in Zawgyi."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App
from bot.core.conversation import Kind, Question, Session
from bot.core.language import LANGUAGES, choose_language, reply_language
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.core.zawgyi import is_zawgyi, to_unicode
from tests.conftest import ROOT, TODAY, Ask


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", "zh_Hans"), ("zh-CN", "zh_Hans"), ("zh_CN", "zh_Hans"), ("zh-Hans", "zh_Hans"), ("zh-SG", "zh_Hans"),
        ("zh-Hans-HK", "zh_Hans"), ("zh_TW", "zh_Hant"), ("zh-TW", "zh_Hant"), ("zh-HK", "zh_Hant"), ("zh-MO", "zh_Hant"),
        ("zh-Hant-HK", "zh_Hant"), ("zh-Hant", "zh_Hant"), ("yue", "zh_Hant"), ("yue-HK", "zh_Hant"),
        ("yue-Hans-CN", "zh_Hans"), ("cmn-Hans-CN", "zh_Hans"), ("ZH-hant-tw", "zh_Hant"), ("tl", "fil"), ("tl-PH", "fil"),
        ("fil", "fil"), ("fil-PH", "fil"), ("in", "id"), ("in-ID", "id"), ("id", "id"), ("id_ID", "id"), ("en", "en"),
        ("en-GB", "en"), ("en_US", "en"), ("vi-VN", "vi"), ("my-MM", "my"), ("my", "my"), ("ug-CN", "ug"),
        ("ug-Arab-CN", "ug"), ("fr", None), ("th-TH", None), ("", None), (None, None), ("-", None),
    ],
)  # fmt: skip
def test_tags_of_apps_map_to_our_languages(tag: str | None, language: str | None) -> None:
    assert choose_language(tag) == language


@given(st.text(max_size=12))
def test_no_tag_breaks_it(tag: str) -> None:
    assert choose_language(tag) in (*LANGUAGES, None)


def test_a_message_without_a_sign_is_answered_in_the_apps_language() -> None:
    assert reply_language("?!", None, "tl-PH") == "fil"
    assert reply_language("?!", "vi", "tl-PH") == "vi"
    assert reply_language("?!", None, "th", (*LANGUAGES, "th")) == "th"


def test_the_chinese_is_a_tap_away_and_the_language_stays(app: App, rules: RuleBase) -> None:
    session = Session(language="vi", language_fixed=True, region="440300")
    for press in ("/topic deposit", "/steps deposit", "/law deposit"):
        first = respond(Question(press), session, rules, TODAY)
        choice = next(one for one in first.reply.choices if one.key == "original")
        assert len(choice.send.encode()) <= 64
        again = respond(Question(choice.send), first.session, rules, TODAY)
        assert again.reply.language == "zh_Hans"
        assert again.session.language == "vi"
        assert again.tally is None
        chinese = respond(Question(press), Session(language="zh_Hans", region="440300"), rules, TODAY)
        assert app.rendered(again).text == app.rendered(chinese).text


def test_two_matters_in_chinese_again(rules: RuleBase) -> None:
    pressed = respond(Question("/original topic deposit dismissal"), Session(language="en"), rules, TODAY)
    assert pressed.session.topics == ("deposit", "dismissal")
    for argument in ("", " topic nothing", " nonsense deposit"):
        stray = respond(Question(f"/original{argument}"), Session(language="en"), rules, TODAY)
        assert stray.reply.parts[0].kind == "stale_button"


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_readers_of_chinese_need_no_button_for_it(rules: RuleBase, language: str) -> None:
    reply = respond(
        Question("/topic deposit"), Session(language=language, language_fixed=True), rules, TODAY
    ).reply
    assert "original" not in {choice.key for choice in reply.choices}


# --- Zawgyi ---
ZAWGYI = [
    ("ေက်ာင္း", "ကျောင်း"),
    ("ျမန္မာ", "မြန်မာ"),
    ("အလုပ္", "အလုပ်"),
    ("လုပ္ခ မေပးဘူး", "လုပ်ခ မပေးဘူး"),
    ("မဂၤလာပါ", "မင်္ဂလာပါ"),
    ("ဘယ္ေလာက္ရမလဲ", "ဘယ်လောက်ရမလဲ"),
    ("ႏွစ္", "နှစ်"),
    ("ကၽြန္ေတာ္", "ကျွန်တော်"),
    ("အခ်ိန္ပိုေၾကး", "အချိန်ပိုကြေး"),
]


@pytest.mark.parametrize(("zawgyi", "unicode"), ZAWGYI)
def test_zawgyi_is_seen_and_put_right(zawgyi: str, unicode: str) -> None:
    assert is_zawgyi(zawgyi)
    assert to_unicode(zawgyi) == unicode
    assert not is_zawgyi(unicode)


def test_no_question_in_unicode_is_taken_for_zawgyi() -> None:
    for path in ("knowledge/questions/my.yaml", "tests/questions/my.yaml"):
        bank = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
        assert not [text for text in _texts(bank) if is_zawgyi(text)]


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inside for text in _texts(one)]


def test_a_question_in_zawgyi_is_answered_with_a_hint(app: App, ask: Ask) -> None:
    asked = ask("သူေဌး လုပ္ခ မေပးဘူး")
    unicode = ask("သူဌေး လုပ်ခ မပေးဘူး")
    assert asked.reply.language == "my"
    assert asked.reply.topics == unicode.reply.topics
    assert [part.kind for part in asked.reply.parts] == [
        *(part.kind for part in unicode.reply.parts),
        "zawgyi",
    ]
    assert "Unicode" in app.rendered(asked).text
    assert "zawgyi" not in {part.kind for part in unicode.reply.parts}


@given(st.text(st.characters(min_codepoint=0x1000, max_codepoint=0x109F), max_size=40))
def test_no_burmese_text_breaks_it(text: str) -> None:
    to_unicode(text)
    assert is_zawgyi(text) in (True, False)


def test_danger_in_zawgyi_stays_danger_first(ask: Ask) -> None:
    reply = ask("ေသခ်င္တယ္").reply
    assert reply.language == "my"
    if reply.kind is Kind.CRISIS:
        assert [part.kind for part in reply.parts] == ["crisis"]
