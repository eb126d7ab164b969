"""Recordings of up to hours through the door: worked on piece by piece, and gone on with where they stood."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import numpy as np
import pytest

from shared.audio import decode_audio, encode_wav
from shared.contracts.pieces import PieceTranscript
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.testing.ports import free_port
from shared.testing.recordings import FORMATS

from ..app.db import leases, results, tasks
from ..app.domain.claim import Claim
from ..app.domain.principal import LOCAL, SYSTEM
from ..app.pipelines.transcript.alignment import stretch_of
from ..app.pipelines.transcript.options import TranscriptOptions
from ..app.runs.piece_book import MOST_TOLD, StoredPieces
from ..app.runs.recorder import Recorder
from .conftest import ALIGNMENT, HINDI, WAV, FakeServices, Orchestrator
from .test_orchestrator_restart import orchestrator_process

pytestmark = pytest.mark.anyio
LONG = encode_wav((np.sin(np.arange(30 * 16_000) / 5) * 0.3).astype(np.float32), 16_000)
ALL_WORDS = "Hello there. It is raining. Goodbye."


async def arrived(gate: Any) -> None:
    assert await asyncio.to_thread(gate.arrived.wait, 30)


async def send(orchestrator: Orchestrator, content: bytes = LONG, **form: str) -> str:
    files = {"file": ("speech.wav", content, "audio/wav")}
    response = await orchestrator.client.post("/transcripts", files=files, data=form)
    assert response.status_code == 202, response.text
    return response.json()["task_id"]


async def kept(services: FakeServices, task_id: str, key: str) -> None:
    """Returns once the task has that object."""
    whole = f"tasks/local/{task_id}/{key}"
    until = time.monotonic() + 20
    while whole not in await services.stored(whole):
        assert time.monotonic() < until, key
        await asyncio.sleep(0.02)


async def events_of(orchestrator: Orchestrator, task_id: str) -> list[tuple[str, dict[str, Any]]]:
    told = (await orchestrator.client.get(f"/tasks/{task_id}/events")).text
    return [
        (block.split("event: ")[1].split("\r\n")[0], json.loads(block.split("data: ")[1]))
        for block in told.strip().split("\r\n\r\n")
    ]


async def transcript_of(orchestrator: Orchestrator, task_id: str) -> dict[str, Any]:
    """When the task is over."""
    await orchestrator.client.get(f"/tasks/{task_id}/events")
    response = await orchestrator.client.get(f"/transcripts/{task_id}")
    assert response.status_code == 200, response.text
    return response.json()


def aligned(*phones: str, text: str = "word", **more: Any) -> dict[str, Any]:
    """An alignment of one word, its phones of 0.1 s each from 0.4 s on."""
    evidence = [
        {
            "index": n,
            "target": phone,
            "stress": None,
            "start_s": 0.4 + n / 10,
            "end_s": 0.5 + n / 10,
            **dict.fromkeys(
                (
                    "heard",
                    "heard_probability",
                    "error_probability",
                    "deletion_probability",
                    "log_posterior",
                    "margin",
                    "quality",
                )
            ),
            "candidates": [],
        }
        for n, phone in enumerate(phones)
    ]
    word = {
        "index": 0,
        "text": text,
        "start_s": 0.4,
        "end_s": 0.4 + len(phones) / 10,
        "variant": 0,
        "quality": None,
        "phones": evidence,
    }
    return ALIGNMENT | {"words": [word]} | more


# in, through and out


async def test_a_recording_becomes_words_at_its_times(orchestrator, services):
    response = await orchestrator.post("/api/v1/transcripts", content=LONG)
    task_id = response.json()["task_id"]
    assert response.headers["location"] == f"/api/v1/transcripts/{task_id}"
    shown = await transcript_of(orchestrator, task_id)
    assert (shown["status"], shown["assessable"], shown["reason"]) == ("succeeded", True, None)
    assert shown["text"] == ALL_WORDS
    assert [(word["text"], word["start_s"]) for word in shown["words"]] == [
        ("Hello", 1.0), ("there.", 2.0), ("It", 11.0), ("is", 12.0), ("raining.", 13.0), ("Goodbye.", 21.0),
    ]  # fmt: skip
    assert [(each["first_word"], each["n_words"]) for each in shown["pieces"]] == [
        (0, 2), (2, 3), (5, 1),
    ]  # fmt: skip
    assert (shown["duration_s"], shown["language"], shown["aligned_words"]) == (30.0, "en", [])
    assert {each["name"]: each["status"] for each in shown["stages"]} == {
        "asr": "succeeded",
        "align": "skipped",
    }
    assert services.long.asked == [{"language": "en", "from_piece": "0"}]
    assert services.long.n_bytes == [len(LONG)]
    assert await orchestrator.get(task_id) == shown


async def test_what_is_stored_is_the_canonical_recording_and_the_whole_result(
    orchestrator, services
):
    flac = FORMATS["flac"](3.0)
    task_id = await send(orchestrator, flac)
    await transcript_of(orchestrator, task_id)
    folder = f"tasks/local/{task_id}"
    assert await services.stored(folder) == {f"{folder}/recording.wav", f"{folder}/1-asr.json"}
    kept = await open_store(CommonSettings()).get(f"{folder}/recording.wav")
    decoded = decode_audio(flac, max_duration_s=9)
    assert kept == encode_wav(decoded.samples, 16_000)


async def test_how_far_it_is_is_told_while_it_is_worked_on(orchestrator, services):
    task_id = await send(orchestrator)
    told = await events_of(orchestrator, task_id)
    assert [name for name, _ in told if name != "stage_progress"] == [
        "stage_finished", "stage_started", "stage_finished", "partial_result", "task_finished",
    ]  # fmt: skip
    progress = [fields for name, fields in told if name == "stage_progress"]
    assert [(each["n_done"], each["done_s"]) for each in progress] == [
        (0, 0.0), (1, 9.0), (2, 19.0), (3, 29.0),
    ]  # fmt: skip
    assert {(each["stage"], each["n_pieces"], each["duration_s"]) for each in progress} == {
        ("asr", 3, 30.0)
    }
    [part] = [fields for name, fields in told if name == "partial_result"]
    assert part == {"stage": "asr"}


async def test_of_many_pieces_few_are_told_of(orchestrator, services):
    services.long.said = ["Yes."] * 450
    task_id = await send(orchestrator)
    told = await events_of(orchestrator, task_id)
    progress = [fields["n_done"] for name, fields in told if name == "stage_progress"]
    assert len(progress) == MOST_TOLD + 1
    assert (progress[0], progress[-1]) == (0, 450)
    assert progress == sorted(set(progress))


async def test_phones_come_at_times_of_the_recording(orchestrator, services):
    services.turns["align"] = [
        (200, aligned("HH", "AY", text="hi")),
        (200, aligned("R", "EY", "N", text="rain")),
        (200, aligned("B", "AY", text="bye")),
    ]
    task_id = await send(orchestrator, phones="true")
    shown = await transcript_of(orchestrator, task_id)
    assert shown["status"] == "succeeded"
    # The second piece begins at 11 s, and is listened to from 0.32 s before that.
    assert shown["aligned_words"][1] == {
        "text": "rain",
        "start_s": 11.08,
        "end_s": 11.38,
        "phones": [
            {"phone": "R", "start_s": 11.08, "end_s": 11.18},
            {"phone": "EY", "start_s": 11.18, "end_s": 11.28},
            {"phone": "N", "start_s": 11.28, "end_s": 11.38},
        ],
    }
    assert [each["why_without_phones"] for each in shown["pieces"]] == [None] * 3
    assert [each["first_aligned_word"] for each in shown["pieces"]] == [0, 1, 2]
    assert services.requests["align"] == {"text": "Goodbye.", "lexicon": "{}"}
    told = await events_of(orchestrator, task_id)
    progress = [fields["stage"] for name, fields in told if name == "stage_progress"]
    assert progress == ["asr"] * 4 + ["align"] * 4


async def test_a_piece_that_cannot_be_aligned_is_said_as_such_and_the_rest_goes_on(
    orchestrator, services
):
    services.long.said = ["One.", "Two.", "", "Four.", "Five.", "Six."]
    services.turns["align"] = [
        (500, {"type": "engine-failed", "detail": "the engine failed"}),
        (422, {"type": "invalid-input", "detail": "no words", "field": "text"}),
        (200, aligned("F", text_match=0.1)),
        (200, aligned("F", checks=ALIGNMENT["checks"] | {"reason": "noise"})),
        (200, aligned("S", "IH", "K", "S", text="six")),
    ]
    shown = await transcript_of(orchestrator, await send(orchestrator, phones="true"))
    assert shown["status"] == "succeeded"
    assert [each["why_without_phones"] for each in shown["pieces"]] == [
        "failed", "refused", "no_words", "does_not_fit", "not_assessable", None,
    ]  # fmt: skip
    assert [word["text"] for word in shown["aligned_words"]] == ["six"]
    assert [each["first_aligned_word"] for each in shown["pieces"]] == [0] * 6
    assert shown["warnings"] == ["4 of 6 pieces have no phones: `pieces` says why"]


async def test_where_nothing_can_be_aligned_the_words_stay(orchestrator, services):
    services.refuse("align", 422, field="text")
    shown = await transcript_of(orchestrator, await send(orchestrator, phones="true"))
    assert (shown["status"], shown["text"]) == ("partial", ALL_WORDS)
    assert {each["name"]: each["status"] for each in shown["stages"]}["align"] == "failed"


async def test_a_recording_that_cannot_be_judged_has_a_reason_and_no_phones(orchestrator, services):
    services.long.reason = "silence"
    shown = await transcript_of(orchestrator, await send(orchestrator, phones="true"))
    assert (shown["status"], shown["assessable"], shown["reason"]) == (
        "succeeded",
        False,
        "silence",
    )
    assert (shown["words"], shown["pieces"]) == ([], [])
    stages = {each["name"]: (each["status"], each["reason"]) for each in shown["stages"]}
    assert stages["align"] == ("skipped", "not_assessable")


def test_a_piece_is_listened_to_with_its_half_of_a_pause():
    pieces = [
        PieceTranscript(index=n, n_pieces=3, start_s=start_s, end_s=end_s, words=[])
        for n, (start_s, end_s) in enumerate([(0.1, 9.0), (9.2, 20.0), (25.0, 29.9)])
    ]
    found = [stretch_of(piece, pieces, 30.0) for piece in pieces]
    assert [(round(a, 2), round(b, 2)) for a, b in found] == [
        (0.0, 9.1), (9.1, 20.32), (24.68, 30.0),
    ]  # fmt: skip


# what is not taken


@pytest.mark.parametrize(
    ("setting", "content", "form", "status", "kind", "field"),
    [
        (("ORCHESTRATOR_LONGEST_S", "20"), LONG, {}, 413, "audio-too-long", "file"),
        (("MAX_LONG_UPLOAD_MB", "1"), LONG + bytes(200_000), {}, 413, "upload-too-large", "file"),
        (None, b"no sound at all, however one looks at it", {}, 415, "not-audio", "file"),
        (None, LONG, {"language": "Klingon"}, 422, "invalid-input", "language"),
        (None, LONG, {"phones": "perhaps"}, 422, "invalid-input", "phones"),
        (None, LONG, {"stages": "asr"}, 422, "invalid-input", "stages"),
        (None, LONG, {"speaker_id": "no body"}, 422, "invalid-input", "speaker_id"),
        (("ORCHESTRATOR_LONG_UPLOADS", "0"), LONG, {}, 503, "busy", None),
        (("ORCHESTRATOR_AUDIO_MINUTES_PER_MONTH", "0.4"), LONG, {}, 429, "quota-exceeded", None),
    ],
)
async def test_what_is_not_taken_is_refused_and_leaves_nothing(
    services, monkeypatch, start, setting, content, form, status, kind, field
):
    if setting is not None:
        monkeypatch.setenv(*setting)
    async with start() as orchestrator:
        if kind == "quota-exceeded":
            await _quota_of_here(orchestrator)
        response = await orchestrator.post("/transcripts", content=content, **form)
        listed = await orchestrator.client.get("/tasks", params={"pipeline": "transcript"})
    assert response.status_code == status, response.text
    assert (response.json()["type"], response.json().get("field")) == (kind, field)
    assert listed.json()["items"] == []
    assert await services.stored("tasks/") == set()


async def _quota_of_here(orchestrator: Orchestrator) -> None:
    """Who is on this machine without a key has a quota only where it was set by hand."""
    set_ = await orchestrator.client.put(
        "/tenants/local/quota", json={"audio_minutes_per_month": 0.4}
    )
    assert set_.status_code == 200, set_.text


async def test_its_minutes_count_against_the_quota(orchestrator, services):
    await transcript_of(orchestrator, await send(orchestrator))
    usage = (await orchestrator.client.get("/usage")).json()
    assert json.dumps(usage).count('"used": 0.5') >= 1, usage


async def test_the_same_request_sent_again_is_the_same_task(orchestrator, services):
    headers = {"idempotency-key": "call-1"}
    first, again = [
        await orchestrator.post("/transcripts", content=LONG, headers=headers) for _ in range(2)
    ]
    assert first.json()["task_id"] == again.json()["task_id"]
    other = await orchestrator.post("/transcripts", content=WAV, headers=headers)
    assert other.status_code == 409
    await transcript_of(orchestrator, first.json()["task_id"])


async def test_a_task_of_the_other_pipeline_is_no_transcript(orchestrator, services):
    judged = (await orchestrator.post(reference_text="Very good")).json()["task_id"]
    assert (await orchestrator.client.get(f"/transcripts/{judged}")).status_code == 404
    task_id = await send(orchestrator)
    await transcript_of(orchestrator, task_id)
    client = orchestrator.client
    assert (await client.get(f"/tasks/{task_id}/words/0/audio")).status_code == 404
    assert (await client.post(f"/tasks/{task_id}/shares", json={})).status_code == 409
    for asked, there, elsewhere in [
        ({}, judged, task_id),
        ({"pipeline": "transcript"}, task_id, judged),
    ]:
        listed = (await client.get("/tasks", params=asked)).json()["items"]
        ids = [each["task_id"] for each in listed]
        assert there in ids
        assert elsewhere not in ids


# going on


async def test_a_store_that_deletes_slowly_costs_no_transcript(
    start, services, monkeypatch: pytest.MonkeyPatch
):
    """Its start is still being written down when the recogniser answers, so that its end goes with the result, and whoever beats
    for its claim finds that lost while the pieces are deleted."""
    monkeypatch.setenv("ORCHESTRATOR_POLL_S", "0.05")
    discard, note = StoredPieces.discard, Recorder.note

    async def slowly_discarded(self: StoredPieces) -> None:
        await asyncio.sleep(0.5)
        await discard(self)

    async def slowly_noted(self: Recorder, steps: Any, *ending: Any) -> Any:
        if all(step.ended is None for step in steps):
            await asyncio.sleep(0.5)
        return await note(self, steps, *ending)

    monkeypatch.setattr(StoredPieces, "discard", slowly_discarded)
    monkeypatch.setattr(Recorder, "note", slowly_noted)
    async with start() as orchestrator:
        task_id = await send(orchestrator)
        shown = await transcript_of(orchestrator, task_id)
    assert (shown["status"], shown["text"], shown["warnings"]) == ("succeeded", ALL_WORDS, [])
    folder = f"tasks/local/{task_id}"
    assert await services.stored(folder) == {f"{folder}/recording.wav", f"{folder}/1-asr.json"}


async def test_a_stopped_orchestrator_goes_on_behind_the_last_piece(start, services, rows):
    gate = services.long.hold(2)
    async with start() as first:
        task_id = await send(first)
        await arrived(gate)
        await kept(services, task_id, "1-asr/00001.json")
    assert rows("SELECT status, attempts FROM tasks WHERE id = ?", task_id) == [("queued", 0)]
    gate.open.set()
    async with start() as second:
        shown = await transcript_of(second, task_id)
    assert (shown["status"], shown["text"], shown["warnings"]) == ("succeeded", ALL_WORDS, [])
    assert [each["from_piece"] for each in services.long.asked] == ["0", "2"]
    folder = f"tasks/local/{task_id}"
    assert await services.stored(folder) == {f"{folder}/recording.wav", f"{folder}/2-asr.json"}


async def test_a_killed_orchestrator_goes_on_behind_the_last_piece(start, services):
    gate = services.long.hold(1)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = orchestrator_process(port)
    try:
        transport = httpx.AsyncHTTPTransport(retries=10)
        async with httpx.AsyncClient(transport=transport, timeout=60) as client:
            accepted = await client.post(f"{url}/transcripts", files={"file": ("s.wav", LONG)})
            task_id = accepted.json()["task_id"]
            await arrived(gate)
            await kept(services, task_id, "1-asr/00000.json")
    finally:
        process.kill()
        process.wait()
    gate.open.set()
    async with start() as second:
        shown = await transcript_of(second, task_id)
    assert (shown["status"], shown["text"]) == ("succeeded", ALL_WORDS)
    assert services.long.asked[-1]["from_piece"] == "1"


async def test_phones_go_on_behind_the_last_piece_too(start, services):
    services.turns["align"] = [(200, aligned("HH", text="hi"))]
    services.answers["align"] = aligned("B", text="bye")
    recogniser, aligner = services.long.hold(2), services.hold("align")
    async with start() as first:
        task_id = await send(first, phones="true")
        recogniser.open.set()
        await arrived(aligner)
        aligner.open.set()
        await kept(services, task_id, "1-align/00000.json")
        aligner.open.clear()
    aligner.open.set()
    async with start() as second:
        shown = await transcript_of(second, task_id)
    assert shown["status"] == "succeeded"
    assert [word["text"] for word in shown["aligned_words"]] == ["hi", "bye", "bye"]
    assert len(services.long.asked) == 1


async def test_a_recording_that_is_cut_otherwise_now_is_done_anew(start, services):
    gate = services.long.hold(2)
    async with start() as first:
        task_id = await send(first)
        await arrived(gate)
        await kept(services, task_id, "1-asr/00001.json")
    services.long.said = ["Hello there, it is raining.", "Goodbye."]
    gate.open.set()
    async with start() as second:
        shown = await transcript_of(second, task_id)
    assert shown["text"] == "Hello there, it is raining. Goodbye."
    assert [each["from_piece"] for each in services.long.asked] == ["0", "2", "0"]


@pytest.mark.parametrize("problem", [None, {"type": "unavailable", "status": 503}])
async def test_while_the_recogniser_is_away_it_waits_and_goes_on(orchestrator, services, problem):
    services.long.ends = {1: problem}
    task_id = await send(orchestrator)
    shown = await transcript_of(orchestrator, task_id)
    assert (shown["status"], shown["text"]) == ("succeeded", ALL_WORDS)
    assert [each["from_piece"] for each in services.long.asked] == ["0", "1"]
    assert services.long.told == [0, 1, 2]
    told = dict(await events_of(orchestrator, task_id))
    assert told["task_postponed"]["retries"] == 1


async def test_a_recogniser_with_its_hands_full_is_waited_for_without_counting(
    orchestrator, services, monkeypatch
):
    busy = {"type": "busy", "status": 503, "detail": "as many wait as may"}
    services.long.refusals = [(503, busy)] * 2
    task_id = await send(orchestrator)
    assert (await transcript_of(orchestrator, task_id))["status"] == "succeeded"
    told = await events_of(orchestrator, task_id)
    assert [f["retries"] for name, f in told if name == "task_postponed"] == [0, 0]


async def test_a_recogniser_that_fails_on_a_piece_fails_the_task(orchestrator, services):
    services.long.ends = {1: {"type": "engine-failed", "status": 500, "detail": "out of memory"}}
    task_id = await send(orchestrator)
    shown = await transcript_of(orchestrator, task_id)
    assert (shown["status"], shown["error"]["type"]) == ("failed", "upstream-failed")
    assert (await orchestrator.client.post(f"/tasks/{task_id}/retry")).status_code == 202
    shown = await transcript_of(orchestrator, task_id)
    assert (shown["status"], shown["text"]) == ("succeeded", ALL_WORDS)
    assert [each["from_piece"] for each in services.long.asked] == ["0", "1"]


VIETNAMESE = {
    "language": "vi",
    "name": "Vietnamese",
    "accepted": True,
    "wer": None,
    "measured_on": None,
    "use_instead": None,
}


@pytest.mark.parametrize(
    ("language", "slug"),
    [("hi", "language-heard-too-badly"), ("Hindi", "language-heard-too-badly"), ("fr", "invalid-input"), ("vi", None), ("auto", None)],
)  # fmt: skip
async def test_a_language_that_no_model_hears_is_refused_before_there_is_a_task(
    orchestrator, services, language: str, slug: str | None
):
    services.recognisers.append(
        {"engine": "whisper", "model_version": "base", "languages": [HINDI, VIETNAMESE]}
    )
    files = {"file": ("speech.wav", LONG, "audio/wav")}
    data = {"language": language}
    answer = await orchestrator.client.post("/transcripts", files=files, data=data)
    if slug is None:
        assert answer.status_code == 202
        return
    problem = answer.json()
    assert (answer.status_code, problem["type"], problem["field"]) == (422, slug, "language")
    if slug != "invalid-input":
        assert (problem["engine"], problem["model"]) == ("sherpa-onnx", "conformer (hi)")
    assert (await orchestrator.client.get("/tasks?pipeline=transcript")).json()["items"] == []


async def test_a_language_is_taken_where_the_recogniser_tells_nothing(orchestrator, services):
    services.recognisers.append({"engine": "whisper"})
    await send(orchestrator, language="fr")


async def test_a_language_that_is_not_recognised_is_the_callers_to_mend(orchestrator, services):
    refused = {"type": "invalid-input", "status": 422, "detail": "none", "field": "language"}
    services.long.refusals = [(422, refused)]
    shown = await transcript_of(orchestrator, await send(orchestrator, language="fr"))
    assert shown["status"] == "failed"
    assert (shown["error"]["type"], shown["error"]["field"]) == ("invalid-input", "language")


def _accept(database: Callable[[Callable[..., Any]], Any]) -> UUID:
    new = tasks.NewTask(
        id=uuid4(),
        pipeline="transcript",
        options=TranscriptOptions(),
        audio_key="tasks/local/x/recording.wav",
        sample_keys=(),
        request_id=None,
        request_hash="0",
        idempotency_key=None,
    )
    database(lambda s: tasks.insert_task(s, LOCAL, new))
    return new.id


def test_who_gets_further_is_no_task_that_ends_its_process(
    database: Callable[[Callable[..., Any]], Any],
):
    def claimed(session: Any) -> Claim | None:
        return leases.claim_next(session, SYSTEM, worker_id="w", max_attempts=2, long=True)

    def lost(claim: Claim) -> None:
        [seen] = database(lambda s: leases.sightings(s, SYSTEM))
        assert seen.claim == claim
        assert database(lambda s: leases.take_back(s, seen, counts=True, max_attempts=2))

    _accept(database)
    assert database(lambda s: leases.claim_next(s, SYSTEM, worker_id="w", max_attempts=2, long=False)) is None  # fmt: skip
    for _ in range(4):
        claim = database(claimed)
        assert claim is not None
        database(lambda s, held=claim: results.note_progress(s, held, "asr", {"n_done": 1}))
        lost(claim)
    lost(database(claimed))
    assert database(claimed) is None, "twice without a piece"


def test_of_all_workers_only_so_many_take_a_long_one(
    database: Callable[[Callable[..., Any]], Any],
):
    ids = [_accept(database) for _ in range(2)]

    def claimed(task_id: Any) -> Claim | None:
        return database(
            lambda s: leases.claim_task(
                s, SYSTEM, task_id, worker_id="w", max_attempts=5, most_long=1
            )
        )

    assert claimed(ids[0]) is not None
    assert claimed(ids[1]) is None
    assert database(lambda s: leases.queue_state(s, SYSTEM))[0] == 1


# ending


async def test_a_cancelled_one_is_let_go_at_once(orchestrator, services):
    gate = services.long.hold(1)
    task_id = await send(orchestrator)
    await arrived(gate)
    assert (await orchestrator.client.post(f"/tasks/{task_id}/cancel")).status_code == 202
    has_left = await asyncio.to_thread(services.long.left.wait, 30)
    gate.open.set()
    assert has_left
    shown = await transcript_of(orchestrator, task_id)
    assert shown["status"] == "cancelled"
    assert {each["reason"] for each in shown["stages"]} == {"cancelled", "not_requested"}


async def test_an_erased_speaker_leaves_nothing_of_a_recording_at_work(orchestrator, services):
    gate = services.long.hold(2)
    task_id = await send(orchestrator, speaker_id="agent-17")
    await arrived(gate)
    await kept(services, task_id, "1-asr/00001.json")
    folder = f"tasks/local/{task_id}"
    assert (await orchestrator.client.delete("/speakers/agent-17")).status_code in {200, 204}
    gate.open.set()
    assert await services.stored(folder) == set()
    assert (await orchestrator.client.get(f"/transcripts/{task_id}")).status_code == 404


async def test_a_learners_recording_is_their_own(service, door):
    keys = {}
    for name in ("priya", "ravi"):
        _, keys[name] = await door.keyring.make(name, tenant="north", role="learner", subject=name)
    files = {"file": ("s.wav", LONG)}
    headers = {name: {"authorization": f"Bearer {key}"} for name, key in keys.items()}
    sent = await service.post("/transcripts", files=files, headers=headers["priya"])
    task_id = sent.json()["task_id"]
    await service.get(f"/tasks/{task_id}/events", headers=headers["priya"])
    mine = await service.get(f"/transcripts/{task_id}", headers=headers["priya"])
    assert mine.json()["text"] == ALL_WORDS
    theirs = await service.get(f"/transcripts/{task_id}", headers=headers["ravi"])
    assert theirs.status_code == 404
    for_another = await service.post(
        "/transcripts", files=files, data={"speaker_id": "ravi"}, headers=headers["priya"]
    )
    assert for_another.status_code == 403


# beside the others


async def test_short_recordings_do_not_wait_for_a_long_one(monkeypatch, start, services):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    gate = services.long.hold(1)
    async with start() as orchestrator:
        first, second = [await send(orchestrator) for _ in range(2)]
        await arrived(gate)
        judged = await orchestrator.post(reference_text="Very good")
        assert judged.json()["status"] == "succeeded"
        waiting = await orchestrator.get(second)
        assert waiting["status"] == "queued"
        gate.open.set()
        for task_id in (first, second):
            assert (await transcript_of(orchestrator, task_id))["status"] == "succeeded"
