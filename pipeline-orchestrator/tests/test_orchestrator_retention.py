"""What has been kept for long enough goes, of each kind by its days; a dry run tells, and erases nothing."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest

from ..app import retention as command
from ..app.app import App
from ..app.db import retention
from ..app.db.models import now
from ..app.domain.principal import SYSTEM, Principal
from ..app.domain.retention import Cutoff, RetentionRule
from ..app.erasing.retention import Purger

pytestmark = pytest.mark.anyio

TEXT = "Very good."
AGREES = {"consent_voice_cloning": "true"}
NONE = dict.fromkeys(
    [
        "results",
        "recordings",
        "references",
        "practice",
        "events",
        "consents",
        "audit",
        "sessions",
        "usage",
    ],
    0,
)
AGED = "2020-01-01 00:00:00.000000"
LOCAL = Principal("local", "test", "operator")


@pytest.fixture(autouse=True)
def kept_for_ever(monkeypatch):
    for kind in NONE:
        monkeypatch.setenv(f"ORCHESTRATOR_RETENTION_{kind.upper()}_DAYS", "0")


@pytest.fixture
async def app(orchestrator) -> App:
    """Without the sample task that migrations leave."""
    for task in (await orchestrator.client.get("/tasks")).json()["items"]:
        await orchestrator.client.delete(f"/tasks/{task['task_id']}")
    from ..app.main import app

    return app.state.runtime.resources["app"]


@pytest.fixture
def purger(app) -> Callable[..., Purger]:
    def made(**days: int) -> Purger:
        kept: dict[Any, int] = NONE | days
        return Purger(app.database, app.store, app.eraser, kept)

    return made


async def purged(purger: Purger, *, dry_run: bool = False) -> dict[str, tuple[int, int]]:
    """Kind → count and bytes, of kinds of which there is any."""
    return {
        each.kind: (each.n, each.n_bytes)
        for each in await purger.purge(dry_run=dry_run)
        if each.n or each.n_bytes
    }


def bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.*") if path.is_file())


async def sent(orchestrator, **form: str) -> str:
    answer = await orchestrator.post(reference_text=TEXT, speaker_id="priya", **form)
    assert answer.status_code == 200, answer.text
    return answer.json()["task_id"]


async def test_an_old_recording_goes_with_what_was_made_of_the_voice_and_its_result_stays(
    orchestrator, services, purger, rows
):
    old = await sent(orchestrator, **AGREES)
    young = await sent(orchestrator, **AGREES)
    rows(f"UPDATE tasks SET created_at = '{AGED}' WHERE id = ?", old)
    before = await services.stored(f"tasks/local/{old}/")
    found = await purged(purger(recordings=30))
    left = await services.stored(f"tasks/local/{old}/")
    gone = {key.rpartition("/")[2] for key in before - left}
    assert gone == {"recording.wav", "own_voice.wav", "1.npz", "1-vc.json"}
    assert found["recordings"][0] == 1
    shown = await orchestrator.get(old)
    assert shown["scores"]["overall"] == 81
    assert (shown["audio"]["recording"], shown["audio"]["own_voice"]) == (None, None)
    assert shown["audio"]["reference"] is not None
    vc = next(each for each in shown["stages"] if each["name"] == "vc")
    assert (vc["status"], vc["reason"]) == ("skipped", "retention")
    assert (await orchestrator.get(young))["audio"]["recording"] is not None
    assert await purged(purger(recordings=30)) == {}


async def test_an_old_result_goes_with_all_that_hangs_on_it(
    orchestrator, services, purger, rows, data_dir
):
    old = await sent(orchestrator, **AGREES)
    rows(f"UPDATE tasks SET created_at = '{AGED}'")
    young = await sent(orchestrator)
    weight = bytes_below(data_dir / "objects" / "tasks" / "local" / old)
    told = await purged(purger(results=30, recordings=10), dry_run=True)
    assert told == {"results": (1, weight)}  # its recording goes with it, and is counted once
    assert (await orchestrator.get(old))["status"] == "succeeded"
    assert await purged(purger(results=30, recordings=10)) == told
    assert (await orchestrator.client.get(f"/tasks/{old}")).status_code == 404
    assert await services.stored(f"tasks/local/{old}/") == set()
    for table in ("stages", "artifacts", "feedback", "events"):
        assert rows(f"SELECT count(*) FROM {table} WHERE task_id = ?", old) == [(0,)]
    assert (await orchestrator.get(young))["status"] == "succeeded"


async def test_a_task_that_has_not_ended_is_kept(orchestrator, services, purger, rows):
    gate = services.hold("align")
    accepted = await orchestrator.post("/tasks", reference_text=TEXT)
    await anyio.to_thread.run_sync(gate.arrived.wait, 30)
    rows(f"UPDATE tasks SET created_at = '{AGED}' WHERE status = 'running'")
    assert await purged(purger(results=1, recordings=1)) == {}
    gate.open.set()
    assert (await orchestrator.finished(accepted.json()["task_id"]))["status"] == "succeeded"


async def test_a_tenant_may_have_days_of_its_own(orchestrator, app, purger, rows):
    task_id = await sent(orchestrator)
    rows("UPDATE tasks SET created_at = datetime('now', '-20 days')")
    await app.database.write(lambda s: retention.set_days(s, LOCAL, "results", 0))
    assert await purged(purger(results=10), dry_run=True) == {}  # until somebody erases it
    await app.database.write(lambda s: retention.set_days(s, LOCAL, "results", 15))
    assert "results" in await purged(purger(results=30), dry_run=True)
    await app.database.write(lambda s: retention.set_days(s, LOCAL, "results", None))
    assert await purged(purger(results=30), dry_run=True) == {}
    assert (await orchestrator.get(task_id))["status"] == "succeeded"


async def test_cached_voices_go_by_their_age_and_tasks_keep_their_own(
    orchestrator, services, purger, data_dir
):
    task_id = await sent(orchestrator)
    (cached,) = (data_dir / "objects" / "speech").rglob("*.wav")
    direct = data_dir / "objects" / "tts" / "ab" / "old.wav"
    direct.parent.mkdir(parents=True)
    direct.write_bytes(b"1234")
    assert await purged(purger(references=5)) == {}
    for path in (cached, direct):
        os.utime(path, (1e9, 1e9))
    weight = cached.stat().st_size + 4
    assert await purged(purger(references=5)) == {"references": (2, weight)}
    assert await services.stored("speech/") | await services.stored("tts/") == set()
    played = (await orchestrator.get(task_id))["audio"]["reference"]["url"]
    assert (await orchestrator.client.get(played)).status_code == 200


ROWS = {
    "practice": (
        "INSERT INTO practice (tenant, task_id, speaker_id, recorded_at, phones, slips) SELECT 'local', id, 'priya', '{at}', '{{}}', '[]' FROM tasks LIMIT 1"
    ),
    "events": "UPDATE events SET created_at = '{at}' WHERE name = 'stage_started'",
    "consents": (
        "INSERT INTO consents (tenant, id, speaker_id, scope, wording, sample_keys, given_at, expires_at, erased_at) "
        "VALUES ('local', '00000000000000000000000000000001', 'priya', 'voice_cloning', '1', '[]', '{at}', '{at}', '{at}')"
    ),
    "audit": (
        "INSERT INTO audit (tenant, at, action, status, credential, subject, role) VALUES ('local', '{at}', 'key.made', 201, 'local', 'local', 'operator')"
    ),
    "sessions": (
        "INSERT INTO web_sessions (tenant, id, token_hash, key_id, subject, created_at, renewed_at, seen_at, expires_at) "
        "VALUES ('local', '00000000000000000000000000000002', 'a', 'b', 'c', '{at}', '{at}', '{at}', '{at}')"
    ),
}


@pytest.mark.parametrize("kind", ROWS)
async def test_rows_go_by_their_days_and_not_before(orchestrator, purger, rows, kind):
    await sent(orchestrator)
    at = datetime.now(UTC) - timedelta(days=20)
    rows(ROWS[kind].format(at=at.strftime("%Y-%m-%d %H:%M:%S.%f")))
    assert await purged(purger(**{kind: 21})) == {}
    told = await purged(purger(**{kind: 19}), dry_run=True)
    assert set(told) == {kind}
    assert await purged(purger(**{kind: 19})) == told
    assert await purged(purger(**{kind: 19})) == {}


async def test_what_was_used_goes_by_its_day_but_not_in_the_month_that_quotas_count(
    orchestrator, purger, rows
):
    await sent(orchestrator)
    today = now().date()
    this_month, before, long_ago = today.replace(day=1), today.replace(day=1) - timedelta(days=1), today - timedelta(days=90)  # fmt: skip
    rows("DELETE FROM usage")
    for day in (this_month, before, long_ago):
        rows(f"INSERT INTO usage (tenant, key_id, day, n_recordings, audio_ms) VALUES ('local', '', '{day}', 1, 9)")  # fmt: skip
    assert await purged(purger(usage=80)) == {"usage": (1, 0)}
    assert rows("SELECT day FROM usage ORDER BY day") == [(str(before),), (str(this_month),)]
    await purger(usage=1).purge()
    assert rows("SELECT day FROM usage") == [(str(this_month),)]


async def test_that_a_task_has_ended_is_told_as_long_as_it_is_there(orchestrator, purger, rows):
    task_id = await sent(orchestrator)
    rows(f"UPDATE events SET created_at = '{AGED}'")
    await purger(events=1).purge()
    told = (await orchestrator.client.get(f"/tasks/{task_id}/events")).text
    assert [line for line in told.splitlines() if line.startswith("event:")] == [
        "event: task_finished"
    ]


async def test_it_is_looked_for_by_itself(start, rows, monkeypatch, services):
    async with start() as orchestrator:
        task_id = await sent(orchestrator)
        rows(f"UPDATE tasks SET created_at = '{AGED}'")
    monkeypatch.setenv("ORCHESTRATOR_RETENTION_RESULTS_DAYS", "30")
    async with start() as orchestrator:
        with anyio.fail_after(30):
            while (await orchestrator.client.get(f"/tasks/{task_id}")).status_code != 404:  # noqa: ASYNC110
                await anyio.sleep(0.05)
            while await services.stored("tasks/"):  # noqa: ASYNC110 - the row goes first
                await anyio.sleep(0.05)
    assert await services.stored("tasks/") == set()


async def test_what_was_made_under_a_consent_goes_when_it_ends(orchestrator, services, wav, rows):
    files = [("voice_samples[]", ("s.wav", wav, "audio/wav"))]
    await orchestrator.client.post("/speakers/priya/consent", data=AGREES, files=files)
    task_id = await sent(orchestrator)
    assert (await orchestrator.get(task_id))["audio"]["own_voice"] is not None
    rows("UPDATE consents SET expires_at = '2026-01-01 00:00:00.000000'")
    with anyio.fail_after(30):
        while any("own_voice" in key for key in await services.stored("tasks/")):  # noqa: ASYNC110
            await anyio.sleep(0.05)
    shown = await orchestrator.get(task_id)
    vc = next(each for each in shown["stages"] if each["name"] == "vc")
    assert (shown["audio"]["own_voice"], vc["reason"]) == (None, "consent_expired")
    assert shown["audio"]["recording"] is not None


def test_a_day_is_a_day():
    at = datetime(2026, 11, 27, tzinfo=UTC)
    rule = RetentionRule(30, {"north": 7, "south": 0})
    own, others = rule.cutoffs(at)
    assert (own.tenant, own.before) == ("north", datetime(2026, 11, 20, tzinfo=UTC))
    assert (others.tenant, others.before) == (None, datetime(2026, 10, 28, tzinfo=UTC))
    assert [others.covers(each) for each in ("north", "south", "east")] == [False, False, True]
    assert list(RetentionRule(0, {}).cutoffs(at)) == []


def test_due_tasks_are_told_on_both_databases(engine):
    from sqlalchemy.orm import Session

    from ..app.db import migrate

    migrate.migrate(engine)
    for cutoff in (Cutoff(now(), "local"), Cutoff(now(), None, ("north",))):
        with Session(engine) as session:
            found: list[Any] = retention.due_tasks(
                session, SYSTEM, cutoff, with_recording=True, after=None, limit=5
            )
            assert len(found) == 1  # the seed sample
            retention.forget_recording(session, LOCAL, found[0].id)
            for kind in ("practice", "events", "consents", "audit", "sessions", "usage"):
                n = retention.count_rows(session, SYSTEM, kind, cutoff)
                assert retention.delete_rows(session, SYSTEM, kind, cutoff, limit=10_000) == n
            session.rollback()


# by hand


async def test_by_hand_days_are_set_shown_and_a_dry_run_erases_nothing(
    orchestrator, app, rows, capsys, services
):
    await sent(orchestrator)
    rows(f"UPDATE tasks SET created_at = '{AGED}'")
    before = await services.stored("")

    async def run(*arguments: str) -> str:
        assert await anyio.to_thread.run_sync(command.main, arguments) == 0
        return capsys.readouterr().out

    await run("set", "--kind", "results", "--days", "30")
    shown = await run("show")
    assert "results     until erased; local: 30 days" in shown.splitlines()
    dry = await run("purge", "--dry-run")
    assert any(line.split()[:2] == ["results", "1"] for line in dry.splitlines())
    assert await services.stored("") == before
    assert await run("purge") == dry
    assert await services.stored("tasks/") == set()
    await run("unset", "--kind", "results")
    assert "local" not in await run("show")


@pytest.mark.parametrize(
    "arguments",
    [
        ["set", "--kind", "results", "--days", "-1"],
        ["set", "--kind", "results", "--days", "999999"],
        ["set", "--kind", "results", "--days", "3", "--tenant", "No Tenant"],
    ],
)
async def test_by_hand_what_can_t_be_set_is_told(services, capsys, arguments):
    assert await anyio.to_thread.run_sync(command.main, arguments) == 1
    assert capsys.readouterr().err.strip()
