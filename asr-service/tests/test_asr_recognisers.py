"""Several recognisers side by side: who is given a recording, and what is told of them."""

import sys
from collections import Counter
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from shared.audio import Audio
from shared.engines import EngineContext, EngineHost, EngineSpec, EngineUnavailable
from shared.line import Line
from shared.models.listed import ListedModel
from shared.roster import ASR
from shared.settings import REPO_ROOT
from shared.testing import service_client
from shared.web import create_service
from shared.web.model_book import LoadedModel, ModelBook

from ..app.api.endpoints import router
from ..app.core.config import Settings
from ..app.main import __package__ as PACKAGE
from ..app.main import open_resources
from ..app.services import recognisers as served
from ..app.services.engines.base import RecognisedWord, Recognition
from ..app.services.recognisers import recogniser_for

pytestmark = pytest.mark.anyio
SPEECH = REPO_ROOT / "tests/audio/good.wav"
LISTED = """
[[model]]
name = "hindi"
engine = "told"
languages = ["hi"]
licence = "MIT"
settings = { sherpa_language = "hi" }

[[model]]
name = "hindi-next"
engine = "told"
languages = ["hi"]
share = 0.25
settings = { sherpa_language = "hi", beam_size = 7 }
"""


class ToldRecogniser:
    """Hears one word, its settings; in Hindi it detects Hindi."""

    name = "told"

    def __init__(self, settings: Any) -> None:
        self.languages = frozenset({settings.sherpa_language})
        self.model_version = f"{settings.sherpa_language}-{settings.beam_size}"

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        [own] = self.languages
        word = RecognisedWord(f" {self.model_version}", 0.0, audio.duration_s, 0.9)
        return Recognition((word,), own, {own: 1.0})


class Detector(ToldRecogniser):
    """Knows Hindi when it hears it, and is refused for it."""

    name = "faster-whisper"

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.languages, self.model_version = frozenset({"en", "hi"}), "base"

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        word = RecognisedWord(" nonsense", 0.0, audio.duration_s, 0.3)
        return Recognition((word,), "hi", {"hi": 0.95, "en": 0.05})


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FastAPI:
    """With engines in place of those that need models, and a file of models at tmp_path."""
    for name, kind in (("told", ToldRecogniser), ("detecting", Detector)):
        module = ModuleType(name)
        vars(module)["load"] = partial(_load, kind)
        monkeypatch.setitem(sys.modules, f"{PACKAGE}.services.engines.{name}_recogniser", module)
    specs = tuple(
        EngineSpec(name, f"{name}_recogniser", about="for a test") for name in ("detecting", "told")
    )
    monkeypatch.setattr(served, "ENGINES", specs)
    monkeypatch.setenv("MOCK_MODE", "false")
    monkeypatch.setenv("ASR_ENGINE", "detecting")
    monkeypatch.setenv("ASR_MODELS", str(tmp_path / "models.toml"))
    return create_service(
        ASR,
        settings=Settings,
        router=router,
        package=PACKAGE,
        engines=specs,
        resources=open_resources,
    )


def _load(kind: type[ToldRecogniser], context: EngineContext) -> ToldRecogniser:
    return kind(context.settings)


def model(name: str, *, share: float = 1.0, languages: tuple[str, ...] = ("hi",)) -> LoadedModel:
    listed = ListedModel(name=name, engine="told", languages=languages, share=share)
    return LoadedModel(listed, host(name))


def host(name: str) -> EngineHost[Any]:
    engine = ToldRecogniser(Settings())
    engine.model_version = name
    return EngineHost(engine, mock=False, line=Line(name, 1))


@pytest.fixture
def book() -> ModelBook[Any]:
    own = LoadedModel(None, host("own"))
    return ModelBook(
        [own, model("hindi"), model("next", share=0.25), model("tamil", languages=("ta",))]
    )


def test_a_language_goes_to_its_model_and_all_else_to_the_services_own(book: ModelBook[Any]):
    assert book.host_for("ta", "1").engine.model_version == "tamil"
    assert book.host_for("en", "1") is book.host_for(None, "1") is book.own
    assert book.languages_of_others == {"hi", "ta"}


def test_a_model_on_trial_is_given_its_share(book: ModelBook[Any]):
    given = Counter(book.host_for("hi", f"task {n}").engine.model_version for n in range(4000))
    assert set(given) == {"hindi", "next"}
    assert 0.22 < given["next"] / 4000 < 0.28


def test_one_task_is_given_to_one_model(book: ModelBook[Any]):
    for n in range(20):
        assert len({id(book.host_for("hi", f"task {n}")) for _ in range(5)}) == 1


def test_a_language_is_known_by_any_of_its_names(book: ModelBook[Any]):
    for name in ("hi", "Hindi", "hi-IN", "हिन्दी"):
        assert recogniser_for(book, name).engine.model_version in {"hindi", "next"}
    assert recogniser_for(book, "auto") is book.own


@pytest.fixture
async def client(service: FastAPI, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    (tmp_path / "models.toml").write_text(LISTED, encoding="utf-8")
    async with service_client(service) as opened:
        yield opened


async def sent(client: httpx.AsyncClient, language: str, task: str) -> dict[str, Any]:
    answer = await client.post(
        "/process",
        files={"file": ("a.wav", SPEECH.read_bytes(), "audio/wav")},
        data={"language": language},
        headers={"x-request-id": task},
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_recording_is_heard_by_the_model_of_its_language(client: httpx.AsyncClient):
    told = [await sent(client, "hi", f"task{n}") for n in range(16)]
    assert {each["model_version"] for each in told} == {"hi-5", "hi-7"}
    assert all(each["text"] == each["model_version"] for each in told)
    assert {each["language"] for each in told} == {"hi"}


async def test_a_language_that_is_detected_goes_to_its_model(client: httpx.AsyncClient):
    told = await sent(client, "auto", "task1")
    assert (told["language"], told["reason"]) == ("hi", None)
    assert told["model_version"].startswith("hi-")


async def test_models_are_told_and_counted_by_their_names(client: httpx.AsyncClient):
    own, hindi, on_trial = (await client.get("/models")).json()["models"]
    assert (own["name"], own["share"]) == ("own", None)
    assert (hindi["name"], hindi["share"], hindi["licence"]) == ("hindi", 1.0, "MIT")
    assert (on_trial["name"], on_trial["share"], on_trial["licence"]) == ("hindi-next", 0.25, None)
    assert [each["language"] for each in hindi["languages"]] == ["hi"]
    assert hindi["languages"][0]["accepted"] is True
    for n in range(8):
        await sent(client, "hi", f"task{n}")
    metrics = (await client.get("/metrics")).text
    runs = {
        sample.labels["model"]: sample.value
        for family in text_string_to_metric_families(metrics)
        if family.name == "model_runs"
        for sample in family.samples
        if sample.name == "model_runs_total" and sample.labels["outcome"] == "succeeded"
    }
    assert runs["hindi"] + runs["hindi-next"] == 8
    assert runs.get("own", 0) == 0


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        (LISTED.replace('engine = "told"', 'engine = "nowhere"', 1), "no engine 'nowhere'"),
        (LISTED.replace('languages = ["hi"]', 'languages = ["ta"]', 1), "doesn't know 'ta'"),
        (LISTED.replace("beam_size = 7", "beam_size = 70"), "beam_size"),
        (LISTED.replace("beam_size = 7", "beams = 7"), "there is no setting 'beams'"),
    ],
)
async def test_a_list_with_a_mistake_stops_the_start(
    service: FastAPI, tmp_path: Path, listed: str, told: str
):
    (tmp_path / "models.toml").write_text(listed, encoding="utf-8")
    with pytest.raises(EngineUnavailable, match=told):
        async with service_client(service):
            pass
