"""The pages over real HTTP: what is answered, what is refused, and what is never kept."""

from __future__ import annotations

import html
import json
import logging
import re
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from bot.channels.web.text import html as blocks
from bot.core.conversation import Question
from tests.channels.web.conftest import Site, serve, words

OWN = {"Sec-Fetch-Site": "same-origin"}
TOPIC = "overtime_pay"


def test_a_form_brings_the_question_and_its_answer(site: Site) -> None:
    page = site.post(text="押金不退怎么办")
    assert page.status_code == 200
    said = words(page.text)
    assert "押金不退怎么办" in said
    assert "收了的都要退给你" in said
    assert 'value="/evidence deposit&#9;' in page.text
    assert '<a href="tel:12333">12333</a>' in page.text


def test_an_answer_has_every_word_that_other_channels_have(site: Site) -> None:
    bare = re.compile(r"\d\u2069?\.|[\s·【】\u200f\u2068\u2069]")
    for language, text in (
        ("zh_Hans", "/topic deposit"),
        ("vi", f"/topic {TOPIC}"),
        ("ug", "/steps deposit"),
    ):
        outcome = site.app.consider(Question(text, language=language, channel="web"), "nobody")
        wanted = bare.sub("", site.app.rendered(outcome).text)
        page = site.post(text=text, lang=language).text
        reply = page[page.index('class="reply') : page.index('<p class="links"')]
        shown = bare.sub("", words(re.sub(r"<h2 class=\"vh\">.*?</h2>", "", reply)).partition(">")[2])
        assert wanted == shown


def test_the_chat_is_remembered_by_a_cookie_that_ends_with_the_browser(site: Site) -> None:
    with httpx.Client(timeout=30) as client:
        assert "set-cookie" not in client.get(site.address).headers
        first = site.post(client=client, text="东莞底薪2000,一天12小时,加班费怎么算")
        cookie = first.headers["set-cookie"]
        assert re.fullmatch(r"s=[\w.-]{50,60}; HttpOnly; Path=/; SameSite=strict", cookie)
        assert len(client.cookies) == 1
        second = site.post(client=client, text="那最低工资呢")
        assert "set-cookie" not in second.headers
        assert "东莞市" in words(second.text)
    token = cookie[2:].partition(";")[0]
    for forged in ("s=" + "A" * 22, "s=" + token[:-1] + ("0" if token[-1] != "0" else "1"), "s=é", "s="):
        answer = site.send(
            data={"text": "那最低工资呢"}, headers=[*OWN.items(), (b"Cookie", forged.encode())]
        )
        assert "set-cookie" in answer.headers
        assert token not in answer.headers["set-cookie"]


def test_without_any_cookie_the_page_itself_carries_city_and_language(site: Site) -> None:
    page = site.post(pick="/city 441900\tDongguan", lang="vi").text
    assert '<html lang="vi" dir="ltr">' in page
    assert 'name="place" value="441900"' in page
    assert "Dongguan" in words(site.post(pick="/topic overtime_pay", lang="vi", place="441900").text)


def test_over_https_the_cookie_is_bound_to_the_host(site: Site) -> None:
    with serve(site.app, site.sessions, site.trends, public_url="https://bot.example.org") as secure:
        cookie = secure.post(text="押金不退怎么办").headers["set-cookie"]
        assert re.fullmatch(r"__Host-s=[\w.-]+; HttpOnly; Path=/; SameSite=strict; Secure", cookie)
        shared = secure.get("/t/deposit?lang=en").text
        assert '<link rel="canonical" href="https://bot.example.org/t/deposit?lang=en">' in shared
        assert "bot.example.org/t/deposit?city=440300" in secure.get("/leaflet/deposit?city=深圳").text
        ours = {"Origin": "https://bot.example.org"}
        assert secure.send(data={"text": "押金"}, headers=ours).status_code == 200
    with serve(site.app, site.sessions, site.trends, bot_url="https://t.me/examplebot") as linked:
        assert 'aria-label="QR: t.me/examplebot"' in linked.get("/leaflet/deposit").text


def test_what_is_typed_is_shown_as_text_and_kept_nowhere(
    site: Site, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    page = site.post(
        text='<script>alert("金丝雀")</script><b onclick=x> 押金', city="", lang='"><i>金丝雀', place="金丝雀"
    )
    assert "<script>alert" not in page.text
    assert "<b onclick" not in page.text
    assert "<i>" not in page.text
    label = site.post(pick='/law deposit\t<img src=x onerror="金丝雀">').text
    assert "<img" not in label
    assert "金丝雀" not in caplog.text + "".join(capfd.readouterr())
    assert "金丝雀" not in repr(site.trends.__dict__)
    assert list(tmp_path.iterdir()) == []


@how(max_examples=200, deadline=None)
@given(st.text(alphabet="<>&\"'ab0123456789：:·. \n【】b/\u2068\u2069\u200f☎1", max_size=80))
def test_blocks_add_nothing_but_their_own_tags(text: str) -> None:
    made = "".join(str(blocks(html.escape(text, quote=False), rtl=rtl)) for rtl in (False, True))
    tags = set(re.findall(r"<[^>]*>", made))
    assert all(
        re.fullmatch(r"</?(h3|p|ol|ul|li|br|a|bdi)>|<bdi dir=\"ltr\">|<a href=\"tel:\d+\">", tag)
        for tag in tags
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("打12333、12348，或0755-25111234", ["12333", "12348", "075525111234"]),
        ("If in danger call 110 or 120.", ["110", "120"]),
        ("《劳动法》第110条，每月120元，12333 ÷ 21.75 = 567.03，粤府函〔2026〕120号", []),
        ("2026-11-22，120%，1,120元，120,000", []),
        ("\u2068110\u2069 غا تېلېفون", ["110"]),
        ("13800138000 400-123-4567 18001380001234", ["13800138000", "4001234567"]),
    ],
)
def test_numbers_to_call_can_be_tapped_and_no_others(text: str, numbers: list[str]) -> None:
    assert re.findall(r'"tel:(\d+)"', str(blocks(text))) == numbers


def test_headers_keep_everything_else_out(site: Site) -> None:
    for path in ("/", "/about", f"/t/{TOPIC}", f"/leaflet/{TOPIC}", "/t/nothing", "/calendar"):
        answer = site.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; ")
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "camera=()" in answer.headers["permissions-policy"]
        assert not re.search(r"<script(?![^>]*src=\"/)|\son\w+=|style=|<style|javascript:", answer.text)
        outside = re.findall(r"(?:src|href)=\"(?!/|tel:|#|data:,|\?)([^\"]+)", answer.text)
        assert all(
            address.startswith((f"{site.address}/t/", "https://liuyan.www.gov.cn/")) for address in outside
        )


def test_files_are_kept_for_ever_under_the_mark_of_their_content(site: Site) -> None:
    page = site.get().text
    for path in set(re.findall(r'"(/static/[^"]+)"', page)):
        answer = site.get(path)
        assert "immutable" in answer.headers["cache-control"]
        other = site.get(re.sub(r"\.[0-9a-f]{10}\.", ".0000000000.", path))
        assert other.content == answer.content
        assert other.headers["cache-control"] == "no-store"
    assert site.get("/static/NOTICE.0000000000.txt").status_code == 404
    assert site.get("/static/..%2fsite.0.py").status_code == 404
    plain = site.get(**{"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    manifest = json.loads(site.get("/manifest.webmanifest").text)
    assert manifest["display"] == "standalone"
    assert {site.get(icon["src"]).status_code for icon in manifest["icons"]} == {200}


def test_leaving_forgets_the_chat_and_clears_the_browser(site: Site) -> None:
    with httpx.Client(timeout=30) as client:
        site.post(client=client, text="东莞，加班费怎么算")
        cookie = dict(client.cookies)
        gone = site.post("/leave", client=client)
        assert gone.status_code == 303
        assert gone.headers["location"] == "/calendar"
        assert gone.headers["clear-site-data"] == '"cache", "cookies", "storage"'
        assert not client.cookies
        client.cookies.update(cookie)
        assert "📍 东莞市" not in words(site.post(client=client, text="那最低工资呢").text)
        written = site.post(client=client, text="有人来了")
        assert written.status_code == 303
        assert client.post(f"{site.address}/leave", headers={"HX-Request": "true"}).status_code == 204
    calendar = site.get("/calendar", **{"Accept-Language": "en"}).text
    assert "<title>November 2026</title>" in calendar
    assert "工" not in calendar
    assert site.post("/leave").status_code == 303, "without a cookie too"


def test_forgetting_takes_the_cookie_back(site: Site) -> None:
    with httpx.Client(timeout=30) as client:
        site.post(client=client, text="东莞，加班费怎么算")
        assert client.cookies
        site.post(client=client, text="/forget")
        assert not client.cookies


def test_a_paper_comes_as_a_file_and_is_counted_once(site: Site) -> None:
    with httpx.Client(timeout=60) as client:
        story = "东莞，底薪2500，欠我3个月工资，一共7500元，还在上班"
        site.post(client=client, text=story)
        menu = site.post(client=client, pick="/papers wage_arrears").text
        assert 'action="/paper"' in menu
        paper = site.post("/paper", client=client, pick="/paper application\t申请书")
        assert paper.headers["content-type"] == "application/octet-stream"
        assert paper.headers["cache-control"] == "no-store"
        assert re.match(
            r"attachment; filename=\"[\w-]+\.docx\"; filename\*=UTF-8''[\w-]+\.docx$",
            paper.headers["content-disposition"],
        )
        assert paper.content[:2] == b"PK"
        answered = client.post(
            site.address, data={"pick": "/paper application"}, headers={**OWN, "HX-Request": "true"}
        )
        assert "data-download" in answered.text
        before = repr(site.trends.__dict__)
        again = site.post("/paper", client=client, pick="/paper application", again="1")
        assert again.content[:2] == b"PK"
        assert repr(site.trends.__dict__) == before
    assert "text/html" in site.post("/paper", pick="/paper application").headers["content-type"], (
        "nothing to write yet"
    )


def test_a_link_shows_the_answer_of_its_city_and_language_and_counts_nobody(site: Site) -> None:
    before, sessions = repr(site.trends.__dict__), repr(site.sessions.__dict__)
    page = site.get(f"/t/{TOPIC}?city=441900&lang=vi")
    assert page.status_code == 200
    assert '<html lang="vi"' in page.text
    assert "2.300" in words(page.text)
    assert page.text.count(">Tiền tăng ca (加班费)</h") == 1
    assert '<meta property="og:title" content="Tiền tăng ca (加班费)">' in page.text
    assert page.text.count("hreflang=") == len(site.app.languages())
    assert "set-cookie" not in page.headers
    assert (repr(site.trends.__dict__), repr(site.sessions.__dict__)) == (before, sessions)
    assert "2.300" in words(site.get(f"/t/{TOPIC}?city=东莞&lang=vi").text)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/t/overtime_bay", 'href="/t/overtime_pay?lang=zh_Hans"'),
        ("/t/?", None),
        ("/t/deposit?city=东管", 'href="?city=441900&amp;lang=zh_Hans"'),
        ("/t/deposit?lang=xx", 'href="?lang=vi"'),
        ("/leaflet/deposi", 'href="/leaflet/deposit?lang=zh_Hans"'),
        ("/t/zzzzzz", 'href="/t/deposit?lang=zh_Hans"'),
    ],
)
def test_an_address_that_is_wrong_gives_choices(site: Site, path: str, expected: str | None) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    if expected:
        assert expected in answer.text


def test_pages_are_in_the_language_the_browser_asks_for(site: Site) -> None:
    for accept, tag, way in (
        ("vi-VN,vi;q=0.9", "vi", "ltr"),
        ("ug", "ug", "rtl"),
        ("fr,en;q=0.5", "en", "ltr"),
        ("", "zh-Hans", "ltr"),
    ):
        page = site.get(**{"Accept-Language": accept}).text
        assert f'<html lang="{tag}" dir="{way}">' in page
    assert '<html lang="my" dir="ltr">' in site.get("/?lang=my").text
    for language in site.app.languages():
        for path in ("/", "/about", "/t/deposit", "/leaflet/deposit"):
            assert site.get(f"{path}?lang={language}").status_code == 200


def test_a_web_address_can_be_opened_without_telling_from_where() -> None:
    made = str(blocks("看 https://www.12333.gov.cn/a?b=1&amp;c=2。或打12333"))
    assert made.count("<a ") == 2
    assert (
        '<a href="https://www.12333.gov.cn/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">' in made
    )
    assert 'href="javascript' not in str(blocks("javascript:alert(1) https://x.cn/'onclick=a"))
