"""What goes over the wire; what /speak answers is shared.contracts.Speech."""

from typing import Annotated

from pydantic import ConfigDict, Field

from shared.contracts import Contract, Lexicon, Stamped

MAX_TEXT_CHARS = 5000
"""About six minutes of speech."""
SPEAKING_RATES = (0.5, 2.0)
"""Outside, Kokoro's phones run together or break up."""

WordPhones = Annotated[list[str], Field(min_length=1, max_length=60)]


class SpeakRequest(Contract):
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
            ]
        },
    )

    text: str = Field(min_length=1, max_length=MAX_TEXT_CHARS)
    """What to say. With `phones` it only names the words and punctuates them."""
    phones: Annotated[list[WordPhones], Field(min_length=1, max_length=1500)] | None = None
    """What to say, a list of ARPAbet phones (`EH1`) a word; spoken exactly as given."""
    lexicon: Lexicon | None = None
    """The caller's own pronunciations of words of the text."""
    voice: str | None = Field(default=None, max_length=64)
    """Id from GET /voices; TTS_DEFAULT_VOICE when left out."""
    speaking_rate: float = Field(default=1.0, ge=SPEAKING_RATES[0], le=SPEAKING_RATES[1])
    """1: the voice's own pace; 2: twice as fast."""


class VoiceEntry(Contract):
    id: str
    accent: str
    """BCP 47: en-US is the target, en-GB is offered for comparison."""
    gender: str


class VoiceList(Stamped):
    default_voice: str
    voices: list[VoiceEntry]
