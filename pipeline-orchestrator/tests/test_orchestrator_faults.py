"""Storage and database that are full, read-only, gone or locked: nothing is lost, and deleting always works."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from shared.testing import faults

pytestmark = pytest.mark.anyio

TEXT = "Very good."
Fault = Callable[[Path], AbstractContextManager[object]]
RECOVERY_S = 60.0
"""Guards a hang: it takes a round of upkeep."""


def database_of(state: Path) -> Path:
    return state / "orchestrator.db"


def objects_of(state: Path) -> Path:
    return state / "objects"


def own_limit(max_bytes: int) -> Fault:
    return lambda _: faults.small_files_only(os.getpid(), max_bytes=max_bytes)


def lying(state: Path, folder: str) -> set[str]:
    """Files below a folder of the store, wherever that is meanwhile."""
    found: set[str] = set()
    for root in (objects_of(state), objects_of(state).with_name("objects.moved")):
        for _, _, names in os.walk(root / folder):
            found.update(names)
    return found


async def until(
    is_so: Callable[[], Awaitable[bool]], says: Callable[[], object] = lambda: ""
) -> None:
    deadline = time.monotonic() + RECOVERY_S
    while not await is_so():
        assert time.monotonic() < deadline, says()
        await asyncio.sleep(0.1)


FAULTS: dict[str, tuple[Fault, int]] = {
    "only small files may be written": (own_limit(20_000), 507),
    "the objects are gone": (lambda s: faults.moved_away(objects_of(s)), 503),
    "the objects' volume is not mounted": (
        lambda s: faults.replaced_by_empty_folder(objects_of(s)),
        503,
    ),
    "a file stands where the objects were": (lambda s: faults.replaced_by_file(objects_of(s)), 503),
    "the database is locked": (lambda s: faults.locked(database_of(s)), 503),
    "the database is gone": (lambda s: faults.moved_away(database_of(s)), 503),
    "the database is empty": (lambda s: faults.replaced_by_file(database_of(s)), 503),
    "the database is no database": (
        lambda s: faults.replaced_by_file(database_of(s), b"garbage" * 4096),
        503,
    ),
}
"""What befalls, and what a recording is then answered with."""


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest) -> tuple[Fault, int]:
    return FAULTS[request.param]


async def until_ready(orchestrator) -> None:
    async def is_ready() -> bool:
        return (await orchestrator.client.get("/ready")).status_code == 200

    await until(is_ready)


async def until_gone(orchestrator, state: Path, task_id: str) -> None:
    async def is_gone() -> bool:
        seen = await orchestrator.client.get(f"/tasks/{task_id}")
        return seen.status_code == 404 and not lying(state, f"tasks/local/{task_id}")

    await until(is_gone, lambda: lying(state, f"tasks/local/{task_id}"))


async def until_no_orphans(state: Path) -> None:
    async def are_none() -> bool:
        return not orphans(state)

    await until(are_none, lambda: orphans(state))


def orphans(state: Path) -> set[str]:
    """Folders of tasks that no row knows."""
    with sqlite3.connect(database_of(state)) as connection:
        known = {row[0] for row in connection.execute("SELECT id FROM tasks")}
    return {
        path.name
        for path in (objects_of(state) / "tasks").glob("*/*")
        if path.name.replace("-", "") not in known
    }


async def test_a_recording_that_can_not_be_kept_is_refused_and_leaves_nothing(
    orchestrator, data_dir, fault
):
    befall, status = fault
    await orchestrator.post(reference_text=TEXT)
    with befall(data_dir):
        refused = await orchestrator.post("/tasks", reference_text=TEXT)
        ready = await orchestrator.client.get("/ready")
    assert refused.status_code == status, refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) > 0
    assert ready.status_code == 503
    assert ready.json()["failed"].keys() & {"storage", "database"}
    await until_ready(orchestrator)
    await until_no_orphans(data_dir)
    taken = await orchestrator.post(reference_text=TEXT)
    assert (taken.status_code, taken.json()["status"]) == (200, "succeeded")


async def test_a_task_can_be_deleted_whatever_is_wrong(orchestrator, data_dir, fault):
    befall, _ = fault
    body = (await orchestrator.post(reference_text=TEXT, consent_voice_cloning="true")).json()
    task_id = body["task_id"]
    with befall(data_dir):
        deleted = await orchestrator.client.delete(f"/tasks/{task_id}")
        assert deleted.status_code in {202, 204}, deleted.text
        if deleted.status_code == 202:
            assert deleted.json() == {"task_id": task_id, "erasure_pending": True}
        seen = await orchestrator.client.get(f"/tasks/{task_id}")
        assert seen.status_code in {404, 410}
        again = await orchestrator.client.delete(f"/tasks/{task_id}")
        assert again.status_code in {202, 404}
    await until_ready(orchestrator)
    await until_gone(orchestrator, data_dir, task_id)


async def test_a_speaker_is_forgotten_whatever_is_wrong(orchestrator, data_dir, wav, fault):
    befall, _ = fault
    await orchestrator.client.post(
        "/speakers/priya/consent",
        data={"consent_voice_cloning": "true"},
        files=[("voice_samples[]", ("s.wav", wav, "audio/wav"))],
    )
    made = await orchestrator.post(reference_text=TEXT, speaker_id="priya")
    with befall(data_dir):
        erased = await orchestrator.client.delete("/speakers/priya")
        assert erased.status_code in {200, 202}, erased.text
        assert erased.json()["erasure_pending"] is (erased.status_code == 202)
    await until_ready(orchestrator)
    await until_gone(orchestrator, data_dir, made.json()["task_id"])
    assert (await orchestrator.client.get("/speakers/priya/consent")).status_code == 404

    async def nothing_is_kept() -> bool:
        return not lying(data_dir, "speakers")

    await until(nothing_is_kept)


@pytest.mark.parametrize("whose", ["task", "speaker"])
async def test_a_consent_can_be_taken_back_whatever_is_wrong(
    orchestrator, data_dir, wav, fault, whose
):
    befall, _ = fault
    made = await orchestrator.post(
        reference_text=TEXT, speaker_id="priya", consent_voice_cloning="true", samples=[wav]
    )
    task_id = made.json()["task_id"]
    path = f"/tasks/{task_id}/consent" if whose == "task" else "/speakers/priya/consent"
    with befall(data_dir):
        revoked = await orchestrator.client.delete(path)
        assert revoked.status_code in {200, 202}, revoked.text
    await until_ready(orchestrator)

    async def is_revoked() -> bool:
        task = await orchestrator.get(task_id)
        voice = {"own_voice.wav", "vc.json", "0.wav", "1.npz"} & lying(data_dir, folder)
        return task["consent"]["revoked_at"] is not None and not voice

    folder = f"tasks/local/{task_id}"
    await until(is_revoked, lambda: lying(data_dir, folder))
    assert "recording.wav" in lying(data_dir, folder)


async def test_where_nothing_at_all_can_be_written_a_recording_is_refused(orchestrator, data_dir):
    with own_limit(0)(data_dir):
        refused = await orchestrator.post("/tasks", reference_text=TEXT)
        ready = await orchestrator.client.get("/ready")
    assert (refused.status_code, refused.json()["type"]) == (507, "storage-full")
    assert ready.json()["failed"].keys() >= {"storage", "database"}
    await until_ready(orchestrator)
    await until_no_orphans(data_dir)


async def test_with_store_and_database_away_a_deletion_is_told_to_come_again(
    orchestrator, data_dir
):
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    away = faults.all_of(
        faults.moved_away(objects_of(data_dir)), faults.moved_away(database_of(data_dir))
    )
    with away:
        refused = await orchestrator.client.delete(f"/tasks/{task_id}")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    await until_ready(orchestrator)
    assert (await orchestrator.client.delete(f"/tasks/{task_id}")).status_code == 204


async def test_a_wish_outlives_the_process(start, services, data_dir):
    async with start() as first:
        task_id = (await first.post(reference_text=TEXT)).json()["task_id"]
        with faults.moved_away(database_of(data_dir)):
            assert (await first.client.delete(f"/tasks/{task_id}")).status_code == 202
            wishes = list((objects_of(data_dir) / "pending" / "erasures" / "local").iterdir())
            assert len(wishes) == 1
            assert lying(data_dir, f"tasks/local/{task_id}") == set()
            # stopped while the database is still away
            await first.client.get("/health")
    async with start() as second:
        await until_gone(second, data_dir, task_id)
    assert not any((objects_of(data_dir)).glob("pending/erasures/*/*"))
