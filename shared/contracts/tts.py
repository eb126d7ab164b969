"""tts-service: phones or a text in, speech out."""

from shared.contracts.base import Contract, Stamped
from shared.contracts.prosody import PitchContour
from shared.contracts.recording import StoredAudio

SPEAKING_RATES = (0.5, 2.0)
"""Slowest and fastest of a reference, 1 being the voice's own pace: outside, Kokoro's phones run together or break up."""


class SpokenPhone(Contract):
    phone: str
    """ARPAbet, vowels with their stress digit."""
    start_s: float
    """From the start of the reference, as are all times of a reference."""
    end_s: float


class SpokenWordTimes(Contract):
    text: str
    """Empty where only phones were sent."""
    start_s: float
    end_s: float
    phones: list[SpokenPhone]


class SpeechAnswer(Stamped):
    audio: StoredAudio
    voice: str
    text: str
    phones: list[list[str]]
    """What was spoken, a list of ARPAbet phones a word."""
    words: list[SpokenWordTimes] | None = None
    """When each word and phone was spoken; None where the engine can't tell."""
    pitch: PitchContour | None = None
    """Of the recording, for drawing beside the speaker's."""
