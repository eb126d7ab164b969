"""Text or phones → speech in the object store, synthesised once."""

import asyncio
import hashlib
import io
import json
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from shared.audio import encode_wav
from shared.audio.pitch import contour_of, track_pitch
from shared.contracts import PitchContour, Speech, StoredAudio
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.phonetics.arpabet import UnknownPhone, parse_phones
from shared.phonetics.lexicon import SpokenWord
from shared.storage import ObjectStore

from ..utils.punctuation import FUNCTION_WORDS, pause_mark
from .engines.base import Speaker, SpeechWord, UnknownVoice, Voice

OFFERED_ACCENTS = ("en-US", "en-GB")
"""Voices of other accents are for making learner speech, not for a reference."""


class Pronouncer(Protocol):
    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> list[SpokenWord]: ...


@dataclass(frozen=True, slots=True)
class Utterance:
    text: str
    phones: Sequence[Sequence[str]] | None
    """ARPAbet a word; None to pronounce the text by the lexicon."""
    lexicon: Mapping[str, Sequence[str]] | None
    voice: str
    speaking_rate: float


def offered_voices(speaker: Speaker) -> list[Voice]:
    return [voice for voice in speaker.voices() if voice.accent in OFFERED_ACCENTS]


async def speak(
    utterance: Utterance,
    *,
    host: EngineHost[Speaker],
    store: ObjectStore,
    pronouncer: Pronouncer,
) -> Speech:
    """Raises UnknownVoice, or InvalidInput naming `text`, `phones` or `lexicon`."""
    if utterance.voice not in {voice.id for voice in offered_voices(host.engine)}:
        raise UnknownVoice(
            f"there is no voice {utterance.voice!r}: GET /voices lists them", field="voice"
        )
    words = words_to_speak(utterance, pronouncer)
    key = speech_key(
        words,
        engine=host.engine.name,
        model_version=host.engine.model_version,
        voice=utterance.voice,
        speaking_rate=utterance.speaking_rate,
        reads_text=host.engine.reads_text,
    )
    if await store.exists(key):
        content = await store.get(key)
    else:
        speech = await host.run(
            host.engine.speak,
            words,
            voice=utterance.voice,
            speaking_rate=utterance.speaking_rate,
        )
        content = encode_wav(speech.samples, speech.rate_hz)
        await store.put(key, content, content_type="audio/wav")
    duration_s, rate_hz = _duration_and_rate(content)
    pitch = await asyncio.to_thread(_pitch_of, content)
    return Speech(
        audio=StoredAudio(key=key, url=store.url(key), duration_s=duration_s, rate_hz=rate_hz),
        voice=utterance.voice,
        text=utterance.text,
        phones=[list(word.phones) for word in words],
        pitch=pitch,
        **host.stamp(),
    )


def words_to_speak(utterance: Utterance, pronouncer: Pronouncer) -> list[SpeechWord]:
    """The phones of each word, the pause after it, and whether it is reduced in its sentence.

    A text is spoken in the lexicon's first pronunciations, the same that alignment takes for the usual ones.
    """
    if not utterance.text.strip():
        raise InvalidInput("the text is empty: send something to say", field="text")
    if utterance.phones is None:
        spoken = pronouncer.pronounce(utterance.text, utterance.lexicon)
        marks = _marks_after(spoken, utterance.text)
        phones = [word.pronunciations[0].phones for word in spoken]
        names = [word.text for word in spoken]
    else:
        phones = [_checked(word, index) for index, word in enumerate(utterance.phones)]
        names, marks = _names_and_marks(utterance.text, len(phones), pronouncer)
    last = len(phones) - 1
    return [
        SpeechWord(
            word,
            mark,
            reduced=name.lower() in FUNCTION_WORDS and not mark and index != last,
            text=name,
        )
        for index, (word, mark, name) in enumerate(zip(phones, marks, names, strict=True))
    ]


def speech_key(
    words: Sequence[SpeechWord],
    *,
    engine: str,
    model_version: str,
    voice: str,
    speaking_rate: float,
    reads_text: bool = False,
) -> str:
    """Where speech that depends on these and nothing else is kept."""
    spoken = [[*word.phones, word.after, word.reduced] for word in words]
    if reads_text:
        spoken = [[*each, word.text] for each, word in zip(spoken, words, strict=True)]
    identity = json.dumps([engine, model_version, voice, float(speaking_rate), spoken])
    digest = hashlib.sha256(identity.encode()).hexdigest()
    return f"tts/{digest[:2]}/{digest}.wav"


def _checked(word: Sequence[str], index: int) -> tuple[str, ...]:
    try:
        phones = tuple(parse_phones(" ".join(word)))
    except UnknownPhone as error:
        raise InvalidInput(f"word {index}: {error}", field="phones") from error
    if not phones:
        raise InvalidInput(f"word {index} has no phones", field="phones")
    return phones


def _names_and_marks(
    text: str, n_words: int, pronouncer: Pronouncer
) -> tuple[list[str], list[str]]:
    """Name of and punctuation after each of `n_words`; empty where the text has another number of words."""
    tokens = text.split()
    if len(tokens) == n_words:
        bare = [token.strip("\"'“”‘’()[];:,.!?…—–-") for token in tokens]
        tails = [
            token[token.rfind(name) + len(name) :] for token, name in zip(tokens, bare, strict=True)
        ]
        return bare, [pause_mark(tail) for tail in tails]
    try:
        spoken = pronouncer.pronounce(text)
    except InvalidInput:
        spoken = []
    if len(spoken) == n_words:
        return [word.text for word in spoken], _marks_after(spoken, text)
    return [""] * n_words, [""] * n_words


def _marks_after(words: Sequence[SpokenWord], text: str) -> list[str]:
    ends = [word.end_char for word in words]
    starts = [word.start_char for word in words[1:]] + [len(text)]
    return [pause_mark(text[end:start]) for end, start in zip(ends, starts, strict=True)]


def _pitch_of(content: bytes) -> PitchContour:
    """From the recording itself, cached or not: that takes 3 ms a second, less than to store it beside."""
    with wave.open(io.BytesIO(content)) as file:
        rate_hz = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return contour_of(track_pitch(samples.astype(np.float32) / 32768, rate_hz))


def _duration_and_rate(content: bytes) -> tuple[float, int]:
    with wave.open(io.BytesIO(content)) as file:
        return file.getnframes() / file.getframerate(), file.getframerate()
