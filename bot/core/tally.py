"""What is counted of messages: increments of small separate tables, so that no row joins what could single anyone out.

A week's row says how many times something was met. Nothing here can hold a person, a text or a moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Met(StrEnum):
    """How a message was met, as trends count it."""

    ANSWERED = "answered"
    DID_YOU_MEAN = "did_you_mean"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_COVERED = "not_covered"
    CRISIS = "crisis"
    ERROR = "error"


class Counted(StrEnum):
    """How much of a reply is counted: a question with all of it, its place alone, or only what is more than before."""

    QUESTION = "question"
    PLACE = "place"
    MORE = "more"


CUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "topic_outcome": ("topic", "outcome"),
        "topic_region": ("topic", "region"),
        "topic_language": ("topic", "language"),
        "region_outcome": ("region", "outcome"),
        "channel": ("channel",),
        "helpful": ("topic", "helpful"),
        "calculator": ("calculator",),
        "paper": ("paper",),
        "service": ("service",),
    }
)
"""Tables of counts and their columns, beside ``week`` (a Monday) and ``count``.

``region`` is the adcode of a prefecture, "" where none was said; ``helpful`` is "yes" or "no"; ``calculator`` is the name
of an amount, ``paper`` a kind of paper, ``service`` a kind of help that was named. A question asked without a place and
placed later is in the row "" and in that of its place, so only the other tables add up to the number of questions.
"""


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """One more in a row of a cut: its values in the order of ``CUTS``."""

    cut: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of one message; ``region`` is a prefecture's adcode or ""."""

    topic: str
    region: str
    language: str
    channel: str
    outcome: Met
    calculators: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    counted: Counted = Counted.QUESTION


@dataclass(frozen=True, slots=True)
class Rating:
    """Whether an answer helped, by the worker's own press of a button."""

    topic: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class Donation:
    """A question that its writer let us keep: redacted, without place or moment but the week it is stored with."""

    text: str
    language: str


def counts_of(tally: Tally) -> tuple[Count, ...]:
    """The increments that a message makes.

    >>> [count.cut for count in counts_of(Tally("deposit", "440300", "en", "web", Met.ANSWERED))]
    ['topic_outcome', 'topic_language', 'channel', 'topic_region', 'region_outcome']
    """
    outcome = str(tally.outcome)
    question = (
        Count("topic_outcome", (tally.topic, outcome)),
        Count("topic_language", (tally.topic, tally.language)),
        Count("channel", (tally.channel,)),
    )
    place = (
        Count("topic_region", (tally.topic, tally.region)),
        Count("region_outcome", (tally.region, outcome)),
    )
    return (
        *(question if tally.counted is Counted.QUESTION else ()),
        *(place if tally.counted is not Counted.MORE else ()),
        *(Count("calculator", (name,)) for name in tally.calculators),
        *(Count("paper", (kind,)) for kind in tally.papers),
        *(Count("service", (name,)) for name in tally.services),
    )


def rated(rating: Rating) -> tuple[Count, ...]:
    """The increment that a press of "helped" or "did not help" makes."""
    return (Count("helpful", (rating.topic, "yes" if rating.helpful else "no")),)
