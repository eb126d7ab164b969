"""The pipeline, as a list to read aloud.

Who spoke when, and who said what, come first: the rest needs them. Moments are found in what there is once the talk and the accent
were looked at, also where one of both failed.
"""

from shared.contracts.conversation import ConversationAnalysis, DiarizedRecording
from shared.roster import ALIGNMENT, ASR, CONVERSATION

from ...schemas.calls import CallResult
from ..facts import call_analysed, postprocessed, transcribed
from ..indexing import indexing_stage
from ..spec import Pipeline, Showing, Stage
from ..transcript.checks import require_recognised
from ..upstreams import Upstreams
from .accent import judge
from .analysis import analyse
from .coaching import find_moments
from .diarization import diarize
from .guards import assessable, english, with_words
from .materials import CallMaterials
from .options import CallOptions
from .recognition import transcribe
from .result import (
    accent_shown,
    analysis_shown,
    coached,
    diarization_shown,
    moments_shown,
    transcript_shown,
    understood,
    warnings,
    whole,
)
from .searched import call_to_index
from .stored import CallAccent, CallMoments, CallTranscript

TOLD, FOUND = "asr", "moments"
"""Stages that tell the turns, and the moments."""
FIELDS = {"file": "file", "audio_key": "file", "language": "language", "speakers": "speakers", "channels": "channels"}  # fmt: skip
"""A service's field → the caller's: what it refuses in these, the caller can mend."""


def _callers_field(field: str, options: CallOptions) -> str | None:
    del options
    return FIELDS.get(field)


async def _check(options: CallOptions, upstreams: Upstreams) -> None:
    """Raises as `require_recognised` does."""
    await require_recognised(options.language, upstreams)


CALLS = Pipeline(
    "calls",
    stages=(
        Stage(
            "diarize",
            diarize,
            needs=("audio",),
            gives="diarization",
            result=DiarizedRecording,
            shows=diarization_shown,
            service=CONVERSATION,
        ),
        Stage(
            TOLD,
            transcribe,
            needs=("audio", "diarization"),
            gives="turns",
            result=CallTranscript,
            shows=transcript_shown,
            service=ASR,
            on_success=understood,
            facts=(transcribed, postprocessed),
            in_pieces=True,
        ),
        Stage(
            "analyse",
            analyse,
            needs=("turns",),
            gives="analysis",
            result=ConversationAnalysis,
            shows=analysis_shown,
            service=CONVERSATION,
            optional=True,
            guards=(assessable, with_words),
        ),
        Stage(
            "accent",
            judge,
            needs=("audio", "turns"),
            gives="accent",
            result=CallAccent,
            shows=accent_shown,
            service=ALIGNMENT,
            optional=True,
            guards=(assessable, with_words, english),
            in_pieces=True,
        ),
        Stage(
            FOUND,
            find_moments,
            needs=("turns",),
            gives="moments",
            result=CallMoments,
            shows=moments_shown,
            guards=(assessable, with_words),
            on_success=coached,
            facts=(call_analysed,),
            after=("analyse", "accent"),
        ),
        indexing_stage(
            call_to_index,
            needs=("turns",),
            after=("analyse", "accent"),
            guards=(assessable, with_words),
        ),
    ),
    options=CallOptions,
    materials=CallMaterials,
    showing=Showing(CallResult, whole, warnings),
    check=_check,
    callers_field=_callers_field,
    long_recordings=True,
)
