"""Catalogs kept up with their sources: what a change makes stale, what it leaves alone, and what a worker then reads."""

from __future__ import annotations

import shutil
import time
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.app import App, FixedClock
from bot.cli import cli
from bot.core.conversation import Question, Session
from bot.core.respond import respond
from bot.errors import CatalogError, RuleBaseInvalid
from bot.rendering.catalogs import DOMAINS
from bot.settings import Settings
from bot.staff.i18n import folder, pofiles, sentences
from bot.staff.i18n import stats as counting
from bot.staff.i18n.merge import merged, predecessors
from tests.conftest import ROOT, TODAY
from tests.report import say

LANGUAGES = folder.languages(ROOT / "locales")
CHANGED = "押金和工资是两回事，都要退。"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))


@pytest.fixture(scope="module")
def source() -> dict[str, Catalog]:
    """The sentences of the project itself."""
    return sentences.sources(ROOT / "knowledge")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, source: dict[str, Catalog]) -> Path:
    """The project's catalogs, up to date; not to be written to."""
    copy = Path(shutil.copytree(ROOT / "locales", tmp_path_factory.mktemp("ready") / "locales"))
    folder.update(copy, source)
    return copy


@pytest.fixture
def locales(tmp_path: Path, ready: Path) -> Path:
    """A copy of the catalogs, up to date."""
    return Path(shutil.copytree(ready, tmp_path / "locales"))


def guidance(locales: Path, language: str) -> Catalog:
    return pofiles.read(folder.path_of(locales, language, "guidance"), language)


def edit(knowledge: Path, topic: str, old: str, new: str) -> None:
    path = knowledge / "topics" / f"{topic}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def first_short(knowledge: Path, topic: str) -> str:
    source = sentences.guidance(knowledge)
    found = (one for one in source if one.id and f"topic/{topic}/short/1" in " ".join(one.auto_comments))
    return str(next(found).id)


def notes(catalog: Catalog, text: str) -> tuple[list[str], list[tuple[str, int]]]:
    message = catalog.get(text)
    assert message is not None
    return message.auto_comments, message.locations


# --- out of the sources ---
def test_a_sentence_comes_with_file_line_topic_and_note(knowledge: Path) -> None:
    lines = (knowledge / "topics/deposit.yaml").read_text(encoding="utf-8").splitlines()
    text = first_short(knowledge, "deposit")
    comments, places = notes(sentences.guidance(knowledge), text)
    assert comments[0].startswith("topic/deposit/short/1 ")
    assert "short answer" in comments[0]
    path, line = places[0]
    assert path == "knowledge/topics/deposit.yaml"
    assert text in lines[line - 1]


def test_the_extractor_is_found_by_babel_under_its_name() -> None:
    assert "gongyou_knowledge" in {point.name for point in entry_points(group="babel.extractors")}
    with (ROOT / "knowledge/topics/deposit.yaml").open("rb") as file:
        found = list(extract("gongyou_knowledge", file, {"": None}))
    assert found[0][1] == "押金"
    assert len(found) > 20


def test_everything_a_worker_may_read_is_extracted(app: App) -> None:
    source = sentences.guidance(ROOT / "knowledge")
    assert not [text for text in app.rules.texts() if text.strip() and source.get(text.strip()) is None]
    assert sentences.interface().get(app.rules.topics["deposit"].short[0]) is None
    assert sentences.interface().get("好的。") is not None


def test_a_broken_file_is_named(knowledge: Path) -> None:
    (knowledge / "topics/deposit.yaml").write_text("title: [", encoding="utf-8")
    with pytest.raises(RuleBaseInvalid, match=r"deposit\.yaml"):
        sentences.sources(knowledge)


# --- one changed sentence ---
def test_a_changed_sentence_is_stale_in_every_language_and_nothing_else_is(
    knowledge: Path, locales: Path
) -> None:
    old = first_short(knowledge, "deposit")
    before = {language: guidance(locales, language) for language in LANGUAGES}
    edit(knowledge, "deposit", old, CHANGED)
    start = time.perf_counter()
    folder.update(locales, sentences.sources(knowledge))
    taken = time.perf_counter() - start
    say(f"i18n update: {taken:.2f} s for {len(LANGUAGES)} languages")
    assert taken < 5
    for language in LANGUAGES:
        after = guidance(locales, language)
        former, now = before[language].get(old), after.get(CHANGED)
        assert former is not None
        assert now is not None
        assert (now.fuzzy, now.string, now.previous_id) == (True, former.string, [old])
        assert "machine" in now.flags
        assert [one.id for one in after if one.id and one.fuzzy] == [CHANGED]
        assert after.get(old) is None
        same = [one for one in before[language] if one.id and one.id != old]
        kept = {one.id: (one.string, one.flags) for one in after}
        assert all(kept[one.id] == (one.string, one.flags) for one in same)
    rows = counting.stats(locales, sentences.sources(knowledge))
    assert {row.stale for row in rows if row.domain == "guidance"} == {1}
    assert {row.stale for row in rows if row.domain == "interface"} == {0}


def test_the_worker_sees_chinese_and_a_notice(knowledge: Path, locales: Path, settings: Settings) -> None:
    old = first_short(knowledge, "deposit")
    edit(knowledge, "deposit", old, CHANGED)
    folder.update(locales, sentences.sources(knowledge))
    changed = Settings(knowledge=knowledge, locales=locales, cache=settings.cache, trends=settings.trends)
    app = App(changed, clock=FixedClock(TODAY))
    for language in LANGUAGES:
        session = Session(language=language, language_fixed=True)
        reply = app.rendered(respond(Question("/topic deposit"), session, app.rules, TODAY)).text
        plain = reply.replace("\u2068", "").replace("\u2069", "").replace("\u200f", "")
        assert CHANGED.removesuffix("。") in plain
        assert app.words("notice_stale", language) in plain
        assert app.translated()[language].stale == 1


def test_the_old_sentence_back_brings_its_translation_back(knowledge: Path, locales: Path) -> None:
    old = first_short(knowledge, "deposit")
    path = folder.path_of(locales, "vi", "guidance")
    catalog = pofiles.read(path, "vi")
    catalog[old].flags = {"reviewed"}
    pofiles.write(path, catalog)
    text = path.read_text(encoding="utf-8")
    edit(knowledge, "deposit", old, CHANGED)
    folder.update(locales, sentences.sources(knowledge))
    stale = guidance(locales, "vi")[CHANGED]
    assert "reviewed" not in stale.flags
    edit(knowledge, "deposit", CHANGED, old)
    folder.update(locales, sentences.sources(knowledge))
    assert path.read_text(encoding="utf-8") == text


def test_twice_changed_keeps_the_sentence_that_was_translated(knowledge: Path, locales: Path) -> None:
    old = first_short(knowledge, "deposit")
    edit(knowledge, "deposit", old, CHANGED)
    folder.update(locales, sentences.sources(knowledge))
    edit(knowledge, "deposit", CHANGED, "押金三天内退。")
    folder.update(locales, sentences.sources(knowledge))
    assert guidance(locales, "en")["押金三天内退。"].previous_id == [old]


def test_a_sentence_put_in_before_others_makes_none_stale(knowledge: Path, locales: Path) -> None:
    old = first_short(knowledge, "deposit")
    path = knowledge / "topics/deposit.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("short:\n", f"short:\n  - {CHANGED}\n", 1), encoding="utf-8")
    folder.update(locales, sentences.sources(knowledge))
    catalog = guidance(locales, "en")
    assert not catalog[CHANGED].string
    assert catalog[old].string
    assert not [one for one in catalog if one.fuzzy and one.id]


def test_a_sentence_gone_is_kept_as_obsolete_and_comes_back(knowledge: Path, locales: Path) -> None:
    old = first_short(knowledge, "deposit")
    text = (knowledge / "topics/deposit.yaml").read_text(encoding="utf-8")
    translated = guidance(locales, "en")[old].string
    line = next(line for line in text.splitlines() if old in line)
    edit(knowledge, "deposit", f"{line}\n", "")
    folder.update(locales, sentences.sources(knowledge))
    catalog = guidance(locales, "en")
    assert catalog.get(old) is None
    assert catalog.obsolete[old].string == translated
    (knowledge / "topics/deposit.yaml").write_text(text, encoding="utf-8")
    folder.update(locales, sentences.sources(knowledge))
    back = guidance(locales, "en")
    assert (back[old].string, "machine" in back[old].flags) == (translated, True)
    assert old not in back.obsolete


def test_extract_before_update_loses_nothing(knowledge: Path, locales: Path) -> None:
    old = first_short(knowledge, "deposit")
    edit(knowledge, "deposit", old, CHANGED)
    folder.extract(locales, sentences.sources(knowledge))
    folder.update(locales, sentences.sources(knowledge))
    assert guidance(locales, "en")[CHANGED].previous_id == [old]


def test_update_twice_changes_nothing(source: dict[str, Catalog], locales: Path) -> None:
    assert folder.update(locales, source) == []


def test_a_moved_sentence_is_no_changed_one() -> None:
    before = {"topic/a/steps/1/says": "一", "topic/a/steps/2/says": "二", "topic/a/steps/3/says": "三"}
    moved = {"topic/a/steps/1/says": "二", "topic/a/steps/2/says": "新的", "topic/a/steps/3/says": "一"}
    assert "二" not in predecessors(before, moved)
    assert predecessors(before, {**before, "topic/a/steps/2/says": "二改"}) == {"二改": "二"}


def test_a_longer_list_pairs_only_what_is_alike() -> None:
    before = {"topic/a/short/1": "押金要退给你，一分不能少。"}
    now = {"topic/a/short/1": "打12333问清楚再说。", "topic/a/short/2": "押金要全部退给你，一分不能少。"}
    assert predecessors(before, now) == {"押金要全部退给你，一分不能少。": "押金要退给你，一分不能少。"}


def test_a_remark_reviewed_becomes_the_review_state(locales: Path, source: dict[str, Catalog]) -> None:
    text = first_short(ROOT / "knowledge", "deposit")
    path = folder.path_of(locales, "my", "guidance")
    catalog = pofiles.read(path, "my")
    catalog[text].user_comments = ["Reviewed", "ask Daw Mya about this one"]
    pofiles.write(path, catalog)
    before = next(
        row for row in counting.stats(locales, source) if row.language == "my" and row.domain == "guidance"
    )
    folder.update(locales, source)
    message = guidance(locales, "my")[text]
    after = next(
        row for row in counting.stats(locales, source) if row.language == "my" and row.domain == "guidance"
    )
    assert message.flags == {"reviewed"}
    assert message.user_comments == ["ask Daw Mya about this one"]
    assert (after.reviewed, after.machine) == (before.reviewed + 1, before.machine - 1)


# --- on disk ---
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_translation_survives_reading_and_writing(language: str, domain: str, ready: Path) -> None:
    original = ROOT / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    with original.open("rb") as file:
        before = {
            one.id: (one.string, set(one.flags)) for one in read_po(file, language) if one.string and one.id
        }
    after = {one.id: one for one in pofiles.read(folder.path_of(ready, language, domain), language)}
    formats = {"python-format", "python-brace-format"}
    for id, (string, flags) in before.items():
        if id in after:
            assert after[id].string == string
            assert after[id].flags - formats == flags - formats


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40)
FLAGS = st.sets(st.sampled_from(["machine", "reviewed", "fuzzy"]))
REMARKS = st.lists(
    st.from_regex(r"[A-Za-z一-龥][A-Za-z一-龥 ]{0,30}[A-Za-z一-龥]", fullmatch=True), max_size=2, unique=True
)


@given(
    st.dictionaries(TEXTS.filter(str.strip), st.tuples(TEXTS, FLAGS, REMARKS, TEXTS), max_size=8),
    st.dictionaries(TEXTS.filter(str.strip), TEXTS.filter(bool), max_size=3),
)
def test_a_catalog_written_and_read_back_is_the_same(
    said: dict[str, tuple[str, set[str], list[str], str]], unused: dict[str, str]
) -> None:
    catalog = folder.blank("my", "interface")
    for id, (string, flags, remarks, previous) in said.items():
        fuzzy = previous if "fuzzy" in flags else ""
        catalog[id] = Message(
            id, string, flags=flags, user_comments=remarks, auto_comments=["topic/a/title 题"], previous_id=fuzzy,
            locations=[("knowledge/topics/a.yaml", 3)],
        )  # fmt: skip
    for id, string in unused.items():
        if id not in said:
            catalog.obsolete[id] = Message(id, string, flags={"reviewed"})
    text = pofiles.as_text(catalog, lines=True)
    with _written(text) as path:
        back = pofiles.read(path, "my")
        assert pofiles.as_text(back, lines=True) == text
    for id in said:
        assert _values(back[id]) == _values(catalog[id])
    assert {id: (one.string, one.flags) for id, one in back.obsolete.items()} == {
        id: (one.string, one.flags) for id, one in catalog.obsolete.items()
    }


class _written:  # noqa: N801 - used like a function
    """A text in a file that goes away again."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __enter__(self) -> Path:
        from tempfile import NamedTemporaryFile

        with NamedTemporaryFile("w", suffix=".po", encoding="utf-8", newline="", delete=False) as file:
            file.write(self._text)
        self._path = Path(file.name)
        return self._path

    def __exit__(self, *_: object) -> None:
        self._path.unlink()


def _values(message: Message) -> tuple[object, ...]:
    return (message.id, message.string, message.flags, message.user_comments, message.auto_comments, message.locations, message.previous_id)  # fmt: skip


def test_plural_forms_survive_and_are_counted(tmp_path: Path) -> None:
    source = Catalog(fuzzy=False)
    source.add(("一天", "%(days)s天"))
    old = folder.blank("en", "interface")
    old[("一天", "%(days)s天")] = Message(
        ("一天", "%(days)s天"), ("a day", "%(days)s days"), flags={"reviewed"}
    )
    path = tmp_path / "interface.po"
    pofiles.write(path, merged(old, source))
    back = pofiles.read(path, "en")
    assert next(one for one in back if one.id).string == ("a day", "%(days)s days")
    assert counting.counted("en", "interface", source, back).reviewed == 1


def test_a_broken_catalog_is_named_and_nothing_is_written(locales: Path, knowledge: Path) -> None:
    edit(knowledge, "deposit", first_short(knowledge, "deposit"), CHANGED)
    before = folder.path_of(locales, "en", "guidance").read_text(encoding="utf-8")
    folder.path_of(locales, "vi", "guidance").write_text('msgid "一"\nnonsense "x"\n', encoding="utf-8")
    with pytest.raises(CatalogError, match=r"vi/LC_MESSAGES/guidance\.po"):
        folder.update(locales, sentences.sources(knowledge))
    assert folder.path_of(locales, "en", "guidance").read_text(encoding="utf-8") == before


def test_a_broken_catalog_stops_no_answer(locales: Path, settings: Settings) -> None:
    folder.path_of(locales, "vi", "guidance").write_text('msgid "一"\nnonsense "x"\n', encoding="utf-8")
    app = App(
        Settings(knowledge=ROOT / "knowledge", locales=locales, cache=settings.cache, trends=settings.trends),
        clock=FixedClock(TODAY),
    )
    session = Session(language="vi", language_fixed=True)
    text = app.rendered(respond(Question("/topic deposit"), session, app.rules, TODAY)).text
    assert app.words("notice_fallback", "vi") in text
    assert app.words("notice_fallback", "vi").startswith("(Có câu")
    assert app.rules.topics["deposit"].short[0] in text


# --- a ninth language ---
def test_translators_alone_add_a_language(
    source: dict[str, Catalog], locales: Path, settings: Settings
) -> None:
    folder.add(locales, "th", source)
    path = folder.path_of(locales, "th", "interface")
    catalog = pofiles.read(path, "th")
    catalog["好，我用%(language)s答你。要问什么？"].string = "ได้ ฉันจะตอบเป็น %(language)s"
    pofiles.write(path, catalog)
    app = App(
        Settings(knowledge=ROOT / "knowledge", locales=locales, cache=settings.cache, trends=settings.trends),
        clock=FixedClock(TODAY),
    )
    menu = app.rendered(app.outcome(Question("/language"), "chat"))
    assert ("ไทย", "/language th") in [(one.label, one.send) for one in menu.buttons]
    assert "ได้ ฉันจะตอบเป็น ไทย" in app.rendered(app.outcome(Question("/language th"), "chat")).text
    assert app.outcome(Question("หวัดดี"), "chat").reply.language == "th"
    assert app.outcome(Question("/start", language_hint="th-TH"), "other").reply.language == "th"


@pytest.mark.parametrize("code", ["xx", "thai", "zh_Hans", "en", ""])
def test_a_code_that_cannot_be_added_is_refused(ready: Path, code: str) -> None:
    with pytest.raises(CatalogError):
        folder.add(ready, code, {})


# --- the commands ---
def test_the_commands_work_on_the_folders_of_the_settings(
    knowledge: Path, locales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGYOU_KNOWLEDGE", str(knowledge))
    monkeypatch.setenv("GONGYOU_LOCALES", str(locales))
    run = CliRunner()
    assert "没有变化" in run.invoke(cli, ["i18n", "update"]).output
    edit(knowledge, "deposit", first_short(knowledge, "deposit"), CHANGED)
    assert run.invoke(cli, ["i18n", "check", "--language", "en"]).exit_code == 1
    assert "guidance.pot" in run.invoke(cli, ["i18n", "extract"]).output
    assert "vi/LC_MESSAGES/guidance.po" in run.invoke(cli, ["i18n", "update"]).output
    shown = run.invoke(cli, ["i18n", "stats", "--language", "vi"]).output
    assert "stale" in shown
    assert shown.count("\n") == 3
    assert '"stale": 1' in run.invoke(cli, ["i18n", "stats", "--json"]).output
    assert "th/LC_MESSAGES/interface.po" in run.invoke(cli, ["i18n", "update", "--add", "th"]).output
