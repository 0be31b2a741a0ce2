"""A page for each paper that waits: its button fetches the file, once. Looking at the page does not use it up.

WeChat opens links by itself to preview them, so only a press of the button hands the file over.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot import logs
from bot.channels.answering import Answering
from bot.channels.wechat.remembering import Papers
from bot.core.language import SOURCE

_STYLE = (
    ":root{color-scheme:light dark}body{font:1.1rem/1.6 sans-serif;max-width:36rem;margin:1rem auto;padding:0 1rem}"
    "h1{font-size:1.2rem;overflow-wrap:anywhere}button{font:inherit;padding:.8rem 1.5rem;min-height:3rem;width:100%}"
)
_STYLED = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLED}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PAGE = (
    "<!doctype html><html lang='{lang}' dir='{dir}'><head><meta charset='utf-8'>"
    "<meta name='viewport' content='width=device-width, initial-scale=1'><title>{title}</title><style>{style}</style></head>"
    "<body><main><h1>{title}</h1>{inside}</main></body></html>"
)
_BUTTON = "<form method='post'><button type='submit'>{label}</button></form>"


class Downloads:
    """Shows and hands over the papers that wait."""

    def __init__(self, app: Answering, papers: Papers) -> None:
        self._app = app
        self._papers = papers

    async def serve(self, request: Request) -> Response:
        try:
            token = str(request.path_params["token"])
            return self._file(token) if request.method == "POST" else self._page(token)
        except Exception as problem:  # noqa: BLE001 - no traceback where anyone can look
            logs.fault("download", problem)
            return Response(status_code=404, headers=_HEADERS)

    def _page(self, token: str) -> Response:
        paper = self._papers.see(token)
        if paper is None:
            return self._gone()
        words = self._words("wechat_paper_page", paper.language)
        label = self._app.words("wechat_paper_button", paper.language)
        button = _BUTTON.format(label=escape(label))
        return self._html(paper.language, paper.name, words + button)

    def _file(self, token: str) -> Response:
        paper = self._papers.take(token)
        if paper is None:
            return self._gone()
        ending = paper.name.rpartition(".")[2]
        named = (
            f"attachment; filename=\"gongyou.{quote(ending)}\"; filename*=UTF-8''{quote(paper.name, safe='')}"
        )
        kind = _TYPES.get(ending, "application/octet-stream")
        return Response(paper.content, media_type=kind, headers=_HEADERS | {"Content-Disposition": named})

    def _gone(self) -> Response:
        words = self._words("wechat_paper_gone", SOURCE)
        return self._html(SOURCE, "404", words, 404)

    def _words(self, kind: str, language: str) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self._app.words(kind, language).split("\n"))

    def _html(self, language: str, title: str, inside: str, status: int = 200) -> Response:
        lang, turned = language.replace("_", "-"), "rtl" if language == "ug" else "ltr"
        page = _PAGE.format(lang=escape(lang), dir=turned, title=escape(title), style=_STYLE, inside=inside)
        return HTMLResponse(page, status, _HEADERS)
