"""The pages in real Chromium, as a worker meets them: on a phone, in three languages, with and without JavaScript."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.channels.web.conftest import SECONDS, Site, Tab, needs_chromium
from tests.report import say

pytestmark = needs_chromium
script = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
MOST_BYTES = 60_000
MOST_REQUESTS = 7
TAP = 44
STORIES = {
    "zh-CN": ("zh-Hans", "东莞底薪2000,一天12小时,加班费怎么算", "不清楚", "2,300", "怎么算的", "21.75"),
    "vi-VN": (
        "vi",
        "công ty giữ tiền cọc không trả",
        "Giữ bằng chứng gì",
        "tiền cọc",
        "Ai giúp được",
        "12333",
    ),
    "ug-CN": ("ug", "زاكالەت پۇلىنى قايتۇرمىدى", "قايسى ئىسپاتنى", "زاكالەت", "كىم ياردەم", "12333"),
}


@script
@pytest.mark.parametrize("locale", STORIES)
def test_a_whole_conversation(browser: Browser, site: Site, locale: str, script: bool) -> None:
    tag, question, choice, expected, further, then = STORIES[locale]
    with Tab(browser, site.address, locale=locale, java_script_enabled=script) as tab:
        page = tab.page
        root = page.locator("html")
        expect(root).to_have_attribute("lang", tag)
        assert tab.context.cookies() == []
        tab.ask(question)
        assert expected in tab.answer
        expect(page.locator(".said").last).to_have_text(
            f"{page.locator('.said .vh').last.inner_text()}{question}"
        )
        tab.press(choice)
        tab.press(further)
        assert then in tab.answer
        page.click("#cities summary")
        page.fill("#city", "深圳")
        tab.sent(lambda: page.press("#city", "Enter"))
        expect(page.locator("#cities summary")).to_contain_text("深圳")
        page.click("#languages summary")
        tab.sent(lambda: page.click("#languages button[lang=en]"))
        expect(root).to_have_attribute("lang", "en")
        expect(root).to_have_attribute("dir", "ltr")
        expect(page.locator("#languages summary")).to_contain_text("English")
        tab.ask("老板把我锁起来打我")
        expect(page.locator(".reply.crisis a[href='tel:110']").last).to_be_visible()
        page.click("#languages summary")
        tab.sent(lambda: page.click(f"#languages button[lang={tag}]"))
        expect(root).to_have_attribute("lang", tag)
        expect(root).to_have_attribute("dir", "rtl" if tag == "ug" else "ltr")
        assert len(tab.context.cookies()) == 1
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert {urlsplit(url).netloc for url in tab.asked} == {urlsplit(site.address).netloc}
        assert tab.said == [], "neither faults nor breaches of the policy"
        if script:
            assert page.locator(".turn").count() == 8, "with JavaScript the page goes on"


def test_the_first_load_is_light(browser: Browser, site: Site) -> None:
    with Tab(browser) as tab:
        answers: list[tuple[str, int]] = []

        def note(request: object) -> None:
            sizes = request.sizes()  # type: ignore[attr-defined]
            answers.append((request.url, sizes["responseBodySize"] + sizes["responseHeadersSize"]))  # type: ignore[attr-defined]

        tab.page.on("requestfinished", note)
        tab.page.goto(site.address, wait_until="networkidle")
        for path in ("/manifest.webmanifest", "/favicon.ico"):
            if not any(url.endswith(path) for url, _ in answers):
                answers.append((path, len(site.get(path).content) + 500))
        total = sum(size for _, size in answers)
        say(f"web page: first load {total / 1000:.1f} kB in {len(answers)} requests")
        assert total < MOST_BYTES
        assert len(answers) <= MOST_REQUESTS
        before = len(answers)
        with tab.page.expect_event("requestfinished", lambda request: request.method == "POST"):
            tab.ask("押金不退怎么办")
        assert [url for url, _ in answers[before:]] == [f"{site.address}/"], "an answer is one request"
        say(f"web page: an answer {answers[-1][1] / 1000:.1f} kB")
        assert answers[-1][1] < 6_000


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def no_fault(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, site: Site, scheme: str, width: int) -> None:
    size = {"width": width, "height": 740}
    with Tab(browser, site.address, axe=True, color_scheme=scheme, viewport=size) as tab:
        page = tab.page
        tab.ask("押金不退怎么办")
        page.click("#languages summary")
        page.click("#cities summary")
        no_fault(page)
        fits(page, width)
        tab.ask("老板把我锁起来打我")
        tab.press("被打骂骚扰")
        page.click("#languages summary")
        tab.sent(lambda: page.click("#languages button[lang=ug]"))
        no_fault(page)
        fits(page, width)
        if (width, scheme) in ((1280, "light"), (360, "dark")):
            return
        for path in (
            "/t/overtime_pay?city=441900&lang=ug",
            "/leaflet/deposit?lang=vi",
            "/about",
            "/t/x",
            "/calendar",
        ):
            page.goto(site.address + path)
            no_fault(page)
            fits(page, width)


@script
def test_the_keyboard_is_enough(browser: Browser, site: Site, script: bool) -> None:
    with Tab(
        browser, site.address, java_script_enabled=script, viewport={"width": 1280, "height": 800}
    ) as tab:
        page = tab.page
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        assert page.locator(".skip").evaluate("one => one.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        if not page.locator("#text:focus").count():
            page.keyboard.press("Tab")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type("押金不退怎么办")
        if script:
            tab.sent(lambda: page.keyboard.press("Enter"))
            expect(page.locator("#text")).to_be_focused()
        else:
            page.keyboard.press("Tab")
            tab.sent(lambda: page.keyboard.press("Enter"))
            page.locator("#text").focus()
        target = page.locator(".turn:last-child .choices button").last
        for _ in range(10):
            page.keyboard.press("Shift+Tab")
            if target.evaluate("one => one === document.activeElement"):
                break
        expect(target).to_be_focused()
        assert target.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
        tab.sent(lambda: page.keyboard.press("Enter"))
        assert "12333" in tab.answer
        if script:
            page.keyboard.press("Tab")
            inside = "document.querySelector('.turn:last-child').contains(document.activeElement)"
            assert page.evaluate(inside), "the reader goes on where the answer is"


@pytest.mark.parametrize("language", ["zh_Hans", "ug", "my"])
def test_everything_can_be_hit_with_a_thumb_and_read(browser: Browser, site: Site, language: str) -> None:
    with Tab(browser, f"{site.address}/?lang={language}") as tab:
        page = tab.page
        page.locator(".choices button").nth(2).click()
        expect(page.locator(".said")).to_be_visible(timeout=SECONDS)
        page.click("#languages summary")
        page.click("#cities summary")
        small = page.evaluate(
            """(most) => [...document.querySelectorAll('a, button, input, textarea, summary')]
            .filter(one => one.type !== 'hidden' && one.offsetParent !== null && !one.closest('.skip') && !one.closest('p:not(.links):not(.foot p), li:not(.who li)'))
            .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([_, box]) => box.height < most || box.width < most).map(([name, box]) => [name, box.width, box.height])""",
            TAP,
        )
        assert small == []
        tiny = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(one => one.offsetParent !== null
            && parseFloat(getComputedStyle(one).fontSize) < 16).map(one => one.outerHTML.slice(0, 80))"""
        )
        assert tiny == []
        fits(page, 360)
        way = "rtl" if language == "ug" else "ltr"
        assert page.evaluate("getComputedStyle(document.body).direction") == way
        button, title = (page.locator(name).bounding_box() for name in ("#leave", "h1"))
        assert button and title
        assert (button["x"] < title["x"]) == (way == "rtl")


def test_nothing_jumps_while_the_page_loads(browser: Browser, site: Site) -> None:
    with Tab(browser) as tab:
        tab.context.add_init_script(
            "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(one => { window.shift += one.value; }))"
            ".observe({type: 'layout-shift', buffered: true});"
        )
        tab.page.goto(site.address, wait_until="networkidle")
        assert tab.page.evaluate("window.shift") == 0


def away(tab: Tab, site: Site) -> None:
    """Where nothing shows what was asked, whichever way one goes back."""
    page = tab.page
    page.wait_for_url(f"{site.address}/calendar", timeout=SECONDS)
    assert page.title() == "2026年11月"
    assert tab.context.cookies() == []
    for _ in range(3):
        try:
            page.go_back(timeout=3_000)
        except Exception as problem:  # noqa: BLE001 - a page that Chromium will not show again is as good as any other
            assert "ERR_CACHE_MISS" in str(problem) or "Timeout" in str(problem)
        assert (
            "押金" not in page.locator("body").inner_text().replace("拖欠工资", "")
            or "收了的" not in page.content()
        )
        shown = page.content()
        assert "收了的都要退给你" not in shown
        assert "押金不退怎么办" not in shown


@script
def test_leaving_shows_nothing_even_with_back(browser: Browser, site: Site, script: bool) -> None:
    with Tab(browser, site.address, java_script_enabled=script) as tab:
        tab.ask("押金不退怎么办")
        assert "收了的都要退给你" in tab.answer
        tab.press("留什么证据")
        tab.page.click("#leave")
        away(tab, site)


@pytest.mark.parametrize("how", ["escape", "words"])
def test_leaving_by_the_keyboard_takes_all_tabs(browser: Browser, site: Site, how: str) -> None:
    with Tab(browser, site.address) as tab:
        tab.ask("押金不退怎么办")
        with tab.context.expect_page() as opened:
            tab.page.click("text=分享这个答案")
        other = opened.value
        expect(other.locator("h1")).to_have_text("押金")
        if how == "escape":
            for _ in range(3):
                tab.page.keyboard.press("Escape")
        else:
            tab.page.fill("#text", "有人来了")
            tab.page.click("#send")
        other.wait_for_url(f"{site.address}/calendar", timeout=SECONDS)
        away(tab, site)


@script
def test_a_paper_is_downloaded_at_one_press(browser: Browser, site: Site, script: bool) -> None:
    with Tab(browser, site.address, java_script_enabled=script) as tab:
        tab.ask("东莞，底薪2500，欠我3个月工资，一共7500元，还在上班")
        tab.press("做文书")
        with tab.page.expect_download(timeout=SECONDS) as coming:
            tab.page.locator(".turn").last.get_by_role("button", name="申请书").click()
        path = coming.value.path()
        assert coming.value.suggested_filename.endswith(".docx")
        assert path.read_bytes()[:2] == b"PK"
        assert tab.page.url.rstrip("/") == site.address, "the page stays"
        if script:
            expect(tab.page.locator("[data-download] button")).to_be_visible()
            assert "我这里不保存这份文件" in tab.answer


def test_a_lost_connection_is_told_and_nothing_typed_is_lost(browser: Browser, site: Site) -> None:
    with Tab(browser, site.address) as tab:
        tab.context.set_offline(True)
        tab.page.fill("#text", "押金不退怎么办")
        tab.page.click("#send")
        expect(tab.page.locator("#busy")).to_contain_text("12333", timeout=SECONDS)
        assert tab.page.input_value("#text") == "押金不退怎么办"
        tab.context.set_offline(False)
        tab.sent(lambda: tab.page.click("#send"))
        expect(tab.page.locator("#busy")).to_be_empty()
        assert tab.page.input_value("#text") == ""


def test_forgetting_empties_the_page_too(browser: Browser, site: Site) -> None:
    with Tab(browser, site.address) as tab:
        tab.ask("押金不退怎么办")
        tab.ask("忘记我")
        expect(tab.page.locator(".turn")).to_have_count(1)
        assert tab.context.cookies() == []
