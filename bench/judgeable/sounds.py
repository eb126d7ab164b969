"""Sounds that are no reading: music of several kinds, hums and noises, made from a seed."""

from collections.abc import Callable

import numpy as np

from shared.audio.decode import RATE_HZ

_SCALE = np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17, 19])
_CHORDS = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (9, 12, 16))
INSTRUMENTS: dict[str, tuple[float, ...]] = {
    "organ": (1.0, 0.5, 0.3, 0.2, 0.1, 0.1),
    "strings": tuple(1 / n for n in range(1, 13)),
    "flute": (1.0, 0.15, 0.05),
    "reed": (1.0, 0.05, 0.6, 0.05, 0.4, 0.05, 0.25, 0.02, 0.1),
    "piano": (1.0, 0.6, 0.35, 0.2, 0.12, 0.07, 0.04),
}
"""Amplitude of each harmonic."""
_DECAYS_S = {"piano": 0.5}
"""What is struck dies away, the rest is held."""


def seconds(duration_s: float) -> np.ndarray:
    return np.arange(round(duration_s * RATE_HZ)) / RATE_HZ


def note(
    pitch_hz: float, duration_s: float, instrument: str, *, vibrato_cents: float = 0.0
) -> np.ndarray:
    time_s = seconds(duration_s)
    cents = vibrato_cents * np.sin(2 * np.pi * 5.5 * time_s)
    phase = 2 * np.pi * np.cumsum(pitch_hz * 2 ** (cents / 1200)) / RATE_HZ
    tone = np.zeros_like(time_s)
    for number, amplitude in enumerate(INSTRUMENTS[instrument], start=1):
        if number * pitch_hz < 0.45 * RATE_HZ:
            tone += amplitude * np.sin(number * phase)
    ends = np.minimum(time_s, duration_s - time_s)
    envelope = np.minimum(1.0, ends / 0.015)
    if instrument in _DECAYS_S:
        envelope = envelope * np.exp(-time_s / _DECAYS_S[instrument])
    return tone * envelope


def pitch_hz(semitones: float, *, root_hz: float) -> float:
    return root_hz * 2 ** (semitones / 12)


def chords(rng: np.random.Generator, duration_s: float, instrument: str) -> np.ndarray:
    root_hz, beat_s = rng.uniform(130, 262), 60 / rng.uniform(60, 150)
    pieces = [
        np.sum(
            [
                note(pitch_hz(step, root_hz=root_hz), 2 * beat_s, instrument)
                for step in _CHORDS[rng.integers(len(_CHORDS))]
            ],
            axis=0,
        )
        for _ in range(int(duration_s / (2 * beat_s)) + 1)
    ]
    return _levelled(np.concatenate(pieces)[: round(duration_s * RATE_HZ)])


def melody(
    rng: np.random.Generator, duration_s: float, instrument: str, *, vibrato_cents: float = 0.0
) -> np.ndarray:
    root_hz, beat_s = rng.uniform(130, 330), 60 / rng.uniform(70, 180)
    pieces: list[np.ndarray] = []
    while sum(map(len, pieces)) < duration_s * RATE_HZ:
        length_s = beat_s * rng.choice([0.5, 1.0, 2.0])
        step = _SCALE[rng.integers(len(_SCALE))]
        pieces.append(
            note(pitch_hz(step, root_hz=root_hz), length_s, instrument, vibrato_cents=vibrato_cents)
        )
    return _levelled(np.concatenate(pieces)[: round(duration_s * RATE_HZ)])


def arpeggios(rng: np.random.Generator, duration_s: float, instrument: str) -> np.ndarray:
    """Broken chords, sixteenth after sixteenth, that ring into one another."""
    root_hz, step_s = rng.uniform(130, 262), 15 / rng.uniform(70, 130)
    out = np.zeros(round((duration_s + 2) * RATE_HZ))
    for index in range(int(duration_s / step_s)):
        chord = _CHORDS[index // 8 % len(_CHORDS)]
        step = chord[index % 3] + 12 * (index // 3 % 2)
        sound = note(pitch_hz(step, root_hz=root_hz), 3 * step_s, instrument)
        start = round(index * step_s * RATE_HZ)
        out[start : start + len(sound)] += sound
    return _levelled(out[: round(duration_s * RATE_HZ)])


def drums(rng: np.random.Generator, duration_s: float) -> np.ndarray:
    beat_s = 60 / rng.uniform(80, 150)
    out = np.zeros(round((duration_s + 1) * RATE_HZ))
    for index in range(int(2 * duration_s / beat_s)):
        start = round(index * beat_s / 2 * RATE_HZ)
        time_s = seconds(0.25)
        if index % 4 == 0:
            hit = np.sin(2 * np.pi * 55 * time_s) * np.exp(-time_s / 0.08)
        elif index % 4 == 2:
            hit = 0.7 * rng.normal(size=len(time_s)) * np.exp(-time_s / 0.05)
        else:
            hit = 0.25 * np.diff(rng.normal(size=len(time_s) + 1)) * np.exp(-time_s / 0.02)
        out[start : start + len(hit)] += hit
    return _levelled(out[: round(duration_s * RATE_HZ)])


def band(rng: np.random.Generator, duration_s: float, instrument: str) -> np.ndarray:
    return _levelled(
        chords(rng, duration_s, instrument)
        + 0.8 * melody(rng, duration_s, "reed")
        + 0.7 * drums(rng, duration_s)
    )


def sung(rng: np.random.Generator, duration_s: float) -> np.ndarray:
    """A melody on an `ah`, with vibrato: a sawtooth through three formants."""
    from scipy.signal import lfilter

    source = melody(rng, duration_s, "strings", vibrato_cents=rng.uniform(10, 35))
    for centre_hz, width_hz in ((700, 110), (1150, 120), (2500, 170)):
        radius = np.exp(-np.pi * width_hz / RATE_HZ)
        angle = 2 * np.pi * centre_hz / RATE_HZ
        source = np.asarray(
            lfilter([1 - radius], [1, -2 * radius * np.cos(angle), radius**2], source)
        )
    return _levelled(source)


def hummed(rng: np.random.Generator, duration_s: float) -> np.ndarray:
    """One held note of a voice with its mouth closed, which drifts a little."""
    drift = np.cumsum(rng.normal(0, 0.02, round(duration_s * RATE_HZ))) / 30
    phase = 2 * np.pi * np.cumsum(rng.uniform(110, 260) * 2 ** (drift / 1200)) / RATE_HZ
    return _levelled(np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.1 * np.sin(3 * phase))


def music(kind: str, rng: np.random.Generator, duration_s: float) -> np.ndarray:
    """One of MUSIC, at -20 dBFS."""
    return MUSIC[kind](rng, duration_s)


MUSIC: dict[str, Callable[[np.random.Generator, float], np.ndarray]] = {
    **{
        f"{name} chords": lambda rng, s, name=name: chords(rng, s, name)
        for name in ("organ", "strings", "piano")
    },
    **{
        f"{name} melody": lambda rng, s, name=name: melody(rng, s, name)
        for name in ("flute", "reed", "piano", "strings")
    },
    "violin melody": lambda rng, s: melody(rng, s, "strings", vibrato_cents=25),
    "piano arpeggios": lambda rng, s: arpeggios(rng, s, "piano"),
    "organ arpeggios": lambda rng, s: arpeggios(rng, s, "organ"),
    "band": lambda rng, s: band(rng, s, "strings"),
    "piano and drums": lambda rng, s: _levelled(chords(rng, s, "piano") + 0.6 * drums(rng, s)),
    "sung": sung,
    "hummed": hummed,
}


def coloured_noise(rng: np.random.Generator, duration_s: float, *, exponent: float) -> np.ndarray:
    """Power falls with frequency to the `exponent`: 0 white, 1 pink, 2 brown. At -20 dBFS.

    From 20 Hz on; the noise of bench.accuracy and of training goes on below, and is other audio.
    """
    n_samples = round(duration_s * RATE_HZ)
    spectrum = np.fft.rfft(rng.normal(size=n_samples))
    hz = np.maximum(np.fft.rfftfreq(n_samples, 1 / RATE_HZ), 20.0)
    return _levelled(np.fft.irfft(spectrum * hz ** (-exponent / 2), n_samples))


def mains_hum(duration_s: float, *, mains_hz: float = 50.0, n_harmonics: int = 6) -> np.ndarray:
    time_s = seconds(duration_s)
    return _levelled(
        np.sum(
            [np.sin(2 * np.pi * mains_hz * n * time_s) / n for n in range(1, n_harmonics + 1)],
            axis=0,
        )
    )


def clicks(rng: np.random.Generator, duration_s: float) -> np.ndarray:
    """Keys being typed."""
    out = 1e-4 * rng.normal(size=round(duration_s * RATE_HZ))
    for start in rng.integers(0, len(out) - 400, size=int(5 * duration_s)):
        out[start : start + 400] += 0.3 * rng.normal(size=400) * np.exp(-np.arange(400) / 80)
    return out


def level_dbfs(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-12))


def _levelled(samples: np.ndarray, dbfs: float = -20.0) -> np.ndarray:
    return (samples * 10 ** ((dbfs - level_dbfs(samples)) / 20)).astype(np.float32)
