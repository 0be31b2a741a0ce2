"""Everything shown to people, in every language there is a catalog for."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from bot.app import App
from bot.channels.telegram_text import LIMIT, split, units
from bot.core.conversation import Question, Session
from bot.core.model import RuleBase
from bot.core.respond import respond
from bot.rendering.catalogs import NAMES, Catalog, Catalogs
from bot.rendering.render import TEMPLATES
from bot.rendering.voice import Voice
from bot.staff.i18n.check import official_names
from bot.staff.i18n.compare import leftover_share
from tests.conftest import ROOT, TODAY
from tests.report import say

Said = Callable[..., str]
SECTIONS = ("topic", "steps", "evidence", "beliefs", "law", "who", "working", "ifs")
MOST_MESSAGES = dict.fromkeys(SECTIONS, 3) | {"law": 8}
"""Into how many messages an answer may be cut; the law of a topic is long and wanted whole."""
LEFTOVER: dict[str, list[float]] = defaultdict(list)
"""Share of Chinese letters in each answer, by language, official names left out."""
PLACES = (None, "440300", "110000", "411600")


@pytest.fixture(scope="module")
def names() -> Iterator[tuple[str, ...]]:
    """Official names, and at the end a line on how much Chinese is left beside them."""
    yield official_names(ROOT / "knowledge")
    for language, shares in sorted(LEFTOVER.items()):
        say(f"rendered {language}: {sum(shares) / len(shares):.1%} of an answer's letters are in Chinese")


@pytest.mark.parametrize("language", Catalogs(ROOT / "locales").languages())
@pytest.mark.parametrize("section", SECTIONS)
def test_every_topic_renders_without_a_hole(
    app: App, rules: RuleBase, names: tuple[str, ...], language: str, section: str
) -> None:
    for topic in rules.topics:
        for place in PLACES if section == "topic" else PLACES[:2]:
            session = Session(language=language, language_fixed=True, region=place)
            outcome = respond(Question(f"/{section} {topic}"), session, rules, TODAY)
            rendered = app.rendered(outcome)
            assert rendered.text.strip(), (topic, section)
            assert not re.search(r"\{\{|\{%|%\(|Undefined|None[^ .]|\bNone$", rendered.text), (
                topic,
                section,
                rendered.text,
            )
            assert all(button.label and len(button.send.encode()) <= 64 for button in rendered.buttons)
            pieces = split(html.escape(rendered.text, quote=False))
            assert all(0 < units(piece) <= LIMIT for piece in pieces)
            assert len(pieces) <= MOST_MESSAGES[section], (topic, section, len(pieces))
            if section == "topic" and not language.startswith("zh"):
                LEFTOVER[language].append(leftover_share(rendered.text, names))


def test_traditional_script_has_no_simplified_leftover(app: App, rules: RuleBase) -> None:
    session = Session(language="zh_Hant", language_fixed=True)
    text = app.rendered(respond(Question("/topic overtime_pay"), session, rules, TODAY)).text
    assert "加班費" in text
    assert "费" not in text


def test_html_is_escaped_and_bold_is_marked(app: App, rules: RuleBase) -> None:
    outcome = respond(Question("东莞加班费怎么算"), Session(), rules, TODAY)
    marked = app.rendered(outcome, markup=True).text
    assert "<b>【加班费】</b>" in marked
    assert "\x02" not in marked
    assert "\x02" not in app.rendered(outcome).text


def test_a_missing_translation_falls_back_with_a_notice() -> None:
    catalog = Catalog("vi", {"guidance": {"押金": ("Tiền cọc", False)}})
    assert catalog.say("押金", "guidance").text == "Tiền cọc"
    assert not catalog.say("押金", "guidance").reviewed
    assert catalog.say("没有的句子", "guidance").language == "zh_Hans"


def test_each_kind_of_fault_in_a_translation_has_its_notice(app: App, rules: RuleBase) -> None:
    first, *rest = rules.topics["deposit"].short
    texts = {first: ("Recruiters may not take deposits.", True), rest[0]: ("The same for fees.", False)}
    catalog = Catalog("vi", {"guidance": texts}, {"guidance": {rest[1]}})
    assert catalog.say(rest[1], "guidance").stale
    assert not catalog.say(rest[2], "guidance").stale
    progress = catalog.progress([first, *rest])
    assert (progress.reviewed, progress.unreviewed, progress.stale, progress.missing) == (1, 1, 1, 1)
    assert progress.share == 0.5
    said = {text: catalog.say(text, "guidance") for text in (first, *rest)}
    for texts_heard, kinds in (
        ((first,), ()),
        ((rest[0],), ("unreviewed",)),
        ((rest[1],), ("stale",)),
        ((rest[0], rest[1], rest[2]), ("stale", "fallback", "unreviewed")),
    ):
        voice = Voice(app.renderer, catalog, rules)
        for text in texts_heard:
            voice.heard(said[text])
        assert voice.notice(answers=True).splitlines() == [
            app.words(f"notice_{kind}", "vi") for kind in kinds
        ]


def test_an_answer_made_of_the_programs_words_alone_says_so_too(said: Said) -> None:
    text = said("minimum wage in Dongguan", language="en")
    assert "machine translation" in text
    assert "machine translation" not in said("/start", language="en")


def test_languages_are_named_in_their_own_script() -> None:
    assert set(Catalogs(ROOT / "locales").languages()) <= set(NAMES)


def test_templates_are_all_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for path in TEMPLATES.glob("*.j2"):
        named = (f'"{path.stem}"', f"'{path.stem}'")
        assert any(one in code for one in named) or path.stem.startswith("notice_"), path.name


@pytest.mark.parametrize(
    "language", [one for one in Catalogs(ROOT / "locales").languages() if not one.startswith("zh")]
)
def test_the_programs_own_words_are_all_translated(app: App, language: str) -> None:
    catalog = app.renderer.catalog(language)
    words = {
        word
        for path in TEMPLATES.glob("*.j2")
        for word in re.findall(r'_\("((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
    }
    assert not [word for word in words if catalog.say(word).language != language]
    placeholders = re.compile(r"%\(\w+\)s|%%")
    for word in words:
        assert sorted(placeholders.findall(word)) == sorted(placeholders.findall(catalog.say(word).text)), (
            word
        )


@pytest.mark.parametrize(
    "language", [one for one in Catalogs(ROOT / "locales").languages() if not one.startswith("zh")]
)
def test_translations_keep_templates_and_phones(app: App, rules: RuleBase, language: str) -> None:
    catalog = app.renderer.catalog(language)
    kept = re.compile(r"\{\{.*?\}\}|(?<!\d)1[12]\d{3}(?!\d)|(?<!\d)1[12]0(?!\d)")
    for topic in rules.topics.values():
        for text in topic.texts():
            said = catalog.say(text, "guidance")
            if said.language == language:
                assert sorted(kept.findall(text)) == sorted(kept.findall(said.text)), (
                    topic.id,
                    text,
                    said.text,
                )


def test_an_answer_that_is_not_reviewed_says_so(app: App, rules: RuleBase) -> None:
    session = Session(language="en", language_fixed=True)
    text = app.rendered(respond(Question("/topic deposit"), session, rules, TODAY)).text
    assert "machine translation" in text
