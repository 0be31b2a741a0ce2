"""Leaflets: one A4 page for every topic, from the same words as the chat, and honest where they do not fit."""

from __future__ import annotations

import html
import re

from playwright.sync_api import Browser

from bot.channels.web.fitting import SIZES, fitted, height_of, room
from bot.core.conversation import Question
from tests.channels.web.conftest import Site, Tab, needs_chromium
from tests.report import say

FOOT = ["扫一扫", "其余看这里：", "bot.example.org/t/deposit"]
OUT_OF_SCOPE = ("off_topic", "other_legal", "crisis")


def test_a_leaflet_says_what_the_answer_says(site: Site) -> None:
    page = site.get("/leaflet/deposit?city=深圳").text
    said = html.unescape(re.sub(r"<[^>]+>", "", page))
    outcome = site.app.consider(Question("/topic deposit", region="深圳"), "nobody")
    for line in site.app.rendered(outcome).text.split("\n")[2:7]:
        assert line.strip("【】") in said
    for wanted in (
        "要留的证据",
        "谁能帮",
        "期限",
        "12333",
        "《劳动合同法》第9条",
        "2026年11月22日核对",
        "不是律师意见",
    ):
        assert wanted in said
    assert page.count("<svg") == 1
    assert "机器翻译" not in said
    arrears = site.get("/leaflet/wage_arrears?city=东莞").text
    assert "现在开着" not in arrears, "paper does not know the hour"
    assert "没有查到" not in arrears
    assert "Đây là bản dịch máy" in site.get("/leaflet/deposit?lang=vi").text


def test_what_does_not_fit_goes_from_the_least_urgent_on() -> None:
    texts = [("topic", ["收押金不合法"] * 3), ("local", ["本地规定" * 60] * 9), ("steps", ["做" * 80] * 12),
             ("evidence", ["证" * 20] * 60), ("who", ["打12333"] * 3), ("law", ["依据"])]  # fmt: skip
    size, kept, cut = fitted(texts, "押金", FOOT, "zh_Hans")
    assert cut
    assert size == SIZES[-1]
    assert height_of(kept, size, "zh_Hans") <= room(texts, "押金", FOOT, "zh_Hans")
    assert dict(kept)["topic"] == texts[0][1]
    assert "local" not in dict(kept)
    even = [("evidence", ["证" * 20] * 60), ("who", ["打" * 20] * 60)]
    size, kept, _ = fitted(even, "押金", FOOT, "zh_Hans")
    assert height_of(kept, size, "zh_Hans") <= room(even, "押金", FOOT, "zh_Hans"), (
        "two equal columns are both cut"
    )
    assert fitted(texts[:1], "押金", FOOT, "zh_Hans") == (SIZES[0], texts[:1], False)


@needs_chromium
def test_every_leaflet_is_one_page(browser: Browser, site: Site) -> None:
    """All sheets printed in one go: a sheet that is too tall would take a second page."""
    every = [topic for topic in site.app.rules.topics if topic not in OUT_OF_SCOPE]
    with Tab(browser, f"{site.address}/calendar", axe=True) as tab:
        for language in ("zh_Hans", "vi", "ug", "my"):
            topics = every if language == "zh_Hans" else every[::3]
            pages = [site.get(f"/leaflet/{topic}?city=441900&lang={language}").text for topic in topics]
            sheets = [re.findall(r"<main.*</main>", page, re.S)[0] for page in pages]
            root, style = re.findall(r"<html[^>]*>|/static/leaflet[^\"]*", pages[0])
            tab.page.set_content(
                f'{root}<base href="{site.address}/"><link rel="stylesheet" href="{style}">{"".join(sheets)}'
            )
            tab.page.emulate_media(media="print")
            tab.page.wait_for_load_state("networkidle")
            free = tab.page.evaluate(FREE)
            paper = tab.page.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == len(topics) == len(free)
            assert min(free) >= 0
            cut = sum('address"><' not in sheet for sheet in sheets)
            say(
                f"leaflets in {language}: {len(free)}, free {min(free):.0f} to {max(free):.0f} mm, {cut} say there is more"
            )


FREE = """() => [...document.querySelectorAll('.sheet')].map(sheet => {
  const foot = sheet.querySelector('footer').getBoundingClientRect(), pair = sheet.querySelector('.pair').getBoundingClientRect();
  return (foot.top - pair.bottom) / 96 * 25.4;
})"""
