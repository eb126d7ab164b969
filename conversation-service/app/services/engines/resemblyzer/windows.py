"""Voice vectors of short windows all over the speech of a recording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.audio.decode import RATE_HZ
from shared.audio.long_recording import LongRecording

from ...speech import SpeechRegion
from .encoder import BATCH, N_DIMENSIONS, VoiceEncoder
from .mel import HOP, mel_powers

WINDOW_S, HOP_S = 1.2, 0.3
_FRAMES = round(WINDOW_S * RATE_HZ / HOP)
_STEP_FRAMES = round(HOP_S * RATE_HZ / HOP)
_POWER = 0.01
"""Mean of the bands of speech at −30 dBFS, measured on readers."""
_AT_ONCE_S = 60.0
"""Of a region: what is in memory at a time."""


@dataclass(frozen=True, slots=True)
class VoiceWindows:
    region: np.ndarray
    """int (n_windows,): the region that each is of."""
    centre_s: np.ndarray
    """float64 (n_windows,)."""
    vectors: np.ndarray
    """float32 (n_windows, N_DIMENSIONS), of length 1."""


def voice_windows(
    recording: LongRecording, regions: Sequence[SpeechRegion], encoder: VoiceEncoder
) -> VoiceWindows:
    """Every HOP_S a window of WINDOW_S inside a region; of a shorter region one around it."""
    numbers: list[int] = []
    centres: list[float] = []
    vectors: list[np.ndarray] = []
    waiting: list[np.ndarray] = []
    for number, region in enumerate(regions):
        for part in _parts(region):
            raise_if_abandoned()
            found_s, spectra = _spectra(recording, part)
            numbers += [number] * len(found_s)
            centres += found_s
            waiting += spectra
            if len(waiting) >= BATCH:
                vectors.append(encoder.embed(_levelled(np.stack(waiting))))
                waiting = []
    if waiting:
        vectors.append(encoder.embed(_levelled(np.stack(waiting))))
    return VoiceWindows(
        np.array(numbers, int),
        np.array(centres),
        np.concatenate([np.zeros((0, N_DIMENSIONS), np.float32), *vectors]),
    )


def _parts(region: SpeechRegion) -> Iterator[SpeechRegion]:
    """A region in parts of at most _AT_ONCE_S and some more."""
    at_s = region.start_s
    while region.end_s - at_s > _AT_ONCE_S + WINDOW_S:
        yield SpeechRegion(at_s, at_s + _AT_ONCE_S)
        at_s += _AT_ONCE_S
    yield SpeechRegion(at_s, region.end_s)


def _spectra(
    recording: LongRecording, region: SpeechRegion
) -> tuple[list[float], list[np.ndarray]]:
    """The windows' centres in seconds, and of each the mel spectra, float32 (n_frames, N_BANDS)."""
    middle = (region.start_s + region.end_s) / 2
    start_s = min(region.start_s, middle - WINDOW_S / 2)
    end_s = max(region.end_s, middle + WINDOW_S / 2)
    first_sample = round(start_s * RATE_HZ)
    n_samples = max(round((end_s - start_s) * RATE_HZ), _FRAMES * HOP)
    mel = mel_powers(recording.between(first_sample, first_sample + n_samples))
    last = max(0, len(mel) - 1 - _FRAMES)
    firsts = [*range(0, last, _STEP_FRAMES), last]
    centres = [start_s + (first + _FRAMES / 2) * HOP / RATE_HZ for first in firsts]
    return centres, [mel[first : first + _FRAMES] for first in firsts]


def _levelled(windows: np.ndarray) -> np.ndarray:
    """Each window with the mean power of speech at the level that the encoder was taught at: the spectra are no logarithms."""
    power = windows.mean(axis=(1, 2), keepdims=True)
    return windows * (_POWER / np.maximum(power, 1e-12))
