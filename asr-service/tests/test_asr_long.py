"""POST /transcribe: recordings of minutes, piece by piece; with the mock engine, and with the real one."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import numpy as np
import pytest
from pydantic import TypeAdapter

from shared.audio import decode_audio, encode_wav
from shared.audio.pieces import RecordingPiece
from shared.contracts import Transcript
from shared.contracts.pieces import LINES, TranscriptLine
from shared.engines import EngineHost
from shared.errors import Busy
from shared.settings import REPO_ROOT
from shared.testing import service_client
from shared.web.long_uploads import RESOURCE

from ..app.main import app
from ..app.services.engines import base
from ..app.services.engines.mock import MockTranscriber
from ..app.services.long import samples_of

pytestmark = pytest.mark.anyio

RATE_HZ = 16_000
CLIPS = REPO_ROOT / "asr-service" / "tests" / "audio"
TEAMS, SCHOOL, HINDI = (
    decode_audio(path.read_bytes(), max_duration_s=20).samples
    for path in (
        CLIPS / "american_english.flac",
        REPO_ROOT / "tests" / "audio" / "good.wav",
        CLIPS / "hindi.flac",
    )
)
_line: TypeAdapter[Any] = TypeAdapter(TranscriptLine)


def with_pauses(*clips: np.ndarray, pause_s: float = 3.5) -> np.ndarray:
    """The clips with pauses that always part pieces, noise of -80 dBFS throughout."""
    pause = np.zeros(round(pause_s * RATE_HZ), np.float32)
    samples = np.concatenate([part for clip in clips for part in (clip, pause)])
    noise = np.random.default_rng(0).normal(0.0, 1e-4, len(samples))
    return (samples + noise).astype(np.float32)


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


@pytest.fixture
async def real_client(real_models: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


async def transcribe(
    client: httpx.AsyncClient, samples: np.ndarray, **form: str
) -> list[dict[str, Any]]:
    """The lines of an answer, each held to the contract."""
    files = {"file": ("recording.wav", encode_wav(samples, RATE_HZ))}
    response = await client.post("/transcribe", files=files, data=form)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == LINES
    for line in response.text.splitlines():
        _line.validate_json(line)
    return [json.loads(line) for line in response.text.splitlines()]


async def test_a_recording_is_told_piece_by_piece(client: httpx.AsyncClient):
    samples = with_pauses(TEAMS, SCHOOL, TEAMS)
    begun, *pieces, done = await transcribe(client, samples)
    assert begun["type"] == "begun"
    assert begun["n_pieces"] == 3
    assert begun["duration_s"] == pytest.approx(len(samples) / RATE_HZ, abs=0.001)
    assert [(each["type"], each["index"], each["n_pieces"]) for each in pieces] == [
        ("piece", 0, 3),
        ("piece", 1, 3),
        ("piece", 2, 3),
    ]
    words = [word for each in pieces for word in each["words"]]
    assert all(
        each["start_s"] - 0.5 <= word["start_s"] <= word["end_s"] <= each["end_s"] + 0.5
        for each in pieces
        for word in each["words"]
    )
    transcript = Transcript.model_validate(done["transcript"])
    assert [word.text for word in transcript.words] == [word["text"] for word in words]
    assert transcript.text == " ".join(word["text"] for word in words)
    assert transcript.checks.duration_s == begun["duration_s"]
    assert transcript.assessable


async def test_who_knows_the_first_pieces_is_told_of_the_rest_alone(client: httpx.AsyncClient):
    samples = with_pauses(TEAMS, SCHOOL, TEAMS)
    whole = await transcribe(client, samples)
    rest = await transcribe(client, samples, from_piece="2")
    assert [each.get("index") for each in rest] == [None, 2, None]
    assert rest[1] == whole[3]
    assert rest[-1]["transcript"]["words"] == whole[3]["words"]


async def test_silence_is_answered_without_pieces(client: httpx.AsyncClient):
    begun, done = await transcribe(client, np.zeros(20 * RATE_HZ, np.float32))
    assert (begun["n_pieces"], begun["speech_s"]) == (0, 0.0)
    assert done["transcript"]["reason"] == "silence"


async def test_a_recording_longer_than_the_service_takes_is_refused(
    mock_mode: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ASR_LONGEST_S", "4")
    async with service_client(app) as client:
        files = {"file": ("long.wav", encode_wav(with_pauses(TEAMS, TEAMS), RATE_HZ))}
        response = await client.post("/transcribe", files=files)
    assert response.status_code == 413
    problem = response.json()
    assert (problem["type"], problem["field"]) == ("audio-too-long", "file")
    assert problem["max_duration_s"] == 4


async def test_a_larger_file_than_may_be_sent_is_refused(
    mock_mode: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MAX_LONG_UPLOAD_MB", "1")
    async with service_client(app) as client:
        files = {"file": ("long.wav", encode_wav(np.zeros(40 * RATE_HZ, np.float32), RATE_HZ))}
        response = await client.post("/transcribe", files=files)
    assert (response.status_code, response.json()["type"]) == (413, "upload-too-large")


@pytest.mark.parametrize(
    ("form", "field"),
    [({"language": "xx"}, "language"), ({"from_piece": "9"}, "from_piece")],
)
async def test_what_cannot_be_done_is_refused_before_anything_is_told(
    client: httpx.AsyncClient, form: dict[str, str], field: str
):
    files = {"file": ("recording.wav", encode_wav(TEAMS, RATE_HZ))}
    response = await client.post("/transcribe", files=files, data=form)
    assert (response.status_code, response.json()["field"]) == (422, field)


async def test_more_recordings_than_may_be_worked_on_are_told_to_come_again(
    mock_mode: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ASR_LONG_RECORDINGS", "0")
    async with service_client(app) as client:
        files = {"file": ("recording.wav", encode_wav(TEAMS, RATE_HZ))}
        response = await client.post("/transcribe", files=files)
    assert (response.status_code, response.json()["type"]) == (503, "busy")
    assert int(response.headers["retry-after"]) >= 1


async def test_a_failure_on_the_way_is_the_last_line(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    heard = []

    def fail_on_the_second(self: MockTranscriber, audio: object, language: str | None):
        heard.append(audio)
        if len(heard) > 4:
            raise RuntimeError("out of memory")
        return base.Recognition((), "en", {"en": 1.0})

    monkeypatch.setattr(MockTranscriber, "transcribe", fail_on_the_second)
    lines = await transcribe(client, with_pauses(*[TEAMS] * 6))
    assert lines[-1]["type"] == "problem"
    assert lines[-1]["problem"]["type"] == "engine-failed"
    assert lines[-1]["problem"]["status"] == 500


async def test_a_full_line_makes_a_long_recording_wait(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    refused: list[None] = []
    run = EngineHost.run

    async def busy_at_first(self: EngineHost[Any], *args: Any, **kwargs: Any) -> Any:
        if len(refused) < 2:
            refused.append(None)
            raise Busy("the engine is busy", retry_after_s=1)
        return await run(self, *args, **kwargs)

    async def at_once(seconds: float) -> None:
        assert seconds == 1
        await anyio.lowlevel.checkpoint()

    monkeypatch.setattr(EngineHost, "run", busy_at_first)
    monkeypatch.setattr("shared.line.anyio.sleep", at_once)
    lines = await transcribe(client, with_pauses(TEAMS))
    assert len(refused) == 2
    assert lines[-1]["type"] == "done"


async def test_nothing_is_held_of_a_recording_that_was_answered_or_refused(
    client: httpx.AsyncClient,
):
    line = app.state.runtime.resources[RESOURCE].line
    await transcribe(client, with_pauses(TEAMS))
    files = {"file": ("recording.wav", b"no sound")}
    assert (await client.post("/transcribe", files=files)).status_code == 415
    assert line.busy == 0


async def test_more_words_than_a_short_recording_has_are_told_together(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    words = tuple(
        base.RecognisedWord(" word", 0.3 + at / 1000, 0.31 + at / 1000, 0.9) for at in range(3_000)
    )
    monkeypatch.setattr(
        MockTranscriber, "transcribe", lambda *_: base.Recognition(words, "en", {"en": 1.0})
    )
    _, *pieces, done = await transcribe(client, with_pauses(TEAMS, TEAMS))
    told = sum(len(each["words"]) for each in pieces)
    assert len(done["transcript"]["words"]) == told > 5_000


def test_the_samples_for_the_language_are_the_longest_of_each_third():
    lengths = [5, 9, 2, 3, 3, 4, 8, 1, 2]
    pieces = [RecordingPiece(100 * n, 100 * n + length, 0, 0) for n, length in enumerate(lengths)]
    assert samples_of(pieces) == [1, 5, 6]
    assert samples_of(pieces[:2]) == [0, 1]


@pytest.mark.engine
async def test_the_real_recogniser_hears_a_recording_of_a_minute(real_client: httpx.AsyncClient):
    samples = with_pauses(*[SCHOOL, TEAMS] * 3)
    begun, *pieces, done = await transcribe(real_client, samples, language="auto")
    assert begun["n_pieces"] == 6
    transcript = Transcript.model_validate(done["transcript"])
    assert transcript.language == "en"
    teams = "we work with three other teams every wednesday"
    heard = [" ".join(word["text"] for word in each["words"]).strip(".").lower() for each in pieces]
    assert heard[1] == heard[3] == heard[5] == teams
    assert all("very good school" in each for each in heard[::2])
    starts = [word.start_s for word in transcript.words]
    assert starts == sorted(starts)
    # Each clip begins where it was laid.
    laid_s, period_s = len(SCHOOL) / RATE_HZ + 3.5, (len(SCHOOL) + len(TEAMS)) / RATE_HZ + 7
    for number, each in enumerate(pieces[1::2]):
        assert each["words"][0]["start_s"] == pytest.approx(laid_s + number * period_s, abs=0.6)


@pytest.mark.engine
async def test_a_recording_in_another_language_is_named(real_client: httpx.AsyncClient):
    *_, done = await transcribe(real_client, with_pauses(HINDI, HINDI), language="en")
    assert done["transcript"]["reason"] == "wrong_language"
    assert done["transcript"]["language"] == "hi"
    assert done["transcript"]["words"] == []


@pytest.mark.engine
async def test_one_sentence_in_another_language_does_not_make_it_another(
    real_client: httpx.AsyncClient,
):
    *_, done = await transcribe(real_client, with_pauses(HINDI, TEAMS, SCHOOL), language="en")
    assert done["transcript"]["reason"] is None
    assert "Wednesday" in done["transcript"]["text"]
