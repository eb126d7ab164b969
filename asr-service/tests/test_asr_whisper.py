"""The real recogniser on synthetic speech: clips that Kokoro-82M spoke, see audio/README.md."""

from collections.abc import AsyncIterator
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

import httpx
import numpy as np
import pytest
from faster_whisper import WhisperModel
from faster_whisper.transcribe import TranscriptionOptions

from shared.audio import Audio, decode_audio, encode_wav
from shared.contracts import Transcript
from shared.engines import EngineContext
from shared.settings import REPO_ROOT
from shared.testing import service_client

from ..app.core.config import Settings
from ..app.main import app
from ..app.services.engines.base import RecognisedWord
from ..app.services.engines.faster_whisper import load, without_crowds

pytestmark = [pytest.mark.anyio, pytest.mark.engine]

CLIPS = REPO_ROOT / "asr-service" / "tests" / "audio"
SENTENCE = "We work with three other teams every Wednesday."
RATE_HZ = 16_000
_OPTION_NAMES = [each.name for each in fields(TranscriptionOptions)]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def client(real_models: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


async def process(client: httpx.AsyncClient, content: bytes, **form: str) -> Transcript:
    response = await client.post("/process", files={"file": ("clip", content)}, data=form)
    assert response.status_code == 200, response.text
    return Transcript.model_validate(response.json())


async def test_it_hears_what_was_said_and_when(client: httpx.AsyncClient):
    transcript = await process(client, (CLIPS / "american_english.flac").read_bytes())
    assert transcript.text == SENTENCE
    assert transcript.assessable
    assert (transcript.engine, transcript.mock) == ("faster-whisper", False)
    assert transcript.language == "en"
    assert transcript.language_probability is not None
    assert transcript.language_probability > 0.9
    assert [word.text for word in transcript.words] == SENTENCE.split()
    starts = [word.start_s for word in transcript.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start_s < word.end_s <= 3.2 for word in transcript.words)
    assert all(
        word.confidence is not None and 0 <= word.confidence <= 1 for word in transcript.words
    )


async def test_an_indian_voice_is_not_another_language(client: httpx.AsyncClient):
    transcript = await process(client, (CLIPS / "hindi_voice_english.flac").read_bytes())
    assert transcript.text == SENTENCE
    assert transcript.reason is None


async def test_hindi_is_named_where_english_was_asked_for(client: httpx.AsyncClient):
    transcript = await process(client, (CLIPS / "hindi.flac").read_bytes(), language="en")
    assert (transcript.assessable, transcript.reason) == (False, "wrong_language")
    assert transcript.language == "hi"
    assert (transcript.text, transcript.words) == ("", [])


async def test_auto_finds_the_language(client: httpx.AsyncClient):
    transcript = await process(client, (CLIPS / "hindi.flac").read_bytes(), language="auto")
    assert transcript.language == "hi"
    assert transcript.reason == "wrong_language", "this model hears it too badly"
    assert transcript.words == []
    english = await process(client, (CLIPS / "american_english.flac").read_bytes(), language="auto")
    assert english.language == "en"
    assert english.text == SENTENCE


def quiet_then_speech_then_quiet() -> bytes:
    clip = decode_audio((CLIPS / "american_english.flac").read_bytes(), max_duration_s=10)
    room = np.random.default_rng(1).normal(0, 0.001, 8 * RATE_HZ).astype(np.float32)
    return encode_wav(np.concatenate([room, clip.samples, room]), RATE_HZ)


async def test_quiet_around_speech_adds_no_words(client: httpx.AsyncClient):
    transcript = await process(client, quiet_then_speech_then_quiet())
    assert transcript.text == SENTENCE
    assert 7.5 < transcript.words[0].start_s < 9.0


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(3 * RATE_HZ, dtype=np.float32),
        np.random.default_rng(0).normal(0, 0.1, 3 * RATE_HZ).astype(np.float32),
        (0.3 * np.sin(2 * np.pi * 440 * np.arange(3 * RATE_HZ) / RATE_HZ)).astype(np.float32),
    ],
    ids=["silence", "white noise", "tone"],
)
async def test_nothing_is_invented(client: httpx.AsyncClient, samples: np.ndarray):
    transcript = await process(client, encode_wav(samples, RATE_HZ))
    assert (transcript.text, transcript.words, transcript.assessable) == ("", [], False)


def test_the_first_window_is_encoded_once(real_models: Path, monkeypatch: pytest.MonkeyPatch):
    from ..app.services.engines import faster_whisper as engines

    settings = Settings()
    engine = engines.load(EngineContext(settings, real_models, 1))
    encoded: list[int] = []
    encode = engines.WhisperModel.encode

    def counted(model, features):
        encoded.append(1)
        return encode(model, features)

    monkeypatch.setattr(engines.WhisperModel, "encode", counted)
    clip = decode_audio((CLIPS / "american_english.flac").read_bytes(), max_duration_s=10)
    first = engine.transcribe(clip, "en")
    assert len(encoded) == 1
    silence = Audio(np.zeros(RATE_HZ, dtype=np.float32), RATE_HZ, 0.0)
    engine.transcribe(silence, "en")
    assert engine.transcribe(clip, "en") == first
    assert len(encoded) == 3


def said(text: str, start_s: float, word_s: float) -> list[RecognisedWord]:
    return [
        RecognisedWord(f" {word}", start_s + n * word_s, start_s + (n + 1) * word_s, 0.8)
        for n, word in enumerate(text.split())
    ]


@pytest.mark.parametrize(
    ("ratios", "tried"),
    [
        ([1.2], [[0.0]]),
        ([2.5, 1.1], [[0.0], [0.2, 0.4]]),
    ],
    ids=["badly predicted", "repeats itself"],
)
def test_only_what_repeats_itself_is_decoded_again(
    real_models: Path,
    monkeypatch: pytest.MonkeyPatch,
    ratios: list[float],
    tried: list[list[float]],
):
    asked: list[list[float]] = []

    def decoded(
        self: object, encoder_output: object, prompt: object, tokenizer: object, options: object
    ) -> tuple[str, float, float, float]:
        asked.append(list(options.temperatures))  # pyright: ignore[reportAttributeAccessIssue]
        return f"decoding {len(asked)}", -5.0, asked[-1][-1], ratios[len(asked) - 1]

    monkeypatch.setattr(WhisperModel, "generate_with_fallback", decoded)
    model = load(EngineContext(Settings(), real_models, threads=1))._model
    options = cast(Any, TranscriptionOptions)(
        **dict.fromkeys(_OPTION_NAMES) | {"temperatures": [0.0, 0.2, 0.4]}
    )
    found = model.generate_with_fallback(cast(Any, None), [], cast(Any, None), options)
    assert asked == tried
    assert found[0] == f"decoding {len(tried)}"


def test_words_that_nobody_can_have_said_so_fast_are_not_told():
    once = said("that evening my uncle said", 53.0, 0.3)
    again = said("that evening my uncle said", 69.4, 0.01)
    assert without_crowds(once + again) == once
    assert without_crowds(again) == []
    fast = said("it is a very fast one that is read aloud", 1.0, 0.09)
    assert without_crowds(fast) == fast
    few = said("of the and a", 2.0, 0.02)  # times of little words are off at times
    assert without_crowds(few) == few
