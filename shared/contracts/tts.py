"""tts-service: phones or a text in, speech out."""

from typing import Literal

from shared.contracts.base import Contract, Stamped
from shared.contracts.prosody import PitchContour
from shared.contracts.recording import StoredAudio

SPEAKING_RATES = (0.5, 2.0)
"""Slowest and fastest of a reference, 1 being the voice's own pace: outside, Kokoro's phones run together or break up."""


PhoneAlphabet = Literal["arpabet", "ipa"]


class SpokenPhone(Contract):
    phone: str
    """ARPAbet, vowels with their stress digit; IPA where `alphabet` says so."""
    start_s: float
    """When it begins, in seconds from the start of the reference."""
    end_s: float
    """When it ends, in seconds from the start of the reference."""


class SpokenWordTimes(Contract):
    text: str
    """The word; empty where only phones were sent."""
    start_s: float
    """When it begins, in seconds from the start of the reference."""
    end_s: float
    """When it ends, in seconds from the start of the reference."""
    phones: list[SpokenPhone]
    """When each of its phones was spoken, in order."""


class SpeechAnswer(Stamped):
    audio: StoredAudio
    """Where the speech is kept."""
    voice: str
    """Id of the voice that speaks."""
    text: str
    """What is spoken; empty where only phones were sent."""
    language: str = "en"
    """Of the text, ISO 639-1."""
    alphabet: PhoneAlphabet = "arpabet"
    """Of all phones here: `arpabet` where all that is said is English, else `ipa`."""
    phones: list[list[str]]
    """What was spoken, a list of phones a word."""
    words: list[SpokenWordTimes] | None = None
    """When each word and phone was spoken; None where the engine can't tell."""
    pitch: PitchContour | None = None
    """Of the recording, for drawing beside the speaker's."""
