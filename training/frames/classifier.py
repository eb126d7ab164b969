"""Cached frames, their labels from alignments, and the frame classifiers made from them."""

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import aligner_weights as weights
from shared.acoustics import frames as runtime_frames
from shared.acoustics import lattice, phone_set

from ..corpora.speechocean import N_FOLDS, RatedUtterance
from .mlp import Weights, train_mlp

GOOD_SCORE = 1.5
"""Phones rated at least this are taken to be what the text says."""
SILENCE_KEPT = 0.4
"""Share of silent frames that is trained on: there are too many, all alike."""

Alignment = list[tuple[int, int, int]]
"""(class, first frame, frame after the last) of each phone."""


def load_frames(folder: Path, ids: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Whitened frames of all `ids` in one float16 array, and the int offsets (n + 1,) of each."""
    arrays = [np.load(folder / f"{each}.npy") for each in ids]
    return np.concatenate(arrays), np.cumsum([0, *(len(each) for each in arrays)])


def frame_labels(n_frames: int, alignment: Alignment, scores: np.ndarray | None) -> np.ndarray:
    """int (n_frames,): class of each frame; -1 where the phone was rated poorly."""
    labels = np.zeros(n_frames, dtype=np.int64)
    for index, (phone, start, stop) in enumerate(alignment):
        good = scores is None or scores[index] >= GOOD_SCORE
        labels[start:stop] = phone if good else -1
    return labels


def context_rows(offsets: np.ndarray) -> np.ndarray:
    """int (n_frames, 3): the rows that stand side by side for each frame, within its utterance."""
    pieces = []
    for start, stop in pairwise(offsets):
        index = np.arange(start, stop)
        pieces.append(
            np.stack(
                [np.clip(index + shift, start, stop - 1) for shift in runtime_frames.CONTEXT],
                axis=1,
            )
        )
    return np.concatenate(pieces)


def fit_classifier(
    frames: np.ndarray, offsets: np.ndarray, labels: np.ndarray, *, seed: int, epochs: int = 3
) -> Weights:
    rng = np.random.default_rng(seed)
    used = (labels > 0) | ((labels == 0) & (rng.random(len(labels)) < SILENCE_KEPT))
    return train_mlp(
        frames,
        labels[used],
        n_classes=phone_set.N_CLASSES,
        context=context_rows(offsets)[used],
        epochs=epochs,
        seed=seed,
    )


def log_prior(labels: np.ndarray) -> np.ndarray:
    counts = np.bincount(labels[labels >= 0], minlength=phone_set.N_CLASSES) + 10.0
    return np.log(counts / counts.sum()).astype(np.float32)


def align_all(
    targets: dict[str, list[list[list[str]]]],
    posteriors: Callable[[str], np.ndarray],
    prior: np.ndarray,
) -> dict[str, Alignment]:
    """Align every utterance; `targets` maps ids to words, each a list of pronunciations."""
    alignments: dict[str, Alignment] = {}
    for utterance, words in targets.items():
        path = lattice.align(posteriors(utterance) - weights.PRIOR_POWER * prior, words)
        alignments[utterance] = [(s.phone, s.start, s.stop) for s in path.segments]
    return alignments


def bare_targets(corpus: dict[str, RatedUtterance]) -> dict[str, list[list[list[str]]]]:
    """The canonical phones the raters saw, one pronunciation a word, without stress."""
    return {
        utterance.id: [[[phone.rstrip("012") for phone in word.phones]] for word in utterance.words]
        for utterance in corpus.values()
    }


PAIRS = list(combinations(range(N_FOLDS), 2))
"""A classifier for each pair of folds, trained on the other three.

Whatever is measured on fold f comes from a classifier that saw neither f nor the fold of the speaker at
hand: for a speaker of fold g in training, the one without {f, g}; for one of fold f, any without f.
"""


def classifier_of(weights: Sequence[Weights] | Weights) -> Any:
    members = [weights] if isinstance(weights, Weights) else list(weights)
    return runtime_frames.FrameClassifier([member.as_tuple() for member in members])
