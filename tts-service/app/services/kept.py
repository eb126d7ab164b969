"""Speech that was made once and is kept in the object store: an audio file a format, and what is known of it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import anyio.to_thread

from shared.audio.formats import CONTENT_TYPES, AudioFormat, encode_audio
from shared.audio.pitch import contour_of, track_pitch
from shared.audio.wav import decode_wav, encode_wav
from shared.contracts import Contract, PitchContour
from shared.errors import InvalidInput
from shared.storage import ObjectMissing, ObjectStore, checked_key

from .engines.base import SpeechWord, SpokenAudio

LAYOUT = 2
"""Of what is kept; older files are made anew, not read."""


class KeptSpeech(Contract):
    """What is kept beside the audio."""

    duration_s: float
    rate_hz: int
    word_times: list[list[tuple[float, float]]] | None
    """Start and end of each word, then of each of its phones."""
    pitch: PitchContour


CACHE_OF_ALL = "tts"
"""Of callers who name no cache of theirs."""
_CACHES, _OWNERS = "speech/", "tasks/"
"""Where callers may have speech kept: what lies there is found when its owner is erased."""


@dataclass(frozen=True, slots=True)
class SpeechFolder:
    """All that is kept of one piece of speech."""

    digest: str
    cache: str = CACHE_OF_ALL
    """Folder of the store. What was made in another's is not found here: nobody learns what others had spoken."""

    @property
    def top(self) -> str:
        return f"{self.cache}/{self.digest[:2]}/{self.digest}"

    @property
    def facts_key(self) -> str:
        return f"{self.top}/speech.json"

    def audio_key(self, format: AudioFormat) -> str:
        return f"{self.top}/speech.{format}"

    def owned_key(self, owner: str, ending: str) -> str:
        """Of a copy in a folder of its owner's; the digest in it tells which speech to erase with the owner."""
        return f"{owner}/speech/{self.digest}.{ending}"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where speech is kept."""

    cache: str = CACHE_OF_ALL
    owner: str | None = None
    """Folder that gets a copy; None: there is none."""

    @classmethod
    def at(cls, cache_prefix: str | None, key_prefix: str | None) -> "Keeping":
        """Raises InvalidInput."""
        return cls(
            CACHE_OF_ALL
            if cache_prefix is None
            else _checked(cache_prefix, _CACHES, "cache_prefix"),
            None if key_prefix is None else _checked(key_prefix, _OWNERS, "key_prefix"),
        )


def _checked(prefix: str, root: str, field: str) -> str:
    prefix = checked_key(prefix.rstrip("/"), field=field)
    if not prefix.startswith(root):
        raise InvalidInput(f"{field} starts with {root}", field=field)
    return prefix


def speech_folder(
    pieces: Sequence[Sequence[SpeechWord]],
    *,
    engine: str,
    model_version: str,
    voice: str,
    speaking_rate: float,
    reads_text: bool = False,
    cache: str = CACHE_OF_ALL,
) -> SpeechFolder:
    """Where speech that depends on these and nothing else is kept."""
    spoken = [
        [
            [*word.phones, word.after, word.reduced, word.pause_before_s, word.pace, word.gain_db]
            + ([word.text] if reads_text or not word.phones else [])
            + ([word.language, word.voice] if word.language != "en" or word.voice else [])
            + ([word.pitch] if word.pitch != "medium" else [])
            for word in piece
        ]
        for piece in pieces
    ]
    identity = json.dumps([LAYOUT, engine, model_version, voice, float(speaking_rate), spoken])
    return SpeechFolder(hashlib.sha256(identity.encode()).hexdigest(), cache)


async def find(folder: SpeechFolder, store: ObjectStore) -> KeptSpeech | None:
    """None when it was not made yet, or its audio is gone."""
    if not await store.exists(folder.audio_key("wav")):
        return None
    try:
        return KeptSpeech.model_validate_json(await store.get(folder.facts_key))
    except ObjectMissing:
        return None


async def keep(folder: SpeechFolder, speech: SpokenAudio, store: ObjectStore) -> KeptSpeech:
    """The audio as WAV, then what is known of it: who finds the one finds the other."""
    wav, facts = await anyio.to_thread.run_sync(_described, speech)
    await store.put(folder.audio_key("wav"), wav, content_type=CONTENT_TYPES["wav"])
    await store.put(
        folder.facts_key, facts.model_dump_json().encode(), content_type="application/json"
    )
    return facts


async def in_format(folder: SpeechFolder, format: AudioFormat, store: ObjectStore) -> str:
    """Key of kept speech in `format`, made from the WAV the first time."""
    key = folder.audio_key(format)
    if not await store.exists(key):
        wav = await store.get(folder.audio_key("wav"))
        content = await anyio.to_thread.run_sync(lambda: encode_audio(*decode_wav(wav), format))
        await store.put(key, content, content_type=CONTENT_TYPES[format])
    return key


async def note_owner(folder: SpeechFolder, owner: str, store: ObjectStore) -> None:
    """Before speech is made for an owner: whose process dies meanwhile is still found to have had it made."""
    await store.put(folder.owned_key(owner, "begun"), b"", content_type="text/plain")


async def copied_to(
    folder: SpeechFolder, owner: str, format: AudioFormat, store: ObjectStore
) -> str:
    """Key of the owner's own copy: the cache may be emptied, and is, when another who had it made is erased."""
    content = await store.get(await in_format(folder, format, store))
    key = folder.owned_key(owner, format)
    await store.put(key, content, content_type=CONTENT_TYPES[format])
    return key


def _described(speech: SpokenAudio) -> tuple[bytes, KeptSpeech]:
    words = speech.words
    return encode_wav(speech.samples, speech.rate_hz), KeptSpeech(
        duration_s=speech.duration_s,
        rate_hz=speech.rate_hz,
        word_times=None
        if words is None
        else [[(word.start_s, word.end_s), *word.phones] for word in words],
        pitch=contour_of(track_pitch(speech.samples, speech.rate_hz)),
    )
