"""The aligner's trained weights: one archive of arrays beside that of the frame classifier, both made by training/export.py.

The archive lies with the service that reads it, so that no other image carries it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shared.acoustics.evidence import LocalTests
from shared.acoustics.frames import FrameClassifier, Whitening
from shared.acoustics.heads import Heads
from shared.acoustics.lattice import Segment
from shared.acoustics.listener import shared_weights
from shared.acoustics.segments import SegmentClassifier, SegmentPosteriors, segment_posteriors
from shared.acoustics.weights import load_listening, members, read_archive

VERSION = "whisper-phones-2"
PRIOR_POWER = 0.7
"""Posteriors divided by prior^0.7 are what alignment and local tests run on."""


@dataclass(frozen=True, slots=True)
class TrainedWeights:
    whitening: Whitening
    classifier: FrameClassifier
    segments: SegmentClassifier
    """What was said where a target phone was aligned."""
    gaps: SegmentClassifier
    """What was put between two of them."""
    log_prior: np.ndarray
    """float32 (40,)."""
    heads: Heads
    text_match: np.ndarray
    """float32 (2, N_FEATURES + 1): match.py's coefficients for the whole text and for a word."""

    def emissions(self, log_posteriors: np.ndarray) -> np.ndarray:
        """float32 (n_frames, 40): what alignment and the local tests score."""
        return log_posteriors - PRIOR_POWER * self.log_prior

    def posteriors(
        self, whitened: np.ndarray, segments: Sequence[Segment], tests: LocalTests
    ) -> SegmentPosteriors:
        return segment_posteriors(whitened, segments, tests, phones=self.segments, gaps=self.gaps)


def load_weights(path: Path, listening: Path | None = None) -> TrainedWeights:
    """Those at `path` on the frame classifier they were made with: the archive `listening`, or the shipped one.

    Raises FileNotFoundError, and ValueError when an archive is of another format.
    """
    heard = load_listening(listening) if listening else shared_weights()
    arrays = read_archive(path, VERSION)
    return TrainedWeights(
        heard.whitening,
        heard.classifier,
        SegmentClassifier(members(arrays, "segments")),
        SegmentClassifier(members(arrays, "gaps")),
        heard.log_prior,
        Heads(arrays),
        arrays["text_match"],
    )
