"""Who is let in and what never breaks: forged, oversized, strange and endless requests, floods, and faults inside."""

from __future__ import annotations

import re
import socket
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from bot.channels.web import guard
from bot.channels.web.guard import LARGEST
from bot.errors import StoreError
from tests.channels.web.conftest import Site, words

OWN = {"Sec-Fetch-Site": "same-origin"}
TOPIC = "overtime_pay"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[bad"},
        {"Referer": "https://evil.example/page"},
        {"Sec-Fetch-Site": "none", "Origin": "https://evil.example"},
    ],
)
def test_a_form_of_another_site_is_refused(site: Site, headers: dict[str, str]) -> None:
    for path in ("/", "/paper"):
        answer = site.send(path, data={"text": "押金不退怎么办"}, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        assert "押金" not in words(answer.text)


def test_an_old_browser_that_says_where_it_is_from_is_answered(site: Site) -> None:
    for headers in ({"Origin": site.address}, {"Referer": f"{site.address}/"}, {}):
        answer = site.send(data={"text": "押金不退怎么办"}, headers=headers)
        assert "收了的都要退给你" in answer.text


def test_what_is_too_long_or_no_form_is_refused_with_words(site: Site) -> None:
    long = site.post(text="押" * 4_001)
    assert long.status_code == 413
    assert "4000" in words(long.text)
    assert site.post(text="押" * 4_000).status_code == 200
    for size in (LARGEST + 1, 3_000_000):
        assert site.send(content=b"text=" + b"a" * size, headers=OWN).status_code == 413
    strange = {"Content-Type": "multipart/form-data; boundary=x"}
    assert site.send(content=b"--x", headers={**OWN, **strange}).status_code == 415
    assert site.send(content=b"&".join([b"a=1"] * 40), headers=OWN).status_code == 400


@how(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.one_of(st.binary(max_size=300), st.text(max_size=80).map(lambda text: b"text=" + text.encode()))
)
def test_no_body_is_too_strange(site: Site, body: bytes) -> None:
    for path in ("/", "/paper", "/leave"):
        answer = site.send(path, content=body, headers=OWN | {"HX-Request": "true"})
        assert answer.status_code in (200, 204, 400, 413)


@how(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    topic=st.one_of(st.sampled_from(["deposit", "crisis", "off_topic", "x" * 9000]), st.text(max_size=30)),
    query=st.dictionaries(
        st.sampled_from(["city", "lang", "x"]), st.one_of(st.text(max_size=40), st.just("9" * 9000))
    ),
)
def test_no_address_is_too_strange(site: Site, topic: str, query: dict[str, str]) -> None:
    for kind in ("t", "leaflet"):
        answer = site.get(f"/{kind}/{quote(topic, safe='')}?{urlencode(query)}")
        assert answer.status_code in (200, 404)
        assert "set-cookie" not in answer.headers


def test_floods_are_slowed_down_but_never_a_cry_for_help(site: Site) -> None:
    site.limits.most, site.limits.seen = 3, {}
    site.arrivals.most, site.arrivals.seen = 2, {}
    try:
        with httpx.Client(timeout=30) as client:
            site.arrivals.seen = {}
            statuses = [site.post(client=client, text="押金不退怎么办").status_code for _ in range(5)]
            assert statuses == [200, 200, 200, 429, 429]
            assert "太快" in words(site.post(client=client, text="押金").text)
            assert "110" in words(site.post(client=client, text="老板把我锁起来打我").text)
        site.arrivals.seen = {}
        assert [site.post(text="押金").status_code for _ in range(4)] == [200, 200, 429, 429]
        assert site.post(text="有人拿刀砍我").status_code == 200
        assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in (*site.limits.seen, *site.arrivals.seen))
    finally:
        site.limits.most = site.arrivals.most = 1_000_000


def test_a_fault_inside_gives_an_apology_without_a_trace(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("金丝雀")

    monkeypatch.setattr(site.app, "rendered", broken)
    answer = site.post(text="押金")
    assert answer.status_code == 500
    assert "12333" in answer.text
    assert "金丝雀" not in answer.text


def test_one_gets_away_whatever_is_broken(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise StoreError

    with httpx.Client(timeout=30) as client:
        site.post(client=client, text="押金不退怎么办")
        monkeypatch.setattr(site.app, "outcome", broken)
        assert site.post("/leave", client=client).headers["location"] == "/calendar"
        assert not client.cookies


def test_a_form_that_never_ends_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.2)
    host, port = site.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(
            b"POST / HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 50\r\n\r\ntext=a"
        )
        assert b" 408 " in line.recv(1000).split(b"\r\n")[0]
