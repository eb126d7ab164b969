"""A whole stretch of frames at once → which phone it was, if any.

The frame classifier sees a tenth of a second; this one sees a segment's beginning, middle and end beside
what stands around it. It knows nothing of the target: only where to look comes from the alignment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shared.acoustics.evidence import LocalTests
from shared.acoustics.frames import log_softmax
from shared.acoustics.lattice import Segment
from shared.acoustics.nn import gelu

N_PIECES = 5
"""Before, three thirds, after."""
_AROUND = 4
"""Frames before and after that are averaged: 80 ms."""
NOTHING = 0
"""Class of a segment whose phone was not said, and of a gap with nothing in it."""


@dataclass(frozen=True, slots=True)
class SegmentClassifier:
    """Small MLPs over span_table's rows; several are averaged in the log domain."""

    members: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]

    def __call__(self, table: np.ndarray) -> np.ndarray:
        """float32 (n_spans, width) → log-posteriors float32 (n_spans, 40)."""
        logits = sum(
            gelu(table @ w_in + b_in) @ w_out + b_out for w_in, b_in, w_out, b_out in self.members
        ) / len(self.members)
        return log_softmax(np.asarray(logits))


@dataclass(frozen=True, slots=True)
class SegmentPosteriors:
    """Log-posteriors over the 40 classes, NOTHING for silence's."""

    phones: np.ndarray
    """float32 (n_phones, 40): what was said where each target phone was aligned."""
    gaps: np.ndarray
    """float32 (n_gaps, 40): what was put into each gap of the local tests."""


def span_table(whitened: np.ndarray, spans: Sequence[tuple[int, int]] | np.ndarray) -> np.ndarray:
    """float32 (n_spans, N_PIECES * n_components + 1): mean frames in and around each span, log length.

    `spans` are (first frame, frame after the last); an empty one counts as its first frame.
    """
    n_frames, width = whitened.shape
    total = np.zeros((n_frames + 1, width), dtype=np.float64)
    np.cumsum(whitened, axis=0, out=total[1:])
    start = np.clip(np.array([span[0] for span in spans], dtype=np.int64), 0, n_frames - 1)
    stop = np.clip(np.array([span[1] for span in spans], dtype=np.int64), start + 1, n_frames)
    length = stop - start
    cuts = [start + (length * third) // 3 for third in range(4)]
    pieces = [(start - _AROUND, start)]
    pieces += [(cuts[i], np.maximum(cuts[i + 1], cuts[i] + 1)) for i in range(3)]
    pieces.append((stop, stop + _AROUND))
    table = np.empty((len(start), N_PIECES * width + 1), dtype=np.float32)
    for index, (first, last) in enumerate(pieces):
        # Beyond an edge the edge's frame stands in.
        first = np.clip(first, 0, n_frames - 1)
        last = np.clip(last, first + 1, n_frames)
        mean = (total[last] - total[first]) / (last - first)[:, None]
        table[:, index * width : (index + 1) * width] = mean
    table[:, -1] = np.log(length)
    return table


def segment_posteriors(
    whitened: np.ndarray,
    segments: Sequence[Segment],
    tests: LocalTests,
    *,
    phones: SegmentClassifier,
    gaps: SegmentClassifier,
) -> SegmentPosteriors:
    """Ask the one classifier about every segment, the other about every gap."""
    spans = [(segment.start, segment.stop) for segment in segments]
    places = [(int(start), int(stop)) for start, stop in tests.insertion_frames]
    return SegmentPosteriors(
        phones(span_table(whitened, spans)), gaps(span_table(whitened, places))
    )
