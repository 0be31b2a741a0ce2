"""What a page is filled with: answers in sections, the words around them, and the headers every page goes out with."""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.answering import Answering, Button
from bot.channels.web.static import Static, packs
from bot.channels.web.text import html
from bot.core.conversation import Choice, Kind, Outcome, Part, Reply, Session

TEMPLATES = Path(__file__).parent / "templates"
BREAK = "\ue000"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of an answer: the kind of part it was made from, and its blocks."""

    kind: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as a page marks it: its code, tag, direction and own name."""

    code: str
    tag: str
    direction: str
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a page shows it: ``topic`` where there is an address for it."""

    tongue: Tongue
    sections: tuple[Section, ...]
    buttons: tuple[Button, ...]
    kind: Kind
    region: str = ""
    place: str = ""
    topic: str = ""
    download: str = ""

    @property
    def plain_buttons(self) -> tuple[Button, ...]:
        return tuple(button for button in self.buttons if not button.send.startswith("/paper "))

    @property
    def paper_buttons(self) -> tuple[Button, ...]:
        """Those that give a file."""
        return tuple(button for button in self.buttons if button.send.startswith("/paper "))

    @property
    def query(self) -> str:
        """City and language of an address of this answer."""
        return query(self.region, self.tongue.code)


def query(region: str, language: str) -> str:
    """What follows the topic in an address.

    >>> query("441900", "vi"), query("", "zh_Hans")
    ('?city=441900&lang=vi', '?lang=zh_Hans')
    """
    return "?" + urlencode({"city": region, "lang": language} if region else {"lang": language})


class Pages:
    """Fills templates; knows nothing of cookies and limits."""

    def __init__(self, app: Answering, static: Static) -> None:
        self._app = app
        self._tongues: dict[str, Tongue] = {}
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["file"] = static.address
        self._environment.globals["query"] = query

    def pieces(self, reply: Reply) -> tuple[list[tuple[str, str]], tuple[Button, ...]]:
        """The words of each part of a reply with its kind; what is said about the translation comes last."""
        apart = tuple(piece for part in reply.parts for piece in (part, Part("web_break")))
        whole = self._app.rendered(
            Outcome(replace(reply, parts=apart), Session()),
            markup=True,
        )
        kinds = (*(part.kind for part in reply.parts), "notice")
        pieces = zip(kinds, whole.text.split(BREAK), strict=True)
        return [(kind, text) for kind, text in pieces if text.strip()], tuple(whole.buttons)

    def shown(self, outcome: Outcome, *, titled: bool = False) -> Shown:
        """An answer in sections; on a page that is about it alone (``titled``) its own title is left to the page."""
        reply = outcome.reply
        pieces, buttons = self.pieces(reply)
        level = 2 if titled else 3
        rtl = direction_of(reply.language) == "rtl"
        texts = [
            (kind, _without_title(text) if titled and kind == "topic" else text) for kind, text in pieces
        ]
        sections = tuple(Section(kind, html(text, level, rtl=rtl)) for kind, text in texts)
        answered = reply.kind is Kind.ANSWERED and bool(reply.topics)
        return Shown(
            self.tongue(reply.language),
            sections,
            buttons,
            reply.kind,
            reply.region or "",
            self.place(reply.region, reply.language),
            reply.topics[0] if answered else "",
            reply.paper.kind if reply.paper else "",
        )

    def labels(self, language: str, choices: Sequence[Choice]) -> list[str]:
        """Names as buttons have them: of a place, a topic, a language."""
        reply = Reply(Kind.COMMAND, language, None, (), tuple(choices))
        return [button.label for button in self._app.rendered(Outcome(reply, Session())).buttons]

    def place(self, region: str | None, language: str) -> str:
        if not region:
            return ""
        return self.labels(language, [Choice("/city", "region", {"region": region})])[0]

    def title(self, topic: str, language: str) -> str:
        return self.labels(language, [Choice("/topic", "topic", {"topic": topic})])[0]

    def tongue(self, code: str) -> Tongue:
        if code not in self._tongues:
            name = self.labels("zh_Hans", [Choice("/language", "language_name", {"language": code})])[0]
            self._tongues[code] = Tongue(code, code.replace("_", "-"), direction_of(code), name)
        return self._tongues[code]

    def tongues(self) -> list[Tongue]:
        return [self.tongue(code) for code in self._app.languages()]

    def words(self, language: str) -> Callable[..., str]:
        """The page's own words: ``w("send")``."""
        return partial(self._word, language)

    def _word(self, language: str, key: str, **values: str) -> str:
        return self._app.words("web", language, key=key, **values)

    def page(
        self, request: Request, template: str, language: str, /, status: int = 200, **values: Any
    ) -> Response:
        """A page in a language."""
        spoken = {"w": self.words(language), "tongue": self.tongue(language), "tongues": self.tongues()}
        return self.plain(request, template, status, **spoken, **values)

    def plain(self, request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
        """A page, packed where the browser takes it."""
        text = self._environment.get_template(f"{template}.html.j2").render(values)
        headers = {**HEADERS, "Vary": "Accept-Encoding"}
        if packs(request):
            packed = gzip.compress(text.encode(), 6, mtime=0)
            return HTMLResponse(packed, status, {**headers, "Content-Encoding": "gzip"})
        return HTMLResponse(text, status, headers)


def direction_of(code: str) -> str:
    """``rtl`` or ``ltr``.

    >>> direction_of("ug"), direction_of("zh_Hans")
    ('rtl', 'ltr')
    """
    return "rtl" if Locale.parse(code).text_direction == "rtl" else "ltr"


def _without_title(text: str) -> str:
    return text.strip("\n").partition("\n")[2]


def one_line(text: str) -> str:
    """Without marks that cannot be seen, which an address bar or a preview would show as boxes."""
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char) not in ("Cf", "Cc"))
