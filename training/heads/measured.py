"""Run-time measures for every utterance of the training data, from classifiers that saw no part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import aligner_weights as weights
from shared.acoustics import decoder, evidence, features, lattice, segments


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
    posteriors: np.ndarray
    """float32 (n_phones, 40): the segment classifier's."""
    insertion_gains: np.ndarray
    insertion_posteriors: np.ndarray
    """float32 (n_gaps, 40), both."""
    pooled: np.ndarray
    flow: np.ndarray
    """features.flow_row."""


@dataclass(frozen=True, slots=True)
class Listeners:
    """The classifiers that one measurement is made with."""

    frames: Any
    segments: Any
    gaps: Any


def measure(
    whitened_path: Path,
    words: list[list[list[str]]],
    stresses: list[int | None],
    *,
    listeners: Listeners,
    prior: np.ndarray,
    frame_counts: np.ndarray,
    wording: np.ndarray | None,
) -> Measured:
    """Align and measure one utterance; `words` hold one pronunciation each.

    Without `wording`, which only ratings need, its columns are 0.
    """
    whitened = np.load(whitened_path).astype(np.float32)
    log_posteriors, emissions, path = align(whitened, words, listeners.frames, prior)
    tests = evidence.run_local_tests(emissions, path.segments)
    measures = evidence.measure_segments(log_posteriors, whitened, path.segments)
    posteriors = segments.segment_posteriors(
        whitened, path.segments, tests, phones=listeners.segments, gaps=listeners.gaps
    )
    places = features.places_of(path.segments, stresses)
    seen = (places, measures, tests, posteriors)
    if wording is None:
        wording = np.zeros((len(words), decoder.N_WORDING), dtype=np.float32)
    rated = features.quality_table(*seen, wording, frame_counts=frame_counts)
    row = features.utterance_row(rated, places, measures.pooled)
    return Measured(
        places,
        rated,
        features.identity_table(*seen, frame_counts=frame_counts),
        features.insertion_table(places, tests, posteriors),
        tests.gaps,
        tests.substitution,
        posteriors.phones,
        tests.insertion,
        posteriors.gaps,
        measures.pooled,
        features.flow_row(row, measures),
    )


def align(
    whitened: np.ndarray, words: Sequence[Any], classify: Any, prior: np.ndarray
) -> tuple[np.ndarray, np.ndarray, Any]:
    """(log-posteriors, emissions, path) as the engine has them; `words` hold their pronunciations."""
    log_posteriors = classify(whitened)
    emissions = log_posteriors - weights.PRIOR_POWER * prior
    return log_posteriors, emissions, lattice.align(emissions, words)


def usual_frame_counts(alignments: dict[str, list[tuple[int, int, int]]]) -> np.ndarray:
    """float32 (40,): median number of frames of each phone; 4 where it never occurs."""
    lengths: list[list[int]] = [[] for _ in range(40)]
    for alignment in alignments.values():
        for phone, start, stop in alignment:
            lengths[phone].append(stop - start)
    return np.array([np.median(each) if each else 4 for each in lengths], dtype=np.float32)


def bare(words: list[list[str]]) -> list[list[list[str]]]:
    """Words without stress digits, one pronunciation each: what `align` takes."""
    return [[[phone.rstrip("012") for phone in word]] for word in words]


def stress_digits(words: list[list[str]]) -> list[int | None]:
    """Stress digit of each phone of words whose phones carry them."""
    return [int(phone[-1]) if phone[-1].isdigit() else None for word in words for phone in word]
