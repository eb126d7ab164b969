"""What a caller may ask for, defined once: the form, the stored JSON, the documentation and the stages read it here.

A field is a line of `ProcessOptions`: its type, what makes it of what was sent, its default, and what it means. Nothing
else has to know of it but the stage that uses it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from shared.contracts import SPEAKING_RATES, CallerLexicon, StageName, TextSource
from shared.contracts.docstrings import attribute_docstrings
from shared.errors import InvalidInput
from shared.phonetics.arpabet import UnknownPhone, parse_phones

from ..utils.text import has_word

MAX_TEXT_CHARS = 2000
MAX_LEXICON_WORDS = 500
MAX_VOICE_CHARS = 64
LANGUAGE = re.compile(r"[a-z]{2,3}")
SPEAKER_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
FEEDBACK_LANGUAGE = "en"
"""Every coach has it."""
STAGE_NAMES: tuple[StageName, ...] = get_args(StageName)
"""Of the pronunciation pipeline, in its order."""

_LEXICON: TypeAdapter[CallerLexicon] = TypeAdapter(CallerLexicon)

O = TypeVar("O", bound="Options")  # noqa: E741


@dataclass(frozen=True, slots=True)
class Sent:
    """How a field of the options comes in a form."""

    read: Callable[[Any], Any] = lambda value: value
    """From what was sent, or None, to the value. Raises InvalidInput that names the field."""
    kind: Any = str | None
    """What the form holds."""
    examples: tuple[str, ...] = ()


class Options(BaseModel):
    """What every pipeline's request says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    FIRST_FIELDS: ClassVar[frozenset[str]] = frozenset()
    """Fields of the release whose tasks were the first to have fingerprints."""

    stages: tuple[str, ...]
    """Names of the stages that were asked for, in pipeline order."""
    consent_voice_cloning: bool = False
    """The speaker agreed, with the request or by their standing consent."""
    speaker_id: str | None = None
    """The caller's own name for the speaker."""

    def with_consent(self) -> Self:
        return self.model_copy(update={"consent_voice_cloning": True})

    def identity(self) -> dict[str, Any]:
        """What makes two requests equal. A field that came later counts only where it was set: a request that says
        nothing of it equals the one that was stored before there was such a field."""
        return {
            name: value
            for name, value in self.model_dump().items()
            if name in self.FIRST_FIELDS
            or value != type(self).model_fields[name].get_default(call_default_factory=True)
        }


def read_sent(kind: type[O], sent: Mapping[str, Any]) -> O:
    """The options of the fields of a form. Raises InvalidInput that names the field."""
    return kind(
        **{
            name: how_sent(field).read(sent[name])
            for name, field in fields_of(kind).items()
            if name in sent
        }
    )


def fields_of(kind: type[Options]) -> dict[str, FieldInfo]:
    """In the order in which the definition has them: pydantic puts what a base has first."""
    names = [name for name in kind.__annotations__ if name in kind.model_fields]
    return {name: kind.model_fields[name] for name in [*names, *kind.model_fields]}


def meanings_of(kind: type[Options]) -> dict[str, str]:
    """What each field means, for whoever fills in a form."""
    written = attribute_docstrings(kind)
    told = {
        name: field.description or written.get(name) for name, field in kind.model_fields.items()
    }
    return {name: text for name, text in told.items() if text}


def how_sent(field: FieldInfo) -> Sent:
    found = next((each for each in field.metadata if isinstance(each, Sent)), None)
    return found or Sent(kind=field.annotation)


def read_speaker_id(speaker_id: str) -> str:
    """Raises InvalidInput."""
    if not SPEAKER_ID.fullmatch(speaker_id):
        raise InvalidInput(
            "a speaker's id is 1 to 64 letters, digits, '.', '_' and '-': your own name for the speaker, "
            "better no real one",
            field="speaker_id",
        )
    return speaker_id


def _speaker_id(sent: str | None) -> str | None:
    name = (sent or "").strip()
    return read_speaker_id(name) if name else None


def _reference_text(text: str | None) -> str | None:
    if text is None or not text:
        return None
    _check_storable(text, "reference_text")
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


def _check_storable(text: str, field: str) -> None:
    """Raises InvalidInput for what is no text: Postgres takes no NUL, and nothing takes half a surrogate pair."""
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise InvalidInput(
            "leave out the NUL characters and broken surrogate pairs: they are no text", field=field
        )


def _first_language(code: str | None) -> str | None:
    if not code:
        return None
    if not LANGUAGE.fullmatch(code):
        raise InvalidInput("send an ISO 639 code such as hi, ta, te, bn or ml", field="l1")
    return code


def _feedback_language(code: str | None) -> str:
    """Whether the coach has it, only the feedback service knows."""
    if not code:
        return FEEDBACK_LANGUAGE
    if not LANGUAGE.fullmatch(code):
        raise InvalidInput("send an ISO 639 code such as en", field="language")
    return code


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
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    if unknown := sorted(wanted - set(STAGE_NAMES)):
        raise InvalidInput(
            f"there is no stage {unknown[0][:20]!r}: the stages are {', '.join(STAGE_NAMES)}",
            field="stages",
        )
    if not wanted:
        raise InvalidInput("name at least one stage", field="stages")
    return tuple(name for name in STAGE_NAMES if name in wanted)


def _lexicon(text: str | None) -> CallerLexicon:
    if text is None or not text.strip():
        return {}
    try:
        lexicon = _LEXICON.validate_json(text)
    except ValidationError as error:
        raise InvalidInput(
            'the lexicon must be a JSON object of words to ARPAbet: {"Priya": ["P R IY1 Y AH0"]}',
            field="lexicon",
        ) from error
    if len(lexicon) > MAX_LEXICON_WORDS:
        raise InvalidInput(f"at most {MAX_LEXICON_WORDS} words are taken", field="lexicon")
    for word, pronunciations in lexicon.items():
        _check_storable(word, "lexicon")
        if not has_word(word) or not pronunciations:
            raise InvalidInput("each word needs letters and a pronunciation", field="lexicon")
        for phones in pronunciations:
            _check_phones(phones)
    return lexicon


def _check_phones(phones: str) -> None:
    try:
        parsed = parse_phones(phones)
    except UnknownPhone as error:
        raise InvalidInput(str(error), field="lexicon") from error
    if not parsed:
        raise InvalidInput("a pronunciation needs at least one phone", field="lexicon")


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

    reference_text: Annotated[str | None, Sent(_reference_text)] = None
    """What was read aloud, at most 2000 characters. Without it the transcript is judged."""
    l1: Annotated[str | None, Sent(_first_language, examples=("hi",))] = None
    """First language of the speaker, ISO 639: `hi`, `ta`, `te`, `bn` … It names slips, it never makes one."""
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
    lexicon: Annotated[CallerLexicon, Sent(_lexicon)] = Field(default_factory=dict)
    """Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`."""
    speaker_id: Annotated[str | None, Sent(_speaker_id, examples=("learner-17",))] = None
    """Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -: their standing consent (POST
    /speakers/{id}/consent) then counts for this recording."""
    say_heard: bool = False
    """true: each wrong word is also spoken as it was heard."""
    language: Annotated[str, Sent(_feedback_language, examples=("en",))] = FEEDBACK_LANGUAGE
    """Language of the feedback, ISO 639: one of the feedback service's /languages."""
