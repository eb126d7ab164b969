"""The reference through a filter that depends on the samples: deterministic, no models."""

import hashlib
from collections.abc import Sequence

import numpy as np

from shared.audio import Audio
from shared.engines import EngineContext

from .base import Converted, Features, Sample, StudiedReference


class MockConverter:
    name = "mock"
    model_version = "mock-1"

    def warm_up(self) -> None:
        """Nothing to warm up."""

    def measure(self, audio: Audio, heard: object) -> Features:
        del audio, heard
        return {}

    def study(self, reference: Audio) -> Features:
        del reference
        return {}

    def convert(self, reference: StudiedReference, samples: Sequence[Sample]) -> Converted:
        """The mean of the reference and itself, delayed by 1–16 samples that the voice decides."""
        said = reference.audio
        digest = hashlib.sha256(
            b"".join(sample.audio.samples.tobytes() for sample in samples)
        ).digest()
        delay = 1 + digest[0] % 16
        delayed = np.concatenate([np.zeros(delay, np.float32), said.samples])
        mixed = (said.samples + delayed[: len(said.samples)]) / 2
        return Converted(mixed.astype(np.float32), said.rate_hz)


def load(context: EngineContext) -> MockConverter:
    del context
    return MockConverter()
