"""Bringing the database to the newest schema at start, one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from .models import Base

SERVICE_DIR = Path(__file__).resolve().parents[2]
ADVISORY_LOCK = 0x41464D47
"""Any number of our own; all orchestrators wait for the same one."""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade to `revision`; others that start at the same time wait."""
    with _only_one(engine), engine.connect() as connection:
        command.upgrade(alembic_config(connection), revision)
        connection.commit()


def newest_revision() -> str:
    """Of the schema that this code works with."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None, "there are migrations"
    return revision


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for a connection that is already there."""
    config = _config()
    config.attributes |= {"connection": connection, "target_metadata": Base.metadata}
    return config


def _config() -> Config:
    config = Config(SERVICE_DIR / "alembic.ini")
    config.set_main_option("script_location", str(SERVICE_DIR / "alembic").replace("%", "%%"))
    return config


@contextmanager
def _only_one(engine: Engine) -> Iterator[None]:
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}.migrate.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": ADVISORY_LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": ADVISORY_LOCK})
