"""Names for what the stages of the pronunciation pipeline give each other."""

from shared.contracts import Alignment, Diff, PhonemeMap, TextSource, Transcript

from ..spec import Materials
from .options import ProcessOptions
from .reference import Reference


class PronunciationMaterials(Materials):
    __slots__ = ()

    @property
    def options(self) -> ProcessOptions:
        options = self.task.options
        assert isinstance(options, ProcessOptions), "a task has the options of its pipeline"
        return options

    @property
    def text_source(self) -> TextSource:
        return self.options.text_source

    @property
    def text(self) -> str:
        return self.given["text"]

    @property
    def transcript(self) -> Transcript | None:
        """None where nobody was asked to recognise what was read."""
        return self.given.get("transcript")

    @property
    def alignment(self) -> Alignment:
        return self.given["alignment"]

    @property
    def target_phones(self) -> PhonemeMap:
        return self.given["target_phones"]

    @property
    def diff(self) -> Diff:
        return self.given["diff"]

    @property
    def reference_audio(self) -> Reference:
        return self.given["reference_audio"]
