"""All that is kept of a speaker, as one archive: theirs alone, whole, and made in little memory."""

import io
import json
import os
import tracemalloc
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest

from shared.errors import Unauthenticated

from ..app.app import App
from ..app.domain.principal import Principal
from ..app.speakers import export
from .test_orchestrator_audit import of, told

pytestmark = pytest.mark.anyio

TEXT = "Very good canaries."
AGREES = {"consent_voice_cloning": "true"}
NORTH = Principal("north", "n", "operator")


def opened(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[name])


async def recorded(orchestrator, wav: bytes, speaker: str, text: str = TEXT) -> str:
    files = [("voice_samples[]", ("s.wav", wav, "audio/wav"))]
    given = await orchestrator.client.post(f"/speakers/{speaker}/consent", data=AGREES, files=files)
    assert given.status_code in {201, 409}
    sent = await orchestrator.post(reference_text=text, speaker_id=speaker)
    assert sent.status_code == 200
    return sent.json()["task_id"]


async def test_a_learner_gets_all_that_is_theirs_and_nothing_of_anothers(service, door, wav):
    learner = await of(service, door, "learner", subject="priya")
    operator = await of(service, door, "operator")
    tasks = [await recorded(learner, wav, "priya") for _ in range(2)]
    others = await recorded(operator, wav, "ravi", "Another's words.")
    await operator.get(tasks[0])
    answer = await learner.client.get("/api/v1/speakers/priya/export")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert "priya" not in str(answer.headers)
    files = opened(answer.content)
    for task_id in tasks:
        names = {each.removeprefix(f"tasks/{task_id}/") for each in files}
        assert {"recording.wav", "rows.json", "result.json", "own_voice.wav", "1-asr.json"} <= names
        assert any(name.startswith("speech/") and name.endswith(".wav") for name in names)
    rows = read(files, f"tasks/{tasks[0]}/rows.json")
    assert rows["tasks"][0]["reference_text"] == TEXT
    assert {row["name"] for row in rows["stages"]} >= {"asr", "diff", "vc"}
    assert rows["feedback"][0]["payload"]["summary"] == "One sound to work on."
    assert [row["action"] for row in rows["audit"]].count("recording.read") == 1
    (consent,) = read(files, "consents.json")
    assert consent["speaker_id"] == "priya"
    assert files[f"speakers/{consent['id']}/samples/0.wav"][:4] == b"RIFF"
    (key,) = read(files, "api_keys.json")
    assert (key["subject"], "secret_hash" in key) == ("priya", False)
    assert "consent.given" in {row["action"] for row in read(files, "audit.json")}
    whole = b"".join(files.values())
    assert others.encode() not in whole
    assert b"Another's words" not in whole
    assert (
        files[f"tasks/{tasks[0]}/recording.wav"]
        == (await service.get((await learner.get(tasks[0]))["audio"]["recording"]["url"])).content
    )


async def test_an_export_is_for_the_speaker_and_operators_and_kept_in_the_audit(service, door, wav):
    operator = await of(service, door, "operator")
    await recorded(operator, wav, "priya")
    path = "/api/v1/speakers/priya/export"
    for role, subject, status in (
        ("teacher", None, 403),
        ("service", None, 403),
        ("learner", "ravi", 404),
        ("learner", "priya", 200),
        ("operator", None, 200),
    ):
        asker = await of(service, door, role, subject=subject)  # pyright: ignore[reportArgumentType]
        assert (await asker.client.get(path)).status_code == status, role
    entries = await told(operator, "?action=speaker.exported&speaker_id=priya")
    assert sorted(each["status"] for each in entries) == [200, 200, 403, 403, 404]
    assert "priya" not in str(entries)


async def test_of_whom_nothing_is_known_nothing_is_exported(service, door):
    operator = await of(service, door, "operator")
    answer = await operator.client.get("/api/v1/speakers/nobody/export")
    assert (answer.status_code, answer.json()["field"]) == (404, "speaker_id")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await operator.client.get("/api/v1/speakers/no%20body/export")).status_code == 422


async def yes() -> bool:
    return True


@pytest.fixture
def app(service) -> App:
    from ..app.main import app

    return app.state.runtime.resources["app"]


async def test_an_export_of_any_size_takes_the_memory_of_one_file(service, door, app, wav):
    operator = await of(service, door, "operator")
    task_id = await recorded(operator, wav, "priya")
    n_files, n_bytes = 40, 2_000_000
    for number in range(n_files):
        content = os.urandom(n_bytes)
        key = f"tasks/north/{task_id}/samples/{number}.wav"
        await app.store.put(key, content, content_type="audio/wav")
    begun = await export.begin(app, NORTH, "priya", target="speaker:x", is_let_in=yes)
    tracemalloc.start()
    try:
        n_sent = sum([len(part) async for part in begun.content()])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert n_sent > n_files * n_bytes
    assert peak < 8 * n_bytes


async def test_more_tasks_than_are_read_at_once_are_all_there(service, door, app, wav, monkeypatch):
    monkeypatch.setattr(export, "TASKS_AT_ONCE", 2)
    operator = await of(service, door, "operator")
    tasks = {await recorded(operator, wav, "priya") for _ in range(5)}
    files = opened((await operator.client.get("/api/v1/speakers/priya/export")).content)
    assert {name.split("/")[1] for name in files if name.startswith("tasks/")} == tasks


async def test_an_export_whose_key_ends_meanwhile_is_no_archive(service, door, app, wav):
    operator = await of(service, door, "operator")
    await recorded(operator, wav, "priya")

    async def no() -> bool:
        return False

    begun = await export.begin(app, NORTH, "priya", target="speaker:x", is_let_in=no)
    sent: list[bytes] = []

    async def receive() -> None:
        async for part in begun.content():
            sent.append(part)

    with pytest.raises(Unauthenticated):
        await receive()
    with pytest.raises(BadZipFile):
        ZipFile(io.BytesIO(b"".join(sent)))
