"""The reference voices: cost, clarity, and what our own scorer says of them."""

import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.common.engines import Voices, counted_syntheses
from bench.common.processes import peak_mb
from bench.common.served import Services
from shared.audio import decode_audio
from shared.contracts import SpeechAnswer
from shared.phonetics.lexicon import Lexicon
from shared.roster import TTS
from shared.settings import CommonSettings
from shared.storage import open_store

from .words import word_errors, words_of

SENTENCES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
LONG_TEXT = (
    "Thank you for the wonderful evening at your house. We talked about the old days until the last bus had left, "
    "and then your brother drove us home along the river. The children slept all the way. Tomorrow we will send you the "
    "pictures that my sister took in the garden, together with the recipe for the soup that you liked so much that night."
)
"""60 words."""
_RUNS = 5
_HEADER_BYTES = 44
"""Of a WAV; what follows is sound."""


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    voice: str
    n_words: int
    n_errors: int
    overall: float
    n_issues: int
    n_phones: int
    shifts_s: tuple[float, ...]
    """Where our aligner puts each phone's start, less what the reference's own times say."""


async def speak_and_listen(services: Services, voice: str, text: str) -> SpokenSentence:
    client = services.client(TTS)
    response = await client.post("/speak", json={"text": text, "voice": voice})
    speech = SpeechAnswer.model_validate(response.raise_for_status().json())
    content = await open_store(CommonSettings()).get(speech.audio.key)
    samples = decode_audio(content, max_duration_s=60).samples
    transcript = await services.transcribe(samples)
    answer = await services.judge(samples, text)
    starts = [
        phone.start_s - own.start_s
        for word, said in zip(answer.alignment.words, speech.words or [], strict=True)
        if len(word.phones) == len(said.phones)
        for phone, own in zip(word.phones, said.phones, strict=True)
    ]
    wanted = words_of(text)
    return SpokenSentence(
        voice,
        len(wanted),
        word_errors(wanted, words_of(transcript.text)),
        answer.diff.scores.overall or 0.0,
        len(answer.diff.issues),
        sum(len(word.phones) for word in answer.alignment.words),
        tuple(starts),
    )


async def cost_of_speaking(services: Services, voice: str) -> tuple[float, float]:
    """CPU and wall seconds for each second of speech, texts that nobody asked for before."""
    client = services.client(TTS)
    cpu, wall, spoken_s = time.process_time(), time.perf_counter(), 0.0
    for text in SENTENCES[:15]:
        response = await client.post("/speak", json={"text": f"Listen. {text}", "voice": voice})
        spoken_s += response.raise_for_status().json()["audio"]["duration_s"]
    return (time.process_time() - cpu) / spoken_s, (time.perf_counter() - wall) / spoken_s


async def seconds_to_first_chunk(address: str) -> list[float]:
    """From the request for 60 words to the first bytes of sound, over a socket; another voice each time."""
    import httpx

    waits: list[float] = []
    async with httpx.AsyncClient(base_url=address, timeout=120) as client:
        voices = (await client.get("/voices")).json()["voices"]
        for voice in voices[:_RUNS]:
            begun = time.perf_counter()
            request = {"text": LONG_TEXT, "voice": voice["id"]}
            async with client.stream("POST", "/speak/stream", json=request) as response:
                response.raise_for_status()
                heard = 0
                async for chunk in response.aiter_bytes():
                    if heard <= _HEADER_BYTES < heard + len(chunk):
                        waits.append(time.perf_counter() - begun)
                    heard += len(chunk)  # to the end: the next voice should find the engine free
    return waits


async def syntheses_of_a_repeat(services: Services) -> int:
    """How often the engine runs when a request is sent again: as speech, in another format, as a stream."""
    request = {"text": SENTENCES[0], "voice": "af_heart"}
    client = services.client(TTS)
    (await client.post("/speak", json=request)).raise_for_status()
    with counted_syntheses() as runs:
        for path in ("/speak", "/speak/stream"):
            for format in ("wav", "mp3"):
                (await client.post(path, json=request | {"format": format})).raise_for_status()
    return len(runs)


@dataclass(frozen=True, slots=True)
class VoiceCost:
    voice: str
    cpu_per_s: float
    peak_mb: float


def cost_of_each_voice(model_dir: Path, voices: Sequence[str]) -> list[VoiceCost]:
    """Each voice alone in a fresh process: what it takes at its highest, and the CPU for a second of speech."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        return pool.starmap(_cost_of_voice, [(model_dir, voice) for voice in voices], chunksize=1)


def _cost_of_voice(model_dir: Path, voice: str) -> VoiceCost:
    lexicon, speaker = Lexicon.load(model_dir), Voices(model_dir)
    speaker.warm_up()
    begun, spoken_s = time.process_time(), 0.0
    for text in SENTENCES[:3]:
        spoken_s += speaker.speak_text(text, lexicon, voice=voice).duration_s
    cpu_s = time.process_time() - begun
    return VoiceCost(voice, cpu_s / spoken_s, peak_mb(os.getpid()))


def shift_figures(spoken: Sequence[SpokenSentence]) -> tuple[float, float, int]:
    """Median shift, median distance from it, both in seconds, and of how many phones."""
    shifts = np.array([shift for each in spoken for shift in each.shifts_s])
    median = float(np.median(shifts))
    return median, float(np.median(np.abs(shifts - median))), len(shifts)
