"""The conversation: a form comes in, the page or the newest exchange goes out, and nothing said is left on the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot import logs
from bot.channels.answering import Answering
from bot.channels.web.guard import CHANNEL, Guard, RefusedError, Visitor, form_of
from bot.channels.web.pages import HEADERS, Pages, Shown
from bot.core.conversation import Outcome, Question
from bot.core.language import choose_language
from bot.errors import BotError

LONGEST = 4_000
"""Characters of a message."""
AWAY = "/calendar"
"""Where "leave quickly" leads."""
CLEARED = '"cache", "cookies", "storage"'
_PLACE = 40


@dataclass(frozen=True, slots=True)
class Said:
    """A form as it was sent: the message, what the page calls it, and the page's own language and city."""

    text: str
    label: str
    language: str | None
    region: str | None

    def question(self) -> Question:
        return Question(self.text, language_hint=self.language, region=self.region, channel=CHANNEL)


def read(form: Mapping[str, Sequence[str]], hint: str | None) -> Said:
    """What was sent; a button beats what stands in the text field, and carries its label behind a tab.

    >>> read({"pick": ["/law deposit\\tThe law"], "text": ["x"]}, "en")
    Said(text='/law deposit', label='The law', language='en', region=None)
    """

    def one(name: str) -> str:
        return (form.get(name) or [""])[0].strip()

    place = one("place")[:_PLACE] or None
    language = one("lang")[:_PLACE] or hint
    if pick := one("pick"):
        send, _, label = pick.partition("\t")
        return Said(send, label or send, language, place)
    if city := one("city"):
        return Said(f"/city {city}", city, language, None)
    return Said(one("text"), one("text"), language, place)


def hint_of(request: Request, known: Sequence[str]) -> str | None:
    """The first language that the browser asks for and we have."""
    wanted = request.headers.get("accept-language", "")[:200].split(",")
    return next(
        (found for tag in wanted if (found := choose_language(tag.partition(";")[0].strip(), known))), None
    )


class Chat:
    """What each address of the conversation gives."""

    def __init__(self, app: Answering, pages: Pages, guard: Guard) -> None:
        self._app = app
        self._pages = pages
        self._guard = guard

    async def start(self, request: Request) -> Response:
        """The page before anything is said; it gives no cookie. A language may be asked for: ``?lang=vi``."""
        said = Said("/start", "", self._hint(request), None)
        return await run_in_threadpool(self._started, request, said, "page")

    async def about(self, request: Request) -> Response:
        said = Said("/about", "", self._hint(request), None)
        return await run_in_threadpool(self._started, request, said, "about", titled=True)

    async def say(self, request: Request) -> Response:
        """Answer a message: the newest exchange for the page's script, the whole page for a plain form."""
        try:
            self._guard.own(request)
            said = read(await form_of(request), hint_of(request, self._app.languages()))
        except RefusedError as refused:
            return await run_in_threadpool(self.refused, request, refused.status)
        return await run_in_threadpool(self._said, request, said)

    async def paper(self, request: Request) -> Response:
        """The file that a button stands for; the message is counted unless the answer with it has been."""
        try:
            self._guard.own(request)
            form = await form_of(request)
        except RefusedError as refused:
            return await run_in_threadpool(self.refused, request, refused.status)
        said = read(form, hint_of(request, self._app.languages()))
        return await run_in_threadpool(self._said, request, said, file=True, again="again" in form)

    async def leave(self, request: Request) -> Response:
        """Forget the chat and go where nothing shows; what the browser kept of these pages is cleared."""
        visitor = self._guard.visitor(request)
        if not visitor.fresh:
            try:
                await run_in_threadpool(self._app.outcome, Question("/hide", channel=CHANNEL), visitor.key)
            except Exception as problem:  # noqa: BLE001 - whatever is broken, she gets away; the session ends by itself
                logs.fault("leave", problem)
        return self._away(request)

    def _started(self, request: Request, said: Said, template: str, *, titled: bool = False) -> Response:
        visitor = self._guard.visitor(request)
        outcome = self._app.consider(said.question(), visitor.key)
        return self._page(request, self._pages.shown(outcome, titled=titled), "", template=template)

    def _said(self, request: Request, said: Said, *, file: bool = False, again: bool = False) -> Response:
        if len(said.text) > LONGEST:
            return self.refused(request, 413)
        visitor = self._guard.visitor(request)
        if not self._guard.admits(request, visitor, said.text):
            notice = self._app.notice("too_fast", visitor.key, said.language)
            return self._page(
                request, self._pages.shown(notice), said.label, status=429, before=said.language
            )
        if not said.text:
            return self._started(request, Said("/start", "", said.language, None), "page")
        made = self._app.consider if again else self._app.outcome
        return self._replied(request, said, visitor, made(said.question(), visitor.key), file=file)

    def _replied(
        self, request: Request, said: Said, visitor: Visitor, outcome: Outcome, *, file: bool
    ) -> Response:
        command = outcome.reply.command
        if command == "hide":
            return self._away(request)
        response = self._file(outcome) if file and outcome.reply.paper else None
        if response is None:
            response = self._page(
                request,
                self._pages.shown(outcome),
                said.label,
                forgot=command == "forget",
                before=said.language,
            )
        if command == "forget":
            self._guard.forget(request, response)
        else:
            self._guard.remember(request, response, visitor)
        return response

    def _file(self, outcome: Outcome) -> Response | None:
        """The paper, made in memory; None where it cannot be made, so that the words come without it."""
        try:
            file = self._app.paper(outcome)
        except BotError as problem:
            logs.fault("paper", problem)
            return None
        if file is None:
            return None
        plain = file.name if file.name.isascii() else f"paper.{file.name.rpartition('.')[2]}"
        named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
        return Response(
            file.content, 200, {**HEADERS, "Content-Disposition": named}, "application/octet-stream"
        )

    def refused(self, request: Request, status: int) -> Response:
        """Words for a message that was not taken, in the page's place."""
        language = self._hint(request) or self._app.languages()[0]
        key = "too_long" if status == 413 else "refused"
        return self._pages.page(
            request,
            "notice",
            language,
            status,
            said=self._pages.words(language)(key),
            bare=_scripted(request),
        )

    def _away(self, request: Request) -> Response:
        response: Response
        if _scripted(request):
            response = Response(None, 204, {**HEADERS, "HX-Trigger": "leave"})
        else:
            response = RedirectResponse(AWAY, 303, HEADERS)
        response.headers["Clear-Site-Data"] = CLEARED
        self._guard.forget(request, response)
        return response

    def _page(
        self,
        request: Request,
        shown: Shown,
        said: str,
        *,
        template: str = "page",
        status: int = 200,
        forgot: bool = False,
        before: str | None = "",
    ) -> Response:
        bare = _scripted(request)
        return self._pages.page(
            request,
            "newest" if bare else template,
            shown.tongue.code,
            status,
            shown=shown,
            said=said,
            forgot=forgot,
            changed=before != shown.tongue.code,
        )

    def _hint(self, request: Request) -> str | None:
        known = self._app.languages()
        asked = choose_language(request.query_params.get("lang", "")[:_PLACE], known)
        return asked or hint_of(request, known)


def _scripted(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"
