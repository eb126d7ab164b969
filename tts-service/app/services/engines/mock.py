"""A tone a phone: valid, deterministic audio without models."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from shared.engines import EngineContext

from .base import SpeechWord, SpokenAudio, TimedWord, UnknownVoice, Voice
from .kokoro import kokoro_voice

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
    "hf_alpha",
    "hf_beta",
    "hm_omega",
    "hm_psi",
]


class MockSpeaker:
    name = "mock"
    reads_text = False
    model_version = "mock-1"

    def warm_up(self) -> None:
        """Nothing to warm up."""

    def voices(self) -> list[Voice]:
        return [kokoro_voice(id) for id in _IDS]

    def pieces(self, words: Sequence[SpeechWord], *, soon: bool = False) -> list[list[SpeechWord]]:
        """A piece ends after a mark and before a pause or another pace."""
        del soon
        pieces: list[list[SpeechWord]] = []
        for word in words:
            before = pieces[-1][-1] if pieces else None
            is_new = before is None or bool(before.after) or not before.goes_on_in(word)
            if is_new:
                pieces.append([])
            pieces[-1].append(word)
        return pieces

    def expected_s(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> float:
        """What it comes to, but for the rounding to samples."""
        del voice
        pauses_s = 0.0
        for before, word in pairwise([None, *words]):
            if word is not None and word.pause_before_s is not None:
                pauses_s += word.pause_before_s
            elif before is not None and before.after:
                pauses_s += _PAUSE_S / speaking_rate
        return pauses_s + sum(
            len(word.phones) * _PHONE_S / (speaking_rate * word.pace) for word in words
        )

    def speak_pieces(
        self, pieces: Sequence[Sequence[SpeechWord]], *, voice: str, speaking_rate: float
    ) -> Iterator[SpokenAudio]:
        """Each phone 80 ms of a tone whose pitch tells phone and voice; pauses where they are asked for."""
        mark = ""
        for piece in pieces:
            own = piece[0].voice or voice
            if own not in _IDS:
                raise UnknownVoice(
                    f"there is no voice {own!r}: GET /voices lists them", field="voice"
                )
            pause_s = piece[0].pause_before_s
            if pause_s is None:
                pause_s = _PAUSE_S / speaking_rate if mark else 0.0
            yield _spoken(piece, pause_s, own, speaking_rate)
            mark = piece[-1].after


def _spoken(
    piece: Sequence[SpeechWord], pause_s: float, voice: str, speaking_rate: float
) -> SpokenAudio:
    sounds = [np.zeros(round(pause_s * RATE_HZ), np.float32)]
    timed: list[TimedWord] = []
    at_s = pause_s
    for word in piece:
        rate = speaking_rate * word.pace
        tones = [_tone(phone, voice, rate) * 10 ** (word.gain_db / 20) for phone in word.phones]
        ends = at_s + np.cumsum([len(tone) / RATE_HZ for tone in tones])
        starts = [at_s, *ends[:-1]]
        spans = tuple((float(start), float(end)) for start, end in zip(starts, ends, strict=True))
        timed.append(TimedWord(at_s, float(ends[-1]), spans))
        sounds += tones
        at_s = float(ends[-1])
    return SpokenAudio(np.concatenate(sounds).astype(np.float32), RATE_HZ, tuple(timed))


def load(context: EngineContext) -> MockSpeaker:
    del context
    return MockSpeaker()


def _tone(phone: str, voice: str, speaking_rate: float) -> np.ndarray:
    digest = hashlib.sha256(f"{voice} {phone}".encode()).digest()
    frequency_hz = 150 + int.from_bytes(digest[:2], "big") % 1500
    time_s = np.arange(round(_PHONE_S / speaking_rate * RATE_HZ)) / RATE_HZ
    envelope = np.sin(np.pi * np.arange(len(time_s)) / len(time_s))
    return (0.2 * envelope * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)
