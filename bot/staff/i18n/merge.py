"""A catalog kept up with its sources: what is unchanged stays as it is, what has changed is stale, not lost.

A changed sentence is known by its place (the key in its notes), never by being like another one: Babel's own way of
guessing by likeness mixes up sentences that differ in one figure, and takes minutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from babel.messages.catalog import Catalog, Message
from rapidfuzz import fuzz

from bot.rendering.catalogs import MACHINE, REVIEWED
from bot.staff.i18n.pofiles import entries
from bot.staff.i18n.sentences import keys_of

WAS_REVIEWED = "was-reviewed"
"""Flag of a stale entry whose translation had been checked: it counts again only if the old sentence comes back."""
FUZZY = "fuzzy"
LIKE = 50
"""Where a list has grown or shrunk as well, a sentence in it counts as changed from one at least so like it, 0 to 100."""

Places = Mapping[str, str]
"""Key of a place -> the sentence that stands there."""


def merged(old: Catalog, source: Catalog, before: Places | None = None) -> Catalog:
    """The catalog for today's sentences. ``before``: where they stood last time, for a catalog that does not say so."""
    fresh = Catalog(locale=old.locale, header_comment=old.header_comment, fuzzy=False, charset=old.charset)
    fresh.mime_headers = old.mime_headers
    known: dict[object, Message] = {one.id: one for one in entries(old)}
    unused: dict[object, Message] = {one.id: one for one in old.obsolete.values()}
    stale_of: dict[object, Message] = {one.previous_id[0]: one for one in known.values() if one.previous_id}
    was = predecessors(places(old) or before or {}, places(source))
    used: set[object] = set()
    for sentence in entries(source):
        found = (
            _same(known.get(sentence.id))
            or _same(unused.get(sentence.id))
            or _back(stale_of.get(sentence.id))
            or _changed(known.get(was.get(_first(sentence.id), "")), sentence)
        )
        if found:
            used.add(found[0])
        _put(fresh, sentence, found[1] if found else None)
    for message in (*known.values(), *unused.values()):
        if message.id not in used and _said(message) and message.id not in fresh:
            _retire(fresh, message)
    return fresh


Kept = tuple[object, Message]
"""The id of the entry that a translation comes from, and the translation with its state."""


def _same(message: Message | None) -> Kept | None:
    """An entry whose sentence has not changed."""
    if message is None:
        return None
    kept = message.clone()
    kept.flags = _state(message)
    return message.id, kept


def _back(message: Message | None) -> Kept | None:
    """A stale entry whose former sentence is in use again: the translation is right once more."""
    if message is None or not message.fuzzy:
        return None
    kept = message.clone()
    kept.flags = _state(message) - {FUZZY}
    if WAS_REVIEWED in kept.flags:
        kept.flags = (kept.flags - {WAS_REVIEWED}) | {REVIEWED}
    kept.previous_id = []
    return message.id, kept


def _changed(message: Message | None, sentence: Message) -> Kept | None:
    """An entry whose sentence has changed: its translation waits for a translator, with the sentence it was made from."""
    if message is None or not _said(message) or isinstance(message.id, str) != isinstance(sentence.id, str):
        return None
    kept = message.clone()
    kept.flags = _state(message) | {FUZZY}
    if REVIEWED in kept.flags:
        kept.flags = (kept.flags - {REVIEWED}) | {WAS_REVIEWED}
    if not message.fuzzy or not message.previous_id:
        kept.previous_id = [message.id] if isinstance(message.id, str) else list(message.id)
    return message.id, kept


def _state(message: Message) -> set[str]:
    """The flags that say how far a translation can be trusted; a translator's remark ``reviewed`` is one too."""
    flags = set(message.flags)
    if any(remark.strip().lower() == REVIEWED for remark in message.user_comments):
        flags.add(REVIEWED)
    if FUZZY not in flags:
        flags.discard(WAS_REVIEWED)
    if REVIEWED in flags:
        flags.discard(MACHINE)
    return flags


def _put(fresh: Catalog, sentence: Message, kept: Message | None) -> None:
    fresh[sentence.id] = Message(
        sentence.id,
        kept.string if kept else "",
        locations=sentence.locations,
        flags=kept.flags if kept else (),
        auto_comments=sentence.auto_comments,
        user_comments=[one for one in kept.user_comments if one.strip().lower() != REVIEWED] if kept else (),
        previous_id=kept.previous_id if kept and FUZZY in kept.flags else (),
    )


def _retire(fresh: Catalog, message: Message) -> None:
    """Keep a translation that no sentence needs, under the sentence that it was made from."""
    made_from = message.previous_id[0] if message.fuzzy and message.previous_id else message.id
    if made_from in fresh or made_from in fresh.obsolete:
        return
    kept = Message(
        made_from, message.string, user_comments=message.user_comments, flags=_state(message) - {FUZZY}
    )
    fresh.obsolete[made_from if isinstance(made_from, str) else made_from[0]] = kept


def _said(message: Message) -> bool:
    return any(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def _first(id: str | Sequence[str]) -> str:
    return id if isinstance(id, str) else id[0]


def places(catalog: Catalog) -> dict[str, str]:
    """Where each sentence of a catalog stands, as its notes say."""
    return {key: _first(one.id) for one in entries(catalog) for key in keys_of(one.auto_comments)}


def predecessors(before: Places, now: Places) -> dict[str, str]:
    """New sentence -> the one that stood in its place. Moving sentences about in a list changes none of them."""
    old, new = _lists(before), _lists(now)
    known = set(before.values())
    return {
        sentence: former
        for name, sentences in new.items()
        if name in old and sentences != old[name]
        for sentence, former in _replaced(old[name], sentences)
        if sentence not in known
    }


def _lists(standing: Places) -> dict[str, list[str]]:
    """The sentences of each list (all steps of a topic), in order; a single sentence is a list of one."""
    grouped: dict[str, list[tuple[tuple[int, ...], str]]] = defaultdict(list)
    for key, sentence in standing.items():
        steps = key.split("/")
        order = tuple(int(step) for step in steps[1:] if step.isdigit())
        grouped["/".join("*" if step.isdigit() else step for step in steps)].append((order, sentence))
    return {name: [sentence for _, sentence in sorted(items)] for name, items in grouped.items()}


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """(new sentence, former sentence) where one stands in the place of another."""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            yield from _paired(old[start:end], new[new_start:new_end])


def _paired(old: list[str], new: list[str]) -> Iterable[tuple[str, str]]:
    if len(old) == len(new):
        return zip(new, old, strict=True)
    pairs: list[tuple[str, str]] = []
    left = list(old)
    for sentence in new:
        best = max(left, key=lambda former: fuzz.ratio(sentence, former), default="")
        if best and fuzz.ratio(sentence, best) >= LIKE:
            pairs.append((sentence, best))
            left = left[left.index(best) + 1 :]
    return pairs
