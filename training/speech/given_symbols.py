"""Speech from Kokoro's own symbols: phones that ARPAbet lacks, and tts-service never speaks."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from shared.audio import loudness
from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample
from shared.mount import module_of
from shared.roster import TTS

from ..run.arrays import save_array
from ..run.workers import make_missing

SYMBOL_IDS = {
    "a": 43, "e": 47, "o": 57, "r": 60, "ɒ": 71, "ɖ": 80, "ɾ": 125, "ʈ": 132, "ʋ": 136, "ː": 158, "ʰ": 162,
}  # fmt: skip
"""Of Kokoro-82M's config.json, beside those that tts-service speaks with."""


class WrittenInSymbols(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def voice(self) -> str: ...
    @property
    def symbols(self) -> str: ...
    @property
    def rate(self) -> float: ...


def speak_symbols(
    plan: Sequence[WrittenInSymbols], *, kokoro_dir: Path, folder: Path, processes: int
) -> Iterator[int]:
    """Speak what the folder lacks, int16 at 16 kHz in `<id>.npy`; yields how many are done."""
    return make_missing(
        plan,
        folder,
        partial(_speak_into, folder),
        processes=processes,
        prepare=_open_voice,
        arguments=(kokoro_dir,),
    )


_voice: Any = None
"""The synthesiser of a worker process."""


def _open_voice(kokoro_dir: Path) -> None:
    global _voice
    engine = module_of(TTS, "services.engines.kokoro")
    module_of(TTS, "utils.kokoro_phones").SYMBOL_IDS.update(SYMBOL_IDS)
    _voice = engine.Kokoro(kokoro_dir, threads=1)


def _speak_into(folder: Path, utterance: WrittenInSymbols) -> None:
    """At about -20 dBFS."""
    rate_hz = module_of(TTS, "services.engines.kokoro").RATE_HZ
    samples, _ = _voice._infer(utterance.symbols, _voice._style(utterance.voice), utterance.rate)
    tidy = loudness.faded(loudness.trimmed(samples, rate_hz), rate_hz)
    speech = resample(loudness.levelled(tidy, rate_hz), rate_hz, RATE_HZ)
    save_array(folder / f"{utterance.id}.npy", to_pcm(speech))


def to_pcm(samples: np.ndarray) -> np.ndarray:
    return (np.clip(samples, -1, 1) * 32767).astype(np.int16)
