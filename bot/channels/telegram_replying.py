"""From a message to its reply: the app considers it, the reply goes out, and only then is it kept and counted."""

from __future__ import annotations

import html
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot import logs
from bot.channels.answering import Answering
from bot.channels.once import Beside
from bot.channels.telegram_memory import Recents
from bot.channels.telegram_reading import CHANNEL, Address, Incoming
from bot.channels.telegram_sending import Markup, Sender, Unsent
from bot.channels.telegram_text import Label, rows, split
from bot.channels.telegram_words import APOLOGY
from bot.core import commands, crisis
from bot.core.conversation import Outcome
from bot.core.text import normal
from bot.errors import StoreError
from bot.meters import Meters
from bot.ports import Limits

_CLEARING = ("hide", "forget")
_MOST_HALF_OUT = 10_000

Step = Callable[[], Awaitable[bool]]
"""Sends one thing; False where it can never reach anyone."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply in words. ``counts``: a question led to it, which is kept once the reply is out."""

    outcome: Outcome
    text: str
    markup: Markup | None = None
    counts: bool = False

    @property
    def clears(self) -> bool:
        return self.outcome.reply.command in _CLEARING


class Replies:
    """Answers messages of one bot account."""

    def __init__(
        self, app: Answering, sender: Sender, recents: Recents, limits: Limits, beside: Beside, meters: Meters
    ) -> None:
        self._app = app
        self._sender = sender
        self._recents = recents
        self._limits = limits
        self._beside = beside
        self._meters = meters
        self._half_out: OrderedDict[str, int] = OrderedDict()
        self.settled: Callable[[str], None] = lambda update: None
        """Hears of an update whose reply is out, before it is counted."""

    async def answer(self, incoming: Incoming, update: str = "") -> None:
        """Answer a message. Unsent: not all of the reply got out; where ``update`` comes again, the rest is sent.

        What is half out has been admitted already: coming again it neither counts as fast nor is told so.
        """
        key = self._app.chat_key(CHANNEL, incoming.address.session)
        album = incoming.album if incoming.media and not incoming.question.text else ""
        if album and self._recents.seen(key, album):
            return
        draft = await self._beside.run(self._drafted, incoming, key, update in self._half_out)
        if draft is None:
            return
        if album:
            self._recents.mark(key, album)
        try:
            await self._deliver(incoming, key, draft, update)
        except Unsent:
            self._recents.unmark(key, album)
            raise

    def _drafted(self, incoming: Incoming, key: str, admitted: bool) -> Draft | None:
        """What to say, worked out beside the loop; None: nothing, where it is too fast and that has been said."""
        question = incoming.question
        if not admitted and not self._admitted(key, question.text):
            self._meters.more("held_back", CHANNEL)
            if not self._limits.tell(key):
                return None
            return self._worded(incoming, key, self._app.notice("too_fast", key, question.language_hint))
        if incoming.media and not question.text:
            return self._worded(incoming, key, self._app.notice("media", key, question.language_hint))
        return self._worded(incoming, key, self._app.consider(question, key), counts=True)

    def _admitted(self, key: str, text: str) -> bool:
        return self._limits.admit(key) or (urgent(text) and self._limits.admit(key, urgent=True))

    def _worded(self, incoming: Incoming, key: str, outcome: Outcome, *, counts: bool = False) -> Draft:
        """The answer's text and buttons; an apology where it cannot be put into words."""
        try:
            shown = self._app.rendered(outcome, markup=True)
            text = shown.text
            if incoming.media and incoming.question.text:
                notice = self._app.notice("media", key, incoming.question.language_hint)
                text = f"{self._app.rendered(notice, markup=True).text}\n\n{text}"
        except Exception as problem:  # noqa: BLE001 - the worker must get a reply whatever happens
            logs.fault("rendering", problem)
            return Draft(outcome, APOLOGY, None, counts)
        return Draft(outcome, text, _keyboard(shown.buttons), counts)

    async def _deliver(self, incoming: Incoming, key: str, draft: Draft, update: str) -> None:
        """Send all there is to send, then keep. A wish to be forgotten is kept before: it must not wait for Telegram."""
        if draft.clears:
            await self._beside.run(self._app.keep, draft.outcome, key)
            await self._sender.delete(incoming.address.chat, self._recents.take(key))
        out = await self._all_out(self._steps(incoming, key, draft), update)
        if incoming.address.group:
            self._recents.mark(key, "group")
        if draft.counts and out and not draft.clears:
            await self._beside.end(self._kept, draft.outcome, key, update)

    def _kept(self, outcome: Outcome, key: str, update: str) -> None:
        """Settled first: a crash in between leaves one message out of the counts, where it would make two of one."""
        try:
            self.settled(update)
        except StoreError as problem:
            logs.fault("store", problem)
        self._app.keep(outcome, key)

    async def _all_out(self, steps: Sequence[Step], update: str) -> bool:
        """Whether it reached the worker; what an earlier delivery of the update has sent is not sent again."""
        reached = True
        for number in range(self._half_out.pop(update, 0), len(steps)):
            try:
                reached = await steps[number]() and reached
            except Unsent:
                self._remember(update, number)
                raise
        return reached

    def _remember(self, update: str, number: int) -> None:
        if update:
            self._half_out[update] = number
            while len(self._half_out) > _MOST_HALF_OUT:
                self._half_out.popitem(last=False)

    def _steps(self, incoming: Incoming, key: str, draft: Draft) -> list[Step]:
        address, reply = incoming.address, draft.outcome.reply
        text = draft.text
        if address.group and not self._recents.seen(key, "group"):
            text = f"{text}\n\n{html.escape(self._app.words('group', reply.language), quote=False)}"
        *first, last = split(text) or (APOLOGY,)
        steps: list[Step] = [partial(self._send, address, key, piece) for piece in first]
        steps.append(
            partial(self._send, address, key, last, ReplyKeyboardRemove() if draft.clears else draft.markup)
        )
        if reply.paper:
            steps.append(partial(self._send_paper, address, key, draft.outcome))
        if reply.asks == "city" and not address.group and not self._recents.seen(key, "place"):
            steps.append(partial(self._offer_place, address, key, reply.language))
        return steps

    async def _send(self, address: Address, key: str, text: str, markup: Markup | None = None) -> bool:
        number = await self._sender.send(address, text, markup)
        if number is not None:
            self._recents.sent(key, number)
        return number is not None

    async def _offer_place(self, address: Address, key: str, language: str) -> bool:
        button = KeyboardButton(self._app.words("share_place", language), request_location=True)
        keyboard = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
        sent = await self._send(address, key, self._app.words("may_share", language), keyboard)
        self._recents.mark(key, "place")
        return sent

    async def _send_paper(self, address: Address, key: str, outcome: Outcome) -> bool:
        """The paper as a file, made beside the loop and kept nowhere; an apology where it cannot be made.

        Not into a group, where everybody could read it.
        """
        language = outcome.reply.language
        if address.group:
            return await self._send(
                address, key, html.escape(self._app.words("paper_private", language), quote=False)
            )
        number = None
        try:
            file = await self._beside.run(self._app.paper, outcome)
            if file:
                number = await self._sender.send_document(address, file.name, file.content)
        except Exception as problem:  # noqa: BLE001 - the worker must hear of it whatever happens
            logs.fault("paper", problem)
        if number is None:
            return await self._send(
                address, key, html.escape(self._app.words("error", language), quote=False)
            )
        self._recents.sent(key, number)
        return True

    async def apologise(self, incoming: Incoming) -> None:
        """Where answering broke: a word in any case, so that she knows to ask again."""
        await self._sender.send(incoming.address, APOLOGY)


def urgent(text: str) -> bool:
    """Danger and hiding cannot wait for a minute to pass."""
    plain = normal(text)
    command = commands.read(plain)
    return bool(crisis.danger(plain)) or (command is not None and command.name == "hide")


def _keyboard(buttons: Sequence[Label]) -> InlineKeyboardMarkup | None:
    laid = [
        [InlineKeyboardButton(button.label, callback_data=button.send) for button in row]
        for row in rows(buttons)
    ]
    return InlineKeyboardMarkup(laid) if laid else None
