"""What goes over the wire; what /speak answers is shared.contracts.SpeechAnswer."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from shared.audio.formats import AudioFormat
from shared.contracts import SPEAKING_RATES, AnyCase, Contract, JsonRequest, SentLexicon, Stamped

MAX_TEXT_CHARS = 5000
"""About six minutes of speech."""
MAX_SSML_CHARS = 20_000
"""Tags and text; the text in it is held to MAX_TEXT_CHARS."""

WordPhones = Annotated[list[str], Field(min_length=1, max_length=60)]


class SpeakRequest(JsonRequest):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"text": "It's a very good school.", "voice": "af_heart", "speaking_rate": 1.0},
                {
                    "text": "very good",
                    "phones": [["V", "EH1", "R", "IY0"], ["G", "UH1", "D"]],
                    "voice": "am_michael",
                },
                {"text": "Priya called.", "lexicon": {"Priya": ["P R IY1 Y AH0"]}},
                {"text": "आपका ऑर्डर कल पहुँचेगा।", "language": "hi"},
                {"ssml": "<speak>Say <emphasis>very</emphasis>.<break time='1s'/> Again.</speak>"},
            ]
        },
    )

    text: str | None = Field(default=None, min_length=1, max_length=MAX_TEXT_CHARS)
    """What to say. With `phones` it only names the words and punctuates them, and may be left out."""
    ssml: str | None = Field(default=None, min_length=1, max_length=MAX_SSML_CHARS)
    """Instead of text and phones: speak, break, prosody (rate, pitch), phoneme (ipa, x-arpabet), say-as, emphasis, lang,
    voice."""
    phones: Annotated[list[WordPhones], Field(min_length=1, max_length=1500)] | None = None
    """What to say, a list of ARPAbet phones (`EH1`) a word, IPA where the language is not English; spoken exactly as given."""
    lexicon: SentLexicon | None = None
    """The caller's own pronunciations of English words of the text."""
    language: str | None = Field(default=None, min_length=1, max_length=64)
    """Of the text, `hi` or `hi-IN`; the voice's own when left out. English words may stand within a text of another language."""
    voice: str | None = Field(default=None, max_length=64)
    """Id from GET /voices; when left out TTS_DEFAULT_VOICE, or one that speaks the language."""
    speaking_rate: float = Field(default=1.0, ge=SPEAKING_RATES[0], le=SPEAKING_RATES[1])
    """1: the voice's own pace; 2: twice as fast."""
    format: Annotated[AudioFormat, AnyCase] = "wav"
    """wav: 24 kHz, 16 bit; ogg: Opus."""

    @model_validator(mode="after")
    def _says_something(self) -> "SpeakRequest":
        if self.text is None and self.ssml is None and self.phones is None:
            raise PydanticCustomError("nothing_to_say", "send text, phones or ssml")
        return self


class KeptSpeakRequest(SpeakRequest):
    cache_prefix: str | None = Field(default=None, max_length=200)
    """Folder of the store below `speech/` whose earlier speech is used again, and where this is kept for later. Who names
    none shares `tts/` with all others who don't."""
    key_prefix: str | None = Field(default=None, max_length=200)
    """Folder below `tasks/` that gets a copy, which the answer names: it is erased with what else lies there."""


class VoiceLanguage(Contract):
    language: str
    """BCP 47, `ta-IN`."""
    quality: str
    """`natural`: its own language; `accented`: with the accent of its own; `robotic`: clear, and plainly a machine."""
    speaker: str | None = None
    """Whose accent it is, `Hindi speaker`; null where the voice's own language is this one."""


class VoiceEntry(Contract):
    id: str
    """What to send as `voice`."""
    accent: str
    """BCP 47 of the voice's own language: en-US is the target, en-GB is offered for comparison."""
    gender: str
    """`female` or `male`."""
    quality: str
    """In its own language: `natural` or `robotic`."""
    licence: str
    """Of the voice, and so of what it says."""
    languages: list[VoiceLanguage]
    """All that it speaks, its own first."""
    changes_pitch: bool
    """Whether `<prosody pitch>` may ask it to speak higher or lower."""
    sample_url: str
    """A short WAV of the voice; a path, since a Host header should have no say in where it is."""


class VoiceList(Stamped):
    default_voice: str
    """Id of the voice that speaks when none is asked for."""
    voices: list[VoiceEntry]
    """All that the engine has."""


class SpokenBy(Contract):
    language: str
    """ISO 639-1."""
    name: str
    """In English."""
    quality: str
    """Of the best of its voices: `natural`, `accented` or `robotic`."""
    words_misheard: float | None
    """Of all words, those that Whisper base hears otherwise; null where nobody measured it."""
    phones_otherwise: float | None
    """Of all broad phones, those that are others than eSpeak NG's, which is no truth; null where nobody measured it."""
    measured_on: str | None
    """What it was measured on; null where nobody did."""


class ModelThatSpeaks(Contract):
    name: str
    """Of a listed model; `own`: the service's own engine; else a program's that stands beside it."""
    engine: str
    """Name of the engine that it is loaded by."""
    model_version: str
    """Version of the engine's model."""
    state: str
    """`loaded`; `waiting`: it is loaded when it is first asked for; `loading`."""
    load_s: float | None
    """Seconds that loading took, the last time; null where it was not asked for yet, and of a program."""
    share: float | None
    """Of a listed model: of the requests in its languages, those that it is given. 1: it is their model; less: it is on trial. Null for
    the service's own and for programs, which are given the rest."""
    licence: str | None
    """As its list has it; of the others that of their voices, null where these differ."""
    languages: list[SpokenBy]
    """That it is asked for: what a listed model serves, all that the others' voices speak."""
    voices: list[str]
    """Their ids."""


class ModelsThatSpeak(Stamped):
    models: list[ModelThatSpeaks]
    """The service's own engine, of which the stamp is, then those beside it."""
