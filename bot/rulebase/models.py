"""Models learnt from the question bank: learnt when it changes, cached by its hash, read when first wanted."""

from __future__ import annotations

import io
import threading
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.core.features import WAYS, sound_table
from bot.core.learning import Example, Model, learn
from bot.core.matching import OUT_OF_SCOPE, Matcher
from bot.rulebase.lexicons import lexicons
from bot.rulebase.questions import LANES, Bank, Examples


def matcher(bank: Bank, cache: Path | None) -> Matcher:
    """A matcher over the bank whose models are learnt or read as they are wanted."""
    return Matcher(bank.topics, Lanes(bank, cache), Examples(bank), bank.terms(), lexicons=lexicons(bank))


class Lanes(Mapping[str, Model]):
    """Models by lane, each read from the cache or learnt when first wanted."""

    def __init__(self, bank: Bank, cache: Path | None) -> None:
        self._bank = bank
        self._cache = cache
        self._names = bank.lanes()
        self.digest = bank.digest()
        """Of what the models are learnt from."""
        self._models: dict[str, Model] = {}
        self._learning = threading.Lock()

    def __getitem__(self, lane: str) -> Model:
        if lane not in self._names:
            raise KeyError(lane)
        if lane not in self._models:
            with self._learning:  # two threads that want the same lane learn it once
                if lane not in self._models:
                    self._models[lane] = self._load(lane)
        return self._models[lane]

    def __contains__(self, lane: object) -> bool:
        return lane in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def ready(self) -> tuple[str, ...]:
        """Lanes whose models are in memory."""
        return tuple(self._models)

    def warm(self, lanes: Iterable[str] | None = None) -> None:
        """Have lanes (all, where none are named) ready, so that no worker waits for one."""
        for lane in self._names if lanes is None else lanes:
            if lane in self._names:
                self[lane]

    def _load(self, lane: str) -> Model:
        path = self._cache / f"{lane}-{self._bank.lane_digest(lane)}.npz" if self._cache else None
        if path and path.exists():
            try:
                return _unpack(path)
            except (OSError, ValueError, KeyError, zipfile.BadZipFile):
                path.unlink(missing_ok=True)
        model = learn_lane(self._bank, lane)
        if path:
            _pack(path, model)
        return model


def learn_lane(bank: Bank, lane: str) -> Model:
    """A lane's model from its examples."""
    examples = [
        example
        for language in LANES[lane]
        if language in bank.languages()
        for example in bank.examples(language)
    ]
    sounds = None
    terms = bank.terms().get(lane, {})
    matcher = Matcher(bank.topics, {}, {}, {lane: terms})
    if lane == "zh":
        sounds = sound_table(readings())
        examples = [Example(matcher.prepared(example.text, lane), example.topics) for example in examples]
    if lane == "pinyin":
        examples = [Example(as_pinyin(example.text), example.topics) for example in examples]
    return learn(examples, bank.topics, WAYS[lane], sounds, outside=OUT_OF_SCOPE)


def readings() -> dict[str, str]:
    """The commonest toneless reading of every Chinese character, from pypinyin's table."""
    from pypinyin.constants import PINYIN_DICT

    return {
        chr(point): _toneless(sounds.partition(",")[0])
        for point, sounds in PINYIN_DICT.items()
        if 0x4E00 <= point < 0x9FA6
    }


def _toneless(syllable: str) -> str:
    """``lǜ`` -> ``lv``: tone marks off, ü as v."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in parts if not unicodedata.combining(char))


def as_pinyin(text: str) -> str:
    """A Chinese text in toneless pinyin with spaces."""
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(text, style=Style.NORMAL))


def _pack(path: Path, model: Model) -> None:
    """Write a model so that a reader never sees half a file; failing to is no fault: it is learnt again next time."""
    arrays: dict[str, npt.NDArray[Any]] = {
        "topics": np.array(model.topics),
        "weights": model.weights,
        "scale": model.scale,
        "rarity": model.rarity,
        "bias": model.bias,
    }
    if model.sounds is not None:
        arrays["sounds"] = model.sounds
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    half = path.with_suffix(".half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(buffer.getvalue())
        half.replace(path)
        for old in path.parent.glob(f"{path.name.split('-')[0]}-*.npz"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        half.unlink(missing_ok=True)


def _unpack(path: Path) -> Model:
    with np.load(path, allow_pickle=False) as saved:
        sounds = saved.get("sounds")
        return Model(
            tuple(str(topic) for topic in saved["topics"]),
            saved["weights"],
            saved["scale"],
            saved["rarity"],
            saved["bias"],
            sounds,
        )
