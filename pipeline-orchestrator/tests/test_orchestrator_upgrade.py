"""What the release before tenants left: its rows and objects are the local tenant's, found, played and erased as before."""

import asyncio
import json

import pytest
from alembic import command
from sqlalchemy import inspect, text

from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store
from shared.storage.factory import url_signer

from ..app.db import migrate, session
from .before_tenants import (
    CONSENT,
    FINISHED,
    N_ROWS,
    REVISION,
    SAMPLE_KEYS,
    WAITING,
    insert,
    objects,
)

pytestmark = pytest.mark.anyio

STORED = {
    path.stem: path.read_bytes() for path in REPO_ROOT.glob("shared/tests/stored_results/*.json")
}
"""Stage → its result, as that release kept it."""


def counts(connection) -> dict[str, int]:
    return {
        table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
        for table in N_ROWS
    }


def filled(engine) -> None:
    migrate.migrate(engine, REVISION)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tasks"))
        insert(connection)


def test_every_row_is_the_local_tenants_after_the_upgrade_and_is_there_after_the_way_back(engine):
    filled(engine)
    migrate.migrate(engine)
    with engine.connect() as connection:
        assert counts(connection) == N_ROWS
        for table in N_ROWS:
            tenants = connection.execute(text(f"SELECT DISTINCT tenant FROM {table}")).scalars()
            assert list(tenants) == ["local"]
        connection.rollback()
        command.downgrade(migrate.alembic_config(connection), REVISION)
    with engine.connect() as connection:
        assert counts(connection) == N_ROWS
        assert "tenant" not in {
            column["name"] for column in inspect(connection).get_columns("tasks")
        }


def test_what_hangs_on_a_task_still_goes_with_it(engine):
    """The tables were copied: what refers to them has to be as it was."""
    filled(engine)
    migrate.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tasks"))
    with engine.connect() as connection:
        left = {table for table, n_rows in counts(connection).items() if n_rows}
    assert left == {"consents", "erasures"}


def test_speakers_and_keys_are_looked_up_within_their_tenant(engine):
    migrate.migrate(engine)
    indexed = {
        tuple(index["column_names"])
        for table in ("tasks", "practice", "consents")
        for index in inspect(engine).get_indexes(table)
    }
    assert {
        ("tenant", "created_at"),
        ("tenant", "status", "created_at"),
        ("tenant", "speaker_id", "created_at"),
        ("tenant", "speaker_id", "recorded_at"),
        ("tenant", "speaker_id", "text_key", "recorded_at"),
        ("tenant", "speaker_id"),
    } <= indexed
    unique = {
        tuple(each["column_names"]) for each in inspect(engine).get_unique_constraints("tasks")
    }
    assert unique == {("tenant", "idempotency_key")}


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("tasks", "tenant = 'north'"),
        ("tasks", "audio_uri = 'tasks/local/1/recording.wav'"),
        ("consents", "tenant = 'north'"),
        ("consents", "sample_keys = '[\"speakers/local/1/samples/0.wav\"]'"),
    ],
)
def test_there_is_no_way_back_that_leaves_objects_nobody_erases(engine, table, change):
    filled(engine)
    migrate.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {change}"))
    with (
        engine.connect() as connection,
        pytest.raises(RuntimeError, match="would not erase their objects"),
    ):
        command.downgrade(migrate.alembic_config(connection), REVISION)
    with engine.connect() as connection:
        assert counts(connection) == N_ROWS


@pytest.fixture(params=["sqlite", "postgres"])
async def upgraded(request, tmp_path, monkeypatch, wav):
    """The address of a database of that release, with its objects in the store."""
    url = (
        f"sqlite:///{CommonSettings().data_dir / 'orchestrator.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres").url
    )
    monkeypatch.setenv("DATABASE_URL", url)
    engine = session.make_engine(url)
    filled(engine)
    store = open_store(CommonSettings())
    for key, content in objects(STORED, wav).items():
        await store.put(key, content, content_type="application/octet-stream")
    yield
    with engine.connect() as connection:
        for table in ("tasks", "consents"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.commit()
        command.downgrade(migrate.alembic_config(connection), "base")
        connection.commit()
    engine.dispose()


async def test_what_was_kept_is_found_played_gone_on_with_and_erased(
    upgraded, start, services, wav
):
    signed_before = url_signer(CommonSettings()).url(f"tasks/{FINISHED}/recording.wav")
    async with start() as orchestrator:
        client = orchestrator.client
        listed = (await client.get("/tasks?status=succeeded")).json()["items"]
        assert [each["task_id"] for each in listed] == [str(FINISHED)]
        kept = await orchestrator.get(str(FINISHED))
        assert (kept["scores"]["overall"], kept["warnings"]) == (91.9, [])
        for url in (kept["audio"]["recording"]["url"], signed_before):
            assert (await client.get(url)).content == wav
        assert (await client.get(f"/tasks/{FINISHED}/words/0/audio")).status_code == 200

        assert (await orchestrator.finished(str(WAITING)))["status"] == "succeeded"
        assert "asr" in services.calls
        stored = await services.stored("tasks/local/")
        assert {key.split("/")[2] for key in stored} == {str(WAITING)}

        again = await orchestrator.post(headers={"Idempotency-Key": "lesson-1"})
        assert again.status_code == 409  # it was used for that other recording
        consent = (await client.get("/speakers/priya/consent")).json()
        assert (consent["holds"], consent["n_samples"]) == (True, 2)
        assert len((await client.get("/speakers/priya/progress")).json()["recordings"]) == 1
        new = (await orchestrator.post(reference_text="Very good.", speaker_id="priya")).json()
        assert services.requests["vc"]["sample_keys"] == ",".join(SAMPLE_KEYS)
        assert services.requests["vc"]["voice_prefix"] == f"speakers/{CONSENT}"
        assert services.requests["vc"]["key_prefix"] == f"tasks/local/{new['task_id']}"

        revoked = (await client.delete("/speakers/priya/consent")).json()
        assert (revoked["erased"]["samples"], revoked["erased"]["features"]) == (2, 1)
        assert await services.stored("speakers/") == set()
        erased = (await client.delete("/speakers/priya")).json()
        assert (erased["n_tasks"], erased["erasure_pending"]) == (3, False)
        assert await services.stored("tasks/") == set()


async def test_a_wish_to_erase_that_was_kept_before_is_carried_out(start, services, wav):
    erased = "55555555-5555-4555-8555-555555555555"
    wish = {"kind": "task", "id": erased, "tasks": [erased], "consents": []}
    store = open_store(CommonSettings())
    for key, content in {
        f"tasks/{erased}/recording.wav": wav,
        "pending/erasures/66666666.json": json.dumps(wish).encode(),
    }.items():
        await store.put(key, content, content_type="application/octet-stream")
    async with start(), asyncio.timeout(20):
        while await services.stored("tasks/") or await services.stored("pending/"):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
