"""Speech that no word of the transcript explains, and what is said there.

A window that holds the same sentence twice, far apart, is often written down with the sentence once.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from shared import gates
from shared.audio import Audio
from shared.audio.checks import SPEECH_STEP_S

from .engines.base import RecognisedWord, Transcriber

_WORD_MARGIN_S = 0.25
"""As far as a word's times may be off."""
_PAUSE_STEPS = 10
"""A pause below 0.32 s parts no stretch."""
_MOST_STRETCHES = 4
"""More would cost more than the first hearing did: each is a window of its own."""
_ROOM_S = 0.3


def unexplained(
    words: Sequence[RecognisedWord], is_speech: np.ndarray
) -> list[tuple[float, float]]:
    """(start, end) in seconds of speech of UNHEARD_SPEECH_S or more where no word is.

    `is_speech` is bool (n_steps,), one step each SPEECH_STEP_S.
    """
    is_open = is_speech.copy()
    for word in words:
        first = max(0, int((word.start_s - _WORD_MARGIN_S) / SPEECH_STEP_S))
        last = int(np.ceil((word.end_s + _WORD_MARGIN_S) / SPEECH_STEP_S))
        is_open[first:last] = False
    places = np.flatnonzero(is_open)
    if not len(places):
        return []
    stretches = np.split(places, np.flatnonzero(np.diff(places) > _PAUSE_STEPS) + 1)
    return [
        (float(each[0] * SPEECH_STEP_S), float((each[-1] + 1) * SPEECH_STEP_S))
        for each in stretches
        if len(each) * SPEECH_STEP_S >= gates.UNHEARD_SPEECH_S
    ]


def with_unheard(
    words: tuple[RecognisedWord, ...],
    is_speech: np.ndarray,
    audio: Audio,
    engine: Transcriber,
    language: str,
) -> tuple[RecognisedWord, ...]:
    """The words with those of stretches that were left out, heard alone; what makes no sense there is left out again."""
    found = list(words)
    for start_s, end_s in unexplained(words, is_speech)[:_MOST_STRETCHES]:
        first = max(0, round((start_s - _ROOM_S) * audio.rate_hz))
        part = audio.samples[first : round((end_s + _ROOM_S) * audio.rate_hz)]
        heard = engine.transcribe(Audio(part, audio.rate_hz, audio.clipped_share), language)
        confidences = [each.confidence for each in heard.words]
        if confidences and float(np.mean(confidences)) >= gates.UNHEARD_CONFIDENCE:
            found += [_later(each, first / audio.rate_hz, audio.duration_s) for each in heard.words]
    return tuple(sorted(found, key=lambda each: each.start_s))


def _later(word: RecognisedWord, by_s: float, duration_s: float) -> RecognisedWord:
    return replace(
        word,
        start_s=min(word.start_s + by_s, duration_s),
        end_s=min(word.end_s + by_s, duration_s),
    )
