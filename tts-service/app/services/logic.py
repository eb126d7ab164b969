"""Text, phones or SSML → speech in the object store, synthesised once; or sent while it is made."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field

import anyio

from shared.audio.formats import CONTENT_TYPES, AudioEncoder, AudioFormat
from shared.contracts import Speech as SpeechAnswer
from shared.contracts import SpokenPhone, SpokenWordTimes, StoredAudio
from shared.engines import EngineHost
from shared.storage import ObjectStore

from . import kept
from .engines.base import Speaker, Speech, SpeechWord, UnknownVoice, Voice, joined
from .kept import KeptSpeech, SpeechFolder
from .wording import Pronouncer, Utterance, words_to_speak

OFFERED_ACCENTS = ("en-US", "en-GB")
"""Voices of other accents are for making learner speech, not for a reference."""
SAMPLE_TEXT = "Hello! This is how I sound. Listen once, then say it with me."


@dataclass(slots=True)
class Studio:
    """What speech is made with; one a process."""

    host: EngineHost[Speaker]
    store: ObjectStore
    pronouncer: Pronouncer
    _busy: dict[str, anyio.Lock] = field(default_factory=dict)
    """A class that reads one sentence asks for it at once: it is made once, the others wait."""

    def folder(self, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]]) -> SpeechFolder:
        engine = self.host.engine
        return kept.speech_folder(
            pieces,
            engine=engine.name,
            model_version=engine.model_version,
            voice=utterance.voice,
            speaking_rate=utterance.speaking_rate,
            reads_text=engine.reads_text,
        )

    async def made(
        self, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]]
    ) -> tuple[SpeechFolder, KeptSpeech]:
        """From the store, or made and put there."""
        folder = self.folder(utterance, pieces)
        lock = self._busy.setdefault(folder.digest, anyio.Lock())
        try:
            async with lock:
                found = await kept.find(folder, self.store)
                if found is None:
                    speech = await self.host.run(lambda: joined(self._begin(utterance, pieces)))
                    found = await kept.keep(folder, speech, self.store)
        finally:
            if not lock.statistics().tasks_waiting:
                self._busy.pop(folder.digest, None)
        return folder, found

    async def spoken(
        self, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]]
    ) -> AsyncIterator[Speech]:
        """Each piece as soon as it is made; other requests may come in between."""
        making = self._begin(utterance, pieces)
        while (piece := await self.host.run(next, making, None)) is not None:
            yield piece

    def _begin(
        self, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]]
    ) -> Iterator[Speech]:
        return self.host.engine.speak_pieces(
            pieces, voice=utterance.voice, speaking_rate=utterance.speaking_rate
        )


def offered_voices(speaker: Speaker) -> list[Voice]:
    return [voice for voice in speaker.voices() if voice.accent in OFFERED_ACCENTS]


async def speak(utterance: Utterance, *, format: AudioFormat, studio: Studio) -> SpeechAnswer:
    """Raises UnknownVoice, or InvalidInput naming `text`, `ssml`, `phones` or `lexicon`."""
    words = _words(utterance, studio)
    folder, speech = await studio.made(utterance, studio.host.engine.pieces(words))
    key = await kept.in_format(folder, format, studio.store)
    return SpeechAnswer(
        audio=StoredAudio(
            key=key,
            url=studio.store.url(key),
            duration_s=speech.duration_s,
            rate_hz=speech.rate_hz,
            content_type=CONTENT_TYPES[format],
        ),
        voice=utterance.voice,
        text=utterance.text
        if utterance.text is not None
        else " ".join(word.text for word in words if word.text),
        phones=[list(word.phones) for word in words],
        words=_times(words, speech),
        pitch=speech.pitch,
        **studio.host.stamp(),
    )


async def sample(voice: str, *, studio: Studio) -> bytes:
    """A short WAV of a voice. Raises UnknownVoice."""
    utterance = Utterance(SAMPLE_TEXT, None, None, voice, 1.0)
    words = _words(utterance, studio)
    folder, _ = await studio.made(utterance, studio.host.engine.pieces(words))
    return await studio.store.get(folder.audio_key("wav"))


async def begin_stream(
    utterance: Utterance, *, format: AudioFormat, studio: Studio
) -> AsyncIterator[bytes]:
    """The file's bytes as they are made, the first piece made already: what fails at once fails here.

    What was spoken to its end is kept. Raises as `speak` does.
    """
    words = _words(utterance, studio)
    engine = studio.host.engine
    for pieces in (engine.pieces(words), engine.pieces(words, soon=True)):
        folder = studio.folder(utterance, pieces)
        if await kept.find(folder, studio.store) is not None:
            return _whole(
                await studio.store.get(await kept.in_format(folder, format, studio.store))
            )
    pieces = engine.pieces(words, soon=True)
    coming = studio.spoken(utterance, pieces)
    first = await anext(coming)
    return _encoded(first, coming, studio.folder(utterance, pieces), format, studio)


async def _encoded(
    first: Speech,
    coming: AsyncIterator[Speech],
    folder: SpeechFolder,
    format: AudioFormat,
    studio: Studio,
) -> AsyncIterator[bytes]:
    encoder = AudioEncoder(format, first.rate_hz)
    made = [first]
    yield encoder.add(first.samples)
    async for piece in coming:
        made.append(piece)
        yield encoder.add(piece.samples)
    yield encoder.end()
    await kept.keep(folder, joined(made), studio.store)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _words(utterance: Utterance, studio: Studio) -> list[SpeechWord]:
    if utterance.voice not in {voice.id for voice in offered_voices(studio.host.engine)}:
        raise UnknownVoice(
            f"there is no voice {utterance.voice!r}: GET /voices lists them", field="voice"
        )
    return words_to_speak(utterance, studio.pronouncer)


def _times(words: Sequence[SpeechWord], speech: KeptSpeech) -> list[SpokenWordTimes] | None:
    if speech.word_times is None:
        return None
    return [
        SpokenWordTimes(
            text=word.text,
            start_s=times[0][0],
            end_s=times[0][1],
            phones=[
                SpokenPhone(phone=phone, start_s=start_s, end_s=end_s)
                for phone, (start_s, end_s) in zip(word.phones, times[1:], strict=True)
            ],
        )
        for word, times in zip(words, speech.word_times, strict=True)
    ]
