"""The reference voice: what the TTS service answered, and the wrong words as they were heard."""

from pydantic import Field

from shared.contracts import Contract, SpeechAnswer, StoredAudio


class HeardWord(Contract):
    """A wrong word, spoken as it was heard."""

    word_index: int
    phones: list[str]
    audio: StoredAudio


class Reference(SpeechAnswer):
    """What the learner should hear."""

    heard: list[HeardWord] = Field(default_factory=list)
