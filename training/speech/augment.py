"""What happens to speech on its way: noise, a room, a telephone, a codec, another level.

`spoiled` picks one or two of them from a generator of its own; sample times stay what they were, so the
labels of the clean recording hold for the spoiled one.
"""

import hashlib
import io
from collections.abc import Callable, Sequence

import numpy as np
from scipy.signal import butter, fftconvolve, sosfiltfilt

from shared.audio.decode import RATE_HZ

SNR_DB = (8.0, 30.0)
REVERBERATION_S = (0.15, 0.6)
"""Time in which a room's echo falls by 60 dB."""
LEVEL_DB = (-26.0, 8.0)
"""Beside the clean level of about -20 dBFS: from hardly audible to clipping now and then."""
TELEPHONE_HZ = (300.0, 3400.0)
_BABBLE_VOICES = 4


def generator_of(name: str) -> np.random.Generator:
    """The same for the same name, on every machine."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]))


def spoiled(
    samples: np.ndarray, rng: np.random.Generator, *, others: Sequence[np.ndarray]
) -> np.ndarray:
    """float32 samples at 16 kHz, as many as came in; `others` are recordings to babble with."""
    ways: list[Callable[[np.ndarray], np.ndarray]] = [
        lambda x: with_noise(x, rng, snr_db=float(rng.uniform(*SNR_DB)), others=others),
        lambda x: in_a_room(x, rng, decay_s=float(rng.uniform(*REVERBERATION_S))),
        telephoned,
        lambda x: through_codec(x, compression=float(rng.uniform(0.5, 0.95))),
    ]
    shares = np.array([0.5, 0.2, 0.15, 0.15])
    chosen = rng.choice(len(ways), size=int(rng.integers(1, 3)), replace=False, p=shares)
    # A room comes before the microphone's noise, and both before the wire.
    for index in sorted(chosen, key=[1, 0, 2, 3].index):
        samples = ways[index](samples)
    gain = 10 ** (rng.uniform(*LEVEL_DB) / 20)
    return np.clip(samples * gain, -1.0, 1.0).astype(np.float32)


def with_noise(
    samples: np.ndarray,
    rng: np.random.Generator,
    *,
    snr_db: float,
    others: Sequence[np.ndarray],
    kind: str | None = None,
) -> np.ndarray:
    """`kind`: white, pink, babble or hum; one of them at random where it is None."""
    kind = kind or str(rng.choice(["white", "pink", "pink", "babble", "hum"]))
    n = len(samples)
    if kind == "babble":
        chosen = rng.choice(len(others), _BABBLE_VOICES)
        noise = np.sum([np.resize(np.roll(others[i], rng.integers(n)), n) for i in chosen], axis=0)
    elif kind == "hum":
        times = np.arange(n) / RATE_HZ
        mains = rng.choice([50.0, 60.0]) * np.arange(1, 8)
        noise = sum(
            rng.uniform(0.1, 1) / k * np.sin(2 * np.pi * hz * times)
            for k, hz in enumerate(mains, start=1)
        ) + 0.1 * rng.standard_normal(n)
    else:
        noise = rng.standard_normal(n)
        if kind == "pink":
            spectrum = np.fft.rfft(noise)
            spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
            noise = np.fft.irfft(spectrum, n)
    speech_power = _speech_power(samples)
    scale = np.sqrt(speech_power / (np.mean(np.square(noise)) + 1e-12) / 10 ** (snr_db / 10))
    return (samples + scale * noise).astype(np.float32)


def _speech_power(samples: np.ndarray) -> float:
    """Mean power of the louder half of the 20 ms pieces: pauses don't make speech quieter."""
    pieces = np.square(samples[: len(samples) // 320 * 320].reshape(-1, 320)).mean(axis=1)
    return float(pieces[pieces >= np.median(pieces)].mean())


def in_a_room(samples: np.ndarray, rng: np.random.Generator, *, decay_s: float) -> np.ndarray:
    """An exponentially decaying noise tail behind the direct sound (Polack's model)."""
    n_tail = int(decay_s * RATE_HZ)
    times = np.arange(n_tail) / RATE_HZ
    tail = rng.standard_normal(n_tail) * np.exp(-6.9 * times / decay_s)
    tail[: int(0.002 * RATE_HZ)] = 0.0
    direct_to_echo = 10 ** (rng.uniform(0.0, 10.0) / 20)
    tail /= np.sqrt(np.square(tail).sum()) * direct_to_echo
    tail[0] = 1.0
    return fftconvolve(samples, tail)[: len(samples)].astype(np.float32)


def telephoned(samples: np.ndarray) -> np.ndarray:
    """300–3400 Hz and eight bits of mu-law (ITU-T G.711)."""
    band = butter(4, TELEPHONE_HZ, btype="bandpass", fs=RATE_HZ, output="sos")
    narrow = np.clip(sosfiltfilt(band, samples), -1.0, 1.0)
    mu = 255.0
    coded = np.round(np.sign(narrow) * np.log1p(mu * np.abs(narrow)) / np.log1p(mu) * 127) / 127
    return (np.sign(coded) * np.expm1(np.abs(coded) * np.log1p(mu)) / mu).astype(np.float32)


def through_codec(samples: np.ndarray, *, compression: float) -> np.ndarray:
    """There and back through Opus, from 0 (best) to 1 (smallest)."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(
        file, samples, RATE_HZ, format="OGG", subtype="OPUS", compression_level=compression
    )
    file.seek(0)
    decoded, _ = soundfile.read(file, dtype="float32")
    return np.pad(decoded, (0, max(0, len(samples) - len(decoded))))[: len(samples)]
