"""The seven services as one small real server on loopback, and the orchestrator in front of it."""

import asyncio
import contextlib
import hashlib
import json
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import httpx
import numpy as np
import pytest
import uvicorn
from alembic import command
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from shared.audio import encode_wav
from shared.audio.decoder import AudioDecoder
from shared.roster import CONVERSATION, LANGUAGE, ORCHESTRATOR, ROSTER, SEARCH
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.testing import service_client
from shared.testing.servers import Postgres, running_postgres

from ..app.access.door import FrontDoor
from ..app.db import migrate
from ..app.db.models import Task
from ..app.db.session import make_engine
from . import tenant_guard
from .fake_conversation import FakeConversation
from .long_recogniser import LongRecogniser

STAMP = {"engine": "fake", "model_version": "1", "mock": True}
CHECKS = {
    "duration_s": 1.0,
    "speech_s": 0.8,
    "level_dbfs": -20.0,
    "snr_db": 30.0,
    "clipped_share": 0.0,
    "reason": None,
}
TRANSCRIPT = {
    **STAMP,
    "text": "Very good",
    "language": "en",
    "language_probability": 0.99,
    "words": [{"text": "Very", "start_s": 0.1, "end_s": 0.4, "confidence": 0.9}],
    "checks": CHECKS,
    "assessable": True,
    "reason": None,
}
ALIGNMENT = {
    **STAMP,
    "text": "very good",
    "words": [],
    "utterance": {"accuracy": 8.0, "fluency": 8.0, "prosody": 8.0, "total": 8.0},
    "timing": {
        "speech_s": 0.8,
        "speech_rate_sps": 3.0,
        "articulation_rate_sps": 3.5,
        "pauses": [],
    },
    "checks": CHECKS,
    "text_match": 0.99,
}
PHONEME_MAP = {
    **STAMP,
    "text": "very good",
    "words": [
        {
            "index": index,
            "text": word,
            "token": word,
            "start_char": 5 * index,
            "end_char": 5 * index + 4,
            "source": "cmudict",
            "pronunciations": [
                {"phones": phones, "ipa": ipa, "syllables": [{"phones": phones, "stress": 1}]}
            ],
        }
        for index, (word, phones, ipa) in enumerate(
            [("very", ["V", "EH1", "R", "IY0"], "ˈvɛɹi"), ("good", ["G", "UH1", "D"], "ɡʊd")]
        )
    ],
    "out_of_vocabulary": [],
}
ISSUE = {
    "id": "i1",
    "rule": "V_W",
    "category": "consonant",
    "word_index": 0,
    "word": "very",
    "phone_index": 0,
    "target": "V",
    "target_ipa": "v",
    "heard": "W",
    "heard_ipa": "w",
    "start_s": 0.1,
    "end_s": 0.16,
    "probability": 0.91,
    "severity": "medium",
    "priority": 1,
    "message": "the v of “very” was heard as w",
    "tip": "V_W",
}
DIFF = {
    **STAMP,
    "assessable": True,
    "reason": None,
    "scores": {
        "overall": 81.0,
        "accuracy": 78.0,
        "fluency": 88.0,
        "completeness": 100.0,
        "prosody": 80.0,
    },
    "words": [],
    "issues": [ISSUE],
    "text_source": "reference",
    "formula_version": "2",
}
FEEDBACK = {
    **STAMP,
    "summary": "One sound to work on.",
    "priorities": [],
    "findings": [],
    "drills": [],
    "strength": None,
    "next_step": "Record it again.",
    "source": "rules",
}
HINDI = {
    "language": "hi",
    "name": "Hindi",
    "accepted": False,
    "wer": 1.05,
    "measured_on": "14 sentences",
    "use_instead": {"engine": "sherpa-onnx", "model": "conformer (hi)"},
}
"""That a recogniser is refused for."""
VOICE = {
    "id": "af_heart", "accent": "en-US", "gender": "female", "quality": "natural", "licence": "Apache-2.0",
    "languages": [{"language": "en-US", "quality": "natural"}],
}  # fmt: skip
TIP = {"tip": "V_W", "title": "Keep v and w apart", "how": "Buzz.", "why": "they part words"}
SOUND = {"phone": "V", "ipa": "v", "name": "v", "how": "Buzz.", "sentences": ["Vera wins."]}
WAV = encode_wav((np.sin(np.arange(16_000) / 5) * 0.3).astype(np.float32), 16_000)
_SCORED = ["overall", "accuracy", "fluency", "completeness", "prosody"]
_CLEAR_WORDS = ["n_words", "n_clear_words", "comprehensibility"]
NO_SCORES = {**dict.fromkeys([*_SCORED, *_CLEAR_WORDS]), "reasons": []}
BESIDE = {
    ("feedback", "unjudged"),
    ("language-service", "normalise"),
    ("language-service", "translate"),
}
"""Endpoints that are asked for beside a service's own."""


def translated(text: str, into: str) -> dict[str, Any]:
    return {
        "source_language": "en",
        "source_probability": None,
        "translation": into,
        "reason": None,
        "confidence": None,
        "sentences": [],
        "after": "",
    }


def stored_audio(key: str) -> dict[str, Any]:
    return {"key": key, "url": "http://unused", "duration_s": 1.0, "rate_hz": 16_000}


GATE_S = 240.0
"""Longer than another orchestrator takes to start on a busy machine."""


class StageGate:
    """Holds a stage's answer back until it is opened."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self.open = threading.Event()


@dataclass
class FakeServices:
    """What the seven services answer; a test changes one answer, or holds it back."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    refusals: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    turns: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    """Status and body of a stage's next answers, before those that are always the same."""
    lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What is told line by line instead of an answer."""
    long: LongRecogniser = field(default_factory=lambda: LongRecogniser(STAMP, CHECKS))
    indexed: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What can be searched, by the recording."""
    conversation: FakeConversation = field(default_factory=lambda: FakeConversation(STAMP))
    gates: dict[str, StageGate] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    unready: set[str] = field(default_factory=set)
    """Stages whose service says that it is not ready."""
    hanging: set[str] = field(default_factory=set)
    """Stages whose service does not answer whether it is."""
    probes: dict[str, int] = field(default_factory=dict)
    """How often each was asked."""
    moments_prefix: str = ""
    """What the coach puts before the reasons of a call's moments."""
    moments_source: str = "rules"
    languages: list[str] = field(default_factory=lambda: ["en"])
    """That the coach speaks."""
    pairs: list[tuple[str, str]] | None = field(default_factory=list)
    """That are translated; None: any."""
    asked_to_translate: list[dict[str, Any]] = field(default_factory=list)
    """Requests, in the order in which they came."""
    recognisers: list[dict[str, Any]] = field(default_factory=list)
    """That are loaded."""
    address: str = ""
    pause_s: float = 0.0
    """Before each answer."""
    unusable: set[str] = field(default_factory=set)
    """Versions of weights that the aligner can't work with."""
    asked_weights: list[str | None] = field(default_factory=list)
    """Version of the weights that each request to the aligner named."""

    async def stored(self, prefix: str) -> set[str]:
        """Keys in the object store."""
        return set(await open_store(CommonSettings()).keys(prefix))

    def hold(self, stage: str) -> StageGate:
        return self.gates.setdefault(stage, StageGate())

    def refuse(self, stage: str, status: int, **members: Any) -> None:
        problem = {"type": "invalid-input", "title": "no", "status": status, "detail": "no"}
        self.refusals[stage] = (status, problem | members)

    async def respond(self, stage: str, request: Request) -> Response:
        self.calls.append(stage)
        self.headers[stage] = dict(request.headers)
        if request.headers["content-type"].startswith("application/json"):
            self.requests[stage] = await request.json()
        else:
            async with request.form() as form:
                self.requests[stage] = {
                    name: value for name, value in form.items() if isinstance(value, str)
                }
        asked = self.requests[stage]
        if (gate := self.gates.get(stage)) is not None:
            gate.arrived.set()
            await asyncio.to_thread(gate.open.wait, GATE_S)
        await asyncio.sleep(self.pause_s)
        if stage == "align":
            named = json.loads(asked["weights"]) if "weights" in asked else None
            self.asked_weights.append(named and named["version"])
            if named and named["version"] in self.unusable:
                problem = {"type": "weights-unusable", "status": 422, "detail": "no", "field": "weights"}  # fmt: skip
                return JSONResponse(problem, status_code=422)
        if turns := self.turns.get(stage):
            status, body = turns.pop(0)
            return JSONResponse(body, status_code=status)
        if (refusal := self.refusals.get(stage)) is not None:
            return JSONResponse(refusal[1], status_code=refusal[0])
        if lines := self.lines.get(stage):
            told = "".join(json.dumps(each) + "\n" for each in lines)
            return Response(told, media_type="application/x-ndjson")
        return JSONResponse(await self._answer(stage, asked))

    async def _answer(self, stage: str, asked: dict[str, Any]) -> dict[str, Any]:
        if stage == "align" and "weights" in asked:
            made_by = {"model_version": json.loads(asked["weights"])["version"]}
            return self.answers.get(stage, ALIGNMENT) | made_by
        if stage in self.answers:
            return self.answers[stage]
        if stage == LANGUAGE.name and "text" in asked:
            text = asked["text"]
            written = {
                "language": asked["language"],
                "original": text,
                "written": text,
                "spans": [],
            }
            return {**STAMP, **written}
        if stage == LANGUAGE.name:
            self.asked_to_translate.append(asked)
            told = [translated(each, f"[{asked['target']}] {each}") for each in asked["texts"]]
            return {**STAMP, "target": asked["target"], "translations": told}
        store = open_store(CommonSettings())
        if stage == "tts":
            said = repr((asked.get("text"), asked.get("phones")))
            digest = hashlib.sha256(said.encode()).hexdigest()
            kept = [f"{asked['cache_prefix']}/{digest[:2]}/{digest}/speech.wav"]
            if "key_prefix" in asked:
                kept.append(f"{asked['key_prefix']}/speech/{digest}.wav")
            for key in kept:
                await store.put(key, WAV, content_type="audio/wav")
            return {
                **STAMP,
                "audio": stored_audio(kept[-1]),
                "voice": self.requests["tts"].get("voice") or "af_heart",
                "text": self.requests["tts"].get("text", ""),
                "phones": self.requests["tts"].get("phones", []),
            }
        if stage == "vc":
            key = f"{self.requests['vc']['key_prefix']}/own_voice.wav"
            await store.put(key, WAV, content_type="audio/wav")
            measured = f"{self.requests['vc']['voice_prefix']}/voice/1.npz"
            await store.put(measured, b"features", content_type="application/octet-stream")
            return {**STAMP, "audio": stored_audio(key), "samples_used": 1}
        return {
            "asr": TRANSCRIPT,
            "align": ALIGNMENT,
            "phonemap": PHONEME_MAP,
            "diff": DIFF,
            "feedback": FEEDBACK,
        }[stage]


def _in_english(language: str, told: dict[str, Any]) -> Response:
    if language == "en":
        return JSONResponse({**STAMP, **told})
    problem = {"type": "invalid-input", "status": 422, "detail": "no such", "field": "language"}
    return JSONResponse(problem, status_code=422)


def _application(services: FakeServices) -> FastAPI:
    app = FastAPI()

    @app.get("/asr/models")
    async def models() -> dict[str, Any]:
        return {**STAMP, "models": services.recognisers}

    @app.get("/tts/voices")
    async def voices() -> dict[str, Any]:
        return {**STAMP, "default_voice": "af_heart", "voices": [VOICE]}

    @app.get("/feedback/tips")
    async def tips(language: str, l1: str | None = None) -> Response:
        return _in_english(language, {"tips": [TIP | {"note": l1}]})

    @app.get("/feedback/sounds")
    async def sounds(language: str) -> Response:
        return _in_english(language, {"sounds": [SOUND]})

    @app.post("/feedback/moments")
    async def word_moments(request: Request) -> Response:
        services.calls.append("moments")
        asked = services.requests["moments"] = await request.json()
        if (refusal := services.refusals.get("moments")) is not None:
            return JSONResponse(refusal[1], status_code=refusal[0])
        told = [
            {
                "reason": f"{services.moments_prefix}{each['reason']}",
                "advice": each["advice"],
                "source": services.moments_source,
            }
            for each in asked["moments"]
        ]
        return JSONResponse({**STAMP, "moments": told})

    @app.get("/feedback/languages")
    async def languages() -> dict[str, Any]:
        return {**STAMP, "languages": [{"code": each} for each in services.languages]}

    @app.get(f"/{LANGUAGE.name}/pairs")
    async def pairs() -> dict[str, Any]:
        listed = [{"source": one, "target": other} for one, other in services.pairs or ()]
        return {**STAMP, "any_pair": services.pairs is None, "pairs": listed}

    @app.get("/{stage}/ready")
    async def ready(stage: str) -> Response:
        services.probes[stage] = services.probes.get(stage, 0) + 1
        while stage in services.hanging:  # noqa: ASYNC110 - until the test is over
            await asyncio.sleep(0.05)
        status = 503 if stage in services.unready else 200
        return JSONResponse({"service": stage}, status_code=status)

    @app.post("/asr/transcribe")
    async def transcribe(request: Request) -> Response:
        return await services.long.respond(request)

    @app.put(f"/{SEARCH.name}/recordings/{{tenant}}/{{recording_id}}")
    async def index(tenant: str, recording_id: str, request: Request) -> dict[str, Any]:
        del tenant
        before = services.indexed.get(recording_id, {"turns": []})
        services.indexed[recording_id] = sent = await request.json()
        return {**STAMP, "n_turns": len(sent["turns"]), "n_replaced": len(before["turns"])}

    @app.delete(f"/{SEARCH.name}/recordings/{{tenant}}/{{recording_id}}")
    async def take_out(tenant: str, recording_id: str) -> dict[str, Any]:
        del tenant
        gone = services.indexed.pop(recording_id, {"turns": []})
        return {**STAMP, "n_turns": len(gone["turns"])}

    @app.post(f"/{CONVERSATION.name}/{{endpoint}}")
    async def converse(endpoint: str, request: Request) -> Response:
        services.calls.append(endpoint)
        return await services.conversation.respond(endpoint, request)

    @app.post("/{stage}/{endpoint}")
    async def respond(stage: str, endpoint: str, request: Request) -> Response:
        expected = next(each.endpoint for each in ROSTER if stage in {each.stage, each.name})
        assert f"/{endpoint}" == expected or (stage, endpoint) in BESIDE
        return await services.respond(stage, request)

    return app


@pytest.fixture(autouse=True)
def guard_found() -> Iterator[list[tenant_guard.TenantForgotten]]:
    """Every unit of work of every test here is watched for one that forgets the tenant."""
    with tenant_guard.guarded() as found:
        yield found


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of either kind, and empty again when the test is over."""
    url = (
        f"sqlite:///{tmp_path / 'tasks.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres").url
    )
    made = make_engine(url)
    _empty(made)  # of who used this Postgres as its own
    yield made
    _empty(made)
    made.dispose()


def _empty(engine: Engine) -> None:
    with engine.connect() as connection:
        emptied = {"tasks", "consents", "classes", "recordings", "training_jobs"}
        for table in emptied & set(inspect(engine).get_table_names()):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.commit()
        command.downgrade(migrate.alembic_config(connection), "base")
        connection.commit()


@pytest.fixture
def database(engine: Engine) -> Iterator[Callable[[Callable[[Session], Any]], Any]]:
    """Does a unit of work in a database of either kind, at the newest schema."""
    migrate.migrate(engine)

    def within(work: Callable[[Session], Any]) -> Any:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    yield within
    within(lambda s: [s.delete(row) for row in s.query(Task).all()])


@pytest.fixture(autouse=True)
def _decoder_when_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoder starts with the first upload that needs one: hardly any test sends one."""

    async def later(_: AudioDecoder) -> None:
        return

    monkeypatch.setattr(AudioDecoder, "warm_up", later)


@pytest.fixture(scope="session")
def newest_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("schema") / "orchestrator.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate.migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch, newest_schema: Path) -> Iterator[FakeServices]:
    """The services behind it on one loopback port, known to the orchestrator through its settings; its own database is empty."""
    data_dir = CommonSettings().data_dir
    data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copy(newest_schema, data_dir / "orchestrator.db")
    fake = FakeServices()
    config = uvicorn.Config(
        _application(fake), host="127.0.0.1", port=0, log_config=None, lifespan="off"
    )
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    fake.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    for service in ROSTER:
        if service is not ORCHESTRATOR:
            monkeypatch.setenv(
                service.url_variable, f"{fake.address}/{service.stage or service.name}"
            )
    monkeypatch.setenv("ORCHESTRATOR_POLL_S", "0.2")
    monkeypatch.setenv("ORCHESTRATOR_INBOX_POLL_S", "0.2")
    monkeypatch.setenv("ORCHESTRATOR_RETRY_WAIT_S", "0.2")
    monkeypatch.setenv("ORCHESTRATOR_SERVICES_START_S", "0")
    monkeypatch.setenv("PUBLIC_URL", "http://service")
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield fake
    finally:
        fake.hanging.clear()
        for gate in (*fake.gates.values(), *fake.long.gates.values()):
            gate.open.set()
        server.should_exit = True
        thread.join()
        listener.close()


def moved_datetime(hours: float) -> type[datetime]:
    """As `datetime` is where the time of day is wrong by so many hours."""

    class Moved(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(hours=hours)

    return Moved


async def given(client: httpx.AsyncClient, task_url: str, stages: Collection[str]) -> None:
    """Returns once the results of these stages are stored."""
    with anyio.fail_after(60):
        while True:
            shown = (await client.get(task_url)).json()["stages"]
            if set(stages) <= {each["name"] for each in shown if each["status"] == "succeeded"}:
                return
            await anyio.sleep(0.02)


@dataclass
class Orchestrator:
    """The orchestrator behind an in-process client."""

    client: httpx.AsyncClient

    async def post(
        self,
        path: str = "/process",
        *,
        content: bytes = WAV,
        samples: list[bytes] | None = None,
        headers: dict[str, str] | None = None,
        **form: str,
    ) -> httpx.Response:
        files = [("file", ("speech.wav", content, "audio/wav"))]
        files += [("voice_samples[]", ("s.wav", each, "audio/wav")) for each in samples or []]
        return await self.client.post(path, files=files, data=form, headers=headers)

    async def get(self, task_id: str) -> dict[str, Any]:
        return (await self.client.get(f"/tasks/{task_id}")).json()

    async def given(self, task_id: str, *stages: str) -> None:
        """Returns once the results of these stages are stored."""
        await given(self.client, f"/tasks/{task_id}", stages)

    async def finished(self, task_id: str) -> dict[str, Any]:
        """The task, once its event stream has ended."""
        await self.client.get(f"/tasks/{task_id}/events")
        return await self.get(task_id)


Start = Callable[[], contextlib.AbstractAsyncContextManager[Orchestrator]]


@pytest.fixture
def start(services: FakeServices) -> Start:
    """Starts an orchestrator on the test's database and store; may be called again after a stop."""

    @contextlib.asynccontextmanager
    async def started() -> AsyncIterator[Orchestrator]:
        from ..app.main import app

        async with service_client(app) as client:
            yield Orchestrator(client)

    return started


@pytest.fixture
async def orchestrator(start: Start) -> AsyncIterator[Orchestrator]:
    async with start() as running:
        yield running


@pytest.fixture
async def service(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """An orchestrator that lets nobody in without a key."""
    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    async with service_client(app) as client:
        yield client


@pytest.fixture
def door(service: httpx.AsyncClient) -> FrontDoor:
    """Of that orchestrator."""
    from ..app.main import app

    return app.state.runtime.resources["door"]


@pytest.fixture
def wav() -> bytes:
    return WAV


@pytest.fixture
def transcript() -> dict[str, Any]:
    return dict(TRANSCRIPT)


@pytest.fixture
def alignment() -> dict[str, Any]:
    return dict(ALIGNMENT)


@pytest.fixture
def speech() -> dict[str, Any]:
    """What the TTS service answers, its audio in the store."""
    store = open_store(CommonSettings())
    asyncio.run(store.put("tts/ab/cd.wav", WAV, content_type="audio/wav"))
    return {
        **STAMP,
        "audio": stored_audio("tts/ab/cd.wav"),
        "voice": "af_heart",
        "text": "very good",
        "phones": [["V", "EH1", "R", "IY0"], ["G", "UH1", "D"]],
    }


@pytest.fixture
def diff() -> dict[str, Any]:
    return dict(DIFF)


@pytest.fixture
def no_scores() -> dict[str, Any]:
    return dict(NO_SCORES)


@pytest.fixture
def data_dir() -> Path:
    return CommonSettings().data_dir


@pytest.fixture
def rows(data_dir: Path) -> Callable[..., list[Any]]:
    """Runs SQL on the orchestrator's SQLite file itself; task ids are given as they are in JSON."""

    def run(statement: str, *task_ids: str) -> list[Any]:
        ids = [task_id.replace("-", "") for task_id in task_ids]
        opened = sqlite3.connect(data_dir / "orchestrator.db")
        with contextlib.closing(opened), opened as connection:
            return connection.execute(statement, ids).fetchall()

    return run
