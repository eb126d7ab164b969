"""From measures to answers: what a rater would give, and which phone was heard, each on its own.

Trees come from LightGBM and the small transformer from torch; here both are plain numpy.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.special import expit

from shared.acoustics.evidence import LocalTests, SegmentMeasures
from shared.acoustics.features import (
    CONTEXT_COLUMNS,
    Places,
    flow_row,
    identity_table,
    insertion_table,
    quality_table,
    utterance_row,
    word_table,
)
from shared.acoustics.nn import gelu, layer_norm
from shared.acoustics.phone_set import CLASSES, INSERTABLE, N_CLASSES, SILENCE
from shared.acoustics.segments import SegmentPosteriors

Arrays = Mapping[str, np.ndarray]
_ATTENTION_HEADS = 4
POOLED_FOR_TREES = 128
"""Of the mean frame's components, the first ones, by variance."""
LINEAR_BOUND = 5.0
"""Standard deviations."""
N_CANDIDATES = 3


def part(arrays: Arrays, prefix: str) -> dict[str, np.ndarray]:
    """The arrays below `prefix/`, named without it."""
    return {
        name.removeprefix(f"{prefix}/"): value
        for name, value in arrays.items()
        if name.startswith(f"{prefix}/")
    }


class Forest:
    """A sum of regression trees; nodes of all trees in flat arrays."""

    def __init__(self, arrays: Arrays) -> None:
        self._feature = arrays["feature"].astype(np.int32)
        self._threshold = arrays["threshold"].astype(np.float32)
        self._children = arrays["children"].astype(np.int32)
        self._leaves = arrays["leaves"].astype(np.float32)
        self._roots = arrays["roots"].astype(np.int32)

    def __call__(self, table: np.ndarray) -> np.ndarray:
        """float32 (n_rows, n_features) → float32 (n_rows,)."""
        rows = np.arange(len(table))[:, None]
        node = np.tile(self._roots, (len(table), 1))
        while (inner := node >= 0).any():
            at = np.where(inner, node, 0)
            goes_right = table[rows, self._feature[at]] > self._threshold[at]
            node = np.where(inner, self._children[at, goes_right.astype(np.int8)], node)
        return self._leaves[-node - 1].sum(axis=1)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt scaling (1999): probability = logistic(slope * score + offset)."""

    slope: float
    offset: float

    def __call__(self, score: np.ndarray) -> np.ndarray:
        return expit(self.slope * score + self.offset)

    @classmethod
    def of(cls, values: np.ndarray) -> "Calibration":
        return cls(float(values[0]), float(values[1]))

    def then(self, *, slope: float, offset: float) -> "Calibration":
        """Of the same score, with its log-odds stretched and shifted."""
        return Calibration(slope * self.slope, slope * self.offset + offset)


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model over standardised features, without what lies far out."""

    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    """float32 (n_features, n_outputs)."""
    offset: np.ndarray

    def __call__(self, row: np.ndarray) -> np.ndarray:
        standard = np.clip((row - self.mean) / self.scale, -LINEAR_BOUND, LINEAR_BOUND)
        return standard @ self.weights + self.offset


class QualityTransformer:
    """The network of training/heads/quality/network.py, without torch."""

    def __init__(self, arrays: Arrays) -> None:
        self._w = {name: value.astype(np.float32) for name, value in arrays.items()}

    def __call__(
        self, table: np.ndarray, pooled: np.ndarray, places: Places
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Scores 0–2 of phones (n_phones,), words (n_words,) and the utterance (4,)."""
        w = self._w
        order = np.minimum(np.arange(len(table)), len(w["order.weight"]) - 1)
        state = (
            w["phone.weight"][places.phone]
            + w["stress.weight"][places.stress]
            + w["place.weight"][place_in_word(places)]
            + w["order.weight"][order]
            + self._linear(table, "table")
            + self._linear(pooled, "pooled") * (1 + w["gate.weight"][places.phone])
        )
        state = np.concatenate([w["summary"][None], state])
        for layer in range(sum(name.endswith("norm1.weight") for name in w)):
            state = self._layer(state, f"encoder.layers.{layer}.")
        state = self._norm(state, "norm")
        phones = state[1:]
        n_words = places.word[-1] + 1
        members = np.eye(n_words, dtype=np.float32)[places.word]
        words = members.T @ phones / members.sum(axis=0)[:, None]
        utterance = np.concatenate([state[0], phones.mean(axis=0)])[None]
        return (
            self._mlp(phones, "phone_head")[:, 0],
            self._mlp(words, "word_head")[:, 0],
            self._mlp(utterance, "utterance_head")[0],
        )

    def _layer(self, state: np.ndarray, prefix: str) -> np.ndarray:
        w, n, width = self._w, len(state), state.shape[1]
        normed = self._norm(state, prefix + "norm1")
        qkv = (
            normed @ w[prefix + "self_attn.in_proj_weight"].T + w[prefix + "self_attn.in_proj_bias"]
        )
        heads = qkv.reshape(n, 3, _ATTENTION_HEADS, -1).transpose(1, 2, 0, 3)
        query, key, value = heads
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(width / _ATTENTION_HEADS)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = (scores @ value).transpose(1, 0, 2).reshape(n, width)
        state = state + self._linear(mixed, prefix + "self_attn.out_proj")
        inner = gelu(self._linear(self._norm(state, prefix + "norm2"), prefix + "linear1"))
        return state + self._linear(inner, prefix + "linear2")

    def _linear(self, values: np.ndarray, name: str) -> np.ndarray:
        return values @ self._w[name + ".weight"].T + self._w[name + ".bias"]

    def _norm(self, values: np.ndarray, name: str) -> np.ndarray:
        return layer_norm(values, self._w[name + ".weight"], self._w[name + ".bias"])

    def _mlp(self, values: np.ndarray, name: str) -> np.ndarray:
        return self._linear(gelu(self._linear(values, name + ".0")), name + ".2")


def place_in_word(places: Places) -> np.ndarray:
    """0 the only phone of its word, 1 its first, 2 its last, 3 inside."""
    first = places.position == 0
    last = places.position == places.word_length - 1
    return np.select([first & last, first, last], [0, 1, 2], 3)


def with_neighbours(table: np.ndarray, places: Places, pooled: np.ndarray) -> np.ndarray:
    """What the quality trees see: a phone's row, two neighbours' measures on each side, its frame mean."""
    measures = table[:, 2 * N_CLASSES : 2 * N_CLASSES + CONTEXT_COLUMNS]
    pieces = [
        table,
        np.stack([places.phone, places.stress, place_in_word(places)], axis=1),
    ]
    for shift in (1, -1, 2, -2):
        moved = np.zeros_like(measures)
        phone = np.full((len(table), 1), -1.0)
        source = slice(None, -shift) if shift > 0 else slice(-shift, None)
        target = slice(shift, None) if shift > 0 else slice(None, shift)
        moved[target] = measures[source]
        phone[target, 0] = places.phone[source]
        pieces += [moved, phone]
    pieces.append(pooled[:, :POOLED_FOR_TREES])
    return np.concatenate(pieces, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything the heads say of one utterance, one row a phone, word or gap."""

    quality: np.ndarray
    """Phones, 0–2."""
    word_quality: np.ndarray
    """Words, 0–10."""
    utterance: np.ndarray
    """Accuracy, fluency, prosody, total, 0–10."""
    error_probability: np.ndarray
    deletion_probability: np.ndarray
    heard: list[str | None]
    """What was most likely spoken in each phone's place; None for nothing."""
    heard_probability: np.ndarray
    candidates: list[list[tuple[str, float]]]
    insertion_probability: np.ndarray
    """Of each gap of the local tests."""
    inserted: list[str]


class Heads:
    """All trained heads, read from one archive of arrays."""

    def __init__(self, arrays: Arrays) -> None:
        self._mean, self._scale = arrays["quality/mean"], arrays["quality/scale"]
        self._pooled_bound = float(arrays["quality/pooled_bound"])
        self._transformers = [
            QualityTransformer(part(arrays, f"quality/transformer{index}"))
            for index in range(int(arrays["quality/n_transformers"]))
        ]
        self._quality_trees = Forest(part(arrays, "quality/trees"))
        self._word_trees = Forest(part(arrays, "quality/words"))
        self._utterance_trees = [
            Forest(part(arrays, f"quality/utterance{index}")) for index in range(4)
        ]
        self._utterance_linear = Linear(**part(arrays, "quality/linear"))
        self._error_trees = Forest(part(arrays, "identity/error"))
        self._error_calibration = Calibration.of(arrays["identity/error_calibration"])
        self._deletion_trees = Forest(part(arrays, "identity/deletion"))
        self._deletion_calibration = Calibration.of(arrays["identity/deletion_calibration"])
        self._naming = Naming(*(float(each) for each in arrays["identity/naming"]))
        self._insertion_trees = Forest(part(arrays, "identity/insertion"))
        self._insertion_calibration = Calibration.of(arrays["identity/insertion_calibration"])
        self._frame_counts = arrays["frame_counts"].astype(np.float32)

    def recalibrated(self, *, slope: float, offset: float) -> Self:
        """The same, but for how sure they are of errors: their log-odds are stretched and shifted."""
        heads = copy.copy(self)
        heads._error_calibration = self._error_calibration.then(slope=slope, offset=offset)
        return heads

    def judge(
        self,
        places: Places,
        measures: SegmentMeasures,
        tests: LocalTests,
        posteriors: SegmentPosteriors,
        wording: np.ndarray,
    ) -> Judgement:
        """`wording` (n_words, N_WORDING) rates only: what was heard comes from the rest."""
        quality, words, utterance = self._rate(places, measures, tests, posteriors, wording)
        table = identity_table(places, measures, tests, posteriors, frame_counts=self._frame_counts)
        error = self._error_calibration(self._error_trees(table))
        deletion = error * self._deletion_calibration(self._deletion_trees(table))
        shares = rival_shares(tests.substitution, posteriors.phones, places.phone, self._naming)
        heard, heard_probability, candidates = _name(shares, places, error, deletion)
        gaps = insertion_table(places, tests, posteriors)
        inserted = best_inserted(tests.insertion, posteriors.gaps, self._naming)
        return Judgement(
            quality,
            words,
            utterance,
            error,
            deletion,
            heard,
            heard_probability,
            candidates,
            self._insertion_calibration(self._insertion_trees(gaps)),
            [CLASSES[index] for index in inserted],
        )

    def _rate(
        self,
        places: Places,
        measures: SegmentMeasures,
        tests: LocalTests,
        posteriors: SegmentPosteriors,
        wording: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        table = quality_table(
            places, measures, tests, posteriors, wording, frame_counts=self._frame_counts
        )
        normal = (table - self._mean) / self._scale
        pooled = np.clip(measures.pooled, -self._pooled_bound, self._pooled_bound)
        answers = [network(normal, pooled, places) for network in self._transformers]
        phones, words, utterance = (np.mean(each, axis=0) for each in zip(*answers, strict=True))
        phone_trees = self._quality_trees(with_neighbours(table, places, measures.pooled))
        word_trees = self._word_trees(word_table(table, places, measures.pooled))
        row = utterance_row(table, places, measures.pooled)[None]
        utterance_trees = np.concatenate([forest(row) for forest in self._utterance_trees])
        flowing = self._utterance_linear(flow_row(row[0], measures))
        return (
            np.clip((phones + phone_trees) / 2, 0, 2),
            np.clip((words + word_trees) / 2 * 5, 0, 10),
            np.clip((utterance + utterance_trees + flowing) / 3 * 5, 0, 10),
        )


@dataclass(frozen=True, slots=True)
class Naming:
    """How the two witnesses weigh when a wrong phone is named."""

    gain: float
    """Per nat of the local test's gain."""
    posterior: float
    """Per nat of the segment classifier's log-posterior."""


def _name(
    shares: np.ndarray, places: Places, error: np.ndarray, deletion: np.ndarray
) -> tuple[list[str | None], np.ndarray, list[list[tuple[str, float]]]]:
    spread = heard_distribution(shares, places.phone, error, deletion)
    heard: list[str | None] = []
    probability = np.zeros(len(places.phone), dtype=np.float32)
    candidates: list[list[tuple[str, float]]] = []
    for index, distribution in enumerate(spread):
        order = np.argsort(-distribution)[:N_CANDIDATES]
        best = int(order[0])
        nothing = deletion[index] > distribution[best]
        heard.append(None if nothing else CLASSES[best])
        probability[index] = deletion[index] if nothing else distribution[best]
        candidates.append([(CLASSES[each], float(distribution[each])) for each in order])
    return heard, probability, candidates


def heard_distribution(
    shares: np.ndarray, phone: np.ndarray, error: np.ndarray, deletion: np.ndarray
) -> np.ndarray:
    """Probability that each class was spoken in each phone's place: float (n_phones, 40).

    What the error probability leaves is the target's; the rivals have the rest by their `shares`, less
    what is `deletion`'s, which no column holds.
    """
    substituted = np.maximum(0.0, error - deletion)
    spread = shares * substituted[:, None]
    spread[np.arange(len(phone)), phone] = 1.0 - error
    return spread


def rival_shares(
    substitution: np.ndarray, log_posteriors: np.ndarray, phone: np.ndarray, naming: Naming
) -> np.ndarray:
    """How likely each phone but the target was the one said: float (n_phones, 40), rows sum to 1."""
    scores = _named_scores(substitution, log_posteriors, naming)
    scores[np.arange(len(phone)), phone] = -np.inf
    scores[:, SILENCE] = -np.inf
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def best_inserted(insertion: np.ndarray, log_posteriors: np.ndarray, naming: Naming) -> np.ndarray:
    """int (n_gaps,): the likeliest inserted phone of each gap, of those that speakers insert."""
    scores = _named_scores(insertion, log_posteriors, naming)
    return np.where(INSERTABLE, scores, -np.inf).argmax(axis=1)


def _named_scores(gains: np.ndarray, log_posteriors: np.ndarray, naming: Naming) -> np.ndarray:
    return naming.gain * gains.astype(np.float64) + naming.posterior * log_posteriors
