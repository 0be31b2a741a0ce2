"""The page of a paper in Chromium, as on a phone: readable, nothing from outside, one press gives the file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from tests.channels.wechat.conftest import Served
from tests.channels.wechat.test_conversation import asked_for_paper

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = ["--no-sandbox", "--no-proxy-server", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


def test_a_press_gives_the_file_once(served: Served, browser: Browser, openid: str, tmp_path: Path) -> None:
    wechat = served()
    address = wechat.address + asked_for_paper(wechat, openid)
    with browser.new_context(viewport={"width": 320, "height": 560}, java_script_enabled=True) as phone:
        page = phone.new_page()
        complaints: list[str] = []
        page.on("console", lambda line: complaints.append(line.text))
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        button = page.get_by_role("button")
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert Axe().run(page).violations_count == 0
        with page.expect_download() as waiting:
            button.click()
        file = tmp_path / "paper.docx"
        waiting.value.save_as(file)
        assert waiting.value.suggested_filename.endswith(".docx")
        assert "word/document.xml" in ZipFile(file).namelist()
        page.goto(address)
        assert page.get_by_role("button").count() == 0
        assert not [line for line in complaints if "404" not in line and "favicon" not in line]
