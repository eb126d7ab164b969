"""What is refused before a task exists, and the operations endpoints."""

import anyio
import pytest

from shared.audio import encode_wav
from shared.roster import ASKED

pytestmark = pytest.mark.anyio

BAD = {
    "not audio": ({"content": b"hello, I am text " * 100}, 415, "file"),
    "empty": ({"content": b""}, 415, "file"),
    "no word": ({"reference_text": "… !"}, 422, "reference_text"),
    "another script": ({"reference_text": "नमस्ते"}, 422, "reference_text"),
    "long text": ({"reference_text": "very good " * 201}, 422, "reference_text"),
    "unknown stage": ({"stages": "asr,dance"}, 422, "stages"),
    "no stage": ({"stages": ","}, 422, "stages"),
    "stage without its needs": ({"stages": "asr,diff"}, 422, "stages"),
    "voice stage without its reference": ({"stages": "asr,phonemap,vc"}, 422, "stages"),
    "unknown voice": ({"voice": "af_nobody"}, 422, "voice"),
    "no language code": ({"l1": "klingon"}, 422, "l1"),
    "lexicon is no json": ({"lexicon": "{not json"}, 422, "lexicon"),
    "lexicon is a list": ({"lexicon": "[]"}, 422, "lexicon"),
    "lexicon phone": ({"lexicon": '{"very": ["V QQ"]}'}, 422, "lexicon"),
    "lexicon without phones": ({"lexicon": '{"very": []}'}, 422, "lexicon"),
    "rate": ({"speaking_rate": "9"}, 422, "speaking_rate"),
    "rate is no number": ({"speaking_rate": "fast"}, 422, "speaking_rate"),
    "consent is no bool": ({"consent_voice_cloning": "perhaps"}, 422, "consent_voice_cloning"),
    "sample is no audio": ({"samples": [b"text" * 50]}, 415, "voice_samples"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("path", ["/process", "/tasks"])
async def test_bad_input_names_the_field_and_makes_no_task(orchestrator, services, case, path):
    form, status, field = BAD[case]
    response = await orchestrator.post(path, **form)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"] == field
    assert "Traceback" not in response.text
    listed = (await orchestrator.client.get("/tasks", params={"status": "queued"})).json()
    assert listed["items"] == []
    assert services.calls == []


async def test_a_truncated_recording_is_refused(orchestrator, wav):
    response = await orchestrator.post(content=wav[: len(wav) // 2])
    assert (response.status_code, response.json()["field"]) == (415, "file")


async def test_too_many_samples_are_refused(orchestrator, wav):
    response = await orchestrator.post(samples=[wav] * 21)
    assert (response.status_code, response.json()["field"]) == (422, "voice_samples")


async def test_a_long_recording_is_refused(orchestrator, monkeypatch):
    import numpy as np

    response = await orchestrator.post(content=encode_wav(np.zeros(121 * 16_000), 16_000))
    assert (response.status_code, response.json()["field"]) == (413, "file")


async def test_a_voice_is_taken_on_trust_while_the_voice_service_is_down(
    monkeypatch, start, services
):
    monkeypatch.setenv("TTS_URL", "http://127.0.0.1:9")
    async with start() as orchestrator:
        body = (await orchestrator.post(voice="af_new", reference_text="Very good")).json()
    assert body["status"] == "partial"


async def test_readiness_tells_of_the_services_behind(monkeypatch, start, services):
    monkeypatch.setenv("VC_URL", "http://127.0.0.1:9")
    async with start() as orchestrator:
        response = await orchestrator.client.get("/ready")
    assert response.status_code == 200
    body = response.json()
    assert (body["status"], body["failed"]) == ("ready", {})
    assert body["upstreams"]["voice-conversion-service"] == "unreachable"
    assert body["upstreams"]["asr-service"] == "ready"


@pytest.mark.parametrize("variable", ["ASR_URL", "ALIGN_URL", "PHONEME_MAP_URL", "DIFF_URL"])
async def test_without_a_required_service_it_is_not_ready(monkeypatch, start, services, variable):
    monkeypatch.setenv(variable, "http://127.0.0.1:9")
    async with start() as orchestrator:
        response = await orchestrator.client.get("/ready")
        assert (await orchestrator.client.get("/health")).status_code == 200
    assert response.status_code == 503
    assert "is unreachable" in response.json()["failed"]["upstreams"]


async def test_a_required_service_that_is_not_ready_counts_and_may_come_back(start, services):
    services.unready.add("align")
    async with start() as orchestrator:
        response = await orchestrator.client.get("/ready")
        assert response.status_code == 503
        assert response.json()["failed"] == {"upstreams": "alignment-service is not ready"}
        services.unready.clear()
        with anyio.fail_after(20):
            while (await orchestrator.client.get("/ready")).status_code != 200:  # noqa: ASYNC110
                await anyio.sleep(0.1)


async def test_many_probes_at_once_ask_each_service_once(orchestrator, services):
    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(orchestrator.client.get, "/ready")
    assert services.probes == dict.fromkeys((each.stage or each.name for each in ASKED), 1)


async def test_a_service_that_hangs_is_not_waited_for(orchestrator, services):
    services.hanging.add("diff")
    with anyio.fail_after(20):
        response = await orchestrator.client.get("/ready")
    assert response.json()["upstreams"]["phoneme-diff-service"] == "unreachable"
    assert response.json()["upstreams"]["asr-service"] == "ready"
    assert response.status_code == 503


async def test_health_version_and_metrics(orchestrator):
    assert (await orchestrator.client.get("/health")).json()["status"] == "ok"
    version = (await orchestrator.client.get("/version")).json()
    assert version["service"] == "pipeline-orchestrator"
    await orchestrator.post(reference_text="Very good")
    metrics = (await orchestrator.client.get("/metrics")).text
    assert 'orchestrator_tasks_total{status="succeeded"} 1.0' in metrics
    assert 'orchestrator_stage_seconds_count{stage="asr",status="succeeded"} 1.0' in metrics


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("QUEUE_URL", "kafka://broker"),
        ("DATABASE_URL", "mysql://somewhere"),
        ("DATABASE_URL", "sqlite://"),
    ],
)
async def test_a_setting_there_is_no_code_for_stops_the_start(monkeypatch, start, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValueError, match=variable):
        async with start():
            pass
