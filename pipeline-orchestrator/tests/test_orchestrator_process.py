"""POST /process: what comes back when stages succeed, fail or have nothing to judge."""

import asyncio

import pytest

pytestmark = pytest.mark.anyio

STAGES = ["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"]
TEXT = "Very good."


def by_name(body):
    return {stage["name"]: stage for stage in body["stages"]}


async def test_a_recording_becomes_the_unified_json(orchestrator, services):
    response = await orchestrator.post(
        reference_text=TEXT, l1="hi", consent_voice_cloning="true", voice="af_heart"
    )
    assert response.status_code == 200, response.text
    body = response.json()
    assert (body["status"], body["assessable"], body["reason"]) == ("succeeded", True, None)
    assert (body["reference_text"], body["text_source"]) == (TEXT, "reference")
    assert body["transcript"]["text"] == "Very good"
    assert body["scores"]["overall"] == 81
    assert [issue["rule"] for issue in body["issues"]] == ["V_W"]
    assert body["feedback"]["source"] == "rules"
    assert [stage["name"] for stage in body["stages"]] == STAGES
    assert {stage["status"] for stage in body["stages"]} == {"succeeded"}
    assert body["audio"]["reference"]["voice"] == "af_heart"
    assert body["warnings"] == []
    assert set(body) == {
        "task_id", "status", "created_at", "assessable", "reason", "reference_text", "text_source",
        "transcript", "scores", "words", "issues", "timing", "prosody", "audio", "feedback", "stages",
        "warnings", "phone_scores_weaker", "slices", "assignment_id",
    }  # fmt: skip


async def test_each_service_gets_what_it_asks_for(orchestrator, services):
    body = (
        await orchestrator.post(
            reference_text=TEXT,
            l1="ta",
            speaking_rate="0.8",
            lexicon='{"very": ["V EH1 R IY0"]}',
            consent_voice_cloning="true",
            headers={"x-request-id": "abc-1"},
        )
    ).json()
    task_id = body["task_id"]
    assert services.requests["align"]["text"] == TEXT
    assert services.requests["align"]["lexicon"] == '{"very": ["V EH1 R IY0"]}'
    assert services.requests["phonemap"] == {"text": TEXT, "lexicon": {"very": ["V EH1 R IY0"]}}
    assert services.requests["diff"]["l1"] == services.requests["feedback"]["l1"] == "ta"
    assert services.requests["diff"]["text_source"] == "reference"
    assert services.requests["tts"]["phones"] == [["V", "EH1", "R", "IY0"], ["G", "UH1", "D"]]
    assert services.requests["tts"]["speaking_rate"] == 0.8
    (reference_key,) = [
        key
        for key in await services.stored(f"tasks/local/{task_id}/speech/")
        if key.endswith(".wav")
    ]
    assert services.requests["tts"]["cache_prefix"] == "speech/local"
    assert services.requests["vc"] == {
        "reference_key": reference_key,
        "sample_keys": f"tasks/local/{task_id}/recording.wav",
        "consent_voice_cloning": "true",
        "key_prefix": f"tasks/local/{task_id}",
        "voice_prefix": f"tasks/local/{task_id}",
    }
    for headers in services.headers.values():
        assert (headers["x-request-id"], headers["x-task-id"]) == ("abc-1", task_id)


async def test_without_a_reference_the_transcript_is_the_text(orchestrator, services):
    body = (await orchestrator.post()).json()
    assert (body["reference_text"], body["text_source"]) == (None, "transcript")
    assert services.requests["align"]["text"] == "Very good"
    assert services.calls.index("asr") == 0


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"reference_text": TEXT, "l1": "hi"}, {}),
        ({"l1": "hi"}, {"free_speech": "true", "l1": "hi"}),
        ({}, {"free_speech": "true"}),
    ],
)
async def test_habits_are_undone_only_where_no_text_was_sent(orchestrator, services, sent, asked):
    await orchestrator.post(**sent)
    assert services.requests["asr"] == asked


async def test_the_reference_voice_lets_the_evidence_go_first_but_not_the_diff(
    orchestrator, services
):
    evidence, verdict, speech = (services.hold(stage) for stage in ("align", "diff", "tts"))
    waiting = asyncio.create_task(orchestrator.post(reference_text=TEXT))
    assert await asyncio.to_thread(evidence.arrived.wait, 20)
    assert not speech.arrived.is_set()
    evidence.open.set()
    assert await asyncio.to_thread(speech.arrived.wait, 20)
    assert await asyncio.to_thread(verdict.arrived.wait, 20)
    verdict.open.set()
    speech.open.set()
    assert (await waiting).json()["status"] == "succeeded"


async def test_the_reference_voice_waits_for_no_stage_that_was_not_asked_for(
    orchestrator, services
):
    response = await orchestrator.post(reference_text=TEXT, stages="phonemap,tts")
    assert response.json()["status"] == "succeeded"
    assert services.calls == ["phonemap", "tts"]


@pytest.mark.parametrize("stage", ["tts", "vc", "feedback"])
async def test_a_failed_optional_stage_leaves_the_rest(orchestrator, services, stage):
    services.refuse(stage, 500, type="engine-failed", detail="the engine failed")
    response = await orchestrator.post(reference_text=TEXT, consent_voice_cloning="true")
    assert response.status_code == 200
    body = response.json()
    assert body["status"] == "partial"
    stages = by_name(body)
    assert (stages[stage]["status"], stages[stage]["reason"]) == ("failed", "the engine failed")
    assert f"{stage} failed: the engine failed" in body["warnings"]
    assert body["scores"]["overall"] == 81
    if stage == "tts":
        assert (stages["vc"]["status"], stages["vc"]["reason"]) == ("skipped", "tts_failed")


@pytest.mark.parametrize(
    ("stage", "service"),
    [
        ("asr", "asr-service"),
        ("align", "alignment-service"),
        ("phonemap", "phoneme-map-service"),
        ("diff", "phoneme-diff-service"),
    ],
)
async def test_a_failed_required_stage_is_a_502_that_names_it(
    orchestrator, services, stage, service
):
    services.refuse(stage, 500, type="engine-failed", detail="the engine failed")
    response = await orchestrator.post(reference_text=TEXT)
    assert response.status_code == 502
    body = response.json()
    assert (body["stage"], body["service"], body["type"]) == (stage, service, "upstream-failed")
    kept = await orchestrator.get(body["task_id"])
    assert kept["status"] == "failed"
    assert (kept["error"]["stage"], kept["error"]["status"]) == (stage, 502)
    assert by_name(kept)[stage]["status"] == "failed"


async def test_a_required_stage_that_takes_too_long_is_a_504(monkeypatch, start, services):
    monkeypatch.setenv("ORCHESTRATOR_DIFF_DEADLINE_S", "0.2")
    services.hold("diff")
    async with start() as orchestrator:
        response = await orchestrator.post(reference_text=TEXT)
    assert response.status_code == 504
    assert response.json()["stage"] == "diff"


async def test_an_answer_that_breaks_the_contract_is_a_502(orchestrator, services):
    services.answers["diff"] = {"scores": "good"}
    response = await orchestrator.post(reference_text=TEXT)
    assert response.status_code == 502
    assert response.json()["service"] == "phoneme-diff-service"


@pytest.mark.parametrize(
    ("stage", "refusal", "status", "kind", "field"),
    [
        ("phonemap", (422, {"field": "lexicon"}), 422, "invalid-input", "lexicon"),
        ("phonemap", (422, {"field": "text"}), 422, "invalid-input", "reference_text"),
        ("asr", (415, {"field": "file", "type": "not-audio"}), 415, "not-audio", "file"),
        ("diff", (422, {"field": "alignment.words"}), 502, "upstream-refused", None),
    ],
)
async def test_what_a_service_refuses_is_told_as_the_callers_only_if_it_is(
    orchestrator, services, stage, refusal, status, kind, field
):
    services.refuse(stage, refusal[0], **refusal[1])
    response = await orchestrator.post(reference_text=TEXT)
    body = response.json()
    assert (response.status_code, body["type"], body.get("field")) == (status, kind, field)
    assert (await orchestrator.get(body["task_id"]))["status"] == "failed"


async def test_silence_is_answered_without_scores(orchestrator, services, transcript, no_scores):
    services.answers["asr"] = transcript | {
        "text": "",
        "words": [],
        "assessable": False,
        "reason": "silence",
    }
    response = await orchestrator.post(reference_text=TEXT, consent_voice_cloning="true")
    assert response.status_code == 200
    body = response.json()
    assert (body["status"], body["assessable"], body["reason"]) == ("succeeded", False, "silence")
    assert body["scores"] == no_scores
    stages = by_name(body)
    for name in ("diff", "vc"):
        assert (stages[name]["status"], stages[name]["reason"]) == ("skipped", "not_assessable")
    assert stages["feedback"]["status"] == "succeeded"
    assert services.requests["feedback"] == {"reason": "silence", "language": "en"}
    assert stages["phonemap"]["status"] == stages["tts"]["status"] == "succeeded"


async def test_silence_without_a_reference_gives_nothing_to_say(orchestrator, services, transcript):
    services.answers["asr"] = transcript | {
        "text": "",
        "words": [],
        "assessable": False,
        "reason": "no_speech",
    }
    body = (await orchestrator.post()).json()
    assert services.calls == ["asr", "feedback"]
    assert {stage["reason"] for stage in body["stages"][1:-1]} == {
        "not_assessable",
        "consent_not_given",
    }
    assert body["feedback"] is not None


async def test_a_transcript_without_a_word_is_no_speech(orchestrator, services, transcript):
    services.answers["asr"] = transcript | {"text": "नमस्ते"}
    body = (await orchestrator.post()).json()
    assert (body["assessable"], body["reason"]) == (False, "no_speech")


async def test_the_wrong_text_is_coached_but_not_spoken_in_the_own_voice(
    orchestrator, services, diff, no_scores
):
    services.answers["diff"] = diff | {
        "assessable": False,
        "reason": "wrong_text",
        "scores": no_scores,
        "issues": [],
    }
    body = (await orchestrator.post(reference_text=TEXT, consent_voice_cloning="true")).json()
    assert (body["status"], body["assessable"], body["reason"]) == (
        "succeeded",
        False,
        "wrong_text",
    )
    stages = by_name(body)
    assert stages["feedback"]["status"] == "succeeded"
    assert (stages["vc"]["status"], stages["vc"]["reason"]) == ("skipped", "not_assessable")


async def test_own_voice_needs_consent(orchestrator, services):
    body = (await orchestrator.post(reference_text=TEXT)).json()
    vc = by_name(body)["vc"]
    assert (vc["status"], vc["reason"]) == ("skipped", "consent_not_given")
    assert body["audio"]["own_voice"] is None
    assert "vc" not in services.calls


async def test_only_requested_stages_run(orchestrator, services):
    body = (await orchestrator.post(stages="asr, phonemap")).json()
    assert sorted(services.calls) == ["asr", "phonemap"]
    assert body["status"] == "succeeded"
    assert {s["reason"] for s in body["stages"] if s["status"] == "skipped"} == {"not_requested"}


async def test_guessed_words_are_a_warning(orchestrator, services):
    services.answers["phonemap"] = {
        "engine": "fake", "model_version": "1", "mock": True, "text": "x", "words": [],
        "out_of_vocabulary": ["zyx"],
    }  # fmt: skip
    body = (await orchestrator.post(stages="phonemap", reference_text=TEXT)).json()
    assert body["warnings"] == ["guessed pronunciation: zyx; send a lexicon to set it"]
