"""What is asked of, and answered by, the voice and the coach through this door."""

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts import (
    SPEAKING_RATES,
    Contract,
    JsonRequest,
    PhoneAlphabet,
    PitchContour,
    SentLexicon,
    SpokenWordTimes,
    Stamped,
)

from ..domain.options import SPEAKER_ID
from .results import ReferenceAudio

MAX_SPOKEN_CHARS = 600
"""A sentence or three to practise; a whole text is spoken as a task's reference."""
MAX_SPOKEN_WORDS = 150
MAX_SSML_CHARS = 2000
"""Tags and text."""
MAX_MAPPED_CHARS = 2000


class SpeechRequest(JsonRequest):
    """A word, pair or sentence to be said; by `phones`, also as it was heard."""

    text: str | None = Field(default=None, min_length=1, max_length=MAX_SPOKEN_CHARS)
    """What to say. With `phones` it only names the words."""
    phones: list[list[str]] | None = Field(default=None, min_length=1, max_length=MAX_SPOKEN_WORDS)
    """What to say, a list of ARPAbet phones (`EH1`) a word, IPA where the language is not English."""
    ssml: str | None = Field(default=None, min_length=1, max_length=MAX_SSML_CHARS)
    """Instead of text and phones: speak, break, prosody (rate, pitch), phoneme (ipa, x-arpabet), say-as, emphasis, lang,
    voice."""
    voice: str | None = Field(default=None, max_length=64)
    """Id of GET /voices; when left out the default voice, or one that speaks the language."""
    language: str | None = Field(default=None, min_length=1, max_length=64)
    """Of the text, `hi` or `hi-IN`; the voice's own when left out."""
    speaker_id: str | None = Field(default=None, pattern=rf"^({SPEAKER_ID.pattern})$")
    """For whom it is: erased with the speaker. Left out, it is kept for the tenant, for the days of its `references`."""
    speaking_rate: float = Field(default=1.0, ge=SPEAKING_RATES[0], le=SPEAKING_RATES[1])
    """1: the voice's own pace; 0.6: slow enough to hear each sound."""

    @model_validator(mode="after")
    def _says_something(self) -> "SpeechRequest":
        if self.text is None and self.phones is None and self.ssml is None:
            raise PydanticCustomError("nothing_to_say", "send text, phones or ssml")
        if self.ssml is not None and (self.text is not None or self.phones is not None):
            raise PydanticCustomError("said_twice", "send either ssml, or text and phones")
        return self


class TextToMap(JsonRequest):
    """A text whose words are to be looked up."""

    text: str = Field(min_length=1, max_length=MAX_MAPPED_CHARS)
    """English, as it stands; `tomato{T AH0 M AA1 T OW0}` gives a word its phones."""
    lexicon: SentLexicon = Field(default_factory=dict)
    """Your own pronunciations, ARPAbet: `{"Priya": ["P R IY1 Y AH0"]}`. Letter case is ignored."""


class PlayableSpeech(Contract):
    audio: ReferenceAudio
    """Where to play it."""
    language: str = "en"
    """Of the text, ISO 639-1."""
    alphabet: PhoneAlphabet = "arpabet"
    """Of all phones here: `arpabet` where all that is said is English, else `ipa`."""
    words: list[SpokenWordTimes] | None = None
    """When each word and phone is spoken; null where the engine can't tell."""
    pitch: PitchContour | None = None
    """Of the speech, for drawing; null when it was not measured."""


class OfferedLanguage(Contract):
    language: str
    """BCP 47, `ta-IN`."""
    quality: str
    """`natural`: the voice's own language; `accented`: with the accent of its own; `robotic`: clear, and plainly a machine."""
    speaker: str | None = None
    """Whose accent it is, `Hindi speaker`; null where the voice's own language is this one."""


class NotesLanguage(Contract):
    code: str
    """ISO 639, what to send as `language`."""
    is_translated: bool
    """By a machine, from the coach's English; nobody has read it."""


class NotesLanguages(Contract):
    items: list[NotesLanguage]
    """In the order of the alphabet."""
    any_translated: bool
    """Whether the translator takes any other language, too: it is a language model, which has no list."""


class OfferedVoice(Contract):
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
    languages: list[OfferedLanguage]
    """All that it speaks, its own first."""


class OfferedVoices(Stamped):
    default_voice: str
    """Id of the voice that speaks when none is asked for."""
    voices: list[OfferedVoice]
    """All that can be asked for."""
