"""/tasks: submit, list, follow, cancel, erase, consent."""

import asyncio
import json
from uuid import UUID

import pytest

from shared.settings import CommonSettings

pytestmark = pytest.mark.anyio

TEXT = "Very good."
SAMPLE = "00000000-0000-4000-8000-000000000001"


def events_of(text: str) -> list[tuple[int, str, dict]]:
    """(id, event, data) of each event of a stream."""
    found = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(
            line.split(": ", 1) for line in block.splitlines() if not line.startswith(":")
        )
        if fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


def objects_of(task_id: str) -> list[str]:
    root = CommonSettings().data_dir / "objects" / "tasks" / "local" / task_id
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


async def arrived(gate) -> None:
    assert await asyncio.to_thread(gate.arrived.wait, 20)


async def test_a_task_is_accepted_and_found_at_its_location(orchestrator):
    accepted = await orchestrator.post("/tasks", reference_text=TEXT)
    assert accepted.status_code == 202
    body = accepted.json()
    assert accepted.headers["location"] == f"/tasks/{body['task_id']}"
    assert (await orchestrator.finished(body["task_id"]))["status"] == "succeeded"


async def test_a_running_task_shows_what_is_known(orchestrator, services):
    gate = services.hold("diff")
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    await arrived(gate)
    await orchestrator.given(task_id, "asr", "align", "phonemap")
    body = await orchestrator.get(task_id)
    assert body["status"] == "running"
    assert body["transcript"]["text"] == "Very good"
    assert body["scores"]["overall"] is None
    stages = {stage["name"]: stage["status"] for stage in body["stages"]}
    assert (stages["align"], stages["diff"], stages["feedback"]) == (
        "succeeded",
        "running",
        "pending",
    )
    gate.open.set()
    assert (await orchestrator.finished(task_id))["scores"]["overall"] == 81


async def test_an_unknown_task_is_a_404(orchestrator):
    for method, path in [
        ("GET", ""), ("GET", "/events"), ("POST", "/cancel"), ("DELETE", ""),
        ("POST", "/consent/revoke"), ("DELETE", "/consent"),
    ]:  # fmt: skip
        response = await orchestrator.client.request(method, f"/tasks/{UUID(int=7)}{path}")
        assert (response.status_code, response.json()["field"]) == (404, "task_id")


async def test_the_same_key_and_request_give_the_same_task(orchestrator, services):
    key = {"Idempotency-Key": "lesson-7"}
    first = await orchestrator.post("/tasks", reference_text=TEXT, headers=key)
    again = await orchestrator.post("/tasks", reference_text=TEXT, headers=key)
    assert again.status_code == 202
    assert again.json()["task_id"] == first.json()["task_id"]
    await orchestrator.finished(first.json()["task_id"])
    assert services.calls.count("asr") == 1


async def test_the_same_key_for_another_request_is_a_conflict(orchestrator):
    key = {"Idempotency-Key": "lesson-7"}
    await orchestrator.post("/tasks", reference_text=TEXT, headers=key)
    other = await orchestrator.post("/tasks", reference_text="Very bad.", headers=key)
    assert (other.status_code, other.json()["field"]) == (409, "Idempotency-Key")


async def test_equal_requests_at_once_make_one_task(orchestrator):
    key = {"Idempotency-Key": "lesson-7"}
    answers = await asyncio.gather(
        *(orchestrator.post("/tasks", reference_text=TEXT, headers=key) for _ in range(4))
    )
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["task_id"] for answer in answers}) == 1
    root = CommonSettings().data_dir / "objects" / "tasks"
    kept = {path.parent.name for path in root.rglob("recording.wav")}
    assert kept == {answers[0].json()["task_id"]}


async def test_events_tell_the_run_in_order(orchestrator, services):
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    events = events_of((await orchestrator.client.get(f"/tasks/{task_id}/events")).text)
    ids = [each[0] for each in events]
    assert ids == sorted(set(ids))
    names = [(name, fields.get("stage")) for _, name, fields in events]
    for stage in ("asr", "align", "phonemap", "diff", "tts", "feedback"):
        started, finished, partial = (
            names.index((name, stage))
            for name in ("stage_started", "stage_finished", "partial_result")
        )
        assert started < finished < partial
    assert names.index(("stage_finished", "align")) < names.index(("stage_started", "diff"))
    assert [stage for name, stage in names if name == "stage_finished"].count("vc") == 1
    assert sum(name == "stage_finished" for name, _ in names) == 7
    assert events[-1][1:] == ("task_finished", {"status": "succeeded"})
    partial = next(f for _, name, f in events if name == "partial_result" and f["stage"] == "diff")
    assert partial["result"]["scores"]["overall"] == 81


async def test_events_are_replayed_after_the_last_one_seen(orchestrator):
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    url = f"/tasks/{task_id}/events"
    everything = events_of((await orchestrator.client.get(url)).text)
    replayed = events_of((await orchestrator.client.get(url)).text)
    assert [each[:2] for each in replayed] == [each[:2] for each in everything]
    seen = {"Last-Event-ID": str(everything[3][0])}
    rest = events_of((await orchestrator.client.get(url, headers=seen)).text)
    assert [each[:2] for each in rest] == [each[:2] for each in everything[4:]]
    seen = {"Last-Event-ID": str(everything[-1][0])}
    nothing_more = await orchestrator.client.get(url, headers=seen)
    assert (nothing_more.status_code, nothing_more.content) == (204, b"")


async def test_events_are_numbered_within_their_task(orchestrator):
    for _ in range(2):
        task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
        told = events_of((await orchestrator.client.get(f"/tasks/{task_id}/events")).text)
        assert [int(each[0]) for each in told] == list(range(1, len(told) + 1))


async def test_a_list_tells_of_a_speaker_what_was_read_and_how_it_went(orchestrator):
    mine = (await orchestrator.post(reference_text=TEXT, speaker_id="priya")).json()["task_id"]
    await orchestrator.post(reference_text=TEXT, speaker_id="ravi")
    page = (await orchestrator.client.get("/tasks", params={"speaker_id": "priya"})).json()
    (told,) = page["items"]
    assert (told["task_id"], told["speaker_id"], told["reference_text"]) == (mine, "priya", TEXT)
    assert told["outcome"]["scores"]["overall"] == 81
    assert (told["outcome"]["n_issues"], told["outcome"]["main_tip"]) == (1, "V_W")
    named = await orchestrator.client.get("/tasks", params={"speaker_id": "no name"})
    assert (named.status_code, named.json()["field"]) == (422, "speaker_id")


async def test_a_recording_that_cant_be_judged_has_no_outcome(orchestrator, services, diff):
    services.answers["diff"] = diff | {"assessable": False, "reason": "wrong_text", "issues": []}
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    newest = (await orchestrator.client.get("/tasks")).json()["items"][0]
    assert (newest["task_id"], newest["reason"], newest["outcome"]) == (task_id, "wrong_text", None)


async def test_a_summary_leaves_out_what_is_long(orchestrator):
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    whole = await orchestrator.get(task_id)
    short = (await orchestrator.client.get(f"/tasks/{task_id}?detail=summary")).json()
    assert whole.keys() - short.keys() == {"transcript", "timing", "prosody", "slices"}
    assert (short["scores"], short["issues"]) == (whole["scores"], whole["issues"])


async def test_events_are_there_after_a_restart(start, services):
    async with start() as first:
        task_id = (await first.post(reference_text=TEXT)).json()["task_id"]
        before = events_of((await first.client.get(f"/tasks/{task_id}/events")).text)
    async with start() as second:
        after = events_of((await second.client.get(f"/tasks/{task_id}/events")).text)
    assert [each[:2] for each in after] == [each[:2] for each in before]


async def test_who_says_what_was_read_may_have_it_judged_by_its_sound_alone(orchestrator, services):
    judged = await orchestrator.post(stages="align,phonemap,diff,feedback", reference_text=TEXT)
    assert judged.status_code == 200
    body = judged.json()
    assert body["status"] == "succeeded"
    assert body["transcript"] is None
    assert body["scores"]["overall"] is not None
    assert any("asr was left out" in each for each in body["warnings"])
    assert "asr" not in services.calls
    with_text = await orchestrator.post(reference_text=TEXT)
    assert not any("asr was left out" in each for each in with_text.json()["warnings"])
    without = await orchestrator.post(stages="align,phonemap,diff")
    assert (without.status_code, without.json()["field"]) == (422, "stages")
    assert without.json()["detail"] == "align needs asr: add asr to stages or leave align out"


async def test_pages_follow_each_other_newest_first(orchestrator):
    made = [
        (await orchestrator.post(stages="phonemap", reference_text=TEXT)).json()["task_id"]
        for _ in range(5)
    ]
    seen, cursor, sizes = [], None, []
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await orchestrator.client.get("/tasks", params=params)).json()
        seen += [item["task_id"] for item in page["items"]]
        sizes.append(len(page["items"]))
        if (cursor := page["next_cursor"]) is None:
            break
    assert sizes == [2, 2, 2]
    assert seen == [*reversed(made), SAMPLE]


@pytest.mark.parametrize(
    ("params", "field"),
    [({"cursor": "!"}, "cursor"), ({"cursor": "aGVsbG8"}, "cursor"), ({"limit": 0}, "limit"),
     ({"status": "asleep"}, "status")],
)  # fmt: skip
async def test_a_bad_page_request_names_the_field(orchestrator, params, field):
    response = await orchestrator.client.get("/tasks", params=params)
    assert (response.status_code, response.json()["field"]) == (422, field)


async def test_tasks_can_be_listed_by_status(orchestrator, services):
    gate = services.hold("asr")
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    await arrived(gate)
    page = (await orchestrator.client.get("/tasks", params={"status": "running"})).json()
    assert [item["task_id"] for item in page["items"]] == [task_id]


async def test_a_running_task_can_be_cancelled(orchestrator, services):
    gate = services.hold("align")
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    await arrived(gate)
    cancelled = await orchestrator.client.post(f"/tasks/{task_id}/cancel")
    assert (cancelled.status_code, cancelled.json()["status"]) == (202, "cancelled")
    gate.open.set()
    body = await orchestrator.finished(task_id)
    assert body["status"] == "cancelled"
    stages = {stage["name"]: stage for stage in body["stages"]}
    assert (stages["align"]["status"], stages["align"]["reason"]) == ("skipped", "cancelled")
    assert "diff" not in services.calls
    again = await orchestrator.client.post(f"/tasks/{task_id}/cancel")
    assert again.status_code == 409


async def test_who_waits_for_a_cancelled_task_is_told(orchestrator, services):
    gate = services.hold("align")
    waiting = asyncio.create_task(orchestrator.post(reference_text=TEXT))
    await arrived(gate)
    page = (await orchestrator.client.get("/tasks", params={"status": "running"})).json()
    await orchestrator.client.post(f"/tasks/{page['items'][0]['task_id']}/cancel")
    assert (await waiting).status_code == 409


async def test_a_finished_task_can_not_be_cancelled(orchestrator):
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    assert (await orchestrator.client.post(f"/tasks/{task_id}/cancel")).status_code == 409


async def test_a_deleted_task_leaves_nothing_behind(orchestrator, rows):
    body = (await orchestrator.post(reference_text=TEXT, consent_voice_cloning="true")).json()
    task_id = body["task_id"]
    assert "own_voice.wav" in objects_of(task_id)
    assert (await orchestrator.client.delete(f"/tasks/{task_id}")).status_code == 204
    assert objects_of(task_id) == []
    for table in ("stages", "artifacts", "feedback", "events"):
        assert rows(f"SELECT count(*) FROM {table} WHERE task_id = ?", task_id) == [(0,)]
    assert (await orchestrator.client.get(f"/tasks/{task_id}")).status_code == 404
    assert (await orchestrator.client.get(body["audio"]["recording"]["url"])).status_code == 404


async def test_a_task_that_is_deleted_while_it_runs_writes_nothing_more(orchestrator, services):
    gate = services.hold("vc")
    accepted = await orchestrator.post("/tasks", reference_text=TEXT, consent_voice_cloning="true")
    task_id = accepted.json()["task_id"]
    await arrived(gate)
    assert (await orchestrator.client.delete(f"/tasks/{task_id}")).status_code == 204
    assert objects_of(task_id) == []


async def test_what_a_service_stores_after_the_deletion_is_erased_too(
    monkeypatch, start, services, rows
):
    async with start() as orchestrator:
        task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
        await orchestrator.client.delete(f"/tasks/{task_id}")
    late = CommonSettings().data_dir / "objects" / "tasks" / task_id / "own_voice.wav"
    late.parent.mkdir(parents=True)  # as who stores it would
    late.write_bytes(b"late")
    rows("UPDATE erasures SET due_at = '2026-01-01 00:00:00'")
    async with start() as orchestrator:
        while await asyncio.to_thread(late.exists):
            assert (await orchestrator.client.get("/health")).status_code == 200
    assert objects_of(task_id) == []


async def test_consent_is_kept_with_its_scope_time_and_wording(orchestrator, wav):
    body = (
        await orchestrator.post(reference_text=TEXT, consent_voice_cloning="true", samples=[wav])
    ).json()
    task = await orchestrator.get(body["task_id"])
    assert task["consent"]["scope"] == "voice_cloning"
    assert task["consent"]["wording_version"]
    assert task["consent"]["given_at"] >= body["created_at"][:19]
    assert task["consent"]["revoked_at"] is None
    assert "samples/0.wav" in objects_of(body["task_id"])


async def test_samples_without_consent_are_not_kept(orchestrator, wav):
    body = (await orchestrator.post(reference_text=TEXT, samples=[wav])).json()
    assert "samples/0.wav" not in objects_of(body["task_id"])
    assert (await orchestrator.get(body["task_id"]))["consent"] is None


@pytest.mark.parametrize(("method", "path"), [("POST", "/consent/revoke"), ("DELETE", "/consent")])
async def test_revoked_consent_erases_what_was_made_under_it(orchestrator, wav, method, path):
    body = (
        await orchestrator.post(
            reference_text=TEXT, consent_voice_cloning="true", samples=[wav, wav]
        )
    ).json()
    task_id = body["task_id"]
    revoked = await orchestrator.client.request(method, f"/tasks/{task_id}{path}")
    assert revoked.status_code == 200
    # two samples, what was measured of them, the voice and its result
    assert revoked.json()["erased_objects"] == 5
    assert revoked.json()["erased"] == {"conversions": 2, "samples": 2, "features": 1}
    *left, reference = objects_of(task_id)
    assert left == [
        "1-align.json", "1-asr.json", "1-diff.json", "1-feedback.json", "1-phonemap.json",
        "1-tts.json", "recording.wav",
    ]  # fmt: skip
    assert reference.startswith("speech/")  # a voice of ours
    after = await orchestrator.get(task_id)
    assert after["audio"]["own_voice"] is None
    assert after["scores"]["overall"] == 81
    assert after["consent"]["revoked_at"] == revoked.json()["revoked_at"]
    vc = next(stage for stage in after["stages"] if stage["name"] == "vc")
    assert (vc["status"], vc["reason"]) == ("skipped", "consent_revoked")


async def test_a_voice_that_was_being_made_while_consent_was_revoked_is_not_kept(
    orchestrator, services
):
    gate = services.hold("vc")
    accepted = await orchestrator.post("/tasks", reference_text=TEXT, consent_voice_cloning="true")
    task_id = accepted.json()["task_id"]
    await arrived(gate)
    assert (await orchestrator.client.delete(f"/tasks/{task_id}/consent")).status_code == 200
    gate.open.set()
    body = await orchestrator.finished(task_id)
    assert body["status"] == "succeeded"
    assert body["audio"]["own_voice"] is None
    assert not {"own_voice.wav", "vc.json"} & set(objects_of(task_id))


async def test_without_consent_there_is_nothing_to_revoke(orchestrator):
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    response = await orchestrator.client.delete(f"/tasks/{task_id}/consent")
    assert response.status_code == 409


async def test_the_sample_task_can_be_looked_at(orchestrator):
    body = await orchestrator.get(SAMPLE)
    assert (body["status"], body["reference_text"]) == ("succeeded", "It's a very good view.")
    assert "asr: the stored result is no longer there" in body["warnings"]
    assert body["audio"]["recording"] is None
