"""The pipeline, as a list to read aloud.

A stage starts as soon as its needs are there: `audio` from the start, `text` from the start where the caller gave a
reference, else from the transcript. `verdict` is whether the recording can be judged: the diff has the last word on it,
and the transcript where no diff was asked for.
"""

from typing import Any

from shared import contracts
from shared.roster import (
    ALIGNMENT,
    ASR,
    FEEDBACK,
    PHONEME_DIFF,
    PHONEME_MAP,
    TTS,
    VOICE_CONVERSION,
)

from ...schemas.results import TaskResult
from ..facts import transcribed
from ..models import ALIGNER
from ..spec import Need, Pipeline, Showing, Stage
from .checks import callers_field, check_with_services
from .guards import assessable, assessable_or_in_doubt, consented, unjudged
from .materials import PronunciationMaterials
from .meanings import advised, judged, understood
from .options import ProcessOptions
from .reference import Reference
from .result import warnings, whole
from .stages import (
    align,
    alignment_shown,
    coach,
    convert,
    diff,
    diff_shown,
    feedback_shown,
    map_words,
    own_voice_shown,
    speak,
    speech_shown,
    transcribe,
    transcript_shown,
)


def _says_heard(options: ProcessOptions) -> bool:
    return options.say_heard


def _text_is_the_transcript(options: ProcessOptions) -> bool:
    """Else recogniser and aligner listen at the same time."""
    return not options.reference_text


def _text_from_start(options: ProcessOptions) -> dict[str, Any]:
    return {"text": options.reference_text} if options.reference_text else {}


_TRANSCRIPT = Need("transcript", if_there=True)
"""Who says what was read may have it judged by its sound alone."""

PRONUNCIATION = Pipeline(
    "pronunciation",
    stages=(
        Stage(
            "asr",
            transcribe,
            needs=("audio",),
            gives="transcript",
            result=contracts.Transcript,
            shows=transcript_shown,
            service=ASR,
            on_success=understood,
            facts=(transcribed,),
            may_give=("text", "verdict"),
        ),
        Stage(
            "align",
            align,
            needs=("audio", "text", Need("transcript", when=_text_is_the_transcript)),
            gives="alignment",
            result=contracts.Alignment,
            shows=alignment_shown,
            service=ALIGNMENT,
            model=ALIGNER,
            guards=(assessable_or_in_doubt,),
        ),
        Stage(
            "phonemap",
            map_words,
            needs=("text",),
            gives="target_phones",
            result=contracts.PhonemeMap,
            service=PHONEME_MAP,
        ),
        Stage(
            "diff",
            diff,
            needs=("alignment", "target_phones", _TRANSCRIPT),
            gives="diff",
            result=contracts.Diff,
            shows=diff_shown,
            service=PHONEME_DIFF,
            guards=(assessable_or_in_doubt,),
            on_success=judged,
            may_give=("verdict",),
        ),
        Stage(
            "tts",
            speak,
            needs=("text", "target_phones", Need("diff", when=_says_heard)),
            gives="reference_audio",
            result=Reference,
            shows=speech_shown,
            service=TTS,
            optional=True,
            after=("align",),
        ),
        Stage(
            "vc",
            convert,
            needs=("reference_audio", "audio", Need("verdict", if_there=True)),
            gives="own_voice",
            result=contracts.Conversion,
            shows=own_voice_shown,
            service=VOICE_CONVERSION,
            optional=True,
            guards=(consented, assessable),
            under_consent=True,
            leaves=("own_voice.wav",),
        ),
        Stage(
            "feedback",
            coach,
            needs=(
                Need("diff", unless=unjudged),
                Need("alignment", unless=unjudged),
                _TRANSCRIPT,
            ),
            gives="feedback",
            result=contracts.Feedback,
            shows=feedback_shown,
            service=FEEDBACK,
            optional=True,
            on_success=advised,
        ),
    ),
    options=ProcessOptions,
    materials=PronunciationMaterials,
    from_start=_text_from_start,
    showing=Showing(TaskResult, whole, warnings),
    callers_field=callers_field,
    check=check_with_services,
)
