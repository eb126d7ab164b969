"""A reference is studied once: beside the samples where a core is free for it, else when it is asked for."""

import threading
from collections.abc import AsyncIterator
from typing import Any

import httpx
import numpy as np
import pytest

from shared.audio import Audio
from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines.base import Features, NoVoice, StudiedReference
from ..app.services.engines.mock import MockConverter
from ..app.services.study import Study

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

AUDIO = REPO_ROOT / "tests" / "audio"
FOUND: Features = {"found": np.ones(1)}


class CountingEngine(MockConverter):
    """Finds something, or refuses."""

    def __init__(self, refusal: NoVoice | None = None) -> None:
        self.n_studied, self.refusal = 0, refusal

    def study(self, reference: Audio) -> Features:
        self.n_studied += 1
        if self.refusal is not None:
            raise self.refusal
        return FOUND


def sound(duration_s: float) -> Audio:
    return Audio(np.zeros(round(duration_s * 16_000), np.float32), 16_000, 0.0)


def test_what_was_begun_is_not_done_again():
    engine = CountingEngine()
    study = Study(engine, sound(3))
    study.begin()
    study.begin()
    assert study.features() is FOUND
    assert engine.n_studied == 1


def test_what_was_not_begun_is_done_when_it_is_asked_for():
    engine = CountingEngine()
    assert Study(engine, sound(3)).features() is FOUND


def test_a_long_reference_waits_until_it_is_asked_for():
    engine = CountingEngine()
    study = Study(engine, sound(16))
    study.begin()
    assert engine.n_studied == 0
    assert study.features() is FOUND


def test_a_refusal_is_told_when_it_is_asked_for():
    engine = CountingEngine(NoVoice("there is no voice in it", field="reference"))
    study = Study(engine, sound(3))
    study.begin()
    for _ in range(2):
        with pytest.raises(NoVoice, match="no voice"):
            study.features()
    assert engine.n_studied == 1


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


def convert(client: httpx.AsyncClient, *samples: str) -> Any:
    files = [("reference", ("r.wav", (AUDIO / "good.wav").read_bytes()))]
    files += [("samples", (name, (AUDIO / name).read_bytes())) for name in samples]
    return client.post("/convert", files=files, data={"consent_voice_cloning": "true"})


async def test_it_is_done_beside_the_measuring_and_what_was_found_is_used(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    both = threading.Barrier(2, timeout=20)
    studied: list[Audio] = []
    given: list[Features] = []
    usual = MockConverter.convert

    def study(self: object, reference: Audio) -> Features:
        both.wait()  # for who measures, and the other way round
        studied.append(reference)
        return FOUND

    def measure(self: object, audio: Audio, heard: object) -> Features:
        both.wait()
        return {}

    def converted(self: MockConverter, reference: StudiedReference, samples: Any) -> Any:
        given.append(reference.features)
        return usual(self, reference, samples)

    monkeypatch.setattr(MockConverter, "study", study)
    monkeypatch.setattr(MockConverter, "measure", measure)
    monkeypatch.setattr(MockConverter, "convert", converted)
    response = await convert(client, "hindi_voice.wav")
    assert response.status_code == 200, response.text
    assert (len(studied), given) == (1, [FOUND])


async def test_a_reference_without_voice_leaves_nothing_behind(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    def study(self: object, reference: Audio) -> Features:
        raise NoVoice("there is no voice in it", field="reference")

    monkeypatch.setattr(MockConverter, "study", study)
    response = await convert(client, "hindi_voice.wav", "good.wav")
    assert response.status_code == 422
    assert response.json()["field"] == "reference"
    assert await open_store(CommonSettings()).keys("vc/") == []
