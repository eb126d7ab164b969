"""Text, phones or SSML → speech in the object store, synthesised once; or sent while it is made."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, islice
from typing import Any

import anyio
import anyio.to_thread
from anyio.abc import TaskGroup

from shared.abandon import raise_if_abandoned
from shared.audio.formats import CONTENT_TYPES, AudioEncoder, AudioFormat
from shared.contracts import (
    PhoneAlphabet,
    SpeechAnswer,
    SpokenPhone,
    SpokenWordTimes,
    StoredAudio,
)
from shared.engines import EngineHost
from shared.errors import Unavailable
from shared.phonetics.arpabet import to_ipa
from shared.storage import ObjectStore

from . import kept
from .engines.base import (
    SpeechWord,
    SpokenAudio,
    Synthesiser,
    TimedWord,
    joined,
)
from .engines.together import Together
from .kept import Keeping, KeptSpeech, SpeechFolder
from .languages.reading import EnglishPronouncer
from .length import require_short_enough
from .speakers import SpeakersHere
from .spoken_words import Utterance, words_to_speak
from .voices import voice_named

SAMPLE_TEXTS = {
    "en": "Hello! This is how I sound. Listen once, then say it with me.",
    "hi": "नमस्ते! मेरी आवाज़ ऐसी है। एक बार सुनिए, फिर मेरे साथ बोलिए।",
    "vi": "Xin chào! Giọng của tôi nghe như thế này.",
    "ne": "नमस्ते! मेरो आवाज यस्तो छ।",
    "as": "নমস্কাৰ! মোৰ মাত এনেকুৱা।",
    "si": "ආයුබෝවන්! මගේ හඬ මෙහෙමයි.",
    "bn": "নমস্কার! আমার কণ্ঠ এইরকম। একবার শুনুন, তারপর আমার সঙ্গে বলুন।",
    "gu": "નમસ્તે! મારો અવાજ આવો છે. એક વાર સાંભળો, પછી મારી સાથે બોલો.",
    "kn": "ನಮಸ್ಕಾರ! ನನ್ನ ಧ್ವನಿ ಹೀಗಿದೆ. ಒಮ್ಮೆ ಕೇಳಿ, ನಂತರ ನನ್ನೊಂದಿಗೆ ಹೇಳಿ.",
    "ml": "നമസ്കാരം! എന്റെ ശബ്ദം ഇങ്ങനെയാണ്. ഒരു തവണ കേൾക്കൂ, പിന്നെ എന്നോടൊപ്പം പറയൂ.",
    "mr": "नमस्कार! माझा आवाज असा आहे. एकदा ऐका, मग माझ्यासोबत बोला.",
    "or": "ନମସ୍କାର! ମୋ ସ୍ୱର ଏହିପରି। ଥରେ ଶୁଣନ୍ତୁ, ତାପରେ ମୋ ସହିତ କୁହନ୍ତୁ।",
    "pa": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ! ਮੇਰੀ ਆਵਾਜ਼ ਇਹੋ ਜਿਹੀ ਹੈ। ਇੱਕ ਵਾਰ ਸੁਣੋ, ਫਿਰ ਮੇਰੇ ਨਾਲ ਬੋਲੋ।",
    "sa": "नमस्कारः! मम स्वरः एवम् अस्ति।",
    "ta": "வணக்கம்! என் குரல் இப்படித்தான் இருக்கும். ஒரு முறை கேளுங்கள், பிறகு என்னுடன் சொல்லுங்கள்.",
    "te": "నమస్కారం! నా గొంతు ఇలా ఉంటుంది. ఒకసారి వినండి, తర్వాత నాతో చెప్పండి.",
}
"""By the language that a voice speaks as its own."""


@dataclass(slots=True, eq=False)
class _Making:
    """One synthesis, for all who ask for it while it is made."""

    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    ended: anyio.Event = field(default_factory=anyio.Event)
    n_waiting: int = 0
    made: KeptSpeech | None = None
    failure: Exception | None = None


@dataclass(slots=True)
class Studio:
    """What speech is made with; one a process."""

    speakers: SpeakersHere
    store: ObjectStore
    pronouncer: EnglishPronouncer
    group: TaskGroup
    """What is made belongs to no one caller: it runs here."""
    max_speech_s: float
    _making: dict[str, _Making] = field(default_factory=dict)
    """A class that reads one sentence asks for it at once: it is made once, the others wait."""

    def stamp(self, utterance: "Utterance") -> dict[str, Any]:
        """Of an answer that is spoken by its voice."""
        speaker = self.together(utterance).speaker_of(utterance.voice)
        told = {"engine": speaker.name, "model_version": speaker.model_version}
        return self.speakers.host_of(speaker).stamp() | told

    def together(self, utterance: Utterance) -> Together:
        """All that speak, as a request in its language is given to them."""
        return self.speakers.together(utterance.language)

    def folder(
        self,
        utterance: Utterance,
        pieces: Sequence[Sequence[SpeechWord]],
        cache: str = kept.CACHE_OF_ALL,
    ) -> SpeechFolder:
        speaker = self.together(utterance)
        words = [word for piece in pieces for word in piece]
        return kept.speech_folder(
            pieces,
            engine=speaker.names(words, utterance.voice),
            model_version=speaker.versions(words, utterance.voice),
            voice=utterance.voice,
            speaking_rate=utterance.speaking_rate,
            reads_text=speaker.reads_text(words, utterance.voice),
            cache=cache,
        )

    async def made(
        self, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]], folder: SpeechFolder
    ) -> KeptSpeech:
        """From the store, or made and put there; given up when the last who waits for it has left."""
        making = self._making.get(folder.top)
        if making is None:
            making = self._making[folder.top] = _Making()
            self.group.start_soon(self._make, making, folder, utterance, pieces)
        making.n_waiting += 1
        try:
            await making.ended.wait()
        finally:
            making.n_waiting -= 1
            if not making.n_waiting and not making.ended.is_set():
                self._forget(folder, making)  # who comes now starts anew
                making.scope.cancel()
        if making.failure is not None:
            raise making.failure
        if making.made is None:
            raise Unavailable("the service is stopping: send the text again")
        return making.made

    async def _make(
        self,
        making: _Making,
        folder: SpeechFolder,
        utterance: Utterance,
        pieces: Sequence[Sequence[SpeechWord]],
    ) -> None:
        try:
            with making.scope:
                found = await kept.find(folder, self.store)
                if found is None:
                    speech = joined([piece async for piece in self._all_of(utterance, pieces)])
                    found = await kept.keep(folder, speech, self.store)
                making.made = found
        except Exception as error:
            making.failure = error  # of those who wait
        finally:
            self._forget(folder, making)
            making.ended.set()

    def _forget(self, folder: SpeechFolder, making: _Making) -> None:
        if self._making.get(folder.top) is making:
            del self._making[folder.top]

    async def spoken(
        self, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]]
    ) -> AsyncIterator[SpokenAudio]:
        """Each piece as soon as it is made; other requests may come in between."""
        speaker = self.together(utterance)
        making = _begin(speaker, utterance, pieces)
        for piece in pieces:
            host = self._host_of(piece, speaker, utterance)
            yield await host.run(next, making)

    async def _all_of(
        self, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]]
    ) -> AsyncIterator[SpokenAudio]:
        """The same without others in between, as long as one model speaks."""
        speaker = self.together(utterance)
        making = _begin(speaker, utterance, pieces)
        for host, own in groupby(
            pieces, key=lambda piece: self._host_of(piece, speaker, utterance)
        ):
            n_pieces = len(list(own))
            for audio in await host.run(lambda n=n_pieces: list(islice(making, n))):
                yield audio

    def _host_of(
        self, piece: Sequence[SpeechWord], speaker: Together, utterance: Utterance
    ) -> EngineHost[Synthesiser]:
        return self.speakers.host_of(speaker.speaker_for(piece[0], utterance.voice))


def _begin(
    speaker: Together, utterance: Utterance, pieces: Sequence[Sequence[SpeechWord]]
) -> Iterator[SpokenAudio]:
    for piece in speaker.speak_pieces(
        pieces, voice=utterance.voice, speaking_rate=utterance.speaking_rate
    ):
        yield piece
        raise_if_abandoned()


async def speak(
    utterance: Utterance, *, format: AudioFormat, keeping: Keeping, studio: Studio
) -> SpeechAnswer:
    """Raises UnknownVoice, SpeechTooLong, or InvalidInput naming `text`, `ssml`, `phones` or `lexicon`."""
    words = await _words(utterance, studio)
    pieces = studio.together(utterance).pieces(words, voice=utterance.voice)
    folder = studio.folder(utterance, pieces, keeping.cache)
    if keeping.owner is not None:
        await kept.note_owner(folder, keeping.owner, studio.store)
    speech = await studio.made(utterance, pieces, folder)
    if keeping.owner is None:
        key = await kept.in_format(folder, format, studio.store)
    else:
        key = await kept.copied_to(folder, keeping.owner, format, studio.store)
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
        language=utterance.language,
        alphabet=alphabet_of(words),
        phones=_told_phones(words),
        words=_times(words, speech),
        pitch=speech.pitch,
        **studio.stamp(utterance),
    )


async def sample(voice: str, *, studio: Studio) -> bytes:
    """A short WAV of a voice. Raises UnknownVoice."""
    found = voice_named(voice, studio.speakers.voices())
    language = found.own_language
    utterance = Utterance(SAMPLE_TEXTS[language], None, None, found.id, 1.0, language=language)
    words = await _words(utterance, studio)
    pieces = studio.together(utterance).pieces(words, voice=utterance.voice)
    folder = studio.folder(utterance, pieces)
    await studio.made(utterance, pieces, folder)
    return await studio.store.get(folder.audio_key("wav"))


async def begin_stream(
    utterance: Utterance, *, format: AudioFormat, studio: Studio
) -> AsyncIterator[bytes]:
    """The file's bytes as they are made, the first piece made already: what fails at once fails here.

    What was spoken to its end is kept. Raises as `speak` does.
    """
    words = await _words(utterance, studio)
    speaker, voice = studio.together(utterance), utterance.voice
    soon = speaker.pieces(words, voice=voice, soon=True)
    for pieces in (speaker.pieces(words, voice=voice), soon):
        folder = studio.folder(utterance, pieces)
        if await kept.find(folder, studio.store) is not None:
            return _whole(
                await studio.store.get(await kept.in_format(folder, format, studio.store))
            )
    coming = studio.spoken(utterance, soon)
    first = await anext(coming)
    return _encoded(first, coming, studio.folder(utterance, soon), format, studio)


@dataclass(frozen=True, slots=True)
class LiveSpeech:
    alphabet: PhoneAlphabet
    pieces: AsyncIterator[tuple[SpokenAudio, list[SpokenWordTimes] | None]]
    """Each as soon as it is made, the first a short one, and when its words are said, from the start of all."""


async def speak_live(utterance: Utterance, *, studio: Studio) -> LiveSpeech:
    """Nothing is kept of it. Raises as `speak` does."""
    words = await _words(utterance, studio)
    return LiveSpeech(alphabet_of(words), _live_pieces(words, utterance, studio))


async def _live_pieces(
    words: Sequence[SpeechWord], utterance: Utterance, studio: Studio
) -> AsyncIterator[tuple[SpokenAudio, list[SpokenWordTimes] | None]]:
    alphabet = alphabet_of(words)
    pieces = studio.together(utterance).pieces(words, voice=utterance.voice, soon=True)
    at_s, number = 0.0, 0
    async for audio in studio.spoken(utterance, pieces):
        spoken = pieces[number]
        told = None
        if audio.words is not None:
            times = [each.later(at_s) for each in audio.words]
            told = [_timed(word, each, alphabet) for word, each in zip(spoken, times, strict=True)]
        yield audio, told
        at_s += audio.duration_s
        number += 1


def alphabet_of(words: Sequence[SpeechWord]) -> PhoneAlphabet:
    """What the phones of an answer are told in: in one alphabet, whatever languages are mixed."""
    return "arpabet" if all(word.language == "en" for word in words) else "ipa"


def _told(word: SpeechWord, alphabet: PhoneAlphabet) -> list[str]:
    if alphabet == "ipa" and word.language == "en":
        return [to_ipa(phone) for phone in word.phones]
    return list(word.phones)


def _told_phones(words: Sequence[SpeechWord]) -> list[list[str]]:
    alphabet = alphabet_of(words)
    return [_told(word, alphabet) for word in words]


def _timed(word: SpeechWord, times: TimedWord, alphabet: PhoneAlphabet) -> SpokenWordTimes:
    return SpokenWordTimes(
        text=word.text,
        start_s=times.start_s,
        end_s=times.end_s,
        phones=[
            SpokenPhone(phone=phone, start_s=start_s, end_s=end_s)
            for phone, (start_s, end_s) in zip(_told(word, alphabet), times.phones, strict=True)
        ],
    )


async def _encoded(
    first: SpokenAudio,
    coming: AsyncIterator[SpokenAudio],
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


async def _words(utterance: Utterance, studio: Studio) -> list[SpeechWord]:
    """What is to be spoken, known to be short enough. Pronouncing a page of unknown words takes a second: in a thread."""
    speakers = studio.speakers
    words = await anyio.to_thread.run_sync(
        partial(
            words_to_speak,
            utterance,
            studio.pronouncer,
            speakers.voices(),
            among=speakers.voices_for,
        )
    )
    speaker = studio.together(utterance)
    require_short_enough(words, utterance, speaker=speaker, max_speech_s=studio.max_speech_s)
    return words


def _times(words: Sequence[SpeechWord], speech: KeptSpeech) -> list[SpokenWordTimes] | None:
    if speech.word_times is None:
        return None
    alphabet = alphabet_of(words)
    return [
        SpokenWordTimes(
            text=word.text,
            start_s=times[0][0],
            end_s=times[0][1],
            phones=[
                SpokenPhone(phone=phone, start_s=start_s, end_s=end_s)
                for phone, (start_s, end_s) in zip(_told(word, alphabet), times[1:], strict=True)
            ],
        )
        for word, times in zip(words, speech.word_times, strict=True)
    ]
