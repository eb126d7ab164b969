"""What a caller may ask the pronunciation pipeline for: a line of `ProcessOptions` each.

Its type, what makes it of what was sent, its default, and what it means. Nothing else has to know of it but the stage that
uses it.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts import SPEAKING_RATES, CallerLexicon, TextSource
from shared.errors import InvalidInput
from shared.languages import read_language
from shared.likeness import shown

from ...domain.options import Options, Sent, sent_speaker_id
from ...schemas.results import STAGE_NAMES
from ...utils.text import check_storable, has_word
from ..lexicon import read_lexicon

MAX_TEXT_CHARS = 2000
MAX_VOICE_CHARS = 64
FEEDBACK_LANGUAGE = "en"
"""Every coach has it."""


def _assignment_id(sent: str | None) -> UUID | None:
    if sent is None or not sent.strip():
        return None
    try:
        return UUID(sent.strip())
    except ValueError as error:
        raise InvalidInput(
            "an assignment_id is the id of an assignment from GET /assignments",
            field="assignment_id",
        ) from error


def read_text(text: str | None) -> str | None:
    """Raises InvalidInput."""
    if text is None or not text:
        return None
    check_storable(text, "reference_text")
    if len(text) > MAX_TEXT_CHARS:
        raise InvalidInput(
            f"the text has {len(text)} characters; at most {MAX_TEXT_CHARS} are taken",
            field="reference_text",
        )
    if not has_word(text):
        raise InvalidInput(
            "the text holds no word: write what was read aloud in Latin letters, or leave it out",
            field="reference_text",
        )
    return text.strip()


def _voice(voice: str | None) -> str | None:
    """Whether there is such a voice, only the TTS service knows."""
    voice = (voice or "").strip()
    if len(voice) > MAX_VOICE_CHARS or not voice.isprintable():
        raise InvalidInput(
            f"a voice is an id from the TTS service's /voices, at most {MAX_VOICE_CHARS} characters",
            field="voice",
        )
    return voice or None


def _first_language(sent: str | None) -> str | None:
    return read_language(sent, "l1") if sent else None


def _feedback_language(sent: str | None) -> str:
    """Whether the coach has it, only the feedback service knows."""
    return read_language(sent, "language") if sent else FEEDBACK_LANGUAGE


def _speaking_rate(rate: float) -> float:
    slowest, fastest = SPEAKING_RATES
    if not slowest <= rate <= fastest:
        raise InvalidInput(
            f"send a rate between {slowest:g} and {fastest:g}", field="speaking_rate"
        )
    return rate


def _stages(names: str | None) -> tuple[str, ...]:
    if names is None or not names.strip():
        return STAGE_NAMES
    wanted = {name.strip().lower() for name in names.split(",") if name.strip()}
    if unknown := sorted(wanted - set(STAGE_NAMES)):
        raise InvalidInput(
            f"there is no stage '{shown(unknown[0])}': the stages are {', '.join(STAGE_NAMES)}",
            field="stages",
        )
    if not wanted:
        raise InvalidInput("name at least one stage", field="stages")
    return tuple(name for name in STAGE_NAMES if name in wanted)


class ProcessOptions(Options):
    """What POST /process and POST /tasks can be asked for, beside the recording and the voice samples."""

    FIRST_FIELDS = frozenset(
        {
            "reference_text",
            "l1",
            "voice",
            "speaking_rate",
            "stages",
            "lexicon",
            "consent_voice_cloning",
            "speaker_id",
            "say_heard",
        }
    )

    @property
    def text_source(self) -> TextSource:
        return "reference" if self.reference_text else "transcript"

    reference_text: Annotated[str | None, Sent(read_text)] = None
    """What was read aloud, at most 2000 characters. Without it the transcript is judged."""
    l1: Annotated[str | None, Sent(_first_language, examples=("hi",))] = None
    """First language of the speaker, ISO 639: `hi`, `ta`, `zh`, `es` …, `en` for a native; `hi-IN` and `Hindi` are understood. Worth giving: the habits of its
    speakers are then expected, and far more of the slips are heard. It moves no score."""
    voice: Annotated[str | None, Sent(_voice, examples=("af_heart",))] = None
    """Voice of the reference, an id from the TTS service's /voices."""
    speaking_rate: Annotated[float, Sent(_speaking_rate, kind=float)] = 1.0
    """Of the reference: 1 is the voice's own pace, 0.5 half, 2 twice."""
    consent_voice_cloning: bool = False
    """true: the speaker agrees that a reference in their own voice is made (wording in the README). It can be
    revoked."""
    stages: Annotated[tuple[str, ...], Sent(_stages)] = Field(
        default=STAGE_NAMES,
        description=f"Comma-separated: {', '.join(STAGE_NAMES)}. All by default.",
    )
    lexicon: Annotated[CallerLexicon, Sent(read_lexicon)] = Field(default_factory=dict)
    """Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`."""
    speaker_id: Annotated[str | None, Sent(sent_speaker_id, examples=("learner-17",))] = None
    """Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -: their standing consent (POST
    /speakers/{id}/consent) then counts for this recording."""
    say_heard: bool = False
    """true: each wrong word is also spoken as it was heard."""
    language: Annotated[str, Sent(_feedback_language, examples=("en",))] = FEEDBACK_LANGUAGE
    """Language of the feedback, ISO 639: one of GET /languages."""
    assignment_id: Annotated[UUID | None, Sent(_assignment_id)] = None
    """What it was recorded for: an assignment of a class that the speaker is in (GET /assignments). `reference_text` is then
    one of its texts, and its lexicon counts."""
