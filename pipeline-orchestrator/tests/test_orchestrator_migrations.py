"""The schema goes up and down on SQLite and on Postgres."""

import os
import subprocess
import sys

import pytest
from alembic import command
from sqlalchemy import inspect, text

from shared.settings import REPO_ROOT

from ..app.db import migrate, session
from ..app.db.migrate import SERVICE_DIR

TABLES = {
    "tasks",
    "consents",
    "practice",
    "stages",
    "artifacts",
    "feedback",
    "events",
    "erasures",
    "classes",
    "class_members",
    "model_days",
    "model_observations",
    "models",
    "assignments",
    "task_notes",
    "issue_verdicts",
    "inbox_marks",
    "shares",
    "api_keys",
    "web_sessions",
    "audit",
    "retention",
    "quotas",
    "training_consents",
    "training_jobs",
    "usage",
    "cloud_events",
    "event_positions",
    "received_events",
    "event_deliveries",
    "webhooks",
    "recordings",
    "field_schemas",
    "alembic_version",
}


def test_the_newest_schema_is_what_the_models_say(engine):
    migrate.migrate(engine)
    with engine.connect() as connection:
        command.check(migrate.alembic_config(connection))


def test_up_and_down_leave_nothing(engine):
    migrate.migrate(engine)
    assert set(inspect(engine).get_table_names()) == TABLES
    with engine.connect() as connection:
        command.downgrade(migrate.alembic_config(connection), "base")
        connection.commit()
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}


def test_migrating_twice_changes_nothing(engine):
    migrate.migrate(engine)
    migrate.migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tasks")).scalar() == 1


def test_the_sample_goes_with_its_migration(engine):
    migrate.migrate(engine)
    with engine.connect() as connection:
        counts = [
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("tasks", "stages", "artifacts", "feedback")
        ]
        assert counts == [1, 7, 6, 1]
        connection.rollback()  # a migration begins its own transaction
        command.downgrade(migrate.alembic_config(connection), "0001_init_schema")
        connection.commit()
        assert connection.execute(text("SELECT count(*) FROM tasks")).scalar() == 0


@pytest.mark.parametrize("table", ["artifacts", "feedback"])
def test_what_is_looked_up_is_indexed(engine, table):
    migrate.migrate(engine)
    indexed = {tuple(index["column_names"]) for index in inspect(engine).get_indexes(table)}
    assert {("task_id",), ("created_at",)} <= indexed


def test_the_command_line_migrates_the_default_database(tmp_path):
    service = SERVICE_DIR
    for arguments in (["upgrade", "head"], ["check"], ["downgrade", "base"]):
        subprocess.run(
            [sys.executable, "-m", "alembic", *arguments],
            cwd=service,
            env=os.environ | {"DATA_DIR": str(tmp_path)},
            check=True,
            capture_output=True,
            timeout=60,
        )
    assert (tmp_path / "orchestrator.db").is_file()


@pytest.mark.anyio
async def test_a_task_runs_on_postgres_too(postgres, monkeypatch, start, services):
    monkeypatch.setenv("DATABASE_URL", postgres.url)
    async with start() as orchestrator:
        body = (
            await orchestrator.post(reference_text="Very good.", consent_voice_cloning="true")
        ).json()
        assert body["status"] == "succeeded"
        assert (await orchestrator.get(body["task_id"]))["scores"]["overall"] == 81
        listed = (await orchestrator.client.get("/tasks")).json()["items"]
        assert listed[0]["task_id"] == body["task_id"]
        assert (await orchestrator.client.delete(f"/tasks/{body['task_id']}")).status_code == 204


def test_replicas_that_start_at_once_migrate_once(postgres):
    """Each in a process of its own, on an empty database."""
    program = (
        "import importlib, sys; m = importlib.import_module; "
        "s = m('pipeline-orchestrator.app.db.session'); d = m('pipeline-orchestrator.app.db.migrate'); "
        "d.migrate(s.make_engine(sys.argv[1]))"
    )
    replicas = [
        subprocess.Popen([sys.executable, "-c", program, postgres.url], cwd=REPO_ROOT)
        for _ in range(4)
    ]
    assert [each.wait(timeout=60) for each in replicas] == [0, 0, 0, 0]
    made = session.make_engine(postgres.url)
    with made.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tasks")).scalar() == 1
        command.downgrade(migrate.alembic_config(connection), "base")
        connection.commit()
    made.dispose()


def unfinished(state: str) -> str:
    return (
        "INSERT INTO training_jobs (tenant, id, recipe, sources, options, state, steps, n_steps, progress, log, author, claims, beat, "
        f"attempts, created_at) VALUES ('local', '{ID}', 'lexicon', '[]', '{{}}', '{state}', '[]', 1, 0, '[]', 'me', 0, 0, 0, '2026-11-29')"
    )


def received(status: str) -> str:
    return (
        "INSERT INTO recordings (tenant, id, status, source, pipeline, options, fields, is_refused_if_there, created_at) "
        f"VALUES ('local', '{ID}', '{status}', 'upload', 'pronunciation', '{{}}', '{{}}', false, '2026-11-29')"
    )


ID = "5b0c1c1e-0d56-4c8c-9d0c-0f3f5f3f8f01"


@pytest.mark.parametrize(
    ("revision", "row", "says"),
    [
        ("0019_recordings", unfinished("queued"), "would not erase their files"),
        ("0019_recordings", unfinished("running"), "would not erase their files"),
        ("0018_models", received("waiting"), "would neither take them in nor erase them"),
    ],
)
def test_there_is_no_way_back_while_files_would_be_left_that_nobody_erases(
    engine, revision, row, says
):
    migrate.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text(row))
    with engine.connect() as connection, pytest.raises(RuntimeError, match=says):
        command.downgrade(migrate.alembic_config(connection), revision)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == migrate.newest_revision()  # fmt: skip


@pytest.mark.parametrize(
    ("revision", "row"),
    [("0019_recordings", unfinished("succeeded")), ("0018_models", received("taken"))],
)
def test_what_has_ended_does_not_keep_anybody_from_the_way_back(engine, revision, row):
    migrate.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text(row))
    with engine.connect() as connection:
        command.downgrade(migrate.alembic_config(connection), revision)
        connection.commit()
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == revision  # fmt: skip
