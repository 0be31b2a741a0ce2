"""What a Telegram update says: who may be answered where, and the question in it. No network, nothing kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.constants import ChatType, MessageEntityType
from telegram.ext import filters

from bot.core.conversation import Question

CHANNEL = "telegram"
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes; held only while a message is being answered."""

    chat: int
    sender: int
    group: bool = False
    thread: int | None = None
    replies_to: int | None = None

    @property
    def session(self) -> str:
        """One session a chat; in a group one for each person, or their wages would mix."""
        return f"{self.chat}:{self.sender}" if self.group else str(self.chat)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message to answer. ``media``: something came that we cannot read, with or without words."""

    address: Address
    question: Question
    media: bool = False
    album: str = ""


def read(update: Update, me: User, *, ask_to_keep: bool = False) -> Incoming | None:
    """The message in an update that wants an answer, if there is one.

    ``ask_to_keep``: what was typed here, by her own hand and where nobody reads along, may be asked for.
    """
    if update.callback_query:
        return _button(update.callback_query)
    message = update.message or update.edited_message
    sender = message.from_user if message else None
    if message is None or (sender and sender.is_bot):
        return None
    if _in_group(message.chat) and not _addressed(message, me):
        return None
    incoming = _message(message, me, edited=update.edited_message is not None)
    if incoming and ask_to_keep and update.message and _own_words(update.message):
        return replace(incoming, question=replace(incoming.question, may_keep=True))
    return incoming


def _own_words(message: Message) -> bool:
    """Whether a message is typed in a private chat: no forward, no file with a caption, nothing by way of another bot."""
    borrowed = message.forward_origin or message.via_bot or message.effective_attachment or message.quote
    return message.chat.type == ChatType.PRIVATE and bool(message.text) and not borrowed


def _button(query: CallbackQuery) -> Incoming | None:
    if query.message is None or not query.data:
        return None
    chat = query.message.chat
    thread = query.message.message_thread_id if isinstance(query.message, Message) else None
    topic = isinstance(query.message, Message) and query.message.is_topic_message
    address = Address(chat.id, query.from_user.id, _in_group(chat), thread if topic else None)
    return Incoming(address, _question(query.data, query.from_user))


def _message(message: Message, me: User, *, edited: bool) -> Incoming | None:
    """Edits are answered where they change words; a live location is an edit every few seconds."""
    text = _without_mention(message, me)
    kind = _kind(message, text)
    if kind == "nothing" or (edited and not text):
        return None
    sender = message.from_user
    address = Address(
        message.chat.id,
        sender.id if sender else 0,
        _in_group(message.chat),
        message.message_thread_id if message.is_topic_message else None,
        message.message_id if _in_group(message.chat) else None,
    )
    place = None
    if kind == "place" and message.location:
        place = (message.location.latitude, message.location.longitude)
    question = _question("" if place else text, sender, place)
    return Incoming(address, question, media=kind == "media", album=message.media_group_id or "")


def _kind(message: Message, text: str) -> Literal["text", "place", "media", "nothing"]:
    """Whatever is neither words nor a place nor a note of the app itself is media, also what is not invented yet."""
    if message.location:
        return "place"
    if message.text:
        return "text"
    if message.effective_attachment is None and filters.StatusUpdate.ALL.filter(Update(0, message)):
        return "nothing"
    return "media"


def _question(text: str, sender: User | None, place: tuple[float, float] | None = None) -> Question:
    hint = sender.language_code if sender else None
    return Question(text, language_hint=hint, place=place, channel=CHANNEL)


def _in_group(chat: Chat) -> bool:
    return chat.type in _GROUPS


def _addressed(message: Message, me: User) -> bool:
    """In a group only what names the bot or replies to it is for the bot."""
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == me.id:
        return True
    return any(_names(kind, words, user, me) for kind, words, user in _entities(message))


def _names(kind: str, words: str, user: User | None, me: User) -> bool:
    if kind == MessageEntityType.TEXT_MENTION:
        return user is not None and user.id == me.id
    return bool(me.username) and words.lower().endswith(f"@{me.username}".lower())


def _entities(message: Message) -> list[tuple[str, str, User | None]]:
    wanted: list[str | None] = [
        MessageEntityType.MENTION,
        MessageEntityType.TEXT_MENTION,
        MessageEntityType.BOT_COMMAND,
    ]
    if message.text:
        parsed = message.parse_entities(wanted)
    else:
        parsed = message.parse_caption_entities(wanted) if message.caption else {}
    return [(entity.type, words, entity.user) for entity, words in parsed.items()]


def _without_mention(message: Message, me: User) -> str:
    """The words without the bot's name, which is not part of the question."""
    text = message.text or message.caption or ""
    for kind, words, user in _entities(message):
        if kind != MessageEntityType.BOT_COMMAND and _names(kind, words, user, me):
            text = text.replace(words, " ", 1)
    return text.strip()
