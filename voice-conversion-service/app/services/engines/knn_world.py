"""Training-free voice conversion: the reference's spectra moved to the speaker's, phone by phone, over WORLD.

Which phone each frame sounds like comes from our own listener. The frequency axis is stretched to the speaker's vocal
tract, each phone's mean envelope moved to the speaker's; where a frame of the speaker sounds like the
reference's and is of the same phone, its spectrum takes the place in part (kNN regression after Baas, van Niekerk & Kamper, Voice
Conversion With Just Nearest Neighbors, Interspeech 2023, with WORLD, Morise et al. 2016, for a vocoder). Pitch is mapped
to the speaker's range and keeps its contour; breath is the speaker's. Closer to the speaker's voice, not a clone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.acoustics.encoder import FRAME_S
from shared.acoustics.listener import Heard, Listener
from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.audio.loudness import faded, levelled
from shared.beside import beside
from shared.engines import EngineContext

from ...utils.matching import content_features, nearest
from ...utils.phone_shift import VoiceFrames, moved
from ...utils.pitch import F0_RANGE_HZ, mapped_pitch
from ...utils.spectra import cepstra, envelopes_of, shapes, smoothed_in_time, with_loudness_of
from .base import Converted, Features, NoVoice, Sample, StudiedReference

if TYPE_CHECKING:
    from collections.abc import Mapping

_FRAME_MS = 5.0
_MIN_VOICED_FRAMES = 40
"""0.2 s of voice, under which pitch and envelope can't be told."""
_SHORTEST_S = 0.1
_KEPT_COEFFICIENTS = 80
"""Of a sample's envelopes: 16-bit cepstra take a sixth of the space and give the same speech."""
_APERIODICITY_RANGE = (1e-3, 1 - 1e-3)


@dataclass(frozen=True, slots=True)
class Analysis:
    f0_hz: np.ndarray
    """float64 (n_frames,); 0 where unvoiced."""
    envelopes: np.ndarray
    """Natural log of the power spectrum, float (n_frames, n_bins)."""
    aperiodicity: np.ndarray
    """float64 (n_frames, n_bins), 0 periodic … 1 noise."""

    @property
    def is_voiced(self) -> np.ndarray:
        return self.f0_hz > 0


@dataclass(frozen=True, slots=True)
class SpeakerFrames:
    """All that is kept of the samples, together."""

    f0_hz: np.ndarray
    envelopes: np.ndarray
    posteriors: np.ndarray
    """float32 (n_frames, 40)."""
    breath: np.ndarray
    """float64 (n_bins,): mean log odds of the aperiodicity where there is voice."""


class KnnWorld:
    name = "knn-world"
    model_version = "knn-world-3"

    def __init__(self, listener: Listener, *, max_sample_s: float) -> None:
        self._listener = listener
        self._max_sample_s = max_sample_s

    def warm_up(self) -> None:
        time_s = np.arange(RATE_HZ // 2) / RATE_HZ
        buzz = sum(np.sin(2 * np.pi * 120 * order * time_s) / order for order in range(1, 30))
        audio = Audio((0.1 * np.asarray(buzz)).astype(np.float32), RATE_HZ, 0.0)
        features = self.measure(audio, None)
        self.convert(StudiedReference(audio, self.study(audio)), [Sample(audio, features)])

    def measure(self, audio: Audio, heard: Heard | None) -> Features:
        """Listens itself where nobody has."""
        heard = heard or self._listener.hear(audio.samples)
        found = analyse(audio)
        voiced = found.aperiodicity[found.is_voiced]
        return {
            "f0_hz": found.f0_hz.astype(np.float32),
            "cepstra": cepstra(found.envelopes, _KEPT_COEFFICIENTS).astype(np.float16),
            "posteriors": np.exp(heard.log_posteriors).astype(np.float16),
            "breath": _log_odds(voiced).sum(axis=0).astype(np.float32),
        }

    def study(self, reference: Audio) -> Features:
        with beside(partial(self._listener.hear, reference.samples)) as hearing:
            found = analyse(reference)
            _require_voice(found.f0_hz, "reference")
            heard = hearing()
        return {
            "f0_hz": found.f0_hz,
            "envelopes": found.envelopes,
            "aperiodicity": found.aperiodicity,
            "posteriors": _every_5_ms(np.exp(heard.log_posteriors), len(found.f0_hz)),
        }

    def convert(self, reference: StudiedReference, samples: Sequence[Sample]) -> Converted:
        """Raises NoVoice where pitch can't be found in the samples."""
        studied = reference.features
        source = Analysis(studied["f0_hz"], studied["envelopes"], studied["aperiodicity"])
        speaker = _joined([sample.features for sample in samples], self._max_sample_s)
        _require_voice(speaker.f0_hz, "samples")
        raise_if_abandoned()
        envelopes = np.exp(converted_envelopes(source, studied["posteriors"], speaker))
        raise_if_abandoned()
        wave = _world().synthesize(
            mapped_pitch(source.f0_hz, speaker.f0_hz),
            envelopes,
            with_breath_of(source, speaker.breath),
            RATE_HZ,
            _FRAME_MS,
        )
        n_samples = len(reference.audio.samples)
        wave = np.pad(wave[:n_samples], (0, max(0, n_samples - len(wave)))).astype(np.float32)
        return Converted(faded(levelled(wave, RATE_HZ), RATE_HZ), RATE_HZ)


def load(context: EngineContext) -> KnnWorld:
    _world()  # a missing or broken package must stop the start
    return KnnWorld(
        Listener.load(context.model_dir), max_sample_s=context.settings.max_sample_seconds
    )


def analyse(audio: Audio) -> Analysis:
    """Pitch, envelope and breath every 5 ms of 16 kHz audio."""
    world = _world()
    wave = audio.samples.astype(np.float64)
    wave = np.pad(wave, (0, max(0, round(_SHORTEST_S * RATE_HZ) - len(wave))))
    coarse_hz, times_s = world.dio(
        wave,
        RATE_HZ,
        f0_floor=F0_RANGE_HZ[0],
        f0_ceil=F0_RANGE_HZ[1],
        frame_period=_FRAME_MS,
    )
    raise_if_abandoned()
    f0_hz = world.stonemask(wave, coarse_hz, times_s, RATE_HZ)
    raise_if_abandoned()
    power = world.cheaptrick(wave, f0_hz, times_s, RATE_HZ)
    raise_if_abandoned()
    return Analysis(f0_hz, np.log(power + 1e-12), world.d4c(wave, f0_hz, times_s, RATE_HZ))


def converted_envelopes(
    source: Analysis, posteriors: np.ndarray, speaker: SpeakerFrames
) -> np.ndarray:
    """Log power (n_frames, n_bins): the speaker's shape, the source's loudness contour."""
    features, is_speech = content_features(source.envelopes, source.is_voiced)
    is_voiced = speaker.f0_hz > 0
    speaker_features, speaker_speech = content_features(speaker.envelopes, is_voiced)
    speaker_shapes = shapes(speaker.envelopes)
    shifted = moved(
        VoiceFrames(shapes(source.envelopes), posteriors, source.is_voiced, is_speech),
        VoiceFrames(speaker_shapes, speaker.posteriors, is_voiced, speaker_speech),
    )
    near, trust = nearest(
        features,
        posteriors,
        speaker_features[speaker_speech],
        speaker.posteriors[speaker_speech],
        speaker_shapes[speaker_speech],
    )
    weight = (trust * is_speech)[:, np.newaxis]
    mixed = smoothed_in_time(weight * near + (1 - weight) * shifted)
    return with_loudness_of(mixed, source.envelopes)


def with_breath_of(source: Analysis, breath: np.ndarray) -> np.ndarray:
    """The source's aperiodicity, as noisy as the speaker's on average where there is voice."""
    mixed = source.aperiodicity.copy()
    odds = _log_odds(mixed[source.is_voiced])
    mixed[source.is_voiced] = 1 / (1 + np.exp(-(odds + breath - odds.mean(axis=0))))
    return mixed


def _log_odds(aperiodicity: np.ndarray) -> np.ndarray:
    noise = np.clip(aperiodicity, *_APERIODICITY_RANGE)
    return np.log(noise / (1 - noise))


def _joined(features: "Sequence[Mapping[str, np.ndarray]]", limit_s: float) -> SpeakerFrames:
    """The samples one after the other, up to `limit_s` of them; single precision."""
    limit = round(limit_s * 1000 / _FRAME_MS)
    kept: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    n_frames = 0
    breath, n_voiced = 0.0, 0
    for each in features:
        stop = min(len(each["f0_hz"]), limit - n_frames)
        if stop <= 0:
            break
        posteriors = _every_5_ms(each["posteriors"].astype(np.float32), len(each["f0_hz"]))
        envelopes = envelopes_of(each["cepstra"].astype(np.float32))
        kept.append((each["f0_hz"][:stop], envelopes[:stop], posteriors[:stop]))
        n_frames += stop
        breath = breath + each["breath"].astype(np.float64)
        n_voiced += int((each["f0_hz"] > 0).sum())
    f0_hz, envelopes, posteriors = (np.concatenate(parts) for parts in zip(*kept, strict=True))
    return SpeakerFrames(f0_hz, envelopes, posteriors, np.asarray(breath) / max(n_voiced, 1))


def _every_5_ms(posteriors: np.ndarray, n_frames: int) -> np.ndarray:
    """Posteriors of 20 ms frames (n, n_classes) between the middles of their frames: (n_frames, n_classes)."""
    middles_ms = np.arange(n_frames) * _FRAME_MS
    places = np.clip(middles_ms / (FRAME_S * 1000) - 0.5, 0, len(posteriors) - 1)
    lower = np.floor(places).astype(int)
    upper = np.minimum(lower + 1, len(posteriors) - 1)
    share = (places - lower)[:, np.newaxis].astype(posteriors.dtype)
    return (1 - share) * posteriors[lower] + share * posteriors[upper]


def _world() -> ModuleType:
    import pyworld

    return pyworld


def _require_voice(f0_hz: np.ndarray, field: str) -> None:
    if (f0_hz > 0).sum() < _MIN_VOICED_FRAMES:
        raise NoVoice("no voiced speech was found: send clear speech", field=field)
