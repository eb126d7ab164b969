"""What failed of a task is run once more, and no more than that: by HTTP, and the rows on both databases."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from shared.errors import Conflict, QuotaExceeded

from ..app.db import events, leases, results, retries, tasks, usage
from ..app.db.models import OF_TENANT, StageRow, Task, now
from ..app.domain.principal import SYSTEM, Principal
from ..app.domain.quotas import Allowance, Quota
from ..app.domain.task import StageRecord, TaskError
from ..app.pipelines.pronunciation.options import ProcessOptions
from .test_orchestrator_tasks import events_of

TEXT = "Very good."
NORTH = Principal("north", "app", "service", key_id="a" * 16)
NO_LIMIT = Allowance(Quota(), Quota())
DOWN = TaskError("upstream-down", "the aligner is away", {"stage": "align"})
REFUSED = TaskError("invalid-input", "the text has no words", {"field": "reference_text"})


def statuses(task: dict[str, Any]) -> dict[str, str]:
    return {stage["name"]: stage["status"] for stage in task["stages"]}


@pytest.mark.anyio
async def test_a_voice_that_failed_is_made_again_and_nothing_else(orchestrator, services):
    services.refuse("tts", 500, type="engine-failed", detail="the engine failed")
    task_id = (
        await orchestrator.post("/tasks", reference_text=TEXT, consent_voice_cloning="true")
    ).json()["task_id"]
    failed = await orchestrator.finished(task_id)
    assert failed["status"] == "partial"
    assert (statuses(failed)["tts"], statuses(failed)["vc"]) == ("failed", "skipped")
    services.refusals.clear()
    services.calls.clear()
    asked = await orchestrator.client.post(f"/tasks/{task_id}/retry")
    assert (asked.status_code, asked.json()) == (202, {"task_id": task_id, "status": "queued"})
    mended = await orchestrator.finished(task_id)
    assert mended["status"] == "succeeded"
    assert sorted(services.calls) == ["tts", "vc"]
    assert mended["audio"]["reference"]["url"]
    assert mended["audio"]["own_voice"]["url"]
    assert mended["scores"] == failed["scores"]
    again = await orchestrator.client.post(f"/tasks/{task_id}/retry")
    assert (again.status_code, again.json()["field"]) == (409, "task_id")


@pytest.mark.anyio
async def test_a_task_that_failed_as_a_whole_goes_on_where_it_broke(orchestrator, services):
    services.refuse("diff", 500, type="engine-failed", detail="the engine failed")
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    assert (await orchestrator.finished(task_id))["status"] == "failed"
    services.refusals.clear()
    services.calls.clear()
    assert (await orchestrator.client.post(f"/tasks/{task_id}/retry")).status_code == 202
    mended = await orchestrator.finished(task_id)
    assert (mended["status"], mended["error"]) == ("succeeded", None)
    assert {"asr", "align", "phonemap"}.isdisjoint(services.calls)
    assert {"diff", "feedback"} <= set(services.calls)
    # When it is tried again is the caller's choice, so its time counts once.
    page = (await orchestrator.client.get("/metrics")).text
    assert 'orchestrator_clip_seconds_count{status="failed"} 1.0' in page
    assert 'orchestrator_clip_seconds_count{status="succeeded"}' not in page


@pytest.mark.anyio
async def test_who_follows_from_the_start_hears_one_end(orchestrator, services):
    services.refuse("feedback", 500, type="engine-failed", detail="the engine failed")
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    told = events_of((await orchestrator.client.get(f"/tasks/{task_id}/events")).text)
    last = told[-1][0]
    services.refusals.clear()
    gate = services.hold("feedback")
    await orchestrator.client.post(f"/tasks/{task_id}/retry")
    gate.open.set()
    whole = events_of((await orchestrator.client.get(f"/tasks/{task_id}/events")).text)
    assert [each[0] for each in whole] == list(range(1, len(whole) + 1))
    assert whole[last - 1][1:] == ("task_retried", {"stages": ["feedback"]})
    assert [name for _, name, _ in whole].count("task_finished") == 1
    assert whole[-1][1:] == ("task_finished", {"status": "succeeded"})
    went_on = await orchestrator.client.get(
        f"/tasks/{task_id}/events", headers={"Last-Event-ID": str(last)}
    )
    assert events_of(went_on.text) == whole[last:]


@pytest.mark.anyio
async def test_what_runs_succeeded_was_cancelled_or_is_not_there_is_not_run_again(
    orchestrator, services
):
    gate = services.hold("asr")
    task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
    running = await orchestrator.client.post(f"/tasks/{task_id}/retry")
    assert (running.status_code, running.json()["detail"]) == (409, "the task has not finished")
    await orchestrator.client.post(f"/tasks/{task_id}/cancel")
    gate.open.set()
    cancelled = await orchestrator.client.post(f"/tasks/{task_id}/retry")
    assert (cancelled.status_code, cancelled.json()["detail"]) == (
        409,
        "nothing of the task failed",
    )
    nothing = await orchestrator.client.post(f"/tasks/{UUID(int=7)}/retry")
    assert (nothing.status_code, nothing.json()["field"]) == (404, "task_id")


def ended(
    database: Any, *stages: StageRecord, status: Any = "partial", error: TaskError | None = None
) -> UUID:
    """A task that was worked on once, and how it went."""
    task_id = uuid4()
    new = tasks.NewTask(
        id=task_id,
        options=ProcessOptions(),
        audio_key=f"tasks/north/{task_id}/recording.wav",
        sample_keys=(),
        request_id=None,
        request_hash="0",
        idempotency_key=None,
        is_waited_for=True,
        audio_ms=60_000,
    )
    database(lambda s: tasks.accept_task(s, NORTH, new, NO_LIMIT))
    claim = database(lambda s: leases.claim_next(s, SYSTEM, worker_id="one", max_attempts=3))
    rows = [
        StageRow(
            tenant="north", task_id=task_id, name=each.name, status=each.status, reason=each.reason
        )
        for each in stages
    ]
    database(lambda s: s.add_all(rows))
    database(lambda s: results.finish_task(s, claim, status=status, error=error))
    return task_id


ASR = StageRecord("asr", "succeeded")
NO_VOICE = (
    StageRecord("tts", "failed", "the engine failed"),
    StageRecord("vc", "skipped", "tts_failed"),
)


def retry(database: Any, task_id: UUID, allowed: Allowance = NO_LIMIT, whose: Principal = NORTH):
    return database(lambda s: retries.retry_task(s, whose, task_id, allowed))


def n_charged(database: Any) -> int:
    spent = database(lambda s: usage.spent_by(s, NORTH, now(), with_storage=False))
    return spent[OF_TENANT].recordings


def test_it_waits_again_with_what_succeeded(database):
    task_id = ended(database, ASR, *NO_VOICE)
    task = retry(database, task_id)
    assert (task.status, task.error, task.retries, task.is_waited_for) == ("queued", None, 0, False)
    state = database(lambda s: tasks.get_state(s, NORTH, task_id))
    found = {stage.name: stage.status for stage in state.stages}
    assert (found["asr"], found["tts"], found["vc"]) == ("succeeded", "pending", "pending")
    claim = database(lambda s: leases.claim_next(s, SYSTEM, worker_id="two", max_attempts=3))
    assert (claim.task_id, claim.number) == (task_id, 2)
    assert n_charged(database) == 1


def test_what_the_speaker_did_not_want_stays_left_out(database):
    refused = StageRecord("vc", "skipped", "consent_revoked")
    task_id = ended(database, ASR, NO_VOICE[0], refused)
    retry(database, task_id)
    state = database(lambda s: tasks.get_state(s, NORTH, task_id))
    assert next(s for s in state.stages if s.name == "vc").reason == "consent_revoked"


def test_twice_at_once_is_once(database):
    task_id = ended(database, ASR, *NO_VOICE)
    retry(database, task_id)
    with pytest.raises(Conflict, match="has not finished"):
        retry(database, task_id)
    told = database(lambda s: events.events_after(s, NORTH, task_id, 0))
    assert [each.name for each in told].count("task_retried") == 1


def test_what_was_given_back_is_charged_again_and_may_be_refused(database):
    failed = StageRecord("align", "failed", "away")
    task_id = ended(database, ASR, failed, status="failed", error=DOWN)
    assert n_charged(database) == 0
    with pytest.raises(QuotaExceeded):
        retry(database, task_id, Allowance(Quota(recordings_per_day=0), Quota()))
    assert n_charged(database) == 0
    retry(database, task_id)
    assert n_charged(database) == 1


def test_what_the_caller_was_charged_for_is_not_charged_twice(database):
    failed = StageRecord("phonemap", "failed", "no words")
    task_id = ended(database, ASR, failed, status="failed", error=REFUSED)
    assert n_charged(database) == 1
    retry(database, task_id)
    assert n_charged(database) == 1


def test_another_tenant_finds_nothing(database):
    task_id = ended(database, ASR, *NO_VOICE)
    with pytest.raises(Exception, match=f"there is no task {task_id}"):
        retry(database, task_id, whose=replace(NORTH, tenant="south"))


def test_a_recording_that_is_no_longer_kept_can_only_be_sent_again(database):
    task_id = ended(database, ASR, *NO_VOICE)

    def forget(session: Session) -> None:
        row = session.get(Task, ("north", task_id))
        assert row is not None
        row.recording_erased_at = now()

    database(forget)
    with pytest.raises(Conflict, match="send it again"):
        retry(database, task_id)
