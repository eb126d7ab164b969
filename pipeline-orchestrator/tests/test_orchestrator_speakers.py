"""A consent that a speaker gives once: what it allows, when it ends, and that nothing is left of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import anyio
import pytest

from ..app.domain.speaker import Consent
from ..app.domain.task import TaskRecord
from ..app.pipelines.pronunciation.options import ProcessOptions

pytestmark = pytest.mark.anyio

TEXT = "very good"
AGREES = {"consent_voice_cloning": "true"}


async def give(orchestrator, wav, *, speaker="priya", n_samples=2, **form: str):
    files = [("voice_samples[]", ("s.wav", wav, "audio/wav"))] * n_samples
    return await orchestrator.client.post(
        f"/speakers/{speaker}/consent", data=AGREES | form, files=files or None
    )


def vc_stage(body: dict) -> dict:
    return next(stage for stage in body["stages"] if stage["name"] == "vc")


async def test_a_consent_is_kept_with_scope_time_wording_and_end(orchestrator, wav):
    given = await give(orchestrator, wav, expires_in_days="30")
    assert given.status_code == 201
    body = given.json()
    assert (body["speaker_id"], body["scope"], body["holds"]) == ("priya", "voice_cloning", True)
    assert body["wording_version"]
    assert (body["n_samples"], body["revoked_at"]) == (2, None)
    assert body["expires_at"][:10] > body["given_at"][:10]
    assert (await orchestrator.client.get("/speakers/priya/consent")).json() == body


async def test_a_recording_of_that_speaker_needs_no_consent_of_its_own(orchestrator, services, wav):
    await give(orchestrator, wav)
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    assert vc_stage(body)["status"] == "succeeded"
    sent = services.requests["vc"]
    folder = sent["voice_prefix"]
    assert folder.startswith("speakers/")
    assert sent["sample_keys"] == f"{folder}/samples/0.wav,{folder}/samples/1.wav"
    task = await orchestrator.get(body["task_id"])
    assert task["consent"]["expires_at"] is not None
    assert "priya" not in folder


async def test_without_samples_the_recording_is_the_sample_and_is_measured_with_the_task(
    orchestrator, services, wav
):
    await give(orchestrator, wav, n_samples=0)
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    assert services.requests["vc"]["sample_keys"] == f"tasks/local/{body['task_id']}/recording.wav"
    assert services.requests["vc"]["voice_prefix"] == f"tasks/local/{body['task_id']}"


async def test_another_speakers_recording_is_not_covered(orchestrator, wav):
    await give(orchestrator, wav)
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="arjun")).json()
    assert vc_stage(body)["reason"] == "consent_not_given"


async def test_revoking_leaves_no_object_that_derives_from_the_voice(orchestrator, services, wav):
    await give(orchestrator, wav)
    standing = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    own = (
        await orchestrator.post(reference_text=TEXT, speaker_id="priya", samples=[wav], **AGREES)
    ).json()
    revoked = await orchestrator.client.delete("/speakers/priya/consent")
    body = revoked.json()
    assert (revoked.status_code, body["n_tasks"]) == (200, 2)
    # two conversions with the stage's answer each, two standing samples and one that was sent, what was measured twice
    assert body["erased"] == {"conversions": 4, "samples": 3, "features": 2}
    assert body["erased_objects"] == 9
    assert await services.stored("speakers/") == set()
    left = await services.stored("tasks/")
    assert not [key for key in left if "voice" in key or "samples" in key or "vc.json" in key]
    for task_id in (standing["task_id"], own["task_id"]):
        task = await orchestrator.get(task_id)
        assert vc_stage(task)["reason"] == "consent_revoked"
        assert task["audio"]["own_voice"] is None
        assert task["scores"]["overall"] == 81
    after = (await orchestrator.client.get("/speakers/priya/consent")).json()
    assert (after["holds"], after["n_samples"]) == (False, 0)


async def test_after_revoking_nothing_is_converted_until_consent_is_given_anew(
    orchestrator, services, wav
):
    await give(orchestrator, wav)
    await orchestrator.client.delete("/speakers/priya/consent")
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    assert vc_stage(body)["reason"] == "consent_not_given"
    assert "vc" not in services.calls
    assert (await give(orchestrator, wav)).status_code == 201
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    assert vc_stage(body)["status"] == "succeeded"


async def test_an_expired_consent_allows_nothing_and_its_samples_are_erased(
    orchestrator, services, wav, rows
):
    await give(orchestrator, wav)
    rows("UPDATE consents SET expires_at = '2026-01-01 00:00:00.000000'")
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    assert vc_stage(body)["reason"] == "consent_not_given"
    await _until_gone(services, "speakers/")


async def _until_gone(services, prefix: str) -> None:
    with anyio.fail_after(20):
        while await services.stored(prefix):  # noqa: ASYNC110 - the upkeep tells nobody
            await anyio.sleep(0.05)


async def test_a_consent_that_ended_is_no_reason_to_convert(orchestrator, wav):
    await give(orchestrator, wav)
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    task = await orchestrator.get(body["task_id"])
    given = datetime.fromisoformat(task["consent"]["given_at"])
    consent = Consent("voice_cloning", given, "1", None, given + timedelta(days=1))
    record = TaskRecord(
        tenant="local",
        id=UUID(body["task_id"]),
        status="queued",
        pipeline="pronunciation",
        options=ProcessOptions(),
        audio_key="",
        sample_keys=(),
        request_id=None,
        consent=consent,
        assessable=None,
        reason=None,
        error=None,
        created_at=given,
        updated_at=given,
    )
    assert record.why_no_clone(given + timedelta(hours=23)) is None
    assert record.why_no_clone(given + timedelta(hours=25)) == "consent_expired"
    assert replace(record, consent=None).why_no_clone(given) == "consent_not_given"


async def test_consent_is_given_once_at_a_time(orchestrator, wav):
    await give(orchestrator, wav)
    again = await give(orchestrator, wav)
    assert (again.status_code, again.json()["field"]) == (409, "speaker_id")
    assert (await orchestrator.client.get("/speakers/priya/consent")).json()["n_samples"] == 2


@pytest.mark.parametrize(
    ("speaker", "form", "status", "field"),
    [
        ("priya", {"consent_voice_cloning": "false"}, 403, "consent_voice_cloning"),
        ("pri ya", {}, 422, "speaker_id"),
        ("p" * 65, {}, 422, "speaker_id"),
        ("priya", {"expires_in_days": "0"}, 422, "expires_in_days"),
    ],
)
async def test_a_consent_that_can_not_be_taken_says_why(
    orchestrator, services, wav, speaker, form, status, field
):
    refused = await give(orchestrator, wav, speaker=speaker, **form)
    assert refused.status_code == status
    assert refused.json()["field"].endswith(field)
    assert await services.stored("speakers/") == set()


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_who_has_given_no_consent_is_not_found(orchestrator, method):
    response = await orchestrator.client.request(method, "/speakers/nobody/consent")
    assert (response.status_code, response.json()["field"]) == (404, "speaker_id")


async def test_a_speakers_id_is_checked_with_the_recording(orchestrator):
    response = await orchestrator.post(speaker_id="../priya")
    assert (response.status_code, response.json()["field"]) == (422, "speaker_id")


SAMPLES = "/speakers/priya/consent/samples"


async def test_samples_are_listed_played_in_parts_and_erased_one_by_one(
    orchestrator, services, wav
):
    client = orchestrator.client
    await give(orchestrator, wav, n_samples=3)
    await orchestrator.post(reference_text=TEXT, speaker_id="priya")
    listed = (await client.get(SAMPLES)).json()["items"]
    assert [each["sample_id"] for each in listed] == [0, 1, 2]
    assert listed[1]["url"] == f"http://service{SAMPLES}/1/audio"
    whole = await client.get(f"{SAMPLES}/1/audio")
    assert (whole.content[:4], whole.headers["content-type"]) == (b"RIFF", "audio/wav")
    part = await client.get(f"{SAMPLES}/1/audio", headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")
    assert any("/voice/" in key for key in await services.stored("speakers/"))
    assert (await client.delete(f"{SAMPLES}/1")).status_code == 204
    assert [each["sample_id"] for each in (await client.get(SAMPLES)).json()["items"]] == [0, 2]
    assert {key.rpartition("/")[2] for key in await services.stored("speakers/")} == {
        "0.wav",
        "2.wav",
    }
    for gone in (await client.get(f"{SAMPLES}/1/audio"), await client.delete(f"{SAMPLES}/1")):
        assert (gone.status_code, gone.json()["field"]) == (404, "sample_id")
    consent = (await client.get("/speakers/priya/consent")).json()
    assert (consent["holds"], consent["n_samples"]) == (True, 2)
    await orchestrator.post(reference_text=TEXT, speaker_id="priya")
    sent = services.requests["vc"]["sample_keys"].split(",")
    assert [key.rpartition("/")[2] for key in sent] == ["0.wav", "2.wav"]


async def test_without_its_last_sample_a_recording_is_its_own(orchestrator, services, wav):
    await give(orchestrator, wav, n_samples=1)
    await orchestrator.client.delete(f"{SAMPLES}/0")
    body = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()
    assert services.requests["vc"]["sample_keys"] == f"tasks/local/{body['task_id']}/recording.wav"


async def test_a_sample_that_is_being_used_is_not_taken_away(orchestrator, services, wav):
    await give(orchestrator, wav)
    gate = services.hold("asr")
    sent = await orchestrator.post("/tasks", reference_text=TEXT, speaker_id="priya")
    assert await anyio.to_thread.run_sync(gate.arrived.wait, 20)
    refused = await orchestrator.client.delete(f"{SAMPLES}/0")
    assert (refused.status_code, refused.json()["field"]) == (409, "sample_id")
    assert len((await orchestrator.client.get(SAMPLES)).json()["items"]) == 2
    gate.open.set()
    await orchestrator.finished(sent.json()["task_id"])
    assert (await orchestrator.client.delete(f"{SAMPLES}/0")).status_code == 204


async def test_who_agreed_to_nothing_has_no_samples_and_who_took_it_back_none_any_more(
    orchestrator, wav
):
    nothing = await orchestrator.client.get(SAMPLES)
    assert (nothing.status_code, nothing.json()["field"]) == (404, "speaker_id")
    await give(orchestrator, wav)
    await orchestrator.client.delete("/speakers/priya/consent")
    assert (await orchestrator.client.get(SAMPLES)).json() == {"items": []}
