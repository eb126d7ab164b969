"""Names for what the stages of the transcript pipeline give each other."""

from ..spec import Materials
from .options import TranscriptOptions
from .pieces import RecordingTranscript


class TranscriptMaterials(Materials):
    __slots__ = ()

    @property
    def options(self) -> TranscriptOptions:
        options = self.task.options
        assert isinstance(options, TranscriptOptions), "a task has the options of its pipeline"
        return options

    @property
    def transcript(self) -> RecordingTranscript:
        return self.given["transcript"]
