"""Fluency as the alignment shows it: rates and pauses."""

from collections.abc import Sequence
from itertools import pairwise

from shared.contracts import AlignedWord, Pause, Timing
from shared.phonetics.arpabet import is_vowel

SHORTEST_PAUSE_S = 0.2
"""Below this a silence belongs to articulation, such as the closure of a stop."""


def timing_of(words: Sequence[AlignedWord]) -> Timing:
    """Rates and pauses of aligned words; a syllable is a vowel of the matched pronunciation."""
    if not words:
        return Timing(speech_s=0.0, speech_rate_sps=None, articulation_rate_sps=None, pauses=[])
    pauses = [
        Pause(start_s=one.end_s, end_s=other.start_s, after_word=one.index)
        for one, other in pairwise(words)
        if other.start_s - one.end_s >= SHORTEST_PAUSE_S
    ]
    whole_s = words[-1].end_s - words[0].start_s
    speech_s = whole_s - sum(pause.end_s - pause.start_s for pause in pauses)
    syllables = sum(is_vowel(phone.target) for word in words for phone in word.phones)
    return Timing(
        speech_s=round(speech_s, 3),
        speech_rate_sps=round(syllables / whole_s, 2) if whole_s > 0 else None,
        articulation_rate_sps=round(syllables / speech_s, 2) if speech_s > 0 else None,
        pauses=pauses,
    )
