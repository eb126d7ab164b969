"""What the frames say about each target phone, and about phones nobody asked for.

Two kinds of measure. Over the aligned segment: mean log-posteriors, as in goodness of pronunciation
(Witt & Young 2000). And local tests, where the boundaries are free again: how much better would the
frames around a phone fit if another phone stood in its place, if it were missing, or if one more were
there? The tests need only the frame classifier; heads.py turns them into probabilities.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.acoustics.lattice import Segment
from shared.acoustics.phone_set import N_CLASSES, SILENCE

_REACH = 12
"""Frames of a neighbour that take part in a local test: what lies farther changes nothing."""
_FLOOR = -16.0
"""Log-posteriors below this are all the same: impossible."""
_MIN_INSERTED = 2
"""Frames an inserted phone needs; single frames are transitions."""
NO_PHONE = N_CLASSES
"""Stands for a place without a neighbour."""


@dataclass(frozen=True, slots=True)
class LocalTests:
    """Gains in summed log emission over the target sequence, one row a phone or a boundary."""

    substitution: np.ndarray
    """float32 (n_phones, 40): with each class in the phone's place; 0 for the target itself."""
    deletion: np.ndarray
    """float32 (n_phones,): with the phone left out."""
    insertion: np.ndarray
    """float32 (n_gaps, 40): with each class put into the gap; gaps are as `gaps` says."""
    insertion_frames: np.ndarray
    """int (n_gaps, 2): where the best inserted phone would lie."""
    gaps: list[tuple[int, int]]
    """(word, position) of each gap: before that phone of the word, or behind its last one."""


def run_local_tests(emissions: np.ndarray, segments: Sequence[Segment]) -> LocalTests:
    """Test every phone of an aligned utterance against float (n_frames, 40) log emissions."""
    cumulative = np.zeros((len(emissions) + 1, N_CLASSES), dtype=np.float64)
    np.cumsum(np.maximum(emissions, _FLOOR), axis=0, out=cumulative[1:])
    n_phones = len(segments)
    substitution = np.zeros((n_phones, N_CLASSES), dtype=np.float32)
    deletion = np.zeros(n_phones, dtype=np.float32)
    gaps: list[tuple[int, int]] = []
    insertion: list[np.ndarray] = []
    places: list[tuple[int, int]] = []
    for index, segment in enumerate(segments):
        raise_if_abandoned()
        left, right = _neighbours(segments, index, len(emissions))
        scores, without = _three_part(cumulative, left, segment, right)
        substitution[index] = scores - scores[segment.phone]
        deletion[index] = without - scores[segment.phone]
        gaps.append((segment.word, segment.position))
        gains, place = _insertion(cumulative, left, (segment.phone, segment.stop))
        insertion.append(gains)
        places.append(place)
        if _ends_word(segments, index):
            gaps.append((segment.word, segment.position + 1))
            gains, place = _insertion(cumulative, (segment.phone, segment.start), right)
            insertion.append(gains)
            places.append(place)
    return LocalTests(
        substitution,
        deletion,
        np.array(insertion, dtype=np.float32).reshape(-1, N_CLASSES),
        np.array(places, dtype=np.int32).reshape(-1, 2),
        gaps,
    )


def _ends_word(segments: Sequence[Segment], index: int) -> bool:
    return index + 1 == len(segments) or segments[index + 1].word != segments[index].word


def _neighbours(
    segments: Sequence[Segment], index: int, n_frames: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """(class, first frame) of what stands before, (class, frame after its last) of what stands after.

    Silence where the alignment has it, or at the edges.
    """
    segment = segments[index]
    left, right = (SILENCE, 0), (SILENCE, n_frames)
    if index > 0:
        before = segments[index - 1]
        left = (
            (before.phone, before.start) if before.stop == segment.start else (SILENCE, before.stop)
        )
    if index + 1 < len(segments):
        after = segments[index + 1]
        right = (after.phone, after.stop) if after.start == segment.stop else (SILENCE, after.start)
    first = max(left[1], segment.start - _REACH)
    last = min(right[1], segment.stop + _REACH)
    return (left[0], min(first, segment.start)), (right[0], max(last, segment.stop))


def _three_part(
    cumulative: np.ndarray, left: tuple[int, int], middle: Segment, right: tuple[int, int]
) -> tuple[np.ndarray, float]:
    """Best scores of left–X–right over the whole span for every X, and of left–right."""
    span = cumulative[left[1] : right[1] + 1] - cumulative[left[1]]
    before, after = span[:, left[0]], span[:, right[0]]
    rest = after[-1] - after
    opened = np.maximum.accumulate(before[:, None] - span, axis=0)
    # X gets at least one frame: it opens no later than one before it closes.
    scores = (opened[:-1] + span[1:] + rest[1:, None]).max(axis=0)
    return scores, float((before + rest).max())


def _insertion(
    cumulative: np.ndarray, left: tuple[int, int], right: tuple[int, int]
) -> tuple[np.ndarray, tuple[int, int]]:
    """Gains of left–X–right over left–right, and the frames of the best X."""
    start, stop = left[1], right[1]
    span = cumulative[start : stop + 1] - cumulative[start]
    before, after = span[:, left[0]], span[:, right[0]]
    rest = after[-1] - after
    without = float((before + rest).max())
    if len(span) <= _MIN_INSERTED:
        return np.full(N_CLASSES, _FLOOR), (start, stop)
    opened = np.maximum.accumulate(before[:, None] - span, axis=0)
    closed = opened[:-_MIN_INSERTED] + span[_MIN_INSERTED:] + rest[_MIN_INSERTED:, None]
    gains = closed.max(axis=0) - without
    gains[[SILENCE, left[0], right[0]]] = _FLOOR  # more of the same is a longer phone, not another
    best = int(gains.argmax())
    end = int(closed[:, best].argmax())
    begin = int((before - span[:, best])[: end + 1].argmax())
    return gains, (start + begin, start + end + _MIN_INSERTED)


@dataclass(frozen=True, slots=True)
class SegmentMeasures:
    """Means over each aligned segment."""

    log_posteriors: np.ndarray
    """float32 (n_phones, 40)."""
    peak: np.ndarray
    """float32 (n_phones,): the target's best frame within three frames of the segment."""
    lowest: np.ndarray
    middle: np.ndarray
    entropy: np.ndarray
    """Of the frame posteriors, nats."""
    n_frames: np.ndarray
    pooled: np.ndarray
    """float32 (n_phones, n_components): mean whitened encoder frame."""
    start: np.ndarray
    """First frame."""
    flow: np.ndarray
    """float32 (n_phones, 3, n_components): sums over the frames up to the next phone's start, pauses included, of
    the whitened frame, of its square and of how far it is from the frame before."""
    n_flow: np.ndarray
    """float32 (n_phones,): how many frames those are."""


def measure_segments(
    log_posteriors: np.ndarray, whitened: np.ndarray, segments: Sequence[Segment]
) -> SegmentMeasures:
    means, peaks, lows, middles, entropies, pooled = [], [], [], [], [], []
    for segment in segments:
        frames = log_posteriors[segment.start : segment.stop]
        target = frames[:, segment.phone]
        wide = log_posteriors[max(0, segment.start - 3) : segment.stop + 3, segment.phone]
        means.append(np.maximum(frames, _FLOOR).mean(axis=0))
        peaks.append(wide.max())
        lows.append(max(target.min(), _FLOOR))
        middles.append(target[len(target) // 2])
        entropies.append(-(np.exp(frames) * frames).sum(axis=1).mean())
        pooled.append(whitened[segment.start : segment.stop].mean(axis=0))
    starts = np.array([segment.start for segment in segments])
    flow, n_flow = _flow(whitened, starts, segments[-1].stop)
    return SegmentMeasures(
        np.array(means, dtype=np.float32),
        np.array(peaks, dtype=np.float32),
        np.array(lows, dtype=np.float32),
        np.array(middles, dtype=np.float32),
        np.array(entropies, dtype=np.float32),
        np.array([segment.stop - segment.start for segment in segments], dtype=np.float32),
        np.array(pooled, dtype=np.float32),
        starts,
        flow,
        n_flow,
    )


def _flow(whitened: np.ndarray, starts: np.ndarray, stop: int) -> tuple[np.ndarray, np.ndarray]:
    frames = whitened[starts[0] : stop]
    change = np.abs(np.diff(frames, axis=0, prepend=frames[:1]))
    sums = [
        np.add.reduceat(each, starts - starts[0], axis=0)
        for each in (frames, np.square(frames), change)
    ]
    return (
        np.stack(sums, axis=1).astype(np.float32),
        np.diff(starts, append=stop).astype(np.float32),
    )
