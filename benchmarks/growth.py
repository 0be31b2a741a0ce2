"""How learning, memory and latency grow with the number of examples: 1x, 10x and, on request, 100x."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

_CHILD = """
import json, random, resource, sys, time
from statistics import median
from bot.core.features import WAYS, pieces, sound_table
from bot.core.learning import learn
from bot.core.matching import OUT_OF_SCOPE
from bot.rulebase.load import load
from bot.rulebase.models import readings
from bot.settings import read_settings
from benchmarks.answers import QUESTIONS
from benchmarks.growth import varied
factor = int(sys.argv[1])
settings = read_settings()
rules = load(settings.knowledge, cache=settings.cache)
examples = varied(rules.matcher.examples["zh"], factor)
sounds = sound_table(readings())
way = WAYS["zh"]
began = time.perf_counter()
model = learn(examples, rules.matcher.topics, way, sounds, outside=OUT_OF_SCOPE)
learnt = time.perf_counter() - began
times = []
for _ in range(30):
    for text in QUESTIONS:
        began = time.perf_counter()
        model.margins(pieces(text, way, sounds))
        times.append((time.perf_counter() - began) * 1000)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
size = sum(part.nbytes for part in (model.weights, model.rarity, model.bias, model.scale)) / 1e6
print(json.dumps([len(examples), learnt, median(times), peak, size]))
"""


def varied(examples: object, factor: int) -> list[object]:
    """The examples and factor - 1 copies of each with a character dropped, doubled or two swapped."""
    from bot.core.learning import Example

    chance = random.Random(7)
    out: list[object] = list(examples)  # type: ignore[call-overload]
    for _ in range(factor - 1):
        for example in examples:  # type: ignore[attr-defined]
            text = list(example.text)
            place = chance.randrange(len(text))
            text[place : place + 2] = chance.choice(
                [text[place : place + 1] * 2, [], text[place : place + 2][::-1]]
            )
            out.append(Example("".join(text) or example.text, example.topics))
    return out


def run(most: int) -> None:
    first: float | None = None
    for factor in (1, 10, 100):
        if factor > most:
            break
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, str(factor)], capture_output=True, text=True, cwd=ROOT, check=True
        )
        count, learnt, p50, peak, size = json.loads(done.stdout)
        first = first or p50
        print(
            f"{factor:4}x: {count:8} examples, learnt in {learnt:6.1f} s (peak {peak:6.0f} MB), "
            f"model {size:5.1f} MB, match p50 {p50:.3f} ms = {p50 / first:.2f} x"
        )
