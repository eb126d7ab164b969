"""Training-free voice conversion: the speaker's nearest WORLD spectra under the reference's own timing.

kNN regression over frames after Baas, van Niekerk & Kamper, Voice Conversion With Just Nearest Neighbors
(Interspeech 2023), with WORLD (Morise et al. 2016) for a vocoder and cepstra for features. Frames without
a good match keep the reference's spectrum, moved by the difference of the two voices' mean envelopes:
pure kNN is closer to the speaker but can't be understood with few samples. The result is closer to the
speaker's voice, not a clone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.audio.loudness import faded, levelled
from shared.engines import EngineContext

from ...utils.frames import (
    content_features,
    match,
    mean_envelopes,
    semitone_scale,
    smoothed_in_time,
)
from .base import Converted, NoVoice

_FRAME_MS = 5.0
_F0_RANGE_HZ = (65.0, 500.0)
_MIN_VOICED_FRAMES = 40
"""0.2 s of voice, under which pitch and envelope can't be told."""
_SHORTEST_S = 0.1


@dataclass(frozen=True, slots=True)
class Analysis:
    f0_hz: np.ndarray
    """float64 (n_frames,); 0 where unvoiced."""
    envelopes: np.ndarray
    """Natural log of the power spectrum, float64 (n_frames, n_bins)."""
    aperiodicity: np.ndarray | None
    """float64 (n_frames, n_bins), 0 periodic … 1 noise; None where not asked for."""

    @property
    def is_voiced(self) -> np.ndarray:
        return self.f0_hz > 0


class KnnWorld:
    name = "knn-world"
    model_version = "knn-world-1"

    def __init__(self, *, max_sample_s: float) -> None:
        self._max_sample_s = max_sample_s

    def warm_up(self) -> None:
        time_s = np.arange(RATE_HZ // 2) / RATE_HZ
        buzz = sum(np.sin(2 * np.pi * 120 * order * time_s) / order for order in range(1, 30))
        audio = Audio((0.1 * np.asarray(buzz)).astype(np.float32), RATE_HZ, 0.0)
        self.convert(audio, [audio])

    def convert(self, reference: Audio, samples: Sequence[Audio]) -> Converted:
        """Raises NoVoice where pitch can't be found in the reference or the samples."""
        source = analyse(reference, with_aperiodicity=True)
        speaker = _joined([analyse(audio) for audio in _first_seconds(samples, self._max_sample_s)])
        _require_voice(source, "reference")
        _require_voice(speaker, "samples")
        f0_hz = mapped_pitch(source.f0_hz, speaker.f0_hz)
        envelopes = converted_envelopes(source, speaker)
        wave = _world().synthesize(
            f0_hz, np.exp(envelopes), source.aperiodicity, RATE_HZ, _FRAME_MS
        )[: len(reference.samples)]
        wave = np.pad(wave, (0, len(reference.samples) - len(wave))).astype(np.float32)
        return Converted(faded(levelled(wave, RATE_HZ), RATE_HZ), RATE_HZ)


def load(context: EngineContext) -> KnnWorld:
    _world()  # a missing or broken package must stop the start
    return KnnWorld(max_sample_s=context.settings.max_sample_seconds)


def analyse(audio: Audio, *, with_aperiodicity: bool = False) -> Analysis:
    """Pitch and envelope every 5 ms of 16 kHz audio."""
    world = _world()
    wave = audio.samples.astype(np.float64)
    wave = np.pad(wave, (0, max(0, round(_SHORTEST_S * RATE_HZ) - len(wave))))
    coarse_hz, times_s = world.dio(
        wave,
        RATE_HZ,
        f0_floor=_F0_RANGE_HZ[0],
        f0_ceil=_F0_RANGE_HZ[1],
        frame_period=_FRAME_MS,
    )
    f0_hz = world.stonemask(wave, coarse_hz, times_s, RATE_HZ)
    power = world.cheaptrick(wave, f0_hz, times_s, RATE_HZ)
    aperiodicity = world.d4c(wave, f0_hz, times_s, RATE_HZ) if with_aperiodicity else None
    return Analysis(f0_hz, np.log(power + 1e-12), aperiodicity)


def mapped_pitch(source_hz: np.ndarray, speaker_hz: np.ndarray) -> np.ndarray:
    """The source's contour in the speaker's range: log pitch, mean and spread mapped."""
    is_voiced = source_hz > 0
    center, spread = semitone_scale(source_hz)
    speaker_center, speaker_spread = semitone_scale(speaker_hz)
    # A speaker who reads flatly should still hear the melody of the reference.
    ratio = float(np.clip(speaker_spread / max(spread, 1e-3), 0.8, 1.25))
    mapped = np.zeros_like(source_hz)
    mapped[is_voiced] = np.exp(
        (np.log(source_hz[is_voiced]) - center) * ratio + speaker_center
    ).clip(*_F0_RANGE_HZ)
    return mapped


def converted_envelopes(source: Analysis, speaker: Analysis) -> np.ndarray:
    """Log power (n_frames, n_bins): the speaker's shape, the source's loudness contour."""
    source_features, source_speech = content_features(source.envelopes, source.is_voiced)
    speaker_features, speaker_speech = content_features(speaker.envelopes, speaker.is_voiced)
    shapes = _shapes(source.envelopes)
    speaker_shapes = _shapes(speaker.envelopes[speaker_speech])
    voices = speaker.is_voiced[speaker_speech]
    shift = mean_envelopes(speaker_shapes, voices, frames_voiced=source.is_voiced) - mean_envelopes(
        shapes[source_speech], source.is_voiced[source_speech], frames_voiced=source.is_voiced
    )
    nearest, confidence = match(source_features, speaker_features[speaker_speech], speaker_shapes)
    weight = (confidence * source_speech)[:, np.newaxis]
    mixed = smoothed_in_time(weight * nearest + (1 - weight) * (shapes + shift))
    return _with_loudness_of(mixed, source.envelopes)


def _shapes(envelopes: np.ndarray) -> np.ndarray:
    """Log envelopes without their level."""
    return envelopes - envelopes.mean(axis=1, keepdims=True)


def _with_loudness_of(shapes: np.ndarray, envelopes: np.ndarray) -> np.ndarray:
    """`shapes` at each frame's power in `envelopes`."""
    wanted = np.log(np.exp(envelopes).mean(axis=1, keepdims=True))
    return shapes + wanted - np.log(np.exp(shapes).mean(axis=1, keepdims=True))


def _first_seconds(samples: Sequence[Audio], limit_s: float) -> list[Audio]:
    kept: list[Audio] = []
    left = round(limit_s * RATE_HZ)
    for audio in samples:
        if left <= 0:
            break
        kept.append(Audio(audio.samples[:left], audio.rate_hz, audio.clipped_share))
        left -= len(audio.samples)
    return kept


def _joined(analyses: Sequence[Analysis]) -> Analysis:
    return Analysis(
        np.concatenate([each.f0_hz for each in analyses]),
        np.concatenate([each.envelopes for each in analyses]),
        None,
    )


def _world() -> ModuleType:
    import pyworld

    return pyworld


def _require_voice(analysis: Analysis, field: str) -> None:
    if analysis.is_voiced.sum() < _MIN_VOICED_FRAMES:
        raise NoVoice("no voiced speech was found: send clear speech", field=field)
