"""What words are common, learnt from the question bank when first wanted; a language at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.redaction.lexicon import Lexicon, Lexicons, learnt
from bot.rulebase.questions import Bank

_FILES = {"zh": ("zh", "yue")}
_MANY_ENDINGS = ("ug", "my")


class FileLexicons(Mapping[str, Lexicon]):
    """Lexicons by file of questions/, each made when first wanted; Cantonese counts with Chinese."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._made: dict[str, Lexicon] = {}

    def __getitem__(self, name: str) -> Lexicon:
        if name not in self._bank.languages():
            raise KeyError(name)
        if name not in self._made:
            files = [file for file in _FILES.get(name, (name,)) if file in self._bank.languages()]
            texts = (example.text for file in files for example in self._bank.examples(file))
            self._made[name] = learnt(texts, stems=name in _MANY_ENDINGS)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bank.languages())

    def __len__(self) -> int:
        return len(self._bank.languages())


def lexicons(bank: Bank) -> Lexicons:
    """Lexicons over a question bank."""
    return Lexicons(FileLexicons(bank))
