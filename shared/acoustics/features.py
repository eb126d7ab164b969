"""Measures → the feature tables that the quality and identity heads read."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from shared.acoustics.decoder import N_WORDING
from shared.acoustics.encoder import FRAME_S
from shared.acoustics.evidence import NO_PHONE, LocalTests, SegmentMeasures
from shared.acoustics.lattice import Segment
from shared.acoustics.phone_set import IS_VOWEL, N_CLASSES
from shared.acoustics.segments import NOTHING, SegmentPosteriors
from shared.phonetics.phonology import SHORTEST_PAUSE_S

_GAIN_FLOOR = -40.0
N_TIMING = 6
N_UTTERANCE = 10 + N_TIMING
"""Columns of `quality_table` that are the same for all phones of an utterance; the last ones."""


CONTEXT_COLUMNS = 17 + N_WORDING
"""Columns after the 80 posteriors: the measures that neighbours, words and utterances sum up."""
_MEASURES = slice(2 * N_CLASSES, 2 * N_CLASSES + CONTEXT_COLUMNS)
_UNEXPECTED = -3.0
"""Mean log-probability of a word's tokens below which the decoder expected another word."""
_POOLED_OF_WORDS, _POOLED_OF_UTTERANCES = 32, 64
"""Of the mean frame's components, the first ones, by variance."""


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


def best_others(log_posteriors: np.ndarray, phone: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Class and log-posterior of the likeliest phone that is not the target; NOTHING doesn't count."""
    others = log_posteriors.copy()
    others[np.arange(len(phone)), phone] = -np.inf
    others[:, NOTHING] = -np.inf
    best = others.argmax(axis=1)
    return best, others[np.arange(len(phone)), best]


def quality_table(
    places: Places,
    measures: SegmentMeasures,
    tests: LocalTests,
    posteriors: SegmentPosteriors,
    wording: np.ndarray,
    *,
    frame_counts: np.ndarray,
) -> np.ndarray:
    """float32 (n_phones, n_features): what the human-rating head sees.

    `wording` (n_words, N_WORDING) is decoder.py's, `frame_counts` (40,) each phone's usual number of frames.
    The last N_UTTERANCE columns describe the whole utterance.
    """
    every = np.arange(len(places.phone))
    target = measures.log_posteriors[every, places.phone]
    others = measures.log_posteriors.copy()
    others[every, places.phone] = -np.inf
    margin = target - others.max(axis=1)
    _, gain = best_rivals(tests.substitution, places.phone)
    before, after = edge_gains(places, tests)
    relative = np.log(measures.n_frames / frame_counts[places.phone])
    whole = posteriors.phones[every, places.phone]
    whole_margin = whole - best_others(posteriors.phones, places.phone)[1]
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
        whole,
        whole_margin,
        posteriors.phones[:, NOTHING],
        *wording[places.word].T,
    ]
    expected = wording[:, 1]
    utterance = [
        target.mean(),
        target.std(),
        margin.mean(),
        (margin < 0).mean(),
        relative.mean(),
        whole_margin.mean(),
        (whole_margin < 0).mean(),
        expected.mean(),
        expected.min(),
        (expected < _UNEXPECTED).mean(),
        *timing_of(measures.start, measures.n_frames, places.word),
    ]
    return np.concatenate(
        [
            measures.log_posteriors,
            measures.log_posteriors - target[:, None],
            np.stack(columns, axis=1),
            np.tile(utterance, (len(every), 1)),
        ],
        axis=1,
    ).astype(np.float32)


def timing_of(start: np.ndarray, n_frames: np.ndarray, word: np.ndarray) -> np.ndarray:
    """float32 (N_TIMING,): how an utterance flows, from its first phone to its last.

    Share of silence, pauses of 0.2 s and more a word, the longest one (log s), phones a second with pauses
    and without (log), and the log of its length in seconds. All given by phone, in frames.
    """
    stop = start + n_frames
    silences = np.append(start[1:] - stop[:-1], 0)
    whole = stop[-1] - start[0]
    spoken_s = (whole - silences.sum()) * FRAME_S
    return np.array(
        [
            silences.sum() / whole,
            (silences * FRAME_S >= SHORTEST_PAUSE_S).sum() / (word[-1] + 1),
            np.log(silences.max() * FRAME_S + 0.1),
            np.log(len(start) / (whole * FRAME_S)),
            np.log(len(start) / spoken_s),
            np.log(whole * FRAME_S),
        ],
        dtype=np.float32,
    )


def word_table(table: np.ndarray, places: Places, pooled: np.ndarray) -> np.ndarray:
    """float32 (n_words, n_features): a word's phones summed up from their quality_table, and its company.

    Mean, lowest and highest of each measure over the word's phones, the same means of the words around it
    and of the whole utterance.
    """
    measures = table[:, _MEASURES]
    n_words = int(places.word[-1]) + 1
    members = [places.word == word for word in range(n_words)]
    mean = np.stack([measures[each].mean(axis=0) for each in members])
    low = np.stack([measures[each].min(axis=0) for each in members])
    high = np.stack([measures[each].max(axis=0) for each in members])
    frame = np.stack([pooled[each, :_POOLED_OF_WORDS].mean(axis=0) for each in members])
    around = [np.roll(mean, shift, axis=0) for shift in (1, -1)]
    around[0][0], around[1][-1] = mean[0], mean[-1]
    place = np.stack(
        [
            [each.sum() for each in members],
            np.arange(n_words),
            np.arange(n_words)[::-1],
        ],
        axis=1,
    )
    whole = np.tile(np.concatenate([measures.mean(axis=0), table[0, -N_UTTERANCE:]]), (n_words, 1))
    return np.concatenate([mean, low, high, *around, frame, place, whole], axis=1).astype(
        np.float32
    )


def utterance_row(table: np.ndarray, places: Places, pooled: np.ndarray) -> np.ndarray:
    """float32 (n_features,): the whole utterance summed up from the quality_table of its phones."""
    measures = table[:, _MEASURES]
    return np.concatenate(
        [
            measures.mean(axis=0),
            measures.std(axis=0),
            np.quantile(measures, [0.1, 0.25, 0.75], axis=0).ravel(),
            table[0, -N_UTTERANCE:],
            pooled[:, :_POOLED_OF_UTTERANCES].mean(axis=0),
            [len(table), places.word[-1] + 1],
        ]
    ).astype(np.float32)


def flow_row(row: np.ndarray, measures: SegmentMeasures) -> np.ndarray:
    """float32 (n_features,): `row` of utterance_row, and mean, spread and pace of the frames from first phone to
    last."""
    mean, square, change = measures.flow.sum(axis=0) / measures.n_flow.sum()
    spread = np.sqrt(np.maximum(square - np.square(mean), 0.0))
    return np.concatenate([row, mean, spread, change]).astype(np.float32)


def identity_table(
    places: Places,
    measures: SegmentMeasures,
    tests: LocalTests,
    posteriors: SegmentPosteriors,
    *,
    frame_counts: np.ndarray,
) -> np.ndarray:
    """float32 (n_phones, n_features): what tells a wrong phone from a right one.

    Of the rest of the utterance it holds only how well rivals fit there: what is noise in a poor recording
    is a slip in a clean one, and one slip of a fluent speaker stands out.
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
    whole = _whole_segment(places, posteriors, rival)
    return np.concatenate([np.stack(columns, axis=1), gains, rest, whole], axis=1).astype(
        np.float32
    )


def _whole_segment(places: Places, posteriors: SegmentPosteriors, rival: np.ndarray) -> np.ndarray:
    """(n_phones, 49): what the segment classifier makes of each phone, and of the rest by it."""
    every = np.arange(len(places.phone))
    log_posteriors = posteriors.phones
    target = log_posteriors[every, places.phone]
    best, highest = best_others(log_posteriors, places.phone)
    lead = highest - target
    usual, high = _elsewhere(lead)
    columns = [
        target,
        best,
        IS_VOWEL[best],
        best == rival,
        lead,
        log_posteriors[every, rival] - target,
        usual,
        high,
        lead - high,
    ]
    return np.concatenate([np.stack(columns, axis=1), np.maximum(log_posteriors, -12.0)], axis=1)


def _elsewhere(gain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Median and 85 % quantile of the other phones' gains, for each phone; 0 where it is alone."""
    if len(gain) == 1:
        return np.zeros(1), np.zeros(1)
    others = np.tile(gain, (len(gain), 1))[~np.eye(len(gain), dtype=bool)].reshape(len(gain), -1)
    return np.median(others, axis=1), np.quantile(others, 0.85, axis=1)


def insertion_table(places: Places, tests: LocalTests, posteriors: SegmentPosteriors) -> np.ndarray:
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
    gaps = np.maximum(posteriors.gaps, -12.0)
    inner = gaps.copy()
    inner[:, NOTHING] = -np.inf
    best = inner.argmax(axis=1)
    whole = np.stack(
        [
            gaps[:, NOTHING],
            best,
            inner.max(axis=1),
            gaps[:, IS_VOWEL].max(axis=1),
            gaps[np.arange(len(gaps)), tests.insertion.argmax(axis=1)],
        ],
        axis=1,
    )
    return np.concatenate([table, np.clip(vowels, _GAIN_FLOOR, 60), whole], axis=1).astype(
        np.float32
    )


def _shifted(values: np.ndarray, by: int) -> np.ndarray:
    moved = np.zeros_like(values)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved
