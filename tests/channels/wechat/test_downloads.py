"""The page of a paper: what it shows, what it hands over, and that a fault shows nothing."""

from __future__ import annotations

from starlette.requests import Request

from bot.channels.wechat.downloads import Downloads
from bot.channels.wechat.remembering import MOST_PAPERS, Paper, Papers
from tests.channels.wechat.stub import Parrot


def _asked(method: str, token: str) -> Request:
    return Request(
        {"type": "http", "method": method, "path": "/", "headers": [], "path_params": {"token": token}}
    )


async def test_a_chinese_name_and_marks_in_it_stay_as_they_are() -> None:
    papers = Papers()
    papers.put("t", Paper("chat", "ug", '申请书"\r\n<b>.docx', b"PK"))
    downloads = Downloads(Parrot(), papers)
    page = bytes((await downloads.serve(_asked("GET", "t"))).body).decode()
    assert "<b>" not in page
    assert "lang='ug' dir='rtl'" in page
    answer = await downloads.serve(_asked("POST", "t"))
    named = answer.headers["content-disposition"]
    assert "filename*=UTF-8''%E7%94%B3%E8%AF%B7%E4%B9%A6%22%0D%0A%3Cb%3E.docx" in named
    assert "\n" not in named
    assert answer.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def test_a_fault_shows_nothing() -> None:
    class Mute(Parrot):
        def words(self, kind: str, language: str, **values: str) -> str:
            raise ValueError("金丝雀")

    answer = await Downloads(Mute(), Papers()).serve(_asked("GET", "t"))
    assert (answer.status_code, answer.body) == (404, b"")


def test_tokens_are_not_held_and_the_oldest_paper_goes_first() -> None:
    papers = Papers()
    for number in range(MOST_PAPERS + 3):
        papers.put(f"token{number}", Paper("chat", "en", "a.docx", b""))
    assert len(papers) == MOST_PAPERS
    assert papers.see("token0") is None
    assert papers.take(f"token{MOST_PAPERS}") is not None
    assert "token" not in str(papers._kept)
