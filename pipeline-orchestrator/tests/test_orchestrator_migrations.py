"""The schema goes up and down on SQLite and, where one can be started, on Postgres."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from shared.testing.fleet import free_ports

session = import_module("pipeline-orchestrator.app.db.session")
migrate = import_module("pipeline-orchestrator.app.db.migrate")

TABLES = {"tasks", "stages", "artifacts", "feedback", "events", "erasures", "alembic_version"}


@pytest.fixture(scope="session")
def postgres():
    """Address of a Postgres of our own; skips where its programs are not installed."""
    if not (shutil.which("initdb") and shutil.which("pg_ctl")):
        pytest.skip("there is no Postgres here")
    uid = None
    if os.getuid() == 0:
        try:
            uid = pwd.getpwnam("postgres").pw_uid
        except KeyError:
            pytest.skip("Postgres does not run as root, and there is no postgres user")
    with tempfile.TemporaryDirectory() as folder:
        if uid is not None:
            os.chown(folder, uid, -1)
        state = Path(folder) / "state"
        [port] = free_ports(1)

        def run(*command: str) -> None:
            subprocess.run(
                command, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=60, user=uid
            )

        run("initdb", "-D", str(state), "-U", "agentforge", "-A", "trust")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run("pg_ctl", "-D", str(state), "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgresql+psycopg2://agentforge@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", str(state), "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request, tmp_path):
    url = (
        f"sqlite:///{tmp_path / 'tasks.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres")
    )
    made = session.make_engine(url)
    yield made
    with made.connect() as connection:
        command.downgrade(migrate.alembic_config(connection), "base")
        connection.commit()
    made.dispose()


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
        command.downgrade(migrate.alembic_config(connection), "0001_init_schema")
        connection.commit()
        assert connection.execute(text("SELECT count(*) FROM tasks")).scalar() == 0


@pytest.mark.parametrize("table", ["artifacts", "feedback"])
def test_what_is_looked_up_is_indexed(engine, table):
    migrate.migrate(engine)
    indexed = {tuple(index["column_names"]) for index in inspect(engine).get_indexes(table)}
    assert {("task_id",), ("created_at",)} <= indexed


def test_the_command_line_migrates_the_default_database(tmp_path):
    service = migrate.SERVICE_DIR
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
async def test_a_task_runs_on_postgres_too(request, monkeypatch, start, services):
    monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres"))
    async with start() as orchestrator:
        body = (
            await orchestrator.post(reference_text="Very good.", consent_voice_cloning="true")
        ).json()
        assert body["status"] == "succeeded"
        assert (await orchestrator.get(body["task_id"]))["scores"]["overall"] == 81
        listed = (await orchestrator.client.get("/tasks")).json()["items"]
        assert listed[0]["task_id"] == body["task_id"]
        assert (await orchestrator.client.delete(f"/tasks/{body['task_id']}")).status_code == 204
