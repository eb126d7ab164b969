"""A diarizer without a model: every stretch of speech is another speaker's."""

from collections.abc import Sequence

from shared.audio.long_recording import LongRecording
from shared.contracts.conversation import MOST_SPEAKERS
from shared.engines import EngineContext

from ..speech import SpeechRegion
from .base import SpeakerSpan


class MockDiarizer:
    name = "mock"
    model_version = "1"
    most_speakers = MOST_SPEAKERS

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def diarize(
        self, recording: LongRecording, regions: Sequence[SpeechRegion], n_speakers: int
    ) -> list[SpeakerSpan]:
        del recording
        return [
            SpeakerSpan(number % n_speakers, region.start_s, region.end_s)
            for number, region in enumerate(regions)
        ]


def load(context: EngineContext) -> MockDiarizer:
    del context  # it needs neither models nor settings
    return MockDiarizer()
