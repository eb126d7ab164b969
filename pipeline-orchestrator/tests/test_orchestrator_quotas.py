"""Quotas: counted with the task they are for, refused beyond, given back for what was never judged; on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.orm import Session

from shared.errors import QuotaExceeded

from ..app.access.door import FrontDoor
from ..app.db import quotas, tasks, usage
from ..app.db.models import OF_TENANT, Task
from ..app.domain.principal import LOCAL, Principal
from ..app.domain.quotas import Allowance, Quota, Spent, reset_of
from ..app.domain.task import TaskError
from ..app.pipelines.pronunciation.options import ProcessOptions
from .conftest import WAV, Orchestrator

NORTH = Principal("north", "app", "service", key_id="a" * 16)
OTHER_KEY = replace(NORTH, key_id="b" * 16)
NO_LIMIT = Allowance(Quota(), Quota())
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


def new_task(**more: Any) -> tasks.NewTask:
    task_id = uuid4()
    given: dict[str, Any] = {
        "id": task_id,
        "options": ProcessOptions(),
        "audio_key": f"tasks/north/{task_id}/recording.wav",
        "sample_keys": (),
        "request_id": None,
        "request_hash": "0",
        "idempotency_key": None,
        "audio_ms": 60_000,
        "recording_bytes": 2_000_000,
    }
    return tasks.NewTask(**(given | more))


def accept(database: Any, whose: Principal = NORTH, allowed: Allowance = NO_LIMIT, **more: Any):
    new = more.pop("new", None) or new_task(**more)
    return database(lambda s: tasks.accept_task(s, whose, new, allowed))


def spent(database: Any, whose: Principal = NORTH) -> tuple[Spent, Spent]:
    """Of the tenant, and of the key."""
    found = database(lambda s: usage.spent_by(s, whose, datetime.now(UTC), with_storage=True))
    return found[OF_TENANT], found[whose.key_id]


def test_a_recording_counts_for_its_key_and_its_tenant(database):
    accept(database)
    accept(database, OTHER_KEY)
    of_tenant, of_key = spent(database)
    assert of_tenant == Spent(audio_minutes=2.0, recordings=2, stored_mb=4.0)
    assert of_key == Spent(audio_minutes=1.0, recordings=1)
    assert spent(database, replace(NORTH, tenant="south"))[0] == Spent()


@pytest.mark.parametrize(
    ("quota", "name", "told"),
    [
        (Quota(audio_minutes_per_month=1.5), "tenant-audio-minutes", (1.0, 1.0, 1.5)),
        (Quota(recordings_per_day=1), "tenant-recordings", (1, 1, 1)),
        (Quota(stored_mb=3), "tenant-stored-mb", (2.0, 2.0, 3)),
    ],
)
def test_what_would_exceed_a_quota_is_refused_and_not_counted(database, quota, name, told):
    allowed = Allowance(quota, Quota())
    accept(database, allowed=allowed)
    with pytest.raises(QuotaExceeded) as refused:
        accept(database, allowed=allowed)
    members = refused.value.members
    assert (members["quota"], members["used"], members["asked"], members["limit"]) == (name, *told)
    assert (refused.value.status, refused.value.retry_after_s is None) == (
        (413, True) if name == "tenant-stored-mb" else (429, False)
    )
    assert spent(database)[0] == Spent(1.0, 1, 2.0)


def test_a_key_has_quotas_of_its_own(database):
    allowed = Allowance(Quota(), Quota(recordings_per_day=1))
    accept(database, allowed=allowed)
    with pytest.raises(QuotaExceeded) as refused:
        accept(database, allowed=allowed)
    assert refused.value.name == "key-recordings"
    accept(database, OTHER_KEY, allowed)


def test_a_commit_that_is_done_twice_counts_once(database):
    new = new_task()
    for _ in range(2):
        accept(database, new=new)
    assert spent(database)[0].recordings == 1


def test_the_second_of_two_with_one_idempotency_key_counts_nothing(database):
    accept(database, idempotency_key="lesson-1")
    with pytest.raises(tasks.UniqueViolation):
        accept(database, idempotency_key="lesson-1")
    assert spent(database)[0] == Spent(1.0, 1, 2.0)


def ended(database: Any, task_id: Any, *, n_claims: int, status: Any, error: Any = None) -> None:
    def end(session: Session) -> None:
        row = session.get(Task, ("north", task_id))
        assert row is not None
        row.claims = n_claims
        tasks.close_task(session, row, status=status, unfinished="over", error=error)

    database(end)


OURS = TaskError("upstream-failed", "down", {})
THEIRS = TaskError("audio-too-short", "short", {})


@pytest.mark.parametrize(
    ("n_claims", "status", "error", "n_counted"),
    [
        (0, "cancelled", None, 0),
        (1, "cancelled", None, 1),
        (1, "failed", OURS, 0),
        (1, "failed", THEIRS, 1),
        (1, "partial", None, 1),
        (1, "succeeded", None, 1),
    ],
)
def test_what_was_never_judged_is_given_back(database, n_claims, status, error, n_counted):
    task, _ = accept(database)
    ended(database, task.id, n_claims=n_claims, status=status, error=error)
    assert [each.recordings for each in spent(database)] == [n_counted, n_counted]


def test_erasing_makes_room_but_gives_no_recordings_back(database):
    judged, _ = accept(database)
    ended(database, judged.id, n_claims=1, status="succeeded")
    waiting, _ = accept(database)
    for task in (judged, waiting):
        database(lambda s, t=task: tasks.delete_task(s, NORTH, t.id, erase_again=[]))
    assert spent(database)[0] == Spent(audio_minutes=1.0, recordings=1, stored_mb=0.0)


def test_samples_that_are_taken_back_make_room(database):
    options = ProcessOptions(consent_voice_cloning=True)
    task, _ = accept(database, options=options, sample_bytes=1_000_000)
    assert spent(database)[0].stored_mb == 3.0
    for _ in range(2):
        database(lambda s: tasks.revoke_consent(s, NORTH, task.id, erase_again=[]))
    assert spent(database)[0].stored_mb == 2.0


def test_what_was_set_comes_before_the_default(database):
    default = Allowance(Quota(recordings_per_day=5, stored_mb=7), Quota(work_per_minute=3))

    def holds(whose: Principal = NORTH) -> Allowance:
        return database(lambda s: quotas.allowance(s, whose, default))

    assert holds() == default
    assert holds(LOCAL) == NO_LIMIT
    database(lambda s: quotas.put(s, NORTH, Quota(recordings_per_day=0, stored_mb=-1)))
    database(lambda s: quotas.put(s, NORTH, Quota(work_per_minute=9), "a" * 16))
    assert holds() == Allowance(Quota(recordings_per_day=0), Quota(work_per_minute=9))
    assert holds(OTHER_KEY).key == default.key
    database(lambda s: quotas.put(s, NORTH, Quota()))
    assert holds().tenant == default.tenant


@pytest.mark.parametrize(
    ("kind", "at", "resets_at"),
    [
        ("recordings", AT, datetime(2026, 11, 28, tzinfo=UTC)),
        ("audio_minutes", AT, datetime(2026, 12, 1, tzinfo=UTC)),
        ("audio_minutes", datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        ("stored_mb", AT, None),
    ],
)
def test_counts_start_anew_with_the_day_and_the_month(kind, at, resets_at):
    assert reset_of(kind, at) == resets_at


def test_yesterday_counts_for_the_month_alone(database):
    first = datetime(2026, 11, 1, 0, 30, tzinfo=UTC)
    for at in (first - timedelta(hours=1), first, AT):
        database(lambda s, at=at: usage.take(s, NORTH, NO_LIMIT, audio_ms=60_000, n_bytes=0, at=at))
    found = database(lambda s: usage.spent_by(s, NORTH, AT, with_storage=False))
    assert found[OF_TENANT] == Spent(audio_minutes=2.0, recordings=1)


# over HTTP


async def of(service: httpx.AsyncClient, door: FrontDoor, **more: Any) -> Orchestrator:
    asked: dict[str, Any] = {"tenant": "north", "role": "operator"} | more
    made, key = await door.keyring.make("a key", **asked)
    headers = {"authorization": f"Bearer {key}", "x-key-id": made.id}
    client = httpx.AsyncClient(
        transport=service._transport, base_url="http://service", headers=headers, timeout=60
    )
    return Orchestrator(client)


@pytest.mark.anyio
async def test_a_caller_is_warned_then_refused_and_can_still_erase(service, door, services):
    caller = await of(service, door)
    everywhere = await of(service, door, tenant="house", scopes=frozenset({"tenants"}))
    asked = {"recordings_per_day": 5, "stored_mb": "unlimited"}
    answer = await everywhere.client.put("/api/v1/tenants/north/quota", json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.json()["in_force"]["recordings_per_day"] == 5
    sent = [await caller.post("/tasks", reference_text="Very good.") for _ in range(5)]
    assert [each.status_code for each in sent] == [202] * 5
    warnings = [each.headers.get("quota-warning") for each in sent]
    assert warnings[:3] == [None] * 3
    assert warnings[3].startswith('"tenant-recordings";used=4;limit=5;t=')
    refused = await caller.post(reference_text="Very good.")
    problem = refused.json()
    assert (refused.status_code, problem["type"]) == (429, "quota-exceeded")
    assert (problem["used"], problem["limit"]) == (5, 5)
    assert 0 < int(refused.headers["retry-after"]) <= 86_400
    kept = {key.split("/")[2] for key in await services.stored("tasks/north/")}
    assert kept == {each.json()["task_id"] for each in sent}
    task_id = sent[0].json()["task_id"]
    assert (await caller.finished(task_id))["status"] == "succeeded"
    used = (await caller.client.get("/api/v1/usage")).json()
    recordings = next(each for each in used["of_tenant"] if each["quota"] == "recordings")
    assert (recordings["used"], recordings["limit"], recordings["warning"]) == (5, 5, True)
    assert used["of_tenant"][2]["used"] > 5 * len(WAV) / 1e6  # results are kept, too
    assert used["of_key"][1]["used"] == 5
    assert (await caller.client.delete(f"/tasks/{task_id}")).status_code in {202, 204}
    metrics = (await everywhere.client.get("/metrics")).text
    assert 'orchestrator_refused_total{limit="tenant-recordings"} 1.0' in metrics
    assert 'orchestrator_quotas_near_total{limit="tenant-recordings"} 1.0' in metrics


@pytest.mark.anyio
async def test_a_repeated_request_counts_once_and_is_answered_beyond_the_quota(service, door):
    caller = await of(service, door)
    north = (await door.keyring.listed_of_all())[0].principal
    await door.quotas.set(north, Quota(recordings_per_day=1))
    same = {"headers": {"Idempotency-Key": "lesson-1"}, "reference_text": "Very good."}
    first, again = [await caller.post("/tasks", **same) for _ in range(2)]
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["task_id"] == again.json()["task_id"]
    assert (await caller.post("/tasks", reference_text="Very.")).status_code == 429


@pytest.mark.anyio
async def test_a_task_that_failed_by_our_fault_is_not_counted(service, door, services):
    caller = await of(service, door)
    services.refuse("asr", 500, type="engine-failed")
    failed = await caller.post(reference_text="Very good.")
    assert failed.status_code == 502
    used = (await caller.client.get("/usage")).json()
    assert [each["used"] for each in used["of_tenant"][:2]] == [0, 0]


@pytest.mark.anyio
async def test_a_consents_samples_need_room_and_leave_nothing_where_there_is_none(
    service, door, services
):
    caller = await of(service, door)
    north = (await door.keyring.listed_of_all())[0].principal
    await door.quotas.set(north, Quota(stored_mb=0))
    refused = await caller.client.post(
        "/speakers/priya/consent",
        files=[("voice_samples[]", ("s.wav", WAV, "audio/wav"))],
        data={"consent_voice_cloning": "true"},
    )
    assert (refused.status_code, refused.json()["type"]) == (413, "storage-quota-exceeded")
    assert "retry-after" not in refused.headers
    assert await services.stored("speakers/north/") == set()


@pytest.mark.anyio
async def test_nobody_raises_the_quota_of_their_own_tenant(service, door):
    operator = await of(service, door)
    asked = {"recordings_per_day": "unlimited"}
    assert (await operator.client.put("/tenants/north/quota", json=asked)).status_code == 403
    shown = await operator.client.get("/tenants/north/quota")
    assert shown.json()["in_force"]["recordings_per_day"] == "unlimited"
    assert (await operator.client.get("/tenants/south/quota")).status_code == 403


@pytest.mark.anyio
async def test_an_operator_limits_the_keys_of_their_tenant(service, door):
    operator, app = await of(service, door), await of(service, door, role="service")
    address = f"/keys/{app.client.headers['x-key-id']}/quota"
    answer = await operator.client.put(address, json={"recordings_per_day": 0})
    assert answer.json()["own"]["recordings_per_day"] == 0
    assert (await app.post("/tasks", reference_text="Very good.")).status_code == 429
    assert (await operator.post("/tasks", reference_text="Very good.")).status_code == 202
    assert (await operator.client.get(f"/keys/{'a' * 16}/quota")).status_code == 404


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"recordings_per_day": -1}, "recordings_per_day"),
        ({"recordings_per_day": 10**12}, "recordings_per_day"),
        ({"work_per_minute": 0}, "work_per_minute"),
        ({"stored_mb": 5}, "stored_mb"),
        ({"recordings": 5}, "recordings"),
        ({"audio_minutes_per_month": "many"}, "audio_minutes_per_month"),
    ],
)
async def test_a_figure_that_can_not_be_names_its_field(service, door, asked, field):
    operator = await of(service, door)
    address = f"/keys/{operator.client.headers['x-key-id']}/quota"
    answer = await operator.client.put(address, json=asked)
    assert (answer.status_code, answer.json()["field"].split(".")[0]) == (422, field)


@pytest.mark.anyio
async def test_by_hand_quotas_are_set_shown_and_listed(capsys, data_dir):
    import anyio.to_thread

    from ..app import quotas as command

    async def run(*arguments: str) -> tuple[int, str]:
        code = await anyio.to_thread.run_sync(lambda: command.main(arguments))
        return code, capsys.readouterr().out

    north = ("--tenant", "north")
    await run("set", *north, "--recordings-per-day", "9", "--stored-mb", "unlimited")
    code, told = await run("set", *north, "--audio-minutes-per-month", "1.5")
    assert code == 0
    line = "north  -  audio_minutes_per_month=1.5  recordings_per_day=9  stored_mb=unlimited"
    assert line in told
    assert line in (await run("list"))[1]
    await run("set", *north, *(f"--{n}=default" for n in ("audio-minutes-per-month", "recordings-per-day", "stored-mb")))  # fmt: skip
    assert (await run("list"))[1] == ""
    code, _ = await run("set", "--key", "a" * 16, "--recordings-per-day", "1")
    assert code == 1
