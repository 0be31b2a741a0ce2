"""The page in real Chromium: it follows the files, answers by keyboard alone, and axe finds no fault in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
SECONDS = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


class Opened:
    """The page in a tab of its own, what it asked for, and what its console said."""

    def __init__(self, browser: Browser, address: str, **how: object) -> None:
        self.context = browser.new_context(bypass_csp=bool(how.pop("axe", False)), **how)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.set_default_timeout(SECONDS)
        self.page.goto(address)

    def ask(self, text: str) -> None:
        """Type where the cursor is, and press Enter."""
        before = self.page.locator(".reply").count()
        expect(self.page.locator("#text")).to_be_focused(timeout=SECONDS)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".reply")).to_have_count(before + 1, timeout=SECONDS)


def test_an_edit_shows_without_losing_what_is_being_typed(
    browser: Browser, address: str, knowledge: Path
) -> None:
    opened = Opened(browser, address)
    page = opened.page
    opened.ask("深圳最低工资多少")
    expect(page.locator(".reply").last).to_contain_text("2,700")
    page.keyboard.type("我还没写完")
    path = knowledge / "figures/minimum_wage.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(
        good.replace("monthly: 2700, hourly: 25.4", "monthly: 2711, hourly: 25.4"), encoding="utf-8"
    )
    expect(page.locator(".reply").last).to_contain_text("2,711", timeout=SECONDS)
    path.write_text(good.replace("rows:", "rows：", 1), encoding="utf-8")
    expect(page.locator(".problems")).to_contain_text("knowledge/figures/minimum_wage.yaml:", timeout=SECONDS)
    expect(page.locator(".reply").last).to_contain_text("2,711")
    assert page.input_value("#text") == "我还没写完"
    expect(page.locator("#text")).to_be_focused()
    path.write_text(good, encoding="utf-8")
    expect(page.locator(".good")).to_be_visible(timeout=SECONDS)
    expect(page.locator(".reply").last).to_contain_text("2,700", timeout=SECONDS)
    assert {urlsplit(url).netloc for url in opened.asked} == {urlsplit(address).netloc}
    assert opened.said == []
    opened.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_keyboard_is_enough(browser: Browser, address: str, script: bool) -> None:
    opened = Opened(browser, address, java_script_enabled=script)
    page = opened.page
    opened.ask("押金不退怎么办")
    page.locator("#text").focus()  # where the way back to the choices begins
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.locator("#choice-1:focus").count():
            break
    expect(page.locator("#choice-1")).to_be_focused()
    assert page.locator("#choice-1").evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_have_count(2, timeout=SECONDS)
    expect(page.locator("#text")).to_be_focused()
    page.locator("#city").focus()
    page.keyboard.type("深圳")
    page.keyboard.press("Enter")
    expect(page.locator(".reply").first).to_contain_text("深圳", timeout=SECONDS)
    expect(page.locator(".reply")).to_have_count(2)
    opened.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, address: str, knowledge: Path, scheme: str, width: int) -> None:
    path = knowledge / "topics/union.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title:", "title：", 1), encoding="utf-8")
    size = {"width": width, "height": 800}
    opened = Opened(browser, address, axe=True, color_scheme=scheme, viewport=size)
    page = opened.page
    page.select_option("#language", "ug")
    page.locator("#text").focus()
    opened.ask("深圳最低工资多少")
    expect(page.locator(".problems li").first).to_be_visible(timeout=SECONDS)
    assert page.locator(".text").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.goto(str(page.locator(".used a").first.evaluate("one => one.href")))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    opened.context.close()
