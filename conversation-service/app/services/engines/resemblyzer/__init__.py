"""Voices told apart by Resemblyzer's speaker encoder, in numpy: windows, clusters, and the likeliest way through them."""

from collections.abc import Sequence
from pathlib import Path

from shared.audio.long_recording import LongRecording
from shared.contracts.conversation import MOST_SPEAKERS
from shared.engines import EngineContext
from shared.lazily import Lazily

from ...speech import SpeechRegion
from ..base import SpeakerSpan
from .clustering import speaker_centroids, stretch_vectors
from .encoder import VoiceEncoder
from .spans import speaker_spans
from .windows import voice_windows

MODEL = "resemblyzer"
WEIGHTS = "pretrained.pt"


class ResemblyzerDiarizer:
    """Loaded when first asked. Voice vectors live as long as one call."""

    name = "resemblyzer"
    model_version = "0.1.4"
    most_speakers = MOST_SPEAKERS

    def __init__(self, weights: Path) -> None:
        self._encoder = Lazily(lambda: VoiceEncoder.load(weights))

    @property
    def is_loaded(self) -> bool:
        return self._encoder.is_loaded

    def warm_up(self) -> None:
        """Nothing: a fleet that is never asked holds no weights."""

    def diarize(
        self, recording: LongRecording, regions: Sequence[SpeechRegion], n_speakers: int
    ) -> list[SpeakerSpan]:
        """Spans don't overlap: of two voices at once the nearer one is told."""
        windows = voice_windows(recording, regions, self._encoder.get())
        centroids = speaker_centroids(stretch_vectors(windows), n_speakers)
        return speaker_spans(windows, regions, centroids)


def load(context: EngineContext) -> ResemblyzerDiarizer:
    return ResemblyzerDiarizer(context.model_dir / MODEL / WEIGHTS)
