"""Learns a linear model from examples: one-against-rest squared hinge, all topics at once.

Pure: examples in, arrays out. The edge that loads the rule base decides when to learn and where to keep the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.core.features import Pieces, Way, many

Floats = npt.NDArray[np.float32]

STRICT = 5.0
"""How much more an error costs where the edge of the field is learnt; chosen on held-out questions."""


@dataclass(frozen=True, slots=True)
class Example:
    """How somebody may ask, with the topics it is about (one or, for two matters in one message, more)."""

    text: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """Weights of one language: ``weights[piece, column]`` scaled by ``scale``, ``rarity[piece]`` (idf), ``bias[column]``.

    There is a column for each topic and one more, the last: whether the message belongs to the field at all.
    """

    topics: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    scale: Floats
    rarity: npt.NDArray[np.float16]
    bias: Floats
    sounds: npt.NDArray[np.uint16] | None = None

    def margins(self, text: Pieces) -> Floats:
        """How far the line of each topic, and last that of the field, is passed (above 0: on its side)."""
        values = self.rarity[text.ids].astype(np.float32) * text.strengths
        known = values > 0
        ids, values = text.ids[known], values[known]
        norm = float(np.sqrt(values @ values)) if len(ids) else 0.0
        if norm == 0.0:
            return self.bias.copy()
        return np.asarray((values / norm) @ self.weights[ids].astype(np.float32) * self.scale + self.bias)

    def known_share(self, text: Pieces) -> float:
        """Share of a message's pieces that occur in any example, 0 to 1."""
        return float(np.count_nonzero(self.rarity[text.ids])) / len(text.ids) if len(text.ids) else 0.0


def learn(
    examples: Sequence[Example],
    topics: Sequence[str],
    way: Way,
    sounds: npt.NDArray[np.uint16] | None = None,
    *,
    outside: Sequence[str] = (),
    rounds: int = 30,
) -> Model:
    """Train on examples in normal form; the same examples give the same model, bit for bit.

    ``outside`` names the topics that are not of the field; their line and that of the field are learnt more strictly.
    """
    flat, owner = many([example.text for example in examples], way, sounds)
    matrix, columns, rarity = _weigh(flat, owner, len(examples), way.size)
    signs = np.full((len(examples), len(topics) + 1), -1.0, dtype=np.float32)
    index = {topic: number for number, topic in enumerate(topics)}
    for row, example in enumerate(examples):
        for topic in example.topics:
            signs[row, index[topic]] = 1.0
        if not set(example.topics) & set(outside):
            signs[row, -1] = 1.0
    strength = np.array(
        [STRICT if topic in outside else 1.0 for topic in topics] + [STRICT], dtype=np.float32
    )
    weights, bias = _descend(matrix, signs, strength, rounds)
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    dense = np.zeros((way.size, signs.shape[1]), dtype=np.int8)
    dense[columns] = np.rint(weights / scale)
    full_rarity = np.zeros(way.size, dtype=np.float16)
    full_rarity[columns] = rarity
    return Model(tuple(topics), dense, scale.astype(np.float32), full_rarity, bias, sounds)


def _weigh(
    flat: npt.NDArray[np.int64], owner: npt.NDArray[np.int64], rows: int, size: int
) -> tuple[Any, npt.NDArray[np.int64], Floats]:
    """TF-IDF rows of unit length over the pieces that occur in enough examples; strengths as in features.Pieces."""
    from scipy.sparse import csr_matrix

    counts = csr_matrix((np.ones(len(flat), dtype=np.float32), (owner, flat)), shape=(rows, size))
    counts.sum_duplicates()
    spread = np.bincount(counts.indices, minlength=size)
    columns = np.flatnonzero(spread >= (3 if rows > 2000 else 2 if rows > 200 else 1))
    matrix = counts[:, columns]
    rarity = (np.log(rows / spread[columns]) + 1).astype(np.float32)
    matrix.data = (1.0 + np.log(matrix.data)) * rarity[matrix.indices]
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.maximum(norms, 1e-9), np.diff(matrix.indptr)).astype(np.float32)
    return matrix, columns, rarity


def _descend(matrix: Any, signs: Floats, strength: Floats, rounds: int) -> tuple[Floats, Floats]:
    """Accelerated gradient descent on squared hinge loss, every topic at once, each with a step of its own."""
    flipped = matrix.T.tocsr()
    balance = _balance(signs) * strength
    weights = np.zeros((matrix.shape[1], signs.shape[1]), dtype=np.float32)
    bias = np.full(signs.shape[1], -0.7, dtype=np.float32)
    step = _steps(matrix, flipped, balance)
    bias_step = (0.5 / balance.sum(axis=0)).astype(np.float32)
    ahead, ahead_bias, momentum = weights.copy(), bias.copy(), 1.0
    for _ in range(rounds):
        pull = signs * np.maximum(0.0, 1.0 - signs * (matrix @ ahead + ahead_bias)) * balance
        new_weights = ahead + step * (2.0 * (flipped @ pull) - ahead)
        new_bias = ahead_bias + bias_step * pull.sum(axis=0)
        faster = (1.0 + (1.0 + 4.0 * momentum * momentum) ** 0.5) / 2.0
        pace = np.float32((momentum - 1.0) / faster)
        ahead = new_weights + pace * (new_weights - weights)
        ahead_bias = new_bias + pace * (new_bias - bias)
        weights, bias, momentum = new_weights, new_bias, faster
    return weights, bias.astype(np.float32)


def _steps(matrix: Any, flipped: Any, balance: Floats) -> Floats:
    """One over a bound of each topic's curvature, by power iteration."""
    vectors = np.full((matrix.shape[1], balance.shape[1]), matrix.shape[1] ** -0.5, dtype=np.float32)
    norms = np.ones(balance.shape[1], dtype=np.float32)
    for _ in range(5):
        vectors = flipped @ (balance * (matrix @ vectors))
        norms = np.maximum(np.linalg.norm(vectors, axis=0), 1e-6).astype(np.float32)
        vectors /= norms
    return (1.0 / (1.0 + 2.3 * norms)).astype(np.float32)


def _balance(signs: Floats) -> Floats:
    """Weight of each example for each topic: those of a topic count more where the topic is small."""
    positive = np.maximum((signs > 0).sum(axis=0), 1)
    lift = np.clip(len(signs) / positive / 14.0, 1.0, 12.0)
    return np.where(signs > 0, lift, 1.0).astype(np.float32)
