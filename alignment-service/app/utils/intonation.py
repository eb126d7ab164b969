"""Pitch of each word, and what it does at the end."""

from collections.abc import Sequence

import numpy as np

from shared.audio.pitch import HOP_S, PitchTrack, semitones
from shared.contracts import AlignedWord, FinalMovement, Intonation, WordPitch
from shared.phonetics.arpabet import is_vowel

_MOVED = 3.0
"""Semitones that are heard as a fall or a rise for certain ('t Hart, Collier & Cohen 1990: differences in
movement below 3 play no part in speech)."""
_LEVEL = 1.5
_NEAR_EXTREME = 1.0
"""Semitones from the highest or lowest point at which a movement may end and still be one way."""
_JUMP = 6.0
"""Semitones between neighbouring values that no voice makes in 10 ms: creak, or the tracker's error."""
_MIN_VALUES = 8
_EDGE_VALUES = 3
_LATEST_S = 0.25
"""How long before the end the voice may stop for its movement to count as the end's."""


def intonation_of(
    words: Sequence[AlignedWord], track: PitchTrack, levels: np.ndarray | None = None
) -> Intonation:
    """`levels`: dB every 10 ms (`levels_db`); None where they are not known."""
    voiced = track.f0_hz[~np.isnan(track.f0_hz)]
    middle_hz = float(np.median(voiced)) if len(voiced) else None
    loudness = [None] * len(words) if levels is None else _above_median(words, levels)
    return Intonation(
        final=final_movement(words, track) if words else None,
        words=[
            _word(word, track, middle_hz).model_copy(update={"level_db": level})
            for word, level in zip(words, loudness, strict=True)
        ],
    )


def _above_median(words: Sequence[AlignedWord], levels: np.ndarray) -> list[float | None]:
    """Level of each word's loudest vowel above the median of the words, dB; None for a word without one."""
    loudest = [_loudest(word, levels) for word in words]
    known = [level for level in loudest if level is not None]
    if not known:
        return loudest
    middle = float(np.median(known))
    return [None if level is None else round(level - middle, 1) for level in loudest]


def _loudest(word: AlignedWord, levels: np.ndarray) -> float | None:
    spans = [
        levels[round(phone.start_s / HOP_S) : round(phone.end_s / HOP_S)]
        for phone in word.phones
        if is_vowel(phone.target)
    ]
    return max((float(span.max()) for span in spans if len(span)), default=None)


def final_movement(words: Sequence[AlignedWord], track: PitchTrack) -> FinalMovement:
    """From the last stressed vowel (the last vowel at all, if none is) to the end."""
    vowels = [phone for word in words for phone in word.phones if is_vowel(phone.target)]
    stressed = [phone for phone in vowels if phone.stress]
    start_s = (stressed or vowels or words[-1].phones)[-1].start_s
    end_s = words[-1].end_s
    kind, size = _movement(track, start_s, end_s)
    return FinalMovement(
        kind=kind,
        semitones=None if size is None else round(size, 1),
        start_s=start_s,
        end_s=end_s,
    )


def _movement(track: PitchTrack, start_s: float, end_s: float):
    values = track.between(start_s, end_s)
    ends_voiced = len(track.between(end_s - _LATEST_S, end_s)) >= _EDGE_VALUES
    if len(values) < _MIN_VALUES or not ends_voiced:
        return "uncertain", None
    tones = semitones(values, float(values[0]))
    if np.abs(np.diff(tones)).max() > _JUMP:
        return "uncertain", None
    first, last = (float(np.median(each)) for each in (tones[:_EDGE_VALUES], tones[-_EDGE_VALUES:]))
    low, high = float(tones.min()), float(tones.max())
    if high - low <= _LEVEL:
        return "level", last - first
    if high - last >= _MOVED and last - low <= _NEAR_EXTREME:
        return "fall", last - first
    if last - low >= _MOVED and high - last <= _NEAR_EXTREME:
        return "rise", last - first
    return "uncertain", last - first


def _word(word: AlignedWord, track: PitchTrack, middle_hz: float | None) -> WordPitch:
    values = track.between(word.start_s, word.end_s)
    if middle_hz is None or len(values) < _EDGE_VALUES:
        return WordPitch(
            word_index=word.index,
            mean_semitones=None,
            highest_semitones=None,
            movement_semitones=None,
        )
    tones = semitones(values, middle_hz)
    third = max(1, len(tones) // 3)
    movement = float(tones[-third:].mean() - tones[:third].mean())
    return WordPitch(
        word_index=word.index,
        mean_semitones=round(float(tones.mean()), 1),
        highest_semitones=round(float(tones.max()), 1),
        movement_semitones=round(movement, 1),
    )
