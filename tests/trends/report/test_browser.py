"""The page in real Chromium: no fault by axe, nothing wider than a phone, and on paper nothing left folded away."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from bot.trends.naming import Naming
from bot.trends.page.render import page
from bot.trends.released import Released
from tests.report import say
from tests.trends.report.test_page import WEEKS, made_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def addresses(
    released: Released, chinese: Naming, english: Naming, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "zh": page(released, chinese, 52),
        "en": page(released, english, 52),
        "empty": page(made_of({}, WEEKS), english),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "width"), [("en", 360), ("zh", 1280), ("empty", 360)])
def test_axe_finds_nothing(
    browser: Browser, addresses: dict[str, str], name: str, scheme: str, width: int
) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    opened = context.new_page()
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened.goto(addresses[name])
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(opened)
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_it_asks_for_nothing_and_its_console_is_still(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context()
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(addresses["zh"])
    assert asked == [addresses["zh"]]
    assert said == []
    context.close()


def test_it_prints_on_a4_with_all_numbers(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(addresses["zh"])
    content = opened.pdf(prefer_css_page_size=True)
    pages = counted(content)
    say(f"trends page on paper: {pages} pages of A4")
    assert 5 <= pages <= 12
    sizes = {
        tuple(float(one) for one in size.split())
        for size in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", content)
    }
    assert all(abs(width - 595.3) < 1.5 and abs(height - 841.9) < 1.5 for _, _, width, height in sizes)
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert counted(opened.pdf(prefer_css_page_size=True)) == pages
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.remove())")
    assert counted(opened.pdf(prefer_css_page_size=True)) < pages
    context.close()


def counted(content: bytes) -> int:
    """Pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b", content))
