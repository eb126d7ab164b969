"""Fluency as the alignment shows it: rates, runs, pauses and rhythm."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from shared.audio.pitch import HOP_S, PitchTrack
from shared.contracts import AlignedWord, Pause, SpeechTiming
from shared.phonetics.arpabet import is_vowel
from shared.phonetics.phonology import SHORTEST_PAUSE_S

_FILLED_S = 0.12
"""Unbroken voice of this length in a pause is a sound of its own; a neighbour's end is shorter."""
_EDGE_S = 0.05
"""Of a pause, at either end: the neighbours may reach so far into it."""
_MIN_PAIRS = 10
"""Pairs of vowels below which nPVI says more about the words than about the speaker."""


def timing_of(
    words: Sequence[AlignedWord],
    *,
    phrase_ends: frozenset[int] | None = None,
    track: PitchTrack | None = None,
) -> SpeechTiming:
    """Measures of aligned words; a syllable is a vowel of the matched pronunciation.

    `phrase_ends` are the words that punctuation follows, None where that is not known.
    """
    if not words:
        return SpeechTiming(
            speech_s=0.0, speech_rate_sps=None, articulation_rate_sps=None, pauses=[]
        )
    pauses = [
        Pause(
            start_s=one.end_s,
            end_s=other.start_s,
            after_word=one.index,
            inside_phrase=None if phrase_ends is None else one.index not in phrase_ends,
            filled=None if track is None else _is_filled(track, one.end_s, other.start_s),
        )
        for one, other in pairwise(words)
        if other.start_s - one.end_s >= SHORTEST_PAUSE_S
    ]
    whole_s = words[-1].end_s - words[0].start_s
    paused_s = sum(pause.end_s - pause.start_s for pause in pauses)
    speech_s = whole_s - paused_s
    syllables = sum(is_vowel(phone.target) for word in words for phone in word.phones)
    return SpeechTiming(
        speech_s=round(speech_s, 3),
        speech_rate_sps=round(syllables / whole_s, 2) if whole_s > 0 else None,
        articulation_rate_sps=round(syllables / speech_s, 2) if speech_s > 0 else None,
        pauses=pauses,
        pause_share=round(paused_s / whole_s, 3) if whole_s > 0 else None,
        n_pauses_inside_phrases=None
        if phrase_ends is None
        else sum(bool(pause.inside_phrase) for pause in pauses),
        n_filled_pauses=None if track is None else sum(bool(pause.filled) for pause in pauses),
        mean_run_syllables=round(syllables / (len(pauses) + 1), 2),
        npvi_v=_npvi(words),
    )


def _is_filled(track: PitchTrack, start_s: float, end_s: float) -> bool:
    start, stop = round((start_s + _EDGE_S) / HOP_S), round((end_s - _EDGE_S) / HOP_S)
    voiced = ~np.isnan(track.f0_hz[start:stop])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], voiced, [0]])))
    runs = edges[1::2] - edges[::2]
    return bool(len(runs)) and float(runs.max()) * HOP_S >= _FILLED_S


def _npvi(words: Sequence[AlignedWord]) -> float | None:
    """Of the lengths of vocalic intervals: vowels that touch are one."""
    differences: list[float] = []
    before_s: float | None = None
    length_s = 0.0
    last_end_s: float | None = None
    for phone in (phone for word in words for phone in word.phones):
        if last_end_s is not None and phone.start_s - last_end_s >= SHORTEST_PAUSE_S:
            before_s, length_s = _closed(differences, before_s, length_s)
            before_s = None
        if is_vowel(phone.target):
            length_s += phone.end_s - phone.start_s
        else:
            before_s, length_s = _closed(differences, before_s, length_s)
        last_end_s = phone.end_s
    _closed(differences, before_s, length_s)
    if len(differences) < _MIN_PAIRS:
        return None
    return round(100 * sum(differences) / len(differences), 1)


def _closed(
    differences: list[float], before_s: float | None, length_s: float
) -> tuple[float | None, float]:
    """End a vocalic interval, if one is open: its difference from the one before is noted."""
    if length_s <= 0:
        return before_s, 0.0
    if before_s is not None:
        differences.append(abs(length_s - before_s) / ((length_s + before_s) / 2))
    return length_s, 0.0
