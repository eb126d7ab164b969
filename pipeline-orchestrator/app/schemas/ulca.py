"""What clients of ULCA (the Universal Language Contribution API) and Bhashini send for one model, and are answered; names are theirs.

What they send beside it (`serviceId`, `preProcessors`, `controlConfig` and the like) is passed over: there is one engine for each task.
"""

from typing import Annotated, Literal, get_args

from pydantic import AliasGenerator, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from shared.contracts import Contract, JsonRequest
from shared.languages import well_formed

from .speech import MAX_SPOKEN_CHARS

MOST_SOUNDS = 4
MOST_SPOKEN = 16
MOST_TRANSLATED = 64
MAX_TRANSLATED_CHARS = 5000
RATES_HZ = (8_000, 48_000)
UlcaTask = Literal["asr", "tts", "translation"]
"""As ULCA calls them."""
RECOGNITION, SPEECH, TRANSLATION = get_args(UlcaTask)

_AS_SENT = AliasGenerator(to_camel)
LanguageSent = Annotated[str, BeforeValidator(well_formed)]


class UlcaRequest(JsonRequest):
    model_config = ConfigDict(extra="ignore", alias_generator=_AS_SENT, populate_by_name=True)


class UlcaPart(Contract):
    model_config = ConfigDict(alias_generator=_AS_SENT, populate_by_name=True)


class UlcaLanguage(UlcaPart):
    source_language: LanguageSent
    """Of what is sent, ISO 639-1, a tag or a name."""


class UlcaLanguagePair(UlcaLanguage):
    target_language: LanguageSent
    """Of what is wanted."""


class UlcaSound(UlcaPart):
    audio_content: str | None = None
    """The file, or the samples, in base64."""
    audio_uri: str | None = None
    """Not taken: nothing is fetched from elsewhere."""


class UlcaTextToSay(UlcaPart):
    source: str = Field(min_length=1, max_length=MAX_SPOKEN_CHARS)
    """What to say."""


class UlcaTextToTranslate(UlcaPart):
    source: str = Field(max_length=MAX_TRANSLATED_CHARS)
    """What to translate."""


class UlcaTranscriptionFormat(UlcaPart):
    value: Literal["transcript", "srt", "webvtt"] = "transcript"
    """`transcript`: plain text; the others with the times of its lines."""


class UlcaRecognitionConfig(UlcaPart):
    language: UlcaLanguage
    """Of the speech."""
    audio_format: str | None = Field(default=None, max_length=16)
    """`pcm`: samples without a header, 16 bits, one channel, at `samplingRate`. Anything else is told by the file itself."""
    sampling_rate: int | None = Field(default=None, ge=RATES_HZ[0], le=RATES_HZ[1])
    """In hertz; needed for `pcm` alone."""
    transcription_format: UlcaTranscriptionFormat = UlcaTranscriptionFormat()
    """How the words are written."""


class UlcaRecognitionRequest(UlcaRequest):
    """Recordings, as they are sent for POST /process each."""

    audio: list[UlcaSound] = Field(min_length=1, max_length=MOST_SOUNDS)
    """The recordings, together as large as one upload may be."""
    config: UlcaRecognitionConfig
    """How they are to be heard."""


class UlcaTranscript(UlcaPart):
    source: str
    """What was said; empty where nothing was, or `reason` tells why it can't be told."""
    reason: str | None = None
    """Why a recording was refused: `silence`, `wrong_language` and the like; null where it was not."""


class UlcaRecognition(UlcaPart):
    task_type: UlcaTask = RECOGNITION
    """Which task it was."""
    output: list[UlcaTranscript]
    """One for each recording, in order."""
    config: None = None
    """Nothing to add; ULCA has the field."""


class UlcaSpeechConfig(UlcaPart):
    language: UlcaLanguage
    """Of the texts."""
    gender: Literal["female", "male"] = "female"
    """Of the voice."""
    sampling_rate: int | None = Field(default=None, ge=RATES_HZ[0], le=RATES_HZ[1])
    """In hertz; left out, the voice's own."""


class UlcaSpeechRequest(UlcaRequest):
    """Texts to be said."""

    input: list[UlcaTextToSay] = Field(min_length=1, max_length=MOST_SPOKEN)
    """The texts."""
    config: UlcaSpeechConfig
    """How they are to be said."""


class UlcaSaid(UlcaPart):
    audio_content: str
    """A WAV file, 16 bits, one channel, in base64."""
    audio_uri: None = None
    """Nothing: the sound is here."""


class UlcaSpeechFormat(UlcaPart):
    language: UlcaLanguage
    """As sent."""
    audio_format: Literal["wav"] = "wav"
    """Of each file."""
    encoding: Literal["base64"] = "base64"
    """Of each file's bytes."""
    sampling_rate: int
    """In hertz."""


class UlcaSpeech(UlcaPart):
    task_type: UlcaTask = SPEECH
    """Which task it was."""
    audio: list[UlcaSaid]
    """One for each text, in order."""
    config: UlcaSpeechFormat
    """What the files are."""


class UlcaTranslationConfig(UlcaPart):
    language: UlcaLanguagePair
    """Of all texts."""


class UlcaTranslationRequest(UlcaRequest):
    """Texts that are wanted in another language."""

    input: list[UlcaTextToTranslate] = Field(min_length=1, max_length=MOST_TRANSLATED)
    """The texts."""
    config: UlcaTranslationConfig
    """From which language into which."""


class UlcaTranslated(UlcaPart):
    source: str
    """As sent."""
    target: str | None
    """Null where there is no translation that holds."""
    reason: str | None = None
    """Why there is none, in the words of POST /translate; null where there is one."""


class UlcaTranslation(UlcaPart):
    task_type: UlcaTask = TRANSLATION
    """Which task it was."""
    output: list[UlcaTranslated]
    """One for each text, in order."""
    config: None = None
    """Nothing to add; ULCA has the field."""
