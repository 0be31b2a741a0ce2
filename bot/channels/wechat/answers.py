"""From what a message wants to the words and the paper of its answer. Computes and asks the app; sends nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot import logs
from bot.channels.answering import Answering
from bot.channels.wechat.pages import Menu, directed, pages, split_asked
from bot.channels.wechat.reading import Incoming, Want
from bot.channels.wechat.remembering import PAPER_SECONDS, Paper
from bot.core.conversation import Outcome, Part, Question

APOLOGY = (
    "对不起，我出了点问题。请再发一遍；急的话打12333。\n"
    "Sorry, something went wrong. Please send it again; if it is urgent, call 12333."
)
"""Said where an answer could not be put into words, in which case a translation cannot be counted on either."""
LATE = "还在算。过几秒回复“更多”或 N 看答复。\nStill working on it. In a few seconds reply N for the answer."
"""Said shortly before WeChat gives up; nothing may be waited for then."""

CLEARING = ("hide", "forget")
_MORE = ("更多", "下文", "看下文", "n", "more")


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say: now, and when asked for more. ``clears``: what is remembered of the chat is to go."""

    pieces: tuple[str, ...]
    clears: bool = False
    token: str = ""
    paper: Paper | None = None


def asks_more(text: str) -> bool:
    """Whether a message wants the rest of the last answer.

    >>> asks_more("更多。"), asks_more("N"), asks_more("no")
    (True, True, False)
    """
    return text.strip(' 。.!！“”"').lower() in _MORE


class Answers:
    """Puts answers together; ``link`` makes the address of a paper from its token, None where there is no address."""

    def __init__(self, app: Answering, link: Callable[[str], str] | None) -> None:
        self._app = app
        self._link = link

    def answer(self, incoming: Incoming, chat: str) -> Answer:
        """The answer, kept and counted; an apology where anything goes wrong."""
        try:
            if incoming.want is Want.NOTICE:
                return self._worded(self._app.notice("media", chat), chat)
            outcome = self._app.consider(self._question(incoming), chat)
            answer = self._worded(outcome, chat, greets=incoming.want is Want.GREETING)
        except Exception as problem:  # noqa: BLE001 - the worker must get a reply whatever happens
            logs.fault("answer", problem)
            return Answer((APOLOGY,))
        try:
            self._app.keep(outcome, chat)
        except Exception as problem:  # noqa: BLE001 - the answer is there all the same
            logs.fault("keep", problem)
        return answer

    def too_fast(self, chat: str) -> str:
        return self._said("too_fast", chat)

    def no_more(self, chat: str) -> str:
        """Where the rest of an answer is asked for and there is none."""
        return self._said("wechat_no_more", chat)

    def again(self, chat: str) -> str:
        """Where another process has answered and nobody knows whether it got out."""
        return self._said("wechat_again", chat)

    def _said(self, kind: str, chat: str) -> str:
        """A few words of the channel in the chat's language."""
        try:
            return self._lines(kind, self._app.notice("help", chat).reply.language)
        except Exception as problem:  # noqa: BLE001 - the worker must get a reply whatever happens
            logs.fault("words", problem)
            return APOLOGY

    @staticmethod
    def _question(incoming: Incoming) -> Question:
        asked = incoming.question
        return asked if asked.text or asked.place else replace(asked, text="/start")

    def _worded(self, outcome: Outcome, chat: str, *, greets: bool = False) -> Answer:
        reply = outcome.reply
        language, clears = reply.language, reply.command in CLEARING
        token, paper = self._paper(outcome, chat)
        if reply.paper:
            outcome = self._with_link(outcome, token)
        shown = self._app.rendered(outcome)
        text = shown.text
        if greets:
            text = f"{self._lines('wechat_greeting', language)}\n\n{text}"
        if reply.command == "forget":
            text = f"{text}\n{self._lines('wechat_clear', language)}"
        text, asked = split_asked(text)
        menu = Menu(
            asked,
            self._app.words("wechat_choose", language),
            tuple(f"{button.mark}. {button.label}" for button in shown.buttons),
            self._app.words("wechat_more", language),
        )
        return Answer(pages(text, menu) or (APOLOGY,), clears, token, paper)

    def _lines(self, kind: str, language: str) -> str:
        return "\n".join(directed(line) for line in self._app.words(kind, language).split("\n"))

    def _paper(self, outcome: Outcome, chat: str) -> tuple[str, Paper | None]:
        if not (outcome.reply.paper and self._link):
            return "", None
        file = self._app.paper(outcome)
        if file is None:
            return "", None
        return secrets.token_urlsafe(16), Paper(chat, outcome.reply.language, file.name, file.content)

    def _with_link(self, outcome: Outcome, token: str) -> Outcome:
        """WeChat takes no file in a reply: the words tell where it is, or that it cannot be had here."""
        values = {
            "link": self._link(token) if self._link and token else "",
            "minutes": int(PAPER_SECONDS // 60),
        }
        parts = tuple(
            Part("wechat_paper", {**part.values, **values}, part.guidance, part.cites)
            if part.kind == "paper_made"
            else part
            for part in outcome.reply.parts
        )
        return replace(outcome, reply=replace(outcome.reply, parts=parts))
