"""Recordings handed over without waiting, by a request or the inbox, and looked for however they came."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import anyio
import httpx
import numpy as np
import pytest
from sqlalchemy.orm import Session

from shared.audio import encode_wav
from shared.errors import InvalidInput
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.testing.ports import free_port

from ..app.db import cloud_events, recordings, retention
from ..app.db.models import now
from ..app.domain import keys
from ..app.domain.principal import LOCAL, SYSTEM
from ..app.domain.recordings import NewRecording, Sender
from ..app.domain.retention import Cutoff
from ..app.eventing import deliverer
from ..app.recordings import fields
from ..app.recordings.inbox import RecordingInbox
from .conftest import WAV, Orchestrator, Start
from .test_orchestrator_calls import stereo
from .test_orchestrator_restart import orchestrator_process
from .test_orchestrator_tasks import SAMPLE

pytestmark = pytest.mark.anyio
OTHER = encode_wav((np.sin(np.arange(16_000) / 9) * 0.3).astype(np.float32), 16_000)
TWO_CHANNELS = stereo()
SCHEMA = {
    "type": "object",
    "properties": {
        "team": {"type": "string", "enum": ["north", "south"]},
        "floor": {"type": "integer", "minimum": 0},
        "price": {"type": "number"},
        "is_new": {"type": "boolean"},
        "day": {"type": "string", "format": "date"},
    },
}


async def send(client: httpx.AsyncClient, content: bytes = WAV, **form: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key} if (key := form.pop("key", None)) else {}
    files = {"file": (form.pop("name", "speech.wav"), content, "audio/wav")}
    sent = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in form.items()
    }
    return await client.post("/recordings", files=files, data=sent, headers=headers)


async def received(client: httpx.AsyncClient, content: bytes = WAV, **form: Any) -> str:
    answer = await send(client, content, **form)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/recordings/{answer.json()['recording_id']}"
    return answer.json()["recording_id"]


async def shown(client: httpx.AsyncClient, recording_id: str) -> dict[str, Any]:
    return (await client.get(f"/recordings/{recording_id}")).json()


async def settled(client: httpx.AsyncClient, recording_id: str) -> dict[str, Any]:
    """Once it waits no more."""
    with anyio.fail_after(60):
        while (found := await shown(client, recording_id))["status"] == "waiting":  # noqa: ASYNC110 - over HTTP
            await anyio.sleep(0.02)
    return found


async def listed(client: httpx.AsyncClient, **asked: Any) -> list[str]:
    answer = await client.get("/recordings", params=asked)
    assert answer.status_code == 200, answer.text
    return [
        each["recording_id"] for each in answer.json()["items"] if each["recording_id"] != SAMPLE
    ]


async def put_into_inbox(key: str, content: bytes = WAV, beside: Any = None) -> None:
    store = open_store(CommonSettings())
    if beside is not None:
        said = beside if isinstance(beside, bytes) else json.dumps(beside).encode()
        await store.put(f"inbox/{key}.json", said, content_type="application/json")
    await store.put(f"inbox/{key}", content, content_type="audio/wav")


async def in_inbox() -> list[str]:
    return await open_store(CommonSettings()).keys("inbox/")


async def found_by_name(client: httpx.AsyncClient, name: str) -> dict[str, Any]:
    """The newest recording whose file is called so, once it waits no more."""
    with anyio.fail_after(60):
        while True:
            for each in (await client.get("/recordings")).json()["items"]:
                if each["name"] == name and each["status"] != "waiting":
                    return each
            await anyio.sleep(0.05)


# handed over


async def test_a_recording_is_taken_in_and_gets_its_task(orchestrator: Orchestrator, services):
    client = orchestrator.client
    recording_id = await received(client, options={"speaker_id": "priya"})
    found = await settled(client, recording_id)
    assert found["status"] == "taken"
    assert found["task_id"] == recording_id
    assert found["path"] == f"/tasks/{recording_id}"
    assert (found["source"], found["pipeline"]) == ("upload", "transcript")
    assert (found["name"], found["speaker_id"]) == ("speech.wav", "priya")
    assert found["duration_s"] == pytest.approx(1.0)
    assert len(found["audio_sha256"]) == 64
    task = await orchestrator.finished(recording_id)
    assert task["status"] == "succeeded"
    assert (await shown(client, recording_id))["task_status"] == "succeeded"
    whole = await services.stored(f"tasks/local/{recording_id}/")
    assert keys.upload_key("local", recording_id) not in whole  # pyright: ignore[reportArgumentType]
    told = (await client.get("/events", params={"type": "recording.ingested"})).json()["items"]
    assert [each["event"]["data"] for each in told] == [
        {"recording_id": recording_id, "pipeline": "transcript", "source": "upload"}
    ]
    assert told[0]["event"]["subject"] == f"recording/{recording_id}"


@pytest.mark.parametrize(
    ("pipeline", "options"),
    [
        ("pronunciation", {"reference_text": "Very good"}),
        ("calls", {"agent": 1, "tags": ["a", "b"]}),
    ],
)
async def test_each_pipeline_takes_recordings_so(
    orchestrator: Orchestrator, pipeline: str, options: dict[str, Any]
):
    recording_id = await received(orchestrator.client, pipeline=pipeline, options=options)
    assert (await settled(orchestrator.client, recording_id))["status"] == "taken"
    assert (await orchestrator.get(recording_id))["task_id"] == recording_id


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"pipeline": "songs"}, "pipeline"),
        ({"options": "{"}, "options"),
        ({"options": "[]"}, "options"),
        ({"options": {"colour": "red"}}, "options.colour"),
        ({"options": {"language": "xx"}}, "options.language"),
        ({"options": {"speaker_id": "a b"}}, "options.speaker_id"),
        ({"options": {"consent_voice_cloning": True}}, "options.consent_voice_cloning"),
        (
            {"pipeline": "pronunciation", "options": {"speaking_rate": "fast"}},
            "options.speaking_rate",
        ),
        ({"fields": {"team": "north"}}, "fields"),
        ({"fields": "NaN"}, "fields"),
        ({"if_duplicate": "perhaps"}, "if_duplicate"),
        ({"name": "../a.wav"}, "file"),
        ({"content": b""}, "file"),
    ],
)
async def test_what_can_be_told_at_once_is(
    orchestrator: Orchestrator, services, form: dict[str, Any], field: str
):
    answer = await send(orchestrator.client, **form)
    assert (answer.status_code, answer.json()["field"]) == (422, field), answer.text
    assert await listed(orchestrator.client) == []
    assert not await services.stored("tasks/")


@pytest.mark.parametrize(
    ("content", "form", "reason"),
    [
        (b"no sound at all, but many words", {}, "not-audio"),
        (WAV[:44], {}, "not-audio"),
        (WAV, {"pipeline": "calls", "options": {"channels": True}}, "audio-unusable"),
        (
            TWO_CHANNELS,
            {"pipeline": "calls", "options": {"channels": True, "agent": 3}},
            "invalid-input",
        ),
    ],
)
async def test_what_can_not_be_taken_in_is_refused_with_its_reason(
    orchestrator: Orchestrator, content: bytes, form: dict[str, Any], reason: str
):
    recording_id = await received(orchestrator.client, content, **form)
    found = await settled(orchestrator.client, recording_id)
    assert (found["status"], found["reason"]) == ("refused", reason)
    assert found["detail"]
    assert found["task_id"] is None
    letters = (await orchestrator.client.get("/events/dead-letters")).json()["items"]
    assert letters == []


async def test_a_refused_one_is_taken_in_by_a_replay_once_it_can_be(
    orchestrator: Orchestrator, monkeypatch: pytest.MonkeyPatch
):
    from shared.audio.decoder import AudioDecoder

    client = orchestrator.client
    with monkeypatch.context() as broken:

        async def refuse(*_: Any, **__: Any) -> None:
            raise InvalidInput("a fault of ours", field="file")

        broken.setattr(AudioDecoder, "keep", refuse)
        recording_id = await received(client)
        assert (await settled(client, recording_id))["status"] == "refused"
    asked = await client.post("/events/replay", json={"consumer": "ingestion"})
    assert asked.status_code == 202, asked.text
    with anyio.fail_after(60):
        while (await shown(client, recording_id))["status"] != "taken":  # noqa: ASYNC110 - over HTTP
            await anyio.sleep(0.02)
    assert (await shown(client, recording_id))["reason"] is None


async def test_the_same_request_is_received_once(orchestrator: Orchestrator):
    client = orchestrator.client
    first = await received(client, key="a")
    again = await send(client, key="a")
    assert (again.status_code, again.json()["recording_id"]) == (202, first)
    await settled(client, first)
    assert (await send(client, key="a")).json() == {"recording_id": first, "status": "taken"}
    other = await send(client, OTHER, key="a")
    assert (other.status_code, other.json()["field"]) == (409, "Idempotency-Key")
    assert await listed(client) == [first]


async def test_while_the_store_is_away_nothing_is_received_and_nothing_is_left(
    orchestrator: Orchestrator, monkeypatch: pytest.MonkeyPatch
):
    from shared.errors import Unavailable
    from shared.storage.files import FileStore

    async def away(*_: Any, **__: Any) -> None:
        raise Unavailable("the store is away")

    with monkeypatch.context() as broken:
        broken.setattr(FileStore, "put_file", away)
        assert (await send(orchestrator.client)).status_code == 503
    assert await listed(orchestrator.client) == []


async def test_more_than_may_wait_are_told_to_come_again(
    start, services, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ORCHESTRATOR_MOST_WAITING_RECORDINGS", "1")
    monkeypatch.setenv("ORCHESTRATOR_MOST_QUEUED", "1")
    gate = services.hold("asr")
    long_gate = services.long.hold("asr") if hasattr(services.long, "hold") else gate
    async with start() as running:
        await running.client.post("/tasks", files={"file": ("a.wav", WAV, "audio/wav")})
        await running.client.post("/tasks", files={"file": ("a.wav", OTHER, "audio/wav")})
        await running.client.post("/tasks", files={"file": ("a.wav", OTHER, "audio/wav")})
        waits = await received(running.client)
        refused = await send(running.client, OTHER)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert (await shown(running.client, waits))["status"] == "waiting"
        gate.open.set()
        long_gate.open.set()


# looked for


async def test_recordings_are_listed_however_they_came_and_filtered(orchestrator: Orchestrator):
    client = orchestrator.client
    task_id = (await orchestrator.post("/tasks", speaker_id="ravi")).json()["task_id"]
    sent = await received(client, OTHER, options={"speaker_id": "anu"})
    await settled(client, sent)
    assert await listed(client) == [sent, task_id]
    assert await listed(client, source="request") == [task_id]
    assert await listed(client, pipeline="transcript") == [sent]
    assert await listed(client, speaker_id="ravi") == [task_id]
    assert await listed(client, status="waiting") == []
    assert await listed(client, shortest_s=0.5, longest_s=2) == [sent, task_id]
    assert await listed(client, shortest_s=2) == []
    assert await listed(client, since="2020-01-01T00:00:00Z", until="2020-01-02T00:00:00Z") == []
    first = (await client.get("/recordings", params={"limit": 1})).json()
    second = await client.get("/recordings", params={"limit": 1, "cursor": first["next_cursor"]})
    assert [each["recording_id"] for each in second.json()["items"]] == [task_id]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"pipeline": "songs"}, "pipeline"),
        ({"field": "team"}, "field"),
        ({"field": "team:north"}, "field"),
        ({"since": "2026-01-01T00:00:00"}, "since"),
        ({"cursor": "?"}, "cursor"),
        ({"speaker_id": "a b"}, "speaker_id"),
    ],
)
async def test_a_list_that_can_not_be_is_refused(
    orchestrator: Orchestrator, asked: dict[str, str], field: str
):
    answer = await orchestrator.client.get("/recordings", params=asked)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


async def test_the_same_audio_is_known_whatever_its_file(orchestrator: Orchestrator):
    client = orchestrator.client
    first = (await orchestrator.post("/tasks")).json()["task_id"]
    longer = WAV.replace(b"data", b"LIST\x04\x00\x00\x00INFOdata", 1)
    again = await received(client, longer, name="other.wav")
    other = await received(client, OTHER)
    assert (await settled(client, again))["same_audio_as"] == first
    assert (await settled(client, other))["same_audio_as"] is None
    assert (await shown(client, first))["same_audio_as"] is None
    assert await listed(client, same_audio_as=again) == [again, first]


async def test_a_duplicate_is_refused_where_that_was_asked_for(orchestrator: Orchestrator):
    client = orchestrator.client
    first = await received(client, if_duplicate="refuse")
    await settled(client, first)
    again = await settled(client, await received(client, if_duplicate="refuse"))
    assert (again["status"], again["reason"], again["same_audio_as"]) == (
        "refused",
        "duplicate",
        first,
    )
    third = await settled(client, await received(client, if_duplicate="take"))
    assert third["status"] == "taken"


# custom fields


async def test_custom_fields_are_checked_kept_changed_and_found_by(orchestrator: Orchestrator):
    client = orchestrator.client
    assert (await client.get("/recording-fields")).json()["json_schema"] is None
    made = await client.put("/recording-fields", json={"json_schema": SCHEMA})
    assert made.status_code == 200, made.text
    assert (await client.get("/recording-fields")).json()["json_schema"] == SCHEMA
    kept = {"team": "north", "floor": 3, "price": 2.5, "is_new": True, "day": "2026-11-28"}
    one = await received(client, fields=kept)
    two = await received(client, OTHER, fields={"team": "south", "is_new": False})
    assert (await settled(client, one))["fields"] == kept
    await settled(client, two)
    for asked in ("team:north", "floor:3", "price:2.5", "is_new:true", "day:2026-11-28"):
        assert await listed(client, field=asked) == [one], asked
    assert await listed(client, field="is_new:false") == [two]
    assert await listed(client, field=["team:north", "floor:4"]) == []
    changed = await client.patch(
        f"/recordings/{two}", json={"fields": {"team": "north", "is_new": None}}
    )
    assert changed.json()["fields"] == {"team": "north"}
    assert await listed(client, field="team:north") == [two, one]
    wrong = await client.patch(f"/recordings/{two}", json={"fields": {"floor": -1}})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "fields.floor")
    assert (await client.delete("/recording-fields")).status_code == 204
    assert (await shown(client, one))["fields"] == kept


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"team": "west"}, "fields.team"),
        ({"team": 1}, "fields.team"),
        ({"floor": 1.5}, "fields.floor"),
        ({"floor": True}, "fields.floor"),
        ({"day": "yesterday"}, "fields.day"),
        ({"colour": "red"}, "fields"),
        ({"price": 1e300}, "fields.price"),
    ],
)
def test_fields_are_held_to_their_schema(sent: dict[str, Any], field: str):
    with pytest.raises(InvalidInput) as refused:
        fields.check_fields(sent, SCHEMA)
    assert refused.value.members["field"] == field
    assert "west" not in refused.value.detail


def test_a_field_that_has_to_be_there_is_asked_for():
    with pytest.raises(InvalidInput, match="team is missing"):
        fields.check_fields({}, SCHEMA | {"required": ["team"]})


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "array", "properties": {}},
        {"properties": {"a": {"type": "object"}}},
        {"properties": {"a": {"type": "string", "pattern": "(a+)+$"}}},
        {"properties": {"a": {"$ref": "http://127.0.0.1/"}}},
        {"properties": {"a b": {"type": "string"}}},
        {"properties": {"a": {"type": "string"}}, "required": ["b"]},
        {"properties": {"a": {"type": "string", "enum": []}}},
        {"properties": {f"a{n}": {"type": "string"} for n in range(51)}},
        {"properties": {"a": {"type": "string", "description": "x" * 501}}},
        {"properties": {"a": {"type": "string"}}, "allOf": []},
    ],
)
def test_only_flat_schemas_without_a_cost_are_taken(schema: dict[str, Any]):
    with pytest.raises(InvalidInput) as refused:
        fields.check_schema(schema)
    assert str(refused.value.members["field"]).startswith("json_schema")


# the inbox


async def test_a_file_in_the_inbox_is_received(orchestrator: Orchestrator):
    await orchestrator.client.put("/recording-fields", json={"json_schema": SCHEMA})
    said = {"options": {"speaker_id": "priya", "language": "en"}, "fields": {"team": "south"}}
    await put_into_inbox("local/transcript/monday/call 1.wav".replace(" ", "-"), beside=said)
    found = await found_by_name(orchestrator.client, "call-1.wav")
    assert (found["status"], found["source"], found["speaker_id"]) == ("taken", "inbox", "priya")
    assert found["fields"] == {"team": "south"}
    assert (await orchestrator.finished(found["recording_id"]))["status"] == "succeeded"
    assert await in_inbox() == []


async def test_a_file_is_left_while_it_is_being_written(orchestrator: Orchestrator):
    from ..app.main import app

    runtime = app.state.runtime
    inbox = RecordingInbox(runtime.resources["app"], runtime.common, 0)
    await put_into_inbox("local/transcript/a.txt/part", WAV[:1000])
    assert await inbox.look() == 0
    await put_into_inbox("local/transcript/a.txt/part", WAV)
    assert await inbox.look() == 0


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        (b"{", "invalid-input"),
        ({"colour": "red"}, "invalid-input"),
        ({"options": {"colour": "red"}}, "invalid-input"),
        ({"fields": {"colour": "red"}}, "invalid-input"),
        ({"options": "all"}, "invalid-input"),
    ],
)
async def test_what_is_wrong_beside_a_file_is_told_and_the_file_stays(
    orchestrator: Orchestrator, beside: Any, reason: str
):
    await put_into_inbox("local/transcript/a.wav", beside=beside)
    found = await found_by_name(orchestrator.client, "a.wav")
    assert (found["status"], found["source"], found["reason"]) == ("refused", "inbox", reason)
    assert await in_inbox() == ["inbox/local/transcript/a.wav", "inbox/local/transcript/a.wav.json"]
    await put_into_inbox("local/transcript/a.wav", beside={"options": {"language": "en"}})
    with anyio.fail_after(60):
        while await in_inbox():  # noqa: ASYNC110 - another's doing
            await anyio.sleep(0.05)
    with anyio.fail_after(60):
        while not await listed(orchestrator.client, status="taken", source="inbox"):  # noqa: ASYNC110 - over HTTP
            await anyio.sleep(0.05)


async def test_folders_of_nobody_are_left_alone(orchestrator: Orchestrator):
    left = ["nobody/transcript/a.wav", "local/songs/a.wav", "local/a.wav"]
    for each in left:
        await put_into_inbox(each)
    await put_into_inbox("local/transcript/b.wav")
    await found_by_name(orchestrator.client, "b.wav")
    assert await in_inbox() == sorted(f"inbox/{each}" for each in left)
    assert len(await listed(orchestrator.client)) == 1


async def test_two_who_look_receive_a_file_once(orchestrator: Orchestrator):
    from ..app.main import app

    runtime = app.state.runtime
    two = [RecordingInbox(runtime.resources["app"], runtime.common, 0) for _ in range(2)]
    await put_into_inbox("local/transcript/a.wav")
    async with anyio.create_task_group() as group:
        for each in two:
            group.start_soon(_look_twice, each)
    await found_by_name(orchestrator.client, "a.wav")
    assert len(await listed(orchestrator.client)) == 1


async def _look_twice(inbox: RecordingInbox) -> None:
    for _ in range(2):
        await inbox.look()


# killed


async def test_whatever_is_killed_each_recording_is_taken_in_once(
    start: Start, services, monkeypatch: pytest.MonkeyPatch
):
    """Of a process that dies a few moments after each recording came, by kill -9."""
    n, pauses_s = 3, (0.0, 0.1, 0.4)
    sent: list[str] = []
    for number, pause_s in enumerate(pauses_s):
        port = free_port()
        process = orchestrator_process(port)
        try:
            transport = httpx.AsyncHTTPTransport(retries=10)
            async with httpx.AsyncClient(
                transport=transport, timeout=60, base_url=f"http://127.0.0.1:{port}"
            ) as client:
                sent.append(await received(client, tone(number)))
                await put_into_inbox(f"local/transcript/{number}.wav", tone(10 + number))
                await anyio.sleep(pause_s)
        finally:
            process.kill()
            process.wait()
    monkeypatch.setattr(deliverer, "SLOW_LEASE_S", 0.5)
    monkeypatch.setattr(cloud_events, "RELAY_LEASE_S", 0.5)
    async with start() as last:
        for recording_id in sent:
            assert (await settled(last.client, recording_id))["status"] == "taken"
        for number in range(n):
            assert (await found_by_name(last.client, f"{number}.wav"))["status"] == "taken"
        taken = await listed(last.client, limit=100)
        assert len(taken) == len(set(taken)) == 2 * n
        for recording_id in taken:
            assert (await last.finished(recording_id))["status"] == "succeeded"
        assert await in_inbox() == []
        letters = (await last.client.get("/events/dead-letters")).json()["items"]
        assert letters == []


def tone(number: int) -> bytes:
    samples = np.sin(np.arange(16_000) / (5 + number)) * 0.3
    return encode_wav(samples.astype(np.float32), 16_000)


# erased


@pytest.mark.parametrize("is_taken", [True, False])
@pytest.mark.parametrize("path", ["/recordings/{id}", "/speakers/priya"])
async def test_nothing_is_left_of_an_erased_recording(
    orchestrator: Orchestrator, services, path: str, is_taken: bool
):
    client = orchestrator.client
    content = WAV if is_taken else b"no sound at all, but many words"
    recording_id = await received(client, content, options={"speaker_id": "priya"})
    found = await settled(client, recording_id)
    assert found["status"] == ("taken" if is_taken else "refused")
    if is_taken:
        await orchestrator.finished(recording_id)
    erased = await client.delete(path.format(id=recording_id))
    assert erased.status_code in {200, 204}, erased.text
    assert (await client.get(f"/recordings/{recording_id}")).status_code == 404
    assert await listed(client) == []
    assert not await services.stored(f"tasks/local/{recording_id}/")
    told = (await client.get("/events", params={"type": "recording.ingested"})).json()["items"]
    assert told == []


async def test_one_that_is_not_there_is_not_found(orchestrator: Orchestrator):
    unknown = f"/recordings/{uuid4()}"
    for answer in (
        await orchestrator.client.get(unknown),
        await orchestrator.client.patch(unknown, json={"fields": {}}),
        await orchestrator.client.delete(unknown),
        await orchestrator.client.get("/recordings", params={"same_audio_as": str(uuid4())}),
    ):
        assert answer.status_code == 404, answer.text


@pytest.mark.parametrize(("days", "n"), [(1, 1), (-1, 0)])
def test_one_without_a_task_is_due_when_it_is_old(database, days: int, n: int):
    new = NewRecording(uuid4(), "transcript", "inbox", {}, Sender("inbox", "service"))
    cutoff = Cutoff(now() + timedelta(days=days), None)

    def refuse(session: Session) -> None:
        recordings.receive_refused(session, LOCAL, new, reason="not-audio", detail="no sound")

    database(refuse)
    assert database(lambda s: retention.count_untaken(s, SYSTEM, cutoff)) == n
    due = database(lambda s: retention.due_untaken(s, SYSTEM, cutoff, limit=10))
    assert due == [("local", new.id)][:n]
