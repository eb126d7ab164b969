"""A recording, chunk by chunk through the network."""

from typing import Protocol

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.audio.long_recording import LongRecording

from .layout import MELS_PER_FRAME, N_SPEAKERS, StreamLayout
from .mels import log_mels, n_mel_frames
from .memory import SpeakerMemory


class StreamStep(Protocol):
    layout: StreamLayout
    n_dimensions: int

    def run(
        self, mels: np.ndarray, cache: np.ndarray, fifo: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """As SortformerGraph's."""
        ...


def speaking_probabilities(
    recording: LongRecording, step: StreamStep, n_speakers: int
) -> np.ndarray:
    """That each speaker speaks in each 80 ms, float32 (n_frames, 4); in order of arrival, those beyond `n_speakers` never."""
    layout = step.layout
    memory = SpeakerMemory(layout, step.n_dimensions, n_speakers)
    n_mels = n_mel_frames(recording)
    heard = [np.zeros((0, N_SPEAKERS), np.float32)]
    for start in range(0, n_mels, layout.chunk * MELS_PER_FRAME):
        raise_if_abandoned()
        stop = min(start + layout.chunk * MELS_PER_FRAME, n_mels)
        first = max(0, start - layout.left * MELS_PER_FRAME)
        last = min(n_mels, stop + layout.right * MELS_PER_FRAME)
        told, embedded = step.run(log_mels(recording, first, last), memory.cache, memory.fifo)
        left, right = (start - first) // MELS_PER_FRAME, -(-(last - stop) // MELS_PER_FRAME)
        heard.append(memory.take(told, embedded, left=left, right=right))
    return np.concatenate(heard)
