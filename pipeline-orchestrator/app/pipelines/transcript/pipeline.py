"""The pipeline, as a list to read aloud."""

from shared.roster import ALIGNMENT, ASR

from ...schemas.transcripts import TranscriptResult
from ..facts import transcribed
from ..spec import Pipeline, Showing, Stage
from .alignment import align
from .checks import check_with_recogniser
from .materials import TranscriptMaterials
from .options import TranscriptOptions
from .pieces import RecordingAlignment, RecordingTranscript
from .recognition import transcribe
from .result import (
    alignment_shown,
    assessable,
    transcript_shown,
    understood,
    warnings,
    whole,
)

FIELDS = {"file": "file", "language": "language"}
"""The recogniser's field → the caller's: what it refuses in these, the caller can mend."""


def _callers_field(field: str, options: TranscriptOptions) -> str | None:
    del options
    return FIELDS.get(field)


TRANSCRIPT = Pipeline(
    "transcript",
    stages=(
        Stage(
            "asr",
            transcribe,
            needs=("audio",),
            gives="transcript",
            result=RecordingTranscript,
            shows=transcript_shown,
            service=ASR,
            on_success=understood,
            facts=(transcribed,),
            in_pieces=True,
        ),
        Stage(
            "align",
            align,
            needs=("audio", "transcript"),
            gives="alignment",
            result=RecordingAlignment,
            shows=alignment_shown,
            service=ALIGNMENT,
            optional=True,
            guards=(assessable,),
            in_pieces=True,
        ),
    ),
    options=TranscriptOptions,
    materials=TranscriptMaterials,
    showing=Showing(TranscriptResult, whole, warnings),
    check=check_with_recogniser,
    callers_field=_callers_field,
    long_recordings=True,
)
