"""What a caller may ask the transcript pipeline for: a line of `TranscriptOptions` each."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from shared.contracts import CallerLexicon
from shared.languages import read_language

from ...domain.options import NOT_SENT, Options, Sent, sent_speaker_id
from ..lexicon import read_lexicon

DETECT = "auto"
LANGUAGE = "en"
STAGES = ("asr", "align")


def spoken_language(sent: str | None) -> str:
    """Whether it is recognised, only the recogniser knows."""
    name = (sent or LANGUAGE).strip()
    return DETECT if name.lower() == DETECT else read_language(name, "language")


class TranscriptOptions(Options):
    """What POST /transcripts can be asked for, beside the recording."""

    language: Annotated[str, Sent(spoken_language, examples=("en", "auto"))] = LANGUAGE
    """Language that is spoken, ISO 639, or `auto` to have it told by the recording. One in another is not transcribed."""
    phones: bool = False
    """true: when each phone of the words was said, too. It takes about as long again; American English alone."""
    lexicon: Annotated[CallerLexicon, Sent(read_lexicon)] = Field(default_factory=dict)
    """Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`; of use with `phones`."""
    speaker_id: Annotated[str | None, Sent(sent_speaker_id, examples=("agent-17",))] = None
    """Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -: what is kept of the recording goes when the speaker is erased."""
    stages: Annotated[tuple[str, ...], NOT_SENT] = STAGES[:1]
    consent_voice_cloning: Annotated[bool, NOT_SENT] = False

    @model_validator(mode="before")
    @classmethod
    def _stages_follow_from_the_request(cls, sent: Any) -> Any:
        if isinstance(sent, dict) and "stages" not in sent:
            return sent | {"stages": STAGES if sent.get("phones") else STAGES[:1]}
        return sent
