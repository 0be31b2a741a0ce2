"""Any message at any step gets a useful reply; a new question beats whatever was pending."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.core.conversation import Kind, Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond
from tests.conftest import TODAY, Ask

BAD = ["", " ", "\n\n", "😭😭😭", "\x00\x01\x02", "\u202eabc\u202c", "<b>x</b><script>", "{{ 7*7 }}", "{% for %}", "500", "…",
       "a" * 100_000, "工资" * 50_000, "?" * 500, "/", "/unknown", "/topic nothing", "/steps", "/city", "/city Atlantis",
       "/language klingon", "%(name)s", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_bad_input_gets_a_useful_reply(app: App, ask: Ask, text: str) -> None:
    outcome = ask(text)
    rendered = app.rendered(outcome)
    assert rendered.text.strip()
    assert outcome.reply.kind is not Kind.ERROR
    assert "{{" not in rendered.text


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=4), days=st.integers(0, 9000))
def test_any_conversation_is_answered(app: App, rules: RuleBase, texts: list[str], days: int) -> None:
    session = Session()
    for text in texts:
        outcome = respond(Question(text), session, rules, date(2003, 1, 1) + timedelta(days=days))
        assert app.rendered(outcome).text.strip()
        assert len(outcome.reply.topics) >= 3
        session = outcome.session


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_pieces_of_real_words_in_any_order(app: App, rules: RuleBase, data: st.DataObject) -> None:
    words = st.sampled_from(
        [
            "东莞",
            "深圳",
            "加班费",
            "押金",
            "身份证",
            "合同",
            "12小时",
            "底薪2000",
            "干了3个月",
            "辞退",
            "工伤",
            "怎么办",
            "多少",
            "不给",
            "欠",
            "老板",
            "2004年",
            "1",
            "/steps",
            "东莞呢",
            "那怎么办",
            "没签",
            "社保",
            "boss",
            "no",
            "pay",
            "3千5",
            "1块8",
            "/city",
            "/forget",
            "english",
            "唔畀",
            "怀孕",
            "15岁",
            "换城市",
        ]
    )
    session = Session()
    for _ in range(3):
        text = "".join(data.draw(st.lists(words, min_size=1, max_size=5)))
        outcome = respond(Question(text), session, rules, TODAY)
        assert app.rendered(outcome).text.strip()
        session = outcome.session


def test_two_matters_are_both_answered(ask: Ask) -> None:
    outcome = ask("厂里扣了我身份证还收500押金")
    assert set(outcome.session.topics) == {"id_retention", "deposit"}
    assert {"labour_contract_law/9"} <= {str(cite) for cite in outcome.reply.citations}


def test_weather_is_politely_out_of_scope(ask: Ask) -> None:
    assert ask("今天天气怎么样").reply.kind is Kind.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("text", "language"), [("boss no pay overtime shenzhen", "en"), ("老細唔畀加班錢", "zh_Hant")]
)
def test_other_ways_of_writing_are_understood(ask: Ask, text: str, language: str) -> None:
    reply = ask(text).reply
    assert reply.topics[0] == "overtime_pay"
    assert reply.kind is Kind.ANSWERED
    assert reply.language == language


def test_a_number_alone_is_asked_about(ask: Ask) -> None:
    assert ask("500").reply.kind is Kind.UNSURE


def test_what_was_asked_for_is_taken(ask: Ask) -> None:
    first = ask("东莞加班费怎么算")
    assert first.reply.asks == "monthly_wage"
    second = ask("2600", session=first.session)
    assert second.session.facts.number("monthly_wage") == 2600
    assert {str(amount.value) for amount in second.reply.amounts} >= {"22.41"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("donguan", "441900"), ("shen zen", "440300"), ("tham quyen", "440300"), ("တုံကွမ်", "441900")],
)
def test_a_mistyped_place_is_offered_when_one_was_asked_for(ask: Ask, typed: str, meant: str) -> None:
    first = ask("boss no pay overtime")
    assert first.reply.asks == "city"
    second = ask(typed, session=first.session)
    assert any(meant in choice.send for choice in second.reply.choices)
    chosen = next(choice for choice in second.reply.choices if meant in choice.send)
    third = ask(chosen.send, session=second.session)
    assert third.session.region == meant
    assert third.reply.topics[0] == "overtime_pay"


@pytest.mark.parametrize(("typed", "topic"), [("công đoàn", "union"), ("gongjijin", "housing_fund")])
def test_a_short_question_is_no_mistyped_place(ask: Ask, typed: str, topic: str) -> None:
    first = ask("boss no pay overtime")
    assert ask(typed, session=first.session).reply.topics[0] == topic


@pytest.mark.parametrize(
    ("said", "region"),
    [
        ("东莞", "441900"),
        ("我现在在苏州打工", "320500"),
        ("i work in dongguan", "441900"),
        ("my factory is in suzhou", "320500"),
        ("tôi làm ở Đông Quản", "441900"),
        ("saya kerja di Shenzhen", "440300"),
    ],
)
def test_saying_only_where_she_works_sets_the_city(ask: Ask, said: str, region: str) -> None:
    first = ask(said)
    assert first.session.region == region
    assert first.reply.kind is Kind.COMMAND
    assert not first.session.topics
    later = ask(said, session=ask("押金不退怎么办").session)
    assert later.session.region == region
    assert later.reply.topics[0] == "deposit"


def test_a_typed_question_beats_a_pending_one(ask: Ask) -> None:
    pending = ask("加班费怎么算")
    assert pending.reply.asks == "city"
    fresh = ask("老板收押金合法吗", session=pending.session)
    assert fresh.session.topics[0] == "deposit"


def test_place_alone_moves_the_last_answer(ask: Ask) -> None:
    first = ask("深圳最低工资多少")
    second = ask("东莞呢", session=first.session)
    assert second.reply.region == "441900"
    assert second.session.topics == ("minimum_wage",)


def test_correction_of_the_city(ask: Ask) -> None:
    first = ask("深圳最低工资多少")
    second = ask("不是深圳是东莞", session=first.session)
    assert second.reply.region == "441900"


def test_forget_clears_everything(ask: Ask) -> None:
    first = ask("东莞底薪2000加班费怎么算")
    after = ask("/forget", session=first.session).session
    assert after.region is None
    assert after.topics == ()
    assert not after.facts.values


def test_numbered_choice_is_the_button(ask: Ask) -> None:
    first = ask("东莞押金500不退")
    pressed = ask("1", session=first.session)
    assert pressed.reply.command
    assert pressed.reply.kind is Kind.ANSWERED


def test_shared_place_offers_the_three_nearest_and_keeps_nothing(rules: RuleBase) -> None:
    outcome = respond(Question("", place=(23.02, 113.75)), Session(), rules, TODAY)
    assert len(outcome.reply.choices) == 3
    assert outcome.reply.choices[0].send == "/city 441900"
    assert "23.02" not in repr(outcome.session)


def test_facts_given_late_complete_the_question_before(ask: Ask) -> None:
    first = ask("东莞加班费怎么算")
    second = ask("底薪2100", session=first.session)
    third = ask("每天11个小时,一个月休两天", session=second.session)
    assert third.session.topics == ("overtime_pay",)
    assert {"overtime_due", "minimum_wage_shortfall"} <= {amount.name for amount in third.reply.amounts}


def test_a_new_matter_with_a_sum_is_a_new_question(ask: Ask) -> None:
    first = ask("东莞加班费怎么算")
    second = ask("押金300也不退", session=first.session)
    assert second.session.topics[0] == "deposit"


@pytest.mark.parametrize(
    ("text", "section"),
    [("那怎么办", "steps"), ("去哪里告", "who"), ("要多久", "steps"), ("要什么证据", "evidence"), ("打什么电话", "who"),
     ("法律依据是什么", "law"), ("what should i do", "steps"), ("点算", "steps")],
)  # fmt: skip
def test_follow_ups_open_the_section(ask: Ask, text: str, section: str) -> None:
    first = ask("深圳老板扣押金不退")
    second = ask(text, session=first.session)
    assert second.reply.command == section
    assert second.session.topics[0] == "deposit"


def test_switching_language_midway(ask: Ask) -> None:
    first = ask("深圳最低工资多少")
    second = ask("说英语", session=first.session)
    assert second.reply.language == "en"
    third = ask("东莞呢", session=second.session)
    assert third.reply.language == "en"
    assert third.reply.region == "441900"


@pytest.mark.parametrize("text", ["谢谢", "你好", "哈哈哈哈", "傻逼", "ok"])
def test_small_talk_keeps_the_thread(ask: Ask, text: str) -> None:
    first = ask("深圳押金不退")
    second = ask(text, session=first.session)
    third = ask("那怎么办", session=second.session)
    assert third.session.topics[0] == "deposit"


@pytest.mark.parametrize(
    ("text", "topic"),
    [("加班", "overtime_pay"), ("押金", "deposit"), ("最低工资 苏州", "minimum_wage"), ("工伤", "work_injury"), ("仲裁", "arbitration"),
     ("社保", "social_insurance"), ("公积金", "housing_fund"), ("产假", "maternity"), ("年假", "annual_leave"), ("辞职", "resignation"),
     ("jiabanfei", "overtime_pay"), ("ya jin bu tui", "deposit"), ("overtime", "overtime_pay"), ("deposit", "deposit")],
)  # fmt: skip
def test_one_word_questions(ask: Ask, text: str, topic: str) -> None:
    assert ask(text).reply.topics[0] == topic


def test_did_you_mean_uses_plain_words(app: App, ask: Ask) -> None:
    outcome = ask("500")
    labels = [button.label for button in app.rendered(outcome).buttons]
    assert 2 <= len(labels) <= 3
    assert not any("_" in label for label in labels)


@pytest.mark.parametrize(
    ("text", "language"),
    [("xin chào", "vi"), ("halo", "id"), ("selamat pagi", "id"), ("kumusta po", "fil"), ("hello", "en"), ("你好", "zh_Hans")],
)  # fmt: skip
def test_a_greeting_is_answered_in_its_language(ask: Ask, text: str, language: str) -> None:
    assert ask(text).reply.language == language


def test_a_first_message_without_words_offers_the_languages(ask: Ask) -> None:
    outcome = ask("😀")
    assert [choice.key for choice in outcome.reply.choices] == ["language_name"] * 8
    assert ask("?", session=Session(language="vi")).reply.language == "vi"


def test_a_sum_that_two_topics_share_is_told_once(ask: Ask) -> None:
    reply = ask("老板押了我身份证还收500押金咋办").reply
    assert set(reply.topics[:2]) == {"deposit", "id_retention"}
    assert [amount.name for amount in reply.amounts].count("deposit") == 1
