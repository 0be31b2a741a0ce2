"""The words of the report in its two languages, by key. The same keys are in both; a test holds them to it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.trends.words_en import ENGLISH
from bot.trends.words_zh import CHINESE

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"zh": MappingProxyType(CHINESE), "en": MappingProxyType(ENGLISH)}
)
