"""A recogniser that makes up one of a few sentences, the same one for the same audio."""

import hashlib

from shared.audio import Audio
from shared.engines import EngineContext

from .base import RecognisedWord, Recognition

SENTENCES = (
    "The weather is very nice today.",
    "We work with three other teams every Wednesday.",
    "Please develop a better version of this photo.",
    "I thought the hotel was full of people.",
    "She sells fresh vegetables and warm bread.",
)
CONFIDENCE = 0.9


class MockTranscriber:
    name = "mock"
    model_version = "1"
    languages = frozenset({"en"})

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """A sentence chosen by a hash of the samples, its words spread evenly over the recording."""
        digest = hashlib.sha256(audio.samples.tobytes()).digest()
        texts = SENTENCES[digest[0] % len(SENTENCES)].split()
        word_s = audio.duration_s / len(texts)
        words = tuple(
            RecognisedWord(f" {text}", index * word_s, (index + 1) * word_s, CONFIDENCE)
            for index, text in enumerate(texts)
        )
        return Recognition(words, language or "en", {"en": 1.0})


def load(context: EngineContext) -> MockTranscriber:
    del context  # it needs neither models nor settings
    return MockTranscriber()
