"""The trained weights: one archive of arrays, made by training/export.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .evidence import LocalTests
from .frames import FrameClassifier, Whitening
from .heads import Heads
from .lattice import Segment
from .segments import SegmentClassifier, SegmentPosteriors, segment_posteriors

VERSION = "whisper-phones-2"
PATH = Path(__file__).parent / "weights" / f"{VERSION}.npz"
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


def load_weights(path: Path = PATH) -> TrainedWeights:
    """Raises FileNotFoundError, and ValueError when the archive is of another format."""
    with np.load(path) as archive:
        arrays = {
            name: values.astype(np.float32) if values.dtype == np.float16 else values
            for name, values in archive.items()
        }
    if str(arrays.get("version")) != VERSION:
        raise ValueError(f"{path.name} holds {arrays.get('version')}, not {VERSION}")
    return TrainedWeights(
        Whitening(
            arrays["whitening/mean"], arrays["whitening/scale"], arrays["whitening/projection"]
        ),
        FrameClassifier(_members(arrays, "classifier")),
        SegmentClassifier(_members(arrays, "segments")),
        SegmentClassifier(_members(arrays, "gaps")),
        arrays["log_prior"],
        Heads(arrays),
        arrays["text_match"],
    )


def _members(
    arrays: dict[str, np.ndarray], name: str
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """The averaged networks stored below `name/0/`, `name/1/`, …"""
    members = []
    while f"{name}/{len(members)}/w_in" in arrays:
        prefix = f"{name}/{len(members)}"
        members.append(
            (
                arrays[f"{prefix}/w_in"],
                arrays[f"{prefix}/b_in"],
                arrays[f"{prefix}/w_out"],
                arrays[f"{prefix}/b_out"],
            )
        )
    return members
