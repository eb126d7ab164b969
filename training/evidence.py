"""Run-time measures for every utterance of the training data, from classifiers that saw no part of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .runtime import evidence, features, lattice, weights


@dataclass(frozen=True, slots=True)
class Measured:
    """One utterance, measured."""

    places: Any
    quality: np.ndarray
    identity: np.ndarray
    insertion: np.ndarray
    gaps: list[tuple[int, int]]
    gains: np.ndarray
    """float32 (n_phones, 40): substitution gains."""
    inserted: np.ndarray
    """int (n_gaps,): class of the best inserted phone."""
    pooled: np.ndarray


def measure(
    whitened_path: Path,
    words: list[list[list[str]]],
    stresses: list[int | None],
    *,
    classifier: Any,
    prior: np.ndarray,
    frame_counts: np.ndarray,
) -> Measured:
    """Align and measure one utterance; `words` hold one pronunciation each."""
    whitened = np.load(whitened_path).astype(np.float32)
    log_posteriors = classifier(whitened)
    emissions = log_posteriors - weights.PRIOR_POWER * prior
    path = lattice.align(emissions, words)
    tests = evidence.run_local_tests(emissions, path.segments)
    measures = evidence.measure_segments(log_posteriors, whitened, path.segments)
    places = features.places_of(path.segments, stresses)
    return Measured(
        places,
        features.quality_table(places, measures, tests, frame_counts=frame_counts),
        features.identity_table(places, measures, tests, frame_counts=frame_counts),
        features.insertion_table(places, tests),
        tests.gaps,
        tests.substitution,
        tests.insertion.argmax(axis=1),
        measures.pooled,
    )


def usual_frame_counts(alignments: dict[str, list[tuple[int, int, int]]]) -> np.ndarray:
    """float32 (40,): median number of frames of each phone; 4 where it never occurs."""
    lengths: list[list[int]] = [[] for _ in range(40)]
    for alignment in alignments.values():
        for phone, start, stop in alignment:
            lengths[phone].append(stop - start)
    return np.array([np.median(each) if each else 4 for each in lengths], dtype=np.float32)


def stress_digits(words: list[list[str]]) -> list[int | None]:
    """Stress digit of each phone of words whose phones carry them."""
    return [int(phone[-1]) if phone[-1].isdigit() else None for word in words for phone in word]
