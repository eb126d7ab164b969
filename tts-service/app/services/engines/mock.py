"""A tone a phone: valid, deterministic audio without models."""

import hashlib
from collections.abc import Sequence

import numpy as np

from shared.engines import EngineContext

from .base import Accent, Gender, Speech, SpeechWord, UnknownVoice, Voice

RATE_HZ = 24_000
_PHONE_S = 0.08
_PAUSE_S = 0.2
_IDS = [
    "af_alloy",
    "af_aoede",
    "af_bella",
    "af_heart",
    "af_jessica",
    "af_kore",
    "af_nicole",
    "af_nova",
    "af_river",
    "af_sarah",
    "af_sky",
    "am_adam",
    "am_echo",
    "am_eric",
    "am_fenrir",
    "am_liam",
    "am_michael",
    "am_onyx",
    "am_puck",
    "bf_alice",
    "bf_emma",
    "bf_isabella",
    "bf_lily",
    "bm_daniel",
    "bm_fable",
    "bm_george",
    "bm_lewis",
]


class MockSpeaker:
    name = "mock"
    reads_text = False
    model_version = "mock-1"

    def warm_up(self) -> None:
        """Nothing to warm up."""

    def voices(self) -> list[Voice]:
        return [_voice(id) for id in _IDS]

    def speak(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> Speech:
        """Each phone 80 ms of a tone whose pitch tells phone and voice; pauses where marks ask for them."""
        if voice not in _IDS:
            raise UnknownVoice(
                f"there is no voice {voice!r}: GET /voices lists them", field="voice"
            )
        pieces: list[np.ndarray] = []
        for word in words:
            pieces += [_tone(phone, voice, speaking_rate) for phone in word.phones]
            if word.after:
                pieces.append(np.zeros(round(_PAUSE_S / speaking_rate * RATE_HZ), np.float32))
        return Speech(np.concatenate(pieces), RATE_HZ)


def load(context: EngineContext) -> MockSpeaker:
    del context
    return MockSpeaker()


def _voice(id: str) -> Voice:
    accent: Accent = "en-US" if id[0] == "a" else "en-GB"
    gender: Gender = "female" if id[1] == "f" else "male"
    return Voice(id, accent, gender)


def _tone(phone: str, voice: str, speaking_rate: float) -> np.ndarray:
    digest = hashlib.sha256(f"{voice} {phone}".encode()).digest()
    frequency_hz = 150 + int.from_bytes(digest[:2], "big") % 1500
    time_s = np.arange(round(_PHONE_S / speaking_rate * RATE_HZ)) / RATE_HZ
    envelope = np.sin(np.pi * np.arange(len(time_s)) / len(time_s))
    return (0.2 * envelope * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)
