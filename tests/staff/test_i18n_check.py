"""What gongyou i18n check finds: one fault of each kind, said with place and remedy, and nothing in what is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message

from bot.errors import CatalogError
from bot.rendering.catalogs import DOMAINS
from bot.staff.i18n import check, compare, folder, numbers, pofiles, sentences
from bot.staff.i18n.words import FAULTS, Fault, flaw
from tests.conftest import ROOT
from tests.report import say

NAMES = ("人力资源和社会保障局", "深圳市")


def found(
    source: str, translation: str, language: str = "en", glossary: compare.Glossary | None = None
) -> list[str]:
    return [one.code for one in compare.flaws(source, translation, Locale.parse(language), NAMES, glossary)]


@pytest.mark.parametrize(
    ("code", "language", "source", "translation"),
    [
        ("placeholder", "en", "至少{{ a.min }}元", "at least {{ a.max }} yuan"),
        ("placeholder", "vi", "按%(place)s的规定", "theo quy định"),
        ("placeholder", "zh_Hant", "%(n)s天", "幾天"),
        ("markup", "en", "第一行\n第二行", "one line"),
        ("markup", "en", "⚠️ 小心", "Careful"),
        ("markup", "id", "<b>先做</b>", "lakukan"),
        ("number_missing", "en", "打12333问", "call and ask"),
        ("number_missing", "my", "给150%", "ရာခိုင်နှုန်း ပေးပါ"),
        ("number_extra", "en", "1年内申请", "apply within 1 year, 2 at most"),
        ("number_extra", "vi", "一般要给", "thường phải trả 3 lần"),
        ("article", "en", "看《劳动法》", "see the Labour Law"),
        ("article", "vi", "按第44条", "theo luật"),
        ("width", "en", "打电话。", "Call them。"),
        ("width", "fil", "打电话", "Tumawag（ngayon）"),
        ("half_width", "zh_Hant", "你好，请坐", "你好,請坐"),
        ("leftover", "en", "老板不给钱", "The 老板 does not pay"),
    ],
)  # fmt: skip
def test_each_fault_is_found(code: str, language: str, source: str, translation: str) -> None:
    assert code in found(source, translation, language)


@pytest.mark.parametrize(
    ("language", "source", "translation"),
    [
        ("en", "每小时至少给{{ a.workday }}%。", "At least {{a.workday}}% an hour."),
        ("my", "给150%", "၁၅၀% ပေးရမယ်"),
        ("ug", "打12333问", "١٢٣٣٣ گە سوراڭ"),
        ("en", "罚他1000元", "a fine of 1,000 yuan"),
        ("id", "罚他1000元", "denda 1.000 yuan"),
        ("vi", "除以21.75", "chia cho 21,75"),
        ("en", "赔10万元", "100,000 yuan"),
        ("en", "2026年7月1日起", "from 1 July 2026"),
        ("vi", "2026年7月1日起", "từ ngày 1/7/2026"),
        ("en", "三倍工资，两个月内", "3 times the wage, within 2 months"),
        ("en", "满半年", "after 6 months"),
        ("en", "一份给他，一份自己留", "One for him, one for you"),
        ("en", "看《劳动法》第44条", "See the Labour Law 《劳动法》, Article 44"),
        ("en", "押金不合法", "A deposit (押金) is illegal"),
        ("vi", "打“辞职”两个字", 'viết hai chữ "辞职"'),
        ("en", "到深圳市人力资源和社会保障局", "Go to 深圳市 人力资源和社会保障局"),
        ("id", "40度以上", "40℃ ke atas"),
        ("en", "出自财税〔2018〕164号", "from 财税〔2018〕164号"),
        ("fil", "未成年人打12355", "Wala pang 18: tumawag sa 12355"),
        ("my", "什么时候？", "ဘယ်တော့လဲ။"),
        ("zh_Hant", "你好，请坐", "你好，請坐"),
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(language: str, source: str, translation: str) -> None:
    assert found(source, translation, language) == []


def test_the_longest_term_of_the_glossary_counts() -> None:
    glossary = {
        "合同": ("contract",),
        "劳动合同": ("labour contract", "employment contract"),
        "工资": ("pay", "wage"),
    }
    assert found("签劳动合同", "Sign an Employment Contract", glossary=glossary) == []
    assert found("签劳动合同", "Sign a contract", glossary=glossary) == ["glossary"]
    assert found("发工资", "They give you money", glossary=glossary) == ["glossary"]
    beside = {"社保": ("social insurance (社保)",)}
    assert found("交社保", "pay social insurance", glossary=beside) == []
    (one,) = compare.terms("发工资", "money", glossary)
    assert one.values == {"term": "工资", "wanted": "pay / wage"}


def test_a_button_must_be_short() -> None:
    assert [one.code for one in compare.label("a" * 41)] == ["long_label"]
    assert not list(compare.label("a" * 40))
    assert not list(compare.label("ခွင့်" * 12)), "marks above and below a letter take no room"


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_said_in_both_languages(code: str) -> None:
    values = dict.fromkeys(("missing", "extra", "wanted", "found", "number", "reference", "char", "text", "term", "count", "most"), "7")  # fmt: skip
    said = str(Fault("locales/en/x.po", 3, flaw(code, **values)))
    assert said.startswith("locales/en/x.po:3: ")
    zh, _, en = said.partition(" / ")
    assert "；" in zh
    assert "; " in en
    assert "{" not in said


# --- whole catalogs ---
@pytest.fixture
def source() -> dict[str, Catalog]:
    one = Catalog(fuzzy=False)
    one.add("押金", auto_comments=["topic/deposit/title 押金"])
    one.add("收了的都要退给你。", auto_comments=["topic/deposit/short/1 押金"])
    one.add(("一天", "%(days)s天"), auto_comments=["template/quantity/1"])
    return {"guidance": one}


def written(locales: Path, source: dict[str, Catalog], **said: str) -> Path:
    catalog = folder.blank("en", "guidance")
    for message in source["guidance"]:
        if message.id:
            catalog[message.id] = Message(message.id, said.get(str(message.id), ""))
    path = folder.path_of(locales, "en", "guidance")
    pofiles.write(path, catalog)
    return path


def codes(locales: Path, source: dict[str, Catalog]) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.flaw.code) for one in check.check(locales, "en", source)]


def test_a_fault_has_the_line_of_its_sentence(tmp_path: Path, source: dict[str, Catalog]) -> None:
    path = written(tmp_path, source, 押金="Deposit", **{"收了的都要退给你。": "They must give 2 back"})
    lines = path.read_text(encoding="utf-8").splitlines()
    ((name, line, code),) = codes(tmp_path, source)
    assert name.endswith("en/LC_MESSAGES/guidance.po")
    assert "收了的都要退给你" in lines[line - 1]
    assert code == "number_extra"


def test_titles_and_choices_are_measured(tmp_path: Path, source: dict[str, Catalog]) -> None:
    written(tmp_path, source, 押金="A deposit that you paid " * 3)
    assert [code for _, _, code in codes(tmp_path, source)] == ["long_label"]


def test_plural_forms_are_all_filled(tmp_path: Path, source: dict[str, Catalog]) -> None:
    path = written(tmp_path, source)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgstr[0] ""', 'msgstr[0] "one day"'), encoding="utf-8")
    assert [code for _, _, code in codes(tmp_path, source)] == ["plural"]
    path.write_text(text.replace('msgstr[0] ""', 'msgstr[0] "one day"').replace('msgstr[1] ""', 'msgstr[1] "%(days)s days"'), encoding="utf-8")  # fmt: skip
    assert codes(tmp_path, source) == []


def test_a_catalog_behind_its_sources_is_told(tmp_path: Path, source: dict[str, Catalog]) -> None:
    assert [code for _, _, code in codes(tmp_path, source)] == ["outdated"]
    written(tmp_path, source)
    source["guidance"].add("新的一句。")
    (only,) = check.check(tmp_path, "en", source)
    assert only.flaw.values == {"missing": 1, "extra": 0}


def test_stale_entries_are_not_held_against_the_new_sentence(
    tmp_path: Path, source: dict[str, Catalog]
) -> None:
    path = written(tmp_path, source, **{"收了的都要退给你。": "They must give 2 back"})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "收了', '#, fuzzy\nmsgid "收了'), encoding="utf-8")
    assert codes(tmp_path, source) == []


@pytest.mark.parametrize("text", ["押金: {a: b}\n", "- 押金\n", "押金: [\n", '押金: ""\n'])
def test_a_wrong_glossary_is_told(tmp_path: Path, source: dict[str, Catalog], text: str) -> None:
    written(tmp_path, source)
    (tmp_path / "en" / "glossary.yaml").write_text(text, encoding="utf-8")
    ((name, line, code),) = codes(tmp_path, source)
    assert (name.rpartition("/")[2], line, code) == (
        "glossary.yaml",
        1 if text != "押金: [\n" else line,
        "glossary_file",
    )


def test_the_glossary_is_used(tmp_path: Path, source: dict[str, Catalog]) -> None:
    written(tmp_path, source, 押金="Money")
    (tmp_path / "en" / "glossary.yaml").write_text("押金: [deposit, bond]\n", encoding="utf-8")
    assert [code for _, _, code in codes(tmp_path, source)] == ["glossary"]


def test_a_language_without_a_folder_is_refused() -> None:
    with pytest.raises(CatalogError, match="'xx'"):
        check.languages(ROOT / "locales", "xx")


# --- the project's own translations ---
@pytest.mark.parametrize("language", folder.languages(ROOT / "locales"))
def test_the_translations_keep_placeholders_markup_and_numbers(language: str) -> None:
    source = sentences.sources(ROOT / "knowledge")
    names = check.official_names(ROOT / "knowledge")
    shares = []
    for domain in DOMAINS:
        path = folder.path_of(ROOT / "locales", language, domain)
        for message in pofiles.entries(pofiles.read(path, language)):
            if message.fuzzy or not isinstance(message.id, str) or not message.string:
                continue
            text = str(message.string)
            kept = [*compare.placeholders(message.id, text), *compare.markup(message.id, text)]
            assert not kept, (message.id, text, kept)
            shares.append(compare.leftover_share(text, names))
    share = sum(shares) / len(shares)
    say(
        f"i18n {language}: {share:.3%} of letters left in Chinese beside official names, {len(shares)} sentences"
    )
    assert share < 0.01
    assert source["interface"].get("好的。") is not None


def test_a_month_called_by_name_is_no_missing_number() -> None:
    assert numbers.missing("7月1日", "1 July", Locale("en")) == []
    assert numbers.missing("7月1日", "1 June", Locale("en")) == ["7"]
