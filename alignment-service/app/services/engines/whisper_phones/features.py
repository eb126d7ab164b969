"""Measures → the feature tables that the quality and identity heads read."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .evidence import NO_PHONE, LocalTests, SegmentMeasures
from .lattice import Segment
from .phone_set import IS_VOWEL

_GAIN_FLOOR = -40.0
N_UTTERANCE = 5
"""Columns of `quality_table` that are the same for all phones of an utterance; the last ones."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each phone stands: int arrays (n_phones,)."""

    phone: np.ndarray
    stress: np.ndarray
    """0 consonant, else the stress digit plus 1."""
    word: np.ndarray
    position: np.ndarray
    word_length: np.ndarray
    before: np.ndarray
    """Class of the phone before, silence where there is a pause, NO_PHONE at the start."""
    after: np.ndarray


def places_of(segments: list[Segment], stresses: list[int | None]) -> Places:
    """`stresses` holds the target's stress digit of each segment, None for consonants."""
    words = np.array([segment.word for segment in segments])
    phones = np.array([segment.phone for segment in segments])
    gap_before = np.array([True, *(one.stop < other.start for one, other in pairwise(segments))])
    before = np.where(gap_before, 0, np.concatenate([[0], phones[:-1]]))
    before[0] = NO_PHONE
    after = np.where(np.concatenate([gap_before[1:], [True]]), 0, np.concatenate([phones[1:], [0]]))
    after[-1] = NO_PHONE
    return Places(
        phones,
        np.array([0 if stress is None else stress + 1 for stress in stresses]),
        words,
        np.array([segment.position for segment in segments]),
        np.bincount(words)[words],
        before,
        after,
    )


def best_rivals(substitution: np.ndarray, phone: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Class and gain of the best other phone for each target; silence doesn't count."""
    rivals = substitution.copy()
    rivals[np.arange(len(phone)), phone] = -np.inf
    rivals[:, 0] = -np.inf
    best = rivals.argmax(axis=1)
    return best, rivals[np.arange(len(phone)), best]


def edge_gains(places: Places, tests: LocalTests) -> tuple[np.ndarray, np.ndarray]:
    """Best insertion gain in the gap before and behind each phone."""
    best = tests.insertion.max(axis=1) if len(tests.insertion) else np.zeros(0)
    gain_at = dict(zip(tests.gaps, best, strict=True))
    keys = list(zip(places.word.tolist(), places.position.tolist(), strict=True))
    before = np.array([gain_at.get((w, p), 0.0) for w, p in keys], dtype=np.float32)
    after = np.array([gain_at.get((w, p + 1), 0.0) for w, p in keys], dtype=np.float32)
    return before, after


def quality_table(
    places: Places, measures: SegmentMeasures, tests: LocalTests, *, frame_counts: np.ndarray
) -> np.ndarray:
    """float32 (n_phones, n_features): what the human-rating head sees.

    `frame_counts` (40,) is each phone's usual number of frames. The last N_UTTERANCE columns describe the
    whole utterance.
    """
    every = np.arange(len(places.phone))
    target = measures.log_posteriors[every, places.phone]
    others = measures.log_posteriors.copy()
    others[every, places.phone] = -np.inf
    margin = target - others.max(axis=1)
    _, gain = best_rivals(tests.substitution, places.phone)
    before, after = edge_gains(places, tests)
    relative = np.log(measures.n_frames / frame_counts[places.phone])
    columns = [
        target,
        measures.peak,
        measures.middle,
        measures.lowest,
        margin,
        measures.entropy,
        np.log(measures.n_frames),
        relative,
        np.clip(gain, _GAIN_FLOOR, 60),
        np.clip(tests.deletion, _GAIN_FLOOR, 60),
        np.clip(before, _GAIN_FLOOR, 60),
        np.clip(after, _GAIN_FLOOR, 60),
        (places.before == 0).astype(np.float32),
        (places.after == 0).astype(np.float32),
    ]
    utterance = [target.mean(), target.std(), margin.mean(), (margin < 0).mean(), relative.mean()]
    return np.concatenate(
        [
            measures.log_posteriors,
            measures.log_posteriors - target[:, None],
            np.stack(columns, axis=1),
            np.tile(utterance, (len(every), 1)),
        ],
        axis=1,
    ).astype(np.float32)


def identity_table(
    places: Places, measures: SegmentMeasures, tests: LocalTests, *, frame_counts: np.ndarray
) -> np.ndarray:
    """float32 (n_phones, n_features): what tells a wrong phone from a right one.

    Of the rest of the utterance it holds only how well rivals fit there (the last three columns): what is
    noise in a poor recording is a slip in a clean one, and one slip of a fluent speaker stands out.
    """
    every = np.arange(len(places.phone))
    target = measures.log_posteriors[every, places.phone]
    rival, gain = best_rivals(tests.substitution, places.phone)
    before, after = edge_gains(places, tests)
    gains = np.clip(tests.substitution, _GAIN_FLOOR, 60)
    columns = [
        places.phone,
        places.stress,
        places.before,
        places.after,
        rival,
        IS_VOWEL[rival],
        places.position == 0,
        places.position == places.word_length - 1,
        places.word_length,
        gain,
        gain / measures.n_frames,
        np.clip(tests.deletion, _GAIN_FLOOR, 60),
        np.clip(before, _GAIN_FLOOR, 60),
        np.clip(after, _GAIN_FLOOR, 60),
        target,
        measures.log_posteriors[every, rival],
        target - measures.log_posteriors[every, rival],
        measures.peak,
        measures.middle,
        measures.lowest,
        measures.entropy,
        measures.n_frames,
        np.log(measures.n_frames / frame_counts[places.phone]),
        _shifted(gain, 1),
        _shifted(gain, -1),
    ]
    usual, high = _elsewhere(gain)
    rest = np.stack([usual, high, gain - high], axis=1)
    return np.concatenate([np.stack(columns, axis=1), gains, rest], axis=1).astype(np.float32)


def _elsewhere(gain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Median and 85 % quantile of the other phones' gains, for each phone; 0 where it is alone."""
    if len(gain) == 1:
        return np.zeros(1), np.zeros(1)
    others = np.tile(gain, (len(gain), 1))[~np.eye(len(gain), dtype=bool)].reshape(len(gain), -1)
    return np.median(others, axis=1), np.quantile(others, 0.85, axis=1)


def insertion_table(places: Places, tests: LocalTests) -> np.ndarray:
    """float32 (n_gaps, n_features): what tells an inserted phone from a transition."""
    first_of = {
        (word, position): index
        for index, (word, position) in enumerate(
            zip(places.word.tolist(), places.position.tolist(), strict=True)
        )
    }
    rows: list[list[object]] = []
    for gap, (word, position) in enumerate(tests.gaps):
        gains = tests.insertion[gap]
        order = np.argsort(-gains)[:3]
        start, stop = tests.insertion_frames[gap]
        at = first_of.get((word, position))
        if at is not None:
            left, right = places.before[at], places.phone[at]
        else:
            last = first_of[(word, position - 1)]
            left, right = places.phone[last], places.after[last]
        length = places.word_length[first_of[(word, 0)]]
        rows.append(
            [
                left,
                right,
                position == 0,
                position == length,
                length,
                stop - start,
                *order[:2],
                IS_VOWEL[order[0]],
                *gains[order],
                gains[order[0]] / max(1, stop - start),
            ]
        )
    table = np.array(rows, dtype=np.float32).reshape(len(tests.gaps), -1)
    vowels = tests.insertion[:, IS_VOWEL].max(axis=1, keepdims=True)
    return np.concatenate([table, np.clip(vowels, _GAIN_FLOOR, 60)], axis=1).astype(np.float32)


def _shifted(values: np.ndarray, by: int) -> np.ndarray:
    moved = np.zeros_like(values)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved
